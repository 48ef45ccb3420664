"""What became of actions, between the page and the store: read on each run, changed one at a time, taken back."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from whalecurve.domain.actions.action import Action
from whalecurve.domain.actions.holdout import HOLDOUT_NAME, Holdout, holdout_from_text
from whalecurve.domain.actions.kept_list import LIST_NAME
from whalecurve.domain.actions.record import Record, record_from_text, record_of, records_from_texts
from whalecurve.domain.errors import NotAllowedError, WhalecurveError
from whalecurve.ui.desk import Desk
from whalecurve.ui.downloads import today
from whalecurve.ui.faults import attempt

FAULT: Final = "action_fault"
_KIND: Final = "action"
_SEEN: Final = "action_texts_seen"
_UNDO: Final = "action_undo"
_MOST_UNDO: Final = 20
_NO_RECORDS: Final = frozenset({LIST_NAME, HOLDOUT_NAME})


def load(desk: Desk) -> dict[str, Record]:
    """Every record of the workspace by its key; what this page now shows is what a change must still find there.

    Raises:
        WhalecurveError: A record cannot be read.
    """
    texts = {} if desk.share or not desk.workspace else desk.service.kept(desk.me, desk.workspace, _KIND)
    st.session_state[_SEEN] = texts
    return records_from_texts({key: text for key, text in texts.items() if key not in _NO_RECORDS})


def kept_list() -> str:
    """The list as it was last kept, empty for none; ``load`` brings it."""
    return str(st.session_state.get(_SEEN, {}).get(LIST_NAME, ""))


def kept_holdout() -> Holdout | None:
    """Who is left alone, None where nobody was drawn; ``load`` brings it.

    Raises:
        WhalecurveError: It cannot be read.
    """
    text = _seen(HOLDOUT_NAME)
    return None if text is None else holdout_from_text(text)


def keep_holdout(desk: Desk, text: str | None) -> None:
    """Keep a draw, or with None end it; somebody else's draw is not overwritten."""
    attempt(lambda: _swap(desk, HOLDOUT_NAME, text, _seen(HOLDOUT_NAME)), FAULT)


def change(desk: Desk, action: Action, parts: Mapping[str, Any]) -> bool:
    """Change parts of an action's record and keep it; whether that was done, and if not, why is kept for the page."""

    def keep() -> None:
        before = _seen(action.key)
        record = record_from_text(before) if before else record_of(action)
        _swap(desk, action.key, record.changed(today(), **parts).to_text(), before)
        _remember((action.key, before, f"{action.customer_name}: {', '.join(_told(parts))}"))

    return attempt(keep, FAULT)


def keep_list(desk: Desk, text: str) -> None:
    """Keep the list of now as the one that later lists are compared with."""
    attempt(lambda: _swap(desk, LIST_NAME, text, _seen(LIST_NAME)), FAULT)


def last_change() -> str:
    """The last change of this session that can be taken back, in words; empty for none."""
    steps = st.session_state.get(_UNDO, [])
    return str(steps[-1][2]) if steps else ""


def undo(desk: Desk) -> None:
    """Take the last change of this session back, where nobody changed the same action since."""
    steps = st.session_state.get(_UNDO, [])
    if not steps:
        return
    key, before, _ = steps.pop()
    attempt(lambda: _swap(desk, key, before, _seen(key)), FAULT)


def _swap(desk: Desk, key: str, text: str | None, before: str | None) -> None:
    if not desk.may_change():
        raise NotAllowedError("You may look at this workspace but not change it", remedy="ask an owner for more")
    desk.open_workspace()
    try:
        desk.service.keep_after(desk.me, desk.workspace, _KIND, key, text, before)
    except WhalecurveError:
        # The next press must rest on what the page shows then, and no older step fits any more.
        st.session_state[_UNDO] = [step for step in st.session_state.get(_UNDO, []) if step[0] != key]
        raise
    seen = dict(st.session_state.get(_SEEN, {}))
    seen.pop(key, None)
    st.session_state[_SEEN] = seen if text is None else {**seen, key: text}


def _seen(key: str) -> str | None:
    text = st.session_state.get(_SEEN, {}).get(key)
    return None if text is None else str(text)


def _remember(step: tuple[str, str | None, str]) -> None:
    st.session_state[_UNDO] = [*st.session_state.get(_UNDO, []), step][-_MOST_UNDO:]


def _told(parts: Mapping[str, Any]) -> list[str]:
    return [str(parts["status"])] if parts.get("status") else ["changed"]
