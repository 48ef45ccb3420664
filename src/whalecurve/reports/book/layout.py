"""Which column of which sheet holds what: the one place that formulas ask."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from whalecurve.domain import columns as c
from whalecurve.reports.book.contents import FIRST, Contents
from whalecurve.reports.book.inputs import Inputs, find_inputs, is_plain
from whalecurve.reports.book.sheet import letter

PLAN: Final = "Plan"
QUANTITIES: Final = "Quantities"
RUNNING: Final = "Running"
STATEMENTS: Final = "Statements"
CURVE: Final = "Curve"
APART: Final = "\x00"
"""What begins the names of our columns that a cost of the user's could have as well."""

SHARE_OF_REVENUE: Final = f"{APART}share_of_revenue"
SHARE_OF_PROFIT: Final = f"{APART}share_of_profit"
FIRST_COUNTED: Final = 4
"""Columns of the quantities' sheet before those that are counted: id, name, net revenue, list revenue."""

FIRST_INPUT: Final = 4
"""Row of the plan's first cost."""

PERIOD_COLUMN: Final = 7
"""Column of the plan's sheet with the amount of the period."""


@dataclass(frozen=True)
class Layout:
    """Where things stand in the file.

    Attributes:
        contents: The answer.
    """

    contents: Contents

    @cached_property
    def inputs(self) -> Inputs:
        """The rows of the plan's sheet, and the quantities."""
        return find_inputs(self.contents.statements, self.contents.workings)

    @cached_property
    def worked_out(self) -> tuple[int, ...]:
        """Numbers of the cost lines that are rounded running sums."""
        return tuple(number for number in range(len(self.contents.workings)) if self.is_running(number))

    def is_running(self, working: int) -> bool:
        """Whether a cost line is worked out from running sums."""
        made = self.contents.workings[working]
        return self.contents.is_formula(working) and not is_plain(made, self.contents.digits)

    @cached_property
    def summed(self) -> tuple[int, ...]:
        """Numbers of the quantities that have running sums."""
        used = {each.counted for each in self.inputs.rows if each.working in self.worked_out}
        return tuple(sorted(used))

    def quantity(self, counted: int) -> str:
        """Column of a quantity in its sheet."""
        return letter(FIRST_COUNTED + counted)

    def running(self, counted: int) -> str:
        """Column of a quantity's running sums."""
        return letter(1 + self.summed.index(counted))

    def correction(self, working: int) -> str:
        """Column of the corrections of a cost line."""
        return letter(1 + len(self.summed) + self.worked_out.index(working))

    @cached_property
    def statement(self) -> dict[str, int]:
        """Number of each column of the statements by its name, in the order of the columns."""
        statements = self.contents.statements
        names = [
            c.CUSTOMER_ID,
            c.CUSTOMER_NAME,
            c.NET_REVENUE,
            c.COST_OF_GOODS,
            c.GROSS_MARGIN,
            *statements.variable,
            c.CONTRIBUTION_MARGIN,
            *statements.fixed,
            c.CUSTOMER_PROFIT,
            c.PROFIT_RANK,
            c.REVENUE_RANK,
            SHARE_OF_REVENUE,
            SHARE_OF_PROFIT,
            c.STABILITY,
        ]
        return {name: place for place, name in enumerate(names)}

    def column(self, name: str) -> str:
        """Column of the statements by its name."""
        return letter(self.statement[name])

    def customers(self, name: str) -> str:
        """All customers' cells of a column of the statements, for a formula of another sheet."""
        column = self.column(name)
        return f"{STATEMENTS}!${column}${FIRST + 1}:${column}${self.contents.last + 1}"

    def whole(self, counted: int) -> str:
        """What all known customers have of a quantity: its running sum at the last of them."""
        return f"{RUNNING}!${self.running(counted)}${self.contents.last + 1}"

    def period_amount(self, working: int) -> str:
        """Where the plan's sheet has the amount of the period of a fixed cost."""
        rows = [number for number, each in enumerate(self.inputs.rows) if each.working == working]
        return f"{PLAN}!${letter(PERIOD_COLUMN)}${FIRST_INPUT + rows[0] + 1}"
