"""Messages that no browser would send: for each widget that an owner has, the state that it has once it was used."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.wire import Waiting
from tests.wire_page import key_of

# Every page that an owner is offered; the last one is where a fixture leaves its tab.
PAGES = ("data", "costs", "breakdown", "segments", "actions", "trend", "plans", "share", "team", "ranking")
OWN_AFFAIRS = ("log_out", "open_", "new_workspace", "leave")
# What the Share page asks and offers; its pages and its time have no state that could be forged alike.
SHARE_FORM = {"share_title", "share_masked", "share_download", "share_word", "share_sites", "share_make"}


def everything(tab: Waiting) -> SimpleNamespace:
    """Forged states, parts and addresses of all pages that the owner of a company is offered, an open link among them.

    A page that is not named above is a fault of these tests: nobody would forge its messages.
    """
    offered = {name.lower() for name in tab.page.hashes} - {"whalecurve"}
    assert offered <= set(PAGES), offered
    make_link(tab)
    forged, fragments = [], set()
    for page in (name for name in PAGES if name in offered):
        tab.go(page)
        tab.unfold()
        assert tab.page.exceptions == []
        forged += forged_states(tab)
        fragments |= tab.page.fragments
    assert_share_is_forged(forged)
    # What is pressed on the page of uploads takes away what the others show: it comes last.
    known = [tab.page.hashes[name] for name in reversed(PAGES) if name in offered]
    hashes = list(dict.fromkeys([*known, *tab.page.hashes.values()]))
    return SimpleNamespace(tab=tab, forged=forged, fragments=fragments, hashes=hashes)


def make_link(owner: Waiting) -> None:
    """Make a link on the owner's Share page."""
    owner.go("share")
    owner.click("share_make")
    assert "Your link is ready." in owner.page.text, owner.page.text


def assert_share_is_forged(forged: Sequence[WidgetState]) -> None:
    """The Share page was drawn whole: its form is filled in and sent, and a link is closed."""
    keys = {key_of(state.id) for state in forged}
    assert keys >= SHARE_FORM, keys
    assert any(key.startswith("revoke_") for key in keys), keys


def forged_states(tab: Waiting) -> list[WidgetState]:
    """For each widget of a page: it was pressed, or set to something else; not those that only concern the sender."""
    states = []
    for one in tab.page.widgets():
        if one.key.startswith(OWN_AFFAIRS) or one.label == "Delete my data":
            continue
        known = tab.page.states.get(one.id)
        state = WidgetState(id=one.id)
        if one.kind == "button":
            state.trigger_value = True
        elif known is None:  # a wrong kind of state breaks the sender's own session before anything is pressed
            continue
        elif known.HasField("double_array_value"):
            state.double_array_value.data.extend([1.0] * len(known.double_array_value.data))
        elif known.HasField("string_array_value"):
            state.string_array_value.data.extend([one.proto.options[0]] * len(known.string_array_value.data))
        elif known.HasField("double_value"):
            state.double_value = 1.0
        elif known.HasField("bool_value"):
            state.bool_value = not known.bool_value
        elif known.HasField("string_value"):
            state.string_value = other_choice(one.proto, known.string_value)
        else:
            continue
        states.append(state)
    return states


def other_choice(proto: Any, now: str) -> str:
    """Another of a widget's choices, or a text such as the box itself gives as an example: one that would be taken."""
    example = getattr(proto, "placeholder", "") or "forged by somebody"
    return next((choice for choice in getattr(proto, "options", ()) if choice != now), example)


def try_everything(tab: Waiting, owner: SimpleNamespace) -> None:
    """Every page, part and widget of the owner's, from a tab that is somebody else's.

    Twice a page: a press counts for Streamlit only when the session has drawn the button before.
    """
    for page_hash in owner.hashes:
        for _ in range(2):
            tab.rerun(owner.forged, page_hash=page_hash)
        for fragment in owner.fragments:
            tab.rerun(owner.forged, page_hash=page_hash, fragment=fragment, wait=0)
    tab.settle(1.0)
