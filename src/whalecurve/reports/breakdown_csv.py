"""Profit by one dimension as CSV: a row per value, then the rows that make it tie to the Ranking."""

from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.breakdown.breakdown import COST_OF_CUSTOMERS, PROFIT, Breakdown
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.ranks.results import Results
from whalecurve.domain.words.formats import plain_decimal
from whalecurve.reports.context import Context, free_name
from whalecurve.reports.safe_csv import write_csv
from whalecurve.reports.totals_csv import COMPANY, CUSTOMERS, UNASSIGNED, UNUSED, total_rows

VALUE: Final = "value"
WITHOUT: Final = "without"
OF_CUSTOMERS: Final = "belongs to customers"
PART: Final = "part"

Amounts = dict[str, int]
Row = tuple[str, str, Amounts]


def breakdown_csv(results: Results, found: Breakdown, context: Context) -> str:
    """``breakdown_<dimension>.csv``: money as plain decimal text with the currency's digits.

    Args:
        results: The answer that is broken down.
        found: By what.
        context: Currency, period, plan and day, on each row.
    """
    digits, rows = results.statements.digits, breakdown_rows(results.statements, found)
    columns = {found.dimension.name: [name for name, _, _ in rows]}
    columns[free_name(PART, columns)] = [part for _, part, _ in rows]
    for name in rows[-1][2]:
        columns[free_name(name, columns)] = [plain_decimal(amounts[name], digits) for _, _, amounts in rows]
    columns |= {free_name(name, columns): cells for name, cells in _counts(results, found, rows).items()}
    columns |= {free_name(name, columns): [text] * len(rows) for name, text in context.columns().items()}
    return write_csv(list(columns), list(columns.values()))


def breakdown_rows(statements: Statements, found: Breakdown) -> list[Row]:
    """Name, part and minor units by column of every row: values as listed, what belongs to customers, then totals."""
    rows = [(found.name(place), _part(found, place), found.row(place)) for place in found.listed.tolist()]
    if found.of_customers:
        rows.append((OF_CUSTOMERS, OF_CUSTOMERS, _of_customers(found)))
    return rows + [(part, part, _total(statements, found, row)) for part, row in total_rows(statements).items()]


def rows_of_customers(statements: Statements, found: Breakdown) -> list[Row]:
    """The rows down to all customers: what belongs to nobody, unused capacity and the company are not broken down."""
    return [row for row in breakdown_rows(statements, found) if row[1] not in {UNASSIGNED, UNUSED, COMPANY}]


def _part(found: Breakdown, place: int) -> str:
    return VALUE if place < len(found.names) else WITHOUT


def _of_customers(found: Breakdown) -> Amounts:
    """What belongs to customers as one row: what reaches no value of costs that have a column, the rest together."""
    goods = found.of_customers.get(c.COST_OF_GOODS, 0)
    named = {name: found.of_customers.get(name, 0) for name in found.costs}
    rest = found.cost_of_customers - goods - sum(named.values())
    return {
        c.NET_REVENUE: 0,
        c.COST_OF_GOODS: goods,
        c.GROSS_MARGIN: -goods,
        **named,
        COST_OF_CUSTOMERS: rest,
        PROFIT: -found.cost_of_customers,
    }


def _total(statements: Statements, found: Breakdown, row: Amounts) -> Amounts:
    """A part of the company in the breakdown's columns; costs that reach no value stand together."""
    named = {name: row[name] for name in (c.NET_REVENUE, c.COST_OF_GOODS, c.GROSS_MARGIN, *found.costs)}
    rest = sum(row[name] for name in (*statements.variable, *statements.fixed) if name not in found.costs)
    together = {} if found.dimension.of_customers else {COST_OF_CUSTOMERS: rest}
    return {**named, **together, PROFIT: row[c.CUSTOMER_PROFIT]}


def _counts(results: Results, found: Breakdown, rows: list[Row]) -> dict[str, list[str]]:
    """Customers and losers of each value, and of all; the other rows have none."""
    places = found.listed.tolist()
    counts = {}
    for name, values, whole in (
        ("customers", found.customers, results.statements.ledger.size),
        ("losers", found.losers, results.unprofitable_customers),
    ):
        ends = [str(whole) if part == CUSTOMERS else "" for _, part, _ in rows[len(places) :]]
        counts[name] = [str(int(values[place])) for place in places] + ends
    return counts
