"""The Costs page: a slider with a number box beside each cost, and what they do to profit while they move."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from whalecurve.domain.costing.drivers import driver_names
from whalecurve.domain.costing.explain_pools import dated_caption
from whalecurve.domain.plan.edits import with_annual_amount, with_driver, with_rate, without_cost
from whalecurve.domain.plan.plan_words import SHARES, basis_words, dated_rate_caption, driver_words
from whalecurve.domain.plan.pool_amount import yearly
from whalecurve.domain.plan.quantity_words import scope_words
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.domain.state.access import Right
from whalecurve.ui import cache
from whalecurve.ui.cost_effect import effect_line, show_effect
from whalecurve.ui.desk import FIRST_PLAN, Desk
from whalecurve.ui.desk_plans import save_plan
from whalecurve.ui.faults import attempt, say
from whalecurve.ui.knobs import Knob, carry_out, knob_of, turned, twin
from whalecurve.ui.session import open_desk
from whalecurve.ui.sharing import sharing
from whalecurve.ui.standing import STANDING
from whalecurve.ui.words import plain

_CONTROLS_HEIGHT: Final = 520
_FAULT: Final = "plan_fault"
_WORKBENCH: Final = "workbench"
_EFFECT: Final = "effect_part"
_FOOT: Final = "foot_part"
_HISTORY: Final = "history_part"
_POOL: Final = "pool"
_RATE: Final = "rate"
_MOVED: Final = (STANDING, _EFFECT, _FOOT, _HISTORY)
PERCENT: Final = Decimal(100)
_WIDTHS: Final = (4, 2.6, 2.6, 0.6)


@st.fragment(key=_WORKBENCH)
def workbench(foot: DeltaGenerator) -> None:
    """Effect on top and in one line at the foot, sliders between.

    Each row is a part of its own, and so are the effect, the line at the foot and the buttons: a moved slider runs its
    row and those three alone, which is a tenth of the work of the whole page.
    """
    desk = open_desk(Right.EDIT)
    _effect()
    with st.container(height=_CONTROLS_HEIGHT, border=False, key="cost_controls"):
        _pools(desk)
        _variables(desk)
    _history_buttons()
    with foot:
        _foot()


@st.fragment(key=_EFFECT)
def _effect() -> None:
    show_effect(open_desk(Right.EDIT))


@st.fragment(key=_FOOT)
def _foot() -> None:
    st.markdown(plain(effect_line(open_desk(Right.EDIT))))


def change_plan(desk: Desk, change: Callable[[], Scenario]) -> bool:
    """Put a changed scenario in force; when it cannot be, the reason is kept for the page to say."""
    return attempt(lambda: desk.change(change()), _FAULT)


def say_fault() -> None:
    """Why the last change could not be carried out."""
    say(_FAULT)


@st.fragment(key=_HISTORY)
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
    st.subheader("Costs of a year, shared by your customers")
    if not desk.scenario.fixed:
        st.caption("None yet. Add rent, payroll, software: whatever you pay whether or not a customer buys.")
    drivers = driver_names(cache.ledger(desk))
    for number in range(len(desk.scenario.fixed)):
        st.fragment(_pool, key=f"{_POOL}_{number}")(number, drivers)
    if desk.scenario.fixed:
        sharing(desk)


def _pool(number: int, drivers: tuple[str, ...]) -> None:
    """One fixed cost, looked up anew: a part of a page runs with the arguments of the last whole run."""
    desk = open_desk(Right.EDIT)
    pool = desk.scenario.fixed[number]
    slider, box, driver, remove = st.columns(_WIDTHS, vertical_alignment="bottom")
    set_amount = _setter(desk, lambda value: with_annual_amount(desk.scenario, pool.name, value))
    label = plain(pool.name)
    charged = cache.ledger(desk).charged_months(desk.scenario.settings.part_months)
    was = next((known for known in desk.history.saved.fixed if known.name == pool.name), None)
    saved = None if was is None else yearly(was, charged)
    knob = Knob(f"{_POOL}_{number}", label, yearly(pool, charged), saved)
    twin(slider, box, knob, set_amount)
    key = f"pool_driver_{number}"
    known = drivers if pool.driver in drivers else (*drivers, pool.driver)
    st.session_state[key] = pool.driver
    driver.selectbox(
        f"How {label} is shared",
        known,
        format_func=driver_words,
        key=key,
        on_change=_change_driver,
        args=(desk, pool.name, key),
        label_visibility="collapsed",
        help=_driver_help(pool),
    )
    _remove_button(remove, desk, f"pool_remove_{number}", pool.name)
    said = [dated_caption(pool, charged, desk.scenario.currency)] if pool.dated else []
    if said or pool.only:
        st.caption(plain(" ".join([*said, scope_words(pool.only).strip()]), 400))


def _variables(desk: Desk) -> None:
    st.subheader("Costs that follow each customer")
    if not desk.scenario.variable:
        st.caption("None yet. Add commission, freight, payment fees, visits: whatever grows with what a customer does.")
    for number in range(len(desk.scenario.variable)):
        st.fragment(_variable, key=f"{_RATE}_{number}")(number)


def _variable(number: int) -> None:
    """One variable cost, looked up anew."""
    desk = open_desk(Right.EDIT)
    cost = desk.scenario.variable[number]
    slider, box, basis, remove = st.columns(_WIDTHS, vertical_alignment="bottom")
    where = "" if not cost.only else " only " + "; ".join(f"{name}: {', '.join(values)}" for name, values in cost.only)
    if cost.rate is None:
        slider.text(cost.name)
        basis.text(f"the column {cost.column} of your files{where}")
    else:
        _rate_knob(desk, cost, f"{_RATE}_{number}", slider, box)
        basis.text(basis_words(cost.per) + where)
    _remove_button(remove, desk, f"variable_remove_{number}", cost.name)
    if cost.later:
        st.caption(plain(dated_rate_caption(cost, cache.ledger(desk).facts.period), 400))


def _rate_knob(desk: Desk, cost: VariableCost, key: str, slider: DeltaGenerator, box: DeltaGenerator) -> None:
    """The rate that holds in the last month of the period."""
    period = cache.ledger(desk).facts.period
    factor = PERCENT if cost.per in SHARES else Decimal(1)
    was = next(
        (known for known in desk.history.saved.variable if known.name == cost.name and known.rate is not None), None
    )
    saved = None if was is None else was.spans(period)[-1][1] * factor
    knob = Knob(key, plain(cost.name), cost.spans(period)[-1][1] * factor, saved, 100 if factor > 1 else None)
    change = _setter(desk, lambda value: with_rate(desk.scenario, cost.name, value / factor, period.last))
    twin(slider, box, knob, change)


def _setter(desk: Desk, change: Callable[[Decimal], Scenario]) -> Callable[[str], None]:
    def set_value(key: str) -> None:
        carry_out(key, lambda: desk.change(change(turned(key))))
        st.rerun([*_MOVED, knob_of(key)])

    return set_value


def _remove_button(place: DeltaGenerator, desk: Desk, key: str, name: str) -> None:
    place.button(
        ":material/delete:",
        key=key,
        help=f"Remove {plain(name, 40)}",
        type="tertiary",
        on_click=_remove,
        args=(desk, name),
    )


def _driver_help(pool: CostPool) -> str:
    if pool.driver == "revenue":
        return "Sharing by revenue only repaints the revenue ranking: it cannot tell who is costly to serve."
    return "By what this cost is shared among customers. The same part for everyone is the fairest guess without data."


def _change_driver(desk: Desk, name: str, key: str) -> None:
    desk.change(with_driver(desk.scenario, name, st.session_state[key]))
    st.rerun([STANDING, _WORKBENCH])


def _remove(desk: Desk, name: str) -> None:
    desk.change(without_cost(desk.scenario, name))
    st.rerun()


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
