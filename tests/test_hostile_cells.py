"""No text holds the processor: every pattern and function of a text takes time that grows like the text itself."""

import contextlib

import pytest

from tests import collected
from tests.growth import first_fault
from whalecurve.domain.errors import WhalecurveError

PATTERNS = {place: pattern for place, pattern in collected.patterns().items() if place.startswith("whalecurve.")}
# What a function needs besides texts.
FITTING = {
    "mark": ".",
    "order": "dmy",
    "delimiter": ",",
    "field_characters": 1_000_000,
    "headers": ("Amount", "Date"),
    "currency": "USD",
    "kind": "transactions",
    "field": "amount",
    "name": "a.csv",
    "encoding": "cp1252",
}
FUNCTIONS = collected.text_functions(FITTING)


def _own_pieces(pattern):
    """Parts of the pattern itself, over and over: what it is made of is what it is slow on."""
    text = pattern.pattern.decode() if isinstance(pattern.pattern, bytes) else pattern.pattern
    plain = "".join(letter for letter in text if letter not in "\\[](){}?*+|^$")
    return [piece for size in (1, 2, 4) for piece in {plain[:size], plain[-size:], plain[len(plain) // 2 :][:size]}]


@pytest.mark.parametrize("place", PATTERNS)
def test_no_pattern_tries_a_text_again_and_again(place):
    pattern = PATTERNS[place]

    def everything(cell):
        text = cell.encode() if isinstance(pattern.pattern, bytes) else cell
        for use in (pattern.match, pattern.fullmatch, pattern.search):
            use(text)
        pattern.sub(text[:0], text)

    assert not first_fault(everything, _own_pieces(pattern))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_function_of_a_text_takes_longer_than_its_text(name):
    def work(cell):
        with contextlib.suppress(WhalecurveError, ValueError, KeyError):
            answer = FUNCTIONS[name](cell)
            if hasattr(answer, "__next__"):
                list(answer)

    assert not first_fault(work)
