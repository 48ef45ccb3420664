"""Columns and controls at the edges: the Segments page has a word for them, and in bounded time."""

import time

import pytest

from tests.ui.build import company, go, words

PEOPLE = 40_000
LEVELS = 16_000
MOST_CPU_SECONDS = 90
TRAITS = [f"Trait {letter}" for letter in "ABCDEFGHIJKL"]


@pytest.fixture(autouse=True)
def bounded():
    before = time.process_time()
    yield
    assert time.process_time() - before < MOST_CPU_SECONDS


@pytest.mark.parametrize(
    ("level", "said"),
    [
        (lambda n: f"town {n % LEVELS}", "no value is shared by 100 customers"),
        (lambda n: "city" if n % 2 else f"town {n % LEVELS}", "the one trait does not tell"),
        (lambda n: f"town {n}", "nearly every customer has its own value (40,000 values)"),
        (lambda n: "city", "every customer has the same value, city"),
        (lambda n: "", "every value is missing"),
    ],
    ids=["16,000 levels", "one level and 8,000 more", "all unique", "all the same", "all missing"],
)
def test_one_column_of_many_customers(level, said) -> None:
    assert said in words(company(",Town", lambda n: f",{level(n)}", customers=PEOPLE))


@pytest.mark.parametrize("customers", [2, 30, 300])
@pytest.mark.parametrize(
    "cell",
    [lambda n, place: "", lambda n, place: "same", lambda n, place: f"{n} {place}", lambda n, place: f"{n % 5} of 5"],
    ids=["missing everywhere", "the same everywhere", "unique everywhere", "twelve columns that are one"],
)
def test_every_column_alike(cell, customers) -> None:
    header = "".join(f",{name}" for name in TRAITS)
    app = company(header, lambda n: "".join(f",{cell(n, place)}" for place in range(len(TRAITS))), customers=customers)
    said = words(app)
    assert ("Too few customers" if customers == 2 else "Nothing found") in said
    assert not app.error


def three_kinds():
    """Sixty customers of three kinds, told by two columns: one column alone forms no groups."""
    return company(",Region,Site", lambda n: f",{('North,Shop', 'South,Shop', 'East,Depot')[n % 3]}", customers=60)


@pytest.mark.parametrize("forged", ["99", "500", "-1", "no number", ""])
def test_a_forged_number_of_groups_is_the_best_fit(forged) -> None:
    app = three_kinds()
    as_it_was = words(app)
    slider = app.select_slider(key="segments_k")
    assert slider.options[-1] == "3"
    slider.set_value(2).run()
    assert not app.exception
    assert words(app) != as_it_was
    app.select_slider(key="segments_k")._value = forged  # as a forged message would have it
    app.run()
    assert not app.exception
    assert words(app) == as_it_was


def test_a_number_of_groups_from_a_larger_company_is_the_best_fit() -> None:
    app = three_kinds()
    app.session_state["segments_k"] = 61
    app.run()
    assert not app.exception
    assert "form 3 groups" in words(go(app, "segments"))


def test_customers_too_much_alike_for_groups_get_a_word() -> None:
    app = company(
        ",Region,Site",
        lambda n: f",{'South' if n == 13 else 'North'},{'Depot' if n in {7, 22} else 'Shop'}",
        customers=40,
    )
    said = words(app)
    assert "Nothing found" in said
    assert "groups" in said
