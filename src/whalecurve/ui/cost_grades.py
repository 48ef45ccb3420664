"""How sure each assumption is, and which of them should be measured next."""

from typing import Final

import pandas as pd
import streamlit as st

from whalecurve.domain.plan.edits import with_grade
from whalecurve.domain.plan.grades import GRADES
from whalecurve.domain.plan.scenario import CostPool, VariableCost
from whalecurve.domain.ranks.measure_next import Doubt, measure_next_words
from whalecurve.domain.words.formats import count, money, percent
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.faults import FAULTS, warn
from whalecurve.ui.reader import reader_marks
from whalecurve.ui.words import plain

_NOT_SAID: Final = "not said"
_OPTIONS: Final = ("", *GRADES)


def grades(desk: Desk) -> None:
    """A choice for each assumption, and what hangs on each; worked out only where it is unfolded."""
    moving = [cost for cost in desk.scenario.costs if isinstance(cost, CostPool) or cost.rate is not None]
    if not moving:
        return
    folded = st.expander("How sure is each assumption?", icon=":material/help:", on_change="rerun", key="grades")
    if not folded.open:
        return
    with folded:
        try:
            found = cache.doubts(desk, cache.analysis(desk, desk.scenario))
        except FAULTS as problem:
            warn(problem)
            return
        st.markdown(plain(measure_next_words(found, desk.scenario.currency), 600))
        st.caption(
            "A measured cost may be off by 2 %, one from the books by 5 %, an estimate by 20 %, a guess by 50 %; one "
            "that nobody graded by the plan's swing. Each is moved alone to both ends, and everybody is costed anew."
        )
        for cost in moving:
            _choice(desk, cost)
        st.dataframe(doubt_frame(found, desk.scenario.currency), hide_index=True, alt="What hangs on each assumption")


def doubt_frame(found: tuple[Doubt, ...], currency: str) -> pd.DataFrame:
    """A row for each assumption, the one to measure next first."""
    marks = reader_marks()
    return pd.DataFrame(
        {
            "Cost": [each.name for each in found],
            "How sure": [each.grade or _NOT_SAID for each in found],
            "May be off by": [percent(float(each.off_by), marks=marks) for each in found],
            "Customers across zero": [count(len(each.places), marks=marks) for each in found],
            "Their profit and loss": [money(each.profit, currency, marks=marks) for each in found],
        }
    )


def _choice(desk: Desk, cost: CostPool | VariableCost) -> None:
    key = f"grade_{cost.name}"
    st.session_state[key] = cost.sure
    label = plain(cost.name, 60)
    st.selectbox(
        label,
        _OPTIONS,
        format_func=lambda grade: grade or _NOT_SAID,
        key=key,
        on_change=_grade,
        args=(desk, cost.name, key),
    )


def _grade(desk: Desk, name: str, key: str) -> None:
    grade = st.session_state.get(key)
    if grade in _OPTIONS:
        desk.change(with_grade(desk.scenario, name, str(grade)))
