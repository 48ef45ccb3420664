"""axe-core finds no fault of WCAG 2.2, levels A and AA, on any page, in both modes, on a desk and on a telephone."""

from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from tests.browser import chromium, live_server, new_page, settled
from tests.live.company import service_at, share
from whalecurve.domain.state.kept import LOCAL, RANKING, SEGMENTS, Principal, ShareTerms

pytestmark = [pytest.mark.browser, pytest.mark.live]

LONG = 60_000
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Vega draws the rectangle of a selection itself and gives it a role but no name; before anybody selects it has no size.
EXCEPTIONS = [".brush_brush", ".brush_brush_bg"]
FAULTS = """async ([levels, exceptions]) => {
    const found = await axe.run({exclude: exceptions}, {runOnly: levels, resultTypes: ["violations"]});
    return found.violations.flatMap((one) => one.nodes.map((node) =>
        [one.id, node.html.slice(0, 160), [...node.any, ...node.all, ...node.none].map((why) => why.message).join()]));
}"""
PAGES = ("data", "costs", "ranking", "breakdown", "segments", "actions", "trend", "plans", "share")
DESK_BY_DAY, PHONE_BY_NIGHT = {"width": 1280, "dark": False}, {"width": 375, "dark": True}


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """A browser, the address of a server that shows the sample company, and the address of a link to it."""
    data = tmp_path_factory.mktemp("axe")
    with live_server(data) as url, chromium() as browser, pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHALECURVE_DATA_DIR", str(data))
        with new_page(browser) as page:
            page.goto(url)
            assert faults(page) == [], "the first page, before there is anything"
            page.get_by_role("button", name="Try with a sample company").click(timeout=LONG)
            expect(page.get_by_text("Ties to your files").first).to_be_visible(timeout=LONG)
        with service_at(data) as service:
            terms = ShareTerms("Our customers", parts=(RANKING, SEGMENTS), download=True)
            _, _, token = share(service, Principal(LOCAL, "me"), terms, tmp_path_factory.mktemp("link"))
        yield browser, url, f"{url}/s/{token}"


def faults(page: Page) -> list[list[str]]:
    """What axe says about the page as it stands."""
    expect(page.get_by_role("heading").first).to_be_visible(timeout=LONG)
    settled(page)
    page.evaluate(AXE)
    found: list[list[str]] = page.evaluate(FAULTS, [LEVELS, EXCEPTIONS])
    return found


@pytest.mark.parametrize("look", [DESK_BY_DAY, PHONE_BY_NIGHT], ids=["desk by day", "telephone by night"])
def test_no_page_has_a_fault_that_axe_finds(company, look) -> None:
    browser, url, link = company
    with new_page(browser, **look) as page:
        found = {}
        for name in PAGES:
            page.goto(f"{url}/{name}")
            found[name] = faults(page)
        page.goto(f"{url}/ranking")
        page.get_by_role("button", name="Open the statement").click(timeout=LONG)
        expect(page.get_by_role("dialog").get_by_role("heading").first).to_be_visible(timeout=LONG)
        found["statement"] = faults(page)
        page.goto(link)
        found["link"] = faults(page)
    assert {name: those for name, those in found.items() if those} == {}
