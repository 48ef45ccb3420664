"""Files of a known shape read again without a person: by what was said about such files, or not at all."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from whalecurve.analysis.further_sheets import sheets_of
from whalecurve.analysis.reading import read_tables
from whalecurve.analysis.remembered import (
    Memory,
    Shapes,
    pieces_digest,
    said_sheets,
    shape_of,
    shapes_of,
    stale_answers,
    together_of,
    with_said,
)
from whalecurve.domain.errors import UserChoiceError
from whalecurve.domain.words.wording import listed
from whalecurve.intake.intake import Intake
from whalecurve.intake.meaning.decision import open_decisions
from whalecurve.intake.process.reader import read_table
from whalecurve.intake.recognition.aliases import TRANSACTIONS, UNKNOWN
from whalecurve.intake.recognition.guess_fields import OTHER_COLUMNS
from whalecurve.intake.recognition.mapping import Mapping
from whalecurve.intake.recognition.recognise import Proposal, propose
from whalecurve.intake.text.text_table import TextTable
from whalecurve.intake.unrelated import unrelated_sets

_TOGETHER = "together"
_REMEDY = "open the files on the Data page and answer it there; the answer is kept for the next time"


@dataclass(frozen=True)
class File:
    """One file: its name, for display alone, its digest and its bytes."""

    name: str
    digest: str
    content: bytes


@dataclass(frozen=True)
class Again:
    """Files that were read without a question.

    Attributes:
        intake: What was read.
        digest: Name of the dataset that it becomes: the same as when a person uses these files on the Data page.
    """

    intake: Intake
    digest: str


@dataclass(frozen=True)
class _Piece:
    digest: str
    sheet: str
    table: TextTable


def read_again(files: Sequence[File], memory: Memory, today: dt.date | None = None) -> Again:
    """Read files by what is remembered of their shapes.

    Args:
        files: In the order in which they count.
        memory: What was said in the workspace.
        today: Day of the reading.

    Raises:
        UserChoiceError: Something is left that only a person can settle.
        RefusedFileError: A file is not read at all.
    """
    once = {file.digest: file for file in reversed(files)}
    pieces = [piece for file in files if once[file.digest] is file for piece in _pieces(file, memory)]
    said = [memory.find(shape_of(each.table)).kind or None for each in pieces]
    proposal = propose([each.table for each in pieces], said)
    kinds = tuple(found.kind for found in proposal.tables)
    if TRANSACTIONS not in kinds:
        raise UserChoiceError("No file was taken for orders or invoices", found=_names(proposal), remedy=_REMEDY)
    shapes = shapes_of(proposal)
    mapping = with_said(proposal, memory, shapes)
    _refuse_questions(proposal, memory, shapes)
    _refuse_unrelated(proposal, mapping, memory)
    tables = list(zip(kinds, (each.table for each in pieces), strict=True))
    intake = read_tables(tables, Mapping.from_json(mapping.to_json()), today=today)
    if stale := stale_answers(intake.decisions, memory.find(shapes.names[TRANSACTIONS]), shapes):
        raise UserChoiceError("An answer of before may not fit these files", found=listed(stale), remedy=_REMEDY)
    if undecided := open_decisions(intake.decisions):
        raise UserChoiceError("A question is open", found=undecided[0].sentence(), remedy=_REMEDY)
    return Again(intake, pieces_digest([(each.digest, each.sheet) for each in pieces], kinds, mapping))


def _pieces(file: File, memory: Memory) -> list[_Piece]:
    """What is read of a file: a table, or a table for each of its sheets."""
    table = read_table(file.name, file.content, sheet=None)

    def open_sheet(sheet: str) -> TextTable:
        return read_table(f"{file.name} [{sheet}]", file.content, sheet=sheet)

    if said := said_sheets(table, memory):
        return [_Piece(file.digest, sheet, open_sheet(sheet)) for sheet in said]
    best, *others = sheets_of(table, open_sheet)
    return [_Piece(file.digest, best, table), *(_Piece(file.digest, sheet, open_sheet(sheet)) for sheet in others)]


def _refuse_questions(proposal: Proposal, memory: Memory, shapes: Shapes) -> None:
    for question in proposal.questions:
        said = memory.find(shapes.names.get(question.kind, "")).fields
        if question.field == OTHER_COLUMNS or question.field not in said:
            what = f"It is not clear which column is the {question.field.replace('_', ' ')}"
            if question.field == OTHER_COLUMNS:
                what = "Two files of one kind have other columns"
            raise UserChoiceError(what, found=listed(question.candidates) or question.table, remedy=_REMEDY)


def _refuse_unrelated(proposal: Proposal, mapping: Mapping, memory: Memory) -> None:
    tables = [(found.kind, found.table) for found in proposal.tables if found.kind != UNKNOWN]
    if unrelated_sets(tables, mapping) and not memory.find(together_of(tables)).settings.get(_TOGETHER):
        raise UserChoiceError("The files look like several companies", found=_names(proposal), remedy=_REMEDY)


def _names(proposal: Proposal) -> str:
    return listed([found.table.name for found in proposal.tables])
