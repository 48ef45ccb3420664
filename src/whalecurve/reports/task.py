"""An action as a task that a person or another program takes on: title, notes, day, status, priority."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from whalecurve.domain.actions.action import CROSS_SELL, PROSPECT, REFERRAL, REPRICE, TIME
from whalecurve.domain.actions.record import OPEN
from whalecurve.domain.actions.standing import Standing
from whalecurve.domain.words.formats import money

HIGH: Final = "high"
NORMAL: Final = "normal"
_DAYS: Final = 7
_VERBS: Final = {
    REPRICE: "Reprice or re-serve",
    TIME: "Give more time to",
    REFERRAL: "Ask for referrals:",
    CROSS_SELL: "Offer more to",
    PROSPECT: "Win",
}
_MOST_TITLE: Final = 200


@dataclass(frozen=True)
class Task:
    """One task.

    Attributes:
        key: Name that stays after each upload.
        title: What to do with whom, one line.
        notes: What, why, the money at stake, and what somebody wrote down.
        due: Day on which it is due; a week after the export where nobody named one.
        status: As of the action.
        priority: ``high`` for the first third of the list.
        owner: Who does it, else who sells to the customer.
        customer_id: Whom it is about.
        customer_name: The same by name.
    """

    key: str
    title: str
    notes: str
    due: date
    status: str
    priority: str
    owner: str
    customer_id: str
    customer_name: str


def tasks(standing: Sequence[Standing], currency: str, made_on: str) -> list[Task]:
    """Actions as tasks, in their order.

    Args:
        standing: Actions with what became of them.
        currency: Code of the currency.
        made_on: Day of the export, ISO.
    """
    later = date.fromisoformat(made_on) + timedelta(days=_DAYS)
    return [_task(each, currency, later, first=3 * number < len(standing)) for number, each in enumerate(standing)]


def _task(standing: Standing, currency: str, later: date, *, first: bool) -> Task:
    action, record = standing.action, standing.record
    stake = f"At stake: {money(action.money_at_stake, currency)} {currency}".rstrip() + " a year."
    notes = [action.what, action.why, stake, record.note if record else ""]
    name = " ".join(action.customer_name.split())
    return Task(
        key=action.key,
        title=f"{_VERBS.get(action.kind, action.kind)} {name}"[:_MOST_TITLE],
        notes="\n".join(filter(None, notes)),
        due=date.fromisoformat(record.due) if record and record.due else later,
        status=record.status if record else OPEN,
        priority=HIGH if first else NORMAL,
        owner=(record.owner if record else "") or action.rep,
        customer_id=action.customer_id,
        customer_name=name,
    )
