"""The list of costs in the files beside the plan in force: that they differ, where, and which of the two counts."""

import pandas as pd
import streamlit as st

from whalecurve.domain.plan.cost_list import lies_elsewhere, list_digest, plan_of_costs
from whalecurve.domain.plan.listed_costs import ListedCost, listed_costs, plan_differs, take_list
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.state.access import Right
from whalecurve.domain.words.formats import minor_digits, money
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.faults import attempt, say
from whalecurve.ui.reader import reader_marks

_FAULT = "list_fault"


def list_notice(desk: Desk, *, always: bool = False) -> None:
    """A word where the files bring a list that the plan was not settled with; elsewhere nothing.

    Args:
        desk: What is in front of the session.
        always: Whether to offer the list, folded away, also where the plan was settled with it and moved on.
    """
    if not desk.dataset or Right.EDIT not in desk.rights or desk.share is not None:
        return
    say(_FAULT)
    listed = listed_plan(desk)
    if listed.fixed and plan_differs(desk.scenario, listed):
        if desk.listed != _digest(desk):
            _choice(desk, listed)
        elif always:
            with st.expander("Your list of costs says something else", icon=":material/difference:"):
                _table(desk, listed)
                st.button("Take the list", key="list_take", on_click=_take, args=(desk,))
    if always and lies_elsewhere(cache.workbook(desk).dataset.costs, cache.workbook(desk).facts.span):
        st.caption("No month of your list of costs is a month of your sales: it counts as what a year costs.")


def listed_plan(desk: Desk) -> Scenario:
    """The plan that the list of costs in the files would make; an empty one without a list."""
    book = cache.workbook(desk)
    return plan_of_costs(book.dataset.costs, book.facts.span)


def settle_with_list(desk: Desk) -> None:
    """Remember the list of the files as the one that the plan goes with, where the two say the same."""
    if not plan_differs(desk.scenario, listed_plan(desk)):
        desk.alter(listed=_digest(desk))


def keep_plan(desk: Desk) -> None:
    """Keep the plan in force although the list says something else."""
    desk.alter(listed=_digest(desk))


def _digest(desk: Desk) -> str:
    return list_digest(cache.workbook(desk).dataset.costs)


def _choice(desk: Desk, listed: Scenario) -> None:
    st.warning(
        "Your files bring a list of costs that differs from the plan in force. The plan counts; the list does not yet.",
        icon=":material/difference:",
    )
    with st.container(horizontal=True):
        st.button("Take the list", key="list_take", type="primary", on_click=_take, args=(desk,))
        st.button("Keep the plan", key="list_keep", on_click=keep_plan, args=(desk,))
    with st.expander("See the difference", expanded=False, key="list_difference"):
        _table(desk, listed)


def _table(desk: Desk, listed: Scenario) -> None:
    charged = cache.ledger(desk).charged_months(desk.scenario.settings.part_months)
    rows = listed_costs(desk.scenario, listed, charged, minor_digits(desk.scenario.currency))
    st.dataframe(
        pd.DataFrame([_row(row, desk.scenario.currency) for row in rows]),
        hide_index=True,
        alt="Each fixed cost for the period: in your list, in the plan in force, and the difference",
    )


def _row(row: ListedCost, currency: str) -> dict[str, str]:
    marks = reader_marks()
    listed, planned = (
        "not there" if amount is None else money(amount, currency, marks=marks) for amount in (row.listed, row.planned)
    )
    return {
        "Cost": row.name,
        "Your list": listed,
        "The plan": planned,
        "Plan less list": money(row.difference, currency, signed=True, marks=marks) if row.difference else "",
    }


def _take(desk: Desk) -> None:
    """The list's fixed costs in the plan, as a step that can be undone."""
    if attempt(lambda: desk.change(take_list(desk.scenario, listed_plan(desk))), _FAULT):
        keep_plan(desk)
