"""The Plans page: the saved plans as a list, and what can be done with them."""

from typing import Final

import pandas as pd
import streamlit as st

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.state.access import Right
from whalecurve.service.texts import needed_name
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.desk_plans import drop_plan, open_plan, rename_plan, save_plan
from whalecurve.ui.faults import FAULTS, attempt, say
from whalecurve.ui.words import plain

PLANS_SHOWN: Final = 10
"""Plans worked out at a time: each is an answer of its own, and the cache holds few."""

_FAULT: Final = "plans_fault"
_NAME: Final = "plan_name"
_PICKED: Final = "plan_picked"
_NEW_NAME: Final = "plan_new_name"
_TAKEN: Final = "plan_taken"
_LONG: Final = 60


def saved_plans(desk: Desk) -> None:
    """The plan in force and the saved ones with what they make; below, what can be done."""
    st.header("Your plans", anchor=False)
    names = list(desk.plans)
    pages = -(-len(names) // PLANS_SHOWN)
    page = st.pagination(pages, key="plans_page") if pages > 1 else 1
    cash = f", {desk.scenario.currency}" if desk.scenario.currency else ""
    st.dataframe(
        plans_frame(desk, names[(page - 1) * PLANS_SHOWN : page * PLANS_SHOWN]),
        hide_index=True,
        key="plans",
        column_config={
            "plan": st.column_config.TextColumn("Plan"),
            "profit": st.column_config.NumberColumn(f"Profit now{cash}", format="localized"),
            "losers": st.column_config.NumberColumn("Customers at a loss", format="localized"),
            "note": st.column_config.TextColumn("Note", width="large"),
        },
        alt="Plans with the profit of all customers and how many of them are at a loss",
    )
    if Right.EDIT not in desk.rights:
        return
    say(_FAULT)
    _save_form(desk)
    if names:
        _handle(desk, names)


def plans_frame(desk: Desk, names: list[str]) -> pd.DataFrame:
    """Rows of the list: what each plan makes of the data in use, or why it makes nothing."""
    rows = [("In force now", *_figures(desk, desk.scenario, _origin(desk)))]
    rows += [(name, *_figures(desk, desk.plans[name], "")) for name in names]
    frame = pd.DataFrame(rows, columns=["plan", "profit", "losers", "note"])
    return frame.astype({"profit": "Float64", "losers": "Int64"})


def _origin(desk: Desk) -> str:
    if not desk.plan:
        return "not saved under a name"
    same = desk.plans.get(desk.plan) == desk.scenario
    return f"as in {desk.plan}" if same else f"{desk.plan}, changed since"


def _figures(desk: Desk, plan: Scenario, note: str) -> tuple[float | None, int | None, str]:
    try:
        results = cache.analysis(desk, plan).results
    except FAULTS as problem:
        return None, None, str(problem)
    return results.statements.profit / 10**results.statements.digits, results.unprofitable_customers, note


def _save_form(desk: Desk) -> None:
    name, save = st.columns((4, 2), vertical_alignment="bottom")
    name.text_input("Name for the plan in force", key=_NAME, max_chars=120, placeholder="Lean, for example")
    save.button("Save this plan", icon=":material/bookmark_add:", key="plan_save", on_click=_save, args=(desk,))
    taken = st.session_state.get(_TAKEN)
    if taken is None:
        return
    st.warning(plain(f"There is a plan {taken} already, and it is another one.", 300), icon=":material/bookmarks:")
    with st.container(horizontal=True):
        st.button("Replace it", key="plan_replace", on_click=_replace, args=(desk, taken))
        st.button("Leave it", key="plan_leave", on_click=_leave)


def _handle(desk: Desk, names: list[str]) -> None:
    if st.session_state.get(_PICKED) not in names:
        st.session_state[_PICKED] = desk.plan if desk.plan in names else names[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked: str = st.selectbox("A saved plan", names, key=_PICKED, width=320)
        st.button(
            "Open it",
            icon=":material/folder_open:",
            key="plan_open",
            disabled=desk.plans[picked] == desk.scenario and desk.plan == picked,
            on_click=_open,
            args=(desk, picked),
        )
        with st.popover("Rename", icon=":material/edit:"):
            st.text_input(f"Another name for {plain(picked, _LONG)}", key=_NEW_NAME, max_chars=120)
            st.button("Rename it", key="plan_rename", type="primary", on_click=_rename, args=(desk, picked))
        with st.popover("Delete", icon=":material/delete:"):
            st.markdown(plain(f"{picked} will be gone; the plan in force stays as it is.", 300))
            st.button("Delete it", key="plan_delete", type="primary", on_click=_drop, args=(desk, picked))


def _save(desk: Desk) -> None:
    def save() -> None:
        name = needed_name(st.session_state[_NAME], "The plan")
        if desk.plans.get(name, desk.scenario) != desk.scenario:
            st.session_state[_TAKEN] = name
            return
        _replace(desk, name)

    attempt(save, _FAULT)


def _replace(desk: Desk, name: str) -> None:
    save_plan(desk, name)
    st.session_state[_NAME] = ""
    st.session_state[_PICKED] = name
    _leave()


def _leave() -> None:
    st.session_state.pop(_TAKEN, None)


def _open(desk: Desk, name: str) -> None:
    if name in desk.plans:
        open_plan(desk, name)


def _rename(desk: Desk, old: str) -> None:
    def rename() -> None:
        new = needed_name(st.session_state[_NEW_NAME], "The plan")
        if new != old and new in desk.plans:
            raise WhalecurveError("There is a plan of that name already", found=new, remedy="choose another name")
        rename_plan(desk, old, new)
        st.session_state[_NEW_NAME] = ""
        st.session_state[_PICKED] = new

    attempt(rename, _FAULT)


def _drop(desk: Desk, name: str) -> None:
    drop_plan(desk, name)
