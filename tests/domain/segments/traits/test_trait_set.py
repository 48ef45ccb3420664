import numpy as np
import pandas as pd
import pytest

from tests.domain.segments.firms import columns, mix
from whalecurve.domain.segments import ProductMix, TraitTable
from whalecurve.domain.segments.errors import TraitError
from whalecurve.domain.segments.traits.spelling import look_alikes


def table(**cells):
    return TraitTable(pd.DataFrame(cells, dtype=str))


def reasons(made):
    return {left.name: left.reason for left in made.left_out}


def test_columns_are_typed_by_their_values():
    kinds = {trait.name: trait.kind for trait in TraitTable(columns(80, 1)).traits}
    assert kinds == {"industry": "text", "region": "text", "staff": "number", "since": "date", "owner run": "yes/no"}


def test_a_given_kind_wins():
    made = TraitTable(pd.DataFrame({"plant": ["1", "2"] * 10}), {"plant": "text"})
    assert made.traits[0].levels == ("1", "2")
    assert made.traits[0].values is None


def test_unknown_is_a_level_of_its_own():
    made = table(industry=["bank"] * 6 + ["farm"] * 6 + [""] * 2, staff=["1", "5"] * 6 + [""] * 2)
    assert made.traits[0].levels == ("bank", "farm", "unknown")
    assert made.traits[1].levels[-1] == "unknown"
    assert made.traits[1].counts[-1] == 2


def test_rare_levels_are_grouped():
    made = table(industry=["bank"] * 8 + ["farm"] * 7 + ["zoo", "pub"])
    assert made.traits[0].levels == ("bank", "farm", "other")
    assert made.traits[0].counts.tolist() == [8, 7, 2]


def test_a_level_that_is_called_other_or_unknown_stays_one_level():
    made = table(industry=["bank"] * 8 + ["other"] * 7 + ["unknown"] * 7 + ["zoo", ""])
    assert made.traits[0].levels == ("bank", "other", "unknown")
    assert made.traits[0].counts.tolist() == [8, 8, 8]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ([""] * 40, "every value is missing"),
        (["bank"] * 40, "the same value, bank"),
        (["7"] * 40, "the same value, 7"),
        ([f"name {number}" for number in range(40)], "nearly every customer has its own value"),
        ([str(1000 + number) for number in range(40)], "numbered through"),
        ([f"name {number % 20}" for number in range(40)], "no value is shared by 5 customers"),
    ],
)
def test_what_tells_nothing_is_left_out_with_a_reason(cells, reason):
    made = TraitTable(pd.DataFrame({"column": cells}, dtype=str))
    assert not made.traits
    assert reason in reasons(made)["column"]


@pytest.mark.parametrize("name", ["client_id", "Account Key", "GeographyKey", "row uuid"])
def test_identifiers_are_left_out(name):
    made = TraitTable(pd.DataFrame({name: ["1", "2", "3", "4"] * 10}))
    assert "identifier" in reasons(made)[name]


def test_sixteen_thousand_levels_become_thirty_and_other():
    random = np.random.default_rng(0)
    ranks = np.minimum(random.zipf(1.3, 60_000), 16_000)
    made = TraitTable(pd.DataFrame({"town": [f"town {rank}" for rank in ranks]}), {"town": "text"})
    assert len(made.traits[0].levels) == 31
    assert made.traits[0].levels[-1] == "other"


def test_size_bands_read_well_and_the_raw_number_is_kept():
    made = table(staff=[str(number) for number in [*range(1, 200), 5000, 10]])
    staff = made.traits[0]
    assert staff.levels[:2] == ("under 40", "40 to 79")
    assert staff.levels[-1].endswith(" and more")
    assert staff.values is not None
    assert staff.values.max() == 5000
    assert staff.counts.min() >= 20


def test_years_keep_their_digits():
    made = table(opened=[str(1970 + number % 40) for number in range(200)])
    assert made.traits[0].levels[0] == "under 1978"


def test_tenure_counts_to_the_day_given():
    made = TraitTable(pd.DataFrame({"since": ["2020-01-01", "2022-01-01", ""] * 5}), as_of=pd.Timestamp("2024-01-01"))
    assert np.round(made.traits[0].values[:2]).tolist() == [4.0, 2.0]
    assert np.isnan(made.traits[0].values[2])


def test_mix_gives_places_among_customers_with_as_many_lines():
    made = TraitTable(
        pd.DataFrame(index=range(4)), mix=ProductMix(np.array([[9, 1], [0, 5], [5, 5], [0, 0]]), ["a", "b"])
    )
    assert [trait.name for trait in made.traits] == ["share of a"]
    assert made.traits[0].values[1] < 1 / 3 < 2 / 3 < made.traits[0].values[0]
    assert made.traits[0].levels[made.traits[0].codes[3]] == "unknown"
    assert reasons(made) == {"share of b": "the other categories already say it"}


def test_mix_of_other_customers_is_refused():
    with pytest.raises(TraitError, match="other customers"):
        TraitTable(columns(10, 1), mix=mix(9, 1))


@pytest.mark.parametrize("amounts", [np.ones((3, 2)), -np.ones((3, 2), int), np.ones((3, 1), int), np.ones(3, int)])
def test_a_mix_that_does_not_fit_is_refused(amounts):
    with pytest.raises(TraitError):
        ProductMix(amounts, ["a", "b"])


def test_look_alikes_are_offered_and_merged_only_when_told():
    cells = ["technology"] * 9 + ["technolgy"] * 6 + ["medical"] * 8
    made = table(sector=cells)
    assert [(offer.spelling, offer.into) for offer in made.offers] == [("technolgy", "technology")]
    assert made.traits[0].levels == ("medical", "technolgy", "technology")
    merged = TraitTable(pd.DataFrame({"sector": cells}), merges={"sector": {"technolgy": "technology"}})
    assert merged.traits[0].levels == ("medical", "technology")
    assert not merged.offers


@pytest.mark.parametrize(
    "pair", [("Region 1", "Region 2"), ("Plant A", "Plant B"), ("north", "south"), ("GmbH", "GbR")]
)
def test_different_names_are_not_alike(pair):
    assert look_alikes("column", dict.fromkeys(pair, 5)) == ()


@pytest.mark.parametrize("pair", [("Health care", "healthcare"), ("O'Neil", "ONeil"), ("Bakery", "Bakerys")])
def test_marks_case_and_slips_are_alike(pair):
    assert len(look_alikes("column", dict.fromkeys(pair, 5))) == 1


def test_twins_are_refused():
    with pytest.raises(TraitError, match="same header"):
        TraitTable(pd.DataFrame([["a", "b"]], columns=["size", "size"]))


def test_headers_may_be_numbers():
    assert TraitTable(pd.DataFrame({0: ["a", "b"] * 9})).traits[0].name == "0"


def test_what_comes_in_is_not_changed():
    made = columns(50, 1)
    before = made.copy()
    _ = TraitTable(made).traits
    pd.testing.assert_frame_equal(made, before)
