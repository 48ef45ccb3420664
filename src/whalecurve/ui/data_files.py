"""The files on the Data page: what each one is, which sheets of it are read, and what is not read at all."""

from dataclasses import dataclass, replace
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from whalecurve.analysis.further_sheets import sheets_of
from whalecurve.analysis.remembered import Memory, book_of, said_sheets, shape_of
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.words.formats import counted
from whalecurve.intake.recognition.aliases import KINDS, UNKNOWN
from whalecurve.intake.recognition.recognise import Proposal, Recognised
from whalecurve.intake.text.text_table import TextTable
from whalecurve.ui import cache
from whalecurve.ui.data_memory import change
from whalecurve.ui.data_report import LeftOut
from whalecurve.ui.desk import Desk, Upload
from whalecurve.ui.words import plain

KIND_WORDS: Final = {
    "transactions": "orders or invoices",
    "customers": "customers",
    "activities": "visits, tickets or other activities",
    "products": "products",
    "cost_list": "a list of costs",
    "prospects": "prospects",
    "unknown": "not used",
}
_DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(frozen=True)
class Read:
    """One upload with everything that is read of it: a table, or a table for each sheet.

    Attributes:
        upload: The upload.
        table: What is read when nobody chose a sheet.
        pieces: What is read, as uploads of a sheet each.
    """

    upload: Upload
    table: TextTable
    pieces: tuple[Upload, ...]

    @property
    def all_sheets(self) -> tuple[str, ...]:
        """Every sheet that could be read, hidden ones last."""
        return (*self.table.sheets, *self.table.hidden_sheets)

    @property
    def sheets_read(self) -> tuple[str, ...]:
        """Those that are read."""
        further = [each.sheet for each in self.table.further] if self.pieces[0].sheet == "" else []
        return (*(piece.sheet or self.table.sheet for piece in self.pieces), *further)


def read_files(desk: Desk, memory: Memory) -> tuple[list[Read], list[LeftOut]]:
    """Every upload that is read, and the others with the reason: refused, or the same bytes under another name."""
    found: dict[str, Read] = {}
    left_out = []
    for upload in desk.uploads:
        if twin := found.get(upload.digest):
            left_out.append(LeftOut(upload.name, f"the same file as {twin.upload.name}, which counts once"))
            continue
        try:
            found[upload.digest] = _read(desk, upload, memory)
        except WhalecurveError as problem:
            st.warning(plain(f"{upload.name}: {problem}", 1000), icon=":material/block:")
            st.button("Leave it out", key=f"leave_{upload.digest}", on_click=leave_out, args=(desk, (upload.digest,)))
            left_out.append(LeftOut(upload.name, problem.what))
    return list(found.values()), left_out


def _read(desk: Desk, upload: Upload, memory: Memory) -> Read:
    table = cache.text_table(desk, upload)
    said = said_sheets(table, memory)
    if not said:
        best, *others = sheets_of(table, lambda sheet: cache.text_table(desk, _piece_of(upload, sheet)))
        return Read(upload, table, (replace(upload, sheet=best), *(_piece_of(upload, sheet) for sheet in others)))
    pieces = [_piece_of(upload, sheet) for sheet in said] if len(said) > 1 else [replace(upload, sheet=said[0])]
    for piece in pieces:
        cache.text_table(desk, piece)
    return Read(upload, table, tuple(pieces))


def _piece_of(upload: Upload, sheet: str) -> Upload:
    """One sheet of a workbook of which several are read."""
    return replace(upload, name=f"{upload.name} [{sheet}]", sheet=sheet)


def kinds_said(desk: Desk, pieces: tuple[Upload, ...], memory: Memory) -> tuple[str | None, ...]:
    """What each piece was said to be; None where it is to be recognised."""
    return tuple(memory.find(shape_of(cache.text_table(desk, piece))).kind or None for piece in pieces)


Places = dict[str, DeltaGenerator]


def file_cards(desk: Desk, files: list[Read], proposal: Proposal) -> Places:
    """A card for each file with what it is taken for, changeable; gives back where to say what it brings."""
    st.subheader("What each file is", anchor=False)
    taken, places = iter(proposal.tables), {}
    for number, each in enumerate(files):
        with st.container(border=True, key=f"file_{number}"):
            for piece in each.pieces:
                found = next(taken)
                _piece(desk, each, piece, found)
                places[found.table.name] = st.empty()
            _sheets(desk, each)
    return places


def _piece(desk: Desk, each: Read, piece: Upload, found: Recognised) -> None:
    table, kind = found.table, found.kind
    name, taken, remove = st.columns((4, 4, 1), vertical_alignment="bottom")
    name.text(piece.name)
    name.caption(plain(_table_words(table), 600))
    key = f"kind_{piece.digest}_{piece.sheet}"
    st.session_state[key] = kind
    taken.selectbox(
        plain(f"{piece.name[:60]} is taken for"),
        [*KINDS, UNKNOWN],
        format_func=lambda kind: KIND_WORDS[kind],
        key=key,
        on_change=_take_for,
        args=(desk, shape_of(table), key),
    )
    if piece is each.pieces[0]:
        remove.button(
            "Remove", key=f"remove_{piece.digest}", type="tertiary", on_click=leave_out, args=(desk, (piece.digest,))
        )
    if kind == UNKNOWN:
        st.caption(":material/help: It is not used. If it should be, say above what it is; its columns are asked then.")


def _take_for(desk: Desk, shape: str, key: str) -> None:
    kind = st.session_state[key]
    change(desk, shape, lambda said: said.taken_for(kind))


def _sheets(desk: Desk, each: Read) -> None:
    """Which sheets of a workbook are read."""
    if len(each.all_sheets) < 2:  # noqa: PLR2004 - nothing to choose
        return
    key = f"sheets_{each.upload.digest}"
    st.session_state[key] = [sheet for sheet in each.all_sheets if sheet in each.sheets_read]
    st.multiselect(
        plain(f"Sheets of {each.upload.name[:60]} to read"),
        each.all_sheets,
        format_func=lambda sheet: f"{sheet} (hidden)" if sheet in each.table.hidden_sheets else sheet,
        key=key,
        on_change=_choose_sheets,
        args=(desk, book_of(each.table), key),
        help="Each one is a table of its own. Without any, the best visible ones are read.",
    )


def _choose_sheets(desk: Desk, book: str, key: str) -> None:
    choose_sheets(desk, book, tuple(st.session_state[key]))


def choose_sheets(desk: Desk, book: str, sheets: tuple[str, ...]) -> None:
    """Read these sheets of workbooks with such sheets."""
    change(desk, book, lambda said: replace(said, sheets=sheets))


def _table_words(table: TextTable) -> str:
    how = _DELIMITERS.get(table.delimiter, "")
    parts = [f"{counted(table.rows, 'row')}, {counted(len(table.headers), 'column')}"]
    parts += [f"{how} separated, {table.encoding}"] if how else [f"sheet {table.sheet}"] if table.sheet else []
    return ", ".join([*parts, *table.notes])


def leave_out(desk: Desk, digests: tuple[str, ...]) -> None:
    """Take files off the desk."""
    desk.alter(uploads=tuple(known for known in desk.uploads if known.digest not in digests))
