"""The Segments page: each trait by itself, columns that are no traits, and spellings that look alike."""

from typing import Final

import pandas as pd
import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.analysis.spend import MADE_OF_SPEND, TOLD_OUT
from whalecurve.charts.fields import CUSTOMERS, HIGH, LEVEL, RATE, RATE_HIGH, RATE_LOW
from whalecurve.charts.levels import MOST_LEVELS, levels_sentence, trait_levels
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.ranks.verdicts import worst_part
from whalecurve.domain.segments import Segments
from whalecurve.domain.segments.significance.findings import TraitFinding
from whalecurve.domain.segments.traits.trait import share_name
from whalecurve.domain.segments.traits.trait_set import FOLLOWS_MONEY
from whalecurve.domain.state.access import Right
from whalecurve.domain.words.formats import counted, percent
from whalecurve.ui.desk import Desk
from whalecurve.ui.drawing import draw
from whalecurve.ui.reader import palette, reader_marks
from whalecurve.ui.segments import one_in
from whalecurve.ui.words import plain

_MOST_OFFERS: Final = 12
_MOST_COMPARED: Final = 40
_MOST_COLUMNS: Final = 60


def traits(desk: Desk, answered: Analysis, found: Segments) -> None:
    """One trait at a time, those that hold first; the spellings that look alike below."""
    if found.findings:
        st.header("Trait by trait", anchor=False)
        names = [finding.trait for finding in found.findings]
        held = {finding.trait: finding.holds for finding in found.findings}
        chosen = st.selectbox(
            "Which trait",
            names,
            format_func=lambda name: f"{name}: {'holds' if held.get(name) else 'no more than chance'}",
            key="segments_trait",
        )
        _trait(answered, found, found.findings[names.index(chosen) if chosen in names else 0])
    _spellings(desk, found)


def _trait(answered: Analysis, found: Segments, finding: TraitFinding) -> None:
    drawing, words = st.columns((3, 2), gap="large")
    frame = level_frame(finding)
    with drawing:
        picture = trait_levels(frame, base_rate=found.base_rate, palette=palette(), marks=reader_marks())
        draw(picture, alt=levels_sentence(frame, marks=reader_marks()))
        st.caption("A dot is the share of high-profit customers; its line is where the true share may lie.")
    with words:
        st.markdown(plain(finding.sentence, 600))
        short = worst_level(answered.results.statements, found, finding.trait) if finding.holds else ""
        for sentence in filter(None, (*trait_words(finding), short, found.notes.get(finding.trait))):
            st.caption(plain(sentence, 600))


def worst_level(statements: Statements, found: Segments, trait: str) -> str:
    """The level whose customers fall furthest short of everybody's average, and through what; empty for numbers."""
    known = () if found.encoded is None else found.encoded.traits
    codes = {one.name: (one.levels, one.codes) for one in known if one.values is None}
    if trait not in codes:
        return ""
    levels, of = codes[trait]
    parts = {f"{trait} {level}": found.rows[of == number] for number, level in enumerate(levels[:_MOST_COMPARED])}
    return worst_part({name: places for name, places in parts.items() if len(places)}, statements)


def level_frame(finding: TraitFinding) -> pd.DataFrame:
    """Levels as the chart takes them, at most forty."""
    rows = finding.levels[:MOST_LEVELS]
    return pd.DataFrame(
        {
            LEVEL: [row.level for row in rows],
            CUSTOMERS: [row.customers for row in rows],
            HIGH: [row.high for row in rows],
            RATE: [row.rate for row in rows],
            RATE_LOW: [row.rate_low for row in rows],
            RATE_HIGH: [row.rate_high for row in rows],
        }
    )


def trait_words(finding: TraitFinding) -> list[str]:
    """How sure a trait is, alone and with the others held, in plain words."""
    odds, adjusted = one_in(finding.p_adjusted), f"{finding.p_adjusted:.3f}"
    said = [
        f"Differences like these turn up by chance in {odds}, all traits tried counted (adjusted p {adjusted}).",
    ]
    if finding.holds:
        said.append(f"It explains {percent(finding.effect)} of the differences in profit rank.")
    held = {
        "by itself": "With the other traits held equal it still holds: it stands by itself.",
        "explained by": f"With the others held nothing of it is left: {finding.held.partner} explains it.",
        "cannot be told apart from": (
            f"It goes hand in hand with {finding.held.partner}: your customers cannot show which of the two it is."
        ),
    }
    return [*said, *([held[finding.held.standing]] if finding.held.standing in held else [])]


def _spellings(desk: Desk, found: Segments) -> None:
    if Right.EDIT not in desk.rights or (not found.offers and not desk.merges):
        return
    st.markdown("**Spellings that look alike**")
    for number, offer in enumerate(found.offers[:_MOST_OFFERS]):
        said, button = st.columns((4, 1), vertical_alignment="center")
        said.markdown(plain(offer.sentence, 400))
        merge = (offer.trait, offer.spelling, offer.into)
        button.button("Take as one", key=f"merge_{number}", on_click=_merge, args=(desk, merge))
    if desk.merges:
        st.caption(plain("; ".join(f"{spelling} counts as {into}" for _, spelling, into in desk.merges) + ".", 600))
        st.button("Take them apart again", key="unmerge", icon=":material/undo:", on_click=_unmerge, args=(desk,))


def columns(desk: Desk, found: Segments) -> None:
    """What each column is taken for, with its reason; who may change things takes one out or in."""
    names = [finding.trait for finding in found.findings]
    if not names and not found.left_out:
        return
    aside = f", {counted(len(found.left_out), 'column')} left out" if found.left_out else ""
    title = f"What each column is taken for: {counted(len(names), 'trait')}{aside}"
    with st.expander(title, icon=":material/filter_alt_off:"):
        for number, name in enumerate(names[:_MOST_COLUMNS]):
            own = not name.startswith(share_name(""))
            reason = "a trait, because you took it in" if name in desk.taken.into else "a trait of your customers"
            _column(desk, (name, reason), f"take_out_{number}", "Take out" if own else "")
        for number, column in enumerate(found.left_out[:_MOST_COLUMNS]):
            may = column.reason in (TOLD_OUT, FOLLOWS_MONEY) or MADE_OF_SPEND in column.reason
            _column(desk, (column.name, column.reason), f"take_in_{number}", "Take in" if may else "")


def _column(desk: Desk, told: tuple[str, str], key: str, button: str) -> None:
    said, place = st.columns((5, 1), vertical_alignment="center")
    said.markdown(f"**{plain(told[0])}**: {plain(told[1], 400)}")
    if button and Right.EDIT in desk.rights:
        place.button(button, key=key, on_click=_take, args=(desk, told[0], button))


def _take(desk: Desk, name: str, button: str) -> None:
    desk.alter(taken=desk.taken.take_out(name) if button == "Take out" else desk.taken.take_in(name))


def _merge(desk: Desk, merge: tuple[str, str, str]) -> None:
    desk.alter(merges=(*desk.merges, merge))


def _unmerge(desk: Desk) -> None:
    desk.alter(merges=())
