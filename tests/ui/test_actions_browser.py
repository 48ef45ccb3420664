"""The Actions page in Chromium: three actions done with outcomes are still there after a reload, and in the export."""

import csv
import io
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.browser import chromium, live_server, new_page, settled

pytestmark = [pytest.mark.browser, pytest.mark.live]
LONG = 90_000
NUMBER = 3


def done_with_an_outcome(page: Page, number: int) -> str:
    """Write down for the first action that it is done and worked; gives back whom it was about."""
    settled(page)  # the list of before may still stand there
    row = page.locator(".st-key-named_action_0")
    name = row.locator(".st-key-action_0").inner_text().strip()
    row.get_by_role("button", name="Owner, due day, outcome").click(timeout=LONG)
    drawer = page.get_by_role("dialog")
    drawer.get_by_role("radio", name="Done").or_(drawer.get_by_role("button", name="Done", exact=True)).first.click()
    drawer.get_by_label("Note").fill(f"=note {number}")
    drawer.get_by_role("combobox", name="Outcome").click()
    page.get_by_role("option", name="It worked").click()
    drawer.get_by_role("button", name="Save", exact=True).click()
    expect(drawer).to_have_count(0, timeout=LONG)
    expect(page.get_by_role("button", name=f"Done ({number + 1})")).to_be_visible(timeout=LONG)
    return name


def downloaded(page: Page, label: str) -> bytes:
    with page.expect_download(timeout=LONG) as promise:
        page.get_by_role("button", name=label).click()
    return Path(promise.value.path()).read_bytes()


def test_what_is_done_outlives_a_reload_and_leaves_in_the_export(tmp_path) -> None:
    with chromium() as browser, live_server(tmp_path) as url, new_page(browser, height=1400) as page:
        page.goto(url)
        page.get_by_role("button", name="Try with a sample company").click(timeout=LONG)
        expect(page.get_by_text("Ties to your files")).to_be_visible(timeout=LONG)
        page.get_by_role("link", name="Actions").click()
        expect(page.get_by_text("things to do this week")).to_be_visible(timeout=LONG)
        names = [done_with_an_outcome(page, number) for number in range(NUMBER)]
        page.reload()
        expect(page.get_by_role("button", name=f"Done ({NUMBER})")).to_be_visible(timeout=LONG)
        content = downloaded(page, "actions as CSV")
        page.get_by_text("This week's, for elsewhere").click()
        calendar = downloaded(page, "Calendar (ICS)")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    done = [row for row in rows if row["status"] == "done"]
    assert sorted(row["customer_name"] for row in done) == sorted(names)
    assert {row["outcome"] for row in done} == {"worked"}
    assert {row["note"] for row in done} == {f"'=note {number}" for number in range(NUMBER)}
    assert all(row["done_on"] for row in done)
    assert len(Calendar.from_ical(calendar).walk("VEVENT")) == 15
