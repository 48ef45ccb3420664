"""Missing costs are said before any figure."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from tests.domain.build import make_ledger
from tests.sentences import faults
from whalecurve.domain.columns import cost_column
from whalecurve.domain.costing.cost_cover import cost_cover, cost_words
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.ranks.headlines import headline_words, losers_words
from whalecurve.domain.ranks.results import compute_results


def results_of(revenue, goods=(), costed=None, plan=None):
    ledger = make_ledger([f"c{place}" for place in range(len(revenue))], net_revenue=revenue, cost_of_goods=goods)
    if costed is not None:
        sums = {**ledger.facts.sums, "costed_revenue": np.array([*costed, 0], dtype=np.int64)}
        has, scales = ledger.has | {"costed_revenue"}, {**ledger.scales, "costed_revenue": 2}
        ledger = replace(ledger, facts=replace(ledger.facts, sums=sums), has=has, scales=scales)
    return compute_results(ledger, scenario_from_json(plan or {}))


def test_without_any_cost_it_is_revenue():
    results = results_of([50, 30, 20])
    assert cost_words(results.statements).startswith("There is no cost in your files and none in the plan")
    assert headline_words(results) == (
        "This is revenue, not profit: no cost is known yet. The best fifth of your customers brings 50 % of it."
    )
    assert losers_words(results) == ""


def test_a_plan_over_files_without_cost_of_goods_says_so():
    results = results_of([50, 30, 20], plan={"fixed": [{"name": "Rent", "annual_amount": 1}]})
    assert cost_words(results.statements).startswith("No line of your files says what goods cost")


def test_costs_for_all_need_no_word():
    assert cost_words(results_of([50, 30], [10, 10]).statements) == ""
    assert cost_words(results_of([50, 30], [10, 10], costed=[50, 30]).statements) == ""


@pytest.mark.parametrize(
    ("costed", "said"),
    [
        (
            (0, 1000, 1000),
            "Only 66.6 % of revenue carries a cost of goods; the rest counts as if it had cost nothing, ",
        ),
        ((0, 1000, 1000), "1 customer carries none at all. Add the missing costs. Until then nobody is judged."),
        ((0, 0, 1000), "2 customers carry none at all."),
        ((990, 1000, 1000), "Only 99.6 % of revenue carries a cost of goods"),
    ],
)
def test_costs_for_a_part_are_said_with_their_share(costed, said):
    statements = results_of([1000, 1000, 1000], [10, 10, 10], costed=costed).statements
    assert said in cost_words(statements)
    assert faults(cost_words(statements)) == []
    assert cost_cover(statements).share == Fraction(sum(costed), 3000)
    assert cost_cover(statements).is_judged == (sum(costed) > 2850)


@pytest.mark.parametrize(
    ("revenue", "goods", "said"),
    [
        ([], [], "There are no customers on file."),
        ([10], [5], "Your only customer earns a profit."),
        ([10], [10], "Your only customer breaks even."),
        ([10], [15], "Your only customer loses money."),
        ([10, 10], [10, 10], "Your customers together make no profit: all of them break even."),
        (
            [10, 10],
            [16, 5],
            (
                "Your customers together make no profit: 1 of 2 loses money; "
                "the best one earns a profit and the rest take it away."
            ),
        ),
        ([10, 10, 10], [5, 10, 10], "No customer loses money; 33 % of your 3 customers earn all of your profit."),
        ([100, 10, 10], [5, 10, 15], "33 % of your customers earn 106 % of your profit; 1 gives part of it back."),
        (
            [9000, 9000, 1],
            [4000, 13_900, 1],
            "33 % of your customers earn 50 times your profit; 1 gives part of it back.",
        ),
    ],
)
def test_the_headline(revenue, goods, said):
    results = results_of(revenue, goods)
    assert headline_words(results) == said
    assert faults(said) == []


@pytest.mark.parametrize("column", ["Freight", "freight", "FREIGHT "])
def test_a_column_that_the_plan_counts_under_another_spelling_is_not_left_out(column):
    known = make_ledger(["a", "b"], net_revenue=[500, 300], cost_of_goods=[10, 10], **{cost_column(0): [20, 30]})
    ledger = replace(known, cost_names=("Freight",), scales={**known.scales, cost_column(0): 2})
    plan = scenario_from_json({"variable": [{"name": "Carrier", "column": column}]})
    statements = compute_results(ledger, plan).statements
    assert statements.variable["Carrier"].amounts.tolist() == [20, 30]
    assert cost_words(statements) == ""
    without = compute_results(ledger, scenario_from_json({})).statements
    assert "no cost of the column Freight" in cost_words(without)
