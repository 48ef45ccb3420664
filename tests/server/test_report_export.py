"""The report of a link: given out for the cookie alone, as a file and never as a page of this server."""

import pytest

from tests.server.build import ME, new_link, running
from whalecurve.service.stores import open_office


@pytest.fixture
def here(tmp_path):
    with running(tmp_path) as asking:
        yield asking


def test_the_report_is_saved_for_the_cookie_and_not_shown(here, monkeypatch):
    def report(visits, share, secret, folder):
        visits.look(share, secret)
        return "report.html", b"<!doctype html>"

    monkeypatch.setattr("whalecurve.server.shares.share_report_html", report)
    entry, token = new_link(download=True)
    assert here.get(f"/export/{entry.id}/report.html").status_code == 404
    here.get(f"/s/{token}")
    answer = here.get(f"/export/{entry.id}/report.html")
    assert (answer.status_code, answer.content) == (200, b"<!doctype html>")
    assert answer.headers["content-disposition"] == "attachment; filename*=utf-8''report.html"
    assert answer.headers["cache-control"] == "no-store"
    other, _ = new_link(download=True)
    assert here.get(f"/export/{other.id}/report.html").status_code == 404
    open_office().service.revoke_share(ME, entry.workspace, entry.id)
    assert here.get(f"/export/{entry.id}/report.html").status_code in {200, 404}
