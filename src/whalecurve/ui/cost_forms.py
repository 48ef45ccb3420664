"""Adding a cost: one form for what is shared, one for what follows the customer."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

import streamlit as st

from whalecurve.domain.costing.drivers import driver_names
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.edits import with_cost
from whalecurve.domain.plan.plan_words import basis_words, driver_words
from whalecurve.domain.plan.scenario import BASES, BASIS_REVENUE, CostPool, Scope, VariableCost, scope_of
from whalecurve.domain.plan.usual_costs import usual_following, usual_shared
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.knobs import turned
from whalecurve.ui.plan_change import change_plan, shown_times

MOST_SCOPE_VALUES: Final = 1000
_KINDS: Final = ("", "commission", "freight", "payment_fee", "lead_generation", "service", "materials", "cost_of_goods")
_EVERYWHERE: Final = "everywhere"
_COLUMN: Final = "a column of the files"
_FIXED: Final = "add_fixed"
_VARIABLE: Final = "add_variable"


def add_shared(desk: Desk) -> None:
    """A press for each usual cost of a year, and a form for any other; the form closes when its cost was added."""
    with st.container(horizontal=True, key="add_shared"):
        _chips(desk, usual_shared(desk.scenario))
        form = st.popover("Add a fixed cost", icon=":material/add:", key=_FIXED, on_change="rerun")
    if form.open:
        with form:
            _fixed_form(desk, cache.ledger(desk))


def add_following(desk: Desk) -> None:
    """The same for costs that follow the customer."""
    ledger = cache.ledger(desk)
    with st.container(horizontal=True, key="add_following"):
        _chips(desk, usual_following(desk.scenario, ledger.has))
        form = st.popover(
            "Add a cost that follows the customer", icon=":material/add:", key=_VARIABLE, on_change="rerun"
        )
    if form.open:
        with form:
            _variable_form(desk, ledger)


def _chips(desk: Desk, costs: Iterable[CostPool | VariableCost]) -> None:
    for cost in costs:
        key = f"usual_{cost.name.lower().replace(' ', '_')}"
        st.button(cost.name, icon=":material/add:", key=key, type="tertiary", on_click=_add_usual, args=(desk, cost))


def _add_usual(desk: Desk, cost: CostPool | VariableCost) -> None:
    change_plan(desk, lambda: with_cost(desk.scenario, cost))
    st.rerun()


def _fixed_form(desk: Desk, ledger: Ledger) -> None:
    st.text_input("What it pays for", placeholder="Rent", key="fixed_name")
    st.number_input("Amount a year", value=None, step=1000.0, key="fixed_amount")
    st.selectbox("Shared by", driver_names(ledger), format_func=driver_words, key="fixed_driver")
    st.number_input(
        "Practical capacity a year, if you know it",
        min_value=0.0,
        value=None,
        key="fixed_capacity",
        help="What a year can really deliver, in units of what it is shared by. What nobody used stays apart.",
    )
    where = _scope_pickers(desk, ledger, "fixed")
    st.button("Add", type="primary", key="fixed_add", on_click=_add_fixed, args=(desk, where))


def _add_fixed(desk: Desk, where: str) -> None:
    capacity = _typed("fixed_capacity")
    done = change_plan(
        desk,
        lambda: with_cost(
            desk.scenario,
            CostPool(
                str(_typed("fixed_name") or "").strip(),
                turned("fixed_amount"),
                str(_typed("fixed_driver")),
                Decimal(str(capacity)) if capacity else None,
                _scope("fixed", where),
            ),
        ),
    )
    st.session_state[_FIXED] = not done
    st.rerun()


def _variable_form(desk: Desk, ledger: Ledger) -> None:
    st.text_input("What it pays for", placeholder="Commission", key="variable_name")
    st.selectbox("Kind", _KINDS, format_func=lambda kind: kind.replace("_", " ") or "other", key="variable_kind")
    bases = [*BASES, *ledger.activities, *([_COLUMN] if ledger.cost_names else [])]
    per = st.selectbox("How it is counted", bases, format_func=_basis_words, key="variable_per")
    if per == _COLUMN:
        st.selectbox("Column", ledger.cost_names, key="variable_column")
    else:
        st.number_input("Rate", value=None, step=0.5, format="%.6g", key="variable_rate")
    where = _scope_pickers(desk, ledger, "variable")
    st.button("Add", type="primary", key="variable_add", on_click=_add_variable, args=(desk, where))


def _add_variable(desk: Desk, where: str) -> None:
    per = str(_typed("variable_per"))
    from_column = per == _COLUMN
    factor = shown_times(per)
    done = change_plan(
        desk,
        lambda: with_cost(
            desk.scenario,
            VariableCost(
                name=str(_typed("variable_name") or "").strip(),
                kind=str(_typed("variable_kind") or ""),
                rate=None if from_column else turned("variable_rate") / factor,
                per=BASIS_REVENUE if from_column else per,
                column=str(_typed("variable_column")) if from_column else "",
                only=_scope("variable", where),
            ),
        ),
    )
    st.session_state[_VARIABLE] = not done
    st.rerun()


def _scope(form: str, where: str) -> Scope:
    """What the pickers of a form say; nothing where the cost counts everywhere."""
    values = _typed(f"{form}_only_{where}")
    if where != _EVERYWHERE and not values:
        raise PlanError("A cost that counts only somewhere needs to know where", found=where, remedy="choose values")
    return scope_of({where: list(values)} if values else {})


def _scope_pickers(desk: Desk, ledger: Ledger, form: str) -> str:
    """Where the cost counts: one column, and some of its values; gives back the column."""
    labels = cache.workbook(desk).dataset.labels
    columns = {name: column for name, column in ledger.line_columns.items() if name not in ledger.traits}
    lines: dict[str, list[str]] = {name: list(labels[column]) for name, column in columns.items()}
    traits = [name for name in ledger.traits if name not in lines]
    where = st.selectbox("Only for", [_EVERYWHERE, *lines, *traits], key=f"{form}_where")
    if where != _EVERYWHERE:
        values = lines.get(where) or sorted(set(ledger.customers[where]))
        st.multiselect("These", values[:MOST_SCOPE_VALUES], key=f"{form}_only_{where}")
    return where


def _basis_words(basis: str) -> str:
    return basis if basis == _COLUMN else basis_words(basis)


def _typed(key: str) -> Any:  # noqa: ANN401 - widgets give back text, numbers, lists or nothing
    return st.session_state.get(key)
