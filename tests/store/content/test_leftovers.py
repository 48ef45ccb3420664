"""What nothing names any more goes after a while, and nothing else ever does."""

import contextlib
import hashlib
import secrets
import threading
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from tests.store.kept_build import ANNA, BEN, DAY, HOUR, NOW, draft, make_workspace, save, sealed_folder, share
from whalecurve.domain.errors import NotFoundError
from whalecurve.store.content import blobs, bundles, leftovers
from whalecurve.store.db.database import open_database
from whalecurve.store.db.schema import BUNDLES, REVISIONS
from whalecurve.store.records import members, revisions, shares, small_texts

LATER = NOW + DAY
FOLDER = "f0" * 32
PLACES = ("draft", "another's draft", "early revision", "newest revision", "link", "link's body", "keepsake")


def upload(database, workspace, content=b"orders", when=NOW):
    return database.write(lambda conn: blobs.put_blob(conn, workspace, content, when), workspace)


def keep(database, workspace, folder, digest=FOLDER, when=NOW):
    database.write(lambda conn: bundles.put_bundle(conn, workspace, digest, folder, when), workspace)


def find(database, workspace, when=LATER):
    return database.read(lambda conn: leftovers.find_leftovers(conn, workspace, when))


def drop(database, workspace, when=LATER):
    return database.write(lambda conn: leftovers.drop_leftovers(conn, workspace, when), workspace)


def has_upload(database, workspace, digest):
    return database.read(lambda conn: blobs.has_blob(conn, workspace, digest))


def used(database, workspace):
    return database.read(lambda conn: blobs.bytes_used(conn, workspace))


def name_it(database, workspace, digest, place, later_ones=30):
    """Let something that is kept name a digest."""
    text = f'{{"state": {{"uploads": [["Zo\\u00eb.csv", "{digest}"]]}}}}'
    if place == "draft":
        draft(database, workspace, 0, text)
    elif place == "another's draft":
        draft(database, workspace, 0, text, BEN)
    elif place in {"early revision", "newest revision"}:
        head = len(database.read(lambda conn: revisions.list_revisions(conn, workspace)))
        save(database, workspace, head, text)
        for base in range(head + 1, head + later_ones * (place == "early revision")):
            save(database, workspace, base)
    elif place == "link":
        return share(database, workspace, secrets.token_bytes(32), snapshot=digest)
    elif place == "link's body":
        return share(database, workspace, secrets.token_bytes(32), body=text)
    else:
        database.write(lambda conn: small_texts.keep(conn, workspace, "mapping", f"{digest}:orders", "{}", NOW))
    return None


def test_what_nothing_names_goes_and_makes_room(database, tmp_path):
    workspace, other = make_workspace(database), make_workspace(database)
    digest = upload(database, workspace)
    keep(database, workspace, sealed_folder(tmp_path / "x", a_txt=b"one", b_txt=b"two"))
    upload(database, other)
    # Named by somebody else's workspace, which is none of this one's business.
    name_it(database, other, FOLDER, "draft")

    assert find(database, workspace) == {digest, FOLDER}
    assert drop(database, workspace) == 2
    assert used(database, workspace) == 0
    assert not database.read(lambda conn: bundles.has_bundle(conn, workspace, FOLDER))
    assert used(database, other) == len(b"orders")
    assert drop(database, workspace) == 0


@pytest.mark.parametrize("place", PLACES)
def test_what_is_named_anywhere_stays(database, tmp_path, place):
    workspace = make_workspace(database)
    content = b"orders" * 10
    digest = upload(database, workspace, content)
    keep(database, workspace, sealed_folder(tmp_path / "x", a_txt=b"one"))
    gone = upload(database, workspace, b"unnamed")
    name_it(database, workspace, digest, place)
    name_it(database, make_workspace(database), gone, place)

    assert find(database, workspace) == {FOLDER, gone}
    drop(database, workspace)

    assert database.read(lambda conn: blobs.get_blob(conn, workspace, digest)) == content


def test_a_file_of_a_kept_folder_stays_though_nothing_names_it_by_itself(database, tmp_path):
    workspace = make_workspace(database)
    upload(database, workspace, b"one")
    keep(database, workspace, sealed_folder(tmp_path / "x", a_txt=b"one"))
    name_it(database, workspace, FOLDER, "draft")

    assert drop(database, workspace) == 0

    database.read(lambda conn: bundles.fetch_bundle(conn, workspace, FOLDER, tmp_path / "y"))
    assert (tmp_path / "y" / "a.txt").read_bytes() == b"one"


def test_a_closed_link_names_nothing(database):
    workspace = make_workspace(database)
    revoked, expired = upload(database, workspace, b"revoked"), upload(database, workspace, b"expired")
    link = share(database, workspace, b"r" * 32, snapshot=revoked)
    share(database, workspace, b"e" * 32, snapshot=expired, expires_at=NOW + 2 * DAY)
    assert find(database, workspace) == set()

    database.write(lambda conn: shares.revoke_share(conn, workspace, link.id, LATER))
    assert find(database, workspace) == {revoked}
    assert find(database, workspace, NOW + 2 * DAY) == {revoked, expired}


def test_what_was_stored_lately_stays(database, tmp_path):
    """Files come before the draft that names them."""
    workspace = make_workspace(database)
    digest = upload(database, workspace)
    keep(database, workspace, sealed_folder(tmp_path / "x", a_txt=b"one"))

    assert drop(database, workspace, NOW + leftovers.GRACE) == 0
    assert drop(database, workspace, NOW + leftovers.GRACE + timedelta(seconds=1)) == 2
    assert not has_upload(database, workspace, digest)


