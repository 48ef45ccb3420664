"""The answer to hand round: a workbook that works the figures out again, and a page to read and to print."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import streamlit as st

from whalecurve.analysis.handed_out import HandedOut, choice_of, hand_out, masked_answer
from whalecurve.analysis.results import Analysis
from whalecurve.analysis.segments import SegmentChoice
from whalecurve.domain.plan.plan_json import scenario_to_text
from whalecurve.domain.segments import Watch
from whalecurve.domain.state.access import Right
from whalecurve.reports.book.book import write_book
from whalecurve.reports.book.contents import contents_of
from whalecurve.reports.context import context_of
from whalecurve.reports.page.report import MIME as PAGE
from whalecurve.service.report_page import drawn_page
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.downloads import download, file_name, today
from whalecurve.ui.faults import FAULTS, warn
from whalecurve.ui.sized import kept, sized

BOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BOTH: Final = {"book": ("workbook", "xlsx", BOOK), "page": ("report", "html", PAGE)}
_MASKED: Final = "take_away_masked"
_ROOM: Final = 128_000_000
_GATHERED: Final = 0.5
"""Share of the work that is done when traits, actions and breakdowns are there."""

Told = Callable[[str, float], None]


def take_away(desk: Desk, answered: Analysis) -> None:
    """A button for each file; what it makes is then there to download. Holders of a link have their own exports."""
    if desk.share is not None:
        return
    st.header("Hand it round", anchor=False)
    st.caption(
        "The workbook works every figure out again from the plan's rates; the report is one page to read and to print."
    )
    masked = False
    if Right.MANAGE in desk.rights:
        why = "The same pseudonyms as in your links; lines, products and reps stay out."
        masked = st.toggle("Replace customers' names", key=_MASKED, help=why)
    for kind in _BOTH:
        _offer(desk, answered, kind, masked=masked)


def _offer(desk: Desk, answered: Analysis, kind: str, *, masked: bool) -> None:
    """Make the file when asked to, with a bar that shows how far it is; then offer it."""
    called, ending, mime = _BOTH[kind]
    plan, traits = (scenario_to_text(desk.scenario), desk.plan), (desk.merges, desk.taken)
    key = str(desk.folder), desk.dataset, plan, traits, kind, masked, today()
    place = st.empty()
    ready = kept(_made, *key)
    if ready is None:
        icon = ":material/table_view:" if kind == "book" else ":material/description:"
        if not place.button(f"Make the {called}", key=f"make_{kind}", icon=icon):
            return
        bar = place.progress(0.0, f"Making the {called}")
        try:
            with cache.turn(desk, Watch()):
                ready = _made(*key, _make=lambda: _content(desk, answered, kind, masked=masked, told=_shown(bar)))
        except FAULTS as problem:
            place.empty()
            warn(problem)
            return
    content = ready
    with place.container():
        name = file_name(desk, f"whalecurve-{called}", " ".join(map(str, key)), ending)
        download(desk, f"Download the {called}", lambda: content, name, mime, key=f"take_{kind}")


def _shown(bar: st.delta_generator.DeltaGenerator) -> Told:
    def tell(name: str, share: float) -> None:
        bar.progress(min(share, 1.0), f"Working on: {name}")

    return tell


@sized(_ROOM, size=len)
def _made(*_key: object, _make: Callable[[], bytes]) -> bytes:
    return _make()


def _content(desk: Desk, answered: Analysis, kind: str, *, masked: bool, told: Told) -> bytes:
    """The file's bytes, under the names that it shows."""
    with tempfile.TemporaryDirectory(prefix="whalecurve-") as folder:
        handed = _handed(desk, answered, Path(folder) if masked else None, told)
        context = context_of(handed.answered.results, "" if masked else desk.plan, today())
        readings = () if masked else tuple(map(str, handed.workbook.report.get("notes", ())))
        if kind == "page":
            told("the page", _GATHERED)
            return drawn_page(handed, context, readings).encode()
        path = Path(folder) / "book.xlsx"
        rest = 1 - _GATHERED
        write_book(path, contents_of(handed, context, readings), lambda name, done: told(name, _GATHERED + rest * done))
        return path.read_bytes()


def _handed(desk: Desk, answered: Analysis, masked_in: Path | None, told: Told) -> HandedOut:
    """The answer with what stands beside it; without names it is made in a folder that is gone afterwards."""
    choice = SegmentChoice(merges=desk.merges, taken=desk.taken)

    def gathered(name: str, share: float) -> None:
        told(name, share * _GATHERED)

    if masked_in is None:
        return cache.handed_out(desk, answered, choice, gathered)
    key = desk.service.mask_key(desk.me, desk.workspace)
    workbook, hidden = masked_answer(cache.workbook(desk), answered, choice, key, masked_in)
    return hand_out(workbook, hidden, choice_of(workbook, choice), gathered)
