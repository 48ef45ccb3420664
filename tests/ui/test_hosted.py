"""People who log in: an owner, somebody invited, strangers; and two processes on one store."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser import chromium, new_page
from tests.hosted import COLLEAGUE, OWNER, STRANGER, UNVERIFIED, hosted_app, log_in, login_cookies
from tests.live.company import guarded_rows
from tests.oidc_rules import new_key
from tests.postgres import shared_server
from tests.ui.build import ORDERS
from whalecurve.service.access.logins import REMEMBERED_SECONDS

pytestmark = [pytest.mark.browser, pytest.mark.live]
LONG = 30_000
REVENUE = "Ties to your files: revenue 240.50, difference 0.00."
NOTHING = "There is nothing to show yet."


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def hosted(tmp_path_factory):
    with hosted_app(tmp_path_factory.mktemp("hosted")) as running:
        yield running


def test_an_owner_invites_somebody_who_then_sees_what_the_role_allows(browser, hosted, tmp_path) -> None:
    with new_page(browser) as owner, new_page(browser) as colleague:
        log_in(owner, hosted.url, OWNER)
        workspace = upload(owner, tmp_path)
        save_revision(owner, "First figures")
        log_in(colleague, hosted.url, COLLEAGUE)
        colleague.goto(workspace)
        expect(colleague.get_by_text(NOTHING)).to_be_visible(timeout=LONG)
        assert "240.50" not in colleague.content()

        invite(owner, "Carl@Example.com", "viewer")
        expect(owner.get_by_text("carl@example.com").first).to_be_visible(timeout=LONG)
        colleague.goto(hosted.url)
        expect(colleague.get_by_text(REVENUE)).to_be_visible(timeout=LONG)
        assert pages(colleague) == ["Ranking", "Breakdown", "Segments", "Actions", "Trend", "Plans"]
        for name in ("data", "costs", "team"):
            colleague.goto(f"{hosted.url}/{name}")
            expect(colleague.get_by_role("link", name="Ranking")).to_be_visible(timeout=LONG)
            expect(colleague.locator("input[type=file], input[type=email]")).to_have_count(0)
            expect(colleague.get_by_role("button", name=re.compile("Add a|Invite|Delete"))).to_have_count(0)

        choose_role(owner, "editor")
        colleague.goto(hosted.url)
        expect(colleague.get_by_role("link", name="Costs")).to_be_visible(timeout=LONG)
        assert "Team" not in pages(colleague)

        owner.locator("[class*='st-key-out_carl'] button:visible").click()
        expect(owner.get_by_text("carl@example.com")).to_have_count(0, timeout=LONG)
        colleague.get_by_role("link", name="Segments").click()
        expect(colleague.get_by_text("This workspace is no longer available.")).to_be_visible(timeout=LONG)
        expect(colleague.get_by_text("240.50")).to_have_count(0)


def test_a_stranger_sees_nothing_of_it(browser, hosted, tmp_path) -> None:
    with new_page(browser) as owner, new_page(browser) as stranger:
        log_in(owner, hosted.url, OWNER)
        owner.goto(f"{hosted.url}/?w=new")  # a company of its own, whether or not another test has made one
        expect(owner.get_by_role("button", name="Log out")).to_be_visible(timeout=LONG)
        upload(owner, tmp_path)
        companies = [row[0] for row in guarded_rows(hosted.folder / "data-1")["workspaces"]]
        assert companies
        arrived = []

        def keep(frame: bytes | str) -> None:
            arrived.append(frame if isinstance(frame, bytes) else frame.encode())

        stranger.on("websocket", lambda socket: socket.on("framereceived", keep))
        log_in(stranger, hosted.url, STRANGER)
        named = [f"{hosted.url}/{page}?w={company}" for page in ("ranking", "team") for company in companies]
        for address in (hosted.url, f"{hosted.url}/ranking", f"{hosted.url}/team", *named):
            stranger.goto(address)
            expect(stranger.get_by_role("button", name="Log out")).to_be_visible(timeout=LONG)
        assert arrived
        told = b"".join(arrived)
        assert b"olga" not in told.lower()
        assert b"240.50" not in told


def test_an_address_that_nobody_verified_opens_nothing(browser, hosted) -> None:
    with new_page(browser) as page:
        page.goto(hosted.url)
        page.get_by_role("button", name="Log in").click(timeout=LONG)
        page.get_by_label("Who are you?").fill(UNVERIFIED.subject)
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_text("does not vouch for your e-mail address")).to_be_visible(timeout=LONG)
        assert pages(page) == []
        page.goto(f"{hosted.url}/data")
        expect(page.get_by_text("does not vouch for your e-mail address")).to_be_visible(timeout=LONG)
        expect(page.locator("input[type=file]")).to_have_count(0)
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_role("button", name="Log in")).to_be_visible(timeout=LONG)


def test_a_log_out_ends_it_here_and_at_the_provider(browser, hosted) -> None:
    with new_page(browser) as page:
        log_in(page, hosted.url, OWNER)
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_role("button", name="Log in")).to_be_visible(timeout=LONG)
        left = {cookie["name"] for cookie in page.context.cookies()}
        assert not left & {"_streamlit_user", "_streamlit_user_tokens", "provider_session"}
        page.goto(f"{hosted.url}/team")
        expect(page.get_by_role("button", name="Log in")).to_be_visible(timeout=LONG)
        assert pages(page) == []


def test_a_log_out_ends_it_in_another_tab_and_for_a_stolen_cookie(browser, hosted) -> None:
    with new_page(browser) as page, new_page(browser) as thief:
        log_in(page, hosted.url, OWNER)
        thief.context.add_cookies(page.context.cookies())
        thief.goto(f"{hosted.url}/data")
        expect(thief.get_by_role("button", name="Log out")).to_be_visible(timeout=LONG)  # so far it is a login
        tab = page.context.new_page()
        tab.goto(f"{hosted.url}/data")
        expect(tab.get_by_role("button", name="Try with a sample company")).to_be_visible(timeout=LONG)

        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_role("button", name="Log in")).to_be_visible(timeout=LONG)
        time.sleep(REMEMBERED_SECONDS)
        tab.get_by_role("button", name="Try with a sample company").click()
        expect(tab.get_by_text("Ties to your files")).to_have_count(0)
        expect(tab.get_by_text("belongs to somebody else")).to_be_visible(timeout=LONG)
        thief.reload()
        expect(thief.get_by_role("button", name="Log in")).to_be_visible(timeout=LONG)
        assert pages(thief) == []


def test_a_login_of_yesterday_must_be_repeated(browser, hosted, monkeypatch) -> None:
    monkeypatch.setattr(hosted.provider, "claims", {"iat": int(time.time()) - 13 * 3600})
    cookies = login_cookies(hosted, OWNER)
    with new_page(browser) as page:
        page.context.add_cookies([{"name": name, "value": value, "url": hosted.url} for name, value in cookies.items()])
        page.goto(f"{hosted.url}/team")
        expect(page.get_by_role("button", name="Log in")).to_be_visible(timeout=LONG)
        expect(page.get_by_text("vouch")).to_have_count(0)
        assert pages(page) == []


@pytest.mark.parametrize(
    "claims",
    [{"nonce": "another"}, {"aud": "another"}, {"iss": "http://evil.example"}, {"exp": 1}, {"sub": None}],
    ids=lambda claims: next(iter(claims)),
)
def test_a_false_statement_of_the_provider_logs_nobody_in(hosted, monkeypatch, claims) -> None:
    assert "_streamlit_user" in login_cookies(hosted, OWNER)
    monkeypatch.setattr(hosted.provider, "claims", claims)
    assert "_streamlit_user" not in login_cookies(hosted, OWNER)


def test_a_statement_that_another_key_signed_logs_nobody_in(hosted, monkeypatch) -> None:
    assert "_streamlit_user" in login_cookies(hosted, OWNER)
    monkeypatch.setattr(hosted.provider, "key", new_key())
    assert "_streamlit_user" not in login_cookies(hosted, OWNER)


def test_what_is_uploaded_at_one_process_goes_on_at_the_other(browser, tmp_path) -> None:
    with (
        shared_server().database() as url,
        hosted_app(tmp_path / "two", database_url=url, processes=2) as two,
        new_page(browser) as here,
        new_page(browser) as there,
    ):
        first, second = two.urls
        log_in(here, first, OWNER)
        upload(here, tmp_path)
        log_in(there, second, OWNER)
        there.get_by_role("link", name="Ranking").click(timeout=LONG)
        expect(there.get_by_text(REVENUE)).to_be_visible(timeout=LONG)
        add_cost(there)

        here.get_by_role("link", name="Costs").click()
        add_cost(here)
        expect(here.get_by_text("Changed in another tab or by another login of yours.")).to_be_visible(timeout=LONG)
        here.get_by_role("button", name="Reload what was saved").click()
        expect(here.get_by_role("slider", name="Rent")).to_have_count(1, timeout=LONG)

        save_revision(here, "With a rent")
        invite(here, COLLEAGUE.email, "viewer")
        with new_page(browser) as colleague:
            log_in(colleague, second, COLLEAGUE)
            expect(colleague.get_by_text(REVENUE)).to_be_visible(timeout=LONG)


def upload(page: Page, folder) -> str:
    """Take the small company's orders in; the address of the workspace."""
    path = folder / "orders.csv"
    path.write_text(ORDERS, encoding="utf-8")
    page.get_by_role("link", name="Data").click(timeout=LONG)
    page.locator("input[type=file]").set_input_files(path, timeout=LONG)
    page.get_by_role("button", name="Use 4 of 4 lines").click(timeout=LONG)
    expect(page.get_by_text(REVENUE)).to_be_visible(timeout=LONG)
    return page.url


