"""Figures on their lines: as a slow reading of the files has them, and to the minor unit what the statement says."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests import line_oracle
from tests.analysis.build import make_workbook
from tests.analysis.companies import companies, periods, plans
from whalecurve.analysis.line_reading import line_chunks
from whalecurve.analysis.opened_lines import PART, open_lines
from whalecurve.analysis.results import analyze
from whalecurve.domain import columns as c
from whalecurve.domain.costing.hierarchy import level_of
from whalecurve.domain.lines.figures import costs_of_the_customer, figures_of, parts_of, stands_on_lines
from whalecurve.domain.lines.spread import spread
from whalecurve.domain.money.apportion import exact_sum
from whalecurve.domain.plan.dated_rates import DatedRate
from whalecurve.domain.plan.pool_amount import exact_period_amount
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.store.folders.datasets import load_dataset

SLOW = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
PER_LINE = {"lines": None, "line": None, "revenue": "Amount", "unit": "Quantity", "units": "Quantity"}


def drawn(data, company, folder):
    """A company's workbook, and the statements under some plan and period."""
    workbook = company.open(folder)
    plan = replace(data.draw(plans(company)), period=data.draw(periods(workbook)))
    if data.draw(st.booleans()):
        dearer = (DatedRate(202601, Decimal("0.11")), DatedRate(202603, Decimal("1.3")))
        variable = tuple(cost if cost.rate is None else replace(cost, later=dearer) for cost in plan.variable)
        plan = replace(plan, variable=variable)
    return workbook, analyze(workbook, plan).results.statements


def as_read(rows, workbook):
    """The rows with the amounts that reading took them for: a total that repeats on the lines of an order is one."""
    stored = load_dataset(workbook.digest, workbook.folder)
    places = {line: place for place, line in enumerate(stored.transactions["line"].tolist())}
    for row in rows:
        for header, name in (("Amount", "net_revenue"), ("Quantity", "quantity")):
            value = int(stored.transactions[name].iloc[places[row["number"]]])
            row[header] = Fraction(value, 10 ** stored.scales[name])
    return rows


def spread_all(workbook, statements, most=4):
    """Every part of every line by its row in the file, from pieces of few lines."""
    found = {}
    for lines in line_chunks(workbook, statements, (c.LINE,), most):
        figures = spread(statements, lines, workbook.dataset.labels)
        parts = {"net_revenue": figures.net_revenue, "cost_of_goods": figures.cost_of_goods, **figures.costs}
        for name, values in parts.items():
            found.setdefault(name, {}).update(zip(lines.columns[c.LINE].tolist(), values.tolist(), strict=True))
    return found


def by_owner(statements, line):
    ids = [*statements.ledger.ids, line_oracle.NOBODY]
    return dict(zip(ids, [*line.amounts.tolist(), line.unassigned], strict=True))


def expected(statements, cost, line, rows):
    """A cost on every row by the oracle, or None where the customer's gross margin would be needed."""
    figures, only = by_owner(statements, line), dict(cost.only)
    if level_of(statements.ledger, cost) == "order":
        takers = {**figures, line_oracle.NOBODY: 0} if isinstance(cost, CostPool) else figures
        return line_oracle.on_orders(rows, takers, only, lambda date: rate_on(cost, date))
    if isinstance(cost, CostPool):
        if cost.driver not in PER_LINE:
            return None
        takers = {one: mine for one, mine in line_oracle.by(rows, "owner").items() if one != line_oracle.NOBODY}
        used = {one: sum((_in(row, cost) for row in mine), Fraction(0)) for one, mine in takers.items()}
        whole = sum(quantity for quantity in used.values() if quantity > 0)
        amount = exact_period_amount(cost, statements.charged, statements.digits)
        rate = {one: amount / whole for one, quantity in used.items() if quantity > 0}
        return line_oracle.on_lines(rows, figures, lambda row: rate.get(row["owner"], Fraction(0)) * _in(row, cost))
    if cost.rate is None:
        return line_oracle.on_lines(
            rows, figures, lambda row: Fraction(row["Freight"]) * 100 if line_oracle.counts(row, only) else Fraction(0)
        )
    return line_oracle.on_lines(rows, figures, lambda row: _in(row, cost) * rate_on(cost, row["Date"]) * 100)


def rate_on(cost, date):
    """The rate that holds on a day; a shared cost has none, which is the same for all."""
    if isinstance(cost, CostPool):
        return Fraction(1)
    held = [each.rate for each in cost.later if each.month <= int(date[:7].replace("-", ""))]
    return Fraction(held[-1] if held else cost.rate)


def _in(row, cost):
    """How much of a basis or driver a row has inside the cost's scope."""
    if not line_oracle.counts(row, dict(cost.only)):
        return Fraction(0)
    header = PER_LINE[cost.driver if isinstance(cost, CostPool) else cost.per]
    return Fraction(row[header]) if header else Fraction(1)


