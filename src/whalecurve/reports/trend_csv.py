"""The trend as CSV: a row per month of the period, which add up to the Ranking, with what stands beside each month."""

from collections.abc import Callable, Mapping
from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import round_half_up
from whalecurve.domain.plan.plan_json import month_text
from whalecurve.domain.trend.month_figures import MonthFigures
from whalecurve.domain.trend.trend import Trend
from whalecurve.domain.words.formats import plain_decimal
from whalecurve.reports.context import Context, free_name
from whalecurve.reports.safe_csv import write_csv

COMPANY_PROFIT: Final = "company_profit"
LAST_YEAR: Final = "last_year"
TWELVE_MONTHS: Final = "12_months"

Amount = Callable[[MonthFigures], int]
_COMPARED: Final[Mapping[str, Amount]] = {
    c.NET_REVENUE: lambda each: each.net_revenue,
    c.CUSTOMER_PROFIT: lambda each: each.profit,
    COMPANY_PROFIT: lambda each: each.company_profit,
}


def trend_csv(trend: Trend, statements: Statements, context: Context) -> str:
    """``trend.csv``: money as plain decimal text with the currency's digits, what is not known blank.

    Args:
        trend: Every month.
        statements: The period's statements, for the order of the costs.
        context: Currency, period, plan and day, on each row.
    """
    digits, columns = statements.digits, dict[str, list[str]]()
    months = trend.inside

    def put(name: str, cells: list[str]) -> None:
        columns[free_name(name, columns)] = cells

    put(c.MONTH, [month_text(each.month) for each in months])
    put("whole", ["no" if each.month in trend.incomplete else "yes" for each in months])
    for name, amount in _amounts(statements):
        put(name, [plain_decimal(amount(each), digits) for each in months])
    for name, cells in _counts(trend, digits).items():
        put(name, cells)
    for name, amount in _COMPARED.items():
        put(f"{name}_{LAST_YEAR}", [_last_year(trend, each, amount, digits) for each in months])
        put(f"{name}_{TWELVE_MONTHS}", [_twelve(trend, each, amount, digits) for each in months])
    for name, text in context.columns().items():
        put(name, [text] * len(months))
    return write_csv(list(columns), list(columns.values()))


def _amounts(statements: Statements) -> list[tuple[str, Amount]]:
    """Every amount of a month in the order of a statement."""

    def cost(name: str) -> Amount:
        return lambda each: each.costs[name]

    return [
        (c.NET_REVENUE, lambda each: each.net_revenue),
        (c.COST_OF_GOODS, cost(c.COST_OF_GOODS)),
        (c.GROSS_MARGIN, lambda each: each.gross_margin),
        *((name, cost(name)) for name in statements.variable),
        (c.CONTRIBUTION_MARGIN, lambda each: each.contribution_margin),
        *((name, cost(name)) for name in statements.fixed),
        (c.CUSTOMER_PROFIT, lambda each: each.profit),
        ("unassigned", lambda each: each.unassigned),
        ("unused_capacity", lambda each: each.unused),
        (COMPANY_PROFIT, lambda each: each.company_profit),
    ]


def _counts(trend: Trend, digits: int) -> dict[str, list[str]]:
    months = trend.inside
    return {
        "customers": [str(each.buyers) for each in months],
        "losers": [str(each.losers) for each in months],
        "losers_who_bought": [str(each.losing_buyers) for each in months],
        "loss": [plain_decimal(each.loss, digits) for each in months],
        "top_20_percent_share": [_share(each.top_20_percent_share) for each in months],
        "time_unit": [trend.time.unit if trend.time else ""] * len(months),
        "profit_per_time_unit": [_per_time(trend, each, digits) for each in months],
    }


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.4f}"


def _per_time(trend: Trend, each: MonthFigures, digits: int) -> str:
    worth = each.profit_per(trend.time)
    return "" if worth is None else plain_decimal(round_half_up(worth), digits)


def _last_year(trend: Trend, each: MonthFigures, amount: Amount, digits: int) -> str:
    before = trend.last_year(each.month)
    return "" if before is None else plain_decimal(amount(before), digits)


def _twelve(trend: Trend, each: MonthFigures, amount: Amount, digits: int) -> str:
    year = trend.twelve(each.month)
    return plain_decimal(sum(amount(one) for one in year), digits) if year else ""
