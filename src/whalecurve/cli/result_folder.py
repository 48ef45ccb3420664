"""The folder that ``--out`` names: each result appears whole, and nothing of an earlier run stays beside it."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from whalecurve.cli.usage import UsageError

SUMMARY: Final = "summary.json"
STATEMENTS: Final = "statements.csv"
TRAITS: Final = "traits.json"
ACTIONS: Final = "actions.csv"
PROBLEMS: Final = "problems.csv"
TOTALS: Final = "totals.csv"
UNASSIGNED: Final = "unassigned.csv"
TREND: Final = "trend.csv"
RESULTS: Final = (SUMMARY, TREND, ACTIONS, TRAITS, UNASSIGNED, TOTALS, STATEMENTS, PROBLEMS)
"""Written last to first: where there is a summary, the rest is there too."""

_DRAFT: Final = ".part"
_BREAKDOWN: Final = "breakdown_"
_LONGEST: Final = 80


def breakdown_name(dimension: str) -> str:
    """Name of the file of a breakdown, as it was asked for; signs that a file's name cannot hold become ``_``.

    >>> breakdown_name("product"), breakdown_name("../Sales / Rep")
    ('breakdown_product.csv', 'breakdown____Sales _ Rep.csv')
    """
    safe = "".join(sign if sign.isalnum() or sign in " -_" else "_" for sign in dimension)
    return f"{_BREAKDOWN}{safe[:_LONGEST]}.csv"


def prepare(folder: Path, inputs: Iterable[Path]) -> None:
    """Make the folder and take away the results of an earlier run, so that a failed run leaves none that look current.

    Args:
        folder: The folder of the results.
        inputs: Files that will be read; none of them may be one of the results.

    Raises:
        UsageError: The folder cannot be made or written, or a file to be read would be overwritten.
    """
    ours = {(folder / name).resolve() for name in RESULTS}
    if taken := sorted(str(path) for path in inputs if path.resolve() in ours or _is_breakdown(path, folder)):
        raise UsageError(f"{taken[0]} would be overwritten by the results; choose another folder for --out")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in (*RESULTS, *(path.name for path in folder.glob(f"{_BREAKDOWN}*.csv"))):
            (folder / name).unlink(missing_ok=True)
            (folder / f"{name}{_DRAFT}").unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"results cannot be written to {folder}: {error.strerror or error}") from error


def write(folder: Path, name: str, text: str) -> None:
    """Write one result under a passing name, then give it its own: a reader never sees half a file.

    Bytes of an option or a map that are no text (half a character) are written as an escape, not refused.
    """
    draft = folder / f"{name}{_DRAFT}"
    with draft.open("wb") as file:
        file.write(text.encode("utf-8", "backslashreplace"))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / name)


def _is_breakdown(path: Path, folder: Path) -> bool:
    """Whether a file to be read has the name and the place of a breakdown, which an earlier run may have left."""
    return path.resolve().parent == folder.resolve() and path.name.startswith(_BREAKDOWN) and path.suffix == ".csv"
