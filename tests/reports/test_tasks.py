"""Tasks for a CRM, a calendar and the printer: their headers, the same figures, and no name that does anything."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from whalecurve.domain.actions.action import Action
from whalecurve.domain.actions.record import record_of
from whalecurve.domain.actions.standing import standings
from whalecurve.reports.context import Context
from whalecurve.reports.crm_csv import hubspot_csv, salesforce_csv
from whalecurve.reports.task import tasks
from whalecurve.reports.tasks_ics import tasks_ics
from whalecurve.reports.tasks_print import tasks_page

DAY = "2026-11-29"
CONTEXT = Context("USD", "2026-01", "2026-12", "<i>Lean", DAY)


def week(*names: str):
    actions = [Action("reprice", f"c{place}", name, "Why.", "What.", 100_00, 0.5) for place, name in enumerate(names)]
    records = {actions[0].key: record_of(actions[0]).changed(DAY, status="doing", due="2026-12-03", owner="Ann")}
    return tasks(standings(actions, records), "USD", DAY)


@pytest.mark.parametrize(
    ("make", "headers", "first", "second"),
    [
        (
            hubspot_csv,
            "Task Title,Task Notes,Due date,Task Status,Priority,Task Type,Assigned to,Company name,Customer ID",
            ["2026-12-03", "IN_PROGRESS", "HIGH", "TODO", "Ann"],
            ["2026-12-06", "NOT_STARTED", "MEDIUM", "TODO", ""],
        ),
        (
            salesforce_csv,
            "Subject,Description,ActivityDate,Status,Priority,Owner,Account Name,Customer ID",
            ["2026-12-03", "In Progress", "High", "Ann"],
            ["2026-12-06", "Not Started", "Normal", ""],
        ),
    ],
)
def test_a_crm_finds_its_own_headers_and_values(make, headers, first, second) -> None:
    header, one, two, three = csv.reader(io.StringIO(make(week("Anvil", "Bolt", "=Crate"))))
    assert header == headers.split(",")
    assert one[:2] == ["Reprice or re-serve Anvil", "What.\nWhy.\nAt stake: 100.00 USD a year."]
    assert one[2 : 2 + len(first)] == first
    assert two[2 : 2 + len(second)] == second
    assert three[-2:] == ["'=Crate", "c2"]


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(NAMES)
def test_a_name_breaks_out_of_no_calendar(name) -> None:
    (listed,) = week(name + "\r\nEND:VEVENT\r\nBEGIN:VALARM")
    read = Calendar.from_ical(tasks_ics([listed], DAY))
    (event,) = read.walk("VEVENT")
    assert [part.name for part in read.walk()] == ["VCALENDAR", "VEVENT"]
    assert str(event["UID"]) == f"{listed.key}@whalecurve"
    assert (event.decoded("DTSTART").isoformat(), str(event["TRANSP"])) == ("2026-12-03", "TRANSPARENT")


@pytest.mark.parametrize("blank", ["\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}", "\N{THIN SPACE}", "\t"])
def test_words_stay_apart_in_a_calendar_whatever_blank_is_between_them(blank) -> None:
    action = Action("reprice", "c", "Anvil", f"Anvil{blank}Ltd pays late.", "What.", 100_00, 0.5)
    (event,) = Calendar.from_ical(tasks_ics(tasks(standings([action], {}), "USD", DAY), DAY)).walk("VEVENT")
    assert "Anvil Ltd pays late." in str(event["DESCRIPTION"])


def test_a_name_is_no_markup_on_paper() -> None:
    page = tasks_page(week('<script>alert(1)</script>" onload=x'), CONTEXT)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=x" in page
    assert "<i>" not in page
    assert "default-src 'none'" in page


def test_a_sign_that_no_page_can_show_spoils_no_page() -> None:
    page = tasks_page(week("An\x01vil\ud800"), CONTEXT)
    assert "Reprice or re-serve An\N{REPLACEMENT CHARACTER}vil" in page
    assert page.encode()
