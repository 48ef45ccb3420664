"""How much a customer buys never shows in what it is said to buy."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from whalecurve.domain.segments import ProductMix, TraitTable, segments, top_share
from whalecurve.domain.segments.traits.equal_terms import places_on_equal_terms

RARE = np.array([0.49, 0.46, 0.03, 0.02])


def lines_of(customers, seed, *, leaning=12.0, median=30, spread=1.0):
    """Lines by customer and category: a leaning of its own, which has nothing to do with how many lines there are."""
    random = np.random.default_rng(seed)
    count = np.maximum(random.lognormal(np.log(median), spread, customers).astype(int), 1)
    return random.multinomial(count, random.dirichlet(RARE * leaning, customers)), random


def found_of(lines, profit):
    table = TraitTable(pd.DataFrame(index=range(len(lines))), mix=ProductMix(lines, ["A", "B", "R1", "R2"]))
    return segments(table, top_share(profit, lines.sum(axis=1) * 1000))


@pytest.mark.parametrize("median", [2, 30])
def test_a_place_says_nothing_of_the_number_of_lines(median):
    chances = []
    for seed in range(30):
        lines, _ = lines_of(250, seed, median=median)
        bands = pd.qcut(lines.sum(axis=1), 5, labels=False, duplicates="drop")
        for place in places_on_equal_terms(lines).T:
            chances.append(stats.kruskal(*(place[bands == band] for band in np.unique(bands))).pvalue)
            chances.append(stats.fligner(*(place[bands == band] for band in np.unique(bands))).pvalue)
    assert np.mean(np.array(chances) < 0.05) < 0.09
    raw = lines / lines.sum(axis=1, keepdims=True)
    assert stats.kruskal(*(raw[bands == band, 3] for band in np.unique(bands))).pvalue < 0.01  # the plain share does


def test_profit_that_follows_the_number_of_lines_alone_is_explained_by_no_mix():
    """Rare categories that everybody meets who buys often enough."""
    verdicts = []
    for seed in range(8):
        lines, random = lines_of(300, seed)
        profit = lines.sum(axis=1) * 400 + random.integers(0, 100, 300)
        verdicts.append(found_of(lines, profit.astype(np.int64)).verdict.word)
    assert verdicts.count("found") <= 1


@pytest.mark.parametrize(("category", "name"), [(0, "share of A"), (2, "share of R1")])
def test_a_planted_mix_is_found_at_any_number_of_lines(category, name):
    lines, random = lines_of(300, 5, median=60)
    share = lines[:, category] / lines.sum(axis=1)
    profit = (share > np.quantile(share, 0.75)) * 250_000 + random.integers(0, 200_000, 300)
    found = found_of(lines, profit.astype(np.int64))
    assert found.verdict.word == "found"
    assert name in {finding.trait for finding in found.findings if finding.holds}
    assert any(words.startswith(f"{name} is higher than for") for words in found.rules[0].conditions)


def test_equal_purchases_are_ordered_by_lot_and_the_same_again():
    lines = np.tile([[3, 1, 0, 0]], (60, 1))
    places = places_on_equal_terms(lines)
    assert np.array_equal(places, places_on_equal_terms(lines))
    assert abs(places.mean() - 0.5) < 0.02
    assert np.unique(places[:, 3]).size == 60


def test_somebody_without_lines_has_no_place_and_few_customers_are_no_fault():
    places = places_on_equal_terms(np.array([[0, 0], [7, 1], [1000, 0]]))
    assert np.isnan(places[0]).all()
    assert ((places[1:] > 0) & (places[1:] < 1)).all()
