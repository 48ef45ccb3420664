"""The Plans page: two plans side by side, chosen by the reader, and the difference in a sentence."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.ranks.compare import Comparison, compare
from whalecurve.domain.words.formats import counted, money, month_name
from whalecurve.domain.words.plurals import agree
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.faults import FAULTS, warn
from whalecurve.ui.reader import reader_marks
from whalecurve.ui.words import plain

_NOW: Final = "now"
_START: Final = "start"
_NAMED: Final = "plan:"


@dataclass(frozen=True)
class Side:
    """A plan to compare.

    Attributes:
        title: What it is called on top of a column.
        name: What it is called in a sentence.
        than: What something is more or less than when it is compared with this plan.
        scenario: The plan itself.
    """

    title: str
    name: str
    than: str
    scenario: Scenario


@dataclass(frozen=True)
class Pair:
    """Two plans and what they make."""

    left: Side
    right: Side
    left_answer: Analysis
    right_answer: Analysis
    found: Comparison


def side_by_side(desk: Desk) -> Pair | None:
    """Let the reader choose two plans and set them side by side; None where there is nothing to compare, which is said.

    What cannot be carried out or compared is said in words, and the rest of the page goes on.
    """
    sides = plan_sides(desk)
    if len(sides) == 1:
        st.info("There is one plan so far. Save it under a name, change costs, and see here what the change does.")
        return None
    first, second = st.columns(2)
    with first:
        left = _choice("Compare", "compare_left", sides, usual_left(desk, sides))
    with second:
        right = _choice("with", "compare_right", sides, _NOW if left != _NOW else usual_left(desk, sides))
    try:
        answers = [cache.analysis(desk, sides[key].scenario) for key in (left, right)]
        found = compare(answers[0].results, answers[1].results)
    except FAULTS as problem:
        warn(problem)
        return None
    return Pair(sides[left], sides[right], answers[0], answers[1], found)


def plan_sides(desk: Desk) -> dict[str, Side]:
    """Every plan there is by its key: the one in force, the saved ones, and the one it all began with."""
    sides = {_NOW: Side("In force now", "the plan in force", "now", desk.scenario)}
    sides |= {f"{_NAMED}{name}": Side(name, name, f"under {name}", plan) for name, plan in desk.plans.items()}
    saved = desk.history.saved
    if saved != desk.scenario and saved not in desk.plans.values():
        sides[_START] = Side("Before your changes", "the plan before your changes", "before your changes", saved)
    return sides


def usual_left(desk: Desk, sides: dict[str, Side]) -> str:
    """What the plan in force is compared with at first: the plan that it came from, else one that is different."""
    others = [f"{_NAMED}{desk.plan}", _START, *sides]
    different = [key for key in others if key in sides and sides[key].scenario != desk.scenario]
    return next(iter(different or [key for key in sides if key != _NOW]))


def headline(desk: Desk, pair: Pair) -> None:
    """The difference in one sentence, and what the reader must know of the two periods."""
    st.header(plain(headline_words(pair, desk.scenario.currency, marks=reader_marks()), 600), anchor=False)
    periods = [side.statements.ledger.facts.period for side in (pair.found.left, pair.found.right)]
    if periods[0] != periods[1]:
        spans = [f"{month_name(period.first)} to {month_name(period.last)}" for period in periods]
        said = f"{pair.left.title} counts {spans[0]}, {pair.right.title} {spans[1]}: revenue differs for that reason."
        st.caption(":material/date_range: " + plain(said, 600))


def headline_words(pair: Pair, currency: str, *, marks: NumberMarks = ENGLISH) -> str:
    """What the right plan does to profit and to whom, against the left one."""
    found, than = pair.found, pair.left.than
    under = f"Under {pair.right.name}"
    if found.is_empty:
        return f"{under} everything is the same as {than}."
    change = found.profit_difference
    size = money(abs(change), currency, cents="auto", marks=marks)
    parts = [f"profit is {size} {'higher' if change > 0 else 'lower'} than {than}"]
    if not change:
        moved = counted(len(found.changed), "customer", marks=marks)
        parts = [f"profit is the same as {than}" + (f" but moves among {moved}" if len(found.changed) else "")]
    for places, one, many in ((found.fell, "falls below", "fall below"), (found.rose, "rises above", "rise above")):
        if len(places):
            who = counted(len(places), "customer", marks=marks)
            parts.append(f"{who} {agree(len(places), one, many)} zero")
    return f"{under}, {_joined(parts)}."


def _choice(label: str, key: str, sides: dict[str, Side], usual: str) -> str:
    """One of the plans; a choice that is gone, renamed or dropped, gives way to the usual one."""
    if st.session_state.get(key) not in sides:
        st.session_state[key] = usual
    chosen: str = st.selectbox(label, list(sides), format_func=lambda side: sides[side].title, key=key)
    return chosen


def _joined(parts: list[str]) -> str:
    """Clauses as one sentence.

    >>> _joined(["a", "b", "c"]), _joined(["a"])
    ('a, b and c', 'a')
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]
