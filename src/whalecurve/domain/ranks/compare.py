"""Two answers over the same customers side by side: what changes, for whom, and by how much.

Left is what is compared with, right is what it would be; every difference is right less left. Periods and plans may
differ, customers and currency may not. The differences of all customers, of what is unassigned and of unused capacity
add up to the difference of the company's profit, to the minor unit.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from whalecurve.domain.costing.line_changes import LineChange, cost_changes, revenue_change
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.quantities.facts import INT64_LIMIT
from whalecurve.domain.ranks.ranking import Group, Places, best_first
from whalecurve.domain.ranks.results import Results
from whalecurve.domain.ranks.stability import VERDICTS
from whalecurve.domain.words.formats import counted


@dataclass(frozen=True)
class VerdictMove:
    """How many customers go from one stability verdict to another."""

    left: str
    right: str
    customers: int


@dataclass(frozen=True)
class GroupFlip:
    """A group by revenue that is in line with its profit on one side and not on the other."""

    left: Group
    right: Group


@dataclass(frozen=True)
class Comparison:
    """Two answers over the same customers; see ``compare``. Positions are codes, in order of the size of the change."""

    left: Results
    right: Results

    @cached_property
    def profit_change(self) -> Ints:
        """Customer profit right less left, in code order; minor units, shape (customers,)."""
        return self.right.statements.customer_profit - self.left.statements.customer_profit

    @property
    def profit_difference(self) -> int:
        """Profit of all customers together, right less left."""
        return self.right.statements.profit - self.left.statements.profit

    @property
    def unassigned_difference(self) -> int:
        """Profit that belongs to no known customer, right less left."""
        left, right = self.left.statements, self.right.statements
        return _unassigned_profit(right) - _unassigned_profit(left)

    @property
    def unused_difference(self) -> int:
        """Cost of unused capacity, right less left."""
        return self.right.statements.unused_capacity_cost - self.left.statements.unused_capacity_cost

    @property
    def company_difference(self) -> int:
        """Profit of all customers and of what is unassigned, less unused capacity, right less left."""
        return self.right.statements.company_profit - self.left.statements.company_profit

    @property
    def losers_difference(self) -> int:
        """Customers below zero, right less left."""
        return self.right.unprofitable_customers - self.left.unprofitable_customers

    @property
    def revenue(self) -> LineChange:
        """Net revenue of both sides."""
        return revenue_change(self.left.statements, self.right.statements)

    @cached_property
    def lines(self) -> tuple[LineChange, ...]:
        """Every cost line of either side by name: those of the left in its order, then what the right adds."""
        return cost_changes(self.left.statements, self.right.statements)

    @cached_property
    def changed(self) -> Places:
        """Customers whose profit changes."""
        return self._by_change(self.profit_change != 0)

    @cached_property
    def fell(self) -> Places:
        """Customers below zero on the right alone."""
        before, after = self.left.statements.customer_profit, self.right.statements.customer_profit
        return self._by_change((before >= 0) & (after < 0))

    @cached_property
    def rose(self) -> Places:
        """Customers below zero on the left alone."""
        before, after = self.left.statements.customer_profit, self.right.statements.customer_profit
        return self._by_change((before < 0) & (after >= 0))

    @cached_property
    def climb(self) -> Ints:
        """Ranks by profit that each customer climbs, below zero where it drops, in code order; shape (customers,)."""
        return self.left.profit_rank - self.right.profit_rank

    @cached_property
    def moved(self) -> Places:
        """Customers whose rank by profit changes, the longest way first, ties by position."""
        order = best_first(np.abs(self.climb))
        return np.asarray(order[self.climb[order] != 0], dtype=np.intp)

    @cached_property
    def flipped(self) -> Places:
        """Customers whose stability verdict is another one."""
        return self._by_change(self.left.stability.sign != self.right.stability.sign)

    @property
    def verdict_moves(self) -> tuple[VerdictMove, ...]:
        """From which stability verdict to which how many customers go, best verdict on the left first."""
        before, after = (side.stability.sign[self.flipped] + 1 for side in (self.left, self.right))
        pairs, customers = np.unique(np.column_stack([-before, after]), axis=0, return_counts=True)
        return tuple(
            VerdictMove(str(VERDICTS[-pair[0]]), str(VERDICTS[pair[1]]), int(number))
            for pair, number in zip(pairs, customers, strict=True)
        )

    @property
    def group_flips(self) -> tuple[GroupFlip, ...]:
        """Groups by revenue whose verdict is another one; a group without customers has none."""
        right = {group.name: group for group in self.right.groups}
        pairs = [(group, right[group.name]) for group in self.left.groups]
        return tuple(
            GroupFlip(before, after)
            for before, after in pairs
            if len(before.places) and len(after.places) and before.in_line is not after.in_line
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all differs: no line, no customer, no rank and no verdict."""
        same_lines = all(line.left == line.right for line in (self.revenue, *self.lines))
        same_customers = not (len(self.changed) or len(self.moved) or len(self.flipped))
        return same_lines and same_customers and not self.group_flips

    def _by_change(self, chosen: npt.NDArray[np.bool_]) -> Places:
        places = np.flatnonzero(chosen)
        return np.asarray(places[best_first(np.abs(self.profit_change[places]))], dtype=np.intp)


