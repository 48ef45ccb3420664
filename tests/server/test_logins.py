"""Who may log out whom."""

import json
import time

import pytest
from itsdangerous import URLSafeTimedSerializer

from tests.server.build import SECRET, hosted
from whalecurve.domain.state.kept import Principal
from whalecurve.service.access.claims import read_login
from whalecurve.service.stores import open_office

LOG_OUT = "/auth/logout"


def claims(subject="anna", **more):
    said = {"iss": "https://id.test", "sub": subject, "email": f"{subject}@example.com", "email_verified": True}
    return {"is_logged_in": True, **said, "iat": int(time.time()) - 60, **more}


def signed(text, name="_streamlit_user", secret=SECRET):
    return URLSafeTimedSerializer(secret, salt=name).dumps(text)


def login(told=None, **more):
    """The cookie that Streamlit sets at a login."""
    return {"_streamlit_user": signed(json.dumps(told or claims()), **more)}


def as_header(cookies):
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}


def end(told):
    known = read_login(told)
    open_office().logins.end(known.principal, known.issued)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "made up"])
def test_another_sites_page_logs_nobody_out(tmp_path, monkeypatch, site):
    with hosted(tmp_path, monkeypatch) as asking:
        for path in (LOG_OUT, f"{LOG_OUT}/"):
            refused = asking.get(path, headers={**as_header(login()), "Sec-Fetch-Site": site})
            assert refused.status_code == 403
            assert "set-cookie" not in refused.headers


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_the_apps_own_page_does(tmp_path, monkeypatch, site):
    with hosted(tmp_path, monkeypatch) as asking:
        assert asking.get(LOG_OUT, headers={**as_header(login()), "Sec-Fetch-Site": site}).status_code == 200


def test_a_browser_that_does_not_say_logs_out_when_the_page_ended_the_login(tmp_path, monkeypatch):
    told = claims()
    with hosted(tmp_path, monkeypatch) as asking:
        assert asking.get(LOG_OUT, headers=as_header(login(told))).status_code == 403
        end(told)
        assert asking.get(LOG_OUT, headers=as_header(login(told))).status_code == 200
        assert asking.get(LOG_OUT).status_code == 200


def test_what_the_provider_says_is_believed_only_whole_and_lately(monkeypatch):
    assert read_login(claims()).principal == Principal("https://id.test", "anna", "anna@example.com")
    for lie in (
        {"email_verified": "true"},
        {"email_verified": 1},
        {"iat": True},
        {"iat": "1"},
        {"iat": time.time() - 13 * 3600},
        {"iat": time.time() + 3600},
        {"sub": " "},
        {"iss": None},
        {"email": ""},
    ):
        assert read_login(claims(**lie)) is None
    monkeypatch.setenv("WHALECURVE_LOGIN_HOURS", "14")
    assert read_login(claims(iat=time.time() - 13 * 3600)) is not None
