"""Columns of the customers that are made of what they bought: found by name and by figures, told with the reason."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.segments import Segments, TraitTable
from whalecurve.domain.segments.traits.closeness import closeness
from whalecurve.domain.segments.traits.column_roles import Taken
from whalecurve.domain.segments.traits.trait import Trait
from whalecurve.domain.words.formats import counted, money
from whalecurve.intake.recognition.spend_names import Named, named_as

TOLD_OUT: Final = "you took it out"
MADE_OF_SPEND: Final = "made of what the customer bought, so it would explain profit with revenue"
_CLOSE: Final[Mapping[Named, float]] = {"other": 0.9, "doubtful": 0.6, "size": 0.98}
_ASKED: Final = 0.8


def without_spend(table: TraitTable, statements: Statements, taken: Taken) -> TraitTable:
    """Leave out the columns that are made of what the customers bought, and say of each why.

    By name, see ``spend_names``. By figures: a column that follows revenue or the number of orders of the same
    customers as nothing does that is not made of them; for a name that speaks of a tier or a score less is enough, for
    the size of the customer's own firm it takes near identity. What lies in between stays, with a note that asks.

    Args:
        table: The customers' columns.
        statements: What the same customers brought.
        taken: What the reader said.
    """
    found = _Spend(table, statements)
    left_out = {name: TOLD_OUT for name in taken.out if name in found.headers}
    notes = {}
    for name in found.headers:
        if name in taken.out or name in taken.into:
            continue
        reason, note = found.judged(name)
        if reason:
            left_out[name] = reason
        elif note:
            notes[name] = note
    kept = table.noted({**table.notes, **notes}).trusting(taken.into)
    return kept.without(left_out) if left_out else kept


def spend_remarks(found: Segments) -> list[str]:
    """What is to be said, with the figures, of the columns that were left out because they are made of purchases."""
    return [f"{left.name} is no trait: {left.reason}." for left in found.left_out if MADE_OF_SPEND in left.reason]


class _Spend:
    """The columns beside what the customers who bought brought."""

    def __init__(self, table: TraitTable, statements: Statements) -> None:
        self.headers = table.headers
        self.traits = {trait.name: trait for trait in table.traits}
        revenue = statements.net_revenue.amounts
        rows = np.flatnonzero(revenue != 0)
        orders = statements.ledger.facts.sums[c.ORDERS][:-1]
        self.rows, self.statements = rows, statements
        self.amounts = {
            "revenue": revenue[rows].astype(np.float64),
            "number of orders": orders[rows].astype(np.float64),
        }

    def judged(self, name: str) -> tuple[str, str]:
        """Why a column is left out, or what is asked of it; both empty for a trait."""
        named = named_as(name)
        if named == "total":
            return f"{MADE_OF_SPEND}{self._beside_the_lines(name)}", ""
        if named == "spend":
            return MADE_OF_SPEND, ""
        what, close = self._closest(name)
        if close >= _CLOSE[named]:
            return f"it follows the customer's own {what} almost exactly: {MADE_OF_SPEND}", ""
        if named == "other" and close >= _ASKED:
            return "", f"It follows the customer's own {what} closely: if it is made of it, take it out."
        return "", ""

    def _closest(self, name: str) -> tuple[str, float]:
        trait = self.traits.get(name)
        if trait is None:
            return "", 0.0
        here = _of(trait, self.rows)
        found = {what: closeness(here, amounts) for what, amounts in self.amounts.items()}
        best = max(found, key=lambda what: found[what])
        return best, found[best]

    def _beside_the_lines(self, name: str) -> str:
        """The total of a column beside that of the lines: a check of the revenue."""
        trait, scenario = self.traits.get(name), self.statements.scenario
        if trait is None or trait.values is None:
            return ""
        unit = 10**self.statements.digits
        total = money(round(float(np.nansum(trait.values)) * unit), scenario.currency)
        lines = money(int(self.statements.net_revenue.amounts.sum()), scenario.currency)
        known = int(np.isfinite(trait.values).sum())
        return f". It adds up to {total} over {counted(known, 'customer')}, your lines to {lines}"


def _of(trait: Trait, rows: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> Trait:
    values = None if trait.values is None else np.asarray(trait.values)[rows]
    return replace(trait, codes=trait.codes[rows], values=values)
