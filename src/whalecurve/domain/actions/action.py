"""One action: who, why, what to do, the money at stake and how likely it is; and the list of a week."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from whalecurve.domain.money.apportion import round_half_up
from whalecurve.domain.quantities.facts import MONTHS_A_YEAR

TIME: Final = "time"
CROSS_SELL: Final = "cross-sell"
REFERRAL: Final = "referral"
REPRICE: Final = "reprice"
PROSPECT: Final = "prospect"
MOST_A_WEEK: Final = 15


@dataclass(frozen=True)
class Action:
    """What to do about one customer.

    Attributes:
        kind: ``time``, ``cross-sell``, ``referral``, ``reprice`` or ``prospect``.
        customer_id: Whom it is about.
        customer_name: The same by name.
        why: The reason in a sentence.
        what: What to do, in a sentence.
        money_at_stake: Minor units a year.
        likelihood: How likely it is to bring that, 0 to 1.
        place: The customer's position, -1 for a prospect.
        rep: Who sells to it, empty where nobody says.
        item: What is offered, of a cross-sell; empty for the others.
        stable: Whether the customer's sign holds when every assumption moves; what does not is checked first.
    """

    kind: str
    customer_id: str
    customer_name: str
    why: str
    what: str
    money_at_stake: int
    likelihood: float
    place: int = -1
    rep: str = ""
    item: str = ""
    stable: bool = True

    @property
    def key(self) -> str:
        """Name under which the action is kept: the same action of the same customer has it after each upload.

        >>> Action("time", "c1", "A", "", "", 0, 0.5).key == Action("time", "c1", "B", "x", "y", 9, 0.1).key
        True
        """
        told = f"{self.kind}\x1f{self.customer_id}\x1f{self.item}"
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def expected(self) -> float:
        """Money at stake times likelihood, minor units a year: what the list is ranked by."""
        return self.money_at_stake * self.likelihood


def this_week(actions: Sequence[Action], most: int = MOST_A_WEEK) -> list[Action]:
    """The actions that are worth most, best first; only of customers whose sign holds, equal ones in the order given.

    >>> one, two, shaky = (Action("time", name, "", "", "", stake, 0.5, stable=name != "c") for name, stake in
    ...                    (("a", 10), ("b", 30), ("c", 90)))
    >>> [action.customer_id for action in this_week([one, two, shaky])]
    ['b', 'a']
    """
    sure = [action for action in actions if action.stable and action.money_at_stake > 0]
    return sorted(sure, key=lambda action: -action.expected)[:most]


def yearly(amount: int, months: int) -> int:
    """An amount of so many months as one of a year.

    >>> yearly(100, 24), yearly(-100, 3)
    (50, -400)
    """
    return round_half_up(Fraction(amount * MONTHS_A_YEAR, months))
