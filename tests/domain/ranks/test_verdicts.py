"""What a ranking says in sentences."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from tests.sentences import faults
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.ranks.gap import explain_gap
from whalecurve.domain.ranks.ranking import Group
from whalecurve.domain.ranks.results import compute_results
from whalecurve.domain.ranks.verdicts import group_verdict, losers_verdict


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
        "Your biggest customer brings 50 % of revenue and −25 % of profit: not in line, it earns less than its revenue "
        "would say. 67 % of the gap comes from Visits: 40 % of its revenue, 0 % of everybody else's."
    )


def test_cost_of_goods_is_named_in_words():
    top, *_ = sentences([5000, 3000, 2000], [4900, 100, 100])
    assert top == (
        "Your biggest customer brings 50 % of revenue and 2.0 % of profit: not in line, it earns less than its revenue "
        "would say. The whole gap comes from cost of goods: 98 % of its revenue, 4.0 % of everybody else's."
    )


def test_one_cost_may_make_more_than_the_whole_gap():
    plan = {"variable": [{"name": "visits", "rate": "0.1", "per": "visit"}]}
    top, *_ = sentences([5000, 3000, 2000], [2000, 2000, 1500], visits=[250, 0, 0], plan=plan)
    assert " More than the whole gap comes from visits: " in top


def test_a_gap_made_of_many_small_reasons_names_none():
    plan = {"variable": [{"name": f"Cost {n}", "rate": "0.1", "per": "visit"} for n in range(4)]}
    top, *_ = sentences([5000, 3000, 2000], [2500, 1500, 1000], visits=[50, 0, 0], plan=plan)
    assert top.endswith("not in line, it earns less than its revenue would say.")


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
    assert top == "No group has a share of revenue: all customers together bring zero or less."


@pytest.mark.parametrize(
    ("revenue", "named"), [([], ["top", "middle", "bottom"]), ([5], ["middle", "bottom"]), ([5, 3], ["middle"])]
)
def test_too_few_customers(revenue, named):
    said = sentences(revenue, [0] * len(revenue))
    assert [one for one in said if "too few" in one] == [
        f"There are too few customers for a {name} group." for name in named
    ]


def listed_results(rows, plan=None):
    """Results of customers with list revenue, discount and cost of goods, minor units."""
    listed, discount, goods = map(list, zip(*rows, strict=True))
    ids = [f"c{place:02d}" for place in range(len(rows))]
    net = [whole - off for whole, off in zip(listed, discount, strict=True)]
    return compute_results(
        with_list(make_ledger(ids, net_revenue=net, cost_of_goods=goods), listed), scenario_from_json(plan or {})
    )


def with_list(ledger, listed):
    sums = {**ledger.facts.sums, "list_revenue": np.append(np.array(listed, dtype=np.int64), 0)}
    return replace(ledger, facts=replace(ledger.facts, sums=sums), has=ledger.has | {"list_revenue"})


def test_a_discount_alone_makes_the_gap_and_is_named():
    first, _, second = listed_results([(100_000, 0, 50_000), (100_000, 40_000, 50_000)]).groups
    statements = listed_results([(100_000, 0, 50_000), (100_000, 40_000, 50_000)]).statements
    assert group_verdict(second, statements) == (
        "Your smallest customer brings 38 % of revenue and 17 % of profit: not in line, it earns less than its revenue "
        "would say. The whole gap comes from discounts: it gets 40 % off list prices (400.00), everybody else 0 %."
    )
    assert "it earns more than its revenue would say. The whole gap comes from discounts" in group_verdict(
        first, statements
    )
    assert "cost of goods" not in group_verdict(second, statements)


def test_losers_by_discount_are_said_to_be():
    results = listed_results([(1000, 400, 700)] * 3 + [(1000, 140, 700)] * 9)
    losers = np.flatnonzero(results.statements.customer_profit < 0)
    assert losers_verdict(losers, results.statements) == (
        "The customers at a loss fall short of your average through discounts (the whole gap): "
        "they get 40 % off list prices (12.00), everybody else 14 %."
    )
    assert losers_verdict(losers[:0], results.statements) == ""


def test_groups_of_equal_revenue_are_not_the_biggest():
    alike = sentences([100] * 14, [50] * 7 + [100] * 7, size=4)
    assert set(alike) == {"All 14 customers bring the same revenue: none is bigger than another."}
    top, middle, bottom = sentences([200] * 2 + [100] * 11 + [50], [10] * 14, size=4)
    assert top.startswith("4 of your biggest customers (9 others are as big) bring ")
    assert middle.startswith("4 of your middle customers (7 others are of the same size) bring ")
    assert bottom.startswith("4 of your smallest customers (8 others are as small) bring ")
    only, *_ = sentences([100, 100, 50], [10, 10, 10], size=1)
    assert only.startswith("1 of your biggest customers (1 other is as big) brings ")


def test_revenue_without_any_cost_is_not_judged():
    assert sentences([50, 30, 20], [0, 0, 0]) == [
        "Your biggest customer brings 50 % of revenue.",
        "Your middle customer brings 30 % of revenue.",
        "Your smallest customer brings 20 % of revenue.",
    ]


@given(st.lists(st.tuples(st.integers(1, 10**7), st.integers(1, 10**7)), min_size=2, max_size=40))
@settings(max_examples=200, deadline=None)
def test_the_only_cost_is_the_whole_gap_never_more(rows):
    revenue, goods = map(list, zip(*rows, strict=True))
    for said in sentences(revenue, goods):
        assert "More than the whole gap" not in said
        assert " of the gap comes from" not in said


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from([4, 5, 6]))
def test_a_group_exactly_a_fifth_off_is_in_line(revenue, profit, fifths):
    group = Group("top", np.arange(1), 5 * revenue, fifths * profit, 0.5, 0.5, 10 * revenue, 10 * profit)
    assert group.in_line
    assert not replace(group, customer_profit=6 * profit + 1).in_line


ROWS = st.lists(
    st.tuples(st.integers(1, 9000), st.integers(0, 9000), st.integers(0, 9000), st.integers(0, 30)),
    min_size=3, max_size=9,
)  # fmt: skip


@given(ROWS, st.data())
@settings(max_examples=200, deadline=None)
def test_the_reasons_add_up_to_the_gap_exactly_and_in_minor_units(rows, data):
    plan = {
        "variable": [{"name": "Visits", "rate": 1, "per": "visit"}],
        "fixed": [{"name": "Rent", "annual_amount": 4}],
    }
    net, discount, goods, visits = map(list, zip(*rows, strict=True))
    ids = [f"c{place:02d}" for place in range(len(rows))]
    ledger = make_ledger(ids, net_revenue=net, cost_of_goods=goods, activities={"visit": visits})
    ledger = with_list(ledger, [one + off for one, off in zip(net, discount, strict=True)])
    statements = compute_results(ledger, scenario_from_json(plan)).statements
    places = np.array(sorted(data.draw(st.sets(st.integers(0, len(rows) - 1), min_size=1))))
    gap = explain_gap(places, statements)
    expected = Fraction(sum(net[place] for place in places) * statements.profit, sum(net))
    assert gap.exact == expected - int(statements.customer_profit[places].sum())
    assert sum(gap.reasons.values()) == gap.exact
    assert sum(gap.amounts.values()) == gap.amount
    assert all(abs(gap.amounts[name] - worth) < 1 for name, worth in gap.reasons.items())
    if gap.most is not None:
        assert gap.most.part == max(worth / gap.exact for worth in gap.reasons.values())


@given(ROWS, st.sampled_from(["Inc.", "A & B Co.", "Rent", "Why?"]), st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_every_verdict_reads_well(rows, name, size):
    plan = {
        "currency": "USD",
        "variable": [{"name": name, "rate": "3.5", "per": "visit"}],
        "settings": {"group_size": size},
    }
    net, discount, goods, visits = map(list, zip(*rows, strict=True))
    ids = [f"c{place:02d}" for place in range(len(rows))]
    ledger = make_ledger(ids, net_revenue=net, cost_of_goods=goods, activities={"visit": visits})
    ledger = with_list(ledger, [one + off for one, off in zip(net, discount, strict=True)])
    results = compute_results(ledger, scenario_from_json(plan))
    said = [group_verdict(group, results.statements) for group in results.groups]
    said.append(losers_verdict(results.losers, results.statements))
    assert [fault for one in said for fault in faults(one)] == []