def save_revision(page: Page, title: str) -> None:
    """Save what is there for the others."""
    page.get_by_role("link", name="Plans").click()
    page.get_by_label("What is new in it").fill(title, timeout=LONG)
    page.get_by_label("What is new in it").press("Tab")
    page.get_by_role("button", name="Save as revision").click()
    expect(page.get_by_text(title).first).to_be_attached(timeout=LONG)  # a table draws its cells on a canvas


def invite(page: Page, email: str, role: str) -> None:
    """Invite somebody on the Team page."""
    page.get_by_role("link", name="Team").click()
    page.get_by_label("E-mail address").fill(email, timeout=LONG)
    choose_role(page, role, "Role")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_label("E-mail address")).to_have_value("", timeout=LONG)


def choose_role(page: Page, role: str, label: str = "Role of carl") -> None:
    """Choose a role in a box of the Team page."""
    page.get_by_role("combobox", name=label, exact=False).last.click()
    page.get_by_role("option", name=re.compile(f"^{role}")).click()


def add_cost(page: Page) -> None:
    """A yearly rent of 120 on the Costs page."""
    page.get_by_role("link", name="Costs").click()
    page.get_by_role("button", name="Add a fixed cost").click(timeout=LONG)
    page.get_by_label("What it pays for").first.fill("Rent", timeout=LONG)
    page.get_by_label("Amount a year").fill("120")
    page.get_by_label("Amount a year").press("Tab")
    page.get_by_role("button", name="Add", exact=True).click()


def pages(page: Page) -> list[str]:
    """The pages that the sidebar offers."""
    return [name.strip().splitlines()[-1] for name in page.get_by_test_id("stSidebarNavLink").all_inner_texts()]
