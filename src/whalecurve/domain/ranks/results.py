"""Everything a ranking shows, from one ledger and one scenario: statements, ranks, groups, curve, stability."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from whalecurve.domain import columns as c
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.costing.statement import Statements, make_statements
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.ranks.quadrants import Quadrants, place_quadrants
from whalecurve.domain.ranks.ranking import Group, Places, best_first, disagreements, group_by_revenue, ranks
from whalecurve.domain.ranks.stability import Stability, judge_stability
from whalecurve.domain.ranks.whale import WhaleCurve, whale_curve


@dataclass(frozen=True)
class Results:
    """One scenario's answer.

    Attributes:
        statements: Every customer's statement, in code order.
        profit_order: Codes by customer profit, best first.
        curve: The whale curve.

    Whatever else is asked of it is worked out when it is first asked for: a moved slider asks for none of it.
    """

    statements: Statements
    profit_order: Places
    curve: WhaleCurve

    @cached_property
    def revenue_order(self) -> Places:
        """Codes by net revenue, best first."""
        return best_first(self.statements.net_revenue.amounts)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Top, middle and bottom by revenue."""
        revenue, profit = self.statements.net_revenue.amounts, self.statements.customer_profit
        return group_by_revenue(self.revenue_order, revenue, profit, self.statements.scenario.settings.group_size)

    @cached_property
    def stability(self) -> Stability:
        """Range and verdict of each customer, in code order; judged when first asked for, which no slider does."""
        return judge_stability(self.statements)

    @cached_property
    def profit_rank(self) -> Ints:
        """Rank by customer profit, 1 the best; in code order."""
        return ranks(self.profit_order)

    @cached_property
    def revenue_rank(self) -> Ints:
        """Rank by net revenue, 1 the largest; in code order."""
        return ranks(self.revenue_order)

    @cached_property
    def losers(self) -> Places:
        """Codes of the customers whose profit is below zero: the one set that every page and command counts."""
        return np.flatnonzero(self.statements.customer_profit < 0)

    @property
    def unprofitable_customers(self) -> int:
        """How many customers make a loss; zero is none."""
        return len(self.losers)

    @cached_property
    def quadrants(self) -> Quadrants:
        """Margin against cost to serve."""
        return place_quadrants(self.statements)

    @cached_property
    def disagreements(self) -> Places:
        """Codes where revenue rank and profit rank differ most."""
        return disagreements(self.revenue_rank, self.profit_rank)

    def ranking(self) -> pd.DataFrame:
        """Statements with ranks and stability, best customer first; money as int64 minor units."""
        frame = self.statements.frame()
        frame[c.PROFIT_RANK] = self.profit_rank
        frame[c.REVENUE_RANK] = self.revenue_rank
        frame[c.STABILITY] = self.stability.verdicts
        return frame.iloc[self.profit_order].reset_index(drop=True)


def compute_results(ledger: Ledger, scenario: Scenario, before: Statements | None = None) -> Results:
    """Cost and rank every customer; stability is judged when it is asked for.

    Args:
        ledger: Quantities of the scenario's period.
        scenario: Costs and settings.
        before: Statements of another plan, whose unchanged lines are taken over.

    Raises:
        PlanError: If the plan names what the data does not carry.
    """
    statements = make_statements(ledger, scenario, before)
    profit = statements.customer_profit
    profit_order = best_first(profit)
    return Results(statements=statements, profit_order=profit_order, curve=whale_curve(profit[profit_order]))
