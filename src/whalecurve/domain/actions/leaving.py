"""What letting a customer go really saves: its own costs alone. What was shared with it stays and falls on others."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from whalecurve.domain.costing.drivers import driver_weights
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import Ints, allocate
from whalecurve.domain.plan.pool_amount import exact_period_amount
from whalecurve.domain.ranks.ranking import Places, best_first

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Leaving:
    """What happens when customers go.

    Attributes:
        revenue: Net revenue that goes with them, minor units.
        avoided: Costs that go with them: of goods, and those that follow the customer.
        stranded: Their parts of fixed costs, which stay.
        borne: What each remaining customer bears of it, minor units, shape (customers,).
        fell: Remaining customers whose profit is above or at zero now and below it then.
    """

    revenue: int
    avoided: int
    stranded: int
    borne: Ints
    fell: Places

    @property
    def company_gain(self) -> int:
        """What the company gains by it, below zero where it loses: avoided costs less revenue."""
        return self.avoided - self.revenue

    @property
    def bearers(self) -> Places:
        """Who bears the stranded cost, the most first."""
        places = np.flatnonzero(self.borne > 0)
        return np.asarray(places[best_first(self.borne[places])], dtype=np.intp)


@dataclass(frozen=True)
class Round:
    """One round of letting every loser go: how many are left, and what the company then earns, minor units."""

    customers: int
    company_profit: int


def leaving(statements: Statements, places: Sequence[int]) -> Leaving:
    """What letting some customers go saves and whom it burdens.

    A pool with practical capacity burdens nobody: what is no longer used becomes unused capacity. A pool that nobody
    is left to share becomes unassigned.

    Args:
        statements: Statements of all.
        places: Positions of those who go.
    """
    gone = np.zeros(statements.ledger.size, dtype=np.bool_)
    gone[list(places)] = True
    borne = _shared_again(statements, gone) - _shared(statements)
    borne[gone] = 0
    now, then = statements.customer_profit, statements.customer_profit - borne
    return Leaving(
        revenue=int(statements.net_revenue.amounts[gone].sum()),
        avoided=int((statements.cost_of_goods.amounts + statements.variable_cost)[gone].sum()),
        stranded=int(statements.fixed_cost[gone].sum()),
        borne=borne,
        fell=np.flatnonzero(~gone & (now >= 0) & (then < 0)),
    )


def spiral(statements: Statements, most: int = 12) -> list[Round]:
    """Round after round every customer at a loss is let go and what was shared falls on the rest: the death spiral.

    Args:
        statements: Statements of all.
        most: Rounds at most.

    Returns:
        Now, then after each round, until nobody who is left loses.
    """
    left = np.ones(statements.ledger.size, dtype=np.bool_)
    company, profit = statements.company_profit, statements.customer_profit
    rounds = [Round(int(left.sum()), company)]
    contribution = statements.contribution_margin
    while len(rounds) <= most and (losing := left & (profit < 0)).any():
        company -= int(contribution[losing].sum())
        left = left & ~losing
        rounds.append(Round(int(left.sum()), company))
        profit = contribution - statements.fixed_cost + _shared(statements) - _shared_again(statements, ~left)
    return rounds


def _shared(statements: Statements) -> Ints:
    """Each customer's part of the pools that are allocated in full; shape (customers,)."""
    lines = [
        statements.fixed[pool.name].amounts for pool in statements.scenario.fixed if pool.practical_capacity is None
    ]
    return _added(lines, statements.ledger.size)


def _shared_again(statements: Statements, gone: Mask) -> Ints:
    """The same with nothing falling on those who are gone."""
    return _added(
        [
            _part(statements, number, gone)
            for number, pool in enumerate(statements.scenario.fixed)
            if pool.practical_capacity is None
        ],
        statements.ledger.size,
    )


def _part(statements: Statements, number: int, gone: Mask) -> Ints:
    pool, share_with = statements.scenario.fixed[number], statements.scenario.settings.share_with
    margin = statements.gross_margin_quantity
    weights = driver_weights(statements.ledger, pool.driver, margin, share_with, pool.only)
    weights = np.where(gone, 0, weights)
    if not weights.any():
        return np.zeros(statements.ledger.size, dtype=np.int64)
    whole = exact_period_amount(pool, statements.charged, statements.digits)
    return allocate(whole, weights)


def _added(lines: Sequence[Ints], size: int) -> Ints:
    return reduce(np.add, lines, np.zeros(size, dtype=np.int64))
