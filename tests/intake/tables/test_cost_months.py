"""The months of a list of costs, however it writes them, against the months of the sales."""

import random
from decimal import Decimal

import pytest

from tests.intake.build import csv_bytes, intake, sales
from whalecurve.domain import columns
from whalecurve.domain.errors import UserChoiceError
from whalecurve.domain.plan.cost_list import lies_elsewhere, plan_of_costs
from whalecurve.domain.plan.pool_amount import annual_amount, period_amount
from whalecurve.domain.quantities.charged_months import ChargedMonths
from whalecurve.domain.quantities.facts import Period

GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
SHORT = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
SPELLINGS = {
    "2025-03": lambda y, m: f"{y}-{m:02d}",
    "2025-03-01": lambda y, m: f"{y}-{m:02d}-01",
    "2025-03-28 00:00:00": lambda y, m: f"{y}-{m:02d}-28 00:00:00",
    "01/03/2025": lambda y, m: f"01/{m:02d}/{y}",
    "28.03.2025": lambda y, m: f"28.{m:02d}.{y}",
    "03/2025": lambda y, m: f"{m:02d}/{y}",
    "3.2025": lambda y, m: f"{m}.{y}",
    "202503": lambda y, m: f"{y}{m:02d}",
    "Mar 2025": lambda y, m: f"{SHORT[m - 1]} {y}",
    "Mar-25": lambda y, m: f"{SHORT[m - 1]}-{y % 100:02d}",
    "März 2025": lambda y, m: f"{GERMAN[m - 1]} {y}",
}


def sold(period):
    """A sale on the third of each month of a period."""
    return sales(
        *((one, f"{month // 100}-{month % 100:02d}-03", 100) for one in "AB" for month in period.list_months())
    )


def listed(*rows, header=("Cost", "Amount", "Month")):
    return csv_bytes([header, *rows])


def read(period, costs):
    """The dataset's list of costs and the plan that it makes for the months of the sales."""
    result = intake(sold(period), costs, kinds=("transactions", "cost_list"))
    return result, plan_of_costs(result.dataset.costs, period)


