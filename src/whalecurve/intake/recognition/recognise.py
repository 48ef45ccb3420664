"""What each table is and which column is what: a proposal with its reasons, and questions where nothing tells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from whalecurve.domain.errors import UserChoiceError
from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree
from whalecurve.intake.meaning.two_sides import with_sides
from whalecurve.intake.recognition.aliases import ACTIVITIES, COST_LIST, CUSTOMERS, PRODUCTS, TRANSACTIONS, UNKNOWN
from whalecurve.intake.recognition.evidence import distinct
from whalecurve.intake.recognition.guess_fields import (
    OTHER_COLUMNS,
    FieldGuess,
    Question,
    guess_fields,
    missing_questions,
)
from whalecurve.intake.recognition.kinds import activity_columns, table_kind
from whalecurve.intake.recognition.map_piece import map_piece
from whalecurve.intake.recognition.mapping import Mapping
from whalecurve.intake.tables.undated import is_overview
from whalecurve.intake.text.text_table import TextTable


@dataclass(frozen=True)
class Recognised:
    """One table and what it was taken for; ``unknown`` tables are not used."""

    table: TextTable
    kind: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """What the tables are and a mapping for all of them.

    Attributes:
        tables: Each table with its kind and the evidence in words.
        mapping: Field -> header, without the fields that are asked about.
        questions: What a person has to decide first.
    """

    tables: tuple[Recognised, ...]
    mapping: Mapping
    questions: tuple[Question, ...] = ()

    def tables_by_kind(self) -> dict[str, list[TextTable]]:
        """Tables of each kind, ready for ``build``; unknown ones are left out."""
        kinds = dict.fromkeys(each.kind for each in self.tables if each.kind != UNKNOWN)
        return {kind: [each.table for each in self.tables if each.kind == kind] for kind in kinds}

    def require_settled(self) -> "Proposal":
        """This proposal, when nothing is open.

        Raises:
            UserChoiceError: All open questions together, with the headers that compete.
        """
        if self.questions:
            found = "; ".join(question.sentence() for question in self.questions)
            raise UserChoiceError(
                "Not every column could be recognised", found=found, remedy=_remedy(self.questions, self.mapping)
            )
        return self

    def notes(self) -> list[str]:
        """The evidence of all tables in words."""
        return [words for each in self.tables for words in each.evidence]


def _remedy(questions: Sequence[Question], mapping: Mapping) -> str:
    """The whole piece of the map: of a table that it speaks of, it names every column that is to be used."""
    if any(each.field == OTHER_COLUMNS for each in questions):
        return "write the same headings over both, or leave one of them out; with a map both need the columns it names"
    kind = questions[0].kind
    asked = {each.field: next(iter(each.candidates), "...") for each in questions if each.kind == kind}
    named = map_piece(kind, {**mapping.tables.get(kind, {}), **asked})
    return f"name the column in the map, for example {named}"


def propose(tables: Sequence[TextTable], kinds: Sequence[str | None] | None = None) -> Proposal:
    """Recognise tables by header names and values, without a map.

    Args:
        tables: All tables of an upload.
        kinds: Kind of each table where the user said it, else ``None``.
    """
    tables = [with_sides(table) for table in tables]
    said = kinds or [None] * len(tables)
    whole = _pooled(tables)
    found = [
        Recognised(table, kind or table_kind(replace(whole[_columns(table)], name=table.name)))
        for table, kind in zip(tables, said, strict=True)
    ]
    if all(each.kind != TRANSACTIONS for each in found):
        found = [_overview(each) for each in found]
    found, questions = _one_header_per_kind(found)
    guesses = {kind: _guess(found, kind) for kind in dict.fromkeys(each.kind for each in found) if kind != UNKNOWN}
    questions += [question for guess in guesses.values() for question in guess.questions]
    questions += _required(found, guesses)
    if TRANSACTIONS not in guesses or {"cost", "unit_cost", "profit"} & set(guesses[TRANSACTIONS].fields):
        questions = [each for each in questions if (each.kind, each.field) != (PRODUCTS, "unit_cost")]
    mapping = _mapping(found, guesses)
    return Proposal(tuple(_explained(each, found, guesses, mapping) for each in found), mapping, tuple(questions))


def _overview(each: Recognised) -> Recognised:
    """A list of customers with what each bought, where no other file holds sales."""
    if each.kind != CUSTOMERS:
        return each
    fields = guess_fields(each.table, TRANSACTIONS).fields
    customer = fields.get("customer", "") or fields.get("customer_name", "")
    sold = "amount" in fields and "date" not in fields and is_overview(each.table, customer)
    return replace(each, kind=TRANSACTIONS) if sold else each


def _columns(table: TextTable) -> frozenset[str]:
    return frozenset(table.headers)


def _pooled(tables: Sequence[TextTable]) -> dict[frozenset[str], TextTable]:
    """The tables with the same columns as one: what is empty in one piece and filled in another is the same column."""
    pieces: dict[frozenset[str], list[TextTable]] = {}
    for table in tables:
        pieces.setdefault(_columns(table), []).append(table)
    return {headers: _together(each) for headers, each in pieces.items()}


def _together(tables: Sequence[TextTable]) -> TextTable:
    first = tables[0]
    if len(tables) == 1:
        return first
    cells = pd.concat([table.cells[list(first.headers)] for table in tables], ignore_index=True)
    lines, spans = (np.concatenate([getattr(table, name) for table in tables]) for name in ("lines", "spans"))
    return replace(first, cells=cells, lines=lines, spans=spans)


def _main_table(found: Sequence[Recognised], kind: str) -> TextTable:
    """All tables of a kind that share the columns of its widest one, as one table."""
    own = [each.table for each in found if each.kind == kind]
    widest = max(own, key=lambda table: (len(table.headers), table.rows))
    return _together([widest, *(table for table in own if table is not widest and _columns(table) == _columns(widest))])


def _guess(found: Sequence[Recognised], kind: str) -> FieldGuess:
    table = _main_table(found, kind)
    partner_kind = {TRANSACTIONS: CUSTOMERS, CUSTOMERS: TRANSACTIONS, ACTIVITIES: CUSTOMERS}.get(kind)
    partners = [each.table for each in found if each.kind == partner_kind]
    return guess_fields(table, kind, partners)


def _one_header_per_kind(found: list[Recognised]) -> tuple[list[Recognised], list[Question]]:
    """Tables of one kind are pieces of one; one with other headers is left out, or asked about (transactions)."""
    kept, questions = [], []
    for each in found:
        if each.kind == UNKNOWN or set(_main_table(found, each.kind).headers) == set(each.table.headers):
            kept.append(each)
            continue
        main = _main_table(found, each.kind).name
        if each.kind == TRANSACTIONS:
            questions.append(
                Question(
                    f"{each.table.name} has other columns than {main}",
                    each.kind,
                    OTHER_COLUMNS,
                    (main, each.table.name),
                )
            )
        words = f"{each.table.name} looks like {each.kind} but has other columns than {main}; it is not used."
        kept.append(Recognised(each.table, UNKNOWN, (words,)))
    return kept, questions


def _required(found: Sequence[Recognised], guesses: dict[str, FieldGuess]) -> list[Question]:
    if TRANSACTIONS in guesses:
        return missing_questions(_main_table(found, TRANSACTIONS), guesses[TRANSACTIONS])
    unknown = [each for each in found if each.kind == UNKNOWN] or list(found)
    if not unknown:
        return []
    table = max((each.table for each in unknown), key=lambda each: each.rows)
    return missing_questions(table, guess_fields(table, TRANSACTIONS))


def _mapping(found: Sequence[Recognised], guesses: dict[str, FieldGuess]) -> Mapping:
    wide: tuple[str, ...] = ()
    if ACTIVITIES in guesses and "activity" not in guesses[ACTIVITIES].fields:
        guess = guesses[ACTIVITIES]
        wide = tuple(activity_columns(_main_table(found, ACTIVITIES)))
        guess.fields = {name: header for name, header in guess.fields.items() if header not in wide}
    tables = {kind: dict(guess.fields) for kind, guess in guesses.items()}
    costs = guesses[TRANSACTIONS].costs if TRANSACTIONS in guesses else {}
    return Mapping(tables=tables, costs=costs, activity_columns=wide)


def _explained(
    each: Recognised, found: Sequence[Recognised], guesses: dict[str, FieldGuess], mapping: Mapping
) -> Recognised:
    if each.kind == UNKNOWN:
        return Recognised(
            each.table, UNKNOWN, each.evidence or (f"{each.table.name} is not used: its columns are not known.",)
        )
    kind = "a list of costs" if each.kind == COST_LIST else each.kind
    words = [f"{each.table.name} is taken for {kind}.", *guesses[each.kind].evidence]
    words += [
        f"{_capital(name)} is {header}." for name, header in guesses[each.kind].fields.items() if name != "customer"
    ]
    if each.kind in (TRANSACTIONS, ACTIVITIES):
        words += _joined_words(each, found, mapping)
    return Recognised(each.table, each.kind, tuple(words))


def _capital(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _joined_words(each: Recognised, found: Sequence[Recognised], mapping: Mapping) -> list[str]:
    header, id_header = mapping.header(each.kind, "customer"), mapping.header(CUSTOMERS, "id")
    partners = [other.table for other in found if other.kind == CUSTOMERS]
    if not header:
        return []
    if not partners or not id_header:
        return [f"Customer is {header}."]
    ids = distinct(each.table, header)
    shared = ids & frozenset[str]().union(*(distinct(partner, id_header) for partner in partners))
    told = f"{len(shared):,} of {counted(len(ids), 'id')} also {agree(len(shared), 'stands', 'stand')}"
    return [f"Customer is {header}: {told} in {partners[0].name}."]
