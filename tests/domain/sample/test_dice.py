from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from whalecurve.domain.sample.dice import Dice


def test_the_raw_words_of_the_generator_are_the_known_ones():
    """The digest of the company rests on them; numpy promises not to change them."""
    assert np.random.PCG64([5, 1]).random_raw(2).tolist() == [14281546376153053393, 8683300866460616067]


def test_draws_stay_inside_both_ends():
    dice = Dice(1, 0)
    assert {dice.between(3, 5) for _ in range(200)} == {3, 4, 5}
    assert {dice.below(1) for _ in range(10)} == {0}


def test_streams_differ():
    assert [Dice(1, 0).below(10**6) for _ in range(1)] != [Dice(1, 1).below(10**6) for _ in range(1)]


def test_draws_are_even():
    dice = Dice(7, 0)
    counts = Counter(dice.below(6) for _ in range(6000))
    assert all(900 < counts[face] < 1100 for face in range(6))


@pytest.mark.parametrize(("percent", "expected"), [(0, {False}), (100, {True})])
def test_certain_chances(percent, expected):
    assert {Dice(1, 0).chance(percent) for _ in range(50)} == expected


def test_shuffling_keeps_every_card_and_the_pack():
    pack = list(range(50))
    assert sorted(Dice(1, 0).shuffled(pack)) == pack == list(range(50))
    assert Dice(1, 0).shuffled(pack) != pack


def test_every_stretch_of_a_deal_holds_the_whole_deck():
    cards = Dice(1, 0).deal("aab", 300)
    ends = range(0, 301, 3)
    assert all(sorted(cards[low:high]) == ["a", "a", "b"] for low, high in pairwise(ends))
