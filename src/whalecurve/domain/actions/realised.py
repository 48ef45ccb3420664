"""What done actions brought: a customer's contribution in the months after, beside as many months before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from whalecurve.domain.actions.action import REFERRAL
from whalecurve.domain.actions.record import DONE, Record
from whalecurve.domain.quantities.facts import MONTHS_A_YEAR, Period, month_number
from whalecurve.domain.words.formats import counted, money
from whalecurve.domain.words.plurals import agree

NO_PROOF: Final = (
    "That is not a proof: who loses much one year loses less the next by itself, and other things changed as well."
)


@dataclass(frozen=True)
class Realised:
    """What one done action brought.

    Attributes:
        record: The action.
        gain: Contribution of the months after less that of the months compared with, minor units a year; of a
            referral, what the customers who came of it contribute.
        after: The months after.
        before: The months compared with; None where nothing was there before.
    """

    record: Record
    gain: int
    after: Period
    before: Period | None

    @property
    def expected(self) -> int:
        """What was expected, minor units a year."""
        return self.record.money_at_stake


def compared(done_on: str, span: Period) -> tuple[Period, Period] | None:
    """The months before and after an action: the same months a year earlier, else as many right before it.

    The month of the action belongs to neither.

    Args:
        done_on: Day on which it was done, ISO.
        span: The months that the data has.

    Returns:
        None where no month lies after it, or none before.

    >>> compared("2026-03-20", Period(202501, 202605))
    (Period(first=202504, last=202505), Period(first=202604, last=202605))
    >>> compared("2025-03-20", Period(202301, 202605))
    (Period(first=202403, last=202502), Period(first=202504, last=202603))
    >>> compared("2026-03-20", Period(202601, 202605))
    (Period(first=202601, last=202602), Period(first=202604, last=202605))
    >>> compared("2026-05-20", Period(202601, 202605)) is None
    True
    """
    done = month_number(int(done_on[:4]) * 100 + int(done_on[5:7]))
    first, last = month_number(span.first), month_number(span.last)
    months = min(last - done, MONTHS_A_YEAR)
    if months < 1:
        return None
    after = done + 1
    # A year earlier is the same season; of twelve months the action's own would be one, so they end right before it.
    earlier = min(after - MONTHS_A_YEAR, done - months)
    if earlier >= first:
        return _period(earlier, months), _period(after, months)
    known = min(months, done - first)
    return None if known < 1 else (_period(done - known, known), _period(after, known))


def to_compare(records: Sequence[Record]) -> list[Record]:
    """The records of done actions, the latest first."""
    return sorted((each for each in records if each.status == DONE and each.done_on), key=lambda each: each.done_on)[
        ::-1
    ]


def realised_words(found: Sequence[Realised], currency: str) -> str:
    """Expected beside realised, over all done actions that have months after them.

    What a customer contributes more is one gain, whatever number of actions was done: that of the first one counts.

    Args:
        found: What each brought, the latest first.
        currency: Code of the currency.
    """
    gains = {(each.record.kind == REFERRAL, each.record.customer_id): each.gain for each in found}
    expected, gain, number = sum(each.expected for each in found), sum(gains.values()), len(found)
    once = "" if len(gains) == number else ", each customer counted once"
    return (
        f"{counted(number, 'done action')} {agree(number, 'has', 'have')} months after {agree(number, 'it', 'them')}: "
        f"{money(expected, currency)} a year expected, {money(gain, currency)} a year realised{once}. {NO_PROOF}"
    )


def _period(begin: int, months: int) -> Period:
    first, last = ((n // MONTHS_A_YEAR) * 100 + n % MONTHS_A_YEAR + 1 for n in (begin, begin + months - 1))
    return Period(first, last)
