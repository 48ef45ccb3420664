"""The traits of the customers: the only thing that segments may be learned from."""

from collections.abc import Mapping
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from whalecurve.domain.segments.arrays import Floats, Integers
from whalecurve.domain.segments.errors import TraitError
from whalecurve.domain.segments.traits import money_guard
from whalecurve.domain.segments.traits.mix import ProductMix
from whalecurve.domain.segments.traits.spelling import MergeOffer, look_alikes
from whalecurve.domain.segments.traits.trait import KINDS, Kind, LeftOut, Trait, share_name
from whalecurve.domain.segments.traits.typing_rules import guess_kind, share_trait, trait_of

MOST_CATEGORIES: Final = 12
FOLLOWS_MONEY: Final = "it follows the customer's own revenue or profit almost exactly: a component of profit"


class TraitTable:
    """Customers' own columns and product mix, typed and put into levels.

    The constructor is the only way in. It takes text, so that no column of amounts can enter, refuses the names that
    the results use for money, leaves out headers that speak of profit, and takes what is bought as places among
    customers with as many lines only.

    Args:
        columns: One row per customer, one text column per trait; missing is the empty text.
        kinds: Kind of each column (``text``, ``number``, ``date``, ``yes/no``); a column without one is typed by its
            values.
        mix: Lines by customer and category, or None.
        as_of: Day to which tenures count (no clock here); None takes the latest date of each column.
        merges: Per column the spellings that the user merged: spelling to the one that stays.

    Raises:
        TraitError: A column is not text, two have one header, or the mix has other customers.

    >>> table = TraitTable(pd.DataFrame({"industry": ["bank"] * 6 + ["farm"] * 6, "client_id": list("abcdefghijkl")}))
    >>> [trait.name for trait in table.traits], [left.name for left in table.left_out]
    (['industry'], ['client_id'])
    >>> TraitTable(pd.DataFrame({"customer_profit": ["1", "2"]})).left_out[0].reason
    'a component of profit: profit cannot be explained by profit'
    >>> TraitTable(pd.DataFrame({"size": [1, 2]}))
    Traceback (most recent call last):
    whalecurve.domain.segments.errors.TraitError: A trait column must be text as the customer file has it. Found: size. To fix it: pass the cells as text; amounts of the results are no traits.
    """  # noqa: E501 - the message is one line

    def __init__(
        self,
        columns: pd.DataFrame,
        kinds: Mapping[str, str] | None = None,
        *,
        mix: ProductMix | None = None,
        as_of: pd.Timestamp | None = None,
        merges: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        _refuse_amounts(columns)
        _refuse_twins(columns)
        if mix is not None and len(mix.lines) != len(columns):
            raise TraitError(
                "The product mix has other customers than the traits", found=f"{len(mix.lines)} and {len(columns)}"
            )
        self._columns = columns.fillna("").rename(columns=str)
        self._kinds = dict(kinds or {})
        self._mix = mix
        self._as_of = as_of
        self._merges = {name: dict(spellings) for name, spellings in (merges or {}).items()}
        self.notes: Mapping[str, str] = {}
        self.order: Integers | None = None
        self._reasons: dict[str, str] = {}
        self._trusted: frozenset[str] = frozenset()

    @property
    def customers(self) -> int:
        """Number of customers."""
        return len(self._columns)

    @cached_property
    def traits(self) -> tuple[Trait, ...]:
        """The traits: columns in their order, then the mix, largest category first."""
        return tuple(made for made in self._made if isinstance(made, Trait))

    @cached_property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The columns that are no traits, each with its reason."""
        made = tuple(made for made in self._made if isinstance(made, LeftOut))
        return (*made, *(LeftOut(name, reason) for name, reason in self._reasons.items()))

    @cached_property
    def offers(self) -> tuple[MergeOffer, ...]:
        """Look-alike spellings that the user may merge."""
        names = [trait.name for trait in self.traits if trait.kind == "text"]
        return tuple(offer for name in names for offer in look_alikes(name, self._spellings(name)))

    def take(self, rows: Integers) -> "TraitTable":
        """Return the traits of some customers only, with levels made anew from them."""
        mix = None if self._mix is None else self._mix.take(rows)
        return self._with(self._columns.iloc[rows].reset_index(drop=True), mix)

    def without(self, names: Mapping[str, str]) -> "TraitTable":
        """Return the table without some columns, each left out for the reason given."""
        gone = [name for name in names if name in self._columns.columns]
        table = self._with(self._columns.drop(columns=gone), self._mix)
        table._reasons |= names  # noqa: SLF001 - a table of this class, just made
        return table

    @property
    def headers(self) -> tuple[str, ...]:
        """Headers of the customers' own columns that may be traits."""
        return tuple(str(name) for name in self._columns.columns)

    def trusting(self, names: tuple[str, ...]) -> "TraitTable":
        """Return the table with columns that the reader calls traits, although they may follow money."""
        table = self._with(self._columns, self._mix)
        table._trusted = frozenset(names)  # noqa: SLF001 - a table of this class, just made
        return table

    def learned_in(self, order: Integers | None) -> "TraitTable":
        """Return the table with the order, by position, in which its customers are learned from; None for their own."""
        table = self._with(self._columns, self._mix)
        table.order = order
        return table

    def noted(self, notes: Mapping[str, str]) -> "TraitTable":
        """Return the table with what is to be said of some of its columns, by header."""
        table = self._with(self._columns, self._mix)
        table.notes = dict(notes)
        return table

    def in_disguise(self, amounts: Floats) -> dict[str, str]:
        """Find numeric columns that follow revenue or profit almost exactly, with the reason to leave them out."""
        numbers = (trait for trait in self.traits if trait.kind == "number" and trait.values is not None)
        own = [trait for trait in numbers if trait.name not in self._trusted]
        follows = money_guard.follows_money
        return {trait.name: FOLLOWS_MONEY for trait in own if follows(np.asarray(trait.values), amounts)}

    def _with(self, columns: pd.DataFrame, mix: ProductMix | None) -> "TraitTable":
        table = TraitTable(columns, self._kinds, mix=mix, as_of=self._as_of, merges=self._merges)
        table.notes, table.order, table._reasons = self.notes, self.order, dict(self._reasons)
        table._trusted = self._trusted
        return table

    @cached_property
    def _made(self) -> list[Trait | LeftOut]:
        return [*(self._column(str(name)) for name in self._columns.columns), *self._shares()]

    def _column(self, name: str) -> Trait | LeftOut:
        if money_guard.is_component_of_profit(name):
            return LeftOut(name, "a component of profit: profit cannot be explained by profit")
        texts = self._columns[name].str.strip()
        return trait_of(name, texts, self._kind(name, texts), as_of=self._as_of, merges=self._merges.get(name, {}))

    def _kind(self, name: str, texts: pd.Series) -> Kind:
        given = self._kinds.get(name)
        matching = [kind for kind in KINDS if kind == given]
        return matching[0] if matching else guess_kind(texts)

    def _shares(self) -> list[Trait | LeftOut]:
        if self._mix is None:
            return []
        labels, order = self._mix.labels, self._mix.by_size
        if order.size == 1:
            return [LeftOut(share_name(labels[order[0]]), "every customer buys the same share of it")]
        used = order[: min(MOST_CATEGORIES, order.size - 1)]
        made = [share_trait(labels[place], self._mix.places[:, place]) for place in used]
        reason = "the other categories already say it"
        return [*made, *(LeftOut(share_name(labels[place]), reason) for place in order[used.size :])]

    def _spellings(self, name: str) -> dict[str, int]:
        texts = self._columns[name].str.strip().replace(self._merges.get(name, {}))
        return {str(label): int(count) for label, count in texts[texts != ""].value_counts().items()}


def _refuse_amounts(columns: pd.DataFrame) -> None:
    found = [str(name) for place, name in enumerate(columns.columns) if not _is_text(columns.iloc[:, place])]
    if found:
        raise TraitError(
            "A trait column must be text as the customer file has it",
            found=", ".join(found),
            remedy="pass the cells as text; amounts of the results are no traits",
        )


def _refuse_twins(columns: pd.DataFrame) -> None:
    found = [str(name) for name in columns.columns[columns.columns.astype(str).duplicated()]]
    if found:
        raise TraitError(
            "Two trait columns have the same header", found=", ".join(found), remedy="give each its own header"
        )


def _is_text(cells: pd.Series) -> bool:
    if isinstance(cells.dtype, pd.StringDtype):
        return True
    return cells.dtype == object and all(isinstance(cell, str) or cell is None or cell != cell for cell in cells)  # noqa: PLR0124 - NaN
