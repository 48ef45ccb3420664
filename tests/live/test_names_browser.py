"""Addresses in names stay text: on every page, an owner's and a link holder's, no link that is not ours."""

import csv
import io
import re
from types import SimpleNamespace

import pytest

from tests.browser import chromium, live_server, new_page
from tests.live.company import service_at, share
from tests.wire import Wire
from whalecurve.domain.state.kept import LOCAL, RANKING, SEGMENTS, Principal, ShareTerms

pytestmark = [pytest.mark.browser, pytest.mark.live]

SLOW = 60_000
ME = Principal(LOCAL, "me")
PAGES = ("data", "costs", "ranking", "segments", "plans", "share")
ADDRESSES = (
    "http://a.example/x",
    "HTTPS://b.example",
    "www.c.example",
    "Www.d.example",
    "e@f.example",
    "xmpp:g@h.example",
)
ALSO = (":smile:", ":material/lock:", ":red[x]", "[y](http://i.example)", "<http://j.example>", "a->b", "$x$")
MONTH = "2026-{:02d}-05"
HOSTILE = " ".join((*ADDRESSES, *ALSO))
SHORT = "www.s.example k@l.example http://m.example"


def table(rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def files():
    """Files whose names, headers and cells are full of addresses: enough customers for segments."""
    people = [(f"K{n}", f"{HOSTILE} {n}", f"{SHORT} {n % 3}", str(n % 7 + 1)) for n in range(60)]
    lines = [
        (
            n,
            MONTH.format(n % 6 + 1),
            f"K{n % 55}",
            f"{SHORT} {n % 2}",
            f"{SHORT} rep{n % 3}",
            50 + n * 37 % 400,
            40 + n % 90,
        )
        for n in range(400)
    ]
    costs = [(f"Rent {SHORT}", "12000", "2026", "fixed", "customers"), (HOSTILE[:80], "500", "2026", "fixed", "orders")]
    bad = [("x", "no date", "K1", "", "", "nothing", "")]
    return {
        f"people {SHORT.replace('/', '')}.csv": table([("Customer ID", "Customer Name", SHORT, "Staff"), *people]),
        "orders www.o.example.csv": table(
            [("Order ID", "Order Date", "Customer ID", "Category", "Sales Rep", "Amount", "Cost"), *lines, *bad]
        ),
        "costs q@r.example.csv": table([("Cost", "Amount", "Year", "Kind", "Driver"), *costs]),
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A server with one company, its plan, revision and two links, everything named with addresses."""
    data = tmp_path_factory.mktemp("hostile")
    with live_server(data) as url, Wire() as wire, pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHALECURVE_DATA_DIR", str(data))
        tab = wire.open(wire.visitor(url), "data")
        tab.upload("Upload files", files())
        if any(one.key == "use" for one in tab.page.widgets()):
            tab.click("use")
        tab.go("plans")
        tab.set("plan_name", HOSTILE[:110])
        tab.click("plan_save")
        tab.set("revision_title", HOSTILE[:110])
        tab.click("revision_save")
        assert tab.page.exceptions == []
        with service_at(data) as service:
            folder = tmp_path_factory.mktemp("share")
            terms = ShareTerms(HOSTILE[:110], parts=(RANKING, SEGMENTS), download=True)
            links = {
                masked: share(service, ME, ShareTerms(**{**vars(terms), "masked": masked}), folder)[1:]
                for masked in (False, True)
            }
        yield SimpleNamespace(url=url, links=links)


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


def foreign_links(page, url):
    """Addresses of links on the page that do not lead into the app."""
    found = page.eval_on_selector_all("a[href]", "found => found.map(link => link.href)")
    return [address for address in found if not address.startswith((f"{url}/", "blob:"))]


def stand(page):
    """Wait until the page has done its run, and open what is folded."""
    page.get_by_test_id("stMain").get_by_role("heading").first.wait_for(timeout=SLOW)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=SLOW)
    folds = page.locator("details > summary")
    for place in range(folds.count()):
        if not folds.nth(place).evaluate("summary => summary.parentElement.open"):
            folds.nth(place).click()
    page.wait_for_timeout(300)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=SLOW)


@pytest.mark.parametrize("name", PAGES)
def test_an_owners_page_makes_no_link_of_a_name(browser, hostile, name):
    with new_page(browser, height=2400) as page:
        page.goto(f"{hostile.url}/{name}")
        stand(page)
        for tab in page.get_by_role("tab").all():
            tab.click()
            page.wait_for_timeout(200)
        assert foreign_links(page, hostile.url) == []
        assert re.search(r"example", page.inner_text("body")), "names are on the page"


@pytest.mark.parametrize("masked", [False, True], ids=["named", "masked"])
@pytest.mark.parametrize("name", [RANKING, SEGMENTS])
def test_a_link_holders_page_makes_no_link_of_a_name(browser, hostile, name, masked):
    share_id, token = hostile.links[masked]
    with new_page(browser, height=2400) as page:
        page.goto(f"{hostile.url}/s/{token}")
        page.goto(f"{hostile.url}/{name}?share={share_id}")
        stand(page)
        assert foreign_links(page, hostile.url) == []
        shown = re.sub("[\u2060\u200b]", "", page.inner_text("body"))
        assert HOSTILE[:60] in shown, "the title stands there, letter by letter"


def test_what_looks_like_markup_is_shown_letter_by_letter(browser, hostile):
    _, token = hostile.links[False]
    with new_page(browser, height=2400) as page:
        page.goto(f"{hostile.url}/s/{token}")
        stand(page)
        shown = re.sub("[\u2060\u200b]", "", page.inner_text("body"))
        for text in HOSTILE[:110].split()[:-1]:
            assert text in shown, text
