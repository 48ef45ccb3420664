"""Two people: one makes a link, the other opens it on a server just started, and it ends when it is revoked."""

import csv
import io
import time

import pytest
from playwright.sync_api import expect

from tests.browser import chromium, live_server, new_page
from whalecurve.domain.sample import sample_company

pytestmark = [pytest.mark.live, pytest.mark.browser]
SLOW = 60_000
CLOSED_WITHIN_SECONDS = 5


def told_of_customers(column):
    """What a masked link must not tell: a column of the sample's file of customers."""
    rows = csv.DictReader(io.StringIO(sample_company().files["customers.csv"]))
    return {row[column] for row in rows}


def open_sample(page, url):
    page.goto(url)
    page.get_by_role("button", name="Try with a sample company").click(timeout=SLOW)
    expect(page.get_by_text("Ties to your files")).to_be_visible(timeout=SLOW)


def make_link(page, url):
    """A link to ranking and segments, names replaced, download allowed; gives back its path."""
    page.goto(f"{url}/share")
    page.get_by_text("Replace customers' names").click(timeout=SLOW)
    page.get_by_text("Let the viewer download it").click()
    page.get_by_role("button", name="Segments", exact=True).click()
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_text("Your link is ready.")).to_be_visible(timeout=SLOW)
    return page.get_by_test_id("stCode").locator("code").first.inner_text().removeprefix(url)


def watch_frames(page):
    """Everything that the server ever sends to this page."""
    frames = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(bytes_of(frame))))
    return frames


def bytes_of(frame):
    return frame.encode() if isinstance(frame, str) else frame


def test_a_link_is_opened_on_a_cold_server_and_closed_by_its_owner(tmp_path):
    with chromium() as browser:
        with live_server(tmp_path) as url, new_page(browser) as owner:
            open_sample(owner, url)
            path = make_link(owner, url)
        with live_server(tmp_path) as url, new_page(browser, width=375, height=740, dark=True) as viewer:
            frames = watch_frames(viewer)
            look_around(viewer, url, path)
            export = download(viewer, url)
            with new_page(browser) as owner:
                owner.goto(f"{url}/share")
                owner.get_by_role("button", name="Revoke").first.click(timeout=SLOW)
                revoked_at = time.monotonic()
                expect(viewer.get_by_text("This page is not available")).to_be_visible(timeout=SLOW)
                assert time.monotonic() - revoked_at < CLOSED_WITHIN_SECONDS
            expect(viewer.get_by_text("Customers at a loss")).to_have_count(0)
            assert viewer.request.get(viewer_export(viewer, url)).status == 404
            viewer.goto(url + path)
            expect(viewer.get_by_text("not available")).to_be_visible(timeout=SLOW)

    told = b"".join(frames) + export
    assert b"Customer " in told
    assert sorted(name for name in told_of_customers("Customer Name") if name.encode() in told) == []
    ids = {row["customer_id"] for row in csv.DictReader(io.StringIO(export.decode("utf-8-sig")))}
    ids.discard("")  # the rows of what is nobody's
    assert len(ids) == 480
    assert ids & told_of_customers("Customer ID") == set()  # in the frames six digits turn up by chance


def look_around(viewer, url, path):
    """The link leaves the address, the pages are there, nothing can be changed, and nothing sticks out of a phone."""
    viewer.goto(url + path)
    expect(viewer.get_by_text("Ties to the owner's files")).to_be_visible(timeout=SLOW)
    assert path.rsplit("/", 1)[-1] not in viewer.url
    expect(viewer.get_by_text("Names are replaced.")).to_be_visible()
    expect(viewer.get_by_role("button", name="Delete my data")).to_have_count(0)
    assert viewer.evaluate("document.documentElement.scrollWidth") <= 375
    viewer.locator("[data-testid=stVegaLiteChart]").first.hover()
    segments = viewer.url.replace("/ranking", "/segments")
    viewer.goto(segments)
    expect(viewer.get_by_text("Trait by trait")).to_be_visible(timeout=SLOW)
    for closed in ("data", "costs", "share"):
        viewer.goto(segments.replace("/segments", f"/{closed}"))
        expect(viewer.get_by_text("You can look, not change.")).to_be_visible(timeout=SLOW)
        expect(viewer.get_by_text("Ties to the owner's files")).to_be_visible(timeout=SLOW)  # the ranking, in its place
        expect(viewer.locator("input[type=file]")).to_have_count(0)
        for button in ("Upload", "Undo", "Make the link"):
            expect(viewer.get_by_role("button", name=button)).to_have_count(0)
        viewer.goto(segments)


def viewer_export(viewer, url):
    share = viewer.url.rsplit("share=", 1)[-1].split("&")[0]
    return f"{url}/export/{share}/ranking.csv"


def download(viewer, url):
    answer = viewer.request.get(viewer_export(viewer, url))
    assert answer.status == 200
    assert "attachment" in answer.headers["content-disposition"]
    return answer.body()
