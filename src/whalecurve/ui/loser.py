"""The drawer of one loser: every way out, alone and in pairs, what a price rise may lose, what leaving would save."""

from fractions import Fraction
from typing import Final

import numpy as np
import streamlit as st

from whalecurve.domain.actions.demand import Demand
from whalecurve.domain.actions.leaving import leaving
from whalecurve.domain.actions.levers import PRICE
from whalecurve.domain.actions.loser_words import churn_words, demand_words, leaving_words
from whalecurve.domain.actions.reprice import move_words, pair_words
from whalecurve.domain.actions.turnaround import Turnaround
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.ranks.people import name_of
from whalecurve.domain.words.formats import money
from whalecurve.ui import cache
from whalecurve.ui.frame import answer
from whalecurve.ui.reader import reader_marks
from whalecurve.ui.session import open_desk
from whalecurve.ui.words import plain

_ASKED: Final = "loser_asked"
_SHOWN: Final = "loser_shown"
_LONG: Final = 800


def ask(customer_id: str) -> None:
    """Ask for the ways out of a loss: the page that runs next opens them."""
    st.session_state[_ASKED] = customer_id


def asked_ways() -> None:
    """Open the drawer when it was asked for in this run."""
    wanted = st.session_state.pop(_ASKED, "")
    if wanted:
        st.session_state[_SHOWN] = wanted
        _drawer()


@st.dialog("Ways out of the loss", width="medium", position="right")
def _drawer() -> None:
    """A part of its own: a moved demand runs it alone, and what was solved is kept."""
    desk = open_desk()
    answered = answer(desk)
    statements = answered.results.statements
    places = np.flatnonzero(statements.ledger.ids == st.session_state.get(_SHOWN, ""))
    if not len(places) or int(statements.customer_profit[places[0]]) >= 0:
        st.caption("This customer is at no loss any more.")
        return
    place = int(places[0])
    st.header(plain(name_of(statements, place), 80), anchor=False)
    found = cache.turned_around(desk, answered, place)
    loss = money(found.loss, desk.scenario.currency, marks=reader_marks())
    st.caption(plain(f"Loses {loss}. Each way below brings exactly that, with everything costed again.", 200))
    _ways(statements, found)
    _demand(statements, found)
    st.markdown("**If it left**")
    st.markdown(plain(leaving_words(statements, leaving(statements, [place])), _LONG))


def _ways(statements: Statements, found: Turnaround) -> None:
    alone = [move_words(statements, found.place, move) for move in found.alone]
    pairs = [pair_words(statements, found.place, pair) for pair in found.pairs]
    for title, ways in (("One thing alone", alone), ("Two things together", pairs)):
        st.markdown(f"**{title}**")
        for way in ways or ["nothing that the files and the plan know suffices"]:
            st.markdown(f"- {plain(f'{way[:1].upper()}{way[1:]}', 300)}")


def _demand(statements: Statements, found: Turnaround) -> None:
    st.markdown("**If prices rise**")
    if said := churn_words(statements, found.place):
        st.markdown(plain(said, 300))
    lost = st.slider("Of a hundred units, how many are lost at +5 %?", 0, 100, 0, key="loser_demand")
    price = next((move for move in found.alone if move.lever.kind == PRICE), None)
    if price is not None and (said := demand_words(statements, found.place, Demand(Fraction(lost, 100)), price.share)):
        st.markdown(plain(said, 300))
