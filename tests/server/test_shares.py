"""Links: opened, refused, and the files behind them."""

import re
from http.cookies import SimpleCookie

import pytest

from tests.server.build import ME, hosted, new_link, running
from whalecurve.service.stores import open_office


@pytest.fixture
def here(tmp_path):
    with running(tmp_path) as asking:
        yield asking


def cookie_of(answer):
    (line,) = answer.headers.get_list("set-cookie")
    ((name, found),) = SimpleCookie(line.replace("; Partitioned", "")).items()
    return name, found, line


def test_a_token_is_exchanged_for_a_cookie_and_leaves_the_address(here):
    entry, token = new_link()
    answer = here.get(f"/s/{token}")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/ranking?share={entry.id}"
    assert answer.headers["cache-control"] == "no-store"
    name, found, line = cookie_of(answer)
    assert name == f"whalecurve_share_{entry.id}"
    assert token not in line
    assert re.search(r"; Path=/; Max-Age=\d+; HttpOnly; SameSite=Lax$", line)
    assert open_office().visits.look(entry.id, found.value).entry.id == entry.id


def test_a_link_without_a_ranking_opens_what_it_has(here):
    entry, token = new_link(parts=("segments",))
    assert here.get(f"/s/{token}").headers["location"] == f"/segments?share={entry.id}"


def test_only_the_wish_for_a_frame_stays_in_the_address(here):
    entry, token = new_link()
    answer = here.get(f"/s/{token}?embed=true&embed_options=show_padding&utm=mail&share=other&x=//evil.test")
    assert answer.headers["location"] == f"/ranking?share={entry.id}&embed=true&embed_options=show_padding"


def test_a_link_for_a_frame_has_a_cookie_that_reaches_it_from_there(tmp_path, monkeypatch, here):
    _, token = new_link(sites=("https://intranet.example.com",))
    assert cookie_of(here.get(f"/s/{token}"))[2].endswith("; SameSite=None; Secure; Partitioned")
    with hosted(tmp_path, monkeypatch, base="https://whale.test") as asking:
        _, token = new_link(sites=("https://intranet.example.com",))
        assert cookie_of(asking.get(f"/s/{token}"))[2].endswith("; SameSite=None; Secure; Partitioned")
        _, token = new_link()
        assert cookie_of(asking.get(f"/s/{token}"))[2].endswith("; SameSite=Lax; Secure")
    with hosted(tmp_path, monkeypatch) as asking:
        _, token = new_link(sites=("https://intranet.example.com",))
        assert cookie_of(asking.get(f"/s/{token}"))[2].endswith("; HttpOnly; SameSite=Lax")


def bad_tokens(token, entry):
    return {
        "guessed": "A" * 43,
        "empty": "",
        "named": ":token",
        "none": "None",
        "list": "[]",
        "long": "a" * 50_000,
        "one off": token[:-1] + ("A" if token[-1] != "A" else "B"),
        "cut": token[:-1],
        "longer": token + "A",
        "blank": token + " ",
        "slash": token + "/",
        "the share's own id": entry.id,
        "nul": "a%00b",
        "not a text": "%ff%fe",
        "path": "..%2f..%2fetc%2fpasswd",
    }


def test_a_link_that_opens_nothing_is_one_and_the_same_page_whatever_the_reason(tmp_path, monkeypatch):
    monkeypatch.setenv("WHALECURVE_RATE_SCALE", "0")
    with running(tmp_path) as here:
        entry, token = new_link()
        revoked, revoked_token = new_link(passphrase="correct horse battery")
        open_office().service.revoke_share(ME, revoked.workspace, revoked.id)
        asked = {**bad_tokens(token, entry), "revoked": revoked_token}
        answers = {name: here.get(f"/s/{text}") for name, text in asked.items()}
        answers["bare"] = here.get("/s")
        answers["posted"] = here.post("/s/guessed", data={"passphrase": "correct horse battery"})
        answers["export"] = here.get(f"/export/{entry.id}/ranking.csv")
        answers["other export"] = here.get("/export/nothing/ranking.csv")
        answers["preview"] = here.get(f"/s/{revoked_token}")
        seen = {(told.status_code, told.content, str(sorted(told.headers.items()))) for told in answers.values()}
        assert len(seen) == 1
        assert next(iter(seen))[0] == 404
        assert here.get(f"/s/{token}").status_code == 303


