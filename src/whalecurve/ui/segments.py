"""The Segments page: the verdict first, then the tree with its sentences, and how sure all of it is."""

import math
from typing import Final

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from whalecurve.analysis.results import Analysis
from whalecurve.analysis.segments import CONTRIBUTION_MARGIN, CUSTOMER_PROFIT, Measure, SegmentChoice
from whalecurve.charts.fields import CUSTOMERS, DEPTH, HIGH, LABEL, PARENT_ROW, ROW
from whalecurve.charts.tree import decision_tree, tree_sentence
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.ranks.headlines import losers_words
from whalecurve.domain.segments import Segments, Watch
from whalecurve.domain.segments.tree.nodes import tree_nodes
from whalecurve.domain.segments.verdict import FOUND, TOO_FEW
from whalecurve.domain.words.formats import counted, percent
from whalecurve.domain.words.wording import ranged, them
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.drawing import draw
from whalecurve.ui.reader import palette, reader_marks
from whalecurve.ui.words import plain

_MEASURES: Final[dict[Measure, str]] = {
    "profit": "The best by profit",
    "margin": "The best by margin",
    "above zero": "Everyone with a profit above zero",
}
_BASES: Final = {CUSTOMER_PROFIT: "after all costs", CONTRIBUTION_MARGIN: "before shared costs"}
_ICONS: Final = {FOUND: ":material/check_circle:", TOO_FEW: ":material/hourglass_empty:"}
_FEW_SHARES: Final = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)


def need_costs(answered: Analysis) -> None:
    """Without any cost nobody's profit is known: the page says so and stops; who buys most is no trait."""
    if answered.results.statements.is_revenue_only:
        st.info(
            "What the best customers have in common can be said once there are costs.",
            icon=":material/hourglass_empty:",
        )
        st.stop()


def losers(answered: Analysis) -> None:
    """Through what the customers at a loss fall short: no trait, but what an owner would otherwise look for in one."""
    if said := losers_words(answered.results):
        st.caption(plain(said, 600))


def choose(desk: Desk) -> SegmentChoice:
    """The controls that say what a high-profit customer is."""
    with st.expander("What counts as a high-profit customer", icon=":material/tune:", key="target_box"):
        first, second, third = st.columns(3)
        measure: Measure = first.selectbox(
            "High-profit customers are", list(_MEASURES), format_func=_MEASURES.__getitem__, key="segments_measure"
        )
        share = second.select_slider(
            "How many are the best",
            _FEW_SHARES,
            value=0.2,
            format_func=percent,
            disabled=measure == "above zero",
            key="segments_share",
        )
        basis = third.selectbox(
            "Profit is counted",
            list(_BASES),
            format_func=_BASES.__getitem__,
            key="segments_basis",
            help="Before shared costs is the contribution margin: revenue less the costs that follow the customer.",
        )
        st.caption("Customers who bought nothing in the period do not take part: they cannot teach who is profitable.")
    return SegmentChoice(measure, 0.2 if measure == "above zero" else share, basis, desk.merges, desk.taken)


def learn(desk: Desk, answered: Analysis, choice: SegmentChoice, place: DeltaGenerator) -> Segments:
    """The verdict on this choice with its tree, shown in ``place``; the last one stays there while it is worked out.

    Every step of progress is a moment at which Streamlit can stop the run, so a reader who moves on does not wait.
    """
    head, before, answer = place.empty(), place.empty(), place.empty()
    found = cache.segments(desk, choice) or _learned(desk, answered, choice, head, before)
    before.empty()
    with answer.container():
        _said(found)
    return found


def _learned(
    desk: Desk, answered: Analysis, choice: SegmentChoice, head: DeltaGenerator, before: DeltaGenerator
) -> Segments:
    # A place of its own for the last answer: one place that is filled twice in a run can keep both drawings.
    bar = head.progress(0.0, "Comparing your customers")
    last = cache.last_segments(desk)
    if last is not None:
        with before.container():
            st.caption("Until it is done, this is the answer from before the change:")
            _said(last)
    progress = _Progress(bar)
    try:
        found = cache.learn_segments(desk, answered, choice, Watch(progress.step, progress.cancelled))
    except WhalecurveError as problem:
        head.empty()
        before.warning(plain(str(problem), 1000), icon=":material/error_outline:")
        st.stop()
    head.empty()
    return found


def _said(found: Segments) -> None:
    verdict(found)
    rules(found)


class _Progress:
    """Shows how far the work is; each time it does, Streamlit ends the run if the reader has moved on."""

    def __init__(self, bar: DeltaGenerator) -> None:
        self.bar, self.name, self.done = bar, "Comparing your customers", 0.0

    def step(self, name: str, done_share: float) -> None:
        self.name, self.done = name, done_share
        self.bar.progress(done_share, name)

    def cancelled(self) -> bool:
        self.bar.progress(self.done, self.name)
        return False


