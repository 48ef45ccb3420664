"""Snapshots on disk: whole, sealed, flat, and read back as they were."""

import json
import shutil
from datetime import UTC, datetime

import pandas as pd
import pandas.testing as pdt
import pytest

from tests.store.build import DIGEST, OTHER, REPORT, files_in, make_dataset, make_facts
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.state.kept import Principal
from whalecurve.store.content.bundles import fetch_bundle, put_bundle
from whalecurve.store.folders import snapshots
from whalecurve.store.folders.datasets import dataset_folder, save_dataset
from whalecurve.store.folders.snapshots import SnapshotFiles, load_snapshot, save_snapshot
from whalecurve.store.records.workspaces import create_workspace

FILES = SnapshotFiles(
    {"notes": ["a note"]},
    {DIGEST: make_facts(), OTHER: make_facts(7)},
    pd.DataFrame({"main_rep": ["Ann", ""], "mix_0": [5, 2**62]}),
)


def saved(root, files=FILES):
    return save_snapshot(make_dataset(0), files, REPORT, DIGEST, root)


def assert_loaded(found):
    assert found.terms == FILES.terms
    assert list(found.facts) == list(FILES.facts)
    for scope, facts in FILES.facts.items():
        pdt.assert_frame_equal(found.facts[scope].monthly, facts.monthly)
        pdt.assert_frame_equal(found.facts[scope].order_repeats, facts.order_repeats)
    pdt.assert_frame_equal(found.line_traits, FILES.line_traits, check_dtype=False)


def test_what_is_saved_is_loaded(tmp_path):
    saved(tmp_path)
    assert_loaded(load_snapshot(DIGEST, tmp_path))


def test_nothing_of_the_lines_is_no_fault(tmp_path):
    saved(tmp_path, SnapshotFiles({}, {DIGEST: make_facts()}))
    assert load_snapshot(DIGEST, tmp_path).line_traits.empty


def test_a_dataset_with_lines_is_no_snapshot(tmp_path):
    save_dataset(make_dataset(), DIGEST, tmp_path, REPORT)
    assert load_snapshot(DIGEST, tmp_path) is None


def test_twice_the_same_is_once(tmp_path):
    before = files_in(saved(tmp_path))
    assert files_in(saved(tmp_path)) == before


@pytest.mark.parametrize("name", ["snapshot.json", "facts_0.parquet", "line_traits.parquet", "transactions.parquet"])
@pytest.mark.parametrize("harm", ["cut", "flipped", "gone"])
def test_what_is_harmed_is_refused(tmp_path, name, harm):
    path = saved(tmp_path) / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(content if harm == "flipped" else content[:-3])
    with pytest.raises(WhalecurveError, match="damaged"):
        load_snapshot(DIGEST, tmp_path)


def test_a_harmed_one_is_saved_anew(tmp_path):
    (saved(tmp_path) / "facts_0.parquet").unlink()
    saved(tmp_path)
    assert_loaded(load_snapshot(DIGEST, tmp_path))


def test_one_of_a_newer_program_is_refused_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(snapshots, "FORMAT", 2)
    folder = saved(tmp_path)
    monkeypatch.undo()
    assert json.loads((folder / "snapshot.json").read_text())["format"] == 2
    with pytest.raises(WhalecurveError, match="another version of Whalecurve") as refused:
        load_snapshot(DIGEST, tmp_path)
    assert "format 2, this program reads 1" in str(refused.value)


def test_it_goes_through_the_store_as_one_flat_folder(tmp_path, database):
    folder, now = saved(tmp_path), datetime(2026, 3, 1, tzinfo=UTC)
    assert not [path for path in folder.iterdir() if path.is_dir()]
    workspace = database.write(lambda conn: create_workspace(conn, "Ours", Principal("here", "me"), now)).id
    database.write(lambda conn: put_bundle(conn, workspace, DIGEST, folder, now))
    shutil.rmtree(folder)
    database.read(lambda conn: fetch_bundle(conn, workspace, DIGEST, dataset_folder(DIGEST, tmp_path)))
    assert_loaded(load_snapshot(DIGEST, tmp_path))
