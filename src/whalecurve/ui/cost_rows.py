"""The rows of the Costs page: a slider with a number box beside each cost, how it is shared, and what it makes."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from whalecurve.domain.costing.cost_makes import pool_makes, variable_makes
from whalecurve.domain.costing.explain_pools import dated_caption
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.plan.edits import with_annual_amount, with_driver, with_rate, without_cost
from whalecurve.domain.plan.plan_words import dated_rate_caption, driver_words
from whalecurve.domain.plan.pool_amount import yearly
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.domain.state.access import Right
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.faults import FAULTS
from whalecurve.ui.knobs import Knob, carry_out, knob_of, turned, twin
from whalecurve.ui.plan_change import shown_times
from whalecurve.ui.session import open_desk
from whalecurve.ui.standing import STANDING
from whalecurve.ui.words import plain

WORKBENCH: Final = "workbench"
EFFECT: Final = "effect_part"
FOOT: Final = "foot_part"
HISTORY: Final = "history_part"
POOL: Final = "pool"
RATE: Final = "rate"
_MOVED: Final = (STANDING, EFFECT, FOOT, HISTORY)
_WIDTHS: Final = (5, 3, 0.7)


def pool_row(number: int, drivers: tuple[str, ...]) -> None:
    """One fixed cost, looked up anew: a part of a page runs with the arguments of the last whole run."""
    desk = open_desk(Right.EDIT)
    pool = desk.scenario.fixed[number]
    slider, box, remove = st.columns(_WIDTHS, vertical_alignment="bottom")
    set_amount = _setter(desk, lambda value: with_annual_amount(desk.scenario, pool.name, value))
    label = plain(pool.name)
    charged = cache.ledger(desk).charged_months(desk.scenario.settings.part_months)
    was = next((known for known in desk.history.saved.fixed if known.name == pool.name), None)
    saved = None if was is None else yearly(was, charged)
    knob = Knob(f"{POOL}_{number}", label, yearly(pool, charged), saved)
    twin(slider, box, knob, set_amount)
    key = f"pool_driver_{number}"
    known = drivers if pool.driver in drivers else (*drivers, pool.driver)
    st.session_state[key] = pool.driver
    st.selectbox(
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
    _made([_made_of(desk, lambda statements: pool_makes(statements, pool)), *said])


def variable_row(number: int) -> None:
    """One variable cost, looked up anew."""
    desk = open_desk(Right.EDIT)
    cost = desk.scenario.variable[number]
    slider, box, remove = st.columns(_WIDTHS, vertical_alignment="bottom")
    if cost.rate is None:
        slider.text(cost.name)
    else:
        _rate_knob(desk, cost, f"{RATE}_{number}", slider, box)
    _remove_button(remove, desk, f"variable_remove_{number}", cost.name)
    said = [dated_rate_caption(cost, cache.ledger(desk).facts.period)] if cost.later else []
    _made([_made_of(desk, lambda statements: variable_makes(statements, cost)), *said])


def _rate_knob(desk: Desk, cost: VariableCost, key: str, slider: DeltaGenerator, box: DeltaGenerator) -> None:
    """The rate that holds in the last month of the period."""
    period = cache.ledger(desk).facts.period
    factor = shown_times(cost.per)
    was = next(
        (known for known in desk.history.saved.variable if known.name == cost.name and known.rate is not None), None
    )
    saved = None if was is None else was.spans(period)[-1][1] * factor
    knob = Knob(key, plain(cost.name), cost.spans(period)[-1][1] * factor, saved, 100 if factor > 1 else None)
    change = _setter(desk, lambda value: with_rate(desk.scenario, cost.name, value / factor, period.last))
    twin(slider, box, knob, change)


def _made_of(desk: Desk, words: Callable[[Statements], str]) -> str:
    """What a cost makes under the plan in force; nothing where the plan cannot be carried out, which the panel says."""
    try:
        return words(cache.analysis(desk, desk.scenario).results.statements)
    except FAULTS:
        return ""


def _made(said: list[str]) -> None:
    st.caption(plain(". ".join(filter(None, said)), 400))


def _setter(desk: Desk, change: Callable[[Decimal], Scenario]) -> Callable[[str], None]:
    def set_value(key: str) -> None:
        carry_out(key, lambda: desk.change(change(turned(key))))
        st.rerun([*_MOVED, knob_of(key)])

    return set_value


def _remove_button(place: DeltaGenerator, desk: Desk, key: str, name: str) -> None:
    place.button(
        f"Remove {plain(name, 40)}",
        icon=":material/delete:",
        key=key,
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
    st.rerun([STANDING, WORKBENCH])


def _remove(desk: Desk, name: str) -> None:
    desk.change(without_cost(desk.scenario, name))
    st.rerun()
