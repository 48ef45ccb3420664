"""Costs as tables to type into, and the plan as a file."""

import json
from typing import Any, Final

import pandas as pd
import streamlit as st

from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.credits import without_credits
from whalecurve.domain.plan.plan_json import (
    scenario_from_json,
    scenario_from_text,
    scenario_to_json,
    scenario_to_text,
)
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.ui.desk import Desk
from whalecurve.ui.downloads import download, file_name, what_it_is_of
from whalecurve.ui.plan_change import change_plan
from whalecurve.ui.uploads import release

_TEXT: Final = "plan_text"
_VERSION: Final = "plan_version"


_SHARED_BY: Final = ("driver", "practical_capacity", "only")


def plan_table(desk: Desk) -> None:
    """The whole plan as two tables; nothing changes before it is applied."""
    opened = st.expander("Edit all costs as a table", icon=":material/table:", on_change="rerun", key="plan_table")
    if not opened.open:
        return
    with opened, st.form("plan_form", border=False):
        version = abs(hash(scenario_to_text(desk.scenario)))
        fixed = st.data_editor(
            _fixed_frame(desk.scenario),
            num_rows="dynamic",
            hide_index=True,
            key=f"fixed_{version}",
            alt="Fixed costs: of a year, or amounts by month",
            disabled=["only"],
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
            change_plan(desk, lambda: _from_frames(desk.scenario, fixed, variable))
            st.rerun()


def _fixed_frame(scenario: Scenario) -> pd.DataFrame:
    rows = []
    for pool, entry in zip(scenario.fixed, scenario_to_json(scenario)["fixed"], strict=True):
        amounts = json.dumps(entry["amounts"]) if pool.dated else ""
        annual = "" if pool.dated else str(pool.annual_amount)
        rows.append((pool.name, annual, amounts, pool.driver, str(pool.practical_capacity or ""), _scope_text(pool)))
    return pd.DataFrame(rows, columns=["name", "annual_amount", "amounts", *_SHARED_BY], dtype=str)


def _variable_frame(scenario: Scenario) -> pd.DataFrame:
    rows = [
        (v.name, v.kind, entry.get("rate", ""), _json(entry.get("rate_from")), v.per, v.column, _scope_text(v))
        for v, entry in zip(scenario.variable, scenario_to_json(scenario)["variable"], strict=True)
    ]
    return pd.DataFrame(rows, columns=["name", "kind", "rate", "rate_from", "per", "column", "only"], dtype=str)


def _json(value: object) -> str:
    return json.dumps(value) if value else ""


def _scope_text(cost: CostPool | VariableCost) -> str:
    return json.dumps({name: list(values) for name, values in cost.only}, ensure_ascii=False) if cost.only else ""


def _from_frames(scenario: Scenario, fixed: pd.DataFrame, variable: pd.DataFrame) -> Scenario:
    """The scenario that the tables say; empty cells are left out, empty rows too."""
    plan = scenario_to_json(scenario)
    plan["fixed"] = [_decoded(_filled(row)) for row in fixed.to_dict("records") if _filled(row)]
    plan["variable"] = [_decoded(_filled(row)) for row in variable.to_dict("records") if _filled(row)]
    return without_credits(scenario_from_json(plan))


def _filled(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(key): value for key, value in row.items() if isinstance(value, str) and value.strip()}


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    """The row with what stands in it as JSON: where it counts, amounts by month, rates from a month on."""
    found = dict(row)
    for key in ("only", "amounts", "rate_from"):
        if key in row:
            try:
                found[key] = json.loads(row[key], parse_float=str, parse_int=str)
            except (ValueError, RecursionError) as error:
                raise PlanError(
                    f"What stands under {key} cannot be read", found=row[key][:80], remedy='write {"2025-01": "1000"}'
                ) from error
    return found


def plan_file(desk: Desk) -> None:
    """The plan as a file for the command line, and back."""
    with st.expander("The plan as a file", icon=":material/description:", key="plan_file"):
        text = json.dumps(
            {"about": what_it_is_of(desk).columns(), **scenario_to_json(desk.scenario)}, indent=2, ensure_ascii=False
        )
        name = file_name(desk, "whalecurve-plan", text, "json")
        download(desk, "Download plan", lambda: text, name, "application/json")
        version = st.session_state.get(_VERSION, 0)
        key = f"plan_upload_{version}" if version else "plan_upload"
        uploaded = st.file_uploader("Use a plan from a file", type="json", key=key, max_upload_size=1)
        if uploaded is not None:
            st.session_state[_TEXT] = uploaded.getvalue().decode("utf-8-sig", errors="replace")
            st.session_state[_VERSION] = version + 1
            release(uploaded)
            st.rerun()
        content = st.session_state.get(_TEXT)
        if content is not None and st.button("Use this plan", key="plan_use"):
            del st.session_state[_TEXT]
            change_plan(desk, lambda: without_credits(scenario_from_text(content)))
            st.rerun()