@SLOW
@given(company=companies(), data=st.data())
def test_every_cost_stands_on_the_lines_that_a_slow_reading_puts_it_on(company, data, tmp_path_factory):
    workbook, statements = drawn(data, company, tmp_path_factory.mktemp("lines"))
    rows = as_read(line_oracle.rows_of(company, statements.ledger.facts.period.list_months()), workbook)
    found = spread_all(workbook, statements)
    assert found["net_revenue"] == {row["number"]: Fraction(row["Amount"]) * 100 for row in rows}
    plan = {cost.name: cost for cost in statements.scenario.costs}
    for name, line in {**statements.variable, **statements.fixed}.items():
        level = level_of(statements.ledger, plan[name])
        if level == "customer":
            assert not any(found[name].values())
        elif (slow := expected(statements, plan[name], line, rows)) is not None:
            assert found[name] == slow


@SLOW
@given(company=companies(), data=st.data())
def test_lines_add_up_to_the_statements_and_these_to_the_files(company, data, tmp_path_factory):
    workbook, statements = drawn(data, company, tmp_path_factory.mktemp("lines"))
    found = spread_all(workbook, statements)
    assert (
        sum(found["net_revenue"].values()) == exact_sum(statements.net_revenue.amounts) + statements.unassigned_revenue
    )
    size = statements.ledger.size
    for place in range(size):
        opened = open_lines(workbook, statements, place)
        for figure in figures_of(statements, place):
            rest = figure.amount - exact_sum(parts_of(opened.figures, figure.key))
            if figure.key in {c.LIST_REVENUE, "discounts", c.NET_REVENUE}:
                assert rest == 0
            elif figure.cost is not None:
                # A customer who was charged without any line of the scope keeps the cost itself.
                assert rest == 0 or not stands_on_lines(statements, figure) or isinstance(figure.cost, CostPool)
        assert set(opened.lines.place.tolist()) <= {place}
        assert {name: parts.tolist() for name, parts in opened.figures.costs.items()} == {
            name: [found[name][row] for row in opened.lines.columns[c.LINE].tolist()] for name in opened.figures.costs
        }


PLAN = Scenario(
    currency="EUR",
    fixed=(CostPool("Rent", Decimal(1200)), CostPool("Desk", Decimal(40), "orders")),
    variable=(
        VariableCost("Commission", rate=Decimal("0.05")),
        VariableCost("Handling", rate=Decimal(10), per="order"),
        VariableCost("Visits", rate=Decimal(7), per="Visit"),
    ),
)
SALES = b"""\
Order,Date,Customer,Product,Quantity,Amount,Cost
1,2026-01-10,a,Tea,4,100.00,40
1,2026-01-10,a,Ink,1,100.00,10
1,2026-01-10,a,=Pens,1,100.00,10
2,2026-02-11,a,Tea,10,30.00,50
2,2026-02-11,a,Ink,1,-10.00,5
3,2026-03-12,stranger,Tea,2,30.00,5
"""


@pytest.fixture
def opened(tmp_path):
    workbook = make_workbook(tmp_path, sales=SALES)
    statements = analyze(workbook, PLAN).results.statements
    return statements, open_lines(workbook, statements, 0)


def test_an_order_is_charged_to_its_lines_by_revenue(opened):
    statements, found = opened
    assert found.figures.variable["Handling"].tolist() == [334, 333, 333, 1000, 0]
    assert found.figures.variable["Commission"].tolist() == [500, 500, 500, 150, -50]
    assert found.figures.variable["Visits"].tolist() == [0] * 5
    assert statements.variable["Handling"].amounts.tolist() == [2000, 0, 0]


def test_a_profit_names_what_belongs_to_the_customer(opened):
    statements, found = opened
    figures = {figure.key: figure for figure in figures_of(statements, 0)}
    profit = figures[c.CUSTOMER_PROFIT]
    assert costs_of_the_customer(statements, profit) == ["Visits", "Rent"]
    of_customer = int(statements.fixed["Rent"].amounts[0]) + int(statements.variable["Visits"].amounts[0])
    assert profit.amount == exact_sum(parts_of(found.figures, profit.key)) - of_customer


def test_the_table_says_where_each_line_stands(opened):
    _, found = opened
    frame = found.frame(found.rows_with(""), parts_of(found.figures, "cost: Handling"))
    assert frame.iloc[0].to_dict() == {
        "date": "2026-01-10",
        "order": "1",
        "product": "Tea",
        "quantity": "4",
        "net_revenue": "100.00",
        "cost_of_goods": "40.00",
        PART: "3.34",
        "file": "sales.csv",
        "line": "2",
    }
    assert sum(Decimal(part) for part in frame[PART]) == 20


@pytest.mark.parametrize(
    ("text", "rows"), [("", 5), ("tea", 2), ("2026-02", 2), ("SALES", 5), ("4", 1), ("=pen", 1), ("none such", 0)]
)
def test_lines_are_found_by_what_they_say(opened, text, rows):
    assert len(opened[1].rows_with(text)) == rows


def test_the_lines_of_nobody_open_the_same_way(tmp_path):
    workbook = make_workbook(tmp_path, sales=SALES)
    statements = analyze(workbook, PLAN).results.statements
    found = open_lines(workbook, statements, statements.ledger.size)
    assert found.figures.net_revenue.tolist() == [3000]
    assert found.figures.variable["Handling"].tolist() == [statements.variable["Handling"].unassigned] == [1000]
