"""Prospects with their scores as CSV, the likest first."""

from collections.abc import Sequence

from whalecurve.domain.actions.prospects import Prospect, prospect_words
from whalecurve.domain.words.formats import plain_decimal
from whalecurve.reports.context import Context
from whalecurve.reports.safe_csv import write_csv


def prospects_csv(found: Sequence[Prospect], won: float, digits: int, context: Context) -> str:
    """A row per prospect, under headers that a CRM takes for fields of leads.

    Args:
        found: Prospects, the likest first.
        won: Share of such leads that become customers, 0 to 1.
        digits: Decimals of the currency.
        context: Currency, period, plan and day, on each row.
    """
    columns = {
        "Lead ID": [each.lead.id for each in found],
        "Company": [each.lead.name for each in found],
        "Rating": [each.band for each in found],
        "Chance": [f"{each.score.chance:.4f}" for each in found],
        "Chance low": [f"{each.score.chance_low:.4f}" for each in found],
        "Chance high": [f"{each.score.chance_high:.4f}" for each in found],
        "Annual contribution": [plain_decimal(each.contribution, digits) for each in found],
        "Highest lead fee": [plain_decimal(each.highest_fee(won), digits) for each in found],
        "Description": [prospect_words(each) for each in found],
        **{name: [text] * len(found) for name, text in context.columns().items()},
    }
    return write_csv(list(columns), list(columns.values()))
