"""The Segments page in Chromium: a journey through it, and a fit that the reader leaves in the middle."""

import re
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import psutil
import pytest
from playwright.sync_api import ConsoleMessage, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser import chromium, live_server, new_page, running_server, settled

pytestmark = [pytest.mark.browser, pytest.mark.live]
LONG = 90_000
AT_ONCE = 5_000
TRIES = 6
WAITING = "Until it is done, this is the answer from before the change"
MANY = 10_000


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def large_company(tmp_path_factory):
    """Ten thousand customers with 24 columns, one of which is behind their profit: a fit takes seconds."""
    folder, random = tmp_path_factory.mktemp("large"), np.random.default_rng(5)
    kinds = {f"Class {place}": [f"kind {kind}" for kind in range(4 + place)] for place in range(12)}
    texts = {name: random.choice(those, MANY) for name, those in kinds.items()}
    numbers = {f"Size {place}": random.lognormal(3, 1, MANY).round(2).astype(str) for place in range(12)}
    columns = list((texts | numbers).values())
    good = texts["Class 0"] == "kind 2"
    people = [",".join(["Customer ID,Customer Name", *texts, *numbers])]
    orders = ["Order ID,Order Date,Customer ID,Amount,Cost"]
    earned = 50 + random.exponential(60, MANY) + 80 * good
    for number, (row, amount) in enumerate(zip(zip(*columns, strict=True), earned, strict=True)):
        people.append(",".join([f"C{number:05d},Firm {number}", *row]))
        orders.append(f"{number},2026-0{number % 6 + 1}-05,C{number:05d},{amount:.2f},40.00")
    return [written(folder, "orders.csv", orders), written(folder, "customers.csv", people)]


@pytest.fixture(scope="module")
def misspelled_company(tmp_path_factory):
    """Ninety customers, twenty of them with a letter missing in their sector."""
    folder = tmp_path_factory.mktemp("misspelled")
    sectors = ["technology"] * 40 + ["technolgy"] * 20 + ["medical"] * 30
    people = [f"C{number},Firm {number},{sector}" for number, sector in enumerate(sectors)]
    orders = [f"{number},2026-01-05,C{number},{100 + number * 37 % 101},60" for number in range(90)]
    return [
        written(folder, "orders.csv", ["Order ID,Order Date,Customer ID,Amount,Cost", *orders]),
        written(folder, "customers.csv", ["Customer ID,Customer Name,Sector", *people]),
    ]


@pytest.fixture(scope="module")
def sample(browser, tmp_path_factory):
    """A server on which the sample company is open and its traits are learned: the answer is kept for whoever comes."""
    with live_server(tmp_path_factory.mktemp("sample")) as url, watched(browser, url) as page:
        page.goto(url)
        page.get_by_role("button", name="Try with a sample company").click(timeout=LONG)
        expect(page.get_by_text("Ties to your files", exact=False).first).to_be_visible(timeout=LONG)
        open_page(page, "Segments")
        learned(page)
        yield url


def written(folder: Path, name: str, lines) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@contextmanager
def watched(browser, url: str, **window):
    """A page of a new visitor; whatever it asks of another host or complains of is a fault."""
    with new_page(browser, **window) as page:
        faults = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if complains(said) else None)
        page.on("request", lambda asked: faults.append(asked.url) if leaves(asked.url, url) else None)
        yield page
        assert not faults


def complains(said: ConsoleMessage) -> bool:
    """Whether it is an error; a download that Streamlit looks at when its page is already gone is none of ours."""
    gone = "/media/" in said.location.get("url", "") or "Download Button source error" in said.text
    return said.type == "error" and not gone


def leaves(address: str, url: str) -> bool:
    return not address.startswith((url, url.replace("http", "ws", 1), "data:", "blob:"))


def upload(page: Page, url: str, paths, lines: int) -> None:
    page.goto(url)
    page.locator("input[type=file]").set_input_files(paths)
    page.get_by_role("button", name=f"Use {lines:,} of {lines:,} lines").click(timeout=LONG)
    expect(page.get_by_text("Ties to your files", exact=False).first).to_be_visible(timeout=LONG)


