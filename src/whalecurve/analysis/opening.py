"""Stored workbooks as pages open them: those that are masked in an order that says nothing."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from whalecurve.analysis.frozen import Frozen, figures_of
from whalecurve.analysis.results import analyze
from whalecurve.analysis.unordered import by_pseudonym, is_by_pseudonym
from whalecurve.analysis.workbook import Workbook, stored_workbook
from whalecurve.domain.errors import WhalecurveError


def open_workbook(digest: str, folder: Path) -> Workbook:
    """Open a stored dataset or snapshot.

    Snapshots that earlier versions masked lie on the disk in the order of the ids; they are opened by their pseudonyms.

    Raises:
        WhalecurveError: It is not there or was damaged, or a snapshot is of a newer program.
    """
    book = stored_workbook(digest, folder)
    frozen = book.frozen
    if frozen is None or not frozen.masked or is_by_pseudonym(book):
        return book
    moved = by_pseudonym(book)
    return replace(moved, frozen=replace(moved.frozen or frozen, figures=_figures(book, moved, frozen)))


def _figures(book: Workbook, moved: Workbook, frozen: Frozen) -> Mapping[str, Any] | None:
    """What the answer is in the new order, where the old one still is what it was when it was shared.

    Otherwise the old figures stay, and whoever asks for the answer is told that it is another one.
    """
    try:
        analyze(book, frozen.scenario)
    except WhalecurveError:
        return frozen.figures
    return figures_of(analyze(moved, frozen.scenario).results)
