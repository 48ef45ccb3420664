"""Costs as tables to type into, forms to add one, and the plan as a file."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import pandas as pd
import streamlit as st

from whalecurve.domain import columns as c
from whalecurve.domain.drivers import driver_names
from whalecurve.domain.edits import with_cost
from whalecurve.domain.errors import PlanError
from whalecurve.domain.ledger import Ledger
from whalecurve.domain.plan_json import scenario_from_json, scenario_from_text, scenario_to_json
from whalecurve.domain.scenario import BASES, BASIS_CREDIT_DAY, BASIS_REVENUE, CostPool, Scenario, VariableCost, scope_of
from whalecurve.ui import cache
from whalecurve.ui.costs import BASIS_WORDS, PERCENT, driver_words
from whalecurve.ui.desk import Desk
from whalecurve.ui.words import plain

MOST_SCOPE_VALUES: Final = 1000
_KINDS: Final = ("", "commission", "freight", "payment_fee", "lead_generation", "service", "materials", "cost_of_goods")
_EVERYWHERE: Final = "everywhere"
_COLUMN: Final = "a column of the files"


def add_costs(desk: Desk) -> None:
    """Two forms: a fixed cost and a variable one."""
    ledger = cache.ledger(desk)
    with st.container(horizontal=True):
        with st.popover("Add a fixed cost", icon=":material/add:"):
            _fixed_form(desk, ledger)
        with st.popover("Add a cost that follows the customer", icon=":material/add:"):
            _variable_form(desk, ledger)


def _fixed_form(desk: Desk, ledger: Ledger) -> None:
    with st.form("add_fixed", clear_on_submit=True, border=False):
        name = st.text_input("What it pays for", placeholder="Rent")
        amount = st.number_input("Amount a year", min_value=0.0, value=0.0, step=1000.0)
        driver = st.selectbox("Shared by", driver_names(ledger), format_func=driver_words)
        capacity = st.number_input(
            "Practical capacity a year, if you know it",
            min_value=0.0,
            value=None,
            help="What a year can really deliver, in units of what it is shared by. What nobody used stays apart.",
        )
        if st.form_submit_button("Add", type="primary"):
            limit = Decimal(str(capacity)) if capacity else None
            _apply(desk, lambda: with_cost(desk.scenario, CostPool(name.strip(), Decimal(str(amount)), driver, limit)))


def _variable_form(desk: Desk, ledger: Ledger) -> None:
    name = st.text_input("What it pays for", placeholder="Commission", key="add_variable_name")
    kind = st.selectbox("Kind", _KINDS, format_func=lambda k: k.replace("_", " ") or "other", key="add_variable_kind")
    bases = [*BASES, *ledger.activities, *([_COLUMN] if ledger.cost_names else [])]
    per = st.selectbox(
        "How it is counted", bases, format_func=_basis_words, key="add_variable_per"
    )
    column, rate = "", 0.0
    if per == _COLUMN:
        column = st.selectbox("Column", ledger.cost_names, format_func=plain, key="add_variable_column")
    else:
        rate = st.number_input("Rate", value=0.0, step=0.5, format="%.4f", key="add_variable_rate")
    only = _scope(desk, ledger)
    if st.button("Add", type="primary", key="add_variable"):
        factor = PERCENT if per in {BASIS_REVENUE, BASIS_CREDIT_DAY} else Decimal(1)
        exact = None if column else Decimal(str(rate)) / factor
        basis = BASIS_REVENUE if column else per
        _apply(desk, lambda: with_cost(desk.scenario, VariableCost(name.strip(), kind, exact, basis, column, scope_of(only))))


def _scope(desk: Desk, ledger: Ledger) -> dict[str, list[str]]:
    """Where the cost counts: one column and some of its values."""
    labels = cache.workbook(desk).dataset.labels
    lines: dict[str, list[str]] = {name: list(labels[name]) for name in c.LINE_SCOPES if name in ledger.has}
    traits = [name for name in ledger.traits if name not in lines]
    where = st.selectbox("Only for", [_EVERYWHERE, *lines, *traits], format_func=plain, key="add_variable_where")
    if where == _EVERYWHERE:
        return {}
    values = lines.get(where) or sorted(set(ledger.customers[where]))
    chosen = st.multiselect("These", values[:MOST_SCOPE_VALUES], format_func=plain, key=f"add_variable_values_{where}")
    return {where: chosen} if chosen else {}


def _basis_words(basis: str) -> str:
    return plain(BASIS_WORDS.get(basis, basis))


def plan_table(desk: Desk) -> None:
    """The whole plan as two tables; nothing changes before it is applied."""
    opened = st.expander("Edit all costs as a table", icon=":material/table:", on_change="rerun", key="plan_table")
    if not opened.open:
        return
    with opened, st.form("plan_form", border=False):
        version = abs(hash(json.dumps(scenario_to_json(desk.scenario), sort_keys=True)))
        fixed = st.data_editor(
            _fixed_frame(desk.scenario), num_rows="dynamic", hide_index=True, key=f"fixed_{version}", alt="Fixed costs"
        )
        variable = st.data_editor(
            _variable_frame(desk.scenario),
            num_rows="dynamic",
            hide_index=True,
            key=f"variable_{version}",
            alt="Variable costs; rates are shares for revenue, so 0.05 is 5 %",
            disabled=["only"],
        )
        if st.form_submit_button("Apply the tables", type="primary"):
            _apply(desk, lambda: _from_frames(desk.scenario, fixed, variable))


def _fixed_frame(scenario: Scenario) -> pd.DataFrame:
    rows = [(p.name, str(p.annual_amount), p.driver, str(p.practical_capacity or "")) for p in scenario.fixed]
    return pd.DataFrame(rows, columns=["name", "annual_amount", "driver", "practical_capacity"], dtype=str)


def _variable_frame(scenario: Scenario) -> pd.DataFrame:
    rows = [
        (v.name, v.kind, "" if v.rate is None else str(v.rate), v.per, v.column, _scope_text(v)) for v in scenario.variable
    ]
    return pd.DataFrame(rows, columns=["name", "kind", "rate", "per", "column", "only"], dtype=str)


def _scope_text(cost: VariableCost) -> str:
    return json.dumps({name: list(values) for name, values in cost.only}, ensure_ascii=False) if cost.only else ""


def _from_frames(scenario: Scenario, fixed: pd.DataFrame, variable: pd.DataFrame) -> Scenario:
    """The scenario that the tables say; empty cells are left out, empty rows too."""
    plan = scenario_to_json(scenario)
    plan["fixed"] = [_filled(row) for row in fixed.to_dict("records") if _filled(row)]
    plan["variable"] = [_with_scope(_filled(row)) for row in variable.to_dict("records") if _filled(row)]
    return scenario_from_json(plan)


def _filled(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(key): value for key, value in row.items() if isinstance(value, str) and value.strip()}


def _with_scope(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "only": json.loads(row["only"])} if "only" in row else row


def plan_file(desk: Desk) -> None:
    """The plan as a file for the command line, and back."""
    with st.expander("The plan as a file", icon=":material/description:"):
        text = json.dumps(scenario_to_json(desk.scenario), indent=2, ensure_ascii=False)
        st.download_button("Download plan", text, file_name="whalecurve-plan.json", mime="application/json", on_click="ignore")
        uploaded = st.file_uploader("Use a plan from a file", type="json", key="plan_upload", max_upload_size=1)
        if uploaded is not None and st.button("Use this plan", key="plan_use"):
            content = uploaded.getvalue().decode("utf-8-sig", errors="replace")
            _apply(desk, lambda: scenario_from_text(content))


def _apply(desk: Desk, change: Callable[[], Scenario]) -> None:
    """Put a changed scenario in force, or say why it cannot be."""
    try:
        desk.change(change())
    except PlanError as problem:
        st.warning(plain(str(problem), 1000), icon=":material/error_outline:")
        return
    st.rerun()
