"""A dataset comes back as it was saved; names that are no digests are refused; what is deleted is gone."""

import os
import stat

import pytest

from tests.store.build import DIGEST, OTHER, REPORT, assert_same, files_in, make_dataset, make_facts
from whalecurve.domain.errors import WhalecurveError
from whalecurve.engine.facts import compute_facts
from whalecurve.store.folders.dataset_files import file_names, paths_in
from whalecurve.store.folders.datasets import (
    dataset_paths,
    list_datasets,
    load_dataset,
    load_report,
    save_dataset,
)
from whalecurve.store.folders.facts import load_facts, save_facts
from whalecurve.store.folders.json_files import read_json, write_json
from whalecurve.store.folders.parquet_tables import read_table, write_table
from whalecurve.store.folders.sealed import sealing

NO_DIGESTS = [
    "../../etc/cron.d/x",
    "..",
    "",
    ".",
    "a*",
    "/etc/passwd",
    DIGEST[:-1],
    DIGEST + "0",
    DIGEST.upper(),
    DIGEST + "\n",
    DIGEST[:-1] + "/",
    "s3://bucket/" + DIGEST,
    "\u0661" * 64,
    None,
    7,
    DIGEST.encode(),
]


def test_a_dataset_comes_back_as_it_was_saved(tmp_path):
    dataset = make_dataset()
    folder = save_dataset(dataset, DIGEST, tmp_path, REPORT)
    assert_same(load_dataset(DIGEST, tmp_path), dataset)
    assert load_report(DIGEST, tmp_path) == REPORT
    assert folder == tmp_path / "datasets" / DIGEST
    assert list_datasets(tmp_path) == [DIGEST]


def test_the_lines_can_stay_on_disk(tmp_path):
    dataset = make_dataset()
    save_dataset(dataset, DIGEST, tmp_path, REPORT)
    loaded = load_dataset(DIGEST, tmp_path, with_lines=False)
    assert loaded.transactions.empty
    assert loaded.transactions.dtypes.to_dict() == dataset.transactions.dtypes.to_dict()
    assert loaded.labels == dataset.labels


def test_the_engine_reads_the_stored_lines(tmp_path):
    dataset = make_dataset(lines=20)
    save_dataset(dataset, DIGEST, tmp_path, REPORT)
    stored = compute_facts(dataset_paths(DIGEST, tmp_path).transactions, measures=["net_revenue", "cost_0"])
    direct = compute_facts(dataset.transactions, measures=["net_revenue", "cost_0"])
    assert stored.monthly.equals(direct.monthly)


def test_a_dataset_without_anything_comes_back_too(tmp_path):
    whole = make_dataset()
    empty = make_dataset(
        customers=whole.customers.iloc[:0],
        transactions=whole.transactions.iloc[:0],
        activities=whole.activities.iloc[:0],
        costs=whole.costs.iloc[:0],
        labels={"product": []},
        scales={},
        cost_names=(),
        control_totals={},
        has=frozenset(),
        currency="",
        notes=(),
    )
    save_dataset(empty, DIGEST, tmp_path, {})
    assert_same(load_dataset(DIGEST, tmp_path), empty)


def test_saving_again_keeps_what_is_sound(tmp_path):
    folder = save_dataset(make_dataset(), DIGEST, tmp_path, REPORT)
    before = files_in(folder)
    save_dataset(make_dataset(), DIGEST, tmp_path, REPORT)
    assert files_in(folder) == before


def test_two_datasets_lie_side_by_side(tmp_path):
    save_dataset(make_dataset(lines=3), DIGEST, tmp_path, REPORT)
    save_dataset(make_dataset(lines=5), OTHER, tmp_path, {})
    assert len(load_dataset(DIGEST, tmp_path).transactions) == 3
    assert len(load_dataset(OTHER, tmp_path).transactions) == 5
    assert list_datasets(tmp_path) == sorted([DIGEST, OTHER])


@pytest.mark.parametrize("name", NO_DIGESTS, ids=repr)
@pytest.mark.parametrize("verb", ["save", "load", "report", "paths", "load facts", "save facts", "scope"])
def test_a_name_that_is_no_digest_is_refused_and_nothing_is_touched(tmp_path, verb, name):
    verbs = {
        "save": lambda: save_dataset(make_dataset(), name, tmp_path / "data", REPORT),
        "load": lambda: load_dataset(name, tmp_path / "data"),
        "report": lambda: load_report(name, tmp_path / "data"),
        "paths": lambda: dataset_paths(name, tmp_path / "data"),
        "load facts": lambda: load_facts(name, tmp_path / "data", DIGEST),
        "save facts": lambda: save_facts(make_facts(), name, tmp_path / "data", DIGEST),
        "scope": lambda: load_facts(DIGEST, tmp_path / "data", name),
    }
    with pytest.raises(WhalecurveError, match="not the name of stored data"):
        verbs[verb]()
    assert list(tmp_path.iterdir()) == []


def test_a_dataset_that_is_not_there_has_a_clear_word(tmp_path):
    for call in (load_dataset, load_report, dataset_paths):
        with pytest.raises(WhalecurveError, match="no stored data of this name"):
            call(DIGEST, tmp_path)
    assert list_datasets(tmp_path) == []


def test_a_report_that_json_does_not_know_saves_nothing(tmp_path):
    for value in (float("nan"), object()):
        with pytest.raises(WhalecurveError, match="not saved"):
            save_dataset(make_dataset(), DIGEST, tmp_path, {"value": value})
    assert files_in(tmp_path) == {}


@pytest.mark.skipif(os.name != "posix", reason="only POSIX systems have these rights")
def test_nobody_else_may_enter(tmp_path):
    folder = save_dataset(make_dataset(), DIGEST, tmp_path, REPORT)
    for place in (folder, folder.parent):
        assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_a_dataset_of_before_files_and_rows_were_kept_opens(tmp_path):
    save_dataset(make_dataset(), DIGEST, tmp_path, REPORT)
    paths = dataset_paths(DIGEST, tmp_path)
    terms = read_json(paths.terms)
    del terms["origins"]
    old = read_table(paths.activities)[["customer", "month", "activity", "quantity"]]
    again = tmp_path / "again"
    with sealing(again / "datasets" / DIGEST) as draft:
        for path in paths.folder.iterdir():
            if path.name in file_names():
                (draft / path.name).write_bytes(path.read_bytes())
        write_table(old, paths_in(draft).activities)
        write_json(paths_in(draft).terms, terms)
    found = load_dataset(DIGEST, again)
    assert found.origins == ()
    assert found.activities.to_dict("list") == {
        "customer": [0],
        "month": [0],
        "activity": [0],
        "quantity": [5],
        "file": [-1],
        "line": [0],
    }
