"""One trait of the customers: levels for tables and tests, the raw number for the tree."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
import pandas as pd

from whalecurve.domain.segments.arrays import Codes, Floats, Integers, Numbers

Kind = Literal["text", "number", "date", "yes/no", "mix"]
KINDS: Final[tuple[Kind, ...]] = ("text", "number", "date", "yes/no", "mix")
UNKNOWN: Final = "unknown"
OTHER: Final = "other"
UNSEEN: Final = -1
_YEAR: Final = np.timedelta64(31_557_600, "s")


@dataclass(frozen=True)
class Trait:
    """What the customers are in one respect.

    Attributes:
        name: Header of the column, or ``share of`` a product category.
        kind: ``text``, ``number``, ``date`` (tenure in years), ``yes/no`` or ``mix`` (place among customers with
            about as many lines, 0 to 1).
        levels: Words for each level; bands where the trait is a number.
        codes: Level of each customer.
        values: The raw number of each customer, NaN where unknown; None where the trait is no number.
        level_of: Level of each spelling, to read further customers; empty where the trait is a number.
        edges: Inner edges of the bands; empty where the trait is no number.
        as_of: Day to which a tenure counts, for dates only.
    """

    name: str
    kind: Kind
    levels: tuple[str, ...]
    codes: Codes
    values: Floats | None = None
    level_of: Mapping[str, int] = field(default_factory=dict)
    edges: tuple[float, ...] = ()
    as_of: pd.Timestamp | None = None

    @property
    def counts(self) -> Integers:
        """Customers per level."""
        return np.bincount(self.codes, minlength=len(self.levels)).astype(np.int64)

    @property
    def unknown_level(self) -> int:
        """Code of the level "unknown", or -1 if every customer is known."""
        return self.levels.index(UNKNOWN) if UNKNOWN in self.levels else UNSEEN


@dataclass(frozen=True)
class LeftOut:
    """A column that is no trait, and why, in words for the owner."""

    name: str
    reason: str


def share_name(category: str) -> str:
    """Name the trait that says how much of a category a customer buys.

    >>> share_name("bikes")
    'share of bikes'
    """
    return f"share of {category}"


def numbers_of(texts: pd.Series, kind: Kind, as_of: pd.Timestamp | None) -> Floats:
    """Read the cells of a number, a date or a share; NaN where missing or unreadable.

    A date becomes the years up to ``as_of``.

    >>> numbers_of(pd.Series(["12", "", "x", "inf"]), "number", None).tolist()
    [12.0, nan, nan, nan]
    >>> numbers_of(pd.Series(["2015-07-02"]), "date", pd.Timestamp("2017-07-01")).round(1).tolist()
    [2.0]
    """
    if kind == "date":
        day = np.datetime64("NaT") if as_of is None else as_of.to_datetime64()
        elapsed: Numbers = day - dates_of(texts).to_numpy()
        return np.asarray(elapsed / _YEAR, dtype=np.float64)
    read = pd.to_numeric(texts, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isfinite(read), read, np.nan)


def dates_of(texts: pd.Series) -> pd.Series:
    """Read ISO dates; NaT where missing or unreadable."""
    return pd.to_datetime(texts, errors="coerce", format="ISO8601", utc=True).dt.tz_localize(None)
