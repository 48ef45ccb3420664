"""What is said of break-even comes true when the costing is done again at the prices said."""

import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from tests.sentences import faults
from whalecurve.domain.costing.break_even import MOST_TIMES, at_prices, fall_to_zero, rise_to_zero
from whalecurve.domain.costing.break_even_words import what_would_break_even
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.plan.plan_json import scenario_from_json

COMMISSION = {"name": "Commission", "rate": "0.1"}


def statements_of(revenue, goods, plan=None, **ledger):
    ids = [f"c{place}" for place in range(len(revenue))]
    made = make_ledger(ids, net_revenue=revenue, cost_of_goods=goods, **ledger)
    return make_statements(made, scenario_from_json({"currency": "USD", **(plan or {})}))


def words_of(revenue, goods, plan=None, **ledger):
    return what_would_break_even(statements_of(revenue, goods, plan, **ledger), 0)


def again(revenue, goods, plan, **ledger):
    """The first customer's profit, costed from nothing."""
    return int(statements_of(revenue, goods, plan, **ledger).customer_profit[0])


@pytest.mark.parametrize(
    ("revenue", "goods", "words"),
    [
        (1000, 1000, "This customer breaks even."),
        (1000, 900, "Above zero by 1.00: prices could fall by 10 % before this customer costs you money."),
        (1000, 1100, "To reach zero: prices 10 % higher (1.00 more revenue), or 1.00 less to serve."),
        (3000, 3001, "To reach zero: prices 0.1 % higher (0.01 more revenue), or 0.01 less to serve."),
        (100, 5100, "To reach zero: prices 51 times as high as now (50.00 more revenue), or 50.00 less to serve."),
        (0, 100, "1.00 of cost without revenue in the period: no price can reach zero."),
        (0, -100, "Above zero by 1.00."),
        (-40_000, 3_000, "Net revenue is −400.00 after returns, and costs are 30.00: no price can reach zero."),
        (1000, 0, "No cost is known yet: this is revenue, and nothing can be said of break-even."),
    ],
)
def test_what_would_break_even(revenue, goods, words):
    assert words_of([revenue], [goods]) == words


def test_a_commission_moves_with_the_price():
    plan = {"fixed": [{"name": "Office", "annual_amount": 100}], "variable": [COMMISSION]}
    assert words_of([100_000, 500_000], [95_000, 100_000], plan) == (
        "To reach zero: prices 11.2 % higher (111.11 more revenue, of which 11.11 goes to Commission), "
        "or 100.00 less to serve."
    )
    assert again([110_000, 500_000], [95_000, 100_000], plan) == -1_000
    assert again([111_111, 500_000], [95_000, 100_000], plan) == 0


def test_a_fall_rests_on_what_the_customer_contributes_and_not_on_its_part_of_fixed_costs():
    plan = {"fixed": [{"name": "Office", "annual_amount": 8}]}
    assert words_of([1000, 1000], [500, 500], plan) == (
        "Above zero by 1.00: prices could fall by 50 % before this customer costs you money; "
        "its part of fixed costs would stay without it."
    )


def test_a_loser_that_still_contributes_is_said_to():
    words = words_of([1000], [400], {"fixed": [{"name": "Rent", "annual_amount": 7}]})
    assert words.endswith(" It still contributes 6.00 to fixed costs, which would stay if the customer went.")


@pytest.mark.parametrize("rate", ["1", "1.2", "5"])
def test_where_no_price_helps_it_is_said(rate):
    words = words_of([1000, 1000], [400, 0], {"variable": [{"name": "Royalty, Inc.", "rate": rate}]})
    assert words.startswith("No price helps: ")
    assert words.endswith(" less to serve.")


def test_a_customer_that_pays_for_itself_as_a_gift_is_said_to():
    words = words_of([1000], [0], {"variable": [{"name": "Bonus", "rate": -5, "per": "order"}]})
    assert words == "Above zero by 15.00: it would not cost you money at any price."


