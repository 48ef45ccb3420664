"""What to do about each customer and what became of it as CSV, what is worth most first."""

from collections.abc import Sequence

from whalecurve.domain.actions.record import UNKNOWN
from whalecurve.domain.actions.standing import Standing
from whalecurve.domain.words.formats import plain_decimal
from whalecurve.reports.context import Context
from whalecurve.reports.safe_csv import write_csv

CHECK_FIRST = "check first"
GONE = "not proposed any more"


def actions_csv(standing: Sequence[Standing], digits: int, context: Context) -> str:
    """``actions.csv``: a row per action; money as plain decimal text with the currency's digits.

    Args:
        standing: Actions with what became of them, in the order of the rows.
        digits: Decimals of the currency.
        context: Currency, period, plan and day, on each row.
    """
    actions = [each.action for each in standing]
    columns = {
        "customer_id": [each.customer_id for each in actions],
        "customer_name": [each.customer_name for each in actions],
        "action": [each.kind for each in actions],
        "why": [each.why for each in actions],
        "what": [each.what for each in actions],
        "money_at_stake": [plain_decimal(each.money_at_stake, digits) for each in actions],
        "likelihood": ["" if each.gone else f"{each.action.likelihood:.4f}" for each in standing],
        "rep": [each.rep for each in actions],
        "certainty": [_certainty(each) for each in standing],
        **_records(standing),
        **{name: [text] * len(actions) for name, text in context.columns().items()},
    }
    return write_csv(list(columns), list(columns.values()))


def _records(standing: Sequence[Standing]) -> dict[str, list[str]]:
    """What became of them; empty cells where nobody wrote anything down."""
    names = ("owner", "due", "note", "outcome", "done_on")
    told = {name: [str(getattr(each.record, name)) if each.record else UNKNOWN for each in standing] for name in names}
    return {"status": [each.status for each in standing], **told}


def _certainty(standing: Standing) -> str:
    if standing.gone:
        return GONE
    return "" if standing.action.stable else CHECK_FIRST