def test_what_is_stored_again_is_new_again(database, tmp_path):
    workspace, folder = make_workspace(database), sealed_folder(tmp_path / "x", a_txt=b"one")
    digest = upload(database, workspace)
    keep(database, workspace, folder)

    upload(database, workspace, when=LATER)
    keep(database, workspace, folder, when=LATER)

    assert drop(database, workspace, LATER + HOUR) == 0
    name_it(database, workspace, digest, "draft")
    assert find(database, workspace, LATER + DAY) == {FOLDER}


@pytest.mark.parametrize("what", ["upload", "folder"])
def test_whoever_stores_it_while_it_is_about_to_go_has_it(database, store_address, tmp_path, what):
    """Another process stores the same content in the very moment; it names it a little later."""
    workspace, folder = make_workspace(database), sealed_folder(tmp_path / "x", a_txt=b"one")

    def store(conn, when):
        if what == "upload":
            return blobs.put_blob(conn, workspace, b"orders", when)
        bundles.put_bundle(conn, workspace, FOLDER, folder, when)
        return FOLDER

    digest = database.write(lambda conn: store(conn, NOW), workspace)
    found, stored = threading.Event(), threading.Event()

    def collect(conn):
        left = leftovers.find_leftovers(conn, workspace, LATER)
        found.set()
        # The other process has this long to come in between, and must not.
        assert not stored.wait(0.5)
        return leftovers.drop_leftovers(conn, workspace, LATER), left

    with contextlib.closing(open_database(store_address)) as other:

        def store_again():
            found.wait(10)
            other.write(lambda conn: store(conn, LATER), workspace)
            stored.set()

        thread = threading.Thread(target=store_again)
        thread.start()
        assert database.write(collect, workspace) == (1, {digest})
        thread.join()
    name_it(database, workspace, digest, "draft")

    assert drop(database, workspace, LATER + DAY) == 0
    if what == "upload":
        assert database.read(lambda conn: blobs.get_blob(conn, workspace, digest)) == b"orders"
    else:
        database.read(lambda conn: bundles.fetch_bundle(conn, workspace, FOLDER, tmp_path / "y"))


def test_what_was_found_is_looked_for_again_before_it_goes(database):
    """Found without a lock; then another process stores the one and names the other."""
    workspace = make_workspace(database)
    one, two = upload(database, workspace, b"one"), upload(database, workspace, b"two")
    assert find(database, workspace) == {one, two}

    upload(database, workspace, b"one", LATER)
    name_it(database, workspace, two, "draft")

    assert drop(database, workspace) == 0


@pytest.mark.parametrize("table", [REVISIONS, BUNDLES], ids=["revision", "folder"])
def test_where_something_is_damaged_nothing_goes(database, tmp_path, table):
    """It may have named anything; an upload goes on nevertheless."""
    workspace = make_workspace(database)
    upload(database, workspace)
    keep(database, workspace, sealed_folder(tmp_path / "x", a_txt=b"one"))
    save(database, workspace, 0)
    broken = {"state": "{}"} if table is REVISIONS else {"manifest": '{"a.txt": "x"}'}
    database.write(lambda conn: conn.execute(update(table).values(**broken)))

    assert drop(database, workspace) == 0
    assert used(database, workspace) == len(b"ordersone")


def test_what_only_a_draft_named_goes_with_its_writer(database):
    workspace = make_workspace(database)
    digest = upload(database, workspace)
    name_it(database, workspace, digest, "draft")
    assert find(database, workspace) == set()

    database.write(lambda conn: members.remove_member(conn, workspace, ANNA.email), workspace)
    assert find(database, workspace) == {digest}


THINGS = st.lists(
    st.tuples(
        st.binary(max_size=3),  # often the same content twice
        st.booleans(),  # an upload, or a folder
        st.sampled_from([None, None, *PLACES]),
        st.integers(-5, 3),  # hours around the grace
    ),
    max_size=6,
    unique_by=lambda thing: thing[2] or object(),
)


def folder_digest(content):
    return hashlib.sha256(b"folder" + content).hexdigest()


def store(database, workspace, content, is_upload, when, folder):
    if is_upload:
        return upload(database, workspace, content, when)
    keep(database, workspace, sealed_folder(folder / "in", a_txt=content), folder_digest(content), when)
    return folder_digest(content)


def comes_out(database, workspace, content, is_upload, folder):
    """Whether it is there, and then whole."""
    try:
        if is_upload:
            digest = hashlib.sha256(content).hexdigest()
            assert database.read(lambda conn: blobs.get_blob(conn, workspace, digest)) == content
        else:
            digest = folder_digest(content)
            database.read(lambda conn: bundles.fetch_bundle(conn, workspace, digest, folder / "out"))
            assert (folder / "out" / "a.txt").read_bytes() == content
    except NotFoundError:
        return False
    return True


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(THINGS)
def test_nothing_named_or_new_ever_goes(database, tmp_path_factory, things):
    """Whatever is there: exactly what is both unnamed and old goes, and everything else still comes out whole."""
    workspace, stays = make_workspace(database), {}
    for content, is_upload, place, hours in things:
        when = LATER - leftovers.GRACE + hours * HOUR
        digest = store(database, workspace, content, is_upload, when, tmp_path_factory.mktemp("x"))
        was_named, _ = stays.get((content, is_upload), (False, False))
        # The last time counts, and this test's clock may go back.
        stays[content, is_upload] = (was_named or place is not None, hours >= 0)
        if place is not None:
            name_it(database, workspace, digest, place, later_ones=2)

    drop(database, workspace)

    for (content, is_upload), (is_named, is_new) in stays.items():
        if is_upload and (content, False) in stays and not (is_named or is_new):
            continue  # a file of a folder: it may go with it, or after it
        there = comes_out(database, workspace, content, is_upload, tmp_path_factory.mktemp("x"))
        assert there == (is_named or is_new)
