"""Known runs of words in a text: the answer of the obvious way, in time that follows the text."""

import hypothesis.strategies as st
from hypothesis import given

from tests.growth import steep_growth
from whalecurve.domain.names.text_mask import TextMask
from whalecurve.domain.names.word_runs import WordRuns

WORDS = st.lists(st.sampled_from(["a", "b"]), max_size=40).map(tuple)


def found_slowly(runs, words):
    found, place = [], 0
    while place < len(words):
        length = max((len(run) for run in runs if words[place : place + len(run)] == run), default=0)
        if length:
            found.append((place, length, runs[words[place : place + length]]))
        place += length or 1
    return found


@given(runs=st.lists(WORDS.filter(bool), max_size=8), words=WORDS)
def test_runs_are_found_as_the_obvious_way_finds_them(runs, words):
    named = {run: str(number) for number, run in enumerate(runs)}
    assert WordRuns(named).found(words) == found_slowly(named, words)


def test_a_long_name_takes_the_time_of_its_text():
    def work(text):
        mask = TextMask(["1", "2"], [f"{text} x", f"{text} y"], ["AAAAA", "BBBBB"])
        assert mask.text(f"{text} z") == f"{text} z"
        assert mask.text(f"see {text} y") == "see Customer BBBBB"

    assert not steep_growth(work, lambda size: "ab " * (size // 3))


def test_many_labels_take_the_time_of_their_number():
    mask = TextMask(["1"], ["Anvil"], ["AAAAA"])
    assert not steep_growth(lambda text: mask.labels(text.split()), lambda size: " ".join(map(str, range(size // 3))))
