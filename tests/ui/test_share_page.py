"""The Share page: what will be seen, the link told once, and the list that closes it."""

from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.build import ENTRY, go, open_app, sample, small_company, words
from whalecurve.domain.state.kept import ShareEntry, ShareTerms
from whalecurve.service.access.cookies import visit_cookie
from whalecurve.service.stores import open_office
from whalecurve.ui.share_links import closed_table, lately_closed, link_address, link_words

NAMES = ("O'Neil & Sons", "Zoë GmbH", "Third Ltd")


def make_link(app):
    """Press the button; gives back the token of the link that the page tells."""
    app.button(key="share_make").click().run()
    assert not app.exception
    assert "Your link is ready" in words(app)
    address = app.code[0].value
    assert "/s/" in address
    return address.rpartition("/")[2]


def open_link(cookies, token, page="ranking"):
    """The app as a browser sees it that opened the link: nothing but the cookie of the visit."""
    entry, secret = open_office().visits.open_link(token)
    cookies.clear()
    cookies[visit_cookie(entry.id)] = secret
    app = AppTest.from_file(ENTRY, default_timeout=60)
    app.query_params["share"] = entry.id
    app.run()
    assert not app.exception
    return go(app, page)


def everything(app):
    """All texts and tables of the page."""
    return words(app) + "".join(table.value.to_csv() for table in app.dataframe) + str([m.label for m in app.metric])


def test_without_data_there_is_nothing_to_share():
    assert "nothing to share yet" in words(go(open_app(), "share"))


def test_the_miniature_says_what_will_be_seen():
    app = go(small_company(), "share")
    said = words(app)
    assert "67 % of your customers earn 124 % of your profit" in said
    assert "January 2026 to February 2026" in said
    assert app.dataframe[0].value["Customer"].tolist() == ["O'Neil & Sons", "Third Ltd", "Zoë GmbH"]
    assert "No link is open" in said


def test_masking_shows_at_once():
    app = go(small_company(), "share")
    app.text_input(key="share_title").set_value("Why Zoë GmbH loses").run()
    app.toggle(key="share_masked").set_value(True).run()
    assert not app.exception
    assert not [name for name in NAMES if name in everything(app)]
    assert "Why Customer " in words(app)
    assert "Not shown: Industry" in words(app)


def test_a_page_must_be_chosen():
    app = go(small_company(), "share")
    app.pills(key="share_parts").set_value([]).run()
    assert "Choose at least one page." in words(app)
    app.button(key="share_make").click().run()
    assert not app.exception
    assert "not what a link can show" in words(app)


def test_the_link_is_told_once_and_listed_without_its_token():
    app = go(small_company(), "share")
    app.text_input(key="share_word").set_value("open sesame please").run()
    token = make_link(app)
    assert app.text_input(key="share_word").value == ""
    app.button(key="share_copied").click().run()
    assert not app.code
    assert token not in everything(app)
    said = words(app)
    assert "Not opened yet." in said
    assert "Asks for a passphrase." in said


def test_what_is_wrong_is_said_and_no_link_is_made():
    app = go(small_company(), "share")
    app.text_area(key="share_sites").set_value("no address").run()
    app.button(key="share_make").click().run()
    assert not app.exception
    assert "not the address of a site" in words(app)
    assert "No link is open" in words(app)


def test_revoking_moves_a_link_to_the_closed_ones():
    app = go(small_company(), "share")
    make_link(app)
    [revoke] = [button for button in app.button if button.key.startswith("revoke_")]
    revoke.click().run()
    assert not app.exception
    assert "No link is open" in words(app)
    assert app.dataframe[-1].value["Ended"].str.startswith("revoked").all()


@pytest.mark.parametrize("masked", [False, True], ids=["named", "masked"])
def test_the_holder_of_a_link_sees_the_frozen_ranking(cookies, masked):
    owner = go(small_company(), "share")
    owner.toggle(key="share_masked").set_value(masked).run()
    viewer = open_link(cookies, make_link(owner))
    assert viewer.dataframe[-1].value["Profit"].tolist() == [70.5, 8.0, -15.0]
    assert "revenue 240.50, difference 0.00" in words(viewer)
    found = [name for name in NAMES if name in everything(viewer)]
    assert found == ([] if masked else list(NAMES))


