"""The yardstick of hostile texts finds work that grows too fast, and leaves alone what follows the text."""

import re

import pytest

from tests.growth import first_fault


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:\()?\s*(?:[-+])?\s*(?:[0-9][0-9., ']*?)\s*(?:%)?\s*(?:\))?",
        r"(?:[0-9]+,?)+",
        r"\s+$",
        r"(a|a)+b",
        r"[0-9.]*_[0-9.]*",
    ],
)
def test_a_pattern_that_backtracks_is_found(pattern):
    compiled = re.compile(pattern)
    assert first_fault(lambda cell: (compiled.fullmatch(cell), compiled.search(cell)))


def test_a_loop_in_a_loop_is_found():
    assert first_fault(lambda cell: [cell.count(cell[place:]) for place in range(0, len(cell), 50)])


@pytest.mark.parametrize("work", [str.split, str.casefold, re.compile(r"[^\W_]+").findall])
def test_what_follows_the_text_is_left_alone(work):
    assert not first_fault(work)
