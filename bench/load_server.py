"""A server under load, and the watch on its memory, open files, threads and processor time (Linux: it reads /proc)."""

import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.browser import ROOT, free_port, stop, tail, wait_until_healthy

PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 2**20
TICKS = os.sysconf("SC_CLK_TCK")
NOTE_SECONDS = 5.0
FAULT_WORDS = ("Traceback (most recent call last)", "Uncaught app execution", '"level": "error"', '"level":"error"')

# As many widgets as the Costs page has with the sample company, in one fragment, and a line that says what was moved.
EMPTY_APP = """
import streamlit as st


@st.fragment
def widgets():
    total = 0.0
    for row in range(17):
        total += st.slider(f"Slider {row}", 0.0, 200_000.0, 80_000.0, step=1_000.0, key=f"pool_{row}_slider")
        total += st.number_input(f"Number {row}", value=80_000.0, step=1_000.0, key=f"pool_{row}_box")
        if row < 11:
            st.selectbox(f"Choice {row}", ["one", "two", "three", "four"], key=f"choice_{row}")
        st.button(f"Button {row}", key=f"button_{row}")
    for row in range(17, 20):
        st.button(f"Button {row}", key=f"button_{row}")
    st.text(f"Profit now {total}")


def costs():
    st.title("Empty")
    widgets()


def ranking():
    st.title("Another page")


st.navigation([st.Page(costs), st.Page(ranking)]).run()
"""


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    url: str
    pid: int
    log: Path

    def count_faults(self) -> int:
        """How many exceptions its log speaks of."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return sum(any(word in line for word in FAULT_WORDS) for line in lines)


@dataclass(frozen=True)
class Note:
    """The server at one moment."""

    at: float
    memory_mb: float
    files: int
    threads: int
    cpu_seconds: float
    all_cpu_seconds: float


@dataclass
class Watch:
    """Notes on a server: at its start, after warm-up, and from then on to the end."""

    server: Server
    first: Note = field(init=False)
    notes: list[Note] = field(default_factory=list)
    own_cpu: float = 0.0

    def __post_init__(self) -> None:
        self.first = look(self.server.pid)

    def begin(self) -> None:
        """The warm-up is over."""
        self.notes = [look(self.server.pid)]
        self.own_cpu = -time.process_time()

    def end(self) -> None:
        """The last note."""
        self.notes.append(look(self.server.pid))
        self.own_cpu += time.process_time()

    async def note(self) -> None:
        """Take notes until cancelled."""
        while True:
            await asyncio.sleep(NOTE_SECONDS)
            self.notes.append(look(self.server.pid))

    @property
    def cpu_share(self) -> float:
        """Processors that the server used after warm-up."""
        return self._over(self.cpu_seconds)

    @property
    def cpu_seconds(self) -> float:
        """Processor seconds that the server used after warm-up."""
        return self.notes[-1].cpu_seconds - self.notes[0].cpu_seconds

    @property
    def others(self) -> float:
        """Processors that neither the server nor the people used, but other programs."""
        everything = self.notes[-1].all_cpu_seconds - self.notes[0].all_cpu_seconds
        return max(self._over(everything - self.own_cpu) - self.cpu_share, 0.0)

    def slope(self, what: str) -> float:
        """Growth a minute after warm-up, by least squares."""
        at = [note.at / 60 for note in self.notes]
        return statistics.linear_regression(at, [float(getattr(note, what)) for note in self.notes]).slope

    def words(self, what: str) -> str:
        """The figure at the start, after warm-up and at the end."""
        return ", ".join(f"{getattr(note, what):.0f}" for note in (self.first, self.notes[0], self.notes[-1]))

    def _over(self, seconds: float) -> float:
        return seconds / (self.notes[-1].at - self.notes[0].at)


def look(pid: int) -> Note:
    """The process as /proc shows it now."""
    place = Path("/proc") / str(pid)
    stat = (place / "stat").read_text().rpartition(")")[2].split()
    user, system, threads = int(stat[11]), int(stat[12]), int(stat[17])
    machine = [int(part) for part in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    return Note(
        at=time.monotonic(),
        memory_mb=int((place / "statm").read_text().split()[1]) * PAGE_MB,
        files=len(list((place / "fd").iterdir())),
        threads=threads,
        cpu_seconds=(user + system) / TICKS,
        all_cpu_seconds=sum(machine[:3]) / TICKS,
    )


@contextlib.contextmanager
def serving(script: Path, folder: Path) -> Iterator[Server]:
    """A script on a server of its own, with the checkout's settings; what it keeps and says goes into the folder."""
    url, log = f"http://127.0.0.1:{free_port()}", folder / "server.log"
    where = ("--server.port", url.rsplit(":", 1)[1], "--server.address", "127.0.0.1")
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true", *where]
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    own = {"WHALECURVE_DATA_DIR": str(folder / "data"), "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **own}, stdin=subprocess.DEVNULL, stdout=output,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        wait_until_healthy(url, process)
        yield Server(url, process.pid, log)
    except BaseException as error:
        error.add_note(f"The server said:\n{tail(log)}")
        raise
    finally:
        stop(process)
