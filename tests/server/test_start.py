"""What a server refuses to start with."""

import secrets

import pytest
from starlette.testclient import TestClient

from tests.server.build import HOSTED, OPTIONS, SECRET, build, running
from whalecurve.domain.errors import WhalecurveError
from whalecurve.server.settings import read_settings
from whalecurve.server.start import check_start


def refusal(environment, *, options=None, secret=None):
    """Why it does not start, empty when it does."""
    told = {**OPTIONS, **(options or {})}
    try:
        settings = read_settings(environment)
        check_start(settings, environment, told.get, {"cookie_secret": secret} if secret is not None else None)
    except WhalecurveError as problem:
        return str(problem)
    return ""


@pytest.fixture
def in_hosted_mode(monkeypatch):
    monkeypatch.setenv("WHALECURVE_MODE", "hosted")


def test_local_mode_starts_as_it_is():
    assert not refusal({})


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "127.8.8.8", "::1", "[::1]"])
def test_local_mode_listens_to_this_computer(address):
    assert not refusal({}, options={"server.address": address})


EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - what must not be listened to


@pytest.mark.parametrize(
    "address", [None, "", EVERY_ADDRESS, "::", "192.168.1.4", "whale.example.com", "localhost.evil.test"]
)
def test_local_mode_listens_to_nobody_else(address):
    assert "only this computer may be served" in refusal({}, options={"server.address": address})


@pytest.mark.parametrize("mode", ["hostd", "production", "local hosted"])
def test_a_mode_that_nobody_knows_opens_no_door(monkeypatch, mode):
    monkeypatch.setenv("WHALECURVE_MODE", mode)
    assert "names no way to run" in refusal({})


@pytest.mark.usefixtures("in_hosted_mode")
def test_a_hosted_server_needs_a_name_a_secret_and_a_store():
    assert not refusal(HOSTED, secret=SECRET)
    assert not refusal({**HOSTED, "WHALECURVE_STORE": "", "DATABASE_URL": "postgresql://db/whale"}, secret=SECRET)
    assert "must know its own name" in refusal({**HOSTED, "WHALECURVE_HOST": " "}, secret=SECRET)
    assert "must be told where its store is" in refusal({**HOSTED, "WHALECURVE_STORE": ""}, secret=SECRET)
    assert "needs a cookie secret of its own" in refusal(HOSTED)
    assert "needs a cookie secret of its own" in refusal(HOSTED, secret="")


@pytest.mark.usefixtures("in_hosted_mode")
@pytest.mark.parametrize(
    "guessable",
    ["x" * 64, "0123456789" * 4, "your-cookie-secret-goes-here-please", "CHANGE-ME-" * 4, "abab" * 16],
)
def test_a_cookie_secret_that_can_be_guessed_is_refused(guessable):
    assert "can be guessed" in refusal(HOSTED, secret=guessable)


@pytest.mark.usefixtures("in_hosted_mode")
def test_a_short_cookie_secret_is_refused_and_not_told():
    said = refusal(HOSTED, secret="k9fQ2mZ7")
    assert "too short" in said
    assert "k9fQ2mZ7" not in said


@pytest.mark.usefixtures("in_hosted_mode")
def test_every_drawn_secret_is_taken():
    for _ in range(500):
        assert not refusal(HOSTED, secret=secrets.token_hex(32))
        assert not refusal(HOSTED, secret=secrets.token_hex(16))
        assert not refusal(HOSTED, secret=secrets.token_urlsafe(32))


@pytest.mark.usefixtures("in_hosted_mode")
@pytest.mark.parametrize("name", ["https://whale.test", "whale.test:443", "whale.test/app", "*", "a b", "-"])
def test_a_host_name_is_a_bare_name(name):
    assert "no host name" in refusal({**HOSTED, "WHALECURVE_HOST": name}, secret=SECRET)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.enableXsrfProtection", False),
        ("server.enableCORS", False),
        ("server.enableAgentApi", True),
        ("server.enableStaticServing", True),
        ("server.baseUrlPath", "app"),
        ("client.showErrorDetails", "full"),
        ("global.developmentMode", True),
    ],
)
def test_streamlits_own_protection_stays_on(name, value):
    assert name in refusal({}, options={name: value})


@pytest.mark.usefixtures("in_hosted_mode")
@pytest.mark.parametrize(
    ("name", "value"),
    [("browser.gatherUsageStats", True), ("client.disableDataExport", False), ("logger.enableRich", True)],
)
def test_a_server_for_others_keeps_what_it_knows_to_itself(name, value):
    assert name in refusal(HOSTED, options={name: value}, secret=SECRET)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WHALECURVE_TRUST_PROXY", "yes"),
        ("WHALECURVE_TRUST_PROXY", "-1"),
        ("WHALECURVE_TRUST_PROXY", "99"),
        ("WHALECURVE_FRAMES", "https://a.com; script-src *"),
        ("WHALECURVE_FRAMES", "*"),
        ("WHALECURVE_FRAMES", "https://*"),
        ("WHALECURVE_FRAMES", "https://*.com"),
        ("WHALECURVE_FRAMES", "https://a.com, javascript:"),
        ("WHALECURVE_FRAMES", "self 'unsafe-inline'"),
        ("WHALECURVE_RATE_SCALE", "fast"),
        ("WHALECURVE_LOG", "xml"),
    ],
)
def test_a_setting_that_is_not_understood_is_refused_by_name(name, value):
    assert name in refusal({name: value})


def test_a_server_that_must_not_start_says_why_and_answers_nobody(tmp_path):
    app = build(tmp_path, options={"server.address": EVERY_ADDRESS})
    asking = TestClient(app, base_url="http://localhost", client=("127.0.0.1", 1), raise_server_exceptions=False)
    assert asking.get("/").status_code == 503, "one that skips the start"
    with pytest.raises(WhalecurveError, match="only this computer"), asking:
        pass


def test_a_start_that_fails_for_no_known_reason_is_no_start(tmp_path, monkeypatch):
    def broken():
        raise ZeroDivisionError

    monkeypatch.setattr("whalecurve.server.state.open_office", broken)
    with pytest.raises(ZeroDivisionError), running(tmp_path):
        pass
