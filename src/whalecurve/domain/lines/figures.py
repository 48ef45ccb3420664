"""The figures of one statement that open their lines: what each comes to, and its part on every line."""

from dataclasses import dataclass

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.costing.explain import explain_statement
from whalecurve.domain.costing.hierarchy import level_of
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.lines.spread import LineFigures
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.plan.cost_levels import CUSTOMER_LEVEL
from whalecurve.domain.plan.scenario import CostPool, VariableCost

DISCOUNTS = "discounts"
COST = "cost: "


@dataclass(frozen=True)
class Figure:
    """One figure of a customer's statement.

    Attributes:
        key: Which it is: a column of ``columns``, ``discounts``, or ``cost: `` and the name of a cost.
        label: As the statement calls it.
        amount: Minor units; costs positive.
        sentence: The figure in words, with the numbers that it comes from; of a shared cost its arithmetic.
        cost: The cost of the plan, None for revenue, goods and margins.
    """

    key: str
    label: str
    amount: int
    sentence: str
    cost: CostPool | VariableCost | None = None


def figures_of(statements: Statements, place: int) -> list[Figure]:
    """Every figure of the statement of the customer at ``place``, from the top down."""
    plan = statements.scenario.by_name
    listed = int(statements.list_revenue.amounts[place]) != int(statements.net_revenue.amounts[place])
    keys = [
        *([c.LIST_REVENUE, DISCOUNTS] if listed else []),
        c.NET_REVENUE,
        c.COST_OF_GOODS,
        c.GROSS_MARGIN,
        *(COST + name for name in statements.variable),
        c.CONTRIBUTION_MARGIN,
        *(COST + name for name in statements.fixed),
        c.CUSTOMER_PROFIT,
    ]
    told = zip(keys, explain_statement(statements, place), strict=True)
    return [Figure(key, line.label, line.amount, line.sentence, plan.get(key.removeprefix(COST))) for key, line in told]


def stands_on_lines(statements: Statements, figure: Figure) -> bool:
    """Whether a figure can be told line by line: not where a cost belongs to the customer."""
    return figure.cost is None or level_of(statements.ledger, figure.cost) != CUSTOMER_LEVEL


def parts_of(found: LineFigures, key: str) -> Ints:
    """A figure's part of each line; of margins what is left after the costs that stand on lines."""
    if key.startswith(COST):
        return found.costs[key.removeprefix(COST)]
    if key == c.CONTRIBUTION_MARGIN:
        return found.gross_margin - sum(found.variable.values(), np.zeros(len(found.lines), dtype=np.int64))
    return {
        c.LIST_REVENUE: found.list_revenue,
        DISCOUNTS: found.list_revenue - found.net_revenue,
        c.NET_REVENUE: found.net_revenue,
        c.COST_OF_GOODS: found.cost_of_goods,
        c.GROSS_MARGIN: found.gross_margin,
        c.CUSTOMER_PROFIT: found.contribution,
    }[key]


def costs_of_the_customer(statements: Statements, figure: Figure) -> list[str]:
    """Names of the costs in a margin that belong to the customer and stand on no line."""
    names = {
        c.CONTRIBUTION_MARGIN: tuple(statements.variable),
        c.CUSTOMER_PROFIT: (*statements.variable, *statements.fixed),
    }.get(figure.key, ())
    plan = statements.scenario.by_name
    return [name for name in names if level_of(statements.ledger, plan[name]) == CUSTOMER_LEVEL]
