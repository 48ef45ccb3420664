"""A flipped, cut or lost byte anywhere is found before anything is read."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.build import DIGEST, REPORT, assert_same, files_in, make_dataset
from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.folders.dataset_files import file_names
from whalecurve.store.folders.datasets import load_dataset, load_report, save_dataset

EVERY_FILE = [*file_names(), "manifest.json"]


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    root = tmp_path_factory.mktemp("stored")
    return root, save_dataset(make_dataset(), DIGEST, root, REPORT)


def assert_refused(root):
    for read in (load_dataset, load_report):
        with pytest.raises(WhalecurveError) as refusal:
            read(DIGEST, root)
        assert refusal.value.found
        assert refusal.value.remedy
        assert str(root) not in str(refusal.value)


@pytest.mark.parametrize("name", EVERY_FILE)
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_flipped_bit_is_found(stored, name, data):
    root, folder = stored
    content = (folder / name).read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[place] ^= 1 << data.draw(st.integers(0, 7))
    (folder / name).write_bytes(changed)
    try:
        if name == "manifest.json" and _says_the_same(changed, content):
            return
        assert_refused(root)
    finally:
        (folder / name).write_bytes(content)


def _says_the_same(changed, content):
    # A blank turned into another blank, say.
    try:
        return json.loads(bytes(changed)) == json.loads(content)
    except ValueError:
        return False


@pytest.mark.parametrize("name", EVERY_FILE)
@pytest.mark.parametrize("share", [0, 0.5, 0.99])
def test_a_cut_file_is_found(stored, name, share):
    root, folder = stored
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: int(len(content) * share)])
    assert_refused(root)
    (folder / name).write_bytes(content)


@pytest.mark.parametrize("name", EVERY_FILE)
def test_a_lost_file_is_found(stored, name):
    root, folder = stored
    content = (folder / name).read_bytes()
    (folder / name).unlink()
    assert_refused(root)
    (folder / name).write_bytes(content)


def test_a_file_swapped_for_another_of_ours_is_found(stored):
    root, folder = stored
    path, content = folder / "customers.parquet", (folder / "customers.parquet").read_bytes()
    path.write_bytes((folder / "costs.parquet").read_bytes())
    assert_refused(root)
    path.write_bytes(content)


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", "{}", '{"format": 1}', '{"format": 1, "files": []}', '{"format": 1, "files": {}}', "null", "\udc80"],
)
def test_a_manifest_that_is_none_is_found(stored, manifest):
    root, folder = stored
    content = (folder / "manifest.json").read_bytes()
    (folder / "manifest.json").write_bytes(manifest.encode("utf-8", "surrogateescape"))
    assert_refused(root)
    (folder / "manifest.json").write_bytes(content)


def test_a_manifest_that_names_files_elsewhere_is_found(stored):
    root, folder = stored
    content = (folder / "manifest.json").read_bytes()
    manifest = json.loads(content)
    manifest["files"]["../../../x"] = manifest["files"]["dataset.json"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert_refused(root)
    (folder / "manifest.json").write_bytes(content)


def test_a_store_of_a_newer_program_is_refused_untouched(stored):
    root, folder = stored
    content = (folder / "manifest.json").read_bytes()
    (folder / "manifest.json").write_text(json.dumps({**json.loads(content), "format": 2}))
    before = files_in(root)
    with pytest.raises(WhalecurveError, match="another version of Whalecurve"):
        load_dataset(DIGEST, root)
    assert files_in(root) == before
    (folder / "manifest.json").write_bytes(content)


def test_saving_replaces_what_is_damaged(tmp_path):
    folder = save_dataset(make_dataset(), DIGEST, tmp_path, REPORT)
    (folder / "customers.parquet").write_bytes(b"PAR1")
    save_dataset(make_dataset(), DIGEST, tmp_path, REPORT)
    assert_same(load_dataset(DIGEST, tmp_path), make_dataset())
    assert sorted(path.name for path in (tmp_path / "datasets").iterdir()) == [DIGEST]