def open_page(page: Page, name: str) -> None:
    """By the navigation, which a telephone hides and then lays over the page."""
    link = page.get_by_role("link", name=name)
    expect(link).to_be_attached(timeout=LONG)  # before that, nothing tells whether the navigation is hidden
    hidden = page.get_by_test_id("stExpandSidebarButton").is_visible()
    if hidden:
        page.get_by_test_id("stExpandSidebarButton").click()
    link.click()
    if hidden:
        page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list, which a page that is still being drawn may close again."""
    box, wanted = page.get_by_role("combobox", name=label), page.get_by_role("option", name=option)
    for _ in range(TRIES):
        if box.get_attribute("aria-expanded", timeout=LONG) != "true":
            box.click()
        with suppress(PlaywrightTimeoutError):
            wanted.click(timeout=AT_ONCE)
            return
    pytest.fail(f"{option} could not be chosen as {label}")


def learned(page: Page) -> None:
    """The whole page is there: its last part is the answer to "How sure are we?"."""
    expect(page.get_by_role("heading", name=re.compile("^(Found|Nothing found)"))).to_be_visible(timeout=LONG)
    expect(page.get_by_text("How sure are we?")).to_be_visible(timeout=LONG)
    expect(page.get_by_text(WAITING)).to_have_count(0, timeout=LONG)
    settled(page)


def drawing(page: Page, said: str):
    """A chart by what it says to a screen reader."""
    return page.get_by_test_id("stVegaLiteChart").and_(page.locator(f'[aria-label*="{said}"]'))


def test_from_the_verdict_to_a_customers_statement(browser, sample) -> None:
    with watched(browser, sample, height=1400) as page:
        page.goto(sample)
        open_page(page, "Segments")
        learned(page)
        first = page.get_by_role("heading").nth(1)
        expect(first).to_contain_text("Found: Industry tells your high-profit customers apart.")
        expect(first).to_contain_text("Where Industry is Healthcare and Employees is above 4")
        expect(drawing(page, "Industry is Healthcare: 36 of 78 are high-profit")).to_be_visible()

        expect(page.get_by_text("it stands by itself")).to_be_visible()
        choose(page, "Which trait", "Region: no more than chance")
        expect(page.get_by_text("Region: no more than chance would show.")).to_be_visible(timeout=LONG)

        page.get_by_role("slider", name="How many groups").press("ArrowRight")
        page.get_by_role("slider", name="How many groups").press("ArrowRight")
        expect(page.get_by_text(re.compile("Your customers form 3 groups"))).to_be_visible(timeout=LONG)
        expect(drawing(page, "customers in 3 groups")).to_be_visible()

        choose(page, "Open a group as a ranking", "2 · ")
        open_first_row(page)
        expect(page.get_by_text(re.compile("^Rank 1?.* by profit"))).to_be_visible(timeout=LONG)
        expect(drawing(page, "Customer profit")).to_be_visible(timeout=LONG)


def test_spellings_that_look_alike_are_merged_and_taken_apart(browser, tmp_path, misspelled_company) -> None:
    with live_server(tmp_path / "spelled") as url, watched(browser, url) as page:
        upload(page, url, misspelled_company, 90)
        open_page(page, "Segments")
        asked = page.get_by_text("Is “technolgy” (20 customers) the same Sector as “technology”?")
        expect(asked).to_be_visible(timeout=LONG)
        expect(drawing(page, "of 20 are high-profit")).to_be_visible(timeout=LONG)
        page.get_by_role("button", name="Take as one").click()
        expect(page.get_by_text("technolgy counts as technology.")).to_be_visible(timeout=LONG)
        expect(asked).to_have_count(0)
        expect(drawing(page, "technology: 12 of 60 are high-profit")).to_be_visible(timeout=LONG)
        expect(drawing(page, "of 20 are high-profit")).to_have_count(0)
        page.get_by_role("button", name="Take them apart again").click()
        expect(asked).to_be_visible(timeout=LONG)
        expect(drawing(page, "of 20 are high-profit")).to_be_visible(timeout=LONG)


@pytest.mark.parametrize("dark", [False, True])
def test_a_telephone_shows_it_without_scrolling_sideways(browser, sample, dark) -> None:
    with watched(browser, sample, width=375, height=800, dark=dark) as page:
        page.goto(sample)
        open_page(page, "Segments")
        learned(page)
        expect(drawing(page, "Industry is Healthcare")).to_be_visible()
        page.get_by_text("How sure are we?").click()
        page.get_by_text("What each column is taken for").click()
        choose(page, "Open a group as a ranking", "1 · ")
        expect(ranked(page)).to_be_visible(timeout=LONG)
        settled(page)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 375
        for chart in page.get_by_test_id("stVegaLiteChart").all():
            box = chart.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= 375


def test_a_moved_cost_keeps_the_last_answer_and_a_fit_that_is_left_ends(browser, tmp_path, large_company) -> None:
    with running_server(tmp_path / "left") as (url, server), watched(browser, url) as page:
        upload(page, url, large_company, MANY)
        open_page(page, "Segments")
        expect(page.get_by_role("progressbar")).to_be_visible(timeout=LONG)
        learned(page)
        add_and_move_a_cost(page)

        open_page(page, "Segments")
        answers_from_before(page)
        open_page(page, "Ranking")
        expect(page.get_by_text("Find a customer")).to_be_visible(timeout=LONG)
        page.wait_for_timeout(1_000)
        assert psutil.Process(server.pid).cpu_percent(interval=1) < 50

        open_page(page, "Segments")
        answers_from_before(page)  # nothing was kept of the fit that was left
        page.get_by_text("What counts as a high-profit customer").click()
        choose(page, "Profit is counted", "before shared costs")
        answers_from_before(page)
        choose(page, "High-profit customers are", "The best by margin")
        expect(page.get_by_text("(top 20 % by margin of contribution margin)")).to_be_visible(timeout=LONG)
        learned(page)
        expect(page.get_by_text("Natural groups")).to_be_visible()
    assert "Traceback" not in (tmp_path / "left" / "server.log").read_text(encoding="utf-8")


def add_and_move_a_cost(page: Page) -> None:
    open_page(page, "Costs")
    page.get_by_role("button", name="Add a fixed cost").click(timeout=LONG)
    page.get_by_label("What it pays for").first.fill("Rent")
    page.get_by_label("Amount a year").fill("50000")
    page.get_by_label("Amount a year").press("Tab")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("slider", name="Rent").press("ArrowRight", timeout=LONG)


def answers_from_before(page: Page) -> None:
    """While the new fit runs the page shows how far it is, and the last good answer."""
    expect(page.get_by_text(WAITING)).to_be_visible(timeout=AT_ONCE)
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("^Found: Class 0"))).to_be_visible()


def ranked(page: Page):
    return page.get_by_role("region", name=re.compile("^Customers, best first"))


def open_first_row(page: Page) -> None:
    """Press the name in the first row; the table is drawn on a canvas."""
    table = ranked(page)
    expect(table).to_be_visible(timeout=LONG)
    settled(page)
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 60, box["y"] + 52)