def test_a_preview_does_not_count_as_opened_and_tells_nothing(here):
    entry, token = new_link()
    answer = here.head(f"/s/{token}")
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers
    assert open_office().service.list_shares(ME, entry.workspace)[0].opened == 0


def test_a_passphrase_is_asked_for_on_a_page_of_its_own(here):
    entry, token = new_link(passphrase="correct horse battery")
    form = here.get(f"/s/{token}?embed=true")
    assert form.status_code == 200
    assert '<input id="passphrase" name="passphrase" type="password"' in form.text
    assert token not in form.text
    wrong = here.post(f"/s/{token}", data={"passphrase": "wrong"})
    assert wrong.status_code == 422
    assert "not the passphrase" in wrong.text
    assert "wrong" not in wrong.text.replace("wrong ones", "")
    assert "set-cookie" not in wrong.headers
    right = here.post(f"/s/{token}?embed=true", data={"passphrase": "correct horse battery"})
    assert right.status_code == 303
    assert right.headers["location"] == f"/ranking?share={entry.id}&embed=true"


def test_too_many_wrong_passphrases_shut_the_link_for_a_while(tmp_path, monkeypatch):
    monkeypatch.setenv("WHALECURVE_RATE_SCALE", "0")
    with running(tmp_path) as here:
        _, token = new_link(passphrase="correct horse battery")
        for _ in range(10):
            here.post(f"/s/{token}", data={"passphrase": "wrong"})
        answer = here.post(f"/s/{token}", data={"passphrase": "correct horse battery"})
        assert answer.status_code == 422
        assert "too many wrong ones" in answer.text


@pytest.mark.parametrize(
    "body", [b"", b"passphrase=", b"x" * 60_000, b"&" * 2000, b"a=1&b=2&c=3&d=4&passphrase=e", b"\xff\xfe"]
)
def test_a_body_that_is_no_such_form_is_no_passphrase(here, body):
    _, token = new_link(passphrase="correct horse battery")
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert here.post(f"/s/{token}", content=body, headers=headers).status_code in {200, 422}


def test_an_open_link_that_is_not_downloadable_has_no_file(here):
    entry, token = new_link()
    here.get(f"/s/{token}")
    assert here.get(f"/export/{entry.id}/ranking.csv").status_code == 404


def test_a_file_is_given_out_for_the_cookie_at_each_request(here, monkeypatch):
    asked = []

    def ranking(visits, share, secret, folder):
        asked.append((share, folder.is_dir()))
        visits.look(share, secret)
        return 'Größe; "x".csv', b"customer_id\r\n"

    monkeypatch.setattr("whalecurve.server.shares.share_ranking_csv", ranking)
    entry, token = new_link(download=True)
    here.get(f"/s/{token}")
    answer = here.get(f"/export/{entry.id}/ranking.csv")
    assert answer.status_code == 200
    assert answer.content == b"customer_id\r\n"
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == "attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe%3B%20%22x%22.csv"
    assert answer.headers["cache-control"] == "no-store"
    assert asked == [(entry.id, True)]
    open_office().service.revoke_share(ME, entry.workspace, entry.id)
    assert here.get(f"/export/{entry.id}/ranking.csv").status_code in {200, 404}


def test_another_links_cookie_opens_no_file(here, monkeypatch):
    monkeypatch.setattr(
        "whalecurve.server.shares.share_ranking_csv", lambda visits, share, secret, _: visits.look(share, secret)
    )
    one, token = new_link(download=True)
    other, _ = new_link(download=True)
    _, found, _ = cookie_of(here.get(f"/s/{token}"))
    forged = {"Cookie": f"whalecurve_share_{other.id}={found.value}"}
    assert here.get(f"/export/{other.id}/ranking.csv", headers=forged).status_code == 404
    assert one.id != other.id
