import numpy as np
import pytest

from whalecurve.domain.segments.traits.encoding import encode
from whalecurve.domain.segments.traits.trait import Trait
from whalecurve.domain.segments.tree.paths import Step, conditions_of

TRAITS = [
    Trait("industry", "text", ("bank", "farm", "shop"), np.array([0, 1, 2], dtype=np.int32)),
    Trait("owner run", "yes/no", ("no", "yes"), np.array([0, 1, 1], dtype=np.int32)),
    Trait("staff", "number", ("any", "unknown"), np.array([0, 0, 1], dtype=np.int32), np.array([10, 90, np.nan])),
    Trait("share of tools", "mix", ("none", "some"), np.array([0, 1, 1], dtype=np.int32), np.array([0, 0.25, 0.5])),
    Trait("since", "date", ("any",), np.array([0, 0, 0], dtype=np.int32), np.array([1.5, 2.5, 9])),
    Trait("opened", "number", ("any",), np.array([0, 0, 0], dtype=np.int32), np.array([1974.0, 1990, 2001])),
]
ENCODED = encode(TRAITS)
BANK, FARM, SHOP, YES, STAFF, UNKNOWN, TOOLS, SINCE, OPENED = range(9)


def step(column, *, above, threshold=0.5):
    return Step(column, above, threshold)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([], ()),
        ([step(BANK, above=True)], ("industry is bank",)),
        ([step(BANK, above=False)], ("industry is not bank",)),
        ([step(BANK, above=False), step(FARM, above=True)], ("industry is farm",)),
        ([step(BANK, above=False), step(FARM, above=False)], ("industry is none of bank, farm",)),
        ([step(YES, above=True)], ("owner run is yes",)),
        ([step(YES, above=False)], ("owner run is no",)),
        ([step(STAFF, above=True, threshold=40)], ("staff is above 40",)),
        ([step(STAFF, above=False, threshold=40)], ("staff is at most 40 or unknown",)),
        ([step(STAFF, above=True, threshold=20), step(STAFF, above=True, threshold=40)], ("staff is above 40",)),
        (
            [step(STAFF, above=True, threshold=20), step(STAFF, above=False, threshold=40)],
            ("staff is above 20", "staff is at most 40"),
        ),
        ([step(UNKNOWN, above=False), step(STAFF, above=False, threshold=40)], ("staff is at most 40",)),
        ([step(STAFF, above=False, threshold=40), step(UNKNOWN, above=True)], ("staff is unknown",)),
        ([step(STAFF, above=True, threshold=9.5)], ("staff is known",)),
        (
            [step(TOOLS, above=True, threshold=0.4)],
            ("share of tools is higher than for 40 % of the customers with about as many lines",),
        ),
        (
            [step(TOOLS, above=False, threshold=0.4)],
            ("share of tools is not higher than for 40 % of the customers with about as many lines",),
        ),
        ([step(SINCE, above=True, threshold=5)], ("since is above 5 years",)),
        ([step(OPENED, above=True, threshold=1985)], ("opened is above 1985",)),
    ],
)
def test_a_path_reads_well(steps, words):
    assert conditions_of(ENCODED, steps) == words
