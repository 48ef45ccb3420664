"""Words that follow numbers agree with them, and sentences end once."""

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from tests.sentences import NOUNS, faults
from whalecurve.domain.words.formats import counted, percent, percent_rounded
from whalecurve.domain.words.plurals import agree, plural_of
from whalecurve.domain.words.wording import between, labelled, listed, ranged, share_of, stopped, them

NAMES = st.sampled_from(["Gifts, Inc.", "A & Co.", "Why?", "J. R. Ltd.", "Plain", "Wait...", "Yes!"])


@given(st.integers(-3, 5000))
def test_the_form_is_the_one_of_the_unicode_rules(number):
    assert agree(number, "one", "other") == Locale("en").plural_form(abs(number))


@given(st.integers(0, 3), st.sampled_from(sorted(NOUNS)))
def test_a_counted_noun_reads_well(number, noun):
    assert faults(f"{counted(number, noun, 'people' if noun == 'person' else '')}.") == []


@given(st.integers(0, 3))
def test_words_behind_a_number_agree(number):
    assert faults(them(number, "row was set aside", "rows were set aside")) == []


@pytest.mark.parametrize("noun", ["customer", "company", "business", "branch", "box", "day"])
def test_plurals_are_regular(noun):
    assert plural_of(noun) == {
        "company": "companies", "business": "businesses", "branch": "branches", "box": "boxes",
    }.get(noun, f"{noun}s")  # fmt: skip


@given(st.lists(NAMES, max_size=12), st.integers(1, 8))
def test_a_list_of_names_ends_with_one_stop(names, most):
    said = stopped("Fell below zero: " + listed(names, most)) if names else ""
    assert faults(said.replace("Wait...", "Wait")) == []
    assert said.count("more") == (len(names) > most)


@given(st.integers(0, 3), st.integers(0, 3))
def test_bounds_that_are_written_alike_are_one(low, high):
    assert faults(f"Profit lies {between(f'{low}.00', f'{high}.00')}.") == []
    assert faults(f"Expect {ranged(percent(low / 10), percent(high / 10))}.") == []


@given(st.floats(-1e6, 1e6))
def test_a_share_is_never_thousands_of_percent(share):
    assert faults(f"They earn {share_of(share, 'your profit')}.") == []


@given(st.fractions(-9, 9, max_denominator=10_000), st.booleans())
def test_a_share_rounded_up_covers_it_and_cut_stays_below(share, up):
    said = abs(float(percent_rounded(share, up=up).removesuffix(" %").replace("−", "-").replace(",", "")))
    exact = abs(share) * 100
    assert (exact <= said + 1e-9 < exact + 0.1 + 1e-6) if up else (exact - 0.1 - 1e-6 < said <= exact + 1e-9)


def test_the_words_of_users_are_never_bent():
    assert labelled("63", "Visit") == "63 (Visit)"
