"""The way from a month that fell to the customers behind it and their lines, in Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser import chromium, live_server, new_page, settled

pytestmark = [pytest.mark.browser, pytest.mark.live]
LONG = 90_000


def test_why_did_that_month_fall(tmp_path):
    with live_server(tmp_path / "data") as url, chromium() as browser, new_page(browser, height=1200) as page:
        page.goto(url)
        page.get_by_role("button", name="Try with a sample company").click(timeout=LONG)
        expect(page.get_by_text("Ties to your files", exact=False).first).to_be_visible(timeout=LONG)
        page.get_by_role("link", name="Trend").click()
        expect(page.get_by_role("heading", name="Why did it change?")).to_be_visible(timeout=LONG)
        settled(page)
        choose(page, "Compare", "this month with the month before")
        choose(page, "Up to", "December 2025")
        choose(page, "Compare", "this month with the month before")
        expect(page.get_by_text("lower in December 2025 than in November 2025", exact=False).first).to_be_visible()
        fell = page.locator("[class*='st-key-bridge_Fell']").get_by_role("button")
        expect(fell).to_have_count(5)
        name = fell.first.inner_text()
        fell.first.click()
        drawer = page.get_by_role("dialog")
        expect(drawer.get_by_role("heading", name=name)).to_be_visible(timeout=LONG)
        choose(page, "Open the lines behind a figure", "Net revenue", drawer)
        expect(drawer.get_by_text("Sum of", exact=False)).to_be_visible(timeout=LONG)


def choose(page, label, option, within=None):
    """Take an option of a select box by the beginning of its words."""
    (within or page).get_by_role("combobox", name=label).first.click()
    page.get_by_role("option", name=option).first.click()
    settled(page)
