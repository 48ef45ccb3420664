"""Actions with what became of them: those proposed now and those kept from before, with likelihoods as recorded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from whalecurve.domain.actions.action import REFERRAL, REPRICE, TIME, Action
from whalecurve.domain.actions.likelihood import Tried, likelihood
from whalecurve.domain.actions.record import OPEN, UNKNOWN, WORKED, Record

_LEARNED: Final = (TIME, REPRICE, REFERRAL)


@dataclass(frozen=True)
class Standing:
    """One action and what became of it.

    Attributes:
        action: As it is proposed now, or as it was kept where it is not proposed any more.
        record: What became of it; None where nobody touched it.
        gone: Whether it is not proposed any more.
    """

    action: Action
    record: Record | None = None
    gone: bool = False

    @property
    def status(self) -> str:
        """Its status: ``open`` where nobody touched it."""
        return self.record.status if self.record else OPEN


def standings(actions: Sequence[Action], records: Mapping[str, Record]) -> list[Standing]:
    """Every action that is proposed, with likelihoods by what was recorded, then every kept one that is not any more.

    Args:
        actions: As found, those of customers whose sign holds first.
        records: What was kept, by key.

    >>> kept = Record("time", "b", "Bolt", what="Visit")
    >>> now = Action("time", "a", "Anvil", "", "", 100, 0.5)
    >>> [(each.action.customer_id, each.status, each.gone) for each in standings([now], {kept.action.key: kept})]
    [('a', 'open', False), ('b', 'open', True)]
    """
    learned = {kind: likelihood(kind, tried(kind, records.values())) for kind in _LEARNED}
    likely = [replace(each, likelihood=learned.get(each.kind, each.likelihood)) for each in actions]
    proposed = [Standing(each, records.get(each.key)) for each in likely]
    proposed.sort(key=lambda each: (not each.action.stable, -each.action.expected))
    known = {each.action.key for each in proposed}
    return proposed + [Standing(each.action, each, gone=True) for key, each in records.items() if key not in known]


def tried(kind: str, records: Iterable[Record]) -> Tried:
    """How many actions of a kind have an outcome, and how many of them worked.

    >>> done = [Record("time", "a", "", outcome="worked"), Record("time", "b", "", outcome="did not work")]
    >>> tried("time", done), tried("referral", done)
    (Tried(worked=1, tried=2), Tried(worked=0, tried=0))
    """
    told = [record.outcome for record in records if record.kind == kind and record.outcome != UNKNOWN]
    return Tried(told.count(WORKED), len(told))
