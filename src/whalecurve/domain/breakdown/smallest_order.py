"""The smallest order that pays: where what an order leaves after its lines covers what the order itself costs."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from whalecurve.domain import columns as c
from whalecurve.domain.costing.hierarchy import level_of
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import exact_sum
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.plan.cost_levels import LINE_LEVEL, ORDER_LEVEL
from whalecurve.domain.words.formats import counted, money, percent
from whalecurve.domain.words.wording import listed


@dataclass(frozen=True)
class SmallestOrder:
    """What an order costs, what is left of revenue for it, and where the two meet.

    Attributes:
        costs: Names of the costs that belong to orders.
        orders: Orders of known customers in the period.
        per_order: Minor units that an order costs, on average of the period.
        margin_share: Gross margin less costs of lines, as a share of net revenue; None without revenue above zero.
    """

    costs: tuple[str, ...]
    orders: int
    per_order: Fraction
    margin_share: Fraction | None

    @property
    def amount(self) -> int | None:
        """Minor units from which an order pays, rounded up; None where no order does."""
        if self.margin_share is None or self.margin_share <= 0:
            return None
        return ceil(self.per_order / self.margin_share)


def smallest_order(statements: Statements) -> SmallestOrder:
    """The smallest order that pays under a plan, at the average margin of the lines of known customers."""
    plan = statements.scenario.by_name
    lines = {**statements.variable, **statements.fixed}
    sums: dict[str, int] = {LINE_LEVEL: 0, ORDER_LEVEL: 0}
    named: list[str] = []
    for name, line in lines.items():
        level = level_of(statements.ledger, plan[name])
        if level in sums:
            sums[level] += exact_sum(line.amounts)
        if level == ORDER_LEVEL and line.amounts.any():
            named.append(name)
    revenue, margin = exact_sum(statements.net_revenue.amounts), exact_sum(statements.gross_margin)
    orders = exact_sum(statements.ledger.facts.sums[c.ORDERS][:-1])
    return SmallestOrder(
        tuple(named),
        orders,
        Fraction(sums[ORDER_LEVEL], orders) if orders else Fraction(0),
        Fraction(margin - sums[LINE_LEVEL], revenue) if revenue > 0 else None,
    )


def smallest_order_words(statements: Statements, marks: NumberMarks = ENGLISH) -> str:
    """In one sentence from where on an order pays, or why that cannot be said.

    Args:
        statements: The period's statements.
        marks: The reader's marks.
    """
    found, cash = smallest_order(statements), statements.scenario.currency
    if not found.orders:
        return "Your files have no orders, so nothing can be said about the smallest one that pays."
    if not found.costs:
        return "No cost of the plan belongs to orders, so every order pays that its lines do not sell at a loss."
    each = money(round(found.per_order), cash, marks=marks)
    costs = f"An order costs {each} on average of {counted(found.orders, 'order', marks=marks)}"
    costs += f" ({listed(list(found.costs), marks=marks)})"
    if found.amount is None:
        return f"{costs}, and nothing is left of revenue to pay for it: no order pays."
    share = percent(float(found.margin_share or 0), marks=marks)
    least = money(found.amount, cash, marks=marks)
    return (
        f"{costs}, and {share} of revenue is left for it after goods and costs of lines: an order pays from {least} on."
    )
