"""What was said about files of a shape, applied to the next such files: the same for a page and for a schedule."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from whalecurve.analysis.workbook import dataset_digest
from whalecurve.intake.meaning.answers import ROWS
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.recognition.aliases import KINDS, TRANSACTIONS
from whalecurve.intake.recognition.mapping import Mapping as ColumnMap
from whalecurve.intake.recognition.recognise import Proposal
from whalecurve.intake.recognition.said import Said, apply_said, signature
from whalecurve.intake.text.text_table import TextTable

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


def shape_of(table: TextTable) -> str:
    """Signature of a table that was not taken for anything yet."""
    return signature(_SHAPE, table.headers)


def book_of(table: TextTable) -> str:
    """Signature of a workbook by the names of its sheets."""
    return signature(_BOOK, (*table.sheets, *table.hidden_sheets))


def said_sheets(table: TextTable, memory: Memory) -> list[str]:
    """Sheets of a workbook that somebody chose, as far as they are there; empty where nobody did."""
    there = (*table.sheets, *table.hidden_sheets)
    return [sheet for sheet in memory.find(book_of(table)).sheets if sheet in there] if len(there) > 1 else []


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


def stale_answers(decisions: Sequence[Decision], said: Said, shapes: Shapes) -> list[str]:
    """Keys of remembered answers that no longer fit: another file has a reading that there was not to choose from."""
    if set(shapes.files) <= set(said.files):
        return []
    return [
        decision.key
        for decision in decisions
        if decision.answer and decision.key in said.offered and decision.key != ROWS
        if not set(options_of(decision.alternatives, decision.key)) <= set(said.offered[decision.key])
    ]


def options_of(choices: Sequence[Alternative], key: str) -> list[str]:
    """The answers under a key as texts that can be compared."""
    return sorted({json.dumps(choice.answer[key], sort_keys=True) for choice in choices if key in choice.answer})


def pieces_digest(pieces: Sequence[tuple[str, str]], kinds: Sequence[str], mapping: ColumnMap) -> str:
    """Name of the dataset that these files, read this way, become.

    Args:
        pieces: Digest of each file and the sheet that is read of it, empty for the best one.
        kinds: What each is taken for.
        mapping: Which column is which.
    """
    files = [
        ":".join([digest, kind, *([sheet] if sheet else [])])
        for (digest, sheet), kind in zip(pieces, kinds, strict=True)
    ]
    return dataset_digest([*files, json.dumps(mapping.to_json(), sort_keys=True), ""])
