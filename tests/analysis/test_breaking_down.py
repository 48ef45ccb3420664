"""One profit, cut many ways: every view adds up to the Ranking, and each value to the lines that have it."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import line_oracle
from tests.analysis.build import make_workbook
from tests.analysis.companies import companies
from tests.analysis.test_opened_lines import SLOW, as_read, drawn
from whalecurve.analysis.breaking_down import break_down, dimensions_of, open_value
from whalecurve.analysis.results import analyze
from whalecurve.domain import columns as c
from whalecurve.domain.breakdown.smallest_order import smallest_order
from whalecurve.domain.money.apportion import exact_sum
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost

HEADERS = {"product": "Product", "category": "Category", "rep": "Sales Rep"}


@SLOW
@given(company=companies(), data=st.data())
def test_every_view_adds_up_to_the_ranking_and_to_the_files(company, data, tmp_path_factory):
    workbook, statements = drawn(data, company, tmp_path_factory.mktemp("cuts"))
    there = dimensions_of(workbook)
    views = break_down(workbook, statements, there, most=4)
    assert {each.name for each in there} >= {"product", "category", "rep", "month", "order size", "Region"}
    rows = as_read(line_oracle.rows_of(company, statements.ledger.facts.period.list_months()), workbook)
    known = [row for row in rows if row["owner"] != line_oracle.NOBODY]
    revenue = sum(Fraction(row["Amount"]) for row in known) * 100
    for view in views:
        assert view.total == statements.profit
        assert exact_sum(view.net_revenue) == exact_sum(statements.net_revenue.amounts) == revenue
        assert exact_sum(view.cost_of_goods) + view.of_customers.get(c.COST_OF_GOODS, 0) == exact_sum(
            statements.cost_of_goods.amounts
        )
        assert not (view.dimension.of_customers and view.of_customers)
        header = HEADERS.get(view.dimension.name)
        for place, name in enumerate(view.names if header else ()):
            mine = [row for row in known if row[header] == name]
            assert view.net_revenue[place] == sum(Fraction(row["Amount"]) for row in mine) * 100
            assert view.customers[place] == len({row["owner"] for row in mine})


@SLOW
@given(company=companies(), data=st.data())
def test_a_value_opens_the_lines_that_make_it(company, data, tmp_path_factory):
    workbook, statements = drawn(data, company, tmp_path_factory.mktemp("cuts"))
    wanted = data.draw(st.sampled_from(dimensions_of(workbook)))
    (view,) = break_down(workbook, statements, [wanted])
    for place in view.present.tolist():
        opened = open_value(workbook, statements, view, place)
        assert exact_sum(opened.figures.net_revenue) == view.net_revenue[place]
        if not wanted.of_customers:
            assert exact_sum(opened.figures.contribution) == view.profit[place]


# Worked by hand after the hierarchy of Cooper and Kaplan (Profit Priorities from Activity-Based Costing, 1991): pumps
# and seals are sold in three orders. Lines: goods, 5 % commission. Orders: 12 each, to their lines by revenue.
# Customers: two visits at 30 each and rent of 100, half for each: 160 that no product causes.
SALES = b"""\
Order,Date,Customer,Product,Sales Rep,Quantity,Amount,Cost
1,2026-01-10,a,Pump,Ann,1,900.00,500
1,2026-01-10,a,Seal,Ann,2,300.00,60
2,2026-02-11,a,Seal,Bob,1,100.00,20
3,2026-02-12,b,Pump,Bob,1,50.00,40
3,2026-02-12,b,Seal,Bob,1,10.00,2
"""
CUSTOMERS = b"customer_id,customer_name,Region\na,Anvil,North\nb,Bolt,South\n"
VISITS = b"Customer,Activity,Count,Date\na,Visit,1,2026-01-05\nb,Visit,1,2026-02-05\n"
PLAN = Scenario(
    currency="EUR",
    fixed=(CostPool("Rent", Decimal(600)),),
    variable=(
        VariableCost("Commission", rate=Decimal("0.05")),
        VariableCost("Order desk", rate=Decimal(12), per="order"),
        VariableCost("Visits", rate=Decimal(30), per="Visit"),
    ),
)


@pytest.fixture
def pumps(tmp_path):
    workbook = made(tmp_path)
    return workbook, analyze(workbook, PLAN).results.statements


def made(folder):
    return make_workbook(folder, activities=VISITS, sales=SALES, customers=CUSTOMERS)


def view_by(pumps, name):
    workbook, statements = pumps
    wanted = next(each for each in dimensions_of(workbook) if each.name == name)
    return break_down(workbook, statements, [wanted])[0]


def by_name(view, amounts):
    return {view.name(place): int(amounts[place]) for place in view.present.tolist()}


def test_products_carry_lines_and_orders_and_what_belongs_to_customers_stands_apart(pumps):
    view = view_by(pumps, "product")
    assert by_name(view, view.gross_margin) == {"Pump": 41000, "Seal": 32800}
    assert by_name(view, view.costs["Commission"]) == {"Pump": 4750, "Seal": 2050}
    # 12 x 900 / 1200 + 12 x 50 / 60 and 12 x 300 / 1200 + 12 + 12 x 10 / 60
    assert by_name(view, view.costs["Order desk"]) == {"Pump": 1900, "Seal": 1700}
    assert by_name(view, view.profit) == {"Pump": 34350, "Seal": 29050}
    assert view.of_customers == {"Visits": 6000, "Rent": 10000}
    assert view.total == pumps[1].profit == 47400
    assert by_name(view, view.customers) == {"Pump": 2, "Seal": 2}
    assert by_name(view, view.losers) == {"Pump": 1, "Seal": 1}


def test_a_column_of_the_customers_carries_everything(pumps):
    view = view_by(pumps, "Region")
    assert not view.of_customers
    assert by_name(view, view.profit) == {"North": 55100, "South": -7700}
    assert view.total == 47400


def test_orders_months_and_reps(pumps):
    orders, months, reps = (view_by(pumps, name) for name in ("order size", "month", "rep"))
    assert by_name(orders, orders.net_revenue) == {"1,000 to 2,000": 120000, "100 to 200": 10000, "50 to 100": 6000}
    assert by_name(orders, orders.orders) == {"1,000 to 2,000": 1, "100 to 200": 1, "50 to 100": 1}
    assert by_name(months, months.net_revenue) == {"2026-01": 120000, "2026-02": 16000}
    assert by_name(reps, reps.profit) == {"Ann": 56800, "Bob": 6600}


def test_the_smallest_order_that_pays(pumps):
    # 738 of gross margin less 68 of commission is left of 1,360: an order must bring 12 x 1360 / 670 = 24.36.
    found = smallest_order(pumps[1])
    assert (found.per_order, found.orders, found.costs) == (Fraction(1200), 3, ("Order desk",))
    assert found.margin_share == Fraction(670, 1360)
    assert found.amount == 2436
