"""The Costs page: on the left the costs at full length, on the right what they do to profit, always in view."""

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from whalecurve.domain.costing.drivers import driver_names
from whalecurve.domain.state.access import Right
from whalecurve.ui import cache, cost_forms
from whalecurve.ui.cost_effect import effect_line, show_effect
from whalecurve.ui.cost_rows import EFFECT, FOOT, HISTORY, POOL, RATE, WORKBENCH, pool_row, variable_row
from whalecurve.ui.desk import FIRST_PLAN, Desk
from whalecurve.ui.desk_plans import save_plan
from whalecurve.ui.plan_change import say_fault
from whalecurve.ui.session import open_desk
from whalecurve.ui.sharing import sharing
from whalecurve.ui.words import plain

_COLUMNS: Final = (11, 9)


@st.fragment(key=WORKBENCH)
def workbench(foot: DeltaGenerator) -> None:
    """Costs beside their effect; on a small screen the effect is one line at the foot, too.

    Each row is a part of its own, and so are the effect, the line at the foot and the buttons: a moved slider runs its
    row and those three alone, which is a tenth of the work of the whole page.
    """
    desk = open_desk(Right.EDIT)
    costs, answer = st.columns(_COLUMNS, gap="large")
    with costs:
        _pools(desk)
        _variables(desk)
    with answer, st.container(key="answer_panel"):
        say_fault()
        _history_buttons()
        _effect()
    with foot:
        _foot()


@st.fragment(key=EFFECT)
def _effect() -> None:
    show_effect(open_desk(Right.EDIT))


@st.fragment(key=FOOT)
def _foot() -> None:
    with st.container(key="foot"):
        st.markdown(plain(effect_line(open_desk(Right.EDIT))))


@st.fragment(key=HISTORY)
def _history_buttons() -> None:
    desk = open_desk(Right.EDIT)
    history = desk.history
    with st.container(horizontal=True):
        st.button("Undo", icon=":material/undo:", disabled=not history.past, on_click=_undo, args=(desk,), key="undo")
        st.button("Redo", icon=":material/redo:", disabled=not history.future, on_click=_redo, args=(desk,), key="redo")
        changed = history.now != history.saved
        st.button("Reset", icon=":material/restart_alt:", disabled=not changed, on_click=_reset, args=(desk,))
        st.button("Keep as my plan", icon=":material/check:", disabled=not changed, on_click=_save, args=(desk,))


def _pools(desk: Desk) -> None:
    st.header("Costs of a year, shared by your customers", anchor=False)
    if not desk.scenario.fixed:
        st.caption("None yet. Add rent, payroll, software: whatever you pay whether or not a customer buys.")
    drivers = driver_names(cache.ledger(desk))
    for number in range(len(desk.scenario.fixed)):
        with st.container(key=f"row_{POOL}_{number}", gap="xsmall"):
            st.fragment(pool_row, key=f"{POOL}_{number}")(number, drivers)
    cost_forms.add_shared(desk)
    if desk.scenario.fixed:
        sharing(desk)


def _variables(desk: Desk) -> None:
    st.header("Costs that follow each customer", anchor=False)
    if not desk.scenario.variable:
        st.caption("None yet. Add commission, freight, payment fees, visits: whatever grows with what a customer does.")
    for number in range(len(desk.scenario.variable)):
        with st.container(key=f"row_{RATE}_{number}", gap="xsmall"):
            st.fragment(variable_row, key=f"{RATE}_{number}")(number)
    cost_forms.add_following(desk)


def _undo(desk: Desk) -> None:
    desk.alter(history=desk.history.undo())
    st.rerun()


def _redo(desk: Desk) -> None:
    desk.alter(history=desk.history.redo())
    st.rerun()


def _reset(desk: Desk) -> None:
    desk.alter(history=desk.history.reset())
    st.rerun()


def _save(desk: Desk) -> None:
    save_plan(desk, desk.plan or FIRST_PLAN)
    st.rerun()
