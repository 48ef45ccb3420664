import numpy as np
import pandas as pd
import pytest

from whalecurve.domain.segments import ProductMix
from whalecurve.domain.segments.mix import REST, spread_of
from whalecurve.domain.segments.per_customer import main_values

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


@pytest.mark.parametrize(("smaller", "own"), [(10, True), (90, False)])
def test_a_value_is_the_customers_own_where_it_brings_most_of_the_revenue(smaller, own):
    bought = pd.DataFrame({"customer": [0, 0], "rep": [0, 1], "net_revenue": [90, smaller]})
    assert (main_values(bought, "rep", ["Ann", "Bob"], 1).left_out == "") is own


def test_nobody_who_brought_revenue_has_no_value():
    assert main_values(BOUGHT.iloc[3:4], "rep", ["Ann"], 3) is None
    assert main_values(BOUGHT.iloc[:0], "rep", ["Ann"], 3) is None


def test_the_mix_sums_the_lines_of_known_customers_and_categories():
    lines = pd.DataFrame(
        {
            "customer": [0, 0, 0, 1, 2, -1, 2],
            "category": [0, 1, 1, 0, 0, 1, -1],
            "net_revenue": [90, 20, 30, 5, 7, 8, 9],
        }
    )
    mix = ProductMix.of_lines(lines, ["x", "y"], 3)
    assert mix.amounts.tolist() == [[90, 50], [5, 0], [7, 0]]
    assert mix.amounts.dtype == np.int64


def test_many_categories_become_the_largest_and_the_rest():
    codes = np.arange(100)
    bought = pd.DataFrame({"customer": codes, "category": codes, "net_revenue": codes + 1, "lines": 3})
    mix = ProductMix.beyond_chance(bought, [f"kind {code}" for code in codes], 100)
    assert (mix.amounts.shape, mix.labels[0], mix.labels[-1]) == ((100, 41), "kind 99", REST)
    assert mix.amounts.sum() == 5050


def test_one_category_is_no_mix():
    assert ProductMix.beyond_chance(BOUGHT.assign(category=0), ["x"], 4) is None


@pytest.mark.parametrize("mean", [2, 10, 60])
def test_chance_spreads_by_about_one(mean):
    random = np.random.default_rng(mean)
    lines = np.array([random.multinomial(n, [0.6, 0.3, 0.1]) for n in random.poisson(mean, 500)])
    assert 0.85 < spread_of(lines) < 1.2


def test_no_lines_at_all_do_not_spread():
    assert spread_of(np.zeros((3, 2), dtype=np.int64)) == 0
