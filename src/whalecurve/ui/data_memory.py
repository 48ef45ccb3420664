"""What was said about files on the Data page, kept in the workspace's store by the signature of their columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from whalecurve.domain.errors import WhalecurveError
from whalecurve.intake.recognition.aliases import KINDS, TRANSACTIONS
from whalecurve.intake.recognition.mapping import Mapping as ColumnMap
from whalecurve.intake.recognition.recognise import Proposal
from whalecurve.intake.recognition.said import Said, apply_said, signature
from whalecurve.intake.text.text_table import TextTable
from whalecurve.ui.desk import Desk

_KEPT: Final = "mapping"
_BOOK: Final = "workbook"
_SHAPE: Final = ""


@dataclass(frozen=True)
class Memory:
    """All that was said in a workspace, by signature."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def find(self, name: str) -> Said:
        """What was said under a signature; nothing where nobody did."""
        return Said.from_text(self.texts[name]) if name in self.texts else Said()

    def without(self, name: str, keys: Sequence[str]) -> "Memory":
        """The same without some answers under a signature; the store keeps them."""
        left = self.find(name).without([dict.fromkeys(keys)])
        return Memory({**self.texts, name: left.to_text()})


def memory_of(desk: Desk) -> Memory:
    """What is remembered in the workspace on the desk; one query.

    Raises:
        WhalecurveError: The store does not answer, or what it keeps is damaged.
    """
    return Memory(desk.service.kept(desk.me, desk.workspace, _KEPT)) if desk.workspace else Memory()


def change(desk: Desk, name: str, how: Callable[[Said], Said]) -> None:
    """Say something else under a signature; when that is not kept, the sidebar says why."""
    if not desk.may_change() or not desk.workspace:
        return
    try:
        said = how(memory_of(desk).find(name))
        if said == Said(files=said.files):
            desk.service.drop_kept(desk.me, desk.workspace, _KEPT, name)
        else:
            desk.service.keep(desk.me, desk.workspace, _KEPT, name, said.to_text())
    except WhalecurveError as problem:
        desk.unsaved = str(problem)


def shape_of(table: TextTable) -> str:
    """Signature of a table that was not taken for anything yet."""
    return signature(_SHAPE, table.headers)


def book_of(table: TextTable) -> str:
    """Signature of a workbook by the names of its sheets."""
    return signature(_BOOK, (*table.sheets, *table.hidden_sheets))


def together_of(tables: Iterable[tuple[str, TextTable]]) -> str:
    """Signature of files of several kinds that lie side by side."""
    return signature("together", {signature(kind, table.headers) for kind, table in tables})


@dataclass(frozen=True)
class Shapes:
    """The files of one proposal by kind: under which signature their answers are, and how the answers apply.

    Attributes:
        names: Kind -> signature of its files.
        files: Digests of all files.
    """

    names: Mapping[str, str]
    files: tuple[str, ...]

    def route(self, piece: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any], bool]]:
        """Signature, part of a piece of MAP.json, and whether it names columns: the rest belongs to the sales."""
        parts = [(self.names[kind], piece[kind], True) for kind in KINDS if kind in piece and kind in self.names]
        rest = {key: value for key, value in piece.items() if key not in KINDS}
        return [*parts, *([(self.names[TRANSACTIONS], rest, False)] if rest else [])]


def shapes_of(proposal: Proposal) -> Shapes:
    """Signatures of the files of a proposal."""
    tables = proposal.tables_by_kind()
    names = {kind: signature(kind, found[0].headers) for kind, found in tables.items()}
    return Shapes(names, tuple(sorted({each.table.digest for each in proposal.tables})))


def with_said(proposal: Proposal, memory: Memory, shapes: Shapes) -> ColumnMap:
    """The mapping that was guessed, with everything that was said about such files."""
    mapping = proposal.mapping
    for kind, tables in proposal.tables_by_kind().items():
        mapping = apply_said(mapping, kind, tables[0].headers, memory.find(shapes.names[kind]))
    amount, guessed = (each.header(TRANSACTIONS, "amount") for each in (mapping, proposal.mapping))
    return mapping.with_answers({"amount": amount}) if amount != guessed else mapping


def answer(
    desk: Desk, shapes: Shapes, piece: Mapping[str, Any], offered: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Remember an answer, a piece of MAP.json, where it belongs."""
    for name, part, columns in shapes.route(piece):
        change(desk, name, partial(_told, shapes=shapes, part=part, offered=offered, columns=columns))


def _told(
    said: Said, *, shapes: Shapes, part: Mapping[str, Any], offered: Mapping[str, Sequence[str]] | None, columns: bool
) -> Said:
    if columns:
        return replace(said, fields={**said.fields, **part}, files=shapes.files)
    return replace(said.with_settings(part, offered), files=shapes.files)


def take_back(desk: Desk, name: str, pieces: Iterable[Mapping[str, Any]], fields: Iterable[str] = ()) -> None:
    """Forget answers and fields, so that they are asked, or guessed, again."""
    gone, out = list(pieces), set(fields)
    change(
        desk,
        name,
        lambda said: replace(
            said.without(gone), fields={key: text for key, text in said.fields.items() if key not in out}
        ),
    )
