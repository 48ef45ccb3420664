"""Full disks, killed processes and two writers at once leave all or nothing."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tests.store.build import DIGEST, OTHER, REPORT, assert_same, files_in, make_dataset
from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.folders import sealed
from whalecurve.store.folders.datasets import list_datasets, load_dataset, save_dataset

POSIX = pytest.mark.skipif(os.name != "posix", reason="these faults are made with POSIX signals and limits")

SAVE = """
import sys
from pathlib import Path
from tests.store.build import DIGEST, OTHER, REPORT, make_dataset
from whalecurve.store.folders.datasets import save_dataset
root, dataset = Path(sys.argv[1]), make_dataset(lines=60_000)
print("ready", flush=True)
save_dataset(dataset, DIGEST, root, REPORT)
print("saved", flush=True)
save_dataset(dataset, OTHER, root, REPORT)
"""

FULL = """
import resource, sys
from pathlib import Path
from tests.store.build import OTHER, REPORT, make_dataset
from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.folders.datasets import save_dataset
dataset = make_dataset(lines=200_000)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    save_dataset(dataset, OTHER, Path(sys.argv[1]), REPORT)
except WhalecurveError as error:
    print(error)
"""


def start(script, root):
    command = [sys.executable, "-c", script, str(root)]
    path = os.pathsep.join(part for part in sys.path if part)
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path})


@POSIX
@pytest.mark.parametrize("seed", range(6))
def test_a_process_killed_at_any_moment_of_a_save_leaves_all_or_nothing(tmp_path, seed):
    with start(SAVE, tmp_path) as child:
        assert child.stdout.readline() == "ready\n"
        time.sleep(random.Random(seed).uniform(0, 0.25))
        child.send_signal(signal.SIGKILL)
        told = child.stdout.read()
    kept = list_datasets(tmp_path)
    assert "saved" not in told or DIGEST in kept
    for digest in kept:
        assert_same(load_dataset(digest, tmp_path), make_dataset(lines=60_000))
    save_dataset(make_dataset(lines=60_000), DIGEST, tmp_path, REPORT)
    assert DIGEST in list_datasets(tmp_path)


@POSIX
@pytest.mark.parametrize("step", range(30))
def test_a_save_cut_off_before_any_step_leaves_all_or_nothing(tmp_path, monkeypatch, step):
    """The same as a kill, but at every step in turn; nothing tidies up, as after a kill."""
    save_dataset(make_dataset(), OTHER, tmp_path, REPORT)
    before = files_in(tmp_path / "datasets" / OTHER)
    steps = iter(range(10**6))

    class KilledError(BaseException):
        pass

    def counted(real):
        def call(*arguments, **options):
            if next(steps) == step:
                raise KilledError
            return real(*arguments, **options)

        return call

    monkeypatch.setattr(sealed.os, "fsync", counted(os.fsync))
    monkeypatch.setattr("pathlib.Path.rename", counted(os.rename))
    monkeypatch.setattr(
        "whalecurve.store.folders.parquet_tables.pq.write_table",
        counted(__import__("pyarrow.parquet").parquet.write_table),
    )
    monkeypatch.setattr(sealed.shutil, "rmtree", lambda *arguments, **options: None)
    try:
        save_dataset(make_dataset(lines=9), DIGEST, tmp_path, REPORT)
    except KilledError:
        pass
    else:
        assert list_datasets(tmp_path) == sorted([DIGEST, OTHER])
    monkeypatch.undo()
    assert files_in(tmp_path / "datasets" / OTHER) == before
    if DIGEST in list_datasets(tmp_path):
        assert_same(load_dataset(DIGEST, tmp_path), make_dataset(lines=9))


@POSIX
def test_a_full_disk_is_said_and_changes_nothing(tmp_path):
    save_dataset(make_dataset(), DIGEST, tmp_path, REPORT)
    before = files_in(tmp_path)
    with start(FULL, tmp_path) as child:
        told = child.stdout.read()
    assert told.startswith("The data was not saved; what was stored before is unchanged.")
    assert str(tmp_path) not in told
    assert files_in(tmp_path) == before
    assert_same(load_dataset(DIGEST, tmp_path), make_dataset())


@pytest.mark.parametrize(
    "place", ["whalecurve.store.folders.sealed.os.fsync", "whalecurve.store.folders.parquet_tables.pq.write_table"]
)
def test_an_error_of_the_disk_at_any_place_is_said_and_leaves_no_draft(tmp_path, monkeypatch, place):
    save_dataset(make_dataset(), OTHER, tmp_path, REPORT)
    before = files_in(tmp_path)

    def full(*arguments, **options):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(place, full)
    with pytest.raises(WhalecurveError, match="not saved") as refusal:
        save_dataset(make_dataset(), DIGEST, tmp_path, REPORT)
    assert refusal.value.found == os.strerror(errno.ENOSPC)
    monkeypatch.undo()
    assert files_in(tmp_path) == before
    assert sorted(path.name for path in (tmp_path / "datasets").iterdir()) == [OTHER]


def test_a_place_that_nobody_may_write_to_is_said(tmp_path):
    (tmp_path / "datasets").write_text("a file where the folder should be")
    with pytest.raises(WhalecurveError):
        save_dataset(make_dataset(), DIGEST, tmp_path, REPORT)


def test_of_two_writers_of_the_same_both_succeed(tmp_path, monkeypatch):
    """The other one finishes between this one's look and its rename."""
    real = sealed._seal

    def slow(draft):
        names = real(draft)
        monkeypatch.setattr(sealed, "_seal", real)
        save_dataset(make_dataset(), DIGEST, tmp_path, REPORT)
        return names

    monkeypatch.setattr(sealed, "_seal", slow)
    save_dataset(make_dataset(), DIGEST, tmp_path, REPORT)
    assert_same(load_dataset(DIGEST, tmp_path), make_dataset())
    assert sorted(path.name for path in (tmp_path / "datasets").iterdir()) == [DIGEST]


def test_what_killed_processes_left_is_taken_away_in_time(tmp_path):
    folder = tmp_path / "datasets"
    save_dataset(make_dataset(), OTHER, tmp_path, REPORT)
    shutil.copytree(folder / OTHER, folder / ".saving-00")
    shutil.copytree(folder / OTHER, folder / ".saving-01")
    shutil.copytree(folder / OTHER, folder / ".deleting-02")
    long_ago = time.time() - 2 * sealed.ABANDONED_SECONDS
    os.utime(folder / ".saving-01", (long_ago, long_ago))
    assert list_datasets(tmp_path) == [OTHER]
    save_dataset(make_dataset(), DIGEST, tmp_path, REPORT)
    # The first may be another process at work right now.
    assert sorted(path.name for path in folder.iterdir()) == sorted([".saving-00", DIGEST, OTHER])


def test_a_half_written_folder_is_never_read(tmp_path):
    folder = save_dataset(make_dataset(), DIGEST, tmp_path, REPORT)
    (folder / "manifest.json").unlink()
    with pytest.raises(WhalecurveError, match="damaged"):
        load_dataset(DIGEST, tmp_path)
    sealed.remove(folder)
    assert list_datasets(tmp_path) == []
