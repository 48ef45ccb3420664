import numpy as np
import pandas as pd
import pytest

from tests.domain.segments.firms import columns, mix, noise, planted
from whalecurve.domain.segments import segments


@pytest.fixture(scope="module")
def scorer():
    return segments(*planted(400)).scorer


def prospect(**cells):
    return pd.DataFrame([cells], dtype=str)


def test_likeness_raises_the_chance_and_gives_the_reason(scorer):
    like, unlike = (scorer.score(prospect(industry=name))[0] for name in ("Healthcare", "Retail"))
    assert like.chance > 0.4
    assert unlike.chance < 0.2
    assert like.reasons[0] == "industry is Healthcare"
    assert like.chance_low <= like.chance <= like.chance_high


def test_new_values_and_missing_columns_are_handled(scorer):
    new = scorer.score(prospect(industry="Space travel", planet="Mars"))[0]
    assert 0 <= new.chance_low <= new.chance <= new.chance_high <= 1
    assert "industry Space travel is new: no customer has it" in new.reasons
    assert len(scorer.score(prospect(planet="Mars"))) == 1


def test_customers_scored_as_prospects_get_their_own_rule(scorer):
    again = scorer.score(columns(400, 0), mix(400, 0))
    members = scorer.tree.grown.apply(scorer.encoded.matrix)
    assert [score.chance for score in again] == [rule.expected for rule in scorer.tree.rule_at(members)]


def test_where_nothing_was_found_nobody_is_scored():
    assert segments(*noise(150, 3)).scorer.score(prospect(industry="Healthcare")) == []


def test_nobody_to_score(scorer):
    assert scorer.score(pd.DataFrame({"industry": pd.Series([], dtype=str)})) == []


def test_chances_are_calibrated_on_customers_not_seen(scorer):
    fresh, target = planted(4000, 11)
    scores = scorer.score(columns(4000, 11), mix(4000, 11))
    chance = np.array([score.chance for score in scores])
    assert fresh.customers == 4000
    assert chance.mean() == pytest.approx(target.high.mean(), abs=0.05)
    for value in np.unique(chance):
        group = chance == value
        score = scores[int(np.flatnonzero(group)[0])]
        assert score.chance_low - 0.05 <= target.high[group].mean() <= score.chance_high + 0.05
