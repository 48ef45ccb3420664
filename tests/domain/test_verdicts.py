"""What a ranking says in sentences."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from whalecurve.domain.plan_json import scenario_from_json
from whalecurve.domain.results import compute_results
from whalecurve.domain.verdicts import gap_reason, group_verdict


def results_of(revenue, goods, *, visits=(), calls=(), size=5, plan=None):
    ids = [f"c{place:02d}" for place in range(len(revenue))]
    ledger = make_ledger(ids, net_revenue=revenue, cost_of_goods=goods, activities={"visit": visits, "call": calls})
    return compute_results(ledger, scenario_from_json({"settings": {"group_size": size}, **(plan or {})}))


def sentences(*arguments, **named):
    results = results_of(*arguments, **named)
    return [group_verdict(group, results.statements) for group in results.groups]


def test_in_line():
    assert sentences([50, 30, 20], [25, 15, 10]) == [
        "Your biggest customer brings 50 % of revenue and 50 % of profit: in line.",
        "Your middle customer brings 30 % of revenue and 30 % of profit: in line.",
        "Your smallest customer brings 20 % of revenue and 20 % of profit: in line.",
    ]


def test_more_customers_are_spoken_of_as_many():
    top, middle, bottom = sentences([50, 50, 30, 30, 20, 20], [25, 25, 15, 15, 10, 10], size=2)
    assert top == "Your 2 biggest customers bring 50 % of revenue and 50 % of profit: in line."
    assert middle.startswith("Your 2 middle customers bring 30 % ")
    assert bottom.startswith("Your 2 smallest customers bring 20 % ")


def test_not_in_line_names_what_makes_most_of_the_gap():
    plan = {
        "variable": [
            {"name": "Visits", "rate": "0.1", "per": "visit"},
            {"name": "Calls", "rate": "0.01", "per": "call"},
        ]
    }
    top, *_ = sentences([5000, 3000, 2000], [2500, 1500, 1000], visits=[200, 0, 0], calls=[1000, 0, 0], plan=plan)
    assert top == (
        "Your biggest customer brings 50 % of revenue and −25 % of profit: not in line. 67 % of the gap is Visits."
    )


def test_cost_of_goods_is_named_in_words():
    top, *_ = sentences([5000, 3000, 2000], [4900, 100, 100])
    assert top.endswith("brings 50 % of revenue and 2.0 % of profit: not in line. 100 % of the gap is cost of goods.")


def test_one_cost_may_make_more_than_the_whole_gap():
    plan = {"variable": [{"name": "visits", "rate": "0.1", "per": "visit"}]}
    top, *_ = sentences([5000, 3000, 2000], [2000, 2000, 1500], visits=[250, 0, 0], plan=plan)
    assert top.endswith("and 25 % of profit: not in line. Visits alone makes more than the whole gap.")


def test_a_gap_made_of_many_small_reasons_names_none():
    plan = {"variable": [{"name": f"Cost {n}", "rate": "0.1", "per": "visit"} for n in range(4)]}
    top, *_ = sentences([5000, 3000, 2000], [2500, 1500, 1000], visits=[50, 0, 0], plan=plan)
    assert top.endswith("not in line.")


def test_no_profit_to_share():
    words = "all together make no profit to share."
    assert sentences([50, 30, 20], [10, 90, 20]) == [
        f"Your biggest customer brings 50 % of revenue and earns a profit; {words}",
        f"Your middle customer brings 30 % of revenue and loses money; {words}",
        f"Your smallest customer brings 20 % of revenue and breaks even; {words}",
    ]
    many = sentences([50, 50, 30, 30, 20, 20], [10, 10, 90, 90, 20, 20], size=2)
    assert [verdict.split(" and ")[1].split(";")[0] for verdict in many] == [
        "earn a profit",
        "lose money",
        "break even",
    ]


@pytest.mark.parametrize("revenue", [[0, 0, 0], [5, 0, -5], [0, -3, -9]])
def test_no_revenue_to_share(revenue):
    top, *_ = sentences(revenue, [1, 1, 1])
    assert top == "Your biggest customer brings no comparable share: total revenue is zero or less."


@pytest.mark.parametrize(
    ("revenue", "named"), [([], ["top", "middle", "bottom"]), ([5], ["middle", "bottom"]), ([5, 3], ["middle"])]
)
def test_too_few_customers(revenue, named):
    said = sentences(revenue, [0] * len(revenue))
    assert [one for one in said if "too few" in one] == [
        f"There are too few customers for a {name} group." for name in named
    ]


@given(st.lists(st.tuples(st.integers(1, 9000), st.integers(0, 9000), st.integers(0, 30)), min_size=3, max_size=9))
@settings(max_examples=100, deadline=None)
def test_the_reason_is_the_cost_furthest_beyond_its_share_in_the_direction_of_the_gap(rows):
    plan = {
        "variable": [{"name": "Visits", "rate": 1, "per": "visit"}],
        "fixed": [{"name": "Rent", "annual_amount": 4}],
    }
    revenue, goods, visits = map(list, zip(*rows, strict=True))
    results = results_of(revenue, goods, visits=visits, plan=plan)
    statements, group = results.statements, results.groups[0]
    part = Fraction(sum(revenue[place] for place in group.places), sum(revenue))
    gap = part * statements.profit - group.customer_profit
    assume(abs(gap) >= 2)
    beyond = {
        name: sum(int(line.amounts[place]) for place in group.places) - part * int(line.amounts.sum())
        for name, line in statements.cost_lines.items()
    }
    assert sum(beyond.values()) == gap
    reason = gap_reason(group, statements)
    assert reason is not None
    assert reason.share == pytest.approx(float(max(one / gap for one in beyond.values())), rel=1e-6, abs=1e-6)
    assert float(beyond[reason.line] / gap) == pytest.approx(reason.share, rel=1e-6, abs=1e-6)