def compare(left: Results, right: Results) -> Comparison:
    """Set two answers side by side.

    Args:
        left: What is compared with.
        right: What it would be.

    Raises:
        WhalecurveError: If the two are about different customers or in different currencies.
        OverflowError: If a difference does not fit 64 bits.

    >>> from decimal import Decimal
    >>> from whalecurve.domain.quantities.facts import Period, PeriodFacts
    >>> from whalecurve.domain.costing.ledger import Ledger
    >>> from whalecurve.domain.ranks.results import compute_results
    >>> from whalecurve.domain.plan.scenario import CostPool, Scenario
    >>> import pandas as pd
    >>> def ledger(*ids):
    ...     ones = np.ones(len(ids) + 1, dtype=np.int64)
    ...     sums = {"list_revenue": 100 * ones, "net_revenue": 100 * ones, "cost_of_goods": 40 * ones, "lines": ones}
    ...     customers = pd.DataFrame({"customer_id": ids, "customer_name": ids}, dtype=str)
    ...     scales = dict.fromkeys(("list_revenue", "net_revenue", "cost_of_goods"), 2)
    ...     return Ledger(customers, PeriodFacts(sums, 202601 * ones, Period(202601, 202612)), scales)
    >>> plan = Scenario(fixed=(CostPool("Rent", Decimal("1.30")),))
    >>> now, dearer = compute_results(ledger("a", "b"), Scenario()), compute_results(ledger("a", "b"), plan)
    >>> found = compare(now, dearer)
    >>> found.profit_change.tolist(), found.profit_difference, found.fell.tolist()
    ([-65, -65], -130, [0, 1])
    >>> [(line.name, line.is_added, line.difference) for line in found.lines if line.difference]
    [('Rent', True, 130)]
    >>> compare(now, now).is_empty
    True
    >>> compare(now, compute_results(ledger("a", "c"), plan))
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: Two plans are compared over the same customers. Found: 2 customers and 2
        customers, not the same ones. To fix it: compare plans over the same data.
    """
    before, after = left.statements, right.statements
    _refuse_other_customers(before, after)
    _refuse_other_currency(before, after)
    if _largest(before.customer_profit) + _largest(after.customer_profit) >= INT64_LIMIT:
        raise OverflowError("the two profits of a customer are too far apart to subtract exactly")
    return Comparison(left, right)


def _refuse_other_customers(left: Statements, right: Statements) -> None:
    if left.ledger is right.ledger or np.array_equal(left.ledger.ids, right.ledger.ids):
        return
    alike = ", not the same ones" if left.ledger.size == right.ledger.size else ""
    raise WhalecurveError(
        "Two plans are compared over the same customers",
        found=f"{counted(left.ledger.size, 'customer')} and {counted(right.ledger.size, 'customer')}{alike}",
        remedy="compare plans over the same data",
    )


def _refuse_other_currency(left: Statements, right: Statements) -> None:
    one, other = left.scenario.currency, right.scenario.currency
    if one != other and (left.digits != right.digits or (one and other)):
        raise WhalecurveError(
            "Two plans are compared in one currency",
            found=f"{one or 'none'} and {other or 'none'}",
            remedy="give both plans the same currency",
        )


def _largest(amounts: Ints) -> int:
    return max(abs(int(amounts.max())), abs(int(amounts.min()))) if len(amounts) else 0


def _unassigned_profit(statements: Statements) -> int:
    return statements.unassigned_revenue - statements.unassigned_cost