def months_on(first, count):
    start = (first // 100) * 12 + first % 100 - 1
    return [(n // 12) * 100 + n % 12 + 1 for n in range(start, start + count)]


def in_period(plan, period):
    return {pool.name: period_amount(pool, ChargedMonths.of(period), 2) for pool in plan.fixed}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("seed", range(4))
def test_what_lies_in_the_months_of_the_sales_counts_and_nothing_else(spelling, seed):
    dice = random.Random(f"{spelling} {seed}")
    period = Period(
        *(months := months_on(dice.randrange(2023, 2026) * 100 + dice.randrange(1, 13), dice.randrange(2, 25)))[:1],
        months[-1],
    )
    told = months_on(dice.choice(months), dice.randrange(2, 20))
    rows, expected = [], {"Rent": 0, "Power": 0}
    for name in expected:
        for month in told:
            cents = dice.randrange(1, 10**7)
            rows.append((name, f"{cents // 100}.{cents % 100:02d}", SPELLINGS[spelling](month // 100, month % 100)))
            expected[name] += cents if month in period else 0
    dice.shuffle(rows)
    result, plan = read(period, listed(*rows))
    assert not result.problems
    assert in_period(plan, period) == expected


def test_half_a_year_of_costs_against_half_a_year_of_sales():
    half = Period(202501, 202506)
    rows = [
        (name, amount, f"2025-{month:02d}")
        for name, amount in (("Rent", 1000), ("Software", 100))
        for month in range(1, 7)
    ]
    _, plan = read(half, listed(*rows))
    assert in_period(plan, half) == {"Rent": 600000, "Software": 60000}
    assert [annual_amount(pool, ChargedMonths.of(half)) for pool in plan.fixed] == [12000, 1200]
    # the sum follows the period
    assert in_period(plan, Period(202505, 202506)) == {"Rent": 200000, "Software": 20000}


def test_years_count_for_the_months_that_they_share_with_the_sales():
    period = Period(202407, 202506)
    _, plan = read(
        period,
        listed(("Rent", 1200, 2023), ("Rent", 2400, 2024), ("Rent", 3600, 2025), header=("Cost", "Amount", "Year")),
    )
    assert in_period(plan, period) == {"Rent": 120000 + 180000}


def test_quarters_and_a_month_beside_its_year():
    period = Period(202501, 202503)
    _, plan = read(period, listed(("Rent", 300, "Q1 2025"), ("Rent", 600, "2025-Q2")))
    assert in_period(plan, period) == {"Rent": 30000}
    beside = listed(
        ("Rent", 10, 2025, 1), ("Rent", 20, 2025, 2), ("Rent", 40, 2024, 3), header=("Cost", "Amount", "Year", "Month")
    )
    _, plan = read(period, beside)
    assert in_period(plan, period) == {"Rent": 3000}


def test_months_without_a_year_are_those_of_the_sales_where_these_lie_in_one():
    rows = [("Rent", 10, month) for month in SHORT[:6]]
    result, plan = read(Period(202504, 202509), listed(*rows))
    assert in_period(plan, Period(202504, 202509)) == {"Rent": 3000}
    assert "The list's months carry no year; they are those of 2025, as the sales are." in result.notes
    result, plan = read(Period(202411, 202502), listed(*rows))
    assert plan.fixed[0].annual_amount == 60
    assert "The list's months carry no year; together they are taken for one year's costs." in result.notes


def test_a_list_without_dates_is_of_a_year_and_a_mixed_one_keeps_both_apart():
    period = Period(202501, 202506)
    _, plan = read(period, listed(("Rent", 1200), ("Rent", 12), header=("Cost", "Amount")))
    assert in_period(plan, period) == {"Rent": 60600}
    _, plan = read(period, listed(("Rent", 1200, ""), ("Rent", 7, "2025-02")))
    assert in_period(plan, period) == {"Rent": 700, "Rent, without a date": 60000}


def test_costs_of_another_time_are_taken_for_a_year_at_their_own_pace():
    last_year = [("Rent", 1000, f"2024-{month:02d}") for month in range(1, 7)]
    result, plan = read(Period(202601, 202603), listed(*last_year))
    assert lies_elsewhere(result.dataset.costs, Period(202601, 202603))
    assert plan.fixed[0].annual_amount == Decimal(12000)


def test_a_month_that_is_none_is_set_aside_with_its_line():
    result, _ = read(
        Period(202501, 202506), listed(("Rent", 1000, "2025-02"), ("Rent", 7, "soon"), ("Rent", 7, "2025-14"))
    )
    assert [(problem.line, problem.found, problem.expected) for problem in result.problems] == [
        (3, "soon", "a month such as 2025-03, or a year"),
        (4, "2025-14", "a month such as 2025-03, or a year"),
    ]


def test_dates_that_fit_day_first_and_month_first_are_asked():
    rows = [("Rent", 1000, "02/03/2025"), ("Rent", 1000, "05/04/2025")]
    with pytest.raises(UserChoiceError, match="day first or month first"):
        read(Period(202501, 202506), listed(*rows))


def yearly_amounts(*rows, header):
    result, _ = read(Period(202501, 202506), listed(*rows, header=header))
    costs = result.dataset.costs
    return dict(zip(costs[columns.NAME], map(Decimal, costs[columns.AMOUNT]), strict=True))


@pytest.mark.parametrize("word", ["Monthly", "monatlich", "mensuel", "per month"])
def test_a_list_may_say_how_often_each_cost_is_paid(word):
    rows = ("Rent", 100, word), ("Audit", 300, "Quarterly"), ("Insurance", 1200, "yearly")
    assert yearly_amounts(*rows, header=("Cost", "Amount", "Frequency")) == {
        "Rent": 1200,
        "Audit": 1200,
        "Insurance": 1200,
    }


def test_amounts_that_are_called_monthly_are_of_a_month():
    assert yearly_amounts(("Rent", 100), header=("Cost", "Monthly amount")) == {"Rent": 1200}


def test_income_and_results_in_a_list_are_no_costs():
    rows = ("Revenue", 1000), ("Rent", 600), ("Net profit", -800), ("Gewinn", 5)
    assert yearly_amounts(*rows, header=("Account", "Amount")) == {"Rent": 600}
