"""The reader of sentences finds what it looks for, and lets good ones pass."""

import pytest

from tests.sentences import faults

BAD = [
    "1 line do", "1 trait were tried", "1 rows", "Read 0 file.", "2 customer of 5 shown.", "1 customers",
    "2 customers loses money", "1 of 3 customers lose money", "The other 1 give back 5.", "the other 2 gives back 5.",
    "Rose above zero: Gifts, Inc..", "It is so. .", "your your customers", "Profit lies between 50.00 and 50.00.",
    "8 % to 8 %", "2,930.7 % of revenue", "21% of it", "a change of -5.00", "Costs:.", "1,001 customer",
]  # fmt: skip
GOOD = [
    "1 line does", "1 trait was tried", "1 row", "0 files", "2 customers of 5 shown.", "2 customers lose money",
    "1 of 3 customers loses money", "Rose above zero: Gifts, Inc.", "and so on...", "between 5.00 and 50.00",
    "8 % to 12 %", "999 % of revenue", "in 2026-05", "2 of 100 companies", "63 (Visit) x 50", "1 of your customers",
    "The most profitable of 2 customers earns 5.", "None of 3 customers loses",
    "3 customer columns are left out", "$5 per line", "29.3 times your profit", "a change of −5.00",
]  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_a_bad_sentence_is_complained_about(text):
    assert faults(text) != []


@pytest.mark.parametrize("text", GOOD)
def test_a_good_sentence_is_not(text):
    assert faults(text) == []
