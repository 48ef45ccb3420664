"""The run over worked cases that the programs of this folder share: one line a case, then how many of each verdict."""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol, TypeVar

from tests.worked_cases import case_folders


class Judged(Protocol):
    """What is said of a case."""

    case: str
    verdict: str
    reason: str


Case = TypeVar("Case", bound=Judged)


def judge_cases(
    options: argparse.Namespace, judge: Callable[[Path], Case], verdicts: Iterable[str], show: Callable[[Case], str]
) -> Counter[str]:
    """Judge the cases of the options one by one, print each, and count the verdicts."""
    counts: Counter[str] = Counter()
    for folder in case_folders(options.cases, options.names):
        outcome = judge(folder)
        counts[outcome.verdict] += 1
        print(show(outcome), flush=True)
    print(", ".join(f"{verdict} {counts[verdict]}" for verdict in verdicts))
    return counts


def case_options(description: str | None, cases: Path) -> argparse.ArgumentParser:
    """Options that choose the cases."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--cases", type=Path, default=cases)
    return parser