PLANS = st.fixed_dictionaries(
    {
        "fixed": st.lists(
            st.sampled_from(
                [
                    {"name": "Rent", "annual_amount": "95.35"},
                    {"name": "Office", "annual_amount": "181.17", "driver": "revenue"},
                    {"name": "Desk", "annual_amount": 60, "driver": "gross_margin"},
                    {"name": "Cars", "annual_amount": 90, "driver": "visit"},
                    {"name": "Clerk", "annual_amount": 200, "driver": "revenue", "practical_capacity": 9_000},
                ]
            ),
            max_size=3,
            unique_by=lambda pool: pool["name"],
        ),
        "variable": st.lists(
            st.sampled_from(
                [
                    COMMISSION,
                    {"name": "Fee", "rate": "0.0375"},
                    {"name": "Credit", "rate": "0.08", "per": "credit_day"},
                    {"name": "Trips", "rate": 3, "per": "visit"},
                    {"name": "Royalty", "rate": "0.4", "kind": "cost_of_goods"},
                    {"name": "North", "rate": "0.07", "only": {"region": ["North"]}},
                ]
            ),
            max_size=4,
            unique_by=lambda cost: cost["name"],
        ),
    }
)
ROWS = st.lists(st.tuples(st.integers(100, 900_000), st.integers(0, 900_000)), min_size=2, max_size=5)


def more_of(count):
    return {
        "activities": {"visit": [3, 1, 0, 5, 2][:count]},
        "traits": {
            "region": ["North", "South", "North", "South", "North"][:count],
            "days_of_credit": ["30", "7.5", "", "90", "14"][:count],
        },
    }


@given(ROWS, PLANS, st.sampled_from([0, 2, 4]))
@settings(max_examples=150, deadline=None)
def test_costed_again_at_the_stated_price_the_profit_is_zero_to_the_cent(rows, plan, scale):
    revenue, goods = map(list, zip(*rows, strict=True))
    more = more_of(len(rows))
    statements = statements_of(revenue, goods, plan, scale=scale, **more)
    assume(int(statements.customer_profit[0]) < 0)
    move = rise_to_zero(statements, 0)
    unit = 10 ** max(scale - 2, 0)
    fine = [one * 10 ** max(2 - scale, 0) for one in revenue]
    if move is None:
        dear = [fine[0] * MOST_TIMES, *fine[1:]]
        assert again(dear, [one * 10 ** max(2 - scale, 0) for one in goods], plan, scale=max(scale, 2), **more) < 0
        return
    priced = [fine[0] + move.revenue * unit, *fine[1:]]
    spent = [one * 10 ** max(2 - scale, 0) for one in goods]
    profit = again(priced, spent, plan, scale=max(scale, 2), **more)
    # Every line is rounded once: the cent before leaves a loss, this one at most what rounding moves.
    assert 0 <= profit <= len(move.followed) + 1
    assert again([priced[0] - unit, *priced[1:]], spent, plan, scale=max(scale, 2), **more) < 0
    assert profit == int(at_prices(statements, 0, move.revenue).customer_profit[0])


@given(ROWS, PLANS)
@settings(max_examples=100, deadline=None)
def test_costed_again_after_the_stated_fall_nothing_is_contributed_any_more(rows, plan):
    revenue, goods = map(list, zip(*rows, strict=True))
    more = more_of(len(rows))
    statements = statements_of(revenue, goods, plan, **more)
    assume(int(statements.contribution_margin[0]) > 0)
    move = fall_to_zero(statements, 0)
    if move is None:
        assert int(statements_of([0, *revenue[1:]], goods, plan, **more).contribution_margin[0]) > 0
        return
    after = statements_of([revenue[0] - move.revenue, *revenue[1:]], goods, plan, **more)
    assert -len(move.followed) - 1 <= int(after.contribution_margin[0]) <= 0


@given(ROWS, PLANS)
@settings(max_examples=100, deadline=None)
def test_the_percent_said_is_enough_and_every_sentence_reads_well(rows, plan):
    revenue, goods = map(list, zip(*rows, strict=True))
    statements = statements_of(revenue, goods, plan, **more_of(len(rows)))
    for place in range(len(rows)):
        words = what_would_break_even(statements, place)
        assert faults(words) == [], words
        said = re.search(r"prices ([\d,.]+) % higher \(([\d,.]+) more", words)
        if said:
            share, extra = (Fraction(Decimal(number.replace(",", ""))) for number in said.groups())
            assert share / 100 * revenue[place] >= extra * 100 > (share - Fraction(1, 10)) / 100 * revenue[place] - 1


def test_nobody_elses_price_moves_and_the_statements_stay_as_they_are():
    statements = statements_of([1000, 2000], [1100, 900], {"variable": [COMMISSION]})
    before = statements.customer_profit.copy()
    moved = at_prices(statements, 0, 250)
    assert moved.net_revenue.amounts.tolist() == [1250, 2000]
    assert moved.list_revenue.amounts.tolist() == [1250, 2000]
    assert np.array_equal(before, statements.customer_profit)