def verdict(found: Segments) -> None:
    """The answer in one sentence, and what it means for the owner."""
    said = found.verdict
    st.header(plain(said.sentence, 600), anchor=False)
    st.markdown(f"{_ICONS.get(said.word, ':material/search_off:')} {plain(said.meaning, 600)}")
    if said.word != TOO_FEW:
        st.caption(plain(_who(found)))


def _who(found: Segments) -> str:
    who = f"{counted(found.customers, 'customer')} who bought in the period took part"
    return f"{who}; {percent(found.base_rate)} of them are high-profit ({found.target})."


def rules(found: Segments) -> None:
    """The tree beside its sentences; nothing where nothing was found."""
    if found.tree is None or found.encoded is None:
        return
    boxes = tree_boxes(found)
    drawing, sentences = st.columns((3, 2), gap="large")
    with drawing:
        st.markdown("**Who they are, question by question**")
        picture = decision_tree(boxes, palette=palette(), marks=reader_marks())
        draw(picture, alt=tree_sentence(boxes, marks=reader_marks()))
        st.caption("Each box splits the customers of the box above it. The bar is the share of high-profit customers.")
    with sentences:
        st.markdown("**In words**")
        for rule in found.rules:
            st.markdown(plain(rule.sentence, 600))
            st.caption(plain(_expect(rule.expected, rule.rate_low, rule.rate_high)))


def tree_boxes(found: Segments) -> pd.DataFrame:
    """The tree in reading order: every box below its parent, the more profitable branch first.

    Args:
        found: An answer with a tree.
    """
    nodes = () if found.tree is None or found.encoded is None else tree_nodes(found.tree, found.encoded)
    order: list[int] = []
    waiting = [0]
    while waiting:
        number = waiting.pop()
        order.append(number)
        children = [node for node in nodes if node.parent == number]
        waiting += [node.node for node in sorted(children, key=lambda node: node.rate)]
    row_of = {number: row for row, number in enumerate(order)}
    by_number = {node.node: node for node in nodes}
    ordered = [by_number[number] for number in order]
    return pd.DataFrame(
        {
            ROW: range(len(ordered)),
            PARENT_ROW: [row_of.get(node.parent, -1) for node in ordered],
            DEPTH: [node.depth for node in ordered],
            LABEL: [node.words for node in ordered],
            CUSTOMERS: [node.customers for node in ordered],
            HIGH: [node.high for node in ordered],
        }
    )


def _expect(expected: float, low: float, high: float) -> str:
    among = f"Among further customers like these, expect about {percent(expected)} to be high-profit"
    return (
        f"{among} ({ranged(percent(low), percent(high))}): what was picked for being best is a little worse next time."
    )


def how_sure(found: Segments) -> None:
    """The numbers behind the verdict."""
    with st.expander("How sure are we?", icon=":material/balance:", key="how_sure"):
        if found.p_value is None:
            st.markdown("No model was fitted, so there is nothing to be sure of.")
            return
        for sentence in certainty(found):
            st.markdown(plain(sentence, 600))
        if found.rules:
            st.dataframe(_rule_table(found), hide_index=True, alt="The rules with their figures")


def certainty(found: Segments) -> list[str]:
    """How the answer was tested, in sentences.

    Args:
        found: An answer with a model.
    """
    odds = one_in(1.0 if found.p_value is None else found.p_value)
    said = [
        (
            f"If your customers' traits said nothing at all, a pattern this strong would still turn up in {odds} "
            "(p-value of the whole search, every choice included)."
        ),
        f"{them(len(found.findings), 'trait was', 'traits were')} tried, and each p-value allows for that.",
    ]
    if found.skill is not None:
        said.append(
            f"Tried on customers that it had not seen, the tree removes {percent(max(found.skill, 0.0))} of the error "
            "of guessing the average for everyone (out-of-fold skill)."
        )
    for rule in found.rules:
        where = " and ".join(rule.conditions)
        said.append(f"In other samples of your customers, the rule {where} comes back {percent(rule.stability)} alike.")
    needed = found.verdict.customers_needed
    said.append(
        f"A trait that doubles the chance of high profit shows reliably from about {counted(needed, 'customer')}."
    )
    return said


def one_in(p_value: float) -> str:
    """A p-value in companies, rounded up so that it never sounds surer than it is.

    >>> one_in(0.011), one_in(0.6), one_in(0.0)
    ('2 of 100 companies', '60 of 100 companies', '1 of 100 companies')
    """
    return f"{max(math.ceil(round(p_value * 100, 6)), 1)} of 100 companies"


def _rule_table(found: Segments) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Rule": [" and ".join(rule.conditions) for rule in found.rules],
            "Customers": [rule.customers for rule in found.rules],
            "High-profit": [rule.high for rule in found.rules],
            "Share": [percent(rule.rate) for rule in found.rules],
            "To expect": [ranged(percent(rule.rate_low), percent(rule.rate_high)) for rule in found.rules],
            "Times the average": [round(rule.lift, 1) for rule in found.rules],
        }
    )
