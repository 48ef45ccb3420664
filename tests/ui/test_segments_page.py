"""The Segments page: the verdict first, calm where there is nothing, and a word for every input."""

import re

import pytest

from tests.ui.build import company, go, open_app, sample, small_company, words
from whalecurve.domain.segments.traits.column_roles import Taken
from whalecurve.domain.state.saved_state import SavedState


def test_without_data_the_page_says_where_to_begin() -> None:
    assert "nothing to show yet" in words(go(open_app(), "segments"))


def test_the_samples_pattern_is_named_and_nothing_else() -> None:
    app = go(sample(), "segments")
    said = words(app)
    assert "Found: Industry tells your high-profit customers apart." in said
    assert "Where Industry is Healthcare and Employees is above 4" in said
    assert "Look for more customers like these" in said
    assert "Industry: best with Healthcare" in said
    assert "it stands by itself" in said
    holding = [name for name in app.selectbox(key="segments_trait").options if name.endswith("holds")]
    assert holding == ["Industry: holds"]

    app.selectbox(key="segments_basis").set_value("contribution margin").run()
    assert not app.exception
    assert "by contribution margin" in words(app)

    app.select_slider(key="segments_k").set_value(3).run()
    assert not app.exception
    assert "form 3 groups" in words(app)

    app.selectbox(key="segments_open_3").set_value(0).run()
    assert not app.exception
    ranked = next(table.value for table in app.dataframe if "#" in table.value)
    assert ranked["#"].is_monotonic_increasing
    assert 0 < len(ranked) < 480


def test_a_moved_cost_keeps_the_last_answer_until_the_new_one_is_there() -> None:
    app = go(sample(), "segments")
    go(app, "costs")
    app.slider[0].set_value(app.slider[0].min).run()
    assert not app.exception
    assert "Found: Industry" in words(go(app, "segments"))


def test_three_customers_are_too_few() -> None:
    app = go(small_company(), "segments")
    assert app.header[0].value.replace("\\", "").startswith("Too few customers to learn from: 3 bought")
    assert "more than you have" in words(app)


def test_two_customers_are_too_few() -> None:
    assert "Too few customers" in words(company(",Industry", lambda n: ",Farm", customers=2))


@pytest.mark.parametrize(
    ("header", "row", "said"),
    [
        ("", lambda n: "", "no column says what your customers are"),
        (",Region", lambda n: f",{'North' if n % 2 else 'South'}", "the one trait does not tell"),
        (",Region", lambda n: ",North", "every customer has the same value, North"),
        (",Motto", lambda n: f",motto {n} of {n * 7}", "nearly every customer has its own value"),
        (",Region", lambda n: ",", "no column says what your customers are"),
        (",A,B", lambda n: ",,x" if n % 3 else ",q,", "Nothing found"),
        (",profit 2024,Net_Revenue", lambda n: f",{n},{n * 3}", "a component of profit"),
    ],
    ids=["none", "one", "all the same", "all unique", "all missing", "mostly missing", "money"],
)
def test_a_word_and_no_crash(header, row, said) -> None:
    assert said in words(company(header, row))


def test_hostile_names_stay_text() -> None:
    hostile = ["![x](http://a)", "<img src=x onerror=alert(1)>", ":red[b] $x$"]
    app = company(",a.b[0]:c", lambda n: f",{hostile[n % 3]}")
    shown = "\n".join(str(part.value) for part in [*app.markdown, *app.caption, *app.header, *app.subheader])
    assert "![x](" not in shown
    assert not re.search(r"(?<!\\)<img", shown)
    assert not re.search(r"(?<!\\):red\[", shown)


def test_spellings_that_look_alike_are_offered_and_merged() -> None:
    app = company(",Sector", lambda n: f",{['technology', 'technolgy', 'medical'][n % 3]}")
    assert "the same Sector" in words(app)
    app.button(key="merge_0").click().run()
    assert not app.exception
    assert "counts as" in words(app)
    app.button(key="unmerge").click().run()
    assert "the same Sector" in words(app)


def test_a_column_is_taken_in_and_out_and_kept() -> None:
    app = company(",Loyalty Tier,Sector", lambda n: f",{['gold', 'tin'][n % 2]},{['tea', 'ink', 'pen'][n % 3]}")
    assert "Loyalty Tier**: made of what the customer bought" in words(app)
    next(button for button in app.button if button.label == "Take in").click().run()
    assert not app.exception
    assert "a trait, because you took it in" in words(app)
    assert any(name.startswith("Loyalty Tier") for name in app.selectbox(key="segments_trait").options)
    taken = app.session_state["whalecurve_desk"].state()
    assert SavedState.from_text(taken.to_text()).taken == Taken(into=("Loyalty Tier",))
    out = [button for button in app.button if button.label == "Take out"]
    out[0].click().run()
    assert not app.exception
    assert "you took it out" in words(app)
