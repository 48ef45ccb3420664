"""Journeys through a live server in Chromium: what only a browser can show."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import chromium, live_server, new_page
from tests.ui.build import CUSTOMERS, ORDERS

pytestmark = [pytest.mark.browser, pytest.mark.live]
LONG = 60_000


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


# The first page, one that is drawn by its own script, and one that needs figures: every address takes the same way.
@pytest.mark.parametrize("name", ["data", "segments", "share"])
def test_a_page_opened_cold_on_a_fresh_server_is_inside_the_app(browser, tmp_path, name) -> None:
    with live_server(tmp_path / "cold") as url, new_page(browser) as page:
        page.goto(f"{url}/{name}")
        expect(page.get_by_test_id("stSidebarNav")).to_be_visible(timeout=LONG)
        for title in ("Data", "Costs", "Ranking"):
            expect(page.get_by_role("link", name=title)).to_be_visible()
        expect(page.get_by_role("heading").first).to_be_visible(timeout=LONG)
        expect(page.get_by_text("Page not found")).to_have_count(0)


def test_upload_sliders_ranking_customer_download(browser, tmp_path) -> None:
    with live_server(tmp_path / "journey") as url, new_page(browser) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        _upload(page, url, tmp_path)
        page.get_by_role("link", name="Costs").click()
        page.get_by_role("button", name="Add a fixed cost").click()
        page.get_by_label("What it pays for").first.fill("Rent")
        page.get_by_label("Amount a year").fill("120")
        page.get_by_label("Amount a year").press("Tab")
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_text("63.50 → 43.50").first).to_be_visible(timeout=LONG)
        slider = page.get_by_role("slider", name="Rent")
        slider.press("ArrowLeft")
        expect(page.get_by_text("63.50 → 43.50")).to_have_count(0, timeout=LONG)
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_text("63.50 → 43.50").first).to_be_visible(timeout=LONG)

        page.get_by_role("link", name="Ranking").click()
        expect(page.get_by_role("heading", name="Most profit")).to_be_visible(timeout=LONG)
        _look_through_statements(page)

        with page.expect_download() as waiting:
            page.get_by_role("button", name="Download 3 customers as CSV").click()
        rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"))))
        assert [row["customer_id"] for row in rows] == ["007", "30", "12"]
        assert [row["customer_profit"] for row in rows] == ["63.83", "1.34", "-21.67"]
        elsewhere = [address for address in asked if not re.match(rf"({re.escape(url)}|data:|blob:|ws)", address)]
        assert not elsewhere


def test_brush_on_the_curve_filters_the_table(browser, tmp_path) -> None:
    with live_server(tmp_path / "brush") as url, new_page(browser, height=1400) as page:
        page.goto(url)
        page.get_by_role("button", name="Try with a sample company").click(timeout=LONG)
        chart = page.get_by_test_id("stVegaLiteChart").first
        expect(chart).to_be_visible(timeout=LONG)
        expect(page.get_by_role("button", name="Download 480 customers as CSV")).to_be_visible(timeout=LONG)
        box = chart.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.5)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5, steps=8)
        page.mouse.up()
        expect(page.get_by_text(re.compile(r"^\d+ customers of 480 shown"))).to_be_visible(timeout=LONG)


@pytest.mark.parametrize("dark", [False, True])
def test_a_telephone_shows_every_page_without_scrolling_sideways(browser, tmp_path, dark) -> None:
    with live_server(tmp_path / "phone") as url, new_page(browser, width=375, height=800, dark=dark) as page:
        page.goto(url)
        page.get_by_role("button", name="Try with a sample company").click(timeout=LONG)
        expect(page.get_by_text("Ties to your files", exact=False).first).to_be_visible(timeout=LONG)
        for name in ("Ranking", "Costs", "Data"):
            if name != "Ranking":
                if page.get_by_test_id("stExpandSidebarButton").is_visible():
                    page.get_by_test_id("stExpandSidebarButton").click()
                page.get_by_role("link", name=name).click()
                expect(page.get_by_role("heading").first).to_be_visible(timeout=LONG)
            wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
            assert wide <= 375


def _look_through_statements(page: Page) -> None:
    """Open the first customer by its name in the table, go to the next one and back, unfold every line, and close."""
    _open_first_row(page)
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("heading", name="O'Neil & Sons")).to_be_visible(timeout=LONG)
    drawer.get_by_role("button", name="Next").click()
    expect(drawer.get_by_role("heading", name="Third Ltd")).to_be_visible(timeout=LONG)
    drawer.get_by_role("button", name="Previous").click()
    expect(drawer.get_by_role("heading", name="O'Neil & Sons")).to_be_visible(timeout=LONG)
    drawer.get_by_text("Every line, with how it comes about").click()
    said = "Rent 6.67 = 20.00 (2 months of 120 a year) shared equally by 3 customers."
    expect(drawer.get_by_text(said).last).to_be_visible(timeout=LONG)
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)


def _upload(page: Page, url: str, folder: Path) -> None:
    page.goto(url)
    page.locator("input[type=file]").set_input_files(_files(folder))
    page.get_by_role("button", name="Use 4 of 4 lines").click(timeout=LONG)
    expect(page.get_by_text("Ties to your files: revenue 240.50, difference 0.00.")).to_be_visible(timeout=LONG)


def _files(folder: Path) -> list[Path]:
    paths = []
    for name, text in {"orders.csv": ORDERS, "customers.csv": CUSTOMERS}.items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def _open_first_row(page: Page) -> None:
    """Press the name in the first row; the table is drawn on a canvas."""
    table = page.get_by_test_id("stDataFrame").last
    expect(table.locator("canvas").first).to_be_visible(timeout=LONG)
    table.scroll_into_view_if_needed()
    page.wait_for_timeout(1500)  # what stands above it is still growing
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 60, box["y"] + 52)
