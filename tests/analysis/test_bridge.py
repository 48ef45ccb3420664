"""The bridge from one period to another: exact on any company, and the known answers of price, volume and mix."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.build import make_workbook
from tests.analysis.companies import MONTHS, companies, plans
from tests.analysis.test_opened_lines import SLOW
from whalecurve.analysis.results import analyze
from whalecurve.domain.bridge.bridge import make_bridge
from whalecurve.domain.bridge.factors import LOST, OF_CUSTOMERS, WON
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.plan.dated_amounts import DatedAmount
from whalecurve.domain.plan.dated_rates import DatedRate
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.domain.quantities.facts import Period

JANUARY, FEBRUARY = Period(202601, 202601), Period(202602, 202602)
HEADER = "Order,Date,Customer,Product,Quantity,Price,Amount,Cost\n"


def statements(workbook, plan, period):
    return analyze(workbook, replace(plan, period=period)).results.statements


@settings(SLOW, max_examples=4)
@given(company=companies(), data=st.data())
def test_it_adds_up_to_the_minor_unit_and_swapping_turns_the_signs(company, data, tmp_path_factory):
    workbook = company.open(tmp_path_factory.mktemp("bridge"))
    plan = data.draw(plans(company))
    if data.draw(st.booleans()):
        plan = replace(plan, fixed=tuple(replace(pool, practical_capacity=Decimal(40)) for pool in plan.fixed))
    span = workbook.facts.span
    months = [month for month in MONTHS if month in span]
    first, last = (Period(month, month) for month in (data.draw(st.sampled_from(months)) for _ in "ab"))
    one, other = statements(workbook, plan, first), statements(workbook, plan, last)
    bridge, back = make_bridge(one, other), make_bridge(other, one)
    assert (bridge.effects.sum(axis=0) == other.customer_profit - one.customer_profit).all()
    assert sum(bridge.company.values()) == bridge.company_change == other.company_profit - one.company_profit
    assert back.company_change == -bridge.company_change
    for name in OF_CUSTOMERS:
        turned = {WON: LOST, LOST: WON}.get(name, name)
        row, same = (each.effects[OF_CUSTOMERS.index(n)] for each, n in ((bridge, name), (back, turned)))
        if first != last:
            assert (row == -same).all()
    assert first != last or not bridge.effects.any()


def bridge_of(folder, rows, plan=None):
    lines = [
        f"{number},{date},{who},{product},{units},{price},{units * price},{units * cost}"
        for number, (date, who, product, units, price, cost) in enumerate(rows)
    ]
    workbook = make_workbook(folder, b"", (HEADER + "\n".join(lines) + "\n").encode())
    plan = plan or Scenario(currency="EUR")
    return make_bridge(statements(workbook, plan, JANUARY), statements(workbook, plan, FEBRUARY))


OLD, NEW = "2026-01-31", "2026-02-28"
KNOWN = {
    # Bennet's indicator (Journal of the Royal Statistical Society, 1920) on one product: 100 units at 10, then 150 at
    # 12. Units: 50 x (10 + 12) / 2 = 550; prices: 2 x (100 + 150) / 2 = 250; goods 4 a unit: 50 x 4 = 200 more.
    "units and price": (
        [(OLD, "a", "Tea", 100, 10, 4), (NEW, "a", "Tea", 150, 12, 4)],
        {"volume": 55000 - 20000, "prices": 25000},
    ),
    "no change": ([(OLD, "a", "Tea", 5, 10, 4), (NEW, "a", "Tea", 5, 10, 4)], {}),
    "pure price": ([(OLD, "a", "Tea", 5, 10, 4), (NEW, "a", "Tea", 5, 12, 4)], {"prices": 1000}),
    "pure volume": (
        [
            (OLD, "a", "Tea", 5, 10, 4),
            (OLD, "a", "Ink", 1, 50, 10),
            (NEW, "a", "Tea", 10, 10, 4),
            (NEW, "a", "Ink", 2, 50, 10),
        ],
        {"volume": 3000 + 4000},
    ),
    "pure mix": (
        [
            (OLD, "a", "Tea", 4, 10, 4),
            (OLD, "a", "Ink", 1, 50, 10),
            (NEW, "a", "Tea", 1, 10, 4),
            (NEW, "a", "Ink", 4, 50, 10),
        ],
        {"product mix": (6 + 4 * 40 - 4 * 6 - 40) * 100},
    ),
    "a new product in the place of a lost one": (
        [(OLD, "a", "Tea", 5, 10, 4), (NEW, "a", "Ink", 5, 50, 10)],
        {"product mix": (5 * 40 - 5 * 6) * 100},
    ),
    "a cost of a unit": ([(OLD, "a", "Tea", 5, 10, 4), (NEW, "a", "Tea", 5, 10, 6)], {"unit costs": -1000}),
    "customers won and lost": (
        [(OLD, "a", "Tea", 5, 10, 4), (NEW, "b", "Tea", 7, 10, 4)],
        {"customers won": 4200, "customers lost": -3000},
    ),
    "nobody's line": (
        [(OLD, "a", "Tea", 5, 10, 4), (NEW, "a", "Tea", 5, 10, 4), (NEW, "x", "Tea", 1, 10, 4)],
        {"unassigned": 600},
    ),
}


@pytest.mark.parametrize("name", KNOWN)
def test_the_known_answers(name, tmp_path):
    rows, answer = KNOWN[name]
    bridge = bridge_of(tmp_path, rows)
    assert dict(bridge.company) == answer


def test_costs_of_a_plan_are_told_by_rate_use_and_amount(tmp_path):
    plan = Scenario(
        currency="EUR",
        fixed=(
            CostPool(
                "Rent",
                dated=(DatedAmount(JANUARY, Decimal(30)), DatedAmount(FEBRUARY, Decimal(45))),
            ),
        ),
        variable=(VariableCost("Order desk", rate=Decimal(2), per="order", later=(DatedRate(202602, Decimal(3)),)),),
    )
    rows = [(OLD, "a", "Tea", 5, 10, 4), (NEW, "a", "Tea", 4, 10, 4), (NEW, "a", "Tea", 1, 10, 4)]
    bridge = bridge_of(tmp_path, rows, plan)
    # one order at 2, then two at 3: one order more at 2.50, one more a piece on the mean of 1.5 orders
    assert dict(bridge.company) == {"use of drivers": -250, "cost rates": -150, "fixed costs": -1500}
    assert bridge.of(0) == {"use of drivers": -250, "cost rates": -150, "fixed costs": -500}
    assert bridge.behind("fixed costs").tolist() == [0, 1, 2]
    assert (bridge.fell.tolist(), bridge.gained.tolist()) == ([0, 1, 2], [])


def test_discounts_are_no_prices(tmp_path):
    sales = (
        "Order,Date,Customer,Product,Quantity,List price,Amount,Cost\n"
        "1,2026-01-31,a,Tea,5,10.00,50.00,20\n2,2026-02-28,a,Tea,5,10.00,45.00,20\n"
    )
    workbook = make_workbook(tmp_path, b"", sales.encode())
    plan = Scenario(currency="EUR")
    bridge = make_bridge(statements(workbook, plan, JANUARY), statements(workbook, plan, FEBRUARY))
    assert dict(bridge.company) == {"discounts": -500}


def test_two_plans_have_no_bridge(tmp_path):
    workbook = make_workbook(tmp_path)
    one = statements(workbook, Scenario(), JANUARY)
    dearer = Scenario(fixed=(CostPool("Rent", Decimal(12)),))
    with pytest.raises(WhalecurveError, match="under one plan"):
        make_bridge(one, statements(workbook, dearer, FEBRUARY))
