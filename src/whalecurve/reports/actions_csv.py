"""What to do about each customer as CSV, what is worth most first."""

from collections.abc import Sequence

from whalecurve.domain.actions.action import Action
from whalecurve.domain.words.formats import plain_decimal
from whalecurve.reports.context import Context
from whalecurve.reports.safe_csv import write_csv

CHECK_FIRST = "check first"


def actions_csv(actions: Sequence[Action], digits: int, context: Context) -> str:
    """``actions.csv``: a row per action; money as plain decimal text with the currency's digits.

    Args:
        actions: In the order of the rows.
        digits: Decimals of the currency.
        context: Currency, period, plan and day, on each row.
    """
    columns = {
        "customer_id": [each.customer_id for each in actions],
        "customer_name": [each.customer_name for each in actions],
        "action": [each.kind for each in actions],
        "why": [each.why for each in actions],
        "what": [each.what for each in actions],
        "money_at_stake": [plain_decimal(each.money_at_stake, digits) for each in actions],
        "likelihood": [f"{each.likelihood:.4f}" for each in actions],
        "rep": [each.rep for each in actions],
        "certainty": ["" if each.stable else CHECK_FIRST for each in actions],
        **{name: [text] * len(actions) for name, text in context.columns().items()},
    }
    return write_csv(list(columns), list(columns.values()))
