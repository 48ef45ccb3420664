"""All customers, what belongs to nobody, and the company: the rows under a ranking, so that it ties to the files."""

from collections.abc import Callable, Mapping
from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.costing.statement import Line, Statements
from whalecurve.domain.money.apportion import exact_sum
from whalecurve.domain.ranks.results import Results
from whalecurve.domain.words.formats import plain_decimal
from whalecurve.reports.context import Context
from whalecurve.reports.safe_csv import write_csv

CUSTOMERS: Final = "all customers"
UNASSIGNED: Final = "unassigned"
UNUSED: Final = "unused capacity"
COMPANY: Final = "company"

Amounts = dict[str, int]


def total_rows(statements: Statements) -> dict[str, Amounts]:
    """Minor units by column of the statements, for each part of the company; the last is the sum of the others."""
    rows = {
        CUSTOMERS: _row(statements, lambda line: exact_sum(line.amounts), {}),
        UNASSIGNED: _row(statements, lambda line: line.unassigned, {}),
    }
    if statements.unused:
        rows[UNUSED] = _row(statements, lambda _: 0, statements.unused)
    rows[COMPANY] = {name: sum(row[name] for row in rows.values()) for name in rows[CUSTOMERS]}
    return rows


def lines_of_all(statements: Statements) -> Amounts:
    """Net revenue, every cost and the profit of all customers, without the margins between them; minor units."""
    row = total_rows(statements)[CUSTOMERS]
    return {name: amount for name, amount in row.items() if name not in {c.GROSS_MARGIN, c.CONTRIBUTION_MARGIN}}


def totals_csv(results: Results, context: Context) -> str:
    """``totals.csv``: the rows of ``total_rows``, money as plain decimal text, and what the figures are of."""
    statements, told = results.statements, context.columns()
    rows = total_rows(statements)
    columns = {"part": list(rows)}
    for name in rows[CUSTOMERS]:
        columns[name] = [plain_decimal(row[name], statements.digits) for row in rows.values()]
    columns |= {name: [text] * len(rows) for name, text in told.items()}
    return write_csv(list(columns), list(columns.values()))


def _row(statements: Statements, of: Callable[[Line], int], unused: Mapping[str, int]) -> Amounts:
    variable = {name: of(line) for name, line in statements.variable.items()}
    fixed = {name: of(line) + unused.get(name, 0) for name, line in statements.fixed.items()}
    revenue, goods = of(statements.net_revenue), of(statements.cost_of_goods)
    contribution = revenue - goods - sum(variable.values())
    return {
        c.NET_REVENUE: revenue,
        c.COST_OF_GOODS: goods,
        c.GROSS_MARGIN: revenue - goods,
        **variable,
        c.CONTRIBUTION_MARGIN: contribution,
        **fixed,
        c.CUSTOMER_PROFIT: contribution - sum(fixed.values()),
    }
