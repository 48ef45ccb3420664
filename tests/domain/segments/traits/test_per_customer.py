import numpy as np
import pandas as pd
import pytest

from whalecurve.domain.segments import ProductMix
from whalecurve.domain.segments.traits.mix import NO_CATEGORY, REST, SURELY, spread_of
from whalecurve.domain.segments.traits.per_customer import SEVERAL, agreement_of, main_values

BOUGHT = pd.DataFrame(
    {
        "customer": [0, 0, 1, 2, 3, 3],
        "rep": [0, 1, 1, 0, 0, 1],
        "category": [1, 0, 0, 1, 0, 1],
        "net_revenue": [50, 90, 5, -7, 4, 4],
        "lines": [9, 1, 1, 1, 1, 1],
    }
)


def test_the_value_with_most_revenue_wins_and_a_tie_goes_to_the_first():
    chosen = main_values(BOUGHT, "rep", ["Ann", "Bob"], 5)
    assert chosen.values.tolist() == ["Bob", "Bob", "", "Ann", ""]
    assert chosen.several == 2
    assert "2 customers had more than one" in chosen.sentence("rep")


@pytest.mark.parametrize(("other", "own"), [(2, True), (40, False)])
def test_a_value_is_the_customers_own_where_it_stands_on_most_of_the_lines(other, own):
    customer, rep = np.repeat(np.arange(30), 2), np.tile([0, 1], 30)
    mine = np.where(rep == customer % 2, 60, other)
    bought = pd.DataFrame({"customer": customer, "rep": rep, "net_revenue": 90, "lines": mine})
    assert (main_values(bought, "rep", ["Ann", "Bob"], 30).left_out == "") is own


@pytest.mark.parametrize("once", [0.0, 0.9])
@pytest.mark.parametrize("odds", [(0.9, 0.1), (0.4, 0.3, 0.2, 0.1)])
def test_a_value_that_is_dealt_to_lines_is_nobodys_own(once, odds):
    """Customers with one line have one value each: they say nothing of whether values are the customers' own."""
    random = np.random.default_rng(4)
    count = np.where(random.random(300) < once, 1, 1 + random.poisson(20, 300))
    lines = random.multinomial(count, odds)
    customer, rep = np.nonzero(lines)
    often = lines[customer, rep]
    bought = pd.DataFrame({"customer": customer, "rep": rep, "net_revenue": often, "lines": often})
    assert main_values(bought, "rep", list("ABCD"), 300).left_out == SEVERAL
    assert abs(agreement_of(customer, rep, often)) < 0.1


def test_nobody_who_brought_revenue_has_no_value():
    assert main_values(BOUGHT.iloc[3:4], "rep", ["Ann"], 3) is None
    assert main_values(BOUGHT.iloc[:0], "rep", ["Ann"], 3) is None


def test_the_mix_counts_the_lines_of_known_customers():
    bought = pd.DataFrame(
        {"customer": [0, 0, 1, 2, -1, 2], "category": [0, 1, 0, 0, 1, -1], "lines": [9, 5, 5, 7, 8, 9]}
    )
    mix = ProductMix.of_lines(bought, ["x", "y"], 3)
    assert (mix.lines.tolist(), mix.labels) == ([[9, 5, 0], [5, 0, 0], [7, 0, 9]], ["x", "y", NO_CATEGORY])


def test_many_categories_become_the_largest_and_the_rest():
    codes = np.arange(100)
    bought = pd.DataFrame({"customer": codes, "category": codes, "lines": codes + 1})
    mix = ProductMix.of_lines(bought, [f"kind {code}" for code in codes], 100)
    assert (mix.lines.shape, mix.labels[0], mix.labels[-1]) == ((100, 41), "kind 99", REST)
    assert mix.lines.sum() == 5050


def test_one_category_is_no_mix():
    assert not ProductMix.of_lines(BOUGHT.assign(category=0), ["x"], 4).beyond_chance


@pytest.mark.parametrize("mean", [0.2, 2, 10, 60])
@pytest.mark.parametrize("odds", [(0.6, 0.3, 0.1), (0.96, 0.02, 0.01, 0.01)])
def test_what_falls_on_lines_by_chance_is_not_beyond_chance(mean, odds):
    spreads = []
    for seed in range(20):
        random = np.random.default_rng(seed)
        spreads.append(spread_of(random.multinomial(1 + random.poisson(mean, 200), odds)))
    assert abs(np.mean(spreads)) < 0.8
    assert 0.5 < np.std(spreads) < 1.6
    assert max(spreads) < SURELY + 1.5


def test_a_leaning_shows_where_most_customers_have_two_lines():
    random = np.random.default_rng(1)
    lines = random.multinomial(1 + random.poisson(1, 400), random.dirichlet([1.0, 0.6, 0.4], 400))
    assert ProductMix(lines, ["a", "b", "c"]).beyond_chance


def test_no_lines_at_all_do_not_spread():
    assert spread_of(np.zeros((3, 2), dtype=np.int64)) == 0
