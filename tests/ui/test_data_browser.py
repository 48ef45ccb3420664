"""Journeys of a newcomer in Chromium: from the drop of real-looking exports to a ranking, on the Data page alone."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser import chromium, live_server, new_page, settled
from tests.ui import exports
from tests.ui.build import CUSTOMERS, ORDERS

pytestmark = [pytest.mark.browser, pytest.mark.live]
LONG = 60_000
AT_ONCE = 3_000
TRIES = 10
QUESTIONS = "[class*='st-key-card_']"


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


def drop(page: Page, folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Drop files on the page and wait until each has its card."""
    paths = []
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(path)
    page.locator("input[type=file]").set_input_files(paths)
    for name in files:
        expect(page.get_by_test_id("stMain").get_by_text(name, exact=True).first).to_be_visible(timeout=LONG)
    settled(page)


def use(page: Page, revenue: str) -> None:
    """Press the one button, which is in view without scrolling, and see the ranking tie to the files."""
    button = page.get_by_role("button", name=re.compile(r"^Use [\d,]+ of [\d,]+ lines?$"))
    expect(button).to_be_in_viewport(timeout=LONG)
    button.click()
    tie = page.get_by_text(re.compile(rf"Ties to your files: revenue {re.escape(revenue)}, difference 0\.00"))
    expect(tie).to_be_visible(timeout=LONG)


def remove_first(page: Page, name: str) -> None:
    page.get_by_role("link", name="Data").click()
    page.get_by_role("button", name="Remove").first.click(timeout=LONG)
    expect(page.get_by_test_id("stMain").get_by_text(name, exact=True)).to_have_count(0, timeout=LONG)


@pytest.mark.parametrize(
    ("name", "build", "revenues"),
    [
        ("quickbooks", exports.quickbooks, ("1,490.00", "1,491.00")),
        ("shopify", exports.shopify, ("161.00", "162.00")),
        ("deals", exports.hubspot, ("1,735.50", "1,736.50")),
    ],
)
def test_an_export_needs_no_click_but_use_it_and_neither_does_the_next_month(
    browser, tmp_path, name, build, revenues
) -> None:
    with live_server(tmp_path / name) as url, new_page(browser) as page:
        page.goto(url)
        drop(page, tmp_path, {f"{name}-1.csv": build(1)})
        expect(page.locator(QUESTIONS)).to_have_count(0)
        use(page, revenues[0])
        remove_first(page, f"{name}-1.csv")
        drop(page, tmp_path, {f"{name}-2.csv": build(2)})
        expect(page.locator(QUESTIONS)).to_have_count(0)
        use(page, revenues[1])


def test_own_files_after_the_sample_a_workbook_and_odd_customers_reach_a_ranking(browser, tmp_path) -> None:
    with live_server(tmp_path / "sample") as url, new_page(browser) as page:
        page.goto(url)
        page.get_by_role("button", name="Try with a sample company").click(timeout=LONG)
        expect(page.get_by_text("Ties to your files").first).to_be_visible(timeout=LONG)
        expect(page.get_by_text("Sample company.").first).to_be_visible()
        page.get_by_role("button", name="Use my own files").click()
        expect(page.get_by_role("heading", name="Find out who really earns your profit")).to_be_visible(timeout=LONG)
        drop(page, tmp_path, {"book.xlsx": exports.three_sheets()})
        expect(page.get_by_text("Orders", exact=True).first).to_be_visible(timeout=LONG)
        use(page, "240.50")
        expect(page.get_by_text("Sample company.")).to_have_count(0)

        remove_first(page, "book.xlsx")
        drop(page, tmp_path, {"orders.csv": ORDERS, "people.csv": exports.odd_people()})
        page.get_by_role("combobox", name=re.compile("people.+csv is taken for")).click(timeout=LONG)
        page.get_by_role("option", name="customers", exact=True).click()
        page.get_by_role("button", name=re.compile("^Kennung Zwei, for example")).click(timeout=LONG)
        use(page, "240.50")


def test_an_ambiguous_date_is_asked_once_and_remembered_after_a_reload(browser, tmp_path) -> None:
    with live_server(tmp_path / "dates") as url, new_page(browser, width=375, height=800, dark=True) as page:
        page.goto(url)
        drop(page, tmp_path, {"days.csv": exports.two_ways(), "customers.csv": CUSTOMERS})
        page.get_by_role("button", name="Day first: 05/01/2026 is 2026-01-05").click(timeout=LONG)
        use(page, "240.50")
        page.goto(f"{url}/data")
        page.get_by_role("button", name="Remove").first.click(timeout=LONG)
        drop(page, tmp_path, {"next.csv": exports.two_ways(4)})
        expect(page.get_by_text("Dates are written day first.")).to_be_visible(timeout=LONG)
        expect(page.locator(QUESTIONS)).to_have_count(0)
        use(page, "240.50")


def ask_to_delete(page: Page) -> None:
    """Unfold the part about the own data and press the button, again where the page was drawn anew in between."""
    delete = page.get_by_role("button", name="Delete my data")
    for _ in range(TRIES):
        settled(page)
        if not delete.is_visible():
            page.get_by_text("Your data: where it is").click()
        with suppress(PlaywrightTimeoutError):
            delete.click(timeout=AT_ONCE)
            page.get_by_role("dialog").wait_for(timeout=2 * AT_ONCE)
            return
    pytest.fail("the question before a deletion never came")


def test_deleting_is_asked_and_leaves_an_empty_page(browser, tmp_path) -> None:
    with live_server(tmp_path / "delete") as url, new_page(browser) as page:
        page.goto(url)
        drop(page, tmp_path, {"orders.csv": ORDERS})
        for last in ("Keep everything", "Delete all of it"):
            ask_to_delete(page)
            page.get_by_role("dialog").get_by_role("button", name=last).click(timeout=LONG)
            expect(page.get_by_role("dialog")).to_have_count(0, timeout=LONG)
        expect(page.get_by_text("orders.csv", exact=True)).to_have_count(0, timeout=LONG)
        expect(page.get_by_role("button", name=re.compile("^Use "))).to_have_count(0)
