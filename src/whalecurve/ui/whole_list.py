"""Two questions about the whole list: which few moves lift profit most, and what if every loser were let go."""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
import streamlit as st

from whalecurve.analysis.actions.finding import FoundActions
from whalecurve.analysis.results import Analysis
from whalecurve.charts.fields import AMOUNT, LABEL, SENTENCE, TEXT
from whalecurve.charts.running import LESS, MORE, RESULT, START
from whalecurve.charts.waterfall import waterfall, waterfall_sentence
from whalecurve.domain.actions.action import REPRICE
from whalecurve.domain.actions.few_moves import FewMoves, carried_out, few_moves
from whalecurve.domain.actions.leaving import Round, spiral
from whalecurve.domain.actions.loser_words import spiral_words
from whalecurve.domain.actions.record import DOING, OPEN
from whalecurve.domain.actions.standing import Standing
from whalecurve.domain.columns import KIND
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.number_marks import NumberMarks
from whalecurve.domain.words.formats import count, counted, money
from whalecurve.ui.desk import Desk
from whalecurve.ui.drawing import draw
from whalecurve.ui.reader import palette, reader_marks
from whalecurve.ui.words import plain


def few(desk: Desk, answered: Analysis, found: FoundActions, standing: Sequence[Standing]) -> None:
    """The few moves within the hours at hand, folded away until somebody asks."""
    if not found.actions:
        return
    folded = st.expander(
        "The few moves that lift profit most", icon=":material/filter_5:", on_change="rerun", key="few_moves"
    )
    if not folded.open:
        return
    with folded:
        with st.container(horizontal=True):
            most = st.number_input("At most so many actions", 1, 50, 5, key="few_most")
            hours = st.number_input("Hours at hand", 0.5, 500.0, 10.0, step=0.5, key="few_hours")
        open_ = [each.action for each in standing if not each.gone and each.status in {OPEN, DOING}]
        chosen = few_moves(open_, int(most), float(hours))
        st.caption(
            "Hours are assumed: repricing 3, time 2, an offer 1, a referral half an hour, a prospect 4. "
            "Of each customer one action, and only where its sign is sure."
        )
        _tell(desk, answered, found, chosen)


def _tell(desk: Desk, answered: Analysis, found: FoundActions, chosen: FewMoves) -> None:
    cash, marks = desk.scenario.currency, reader_marks()
    if not chosen.chosen:
        st.markdown("No action fits into these hours.")
        return
    worth = money(round(chosen.expected), cash, cents=False, marks=marks)
    told = f"{counted(len(chosen.chosen), 'action')} in {chosen.hours:g} hours, worth {worth} a year by likelihood."
    st.markdown(plain(told, 300))
    for each in chosen.chosen:
        stake = money(each.money_at_stake, cash, cents=False, marks=marks)
        st.markdown(f"- **{plain(each.customer_name, 60)}** · {plain(each.kind)} · {stake} · {plain(each.what, 200)}")
    repriced = {each.place for each in chosen.chosen if each.kind == REPRICE}
    ways = [each for each in found.turnarounds if each.place in repriced]
    if ways:
        before = answered.results.statements
        more = carried_out(before, ways).company_profit - before.company_profit
        lifted = money(more, cash, marks=marks)
        st.markdown(
            plain(f"The first way of each repricing, carried out together, lifts profit by exactly {lifted}.", 300)
        )


def everybody_gone(desk: Desk, answered: Analysis) -> None:
    """The death spiral in one picture, folded away; nothing where nobody is at a loss."""
    statements = answered.results.statements
    if statements.is_revenue_only or not len(answered.results.losers):
        return
    folded = st.expander(
        "What if every customer at a loss were let go?", icon=":material/cyclone:", on_change="rerun", key="spiral"
    )
    if not folded.open:
        return
    with folded:
        rounds = spiral(statements)
        st.markdown(plain(spiral_words(rounds, desk.scenario.currency), 500))
        frame = spiral_frame(rounds, statements, reader_marks())
        draw(waterfall(frame, palette=palette(), marks=reader_marks()), alt=waterfall_sentence(frame))


def spiral_frame(rounds: Sequence[Round], statements: Statements, marks: NumberMarks) -> pd.DataFrame:
    """Rounds as the waterfall takes them: profit now, what each round takes or brings, and what is left."""
    cash, unit = statements.scenario.currency, 10**statements.digits
    lines = [("Profit now", rounds[0].company_profit, START, rounds[0].company_profit)]
    for number, (before, after) in enumerate(pairwise(rounds), start=1):
        change = after.company_profit - before.company_profit
        label = f"Round {number}: {count(before.customers - after.customers, marks=marks)} let go"
        lines.append((label, abs(change), LESS if change < 0 else MORE, change))
    lines.append(("Profit then", rounds[-1].company_profit, RESULT, rounds[-1].company_profit))
    return pd.DataFrame(
        {
            LABEL: [label for label, *_ in lines],
            AMOUNT: [amount / unit for _, amount, *_ in lines],
            KIND: [kind for *_, kind, _ in lines],
            SENTENCE: [""] * len(lines),
            TEXT: [money(signed, cash, marks=marks) for *_, signed in lines],
        }
    )
