"""The conditions of a rule, in words, without needless ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from whalecurve.domain.segments.traits.encoding import Encoded
from whalecurve.domain.segments.tree.growth import Grown


@dataclass(frozen=True)
class Step:
    """One side of one split."""

    column: int
    above: bool
    threshold: float


def steps_to(grown: Grown, node: int) -> tuple[Step, ...]:
    """Return the splits from the root to a node."""
    steps: list[Step] = []
    while node:
        parent = int(grown.parent[node])
        steps.append(Step(int(grown.feature[parent]), int(grown.right[parent]) == node, float(grown.threshold[parent])))
        node = parent
    return tuple(reversed(steps))


def conditions_of(encoded: Encoded, steps: Sequence[Step]) -> tuple[str, ...]:
    """Say a path in words.

    Of several bounds on one side of a number only the last counts; "is not" goes where "is" says more; several "is
    not" of a trait become one "is none of".
    """
    return _Path(encoded, steps).words()


class _Path:
    """The splits of a rule, the last one of each side of each column."""

    def __init__(self, encoded: Encoded, steps: Sequence[Step]) -> None:
        self.encoded = encoded
        self.steps = list({(step.column, step.above): step for step in steps}.values())

    def words(self) -> tuple[str, ...]:
        kept = [step for step in self.steps if not self._needless(step)]
        excluded = self._excluded(kept)
        single = [self._said(step) for step in kept if len(excluded.get(self._trait(step), ())) <= 1 or step.above]
        several = [
            f"{self.encoded.traits[trait].name} is none of {', '.join(levels)}"
            for trait, levels in excluded.items()
            if len(levels) > 1
        ]
        return (*single, *several)

    def _said(self, step: Step) -> str:
        known = any(self._says_known(other) for other in self._others(step))
        return self.encoded.words(step.column, above=step.above, threshold=step.threshold, known=known)

    def _excluded(self, kept: Sequence[Step]) -> dict[int, list[str]]:
        """Levels that are excluded, by trait; of two levels the other one is named instead."""
        excluded: dict[int, list[str]] = {}
        for step in kept:
            column = self.encoded.columns[step.column]
            levels = self.encoded.traits[column.trait].levels
            if column.kind == "level" and not step.above and len(levels) > 2:  # noqa: PLR2004
                excluded.setdefault(column.trait, []).append(levels[column.level])
        return excluded

    def _needless(self, step: Step) -> bool:
        kind, others = self._kind(step), self._others(step)
        if step.above:
            return False
        if kind == "level":
            return any(other.above for other in others)
        if kind == "unknown":
            return any(self._kind(other) == "number" for other in others)
        return any(self._kind(other) == "unknown" and other.above for other in others)

    def _says_known(self, step: Step) -> bool:
        return self._kind(step) == ("number" if step.above else "unknown")

    def _others(self, step: Step) -> list[Step]:
        return [other for other in self.steps if other is not step and self._trait(other) == self._trait(step)]

    def _trait(self, step: Step) -> int:
        return self.encoded.columns[step.column].trait

    def _kind(self, step: Step) -> str:
        return self.encoded.columns[step.column].kind
