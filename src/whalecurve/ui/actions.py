"""The Actions page: what is worth doing this week, customer by customer, with why, money at stake and how likely."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from whalecurve.analysis.actions.finding import FoundActions
from whalecurve.analysis.results import Analysis
from whalecurve.domain.actions.action import MOST_A_WEEK, REFERRAL, this_week
from whalecurve.domain.actions.record import DOING, OPEN, STATUSES
from whalecurve.domain.actions.referrals import FIELDS, TEMPLATE, fill_in
from whalecurve.domain.actions.standing import Standing, standings
from whalecurve.domain.words.formats import counted, money
from whalecurve.domain.words.plurals import agree
from whalecurve.ui import action_records, cache
from whalecurve.ui.action_form import STATUS_WORDS
from whalecurve.ui.action_rows import KIND_WORDS, row
from whalecurve.ui.desk import Desk
from whalecurve.ui.faults import FAULTS, warn
from whalecurve.ui.reader import reader_marks
from whalecurve.ui.words import plain

_MOST_UNSURE: Final = 30
_STILL: Final = (OPEN, DOING)


def find(desk: Desk, answered: Analysis) -> FoundActions:
    """Every action under the plan in force; what keeps a kind of them away is said."""
    found = cache.actions(desk, answered)
    for sentence in (*found.told, *found.lacking):
        st.caption(plain(sentence, 400))
    return found


def everything(desk: Desk, found: FoundActions) -> list[Standing]:
    """Every action with what became of it, those that are not proposed any more last; who is held out has none."""
    try:
        records = action_records.load(desk)
        kept = action_records.kept_holdout()
        held = frozenset(kept.held) if kept else frozenset()
        if held:
            st.caption(f"{counted(len(held), 'customer')} left alone by your draw: nothing is proposed for them.")
        whole = standings(found.actions, records)
        return [each for each in whole if each.record is not None or each.action.customer_id not in held]
    except FAULTS as problem:
        warn(problem)
        return standings(found.actions, {})


def choose(standing: Sequence[Standing]) -> list[Standing]:
    """The actions of the kinds, the rep and the status that the reader wants to see, those worth most first."""
    kinds = [kind for kind in KIND_WORDS if any(each.action.kind == kind for each in standing)]
    reps = sorted({each.action.rep for each in standing if each.action.rep})
    wanted, rep = kinds, None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(kinds) > 1:
            wanted = st.pills(
                "Show", kinds, selection_mode="multi", format_func=KIND_WORDS.__getitem__, key="action_kinds"
            )
        if len(reps) > 1:
            options = range(len(reps))
            rep = st.selectbox(
                "Of rep", options, index=None, format_func=reps.__getitem__, placeholder="every rep", key="action_rep"
            )
        statuses = _statuses(standing)
    return [
        each
        for each in standing
        if each.action.kind in (wanted or kinds)
        and (rep is None or each.action.rep == reps[rep])
        and each.status in statuses
    ]


def _statuses(standing: Sequence[Standing]) -> Sequence[str]:
    """The statuses to show: what is open or under way unless the reader says otherwise."""
    there = [status for status in STATUSES if any(each.status == status for each in standing)]
    if len(there) < 2:  # noqa: PLR2004 - one status is no choice
        return there
    tell = {each: f"{STATUS_WORDS[each]} ({sum(one.status == each for one in standing)})" for each in there}
    chosen = st.pills("Status", there, selection_mode="multi", format_func=tell.__getitem__, key="action_status")
    return chosen or [status for status in there if status in _STILL] or there


def week(desk: Desk, chosen: Sequence[Standing]) -> None:
    """At most fifteen actions, those that are worth most; only of customers whose profit is sure of its sign."""
    doing = of_this_week(chosen)
    if not doing and chosen and all(each.gone or each.status not in _STILL for each in chosen):
        return  # the reader asked for what is over
    if not doing:
        st.info("Nothing to do this week: no action of a customer whose profit is sure of its sign.")
        return
    cash, marks = desk.scenario.currency, reader_marks()
    whole = money(sum(each.action.money_at_stake for each in doing), cash, cents=False, marks=marks)
    sentence = f"{counted(len(doing), 'thing')} to do this week, {whole} {cash}".rstrip() + " a year at stake."
    st.subheader(plain(sentence), anchor=False)
    st.caption(
        "Ranked by money at stake times likelihood. Likelihoods are assumptions until outcomes are written down: each "
        "one moves them."
    )
    for number, each in enumerate(doing):
        row(desk, each, f"action_{number}")


def over(desk: Desk, chosen: Sequence[Standing]) -> None:
    """What is done, dropped or not proposed any more, where the status that was chosen shows it."""
    rest = [each for each in chosen if each.gone or each.status not in _STILL]
    for number, each in enumerate(rest[:_MOST_UNSURE]):
        row(desk, each, f"over_{number}")
    if len(rest) > _MOST_UNSURE:
        st.caption(f"The first {_MOST_UNSURE} of {len(rest)}; the file below holds all of them.")


def of_this_week(chosen: Sequence[Standing]) -> list[Standing]:
    """The week's list: what is worth most of what is still to do."""
    still = {each.action.key: each for each in chosen if not each.gone and each.status in _STILL}
    return [still[action.key] for action in this_week([each.action for each in still.values()], MOST_A_WEEK)]


def check_first(desk: Desk, chosen: Sequence[Standing]) -> None:
    """Actions of customers whose sign depends on the assumptions, folded away."""
    unsure = [each for each in chosen if not each.action.stable and not each.gone and each.status in _STILL]
    if not unsure:
        return
    rest = agree(len(unsure), "depends", "depend")
    title = f"Check first: {counted(len(unsure), 'action')} that {rest} on what is assumed"
    with st.expander(title, icon=":material/help:", key="check_first"):
        st.caption("A fifth more or less in one assumption turns the sign of these customers: check it before you act.")
        for number, each in enumerate(unsure[:_MOST_UNSURE]):
            row(desk, each, f"unsure_{number}")
        if len(unsure) > _MOST_UNSURE:
            st.caption(f"The first {_MOST_UNSURE} of {len(unsure)}; the file below holds all of them.")


def referral_message(desk: Desk, found: FoundActions) -> None:
    """The message for the best customers, to be changed and taken along; nothing where nobody is to be asked."""
    if desk.share is not None:
        return
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
