"""The cells that may be changed: every rate, amount and capacity of the plan with the names that formulas use."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain.costing.ledger import find_name
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.costing.workings import Term, Working
from whalecurve.domain.money.exact_numbers import Quantity
from whalecurve.domain.plan.quantity_words import scope_words
from whalecurve.domain.plan.scenario import (
    BASIS_CREDIT_DAY,
    DRIVER_CUSTOMERS,
    SHARE_ACTIVE,
    SHARE_MONTHS,
    CostPool,
    VariableCost,
)
from whalecurve.domain.words.formats import month_name
from whalecurve.domain.words.wording import ranged

_OTHER: Final = re.compile(r"[^A-Za-z0-9]+")
_LONGEST: Final = 40
_COUNTED: Final = {"order": "orders", "line": "lines", "unit": "units", "new_customer": "new customers"}


@dataclass(frozen=True)
class Counted:
    """A column of quantities: what a rate or an amount is multiplied by.

    Attributes:
        label: Its heading.
        quantity: Each customer's, what belongs to nobody known last.
        margin_of: Whose gross margin it is, in code order, where the file works that out.
        is_clipped: Whether a margin below zero counts as none.
    """

    label: str
    quantity: Quantity
    margin_of: npt.NDArray[np.bool_] | None = None
    is_clipped: bool = True


@dataclass(frozen=True)
class Input:
    """One row of the plan's sheet.

    Attributes:
        working: Number of the cost line that it is a part of.
        term: What it costs, None where nothing can be shared by.
        owner: The plan's cost, None for what the files say.
        counted: Number of the column of quantities, -1 for none.
        name: What ends the names of its cells.
    """

    working: int
    term: Term | None
    owner: CostPool | VariableCost | None
    counted: int
    name: str

    @property
    def unit(self) -> str:
        """Name of the cell that says what one of the quantity costs."""
        return f"unit_{self.name}"

    @property
    def same(self) -> str:
        """Name of the cell that is 1 while the row is as exported."""
        return f"same_{self.name}"


@dataclass(frozen=True)
class Inputs:
    """Every row of the plan's sheet, and the quantities that they are multiplied by."""

    rows: tuple[Input, ...]
    counted: tuple[Counted, ...]

    def of(self, working: int) -> list[Input]:
        """The rows of one cost line."""
        return [each for each in self.rows if each.working == working]


def find_inputs(statements: Statements, made: tuple[Working, ...]) -> Inputs:
    """The rows of the plan's sheet for these cost lines.

    Args:
        statements: The statements.
        made: How their lines come about.
    """
    counted: list[Counted] = []
    rows: list[Input] = []
    for number, working in enumerate(made):
        for term, owner in _rows(statements, working):
            place = -1 if term is None else _place(counted, _counted(statements, working, term))
            name = _plain(working.name if owner is None else owner.name)
            rows.append(Input(number, term, owner, place, f"{len(rows) + 1}_{name}".rstrip("_")))
    return Inputs(tuple(rows), tuple(counted))


def is_plain(working: Working, digits: int) -> bool:
    """Whether a line is one column of the files in whole minor units: there is nothing to round."""
    return working.is_of_files and len(working.terms) == 1 and working.terms[0].quantity.scale <= digits


def _rows(statements: Statements, working: Working) -> Iterator[tuple[Term | None, CostPool | VariableCost | None]]:
    for term in working.terms:
        yield term, term.owner
    if not working.terms:
        yield None, statements.scenario.by_name[working.name]


def _counted(statements: Statements, working: Working, term: Term) -> Counted:
    owner = term.owner
    if owner is None or (isinstance(owner, VariableCost) and owner.rate is None):
        return Counted(working.name if owner is None else owner.name, term.quantity)
    label = _words(owner) + scope_words(owner.only)
    if term.span is not None:
        label += f", {ranged(month_name(term.span.first), month_name(term.span.last))}"
    if isinstance(owner, CostPool) and owner.practical_capacity is None:
        label += _part_taken(statements, owner)
    clipped = isinstance(owner, CostPool) and owner.practical_capacity is None
    return Counted(label, term.quantity, working.margin_of, clipped)


def _part_taken(statements: Statements, pool: CostPool) -> str:
    """Who takes part in a pool, where it is not everybody alike."""
    shared = statements.scenario.settings.share_with
    if shared == SHARE_MONTHS:
        return " x months on file" if find_name(pool.driver, (DRIVER_CUSTOMERS,)) else ""
    return ", active in the period" if shared == SHARE_ACTIVE else ""


def _words(owner: CostPool | VariableCost) -> str:
    if isinstance(owner, CostPool):
        return owner.driver.replace("_", " ")
    if owner.per == BASIS_CREDIT_DAY:
        return "revenue x days of credit"
    return _COUNTED.get(owner.per, owner.per)


def _place(known: list[Counted], wanted: Counted) -> int:
    """Number of a column of quantities; equal ones stand once, different ones of one name are numbered."""
    for place, each in enumerate(known):
        if _is_same(each, wanted):
            return place
    taken = {each.label for each in known}
    label, number = wanted.label, 1
    while label in taken:
        number += 1
        label = f"{wanted.label} ({number})"
    known.append(replace(wanted, label=label))
    return len(known) - 1


def _is_same(one: Counted, other: Counted) -> bool:
    return (
        one.label.startswith(other.label)
        and one.margin_of is None
        and other.margin_of is None
        and one.quantity.scale == other.quantity.scale
        and np.array_equal(one.quantity.values, other.quantity.values)
    )


def _plain(name: str) -> str:
    """The letters and digits of a name that a spreadsheet lets into its names."""
    return _OTHER.sub("_", name)[:_LONGEST].strip("_")
