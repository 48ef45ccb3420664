"""Bytes and sealed folders inside the store come back byte for byte, or not at all."""

import hashlib

import pytest
from sqlalchemy import func, select, update

from tests.store.build import DIGEST, REPORT, assert_same, make_dataset
from tests.store.kept_build import BUNDLE, NOW, make_workspace, sealed_folder
from whalecurve.domain.errors import NotFoundError, WhalecurveError
from whalecurve.store.content import blobs, bundles
from whalecurve.store.db.faults import DamagedStoreError
from whalecurve.store.db.schema import BLOBS
from whalecurve.store.folders.datasets import dataset_folder, load_dataset, save_dataset

LARGE = bytes(range(256)) * 40_000


def put(database, workspace, content):
    return database.write(lambda conn: blobs.put_blob(conn, workspace, content, NOW), workspace)


def used(database, workspace):
    return database.read(lambda conn: blobs.bytes_used(conn, workspace))


def keep(database, workspace, folder, digest=BUNDLE):
    database.write(lambda conn: bundles.put_bundle(conn, workspace, digest, folder, NOW), workspace)


def fetch(database, workspace, folder, digest=BUNDLE):
    database.read(lambda conn: bundles.fetch_bundle(conn, workspace, digest, folder))


def drop(database, workspace, digest=BUNDLE):
    database.write(lambda conn: bundles.drop_bundle(conn, workspace, digest), workspace)


@pytest.mark.parametrize("content", [b"", b"\x00", b"a,b\n1,2\n", LARGE, LARGE[: blobs.PART_BYTES]], ids=len)
def test_bytes_come_back_as_they_were(database, content):
    workspace = make_workspace(database)
    digest = put(database, workspace, content)
    assert digest == hashlib.sha256(content).hexdigest()
    assert put(database, workspace, content) == digest
    assert database.read(lambda conn: blobs.get_blob(conn, workspace, digest)) == content
    assert used(database, workspace) == len(content)


def test_no_row_is_large(database):
    put(database, make_workspace(database), LARGE)
    lengths = select(func.length(BLOBS.c.bytes)).order_by(BLOBS.c.part)
    sizes = database.read(lambda conn: conn.execute(lengths).scalars().all())
    assert sizes == [blobs.PART_BYTES, blobs.PART_BYTES, len(LARGE) - 2 * blobs.PART_BYTES]


def test_the_bytes_of_one_workspace_are_not_those_of_another(database):
    one, other = make_workspace(database), make_workspace(database)
    digest = put(database, one, b"confidential")
    with pytest.raises(NotFoundError, match="no longer kept"):
        database.read(lambda conn: blobs.get_blob(conn, other, digest))
    assert used(database, other) == 0


@pytest.mark.parametrize("fault", ["flipped", "cut", "missing"])
def test_bytes_that_are_not_what_was_saved_are_found(database, fault):
    workspace = make_workspace(database)
    digest = put(database, workspace, LARGE)
    last = BLOBS.c.part == 2
    changed = {
        "flipped": update(BLOBS).where(last).values(bytes=LARGE[2 * blobs.PART_BYTES : -1] + b"\x00"),
        "cut": update(BLOBS).where(last).values(bytes=LARGE[2 * blobs.PART_BYTES : -1]),
        "missing": BLOBS.delete().where(last),
    }[fault]
    database.write(lambda conn: conn.execute(changed))
    with pytest.raises(DamagedStoreError, match="damaged"):
        database.read(lambda conn: blobs.get_blob(conn, workspace, digest))


def test_a_dataset_comes_back_from_the_store_alone(database, tmp_path):
    workspace = make_workspace(database)
    dataset = make_dataset()
    folder = save_dataset(dataset, DIGEST, tmp_path / "here", REPORT)
    keep(database, workspace, folder, DIGEST)
    keep(database, workspace, folder, DIGEST)
    there = dataset_folder(DIGEST, tmp_path / "there")
    fetch(database, workspace, there, DIGEST)
    assert_same(load_dataset(DIGEST, tmp_path / "there"), dataset)
    assert (there / "manifest.json").read_bytes() == (folder / "manifest.json").read_bytes()


def test_a_sound_working_copy_stays_and_a_damaged_one_is_replaced(database, tmp_path):
    workspace = make_workspace(database)
    folder = sealed_folder(tmp_path / "x", a_txt=b"one", b_txt=b"two")
    keep(database, workspace, folder)
    before = (folder / "a.txt").stat().st_mtime_ns
    fetch(database, workspace, folder)
    assert (folder / "a.txt").stat().st_mtime_ns == before
    (folder / "a.txt").write_bytes(b"onx")
    fetch(database, workspace, folder)
    assert (folder / "a.txt").read_bytes() == b"one"


def test_a_damaged_folder_is_not_kept(database, tmp_path):
    workspace = make_workspace(database)
    folder = sealed_folder(tmp_path / "x", a_txt=b"one")
    (folder / "a.txt").write_bytes(b"onx")
    with pytest.raises(WhalecurveError, match="damaged"):
        keep(database, workspace, folder)
    assert used(database, workspace) == 0
    with pytest.raises(WhalecurveError, match="not the name of stored data"):
        keep(database, workspace, folder, "../x")


def test_a_damaged_bundle_makes_no_folder(database, tmp_path):
    workspace = make_workspace(database)
    keep(database, workspace, sealed_folder(tmp_path / "x", a_txt=b"one", b_txt=b"two"))
    database.write(lambda conn: conn.execute(update(BLOBS).values(bytes=b"onx")))
    with pytest.raises(DamagedStoreError):
        fetch(database, workspace, tmp_path / "y")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "data") == ["x"]


def test_dropping_a_bundle_keeps_what_others_need(database, tmp_path):
    workspace = make_workspace(database)
    keep(database, workspace, sealed_folder(tmp_path / "x", a_txt=b"shared", b_txt=b"alone", c_txt=b"upload"))
    keep(database, workspace, sealed_folder(tmp_path / "y", a_txt=b"shared"), "c0" * 32)
    put(database, workspace, b"upload")
    assert used(database, workspace) == len(b"sharedaloneupload")
    drop(database, workspace)
    drop(database, workspace)
    assert used(database, workspace) == len(b"sharedupload")
    fetch(database, workspace, tmp_path / "z", "c0" * 32)
    with pytest.raises(NotFoundError):
        fetch(database, workspace, tmp_path / "w")


def test_a_workspace_that_is_gone_takes_nothing(database, tmp_path):
    with pytest.raises(NotFoundError):
        put(database, "0" * 32, b"x")
    with pytest.raises(NotFoundError):
        keep(database, "0" * 32, sealed_folder(tmp_path / "x", a_txt=b"one"))
