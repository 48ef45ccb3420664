"""Months of one plan: they add up to the Ranking to the minor unit, and each is what the Ranking says of it alone."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.build import make_workbook
from tests.analysis.companies import companies
from tests.analysis.test_opened_lines import SLOW, drawn
from whalecurve.analysis.breaking_down import break_down, dimensions_of
from whalecurve.analysis.month_ledgers import MonthLedgers
from whalecurve.analysis.reading import read_files
from whalecurve.analysis.results import analyze
from whalecurve.analysis.trends import charged_parts, find_cohorts, find_trend
from whalecurve.analysis.workbook import dataset_digest, keep
from whalecurve.domain.breakdown.dimension import OF_MONTHS
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import exact_sum
from whalecurve.domain.plan.plan_json import month_text
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.trend.month_statements import month_statements, month_totals
from whalecurve.domain.trend.words import trend_lacks


def months_of(workbook, whole, months):
    ledgers = MonthLedgers(workbook, whole, months)
    totals = month_totals(whole, charged_parts(workbook, whole, months), ledgers.of)
    return [month_statements(whole, each, ledgers.of(each.month)) for each in totals]


def parts(statements: Statements):
    """Every figure that must add up, by name: known customers', nobody's, unused."""
    lines = {"list": statements.list_revenue, "revenue": statements.net_revenue, **statements.cost_lines}
    known = {f"{name} known": exact_sum(line.amounts) for name, line in lines.items()}
    nobodys = {f"{name} nobody": line.unassigned for name, line in lines.items()}
    return {**known, **nobodys, **statements.unused, "company": statements.company_profit}


@settings(SLOW, max_examples=4)
@given(company=companies(), data=st.data())
def test_months_add_up_to_their_period_in_every_line(company, data, tmp_path_factory):
    workbook, whole = drawn(data, company, tmp_path_factory.mktemp("trend"))
    if data.draw(st.booleans()):
        pools = tuple(
            replace(pool, practical_capacity=Decimal(data.draw(st.integers(1, 900)))) for pool in whole.scenario.fixed
        )
        whole = analyze(workbook, replace(whole.scenario, fixed=pools)).results.statements
    months = whole.ledger.facts.period.list_months()
    found = months_of(workbook, whole, months)
    sums = {}
    for each in found:
        for name, amount in parts(each).items():
            sums[name] = sums.get(name, 0) + amount
    assert sums == parts(whole)
    answer = analyze(workbook, replace(whole.scenario, period=whole.ledger.facts.period))
    trend = find_trend(workbook, answer).trend
    assert sum(each.profit for each in trend.inside) == whole.profit
    assert sum(each.company_profit for each in trend.inside) == whole.company_profit
    assert sum(each.net_revenue for each in trend.inside) == exact_sum(whole.net_revenue.amounts)
    by_month = next(each for each in dimensions_of(workbook) if each.kind == OF_MONTHS)
    (cut,) = break_down(workbook, whole, [by_month])
    rows = {cut.name(place): cut.row(place) for place in cut.present.tolist()}
    for each in trend.inside:
        assert rows.get(month_text(each.month), {"net_revenue": 0})["net_revenue"] == each.net_revenue


# Worked by hand. Rent 1,200 a year is 100 a month for two customers alike; the order desk costs 12 an order and order 1
# has lines in January and February: it counts in January, where it is first known. The call without a date (3 a call,
# three calls) is one call a month.
PLAN = Scenario(
    currency="EUR",
    fixed=(CostPool("Rent", Decimal(1200)),),
    variable=(
        VariableCost("Order desk", rate=Decimal(12), per="order"),
        VariableCost("Calls", rate=Decimal(3), per="Call"),
    ),
)
HAND = {
    202601: {"revenue": 10000, "margin": 6000, "variable": 1200 + 300, "fixed": 10000, "nobody": 0},
    202602: {"revenue": 11000, "margin": 5000, "variable": 1200 + 300, "fixed": 10000, "nobody": 0},
    202603: {"revenue": 0, "margin": 0, "variable": 300, "fixed": 10000, "nobody": 3000 - 500 - 1200},
}


@pytest.fixture
def opened(tmp_path):
    workbook = make_workbook(tmp_path)
    return workbook, analyze(workbook, PLAN)


def test_months_are_what_a_pencil_says(opened):
    trend = find_trend(*opened).trend
    assert {
        each.month: {
            "revenue": each.net_revenue,
            "margin": each.gross_margin,
            "variable": each.variable_cost,
            "fixed": each.fixed_cost,
            "nobody": each.unassigned,
        }
        for each in trend.months
    } == HAND
    # a: 100 - 40 - 12 - 3 and a third of 100; b and c: a third each, 33.33
    january = trend.by_month[202601]
    assert (january.buyers, january.losers, january.losing_buyers, january.loss) == (1, 2, 0, 6666)
    assert january.best_fifth == 10000 - 4000 - 1200 - 300 - 3334


def test_a_month_is_what_the_ranking_says_of_it_alone(opened):
    workbook, _ = opened
    plan = replace(PLAN, variable=PLAN.variable[:1])
    for each in find_trend(workbook, analyze(workbook, replace(plan, variable=()))).trend.months:
        alone = analyze(workbook, replace(plan, variable=(), period=Period(each.month, each.month))).results
        assert each.company_profit == alone.statements.company_profit
        assert (each.losers, each.best_fifth) == (alone.unprofitable_customers, alone.curve.top_20_percent)


def test_months_outside_the_period_are_told_and_not_added(opened):
    workbook, _ = opened
    answer = analyze(workbook, replace(PLAN, period=Period(202602, 202602)))
    trend = find_trend(workbook, answer).trend
    assert [each.month for each in trend.months] == [202601, 202602, 202603]
    assert [each.month for each in trend.inside] == [202602]
    assert trend.inside[0].company_profit == answer.results.statements.company_profit
    # order 1 is known in February, since the period begins there; the three calls are all in the one month charged
    assert trend.inside[0].variable_cost == 2 * 1200 + 900


def test_a_month_in_which_nobody_ordered_shares_as_the_period_does(tmp_path):
    sales = b"Order,Date,Customer,Amount\n1,2026-01-10,a,100\n2,2026-03-31,b,50\n"
    workbook = make_workbook(tmp_path, activities=b"", sales=sales)
    whole = analyze(workbook, Scenario(fixed=(CostPool("Desk", Decimal(1200), "orders"),))).results.statements
    found = months_of(workbook, whole, [202601, 202602, 202603])
    assert [each.fixed["Desk"].amounts.tolist() for each in found] == [[10000, 0, 0], [5000, 5000, 0], [0, 10000, 0]]


def test_a_cost_may_be_called_as_a_measure_of_the_files_is(opened):
    workbook, _ = opened
    plan = replace(PLAN, variable=(VariableCost("list_revenue", rate=Decimal("0.1")),))
    answer = analyze(workbook, plan)
    months = find_trend(workbook, answer).trend.inside
    assert sum(each.company_profit for each in months) == answer.results.statements.company_profit
    assert [each.costs["list_revenue"] for each in months] == [1000, 1100, 0]


SAME = "Order,Date,Customer,Amount\n" + "".join(
    f"{who}{month},2026-{month:02d}-{day},{who},{fee}\n"
    for month, day in ((1, "01"), (2, "15"), (3, "31"))
    for who, fee in (("a", 20), ("b", 45))
)
OVERVIEW = "Customer,Amount\na,60\nb,135\n"


@pytest.mark.parametrize(
    ("sales", "answers", "even"), [(SAME, None, False), (OVERVIEW, {"period": "2026-01..2026-03"}, True)]
)
def test_the_same_fee_each_month_has_dates_and_a_sum_spread_over_months_has_none(tmp_path, sales, answers, even):
    files = {"transactions": [("sales.csv", sales.encode())]}
    workbook = keep(read_files(files, answers), tmp_path, dataset_digest(["made"]))
    found = find_trend(workbook, analyze(workbook, Scenario()))
    assert [each.net_revenue for each in found.trend.months] == [6500, 6500, 6500]
    assert found.is_even is even


def test_a_month_without_a_line_is_said(tmp_path):
    sales = b"Order,Date,Customer,Amount\n1,2026-01-01,a,100\n2,2026-03-31,b,50\n"
    workbook = make_workbook(tmp_path, activities=b"", sales=sales)
    trend = find_trend(workbook, analyze(workbook, Scenario())).trend
    said = "The files have no line in February 2026: it counts as a whole month without sales. Is an export missing?"
    assert said in trend_lacks(trend)
    whole = find_trend(workbook, analyze(workbook, Scenario(period=Period(202603, 202605)))).trend
    assert whole.without_lines == (202602,)


def test_activities_without_a_date_are_said_to_be_counted_otherwise_by_the_ranking_of_a_month(opened, tmp_path):
    said = "Activities without a date have the same part in every month here"
    assert any(each.startswith(said) for each in trend_lacks(find_trend(*opened).trend))
    workbook = make_workbook(tmp_path / "dated", b"Customer,Activity,Count,Date\na,Visit,2,2026-01-05\n")
    assert not any(
        each.startswith(said) for each in trend_lacks(find_trend(workbook, analyze(workbook, Scenario())).trend)
    )


def test_the_year_before_and_twelve_months_leave_out_what_is_not_whole(tmp_path):
    rows = [f"{n}{day},{2025 + n // 12}-{n % 12 + 1:02d}-{day},a,{100 + n}" for n in range(15) for day in ("01", "28")]
    rows[-1] = rows[-1].replace("-28,", "-04,")
    workbook = make_workbook(tmp_path, b"", ("Order,Date,Customer,Amount\n" + "\n".join(rows)).encode())
    trend = find_trend(workbook, analyze(workbook, Scenario()), dt.date(2026, 2, 27)).trend
    assert trend.incomplete == {202603, 202602}
    assert trend.latest.month == 202601
    assert trend.last_year(202601).net_revenue == 20000
    assert trend.last_year(202603) is None
    assert [bool(trend.twelve(month)) for month in (202511, 202512, 202601, 202602)] == [False, True, True, False]
    assert sum(each.net_revenue for each in trend.twelve(202601)) == sum(2 * (100 + n) * 100 for n in range(1, 13))


def test_cohorts_leave_out_what_is_not_whole(opened):
    workbook, answer = opened
    found = find_trend(workbook, answer, dt.date(2026, 3, 31))
    by_month = find_cohorts(workbook, found)
    assert by_month.names == ("2026-01", "2026-02")
    assert by_month.customers == (1, 1)
    # January begins on the tenth and March is not over: neither is told, and what January left counts in February
    assert by_month.buyers == ((None, 1), (1,))
    # a: 60 - 12 - 3, then 40 - 3; b: 10 - 12
    assert by_month.contribution == ((None, 4500 + 3700), (-200,))
    assert find_cohorts(workbook, found, 3).buyers == ((),)


def test_a_customer_who_buys_twice_in_a_quarter_is_one_buyer(tmp_path):
    sales = "Order,Date,Customer,Amount\n" + "\n".join(
        f"{n},2026-{month:02d}-{day},{who},10"
        for n, (month, day, who) in enumerate(
            [(1, "01", "a"), (2, "28", "a"), (3, "31", "b"), (4, "01", "a"), (5, "09", "b"), (6, "30", "a")]
        )
    )
    workbook = make_workbook(tmp_path, b"", sales.encode())
    found = find_cohorts(workbook, find_trend(workbook, analyze(workbook, Scenario())), 3)
    assert (found.names, found.customers, found.buyers) == (("2026 Q1",), (2,), ((2, 2),))
    assert found.contribution == ((3000, 6000),)


def test_a_time_zone_moves_no_line_into_another_month(tmp_path):
    sales = (
        b"Order,Date,Customer,Amount\n"
        b"1,2026-01-31T23:59:59-08:00,a,100\n2,2026-02-01T00:30:00+09:00,a,50\n3,2026-02-28 23:59:59 UTC,a,5\n"
    )
    workbook = make_workbook(tmp_path, activities=b"", sales=sales)
    trend = find_trend(workbook, analyze(workbook, Scenario())).trend
    assert [(each.month, each.net_revenue) for each in trend.months] == [(202601, 10000), (202602, 5500)]
