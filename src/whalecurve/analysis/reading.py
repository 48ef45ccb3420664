"""Files by kind to canonical tables: the one way in for the command line and the app."""

import datetime as dt
from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence
from dataclasses import replace

from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.build import build
from whalecurve.intake.intake import Intake
from whalecurve.intake.process.reader import read_table
from whalecurve.intake.recognition.aliases import ACTIVITIES, CUSTOMERS, TRANSACTIONS, UNKNOWN
from whalecurve.intake.recognition.mapping import Mapping
from whalecurve.intake.recognition.recognise import Proposal, propose
from whalecurve.intake.text.text_table import TextTable

Files = AbstractMapping[str, Sequence[tuple[str, bytes]]]


def read_files(
    files: Files, mapping: object, *, currency: str | None = None, sheet: str = "", today: dt.date | None = None
) -> Intake:
    """Read files whose kinds are known.

    Args:
        files: Kind -> (name, content) of each file.
        mapping: The decoded MAP.json, or None to recognise columns; what the map leaves out is recognised.
        currency: The one currency to count where lines have several.
        sheet: The sheet to read of every workbook; it wins over the map's.
        today: Day of the reading; the clock's where it is not given.

    Raises:
        RefusedFileError: If a file is not read at all.
        UserChoiceError: If something only the user can settle is open.
    """
    given = None if mapping is None else _said(Mapping.from_json(mapping))
    wanted = sheet or (given.sheet if given else "") or None
    tables = [
        (kind, read_table(name, content, sheet=wanted)) for kind, entries in files.items() for name, content in entries
    ]
    return read_tables(tables, given, currency=currency, today=today)


def _said(mapping: Mapping) -> Mapping:
    """A map that names the amount answers which of several amounts it is."""
    amount = mapping.header(TRANSACTIONS, "amount")
    return mapping.with_answers({"amount": amount}) if amount and "amount" not in mapping.answers else mapping


def read_tables(
    tables: Sequence[tuple[str, TextTable]],
    mapping: Mapping | None,
    *,
    currency: str | None = None,
    today: dt.date | None = None,
) -> Intake:
    """Read tables whose kinds are known.

    A mapping is followed to the letter for the kinds it speaks of; the others are recognised.

    Raises:
        UserChoiceError: If something only the user can settle is open.
    """
    used = [(kind, piece) for kind, table in tables if kind != UNKNOWN for piece in (table, *table.further)]
    _require_answers([table for _, table in used])
    proposal = propose([table for _, table in used], [kind for kind, _ in used])
    day = today or dt.datetime.now(dt.UTC).astimezone().date()
    given = mapping or Mapping()
    return build(_pieces(proposal, used, given), _settled(proposal, given), currency=currency, today=day)


def _pieces(
    proposal: Proposal, used: Sequence[tuple[str, TextTable]], given: Mapping
) -> AbstractMapping[str, Sequence[TextTable]]:
    """The tables of each kind; where the mapping says which column is which, none is left out for its other columns.

    One that lacks a column of the mapping is refused by name when it is read.
    """
    said: dict[str, list[TextTable]] = {}
    for (kind, _), each in zip(used, proposal.tables, strict=True):
        if kind in given.tables:
            said.setdefault(kind, []).append(each.table)
    return {**proposal.tables_by_kind(), **said}


def _require_answers(tables: Sequence[TextTable]) -> None:
    """Refuse to compute while a file leaves open where its table is."""
    questions = [question for table in tables for question in table.questions]
    if questions:
        first, _, remedy = questions[0].partition("? ")
        raise UserChoiceError(f"{first}?", found="; ".join(questions[1:]), remedy=remedy or "answer it in the map")


def _settled(proposal: Proposal, given: Mapping) -> Mapping:
    """The mapping that is given, completed by what was recognised for the kinds that it does not speak of."""
    open_questions = tuple(question for question in proposal.questions if question.kind not in given.tables)
    guess = replace(proposal, questions=open_questions).require_settled().mapping
    tables = {**guess.tables, **given.tables}
    if (amount := given.answers.get("amount")) and TRANSACTIONS in tables:
        tables[TRANSACTIONS] = {**tables[TRANSACTIONS], "amount": amount}
    return replace(
        given,
        tables=tables,
        costs=given.costs if TRANSACTIONS in given.tables or given.costs else guess.costs,
        traits=given.traits if CUSTOMERS in given.tables or given.traits is not None else guess.traits,
        activity_columns=given.activity_columns if ACTIVITIES in given.tables else guess.activity_columns,
        counted=given.counted or guess.counted,
    )
