"""How a column's cells become a trait, or why they do not."""

import re
from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from whalecurve.domain.segments.arrays import Floats
from whalecurve.domain.segments.traits import bands
from whalecurve.domain.segments.traits.trait import (
    OTHER,
    UNKNOWN,
    Kind,
    LeftOut,
    Trait,
    dates_of,
    numbers_of,
    share_name,
)

MOST_LEVELS: Final = 30
_FEWEST_PER_LEVEL: Final = 5
_MOSTLY: Final = 0.95
_ID_WORDS: Final = frozenset({"id", "ids", "key", "uuid", "guid"})
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NO_LETTERS: Final = re.compile(r"[^a-z]+")
_YES_NO: Final = frozenset({"yes", "no", "true", "false", "y", "n", "0", "1"})
_YEARS: Final = (1800.0, 2200.0)
_NUMBERED: Final = 1.5
_FEWEST_NUMBERED: Final = 20
_NEAR_UNIQUE: Final = 0.5
_FIFTHS: Final = (0.2, 0.4, 0.6, 0.8)
_FIFTH_WORDS: Final = ("lowest fifth", "second fifth", "middle fifth", "fourth fifth", "highest fifth")


def fewest_per_level(customers: int) -> int:
    """Return how many customers a level needs to stand by itself.

    >>> fewest_per_level(60), fewest_per_level(400), fewest_per_level(200_000)
    (5, 10, 224)
    """
    return max(_FEWEST_PER_LEVEL, int(np.ceil(np.sqrt(customers) / 2)))


def guess_kind(texts: pd.Series) -> Kind:
    """Type a column by its values: number, date, yes/no, else text.

    >>> [guess_kind(pd.Series(cells)) for cells in (["1", "2.5", ""], ["2015-01-31"], ["yes", "no"], ["a", "1"])]
    ['number', 'date', 'yes/no', 'text']
    """
    known = texts[texts != ""]
    if known.empty:
        return "text"
    if set(known.str.lower().unique()) <= _YES_NO:
        return "yes/no"
    if np.isfinite(numbers_of(known, "number", None)).mean() >= _MOSTLY:
        return "number"
    return "date" if dates_of(known).notna().mean() >= _MOSTLY else "text"


def trait_of(
    name: str, texts: pd.Series, kind: Kind, *, as_of: pd.Timestamp | None, merges: Mapping[str, str]
) -> Trait | LeftOut:
    """Make a trait of a column, or say why it is none.

    Args:
        name: Header of the column.
        texts: One cell per customer; missing is the empty text.
        kind: How the cells are read.
        as_of: Day to which tenures count; None takes the latest date of the column.
        merges: Spellings that the user merged: spelling to the one that stays.
    """
    known = texts[texts != ""]
    if known.empty:
        return LeftOut(name, "every value is missing")
    if (texts == texts.iloc[0]).all():
        return LeftOut(name, f"every customer has the same value, {known.iloc[0]}")
    if _ID_WORDS & set(_NO_LETTERS.split(_HUMP.sub(" ", name).lower())[-1:]):
        return LeftOut(name, "an identifier tells nothing about a new customer")
    if kind in ("number", "date"):
        return _number(name, texts, kind, as_of)
    return _text(name, texts.replace(dict(merges)) if merges else texts, kind)


def share_trait(category: str, places: Floats) -> Trait:
    """Make the trait "share of a category" from each customer's place among those with about as many lines.

    >>> share_trait("bikes", np.array([0.1, 0.5, 0.9])).levels
    ('lowest fifth', 'second fifth', 'middle fifth', 'fourth fifth', 'highest fifth')
    """
    return _banded(share_name(category), places, "mix", _FIFTHS, _FIFTH_WORDS, None)


def _number(name: str, texts: pd.Series, kind: Kind, as_of: pd.Timestamp | None) -> Trait | LeftOut:
    day = as_of if as_of is not None or kind != "date" else dates_of(texts).max()
    if kind == "date" and pd.isna(day):
        return LeftOut(name, "no cell is a date")
    values = numbers_of(texts, kind, day)
    known = values[np.isfinite(values)]
    if known.size == 0:
        return LeftOut(name, "no cell is a number")
    if np.ptp(known) == 0 and known.size == values.size:
        return LeftOut(name, f"every customer has the same value, {bands.plain(float(known[0]))}")
    whole = bool((known == np.round(known)).all())
    if whole and _numbered(known):
        return LeftOut(name, "customers are numbered through: an identifier")
    years = whole and kind == "number" and _YEARS[0] <= known.min() and known.max() <= _YEARS[1]
    edges = bands.edges_of(known, years=years)
    return _banded(name, values, kind, edges, bands.labels_of(edges, whole=whole, years=years), day)


def _numbered(known: Floats) -> bool:
    distinct = np.unique(known).size
    return bool(known.size >= _FEWEST_NUMBERED and distinct == known.size and np.ptp(known) < _NUMBERED * known.size)


def _banded(
    name: str, values: Floats, kind: Kind, edges: tuple[float, ...], labels: tuple[str, ...], as_of: pd.Timestamp | None
) -> Trait:
    unknown = ~np.isfinite(values)
    codes = bands.codes_of(np.where(unknown, -np.inf, values), edges)
    codes[unknown] = len(labels)
    levels = (*labels, UNKNOWN) if unknown.any() else labels
    return Trait(name, kind, levels, codes, values, {}, edges, as_of)


def _text(name: str, texts: pd.Series, kind: Kind) -> Trait | LeftOut:
    counts = texts[texts != ""].value_counts()
    common = _common(counts, len(texts))
    if len(counts) > _NEAR_UNIQUE * counts.sum() and len(counts) > MOST_LEVELS:
        return LeftOut(name, f"nearly every customer has its own value ({len(counts):,} values)")
    if not common:
        return LeftOut(name, f"no value is shared by {fewest_per_level(len(texts))} customers")
    return _levelled(name, texts, kind, common, counts)


def _common(counts: pd.Series, customers: int) -> list[str]:
    enough = counts[counts >= fewest_per_level(customers)]
    names = sorted(enough.index, key=lambda label: (-int(enough[label]), label))[:MOST_LEVELS]
    return sorted(names)


def _levelled(name: str, texts: pd.Series, kind: Kind, common: list[str], counts: pd.Series) -> Trait | LeftOut:
    added = {OTHER: len(common) < len(counts), UNKNOWN: bool((texts == "").any())}
    levels = list(dict.fromkeys([*common, *(level for level, needed in added.items() if needed)]))
    level_of = {label: levels.index(label) for label in common}
    level_of |= {str(label): levels.index(OTHER) for label in counts.index if label not in level_of}
    if added[UNKNOWN]:
        level_of[""] = levels.index(UNKNOWN)
    codes = np.asarray(texts.map(level_of), dtype=np.int32)
    if np.ptp(codes) == 0:
        return LeftOut(name, "no two groups of customers to compare")
    return Trait(name, kind, tuple(levels), codes, None, level_of)
