"""Records of actions outlive uploads, move likelihoods, and refuse what no form offers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whalecurve.domain.actions.action import Action
from whalecurve.domain.actions.kept_list import changes, list_text
from whalecurve.domain.actions.record import OUTCOMES, STATUSES, Record, record_from_text, record_of
from whalecurve.domain.actions.standing import standings
from whalecurve.domain.errors import WhalecurveError

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
RECORDS = st.builds(
    Record,
    kind=st.sampled_from(["time", "reprice"]),
    customer_id=TEXT,
    customer_name=TEXT,
    note=TEXT,
    owner=TEXT,
    status=st.sampled_from(STATUSES),
    outcome=st.sampled_from(OUTCOMES),
    due=st.dates().map(str),
    received=st.integers(0, 99),
    became=st.lists(TEXT, max_size=3).map(tuple),
    money_at_stake=st.integers(-(2**62), 2**62),
)


@given(RECORDS)
def test_a_record_comes_back_as_it_was_kept(record) -> None:
    assert record_from_text(record.to_text()) == record


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 9)), unique_by=lambda row: row[0]), st.data())
def test_a_list_says_what_is_new_gone_and_of_other_money(before, data) -> None:
    now = data.draw(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(1, 9)), unique_by=lambda row: row[0]))
    found = changes(list_text([action(*row) for row in before]), [action(*row) for row in now])
    old, new = dict(before), dict(now)
    assert {each.customer_id for each in found.new} == new.keys() - old.keys()
    assert {each.name for each in found.gone} == old.keys() - new.keys()
    assert {(each.customer_id, was) for each, was in found.other} == {
        (name, old[name]) for name in old.keys() & new.keys() if old[name] != new[name]
    }


def action(name: str, money: int = 100, **parts) -> Action:
    return Action("time", name, name, "why", "what", money, 0.5, **parts)


def test_outcomes_move_the_likelihood_of_their_kind_alone() -> None:
    worked = [record_of(action(name)).changed("2026-11-29", status="done", outcome="worked") for name in "abc"]
    records = {each.action.key: each for each in worked}
    asked = Action("referral", "d", "d", "", "", 100, 0.1)
    found = standings([action("d"), asked], records)
    # of the assumed one in two, and three of three: four in five
    assert [(each.action.likelihood, each.gone) for each in found[:2]] == [(0.8, False), (0.1, False)]
    assert [(each.action.customer_id, each.gone, each.status) for each in found[2:]] == [
        (name, True, "done") for name in "abc"
    ]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3", '{"kind": "time"}', '{"status": "gone"}'])
def test_what_is_no_record_is_refused_in_words(text) -> None:
    with pytest.raises(WhalecurveError, match="cannot be read"):
        record_from_text(text)


@pytest.mark.parametrize("parts", [{"due": "tomorrow"}, {"outcome": "great"}, {"received": -1}, {"status": ""}])
def test_what_no_form_offers_is_refused(parts) -> None:
    with pytest.raises(WhalecurveError, match="To fix it"):
        Record("time", "a", "Anvil", **parts)
