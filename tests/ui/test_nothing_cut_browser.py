"""Nothing is cut off: figures and names of every page are measured at four widths, in German marks."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser import chromium, live_server, settled

pytestmark = [pytest.mark.browser, pytest.mark.live]
LONG = 60_000
PHONE, *WIDER = (375, 768, 1280, 1920)
PAGES = ("ranking", "costs", "plans", "share", "data", "actions", "trend")
NAMES = (
    "Donaudampfschifffahrtsgesellschaft Wien-Budapest GmbH & Co. KGaA",
    "Société Générale d'Équipements Industriels de l'Ouest S.A.",
    "Müller",
    *(f"Kunde Nr. {number:03d} Handelsgesellschaft mbH" for number in range(20)),
)
PLAN = {
    "fixed": [{"name": "Hauptverwaltung und Gebäudemanagement", "annual_amount": "123456789.01"}],
    "variable": [{"name": "Commission", "kind": "commission", "rate": "0.05", "per": "revenue"}],
}
# What has text of its own is measured against each ancestor that would hide what sticks out; what scrolls may scroll.
CUT = """
() => {
  const cut = [];
  const main = document.querySelector('[data-testid="stMain"]');
  const text = document.createRange();
  for (const one of main.querySelectorAll('*')) {
    const own = [...one.childNodes].filter(node => node.nodeType === 3 && node.textContent.trim());
    const box = one.getBoundingClientRect();
    if (!own.length || box.width < 2 || one.closest('svg, [data-testid="stDataFrame"]')) continue;
    text.selectNodeContents(one);
    const said = text.getBoundingClientRect();
    let scrolls = false;
    for (let outer = one; outer !== main; outer = outer.parentElement) {
      const way = getComputedStyle(outer).overflowX, edge = outer.getBoundingClientRect();
      if (way === 'auto' || way === 'scroll') { scrolls = true; break; }
      if (way !== 'visible' && (said.right > edge.right + 1 || said.left < edge.left - 1)) {
        cut.push([outer.dataset.testid || outer.tagName, one.textContent]);
        break;
      }
    }
    const letter = parseFloat(getComputedStyle(one).fontSize);
    if (said.width < 2 * letter && said.height > 4 * letter) cut.push(['stacked', one.textContent]);
    if (!scrolls && said.right > innerWidth + 1) cut.push(['page', one.textContent]);
  }
  for (const word of main.querySelectorAll('[data-testid="stVegaLiteChart"] svg text')) {
    const box = word.getBoundingClientRect(), edge = word.closest('svg').getBoundingClientRect();
    const out = box.right > edge.right + 1 || box.left < edge.left - 1;
    if (box.width && out) cut.push(['chart', word.textContent]);
    if (box.width && word.textContent.includes('…')) cut.push(['dots', word.textContent]);
  }
  for (const field of main.querySelectorAll('input[type="number"]'))
    if (field.scrollWidth > field.clientWidth + 1) cut.push(['field', field.value]);
  return cut;
}
"""


def orders() -> str:
    rows = ["Order ID,Order Date,Customer ID,Customer Name,Amount,Cost"]
    for number, name in enumerate(NAMES):
        amount = 61_234_567.89 / (number + 1)
        cost = amount * (1.9 if number % 3 == 0 else 0.6)
        rows.append(f'{number},2025-{1 + number % 12:02d}-05,K{number:03d},"{name}",{amount:.2f},{cost:.2f}')
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """A browser and the address of a server on which the company is open with its plan."""
    folder = tmp_path_factory.mktemp("cut")
    (folder / "orders.csv").write_text(orders(), encoding="utf-8")
    (folder / "plan.json").write_text(json.dumps(PLAN), encoding="utf-8")
    with live_server(folder / "data") as url, chromium() as browser:
        page = browser.new_context(locale="de-DE").new_page()
        page.goto(url)
        page.locator("input[type=file]").first.set_input_files(folder / "orders.csv")
        page.get_by_role("button", name="Use 23 of 23 lines").click(timeout=LONG)
        expect(page.get_by_text("Ties to your files", exact=False).first).to_be_visible(timeout=LONG)
        page.get_by_role("link", name="Costs").click()
        page.get_by_text("The plan as a file").click(timeout=LONG)
        page.locator("input[type=file]").first.set_input_files(folder / "plan.json")
        page.get_by_role("button", name="Use this plan").click(timeout=LONG)
        expect(page.get_by_role("slider", name="Commission")).to_be_visible(timeout=LONG)
        page.context.close()
        yield browser, url


# A telephone is told from a desk when the page is opened; among desks a window may be made wider.
@pytest.mark.parametrize("widths", [(PHONE,), tuple(WIDER)], ids=["phone", "desk"])
def test_no_figure_and_no_name_is_cut(company, widths) -> None:
    browser, url = company
    context = browser.new_context(locale="de-DE", viewport={"width": widths[0], "height": 900})
    page = context.new_page()
    found = {}
    for name in PAGES:
        page.goto(f"{url}/{name}")
        found |= cut_at(page, widths, name, CUT)
    page.goto(f"{url}/ranking")
    drawn(page)
    page.get_by_role("button", name="Open the statement").click()
    expect(page.get_by_role("dialog").get_by_role("heading", name=NAMES[0])).to_be_visible(timeout=LONG)
    found |= cut_at(page, widths, "statement", CUT.replace('[data-testid="stMain"]', '[role="dialog"]', 1))
    context.close()
    # On a telephone a long name beside a bar may end in dots: it stands whole in the table or the sentences below.
    fine = {"dots"} if PHONE in widths else set()
    cut = {place: [one for one in found[place] if one[0] not in fine] for place in found}
    assert {place: those for place, those in cut.items() if those} == {}


def cut_at(page: Page, widths: tuple[int, ...], name: str, script: str) -> dict[tuple[str, int], list[list[str]]]:
    """What is cut on the page that is open, by its name and each of the widths."""
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        drawn(page)
        found[name, width] = page.evaluate(script)
    return found


def drawn(page: Page) -> None:
    """Wait until the page stands and its charts are drawn."""
    expect(page.get_by_role("heading").first).to_be_visible(timeout=LONG)
    settled(page)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=LONG)
    page.wait_for_timeout(1500)
