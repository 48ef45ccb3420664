"""The Data page: drop files, see what each one is, answer what nothing else can, and use what was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from whalecurve.analysis.remembered import Memory, Shapes, shape_of, shapes_of, stale_answers, with_said
from whalecurve.domain.errors import UserChoiceError, WhalecurveError
from whalecurve.intake.intake import Intake
from whalecurve.intake.recognition.aliases import TRANSACTIONS, UNKNOWN
from whalecurve.intake.recognition.mapping import Mapping as ColumnMap
from whalecurve.intake.recognition.recognise import Proposal
from whalecurve.service.access.mode import is_hosted
from whalecurve.ui import cache
from whalecurve.ui.data_answers import show_answers
from whalecurve.ui.data_apart import ask_apart, ask_sheets, ask_tables
from whalecurve.ui.data_files import Places, file_cards, kinds_said, read_files
from whalecurve.ui.data_mapping import mapping_form
from whalecurve.ui.data_memory import answer, memory_of
from whalecurve.ui.data_questions import (
    Card,
    card_of_error,
    cards_of_columns,
    cards_of_decisions,
    show_cards,
)
from whalecurve.ui.data_report import LeftOut, reading_report, say_sums
from whalecurve.ui.data_use import digest_of, open_questions, open_sample, use_bar
from whalecurve.ui.desk import Desk, Upload
from whalecurve.ui.desk_files import take
from whalecurve.ui.faults import warn
from whalecurve.ui.sample import own_desk
from whalecurve.ui.uploads import release
from whalecurve.ui.words import plain

FILE_TYPES: Final = ("csv", "tsv", "txt", "xlsx", "xls", "xlsb", "ods", "parquet")
_UPLOADER: Final = "uploader"
_FAULTS: Final = "upload_faults"


def promise(desk: Desk) -> None:
    """The first visit: one sentence, two ways in."""
    st.title("Find out who really earns your profit", anchor=False)
    if not desk.uploads and not desk.dataset:
        st.markdown(
            "Drop the exports you already have: invoices or orders, customers if you have them, "
            "visits or tickets if you count them."
        )


def take_files(desk: Desk) -> None:
    """Upload and sample, side by side."""
    uploads, aside = st.columns((3, 2), gap="large", vertical_alignment="center")
    version = st.session_state.get("uploader_version", 0)
    with uploads:
        files = st.file_uploader(
            "Upload files", FILE_TYPES, accept_multiple_files=True, key=f"{_UPLOADER}_{version}", max_upload_size=50
        )
    with aside:
        st.button("Try with a sample company", icon=":material/science:", key="sample", on_click=_ask_for_sample)
        if desk.sample:
            st.caption("Your own files go into a workspace of their own: nothing of the sample mixes with them.")
        if not is_hosted():
            st.caption("Your files stay on the computer that runs Whalecurve; nothing is sent anywhere else.")
    if files:
        desk = _own(desk)
        st.session_state[_FAULTS] = [fault for file in files if (fault := _take(desk, file.name, file.getvalue()))]
        st.session_state["uploader_version"] = version + 1
        release(*files)
        st.rerun()
    for fault in st.session_state.get(_FAULTS, ()):
        st.warning(plain(fault, 1000), icon=":material/block:")
    if st.session_state.pop("sample_wanted", False):
        try:
            open_sample(desk)
        except WhalecurveError as problem:
            warn(problem)


def _ask_for_sample() -> None:
    st.session_state["sample_wanted"] = True


def _own(desk: Desk) -> Desk:
    """Where the person's own files go: never into the sample."""
    try:
        return own_desk(desk)
    except WhalecurveError as problem:
        warn(problem)
        st.stop()


def _take(desk: Desk, name: str, content: bytes) -> str:
    """Keep a file; the same file twice is one file. Gives back why it was not kept, empty when it was."""
    before = desk.uploads
    try:
        take(desk, name, content)
    except WhalecurveError as problem:
        return f"{name}: {problem}"
    if desk.uploads == before:
        st.toast(plain(f"{name} is there already: the same content counts once."))
    return ""


