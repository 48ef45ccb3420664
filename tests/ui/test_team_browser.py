"""People who log in come in where they wanted to, and leave when they want to."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import chromium, new_page
from tests.hosted import COLLEAGUE, OWNER, hosted_app

pytestmark = [pytest.mark.browser, pytest.mark.live]
LONG = 30_000


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def hosted(tmp_path_factory):
    with hosted_app(tmp_path_factory.mktemp("hosted")) as running:
        yield running


def log_in_at(page, address, person):
    """Open a page, be asked who one is, and come back."""
    page.goto(address)
    page.get_by_role("button", name="Log in").click(timeout=LONG)
    page.get_by_label("Who are you?").fill(person.subject, timeout=LONG)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible(timeout=LONG)


def press(page, name):
    """A button that is in the way of nobody: the one in front where there are several."""
    page.get_by_role("button", name=name, exact=True).last.click(timeout=LONG)


def test_a_login_leads_back_and_a_member_leaves_alone(browser, hosted) -> None:
    with new_page(browser) as owner, new_page(browser) as colleague:
        log_in_at(owner, f"{hosted.url}/plans", OWNER)
        expect(owner).to_have_url(f"{hosted.url}/plans")
        owner.goto(f"{hosted.url}/data")
        owner.get_by_role("button", name="Try with a sample company").click(timeout=LONG)
        expect(owner.get_by_text("Ties to your files")).to_be_visible(timeout=LONG)
        owner.goto(f"{hosted.url}/team")
        owner.get_by_label("E-mail address").fill(COLLEAGUE.email, timeout=LONG)
        press(owner, "Invite")
        guests = owner.locator("[class*='st-key-out_']")
        expect(guests).to_have_count(1, timeout=LONG)

        owner.locator(".st-key-leave_here button:visible").click(timeout=LONG)
        expect(owner.get_by_text("Only an owner can let you in again")).to_be_visible(timeout=LONG)
        owner.locator(".st-key-leave_now button:visible").click()
        expect(owner.get_by_text("A workspace keeps at least one owner")).to_be_visible(timeout=LONG)
        owner.locator(".st-key-leave_not button:visible").click()
        expect(owner.get_by_role("dialog")).to_have_count(0, timeout=LONG)

        log_in_at(colleague, f"{hosted.url}/ranking", COLLEAGUE)
        expect(colleague).to_have_url(re.compile(f"^{hosted.url}/ranking"))
        colleague.get_by_role("button", name="Sample company").click(timeout=LONG)
        colleague.locator(".st-key-leave button:visible").click(timeout=LONG)
        colleague.locator(".st-key-leave_now button:visible").click(timeout=LONG)
        expect(colleague.get_by_role("dialog")).to_have_count(0, timeout=LONG)
        expect(colleague.get_by_role("button", name="Sample company")).to_have_count(0, timeout=LONG)
        owner.goto(f"{hosted.url}/team")
        expect(owner.get_by_text("Invite somebody")).to_be_visible(timeout=LONG)
        expect(guests).to_have_count(0)
