"""Pseudonyms that stay."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.names import masking
from whalecurve.domain.names.masking import SHORTEST, pseudonyms, shown_name

KEY = b"a key of thirty-two random bytes"
ids = st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=40, unique=True)


class TestPseudonyms:
    @given(ids=ids)
    def test_each_customer_has_its_own(self, ids):
        codes = pseudonyms(ids, KEY)
        assert len(set(codes)) == len(ids)
        assert min(map(len, codes)) >= SHORTEST

    @given(ids=ids, more=ids)
    def test_other_customers_only_ever_make_one_longer(self, ids, more):
        alone, together = pseudonyms(ids, KEY), pseudonyms(list(dict.fromkeys([*ids, *more])), KEY)
        assert all(later.startswith(code) for code, later in zip(alone, together, strict=False))

    @given(ids=ids, seed=st.randoms())
    def test_order_on_file_says_nothing(self, ids, seed):
        shuffled = seed.sample(ids, len(ids))
        assert dict(zip(ids, pseudonyms(ids, KEY), strict=True)) == dict(
            zip(shuffled, pseudonyms(shuffled, KEY), strict=True)
        )

    def test_sorted_ids_do_not_give_sorted_codes(self):
        codes = pseudonyms([f"{n:05d}" for n in range(100)], KEY)
        assert codes not in (sorted(codes), sorted(codes, reverse=True))

    def test_another_workspace_calls_them_otherwise(self):
        assert not set(pseudonyms(["a", "b"], KEY)) & set(pseudonyms(["a", "b"], KEY[::-1]))

    def test_codes_that_begin_alike_become_longer(self, monkeypatch):
        alike = {"a": "AAAAAAB00", "b": "AAAAAAC00", "c": "ZZZZZZZ00"}
        monkeypatch.setattr(masking, "_code", lambda customer_id, key: alike[customer_id])
        assert pseudonyms(["a", "b", "c"], KEY) == ["AAAAAAB", "AAAAAAC", "ZZZZZ"]

    def test_twice_the_same_id_is_refused(self):
        with pytest.raises(WhalecurveError, match="stands twice"):
            pseudonyms(["a", "a"], KEY)

    def test_letters_that_look_like_digits_are_not_used(self):
        assert not set("".join(pseudonyms([str(n) for n in range(500)], KEY))) & set("ILOU")


def test_a_pseudonym_in_words():
    assert shown_name("7QK2M") == "Customer 7QK2M"
