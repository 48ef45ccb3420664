"""The ways out of the Actions page: the week's list as tasks for a CRM, a calendar or the printer, and everything."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.domain.actions.standing import Standing
from whalecurve.domain.plan.plan_json import scenario_to_text
from whalecurve.domain.words.formats import counted
from whalecurve.reports.actions_csv import actions_csv
from whalecurve.reports.crm_csv import hubspot_csv, salesforce_csv
from whalecurve.reports.task import tasks
from whalecurve.reports.tasks_ics import MIME as CALENDAR
from whalecurve.reports.tasks_ics import tasks_ics
from whalecurve.reports.tasks_print import MIME as PAGE
from whalecurve.reports.tasks_print import tasks_page
from whalecurve.ui.actions import of_this_week
from whalecurve.ui.desk import Desk
from whalecurve.ui.downloads import CSV, download, file_name, what_it_is_of

_STEM: Final = "whalecurve-actions"


def take_away(desk: Desk, answered: Analysis, standing: Sequence[Standing], chosen: Sequence[Standing]) -> None:
    """All actions as one file, as the command line writes it, with what became of each; the week's as tasks.

    Args:
        desk: Whose page it is.
        answered: The answer in force.
        standing: Every action.
        chosen: Those that the reader's choice shows: the week's tasks are of these.
    """
    if not standing or desk.share is not None:
        return
    digits, context = answered.results.statements.digits, what_it_is_of(desk)
    made_of = _digested(desk, standing)
    with st.container(horizontal=True):
        label = f"Download {counted(len(standing), 'action')} as CSV"
        name = file_name(desk, _STEM, made_of)
        download(desk, label, lambda: actions_csv(standing, digits, context), name, key="actions_csv")
        if week := of_this_week(chosen):
            with st.popover("This week's, for elsewhere", icon=":material/ios_share:"):
                _week(desk, week)


def _week(desk: Desk, week: Sequence[Standing]) -> None:
    context, made_of = what_it_is_of(desk), _digested(desk, week)
    listed = tasks(week, desk.scenario.currency, context.made_on)
    day = context.made_on
    ways = (
        ("HubSpot tasks (CSV)", "hubspot", "csv", CSV, lambda: hubspot_csv(listed)),
        ("Salesforce tasks (CSV)", "salesforce", "csv", CSV, lambda: salesforce_csv(listed)),
        ("Calendar (ICS)", "calendar", "ics", CALENDAR, lambda: tasks_ics(listed, day)),
        ("Page for the printer", "print", "html", PAGE, lambda: tasks_page(listed, context)),
    )
    for label, stem, ending, mime, make in ways:
        name = file_name(desk, f"{_STEM}-{stem}", made_of, ending)
        download(desk, label, make, name, mime, key=f"actions_{stem}")


def _digested(desk: Desk, standing: Sequence[Standing]) -> str:
    told = [f"{each.action.key}{each.record.to_text() if each.record else ''}" for each in standing]
    return f"{desk.dataset} {scenario_to_text(desk.scenario)} {told}"
