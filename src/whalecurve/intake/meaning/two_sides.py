"""Debit and credit columns: two columns of money, at most one filled in each row, as one column with a sign.

The column is added to the table when it is recognised; which side is the sale is settled later by the rows' types, or
asked (``meaning/sides.py``).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from whalecurve.intake.meaning.words import side_column
from whalecurve.intake.recognition.aliases import TRANSACTIONS, candidates
from whalecurve.intake.recognition.evidence import looks_like_numbers
from whalecurve.intake.text.headers import field_key
from whalecurve.intake.text.text_column import MISSING_WORDS
from whalecurve.intake.text.text_table import TextTable

_LESS: Final = " less "
_NOTHING: Final = frozenset("0.,- ")


def with_sides(table: TextTable) -> TextTable:
    """The table with one signed column of its debits and credits; other tables as they are."""
    pair = _pair(table)
    if pair is None:
        return table
    debit, credit = (table.cells[header].tolist() for header in pair)
    filled = [(_is_filled(one), _is_filled(other)) for one, other in zip(debit, credit, strict=True)]
    if any(one and other for one, other in filled) or not all(any(side) for side in zip(*filled, strict=True)):
        return table
    turned = [_turned(text) for text in credit]
    if all(text.startswith("-") or not _is_filled(text) for text in (each.strip() for each in credit)):
        turned = credit
    cells = [
        other if also else (one if there else one or other)
        for one, other, (there, also) in zip(debit, turned, filled, strict=True)
    ]
    name = _LESS.join(pair)
    column = pd.Series(cells, index=table.cells.index, dtype=table.cells[pair[0]].dtype)
    return replace(table, headers=(*table.headers, name), cells=table.cells.assign(**{name: column}))


def sides_header(headers: Sequence[str]) -> str:
    """The signed column that was made of a debit and a credit column, or the empty text.

    >>> sides_header(["Debit", "Credit", "Debit less Credit"])
    'Debit less Credit'
    """
    known = set(headers)
    return next((header for header in headers if _LESS in header and set(header.split(_LESS)) <= known), "")


def _pair(table: TextTable) -> tuple[str, str] | None:
    sides: dict[str, list[str]] = {"debit": [], "credit": []}
    for header in table.headers:
        if side := side_column(field_key(header)):
            sides[side].append(header)
    if len(sides["debit"]) != 1 or len(sides["credit"]) != 1 or sides_header(table.headers):
        return None
    pair = sides["debit"][0], sides["credit"][0]
    if not all(looks_like_numbers(table, header) for header in pair):
        return None
    amounts = [header for tier in candidates(TRANSACTIONS, "amount", table.headers) for header in tier]
    return None if any(looks_like_numbers(table, header) for header in amounts if header not in pair) else pair


def _is_filled(text: str) -> bool:
    """Whether a cell holds an amount other than nothing."""
    bare = text.strip()
    return bare.casefold() not in MISSING_WORDS and not set(bare) <= _NOTHING


def _turned(text: str) -> str:
    """An amount with the other sign.

    >>> _turned("5.00"), _turned("-5.00"), _turned("(5.00)"), _turned("5.00-")
    ('-5.00', '5.00', '5.00', '5.00')
    """
    bare = text.strip()
    if bare.startswith(("-", "\u2212")):
        return bare[1:]
    if bare.endswith(("-", "\u2212")):
        return bare[:-1]
    return bare[1:-1] if bare.startswith("(") and bare.endswith(")") else f"-{bare}"
