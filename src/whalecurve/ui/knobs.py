"""A slider and a number box that show one value: every digit of it, steps of its own size, and no lost key press."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import isclose
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.credits import not_below_zero
from whalecurve.ui.faults import FAULTS, warn
from whalecurve.ui.ranges import box_step, shown_digits, slider_range

_KEPT_DIGITS: Final = 15  # what a double holds for certain; further ones are noise of its arithmetic
_LOCAL_DIGITS: Final = 3  # what a slider shows in the reader's own number marks
_WORD: Final = "knob_word"


@dataclass(frozen=True)
class Knob:
    """One value to turn.

    Attributes:
        key: The widgets' key.
        label: What it is, ready to be shown.
        value: In force, as the box shows it (a share in percent).
        saved: Of the saved plan, None for a new cost: the slider's range rests on it.
        most: Where the range ends unless the values go beyond.
    """

    key: str
    label: str
    value: Decimal
    saved: Decimal | None = None
    most: float | None = None


def twin(slider: DeltaGenerator, box: DeltaGenerator, knob: Knob, set_value: Callable[[str], None]) -> None:
    """Draw both; what the last change was refused for is said under the box."""
    bottom, top, step = slider_range(knob.saved, knob.value, knob.most)
    slider_key, box_key = f"{knob.key}_slider", f"{knob.key}_box"
    own = box_step(knob.saved, knob.value, step)
    digits = shown_digits(knob.value, own)
    _show(slider_key, min(max(float(knob.value), bottom), top))
    _show(box_key, float(knob.value))
    turn: dict[str, Any] = {"on_change": set_value}
    look = "localized" if digits <= _LOCAL_DIGITS else f"%.{digits}f"
    slider.slider(knob.label, bottom, top, step=step, key=slider_key, args=(slider_key,), format=look, **turn)
    exact: dict[str, Any] = {"value": None, "step": own, "format": f"%.{digits}f", "label_visibility": "collapsed"}
    box.number_input(f"{knob.label}, exact", key=box_key, args=(box_key,), **exact, **turn)
    said = st.session_state.get(_WORD, ("", ""))
    if said[0] == knob.key:
        del st.session_state[_WORD]
        with box:
            warn(said[1])


def turned(key: str) -> Decimal:
    """The value that a slider or box was turned to.

    Raises:
        PlanError: The box is empty, which is not zero, or the value is below zero.
    """
    value = st.session_state.get(key)
    if value is None:
        raise PlanError("An empty box is not zero", found="nothing", remedy="write 0 for no cost, or remove the cost")
    not_below_zero(value)
    return Decimal(f"{value:.{_KEPT_DIGITS}g}")


def carry_out(key: str, change: Callable[[], object]) -> None:
    """Do what a knob asks; why not is kept for its row to say, and the row shows the value in force again."""
    try:
        change()
    except FAULTS as problem:
        st.session_state[_WORD] = (knob_of(key), str(problem))


def knob_of(key: str) -> str:
    """The knob of a widget's key.

    >>> knob_of("pool_0_slider")
    'pool_0'
    """
    return key.rsplit("_", 1)[0]


def _show(key: str, value: float) -> None:
    """Put a value in a widget, unless it shows it already.

    What is put there is sent to the browser and wins over what was typed since: a held arrow key would lose presses.
    """
    shown = st.session_state.get(key)
    if shown is None or not isclose(shown, value, rel_tol=1e-12, abs_tol=0.0):
        st.session_state[key] = value