def test_search_finds_pseudonyms_and_not_names(cookies):
    owner = go(small_company(), "share")
    owner.toggle(key="share_masked").set_value(True).run()
    viewer = open_link(cookies, make_link(owner))
    code = viewer.dataframe[-1].value["Id"].iloc[0]
    for wanted, rows in ((code, 1), ("O'Neil", 0), ("007", 0)):
        viewer.text_input(key="ranking_search").set_value(wanted).run()
        assert not viewer.exception
        assert len(viewer.dataframe[-1].value) == rows


def test_the_statement_of_a_masked_customer_is_its_own(cookies):
    owner = go(sample(), "share")
    owner.toggle(key="share_masked").set_value(True).run()
    viewer = open_link(cookies, make_link(owner))
    table = viewer.dataframe[-1].value
    shown = []
    for row in (0, 3, 479):
        viewer.session_state["statement_asked"] = table["Id"].iloc[row]
        viewer.run()
        assert not viewer.exception
        assert f"Rank {row + 1} of 480 by profit" in words(viewer)
        shown.append(table["Customer"].iloc[row])
        assert shown[-1] in [head.value for head in viewer.header]


def test_the_holder_of_a_link_sees_the_frozen_segments(cookies):
    owner = go(sample(), "share")
    owner.pills(key="share_parts").set_value(["ranking", "segments"]).run()
    owner.toggle(key="share_masked").set_value(True).run()
    viewer = open_link(cookies, make_link(owner), "segments")
    assert "Found: " in words(viewer)
    assert "Industry" in words(viewer)


def entry(**changes):
    start = datetime(2026, 3, 1, 10, tzinfo=UTC)
    told = {
        "id": "a" * 32,
        "workspace": "b" * 32,
        "terms": ShareTerms(
            "Ours", ("ranking", "segments"), 30, masked=True, download=True, sites=("https://a.example",)
        ),
        "has_passphrase": True,
        "created_by": "me",
        "created_at": start,
        "expires_at": start + timedelta(days=30),
        "revoked_at": None,
        "opened": 0,
        "last_opened_at": None,
        "snapshot": "c" * 64,
    }
    return ShareEntry(**{**told, **changes})


class TestWords:
    def test_a_link_in_sentences(self):
        assert link_words(entry()) == [
            "Made 1 Mar 2026, open until 31 Mar 2026.",
            "Not opened yet.",
            "Shows ranking and segments, names replaced.",
            "May be downloaded.",
            "Asks for a passphrase.",
            "May stand on https://a.example.",
        ]

    @pytest.mark.parametrize(("times", "said"), [(1, "Opened once, last "), (1200, "Opened 1,200 times, last ")])
    def test_how_often(self, times, said):
        opened = entry(opened=times, last_opened_at=datetime(2026, 3, 2, 9, tzinfo=UTC))
        assert link_words(opened)[1] == f"{said}2 Mar 2026, 09:00."

    def test_closed_links(self):
        table = closed_table([entry(), entry(revoked_at=datetime(2026, 3, 2, 9, tzinfo=UTC))])
        assert table["Ended"].tolist() == ["expired 31 Mar 2026", "revoked 2 Mar 2026, 09:00"]

    def test_what_closed_lately_is_listed_the_last_one_first(self):
        now = datetime(2026, 5, 1, tzinfo=UTC)
        days = {"open": -1, "expired": 1, "longer ago": 29, "long ago": 31}
        links = [entry(id=name, expires_at=now - timedelta(days=ago)) for name, ago in days.items()]
        revoked = now - timedelta(days=2)
        links += [
            entry(id="revoked", revoked_at=revoked, expires_at=now + timedelta(days=90)),
            entry(id="revoked long ago", revoked_at=now - timedelta(days=40), expires_at=now + timedelta(days=90)),
            # Revoked when it was over already: that changes nothing.
            entry(id="revoked after its end", revoked_at=revoked, expires_at=now - timedelta(days=35)),
        ]

        assert [link.id for link in lately_closed(links, now)] == ["expired", "revoked", "longer ago"]

    @pytest.mark.parametrize(
        ("page", "address"),
        [
            ("http://localhost:8501/share", "http://localhost:8501/s/t"),
            ("https://example.com/deep/base/share?w=1#x", "https://example.com/deep/base/s/t"),
            ("", "/s/t"),
        ],
    )
    def test_the_address_of_a_link(self, page, address):
        assert link_address("t", page) == address
