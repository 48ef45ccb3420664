"""A held arrow key in a box of the Costs page, in a real browser: each press counts, a small rate shows its digits."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import chromium, live_server, new_page

pytestmark = [pytest.mark.browser, pytest.mark.live]
LONG = 60_000
PRESSES, EVERY_MS = 12, 33
ORDERS = """Order ID,Order Date,Customer ID,Quantity,Amount,Cost
1,2025-01-05,Smith,2000000,2240000.00,2000000.00
2,2025-12-05,Greene,140000,154000.00,140000.00
"""
PLAN = {
    "fixed": [{"name": "Rent", "annual_amount": "1000"}],
    "variable": [{"name": "Handling", "rate": "0.004", "per": "unit"}],
}


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("held")
    with chromium() as browser, live_server(folder / "data") as url, new_page(browser, height=1200) as opened:
        _open_costs(opened, url, folder)
        yield opened


def _open_costs(page: Page, url: str, folder: Path) -> None:
    orders, plan = folder / "orders.csv", folder / "plan.json"
    orders.write_text(ORDERS, encoding="utf-8")
    plan.write_text(json.dumps(PLAN), encoding="utf-8")
    page.goto(url)
    page.locator("input[type=file]").set_input_files(orders)
    page.get_by_role("button", name="Use 2 of 2 lines").click(timeout=LONG)
    expect(page.get_by_text("Ties to your files", exact=False).first).to_be_visible(timeout=LONG)
    page.get_by_role("link", name="Costs").click()
    page.get_by_text("The plan as a file").click()
    page.locator("input[type=file]").last.set_input_files(plan)
    page.get_by_role("button", name="Use this plan").click(timeout=LONG)
    expect(page.get_by_role("slider", name="Rent")).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Keep as my plan").click()


def _hold(page: Page, key: str) -> None:
    for _ in range(PRESSES):
        page.keyboard.press(key)
        page.wait_for_timeout(EVERY_MS)


def test_no_press_in_a_box_is_lost_and_a_small_rate_shows_its_digits(page):
    box = page.get_by_label("Handling, exact")
    expect(box).to_have_value("0.00400")
    box.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("^Profit .* → "))).to_be_visible(timeout=LONG)
    expect(box).to_have_value("0.00405")
    box.focus()
    _hold(page, "ArrowUp")
    page.keyboard.press("Enter")
    expect(box).to_have_value("0.00465", timeout=LONG)
    slider = page.get_by_role("slider", name="Handling")
    expect(slider).to_have_value("0.00465", timeout=LONG)


def test_an_emptied_box_is_said_and_shows_the_rate_again(page):
    box = page.get_by_label("Handling, exact")
    before = box.input_value()
    box.fill("")
    box.press("Enter")
    expect(page.get_by_text("An empty box is not zero", exact=False)).to_be_visible(timeout=LONG)
    expect(box).to_have_value(before, timeout=LONG)
