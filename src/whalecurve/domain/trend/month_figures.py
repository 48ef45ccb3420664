"""What is told of a single month: the figures of its statements, in whole minor units."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import exact_sum
from whalecurve.domain.ranks.ranking import best_first
from whalecurve.domain.ranks.whale import share

MINUTES_AN_HOUR: Final = 60


@dataclass(frozen=True)
class Time:
    """The activity that time is counted in.

    Attributes:
        activity: Its name in the files.
        unit: What profit is told per: ``hour``, or a unit of the activity as the files count it.
        size: How much of the activity is one unit: 60 where it counts minutes.
    """

    activity: str
    unit: str
    size: int = 1


def time_named(activity: str) -> Time:
    """How an activity counts time: minutes and hours by its last word, anything else as the files count it.

    >>> time_named("Visit minutes"), time_named("Visit").unit
    (Time(activity='Visit minutes', unit='hour', size=60), 'Visit')
    """
    last = activity.casefold().rpartition(" ")[2].strip("()")
    if last in {"minutes", "minute", "mins", "min"}:
        return Time(activity, "hour", MINUTES_AN_HOUR)
    return Time(activity, "hour" if last in {"hours", "hour", "hrs"} else activity)


@dataclass(frozen=True)
class MonthFigures:
    """Figures of one month, or sums of some; money in minor units, costs positive.

    Attributes:
        month: ``year * 100 + month``; of a sum its last month.
        net_revenue: Of all customers.
        costs: Every cost line of all customers by name, cost of goods first.
        variable_cost: All variable costs of them.
        fixed_cost: All their parts of fixed costs.
        unassigned: Revenue less costs that belong to no known customer.
        unused: Cost of capacity that nobody used.
        buyers: Customers with a line in the month.
        losers: Customers on file at a loss, as the Ranking counts them.
        losing_buyers: Those of them with a line in the month.
        loss: What all losers lose together, zero or more.
        best_fifth: Profit of the best fifth of the customers on file.
        time: How much of the activity that time is counted in, at its own scale; None where no activity is known.
        time_scale: Decimals of it.
    """

    month: int
    net_revenue: int
    costs: dict[str, int]
    variable_cost: int
    fixed_cost: int
    unassigned: int
    unused: int
    buyers: int
    losers: int
    losing_buyers: int
    loss: int
    best_fifth: int
    time: int | None
    time_scale: int

    @property
    def gross_margin(self) -> int:
        """Net revenue less cost of goods."""
        return self.net_revenue - self.costs[c.COST_OF_GOODS]

    @property
    def contribution_margin(self) -> int:
        """Gross margin less variable costs."""
        return self.gross_margin - self.variable_cost

    @property
    def profit(self) -> int:
        """Profit of all customers: the Ranking's total."""
        return self.contribution_margin - self.fixed_cost

    @property
    def company_profit(self) -> int:
        """Profit of all customers and of what is unassigned, less unused capacity."""
        return self.profit + self.unassigned - self.unused

    @property
    def top_20_percent_share(self) -> float | None:
        """The best fifth's share of the profit of all customers; None where that is zero or less."""
        return share(self.best_fifth, self.profit)

    @property
    def margin_share(self) -> float | None:
        """Profit of all customers as a share of their revenue; None without revenue."""
        return self.profit / self.net_revenue if self.net_revenue > 0 else None

    def profit_per(self, time: Time | None) -> Fraction | None:
        """Minor units of customer profit for a unit of time; None where there was none."""
        if time is None or not self.time or self.time < 0:
            return None
        return Fraction(self.profit * time.size * 10**self.time_scale, self.time)


def month_figures(month: int, statements: Statements, time: Time | None) -> MonthFigures:
    """The figures of a month's statements.

    Args:
        month: ``year * 100 + month``.
        statements: Every customer's statement of the month.
        time: The activity that time is counted in, where one is known.
    """
    ledger, profit = statements.ledger, statements.customer_profit
    losing = profit < 0
    ranked = profit[best_first(profit)]
    done = None if time is None else exact_sum(ledger.activities[time.activity][:-1])
    return MonthFigures(
        month=month,
        net_revenue=exact_sum(statements.net_revenue.amounts),
        costs={name: exact_sum(line.amounts) for name, line in statements.cost_lines.items()},
        variable_cost=exact_sum(statements.variable_cost),
        fixed_cost=exact_sum(statements.fixed_cost),
        unassigned=statements.unassigned_revenue - statements.unassigned_cost,
        unused=statements.unused_capacity_cost,
        buyers=int(ledger.facts.active.sum()),
        losers=int(losing.sum()),
        losing_buyers=int((losing & ledger.facts.active).sum()),
        loss=-exact_sum(profit[losing]),
        best_fifth=exact_sum(ranked[: -(-len(ranked) // 5)]),
        time=done,
        time_scale=ledger.scales.get(c.ACTIVITY_QUANTITY, 0),
    )
