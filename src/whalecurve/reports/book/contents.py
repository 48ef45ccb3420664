"""What goes into the file, and where each thing stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final

import numpy as np

from whalecurve.analysis.handed_out import HandedOut
from whalecurve.domain.breakdown.breakdown import Breakdown
from whalecurve.domain.costing.reconcile import Reconciliation
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.costing.unassigned import nobody_sentences
from whalecurve.domain.costing.workings import MOST_MINOR, Running, Working, workings
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.plan.plan_words import plan_sentences
from whalecurve.domain.ranks.ranking import Places
from whalecurve.domain.ranks.results import Results
from whalecurve.intake.problems import Problem
from whalecurve.reports.context import Context

HEAD: Final = 2
ALL: Final = 3
UNKNOWN: Final = 4
UNUSED: Final = 5
COMPANY: Final = 6
FIRST: Final = 7
"""Rows of the sheets with a row for each customer, counted from zero: customers stand from the last of these on."""

MOST_RANKED: Final = 20_000
"""Up to so many customers ranks are formulas: each of them looks through all customers."""

MOST_CUSTOMERS: Final = 1_000_000
"""A sheet of the format has 1,048,576 rows."""


@dataclass(frozen=True)
class Contents:
    """An answer with all that the file says of it.

    Attributes:
        results: The answer.
        reconciliation: Its tie to the files.
        context: Currency, period, plan and day.
        notes: What the reader should know about the answer.
        assumptions: The plan and how the files were read, in sentences.
        breakdowns: Profit by some dimensions.
        problems: Lines that were set aside; None where nobody says.
        lines: Lines of the transactions ``read``, ``used`` and ``set_aside``.
    """

    results: Results
    reconciliation: Reconciliation
    context: Context
    notes: Sequence[str] = ()
    assumptions: Sequence[str] = ()
    breakdowns: Sequence[Breakdown] = ()
    problems: Sequence[Problem] | None = None
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def statements(self) -> Statements:
        """Every customer's statement."""
        return self.results.statements

    @property
    def digits(self) -> int:
        """Decimals of the currency."""
        return self.statements.digits

    @property
    def order(self) -> Places:
        """Positions of the customers as the sheets list them: by profit, best first."""
        return self.results.profit_order

    @property
    def last(self) -> int:
        """Row of the last customer, counted from zero."""
        return FIRST + len(self.order) - 1

    @cached_property
    def workings(self) -> tuple[Working, ...]:
        """How each cost line comes about."""
        return workings(self.statements)

    @cached_property
    def running(self) -> tuple[Running, ...]:
        """The running sums of each of them, in the order of the rows."""
        return tuple(each.running(self.order, self.digits) for each in self.workings)

    @cached_property
    def is_live(self) -> bool:
        """Whether a spreadsheet's numbers keep the last minor unit of every total."""
        lines = [self.statements.net_revenue, *self.statements.cost_lines.values()]
        return all(_size(line.amounts) + abs(line.unassigned) < MOST_MINOR for line in lines)

    def is_formula(self, place: int) -> bool:
        """Whether cost line number ``place`` is worked out in the file, and not a value in it."""
        return self.is_live and self.running[place].is_safe and bool(self.workings[place].terms)

    def major(self, minor: int) -> float:
        """An amount as a cell has it."""
        return float(Fraction(minor, 10**self.digits))

    def column(self, amounts: Ints) -> list[float]:
        """Amounts of all customers in the order of the rows."""
        ordered: list[float] = (amounts[self.order] / 10**self.digits).tolist()
        return ordered


def contents_of(
    handed: HandedOut, context: Context, assumptions: Sequence[str] = (), problems: Sequence[Problem] | None = None
) -> Contents:
    """What the file has of an answer with all that stands beside it.

    Args:
        handed: The answer.
        context: Plan and day.
        assumptions: How the files were read, in sentences; the plan is told besides.
        problems: Lines that were set aside.
    """
    answered = handed.answered
    plan = answered.results.statements.scenario
    return Contents(
        answered.results,
        answered.reconciliation,
        context,
        notes=(*handed.notes, *nobody_sentences(answered.results.statements)),
        assumptions=(*plan_sentences(plan), *assumptions),
        breakdowns=handed.breakdowns,
        problems=problems,
        lines=handed.workbook.lines,
    )


def _size(amounts: Ints) -> int:
    """Sum of the amounts' sizes."""
    return int(np.abs(amounts.astype(object)).sum()) if len(amounts) else 0
