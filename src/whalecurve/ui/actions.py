"""The Actions page: what is worth doing this week, customer by customer, with why, money at stake and how likely."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from whalecurve.analysis.actions.finding import FoundActions
from whalecurve.analysis.results import Analysis
from whalecurve.domain.actions.action import REFERRAL, REPRICE, TIME, Action, this_week
from whalecurve.domain.actions.referrals import FIELDS, TEMPLATE, fill_in
from whalecurve.domain.plan.plan_json import scenario_to_text
from whalecurve.domain.words.formats import counted, money, percent
from whalecurve.domain.words.plurals import agree
from whalecurve.reports.actions_csv import actions_csv
from whalecurve.ui import cache
from whalecurve.ui.customer import open_statement
from whalecurve.ui.desk import Desk
from whalecurve.ui.downloads import download, file_name, what_it_is_of
from whalecurve.ui.reader import reader_marks
from whalecurve.ui.words import plain

_KINDS: Final = {
    REPRICE: "Reprice or re-serve",
    TIME: "Move time",
    REFERRAL: "Ask for referrals",
}
_MOST_UNSURE: Final = 30


def find(desk: Desk, answered: Analysis) -> FoundActions:
    """Every action under the plan in force; what keeps a kind of them away is said."""
    found = cache.actions(desk, answered)
    for sentence in found.lacking:
        st.caption(plain(sentence, 400))
    return found


def choose(found: FoundActions) -> list[Action]:
    """The actions of the kinds and the rep that the reader wants to see, those worth most first."""
    kinds = [kind for kind in _KINDS if any(action.kind == kind for action in found.actions)]
    reps = sorted({action.rep for action in found.actions if action.rep})
    wanted, rep = kinds, None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(kinds) > 1:
            wanted = st.pills("Show", kinds, selection_mode="multi", format_func=_KINDS.__getitem__, key="action_kinds")
        if len(reps) > 1:
            options = range(len(reps))
            rep = st.selectbox(
                "Of rep", options, index=None, format_func=reps.__getitem__, placeholder="every rep", key="action_rep"
            )
    return [
        action
        for action in found.actions
        if action.kind in (wanted or kinds) and (rep is None or action.rep == reps[rep])
    ]


def week(desk: Desk, chosen: Sequence[Action]) -> None:
    """At most fifteen actions, those that are worth most; only of customers whose profit is sure of its sign."""
    doing = this_week(chosen)
    if not doing:
        st.info("Nothing to do this week: no action of a customer whose profit is sure of its sign.")
        return
    cash, marks = desk.scenario.currency, reader_marks()
    whole = money(sum(action.money_at_stake for action in doing), cash, cents=False, marks=marks)
    sentence = f"{counted(len(doing), 'thing')} to do this week, {whole} {cash}".rstrip() + " a year at stake."
    st.subheader(plain(sentence), anchor=False)
    st.caption("Ranked by money at stake times likelihood; likelihoods are assumptions, not results of yours.")
    for number, action in enumerate(doing):
        _row(desk, action, f"action_{number}")


def check_first(desk: Desk, chosen: Sequence[Action]) -> None:
    """Actions of customers whose sign depends on the assumptions, folded away."""
    unsure = [action for action in chosen if not action.stable]
    if not unsure:
        return
    rest = agree(len(unsure), "depends", "depend")
    title = f"Check first: {counted(len(unsure), 'action')} that {rest} on what is assumed"
    with st.expander(title, icon=":material/help:", key="check_first"):
        st.caption("A fifth more or less in one assumption turns the sign of these customers: check it before you act.")
        for number, action in enumerate(unsure[:_MOST_UNSURE]):
            _row(desk, action, f"unsure_{number}")
        if len(unsure) > _MOST_UNSURE:
            st.caption(f"The first {_MOST_UNSURE} of {len(unsure)}; the file below holds all of them.")


def referral_message(found: FoundActions) -> None:
    """The message for the best customers, to be changed and taken along; nothing where nobody is to be asked."""
    asked = [action for action in found.actions if action.kind == REFERRAL]
    if not asked:
        return
    with st.expander("The message that asks for referrals", icon=":material/mail:", key="referral_message"):
        st.caption("Change it as you like; " + ", ".join(f"`{{{{{name}}}}}`" for name in FIELDS) + " are filled in.")
        template = st.text_area("Message", TEMPLATE, height=260, key="referral_template", max_chars=5_000)
        places = range(len(asked))
        to = st.selectbox("For", places, format_func=lambda place: asked[place].customer_name, key="referral_to")
        values = {"customer": asked[to].customer_name}
        for name, label in (("sender", "Your name"), ("company", "Your company")):
            if said := st.text_input(label, key=f"referral_{name}", max_chars=200):
                values[name] = said
        st.code(fill_in(template, values), language=None, wrap_lines=True)


def take_away(desk: Desk, answered: Analysis, found: FoundActions) -> None:
    """All actions as one file, as the command line writes it."""
    if not found.actions:
        return
    digits, context = answered.results.statements.digits, what_it_is_of(desk)
    name = file_name(desk, "whalecurve-actions", f"{desk.dataset} {desk.plan} {scenario_to_text(desk.scenario)}")
    label = f"Download {counted(len(found.actions), 'action')} as CSV"
    download(desk, label, lambda: actions_csv(found.actions, digits, context), name, key="actions_csv")


def _row(desk: Desk, action: Action, key: str) -> None:
    cash, marks = desk.scenario.currency, reader_marks()
    stake = money(action.money_at_stake, cash, cents=False, marks=marks)
    with st.container(border=True, gap="xsmall", key=f"named_{key}"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.button(
                plain(action.customer_name, 60),
                key=key,
                type="tertiary",
                on_click=open_statement,
                args=(action.customer_id,),
            )
            st.markdown(f"{stake} a year", width="content")
        st.markdown(plain(action.what, 600))
        likely = f"about {percent(action.likelihood, marks=marks)} likely"
        parts = [_KINDS[action.kind], action.rep, likely]
        st.caption(plain(" · ".join(filter(None, parts)), 200) + "  \n" + plain(action.why, 600))
