"""Texts without names."""

from decimal import Decimal

import hypothesis.strategies as st
import pytest
from hypothesis import given

from whalecurve.domain.errors import PlanError
from whalecurve.domain.names import text_mask
from whalecurve.domain.names.text_mask import TextMask, mask_merges
from whalecurve.domain.plan.scenario import BASES, CostPool, Scenario, VariableCost


@pytest.fixture
def mask():
    return TextMask(["C-1042", "7", "10000"], ["Anvil & Sons Ltd.", "Éva", "北京公司"], ["AAAAA", "BBBBB", "CCCCC"])


class TestTexts:
    @pytest.mark.parametrize(
        ("text", "masked"),
        [
            ("Anvil & Sons Ltd.", "Customer AAAAA"),
            ("  anvil &  sons LTD. ", "Customer AAAAA"),
            ("Rebate for ANVIL and", "Rebate for ANVIL and"),
            ("Rebate for Anvil - Sons, Ltd (old)", "Rebate for Customer AAAAA (old)"),
            ("c-1042", "Customer AAAAA"),
            ("Rebate C 1042", "Rebate Customer AAAAA"),
            ("7", "Customer BBBBB"),
            ("7 days", "7 days"),
            ("éva's fee, éva", "Customer BBBBB's fee, Customer BBBBB"),
            ("Evangeline", "Evangeline"),
            ("to 北京公司", "to Customer CCCCC"),
            ("over 10000", "over Customer CCCCC"),
            ("", ""),
            ("  ", "  "),
            ("revenue", "revenue"),
        ],
    )
    def test_names_and_ids_go(self, mask, text, masked):
        assert mask.text(text) == masked

    @given(name=st.text(min_size=1, max_size=20).filter(str.strip))
    def test_a_whole_name_goes_whatever_it_is(self, name):
        is_program_word = text_mask._plain(name) in text_mask._PROGRAM_WORDS
        assert TextMask(["some id"], [name], ["AAAAA"]).text(name) == (name if is_program_word else "Customer AAAAA")

    @pytest.mark.parametrize("word", [*BASES, "customers", "gross_margin", "orders", "category", "days_of_credit"])
    def test_a_customer_called_like_a_word_of_the_program_breaks_no_plan(self, word):
        assert TextMask(["1"], [word.upper()], ["AAAAA"]).text(word) == word

    def test_a_plan_without_names(self, mask):
        plan = Scenario(
            fixed=(CostPool("Truck for Anvil & Sons Ltd", Decimal(1), "Éva visits"),),
            variable=(
                VariableCost("Éva", "C-1042", Decimal(1), "Éva visits", only=(("Parent of Éva", ("Éva", "Zoo")),)),
                VariableCost("Freight", column="Éva cost"),
            ),
        )
        masked = mask.scenario(plan)
        said = repr(masked)
        assert not any(name in said for name in ("Anvil", "Éva", "1042"))
        assert masked.variable[0].only == (("Parent of Customer BBBBB", ("Customer BBBBB", "Zoo")),)
        assert (masked.variable[1].name, masked.fixed[0].driver) == ("Freight", "Customer BBBBB visits")

    def test_costs_that_would_have_one_name_are_refused(self, mask):
        plan = Scenario(fixed=(CostPool("Éva", Decimal(1)), CostPool("ÉVA", Decimal(1))))
        with pytest.raises(PlanError, match="same name"):
            mask.scenario(plan)

    def test_merges_of_columns_that_are_gone_go(self, mask):
        merges = (("Region", "Nrth", "North"), ("Contact", "a", "b"), ("Owner", "éva", "Éva"))
        kept = mask_merges(merges, mask, {"Region": "Region", "Owner": "Owner"})
        assert kept == (("Region", "Nrth", "North"), ("Owner", "Customer BBBBB", "Customer BBBBB"))

    def test_a_word_that_only_a_name_has_goes_from_free_text(self):
        names = ["Zorblax11 Trading Ltd", "Quux North", "Quux South", "Blue Marble Hotel", "Retail Kings"]
        mask = TextMask(list("abcde"), names, ["AAAAA", "BBBBB", "CCCCC", "DDDDD", "EEEEE"], {"marble"})
        assert mask.told("friend of Zorblax11") == "friend of Customer AAAAA"
        assert mask.told("what ZORBLAX11's trade brings") == "what Customer AAAAA's trade brings"
        assert mask.told("Quux in the North") == "a customer in the North"
        assert mask.told("Blue or marble, hotel, retail Ltd") == "Blue or marble, hotel, retail Ltd"
        assert mask.told("for Zorblax11 Trading Ltd") == "for Customer AAAAA"
        assert mask.told("revenue") == "revenue"

    def test_a_word_of_many_names_says_nothing_of_one(self):
        names = [f"Velomax {word}" for word in ("Alpha", "Beta", "Gamma", "Delta")]
        mask = TextMask(list("abcd"), names, ["AAAAA", "BBBBB", "CCCCC", "DDDDD"])
        assert mask.told("Velomax and Gamma") == "Velomax and Customer CCCCC"

    def test_names_of_costs_are_free_text_and_columns_are_not(self):
        mask = TextMask(["a"], ["Zorblax Tea"], ["AAAAA"])
        cost = VariableCost("Zorblax bonus", "Zorblax kind", column="Zorblax column", only=(("Zorblax", ("Tea",)),))
        masked = mask.scenario(Scenario(variable=(cost,))).variable[0]
        assert masked.name == "Customer AAAAA bonus"
        assert (masked.column, masked.only) == ("Zorblax column", (("Zorblax", ("Tea",)),))

    def test_nobody_on_file(self):
        assert TextMask([], [], []).text("Rent") == "Rent"
