"""Kits and bundles beside the lines of their parts, where both carry an amount and would count twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree
from whalecurve.intake.meaning.answers import KITS
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.money_columns import MoneyColumns
from whalecurve.intake.meaning.repeats import line_amounts
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.meaning.words import word_data
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.values.exact import Amounts, Mask

THE_KITS, THE_PARTS, BOTH = "kits", "parts", "both"
_WORDS: Final = {
    THE_PARTS: "their parts count, the kits are the same money again",
    THE_KITS: "the kits count, their parts are in them",
    BOTH: "both count",
}


@dataclass(frozen=True)
class _Kits:
    """Rows of kits and of their parts, by number of the kit; -1 for all other rows."""

    header: str
    kit: "np.ndarray[tuple[int], np.dtype[np.int64]]"
    part: "np.ndarray[tuple[int], np.dtype[np.int64]]"


def leave_out_kits(source: Source, money: MoneyColumns, file: str) -> Decision | None:
    """Leave out what counts twice: told by the amounts where the parts add up to their kit each time, else asked about.

    A kit without an amount, or parts without one, count once anyway.
    """
    amounts = line_amounts(money)
    found = next(_kits(source, money), None) if source.header("order") and amounts is not None else None
    if found is None or amounts is None:
        return None
    kits, parts, equal = _compared(amounts, found)
    if not kits.any():
        return None
    said = str(source.mapping.answers.get(KITS, ""))
    took = said or THE_PARTS
    readings = {THE_PARTS: ~kits, THE_KITS: ~parts, BOTH: np.ones(source.rows, bool)}
    alternatives = tuple(
        Alternative(_WORDS[key], {KITS: key}, sum_text(amounts.where(rows & source.kept()), source.exchange))
        for key, rows in readings.items()
    )
    count = int(kits.sum())
    held = [sum_text(amounts.where(rows), source.exchange) for rows in (kits, parts)]
    kits_of = f"{found.header} tells {counted(count, 'kit')} of {held[0]} with parts of {held[1]}."
    proof = f"the parts add up to their kit in {count:,} of {counted(count, 'kit')}" if equal and not said else ""
    left_out = ~readings[took]
    why = "its parts stand below it" if took == THE_PARTS else "it is part of a kit that counts"
    source.ignore(left_out, f"not counted again: {why}, as {found.header} says")
    what = f"{kits_of} {agree(count, 'Does it', 'Do they')} count once?"
    return Decision(file, what, _WORDS[took], proof, _WORDS[took] if said else "", alternatives, KITS)


def _compared(amounts: Amounts, found: _Kits) -> tuple[Mask, Mask, bool]:
    """Kits and parts where both hold an amount, and whether they are equal each time."""
    numbers = 1 + max(int(found.kit.max(initial=-1)), int(found.part.max(initial=-1)))
    sums = []
    for of in (found.kit, found.part):
        total = np.zeros(numbers, object)
        rows = (of >= 0) & amounts.present
        np.add.at(total, of[rows], amounts.values[rows].astype(object))
        sums.append(total)
    both = np.array([bool(own and below) for own, below in zip(*sums, strict=True)] or [False], bool)
    equal = all(own == below for own, below, counts in zip(*sums, both.tolist(), strict=False) if counts)
    kits, parts = ((of >= 0) & both[np.maximum(of, 0)] for of in (found.kit, found.part))
    return kits, parts, equal


def _kits(source: Source, money: MoneyColumns) -> Iterator[_Kits]:
    for header in source.headers():
        key = header_key(header)
        if key in _listed("parents"):
            yield from _by_owner(source, money, header, _named_parents(source, header))
        elif key in _listed("lines"):
            yield from _by_owner(source, money, header, _numbered_parents(source, header))
        elif key in _listed("kinds"):
            yield from _by_kind(source, money, header)


def _listed(name: str) -> frozenset[str]:
    return frozenset(str(word_data("kits")[name]).split())


def _named_parents(source: Source, header: str) -> tuple[list[str], list[str]]:
    """For each text of the column the kit that it names, and the columns that may hold a kit's own name."""
    own = [source.header("product"), *(each for each in source.headers() if header_key(each) in _listed("own"))]
    return source.column(header).texts.to_pylist(), [each for each in dict.fromkeys(own) if each and each != header]


def _numbered_parents(source: Source, header: str) -> tuple[list[str], list[str]]:
    texts = source.column(header).texts.to_pylist()
    return [text.rpartition(".")[0] for text in texts], [header]


def _by_owner(
    source: Source, money: MoneyColumns, header: str, parents: tuple[list[str], list[str]]
) -> Iterator[_Kits]:
    """Parts whose kit stands in their order under the name, or number, that they give."""
    named, own_headers = parents
    column, group = source.column(header), money.orders.group
    filled = np.array([bool(text.strip()) for text in named] or [False], bool)[column.codes] & (group >= 0)
    touched = np.isin(group, np.unique(group[filled])) & (group >= 0)
    kit, part = np.full(source.rows, -1, np.int64), np.full(source.rows, -1, np.int64)
    for own in own_headers:
        texts, codes = source.column(own).texts.to_pylist(), source.column(own).codes
        places = {(int(group[row]), texts[codes[row]]): row for row in np.flatnonzero(touched).tolist()[::-1]}
        for row in np.flatnonzero(filled & (part < 0)).tolist():
            owner = places.get((int(group[row]), named[column.codes[row]]), row)
            if owner != row:
                kit[owner], part[row] = owner, owner
    if (part >= 0).any():
        yield _Kits(header, kit, np.where(kit >= 0, -1, part))


def _by_kind(source: Source, money: MoneyColumns, header: str) -> Iterator[_Kits]:
    """Parts and kits by a column of kinds: a part belongs to the last kit above it in its order."""
    column, group = source.column(header), money.orders.group
    keys = [header_key(text) for text in column.texts.to_pylist()]
    is_kit, is_part = (
        np.array([key in _listed(name) for key in keys] or [False], bool)[column.codes] & (group >= 0)
        for name in ("kit", "part")
    )
    kit, part = np.full(source.rows, -1, np.int64), np.full(source.rows, -1, np.int64)
    last = -1
    for row in np.flatnonzero(is_kit | is_part).tolist():
        if is_kit[row]:
            kit[row] = last = row
        elif last >= 0 and group[last] == group[row]:
            part[row] = last
    if (part >= 0).any():
        yield _Kits(header, kit, part)