@dataclass(frozen=True)
class _Files:
    """What lies on the page: files by kind, and what was said about such files."""

    desk: Desk
    pieces: tuple[Upload, ...]
    kinds: tuple[str, ...]
    proposal: Proposal
    memory: Memory
    shapes: Shapes
    asked: DeltaGenerator
    places: Places

    def answer(self, piece: Mapping[str, Any], offered: Mapping[str, Sequence[str]] | None = None) -> None:
        answer(self.desk, self.shapes, piece, offered)

    def read(self, mapping: ColumnMap) -> Intake:
        return cache.reading(self.desk, self.pieces, self.kinds, mapping)


def settle(desk: Desk) -> None:
    """Files, questions, report and the one button; faults of a file are said where it stands."""
    try:
        memory = memory_of(desk)
    except WhalecurveError as problem:
        warn(problem)
        return
    files, left_out = read_files(desk, memory)
    if not files:
        return
    pieces = tuple(piece for each in files for piece in each.pieces)
    proposal = cache.proposal(desk, pieces, kinds_said(desk, pieces, memory))
    kinds = tuple(found.kind for found in proposal.tables)
    asked = st.container()
    places = file_cards(desk, files, proposal)
    if TRANSACTIONS not in kinds:
        st.warning("No file was taken for orders or invoices. Say above which one it is.", icon=":material/help:")
        return
    here = _Files(desk, pieces, kinds, proposal, memory, shapes_of(proposal), asked, places)
    with asked:
        open_count = ask_sheets(desk, files) + ask_tables(desk, proposal)
    _read_and_use(here, [*left_out, *_not_used(here)], open_count)


def _read_and_use(here: _Files, left_out: list[LeftOut], open_count: int) -> None:
    mapping = with_said(here.proposal, here.memory, here.shapes)
    said = {kind: here.memory.find(name).fields for kind, name in here.shapes.names.items()}
    cards = cards_of_columns(here.proposal, said)
    intake: Intake | None = None
    try:
        intake = None if open_count else here.read(mapping)
    except UserChoiceError as problem:
        stopped = card_of_error(problem, here.proposal)
        cards += [stopped] if stopped else []
        if stopped is None and not cards:
            st.warning(plain(str(problem), 2000), icon=":material/help:")
    except WhalecurveError as problem:
        st.warning(plain(str(problem), 2000), icon=":material/help:")
    if intake is not None:
        here, mapping, intake = _without_stale(here, mapping, intake)
        cards += cards_of_decisions(intake.decisions, here.proposal)
    _show(here, mapping, intake, cards, left_out, open_count)


def _without_stale(here: _Files, mapping: ColumnMap, intake: Intake) -> tuple[_Files, ColumnMap, Intake]:
    """Read again without remembered answers that no longer fit, which are then asked."""
    name = here.shapes.names[TRANSACTIONS]
    stale = stale_answers(intake.decisions, here.memory.find(name), here.shapes)
    if not stale:
        return here, mapping, intake
    fresh = replace(here, memory=here.memory.without(name, stale))
    mapping = with_said(fresh.proposal, fresh.memory, fresh.shapes)
    return fresh, mapping, fresh.read(mapping)


def _show(
    here: _Files,
    mapping: ColumnMap,
    intake: Intake | None,
    cards: list[Card],
    left_out: list[LeftOut],
    open_count: int,
) -> None:
    with here.asked:
        apart = ask_apart(here.desk, here.proposal, mapping, here.memory)
        show_cards(cards, here.answer)
    show_answers(here.desk, here.memory, here.shapes, intake.decisions if intake else ())
    mapping_form(here.proposal, mapping, partial(here.answer))
    if open_count := open_count + apart + len(cards):
        open_questions(open_count)
    if intake is None:
        return
    say_sums(intake, cache.sums(here.desk, here.pieces, here.kinds, mapping), here.places)
    faults = cache.faults(here.desk, here.pieces, here.kinds, mapping)
    reading_report(here.desk, intake, left_out, faults)
    if not open_count:
        use_bar(here.desk, intake, digest_of(here.pieces, here.kinds, mapping), faults)


def _not_used(here: _Files) -> list[LeftOut]:
    """Files that could be read but are taken for nothing."""
    unused = [found for found in here.proposal.tables if found.kind == UNKNOWN]
    said = [here.memory.find(shape_of(found.table)).kind == UNKNOWN for found in unused]
    return [
        LeftOut(found.table.name, "You said that it is not used." if so else " ".join(found.evidence))
        for found, so in zip(unused, said, strict=True)
    ]
