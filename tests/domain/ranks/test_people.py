"""The people of a ranking: who is named, where they stand and why, in exact words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from tests.sentences import faults
from whalecurve.domain.money.number_marks import marks_for
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.domain.ranks.people import biggest_words, find_ends, name_of, why_behind
from whalecurve.domain.ranks.results import compute_results


def results_of(revenue, goods, **more):
    ids = [f"K{number}" for number in range(len(revenue))]
    plan = more.pop("plan", Scenario(currency="USD"))
    return compute_results(make_ledger(ids, net_revenue=revenue, cost_of_goods=goods, **more), plan)


def named(results, *names):
    results.statements.ledger.customers["customer_name"] = list(names)
    return results


def test_the_biggest_customer_that_earns_most_is_said_to():
    results = named(results_of([90_000, 50_000], [10_000, 40_000]), "Gifts, Inc.", "B")
    assert biggest_words(results) == "Gifts, Inc. is your biggest customer and your most profitable one (800.00)."


def test_the_biggest_customer_that_loses_is_named_with_its_rank_and_reason():
    results = named(results_of([90_000, 50_000, 40_000], [110_000, 20_000, 10_000]), "Vandermeer", "B", "C")
    assert (
        biggest_words(results) == "Vandermeer is your biggest customer and your 3rd in profit (−200.00): cost of goods."
    )


def test_two_reasons_are_named_where_both_weigh():
    plan = Scenario(
        currency="USD",
        variable=(
            VariableCost("Visits", "", rate=Decimal(100), per="visit"),
            VariableCost("Calls", "", rate=Decimal(80), per="call"),
        ),
    )
    activities = {"visit": [10, 0, 0], "call": [10, 0, 0]}
    results = results_of([300_000, 200_000, 100_000], [1, 1, 1], activities=activities, plan=plan)
    assert biggest_words(results) == "K0 is your biggest customer and your 2nd in profit (1,199.99): Visits and Calls."


def test_customers_of_one_size_have_no_biggest_one():
    assert biggest_words(results_of([50, 50, 50], [1, 2, 3])) == ""
    assert biggest_words(results_of([50], [1])) == ""
    assert biggest_words(results_of([0, -50], [1, 1])) == ""


def test_two_of_three_as_big_are_said_to_be_two():
    said = biggest_words(results_of([50_00, 50_00, 10_00], [60_00, 10_00, 5_00]))
    assert said == "K0 is one of your 2 biggest customers and your 3rd in profit (−10.00): cost of goods."


def test_without_a_cost_only_revenue_is_said():
    assert biggest_words(results_of([75, 25], [])) == "K0 is your biggest customer: 75 % of revenue."


def test_the_readers_marks_are_used():
    results = results_of([90_000_00, 50_00], [99_000_00, 40_00])
    assert "(−9.000,00)" in biggest_words(results, marks_for("de-DE"))


def test_a_customer_without_a_name_has_its_id():
    assert name_of(named(results_of([1, 2], [1, 1]), " ", "B").statements, 0) == "K0"


def test_a_name_that_is_a_number_is_said_to_be_a_customer():
    results = named(results_of([90_000, 50_000], [10_000, 40_000]), "12014", "B")
    assert biggest_words(results).startswith("Customer 12014 is your biggest customer")


def test_who_earns_its_part_has_no_reason():
    results = results_of([90_000, 50_000], [10_000, 40_000])
    assert (why_behind(results.statements, 0), why_behind(results.statements, 1)) == ("", "cost of goods")


@pytest.mark.parametrize("size", [0, 1, 2, 3, 9, 10, 11, 40])
def test_nobody_stands_at_both_ends(size):
    results = results_of([1000] * size, list(range(1, size + 1)))
    ends = find_ends(results)
    assert not set(ends.best) & set(ends.worst)
    assert len(ends.best) + len(ends.worst) == min(size, 10)
    profit = results.statements.customer_profit
    assert sorted(profit[ends.best], reverse=True) == profit[ends.best].tolist()
    assert sorted(profit[ends.worst]) == profit[ends.worst].tolist()


AMOUNTS = st.lists(st.tuples(st.integers(-(10**9), 10**12), st.integers(0, 10**12)), min_size=1, max_size=12)


@given(AMOUNTS, st.integers(0, 10**9))
def test_whatever_the_figures_are_the_sentence_reads_well(pairs, rent):
    plan = Scenario(currency="USD", fixed=(CostPool("Rent", Decimal(rent)),))
    results = results_of([pair[0] for pair in pairs], [pair[1] for pair in pairs], plan=plan)
    assert faults(biggest_words(results)) == []
