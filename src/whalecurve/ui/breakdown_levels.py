"""Where each cost belongs, and moving those that are counted in an activity."""

from typing import Final

import pandas as pd
import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.domain.costing.hierarchy import NOBODY_LEVEL, counted_in_activity, level_of
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import exact_sum
from whalecurve.domain.plan.cost_levels import CUSTOMER_LEVEL, LEVELS
from whalecurve.domain.plan.edits import with_level
from whalecurve.domain.plan.scenario import CostPool, VariableCost
from whalecurve.domain.words.formats import money
from whalecurve.ui.desk import Desk
from whalecurve.ui.reader import reader_marks
from whalecurve.ui.words import plain

_WORDS: Final = {"line": "the lines", "order": "the orders", "customer": "the customers", NOBODY_LEVEL: "nobody"}


def levels(desk: Desk, answered: Analysis) -> None:
    """A table of all costs with where they belong, and a choice for each that is counted in an activity."""
    statements = answered.results.statements
    if not statements.scenario.costs:
        return
    with st.expander("Where each cost belongs", icon=":material/stacked_bar_chart:"):
        st.caption(
            "What a cost is counted in says whether it belongs to a line, an order or a customer. Only of an activity "
            "nobody but you knows what it is done for."
        )
        st.dataframe(level_frame(statements, desk.scenario.currency), hide_index=True, alt="Where each cost belongs")
        if desk.may_change():
            for cost in statements.scenario.costs:
                if counted_in_activity(statements.ledger, cost):
                    _choice(desk, cost)


def level_frame(statements: Statements, currency: str) -> pd.DataFrame:
    """A row for each cost of the plan, and one for capacity that nobody used and for what is unassigned."""
    lines, marks = {**statements.goods_by_plan, **statements.variable, **statements.fixed}, reader_marks()
    rows = [
        (cost.name, _WORDS[level_of(statements.ledger, cost)], exact_sum(lines[cost.name].amounts))
        for cost in statements.scenario.costs
    ]
    rows += [(name, _WORDS[NOBODY_LEVEL], amount) for name, amount in statements.unused.items() if amount]
    if statements.unassigned_cost:
        rows.append(("Costs of no known customer", _WORDS[NOBODY_LEVEL], statements.unassigned_cost))
    return pd.DataFrame(
        [(name, where, money(amount, currency, marks=marks)) for name, where, amount in rows],
        columns=["Cost", "Belongs to", "Amount"],
    )


def _choice(desk: Desk, cost: CostPool | VariableCost) -> None:
    key = f"belongs_{cost.name}"
    st.selectbox(
        plain(f"{cost.name} belongs to"),
        LEVELS,
        index=LEVELS.index(cost.belongs_to or CUSTOMER_LEVEL),
        format_func=lambda level: _WORDS[level],
        key=key,
        on_change=_move,
        args=(desk, cost.name, key),
    )


def _move(desk: Desk, name: str, key: str) -> None:
    level = st.session_state.get(key)
    if level in LEVELS:
        desk.alter(history=desk.history.change(with_level(desk.scenario, name, str(level))))
