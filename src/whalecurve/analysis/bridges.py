"""A workbook's bridge from one period to another under one plan."""

from dataclasses import replace

from whalecurve.analysis.results import open_ledger, plan_scopes, rate_changes
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain.bridge.bridge import Bridge, make_bridge
from whalecurve.domain.costing.statement import Statements, make_statements
from whalecurve.domain.errors import NotAllowedError
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.quantities.facts import Period


def find_bridge(workbook: Workbook, scenario: Scenario, earlier: Period, later: Period) -> Bridge:
    """Why profit changed from one period to another; both ends are what a ranking of the period says.

    Args:
        workbook: Dataset and facts.
        scenario: The plan of both.
        earlier: What is compared with.
        later: What is explained.

    Raises:
        NotAllowedError: The workbook is a snapshot, which knows its own period alone.
        PlanError: The plan names what the data does not carry.
    """
    if workbook.frozen is not None:
        raise NotAllowedError("Why profit changed is not part of what is shared", remedy="ask the owner for a file")
    return make_bridge(_statements(workbook, scenario, earlier), _statements(workbook, scenario, later))


def _statements(workbook: Workbook, scenario: Scenario, period: Period) -> Statements:
    plan = replace(scenario, period=period)
    return make_statements(open_ledger(workbook, period, plan_scopes(workbook, plan), rate_changes(plan, period)), plan)
