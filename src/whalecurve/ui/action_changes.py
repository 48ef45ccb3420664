"""What a new upload or another plan changed in the list, and the way back from the last press."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from whalecurve.domain.actions.kept_list import Changes, changes, list_text
from whalecurve.domain.actions.standing import Standing
from whalecurve.domain.money.number_marks import NumberMarks
from whalecurve.domain.words.formats import counted, money
from whalecurve.ui import action_records
from whalecurve.ui.desk import Desk
from whalecurve.ui.faults import FAULTS, say, warn
from whalecurve.ui.reader import reader_marks
from whalecurve.ui.words import plain

_MOST_TOLD: Final = 20


def last_press(desk: Desk) -> None:
    """Why the last press was not kept, or the button that takes it back."""
    say(action_records.FAULT)
    if told := action_records.last_change():
        st.button(
            f"Undo: {plain(told, 100)}",
            icon=":material/undo:",
            key="action_undo_button",
            type="tertiary",
            on_click=action_records.undo,
            args=(desk,),
        )


def since_kept(desk: Desk, standing: Sequence[Standing]) -> None:
    """What is new, gone or of other money since the list was kept, and the button that keeps it as it is now."""
    now = [each.action for each in standing if not each.gone]
    if desk.share is not None or not now:
        return
    text = action_records.kept_list()
    try:
        found = changes(text, now) if text else None
    except FAULTS as problem:
        warn(problem)
        found = None
    if found:
        _tell(desk, found)
    if desk.may_change() and (found or not text):
        st.button(
            "Keep this list" if not text else "Keep the list as it is now",
            icon=":material/bookmark_add:",
            key="action_list_keep",
            help="After the next upload, or under another plan, the page says what is new, gone or of other money.",
            on_click=action_records.keep_list,
            args=(desk, list_text(now)),
        )


def change_words(found: Changes, currency: str, marks: NumberMarks) -> list[str]:
    """Each change in a line, those with the most money first."""
    new = [
        (each.money_at_stake, f"New: {each.customer_name}, {each.kind}, {_cash(each.money_at_stake, currency, marks)}.")
        for each in found.new
    ]
    gone = [
        (each.money, f"Gone: {each.name}, {each.kind}, was {_cash(each.money, currency, marks)}.")
        for each in found.gone
    ]
    other = [
        (
            abs(each.money_at_stake - before),
            " ".join(
                [
                    f"Other money: {each.customer_name}, {each.kind}, {_cash(each.money_at_stake, currency, marks)}",
                    f"instead of {_cash(before, currency, marks)}.",
                ]
            ),
        )
        for each, before in found.other
    ]
    return [line for _, line in sorted([*new, *gone, *other], key=lambda told: -told[0])]


def _tell(desk: Desk, found: Changes) -> None:
    numbers = [
        f"{len(part)} {word}"
        for part, word in ((found.new, "new"), (found.gone, "gone"), (found.other, "with other money"))
        if part
    ]
    title = f"Since the list was kept: {', '.join(numbers)}"
    with st.expander(title, icon=":material/difference:", key="action_changes"):
        lines = change_words(found, desk.scenario.currency, reader_marks())
        for line in lines[:_MOST_TOLD]:
            st.caption(plain(line, 300))
        if len(lines) > _MOST_TOLD:
            st.caption(f"The {_MOST_TOLD} largest of {counted(len(lines), 'change')}.")


def _cash(amount: int, currency: str, marks: NumberMarks) -> str:
    return money(amount, currency, cents=False, marks=marks)
