"""Who may send files."""

import pytest
from itsdangerous import URLSafeTimedSerializer

from tests.server.build import SECRET, hosted, running

UPLOAD = "/_stcore/upload_file/session/file"


def login(secret=SECRET, salt="_streamlit_user"):
    return {"Cookie": f"_streamlit_user={URLSafeTimedSerializer(secret, salt=salt).dumps('{}')}"}


def test_a_hosted_server_takes_files_from_people_who_are_logged_in(tmp_path, monkeypatch):
    with hosted(tmp_path, monkeypatch) as asking:
        assert asking.put(UPLOAD, headers=login()).status_code == 200
        assert asking.put(UPLOAD).status_code == 403


@pytest.mark.parametrize(
    "cookie",
    [
        login("another secret, as long as the first"),
        login(""),
        login(salt="_streamlit_user_tokens"),
        {"Cookie": "_streamlit_user="},
        {"Cookie": "_streamlit_user=e30.aaaa.bbbb"},
        {"Cookie": "whalecurve_share_abc=def"},
    ],
)
def test_a_login_that_we_did_not_sign_is_none(tmp_path, monkeypatch, cookie):
    with hosted(tmp_path, monkeypatch) as asking:
        assert asking.put(UPLOAD, headers=cookie).status_code == 403


def test_on_this_computer_nobody_logs_in(tmp_path):
    with running(tmp_path) as asking:
        assert asking.put(UPLOAD).status_code == 200
