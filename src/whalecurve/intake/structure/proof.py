"""Whether the numbers of a row are sums of other rows: of all, of those since the last total, or of its group's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from whalecurve.intake.structure.body import Body
from whalecurve.intake.structure.cell_kinds import NUMBER
from whalecurve.intake.structure.sums import Figures
from whalecurve.intake.structure.words import plain

Sums = npt.NDArray[np.object_]
# Rows one by one, or from a first row up to an end.
Scope = list[int] | tuple[int, int]


@dataclass(frozen=True)
class Label:
    """A cell that names a total: its text, its column, and the group (empty for all); ``above`` heads its rows."""

    text: str
    column: int
    group: str
    above: bool = False


@dataclass(frozen=True)
class Proof:
    """What was found out about a row.

    Attributes:
        columns: Columns of numbers whose cell is the sum of the rows.
        figures: Columns of numbers in which the row has a number other than zero.
        rows: Number of the rows that it adds up; 0 where it does not.
        known: Whether other rows name its group.
        whole: Whether it adds up all rows.
    """

    columns: tuple[int, ...] = ()
    figures: tuple[int, ...] = ()
    rows: int = 0
    known: bool = False
    whole: bool = False


class Prover:
    """Sums over the rows of a body, without those that may be totals themselves."""

    def __init__(self, body: Body, candidates: Iterable[int]) -> None:
        """Mark the rows that may be added up."""
        self._body = body
        self._figures = Figures(body)
        self._data = ~body.taken
        self._data[list(body.odd)] = False
        self._data[list(candidates)] = False
        self._candidates = np.array(sorted(candidates), dtype=np.int64)
        self._count = np.concatenate([[0], np.cumsum(self._data)])
        self._sums: dict[int, Sums] = {}
        self._groups: dict[str, list[int]] | None = None

    def prove(self, row: int, label: Label) -> Proof:
        """Try the scopes that a total can have, the widest last; the first that fits most numbers is taken."""
        figures = tuple(place for place in self._figures.places if self._has_figure(place, row))
        members = self._members(label.group) if label.group else None
        best = Proof((), figures, 0, members is not None)
        for scope in self._scopes(row, members, above=label.above):
            columns = tuple(place for place in figures if self._equal(place, row, scope))
            if len(columns) > len(best.columns):
                count = self._rows(scope)
                best = Proof(columns, figures, count, members is not None, count == int(self._data.sum()))
        return best

    def _scopes(self, row: int, members: list[int] | None, *, above: bool) -> Iterator[Scope]:
        before = int(np.searchsorted(self._candidates, row))
        last = int(self._candidates[before - 1]) if before else -1
        following = int(self._candidates[before + 1]) if before + 1 < len(self._candidates) else self._body.rows
        if members is not None:
            yield members
        if not above:
            yield (last + 1, row)
            yield (0, row)
        yield (row + 1, following)
        yield (0, self._body.rows)

    def _equal(self, place: int, row: int, scope: Scope) -> bool:
        value = int(self._figures.of(place).values[row])
        if isinstance(scope, tuple):
            first, end = scope
            if self._count[end] == self._count[first]:
                return False
            sums = self._running(place)
            return int(sums[end]) - int(sums[first]) == value
        amounts = self._figures.of(place)
        added = [int(amounts.values[member]) for member in scope if amounts.present[member]]
        return bool(added) and sum(added) == value

    def _rows(self, scope: Scope) -> int:
        if isinstance(scope, tuple):
            return int(self._count[scope[1]] - self._count[scope[0]])
        return len(scope)

    def _has_figure(self, place: int, row: int) -> bool:
        amounts = self._figures.of(place)
        return bool(amounts.present[row]) and int(amounts.values[row]) != 0

    def _running(self, place: int) -> Sums:
        if place not in self._sums:
            amounts = self._figures.of(place)
            added = np.where(self._data & amounts.present, amounts.values, 0).astype(object)
            self._sums[place] = np.concatenate([np.array([0], dtype=object), np.cumsum(added)])
        return self._sums[place]

    def _members(self, group: str) -> list[int] | None:
        """Rows that name a group in some column of words, or a group inside it."""
        if self._groups is None:
            self._groups = self._rows_by_text()
        return self._groups.get(group)

    def _rows_by_text(self) -> dict[str, list[int]]:
        rows: defaultdict[str, list[int]] = defaultdict(list)
        data = np.flatnonzero(self._data).tolist()
        for place, kind in enumerate(self._body.kinds()):
            if kind != NUMBER:
                texts = self._body.columns[place].to_pylist()
                for row in data:
                    for name in set(_names(texts[row])):
                        rows[name].append(row)
        return dict(rows)


_LEVELS = 8  # accounting programs nest customers and jobs five deep


def _names(text: str) -> Iterator[str]:
    """A text and, for ``Parent:Child``, all that stands around it."""
    parts = text.split(":", _LEVELS)
    for end in range(1, len(parts) + 1):
        yield plain(":".join(parts[:end]))
        if end < len(parts):
            yield plain(parts[end])
