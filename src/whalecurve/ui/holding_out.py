"""Leave some alone, to know: a random part of the customers with actions, and what the months since then say."""

import secrets
from collections.abc import Sequence
from typing import Final

import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.domain.actions.always_valid import Look, planned_error_of, smallest_effect
from whalecurve.domain.actions.holdout import FEWEST_EACH, Holdout, draw
from whalecurve.domain.actions.record import OPEN
from whalecurve.domain.actions.standing import Standing
from whalecurve.domain.words.formats import counted, money
from whalecurve.domain.words.wording import between
from whalecurve.ui import action_records, cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.downloads import today
from whalecurve.ui.faults import FAULTS
from whalecurve.ui.reader import reader_marks
from whalecurve.ui.words import plain

_PERCENT: Final = 30
_SEED_BITS: Final = 63


def hold_out(desk: Desk, answered: Analysis, standing: Sequence[Standing]) -> None:
    """Draw who is left alone, or what was drawn and what the months since then say; folded away."""
    if desk.share is not None:
        return
    try:
        kept = action_records.kept_holdout()
    except FAULTS:
        kept = None  # why was said where the list was made; a new draw takes its place
    if kept is None and not desk.may_change():
        return
    folded = st.expander("Know for sure: leave some alone", icon=":material/science:", on_change="rerun", key="holdout")
    if not folded.open:
        return
    with folded:
        if kept is None:
            _offer(desk, answered, standing)
        else:
            _tell(desk, answered, kept)


def _offer(desk: Desk, answered: Analysis, standing: Sequence[Standing]) -> None:
    st.caption(
        "Of the customers with an action, some are drawn by chance and left alone. Later months then tell what the "
        "actions brought, since nothing but chance parts the two groups."
    )
    places = sorted({each.action.place for each in standing if each.action.place >= 0 and each.status == OPEN})
    share = st.slider("Left alone, %", 10, 50, _PERCENT, 5, key="holdout_share") / 100
    held = round(share * len(places))
    changes = cache.earlier_changes(desk, answered, tuple(places))
    if min(held, len(places) - held) < FEWEST_EACH or len(changes) < len(places):
        few = f"{counted(len(places), 'customer')} with an open action, {held} of them left alone"
        st.info(plain(f"Too few: {few}. Each side needs {FEWEST_EACH}, and two months of lines.", 300))
        return
    error = planned_error_of(changes, len(places) - held, held)
    least = money(round(smallest_effect(error)), desk.scenario.currency, cents=False, marks=reader_marks())
    told = (
        f"{len(places) - held} treated and {held} left alone: an effect below {least} a year for each customer would "
        "hardly be seen; one of that size is found four times of five, once as many months have passed."
    )
    st.markdown(plain(told, 400))
    ids = [str(answered.results.statements.ledger.ids[place]) for place in places]
    st.button("Draw and keep", key="holdout_draw", type="primary", on_click=_draw, args=(desk, ids, share, error))


def _draw(desk: Desk, ids: Sequence[str], share: float, error: float) -> None:
    found = draw(ids, share, secrets.randbits(_SEED_BITS), today(), error)
    action_records.keep_holdout(desk, found.to_text())


def _tell(desk: Desk, answered: Analysis, kept: Holdout) -> None:
    said = f"Drawn on {kept.drawn_on}: {len(kept.treated)} treated, {len(kept.held)} left alone."
    st.markdown(plain(said, 200))
    st.markdown(plain(look_words(cache.looked(desk, answered, kept), desk.scenario.currency), 400))
    if desk.may_change():
        st.button("End it", key="holdout_end", on_click=action_records.keep_holdout, args=(desk, None))


def look_words(found: Look | None, currency: str) -> str:
    """What the months so far say, or that it is too early.

    >>> look_words(None, "USD")
    'Too early to tell: no whole month of your files lies after the draw.'
    >>> look_words(Look(50_00.0, 10_00.0, 90_00.0), "USD")
    'It works: the treated earn between 10 and 90 more a year each than those left alone (95 %, at any time).'
    """
    if found is None:
        return "Too early to tell: no whole month of your files lies after the draw."
    if abs(found.low) == float("inf"):
        return "Too early to tell: too few of the customers drawn are still there."
    low, high = (money(round(end), currency, cents=False) for end in (found.low, found.high))
    if not found.tells:
        return (
            f"Too early to tell: the difference lies {between(low, high)} a year for each customer (95 %, at any time)."
        )
    word = "It works" if found.effect > 0 else "It does harm"
    return f"{word}: the treated earn {between(low, high)} more a year each than those left alone (95 %, at any time)."
