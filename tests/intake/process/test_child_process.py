"""Files are read by a process of its own: what it may know and use, and what becomes of its death."""

import os
import signal
import sys
import threading
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.build import csv_bytes, quick, xlsx
from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.limits import Limits
from whalecurve.intake.problems import Problem
from whalecurve.intake.process import child_process, host_process, table_files
from whalecurve.intake.process.child_process import JOB, read_in_child
from whalecurve.intake.process.read_here import read_here
from whalecurve.intake.process.reader import read_table
from whalecurve.intake.text.text_table import TextTable

pytestmark = pytest.mark.reading_process
SALES = csv_bytes([["id", "amount"], ["007", "1,50"]])
DIES = {
    "aborts": "import os; os.abort()",
    "answers nothing": "pass",
    "answers nonsense": "print('{')",
    "answers another thing": "print('[1]')",
    "answers without a table": "print('{}')",
    "writes half a table": "import pathlib; pathlib.Path('table.json').write_text('{}'); print('{}')",
    "exits": "import sys; sys.exit(3)",
    "eats memory": "import resource as r; r.setrlimit(r.RLIMIT_AS, (1 << 28,) * 2); x = bytearray(1 << 40)",
}
# What keeps a reader busy for longer than any of these tests; a table as such, which is read in half a minute.
ENDLESS = b"a,b\n" + b"1,2\n" * 4_000_000


def python(code):
    return (sys.executable, "-c", code)


def same(table, other):
    pd.testing.assert_frame_equal(table.cells, other.cells)
    for name in TextTable.__dataclass_fields__:
        left, right = getattr(table, name), getattr(other, name)
        if isinstance(left, np.ndarray):
            assert left.dtype == right.dtype
            np.testing.assert_array_equal(left, right)
        elif name not in {"cells", "further"}:
            assert left == right, name


@pytest.mark.parametrize("code", DIES.values(), ids=DIES)
def test_the_death_of_the_child_is_a_refusal(code):
    with pytest.raises(RefusedFileError, match="did not survive"):
        read_in_child("a.csv", SALES, None, quick(), "", python(code))


def test_a_child_that_takes_too_long_is_ended():
    slow = python("import time; time.sleep(60)")
    with pytest.raises(RefusedFileError, match="more than 1 seconds"):
        read_in_child("a.csv", SALES, None, quick(child_wall_seconds=1), "", slow)


@pytest.mark.parametrize("command", [(), JOB], ids=["forked", "started"])
def test_a_file_is_read_the_same_wherever(command):
    rows = [["id", "amount", "note"], *([f"{n}", f"{n},50", "a\nb ü \x01"] for n in range(2_500))]
    broken = csv_bytes(rows[:-2]) + b'1,"x\n2,3\n' + "é,1,2\n".encode()
    for content in (csv_bytes(rows), broken):
        there = read_in_child("a.csv", content, None, quick(), "", command)
        same(there, read_here("a.csv", content, None, quick(), ""))


def test_a_workbook_is_read_the_same_wherever():
    book = xlsx([["id", "amount"], ["A", 5], ["B", 6.5]])
    same(read_table("a.xlsx", book), read_here("a.xlsx", book, None, quick(), ""))


def test_a_refusal_comes_back_whole():
    for content in (b"a,b\n", b"\x00" * 100, b"PK\x03\x04 cut short"):
        with pytest.raises(RefusedFileError) as here:
            read_here("a.csv", content, None, quick(), "")
        with pytest.raises(RefusedFileError) as there:
            read_table("a.csv", content)
        assert str(here.value) == str(there.value)


def test_a_reader_that_dies_takes_its_file_alone():
    with pytest.raises(RefusedFileError, match="did not survive"):
        read_table("a.csv", ENDLESS, limits=Limits(child_seconds=1))
    assert read_table("a.csv", SALES).rows == 1


def test_too_much_memory_is_a_refusal():
    with pytest.raises(RefusedFileError, match="is not read"):
        read_table("a.csv", ENDLESS, limits=Limits(child_memory_bytes=400_000_000))


def test_who_waits_too_long_ends_the_reader(monkeypatch):
    ended = []
    kill = os.kill
    monkeypatch.setattr(child_process.os, "kill", lambda pid, sign: (ended.append(pid), kill(pid, sign)))
    with pytest.raises(RefusedFileError, match="more than 1 seconds"):
        read_table("a.csv", ENDLESS, limits=Limits(child_wall_seconds=1))
    assert gone(ended[0])


def gone(pid):
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_the_host_that_dies_is_started_again_and_what_it_read_is_refused():
    faults = []

    def read():
        try:
            read_table("a.csv", ENDLESS)
        except RefusedFileError as fault:
            faults.append(str(fault))

    read_table("a.csv", SALES)
    reading = threading.Thread(target=read)
    reading.start()
    time.sleep(1)
    host_process.end_host()
    reading.join(20)
    assert "did not survive" in faults[0]
    host = host_process._hosts[os.getpid()][0] if os.getpid() in host_process._hosts else None
    assert host is None
    assert read_table("a.csv", SALES).rows == 1
    host_process._hosts[os.getpid()][0].send_signal(signal.SIGKILL)
    host_process._hosts[os.getpid()][0].wait(10)
    assert read_table("a.csv", SALES).rows == 1


def test_a_host_that_does_not_end_is_ended(monkeypatch):
    read_table("a.csv", SALES)
    host = host_process._hosts[os.getpid()][0]
    host.send_signal(signal.SIGSTOP)
    monkeypatch.setattr(host_process, "_END_SECONDS", 0.1)
    host_process.end_host()
    assert host.returncode == -signal.SIGKILL
    assert read_table("a.csv", SALES).rows == 1


def test_the_child_has_no_secrets(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "secret")
    assert "DATABASE_URL" not in host_process.bare_environment()
    host_process.end_host()
    read_table("a.csv", SALES)
    pid = host_process._hosts[os.getpid()][0].pid
    with open(f"/proc/{pid}/environ", "rb") as told:  # noqa: PTH123 - a file of the system
        assert b"secret" not in told.read()


def test_the_limits_are_settings(monkeypatch):
    monkeypatch.setenv("WHALECURVE_READ_SECONDS", "1")
    with pytest.raises(RefusedFileError, match="1 seconds"):
        read_table("a.csv", ENDLESS)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)


@settings(deadline=None)
@given(
    cells=st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5),
    problems=st.lists(st.builds(Problem, TEXT, st.integers(1, 9), TEXT, TEXT, TEXT, TEXT), max_size=3),
    ignored=st.lists(st.tuples(st.integers(1, 9), TEXT), max_size=3),
    notes=st.lists(TEXT, max_size=2),
)
def test_a_table_comes_back_as_it_was(tmp_path_factory, cells, problems, ignored, notes):
    lines = np.arange(len(cells), dtype=np.int32)
    frame = pd.DataFrame({"a": [left for left, _ in cells], "b": [right for _, right in cells]}, dtype="str")
    table = TextTable(
        "n", "d", ("a", "b"), frame, lines, lines, ignored=tuple(ignored), problems=tuple(problems), notes=tuple(notes)
    )
    folder = tmp_path_factory.mktemp("table")
    table_files.save_table(table, folder)
    same(table_files.load_table(folder), table)
