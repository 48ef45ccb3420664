"""Nothing but the planted rule tells of profit, so an honest search finds that and stops."""

from collections import Counter
from functools import cache

import numpy as np
import pytest

from tests.domain.sample.rows import answer, customers, high_customers, planted, transactions

ROUNDS = 999
CATEGORIES = ("Paper & Print", "Furniture", "Laboratory", "Cleaning & Hygiene", "Breakroom", "Safety")
OUTCOMES = {
    "in the top fifth": lambda one: one in high_customers(),
    "at a loss": lambda one: answer().profit(one) < 0,
    "place by profit": lambda one: places()[one],
}


def permutation_p(levels, outcome):
    """How often chance alone sets the levels' means as far apart as they are."""
    codes = np.unique(levels, return_inverse=True)[1]
    sizes = np.bincount(codes)
    outcome = np.asarray(outcome, dtype=float) - np.mean(outcome)

    def spread(values):
        return np.sum(np.bincount(codes, values) ** 2 / sizes)

    chance = np.random.default_rng(1)
    observed = spread(outcome) - 1e-9
    return (1 + sum(spread(chance.permutation(outcome)) >= observed for _ in range(ROUNDS))) / (1 + ROUNDS)


@cache
def places():
    return {one: place for place, one in enumerate(answer().ranked())}


@cache
def revenue_by_category():
    sums = Counter()
    for row in transactions():
        sums[row["customer"], row["category"]] += float(row["net_revenue"])
    return sums


def mix_share(one, category):
    sold = [revenue_by_category()[one, each] for each in CATEGORIES]
    return revenue_by_category()[one, category] / sum(sold) if sum(sold) else 0.0


def size_band(one):
    return int(np.searchsorted([10, 40, 100, 300], int(customers()[one]["Employees"])))


def since_band(one):
    return int(np.searchsorted([2013, 2017, 2021, 2025], int(customers()[one]["Customer Since"][:4]), side="right"))


def mix_band(one, category):
    return int(np.searchsorted([0, 0.15, 0.3, 0.45], mix_share(one, category)))


TRAITS = {
    "Industry": lambda one: customers()[one]["Industry"],
    "Employees": size_band,
    "Region": lambda one: customers()[one]["Region"],
    "Sales Rep": lambda one: customers()[one]["Sales Rep"],
    "Customer Since": since_band,
}
MIX = {category: lambda one, category=category: mix_band(one, category) for category in CATEGORIES}


class TestTheRule:
    @pytest.mark.parametrize("outcome", ["in the top fifth", "place by profit"])
    def test_chance_does_not_explain_it(self, outcome):
        ids = list(customers())
        assert permutation_p([planted(one) for one in ids], [OUTCOMES[outcome](one) for one in ids]) == 1 / (1 + ROUNDS)

    def test_industry_alone_shows_it_too(self):
        ids = list(customers())
        p = permutation_p([TRAITS["Industry"](one) for one in ids], [one in high_customers() for one in ids])
        assert p == 1 / (1 + ROUNDS)


class TestEverythingElse:
    @pytest.mark.parametrize("outcome", OUTCOMES)
    @pytest.mark.parametrize("trait", [*TRAITS, *MIX])
    def test_says_nothing_outside_the_planted_group(self, trait, outcome):
        others = [one for one in customers() if not planted(one)]
        levels = [(TRAITS | MIX)[trait](one) for one in others]
        assert permutation_p(levels, [OUTCOMES[outcome](one) for one in others]) > 0.1

    @pytest.mark.parametrize("outcome", OUTCOMES)
    @pytest.mark.parametrize("trait", [name for name in (*TRAITS, *MIX) if name not in {"Industry", "Employees"}])
    def test_says_nothing_of_all_customers(self, trait, outcome):
        ids = list(customers())
        levels = [(TRAITS | MIX)[trait](one) for one in ids]
        assert permutation_p(levels, [OUTCOMES[outcome](one) for one in ids]) > 0.1

    def test_size_does_not_drive_revenue(self):
        others = [one for one in customers() if not planted(one)]
        revenue = answer().rounded["net_revenue"]
        order = sorted(others, key=lambda one: revenue[one])
        ranks = {one: place for place, one in enumerate(order)}
        assert permutation_p([size_band(one) for one in others], [ranks[one] for one in others]) > 0.1

    def test_buying_a_category_says_nothing(self):
        ids = list(customers())
        for category in CATEGORIES:
            buys = [mix_share(one, category) > 0 for one in ids]
            assert permutation_p(buys, [one in high_customers() for one in ids]) > 0.1


class TestRepAndRegion:
    def test_they_are_confounded_yet_not_the_same(self):
        pairs = Counter((row["Region"], row["Sales Rep"]) for row in customers().values())
        home = {rep: max(count for (_, each), count in pairs.items() if each == rep) for _, rep in pairs}
        share = sum(home.values()) / len(customers())
        assert 0.6 < share < 0.85
        assert len(pairs) == 60
