"""Measuring helpers: a contender runs in a process of its own, so that its time and peak memory are its own.

Standard library only, and nothing large in memory: a child inherits its parent's peak on Linux.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

Answer = TypeVar("Answer")
SOURCES = Path(__file__).resolve().parent.parent / "src"


@dataclass(frozen=True)
class Sample:
    """One run: wall seconds, processor seconds (all threads), peak resident megabytes."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


@dataclass(frozen=True)
class Result:
    """A contender's medians over its runs, and its fastest run: the one that the machine disturbed least."""

    name: str
    median: Sample
    fastest: float
    runs: int


def timed(work: Callable[[], Answer]) -> tuple[Answer, Sample]:
    """Run ``work`` in this process; returns its answer and what it took."""
    began, cpu = time.perf_counter(), time.process_time()
    answer = work()
    return answer, Sample(time.perf_counter() - began, time.process_time() - cpu, peak_mb())


def peak_mb() -> float:
    """Peak resident memory of this process so far; Linux counts kilobytes, macOS bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def tell(sample: Sample) -> None:
    """Hand a sample from a child to its parent."""
    print(json.dumps(asdict(sample)))


def run_child(script: Path, arguments: Sequence[str]) -> str:
    """Run a script in a process of its own; returns what it printed.

    Raises:
        SystemExit: It failed.
    """
    path = os.pathsep.join([str(SOURCES), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    command = [sys.executable, str(script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}{done.stdout}")
    return done.stdout


def told(printed: str) -> Sample:
    """The sample in what a child printed last."""
    return Sample(**json.loads(printed.splitlines()[-1]))


def medians(name: str, samples: Sequence[Sample]) -> Result:
    """The median of each figure; a shared machine makes single runs meaningless."""
    middle = Sample(
        statistics.median(sample.seconds for sample in samples),
        statistics.median(sample.cpu_seconds for sample in samples),
        statistics.median(sample.peak_mb for sample in samples),
    )
    return Result(name, middle, min(sample.seconds for sample in samples), len(samples))


def print_table(title: str, results: Sequence[Result]) -> None:
    """Print medians and the fastest run, each with its ratio to the first contender's."""
    columns = ["seconds", "ratio", "fastest", "ratio", "cpu s", "ratio", "peak MB", "runs"]
    head = " " * 38 + "".join(f"{column:>9}" for column in columns)
    print(f"\n{title}\n{head}\n{'-' * len(head)}")
    for result in results:
        print(f"{result.name:38}{_with_ratios(result, results[0])}{result.median.peak_mb:9.0f}{result.runs:9d}")


def _with_ratios(result: Result, first: Result) -> str:
    pairs = [
        (result.median.seconds, first.median.seconds),
        (result.fastest, first.fastest),
        (result.median.cpu_seconds, first.median.cpu_seconds),
    ]
    return "".join(f"{own:9.2f}{own / base:9.2f}" for own, base in pairs)


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say what is being done and how long it took."""
    print(f"{what} ... ", end="", flush=True)
    began = time.perf_counter()
    yield
    print(f"{time.perf_counter() - began:.1f} s", flush=True)
