"""From a list of prospects, read as any export is, to how like the best each of them is."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from whalecurve.analysis.segments import SegmentChoice
from whalecurve.domain.actions.prospects import Lead, Prospect, middle_contributions, prospects
from whalecurve.domain.costing.ledger import find_name
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.segments import Segments
from whalecurve.domain.segments.verdict import FOUND
from whalecurve.intake.recognition.aliases import PROSPECTS
from whalecurve.intake.recognition.recognise import propose
from whalecurve.intake.text.text_table import TextTable


@dataclass(frozen=True)
class Prospected:
    """What came of a list.

    Attributes:
        found: Prospects, the likest first; empty where nobody can be scored.
        lacking: Why nobody is scored, or which traits the list does not have, in sentences.
    """

    found: tuple[Prospect, ...] = ()
    lacking: tuple[str, ...] = ()


def score_prospects(
    tables: Sequence[TextTable], segments: Segments, statements: Statements, choice: SegmentChoice
) -> Prospected:
    """How like the best every prospect of some lists is.

    Args:
        tables: The lists, as the reader gives them.
        segments: What the best have in common.
        statements: What customers earn.
        choice: What counts as one of the best: the one that ``segments`` was asked with.
    """
    if not any(len(table.cells) for table in tables):
        return Prospected(lacking=("There is nobody in the list of prospects.",))
    if segments.tree is None or segments.encoded is None:
        return Prospected(lacking=(why_nobody(segments),))
    target = choice.target(statements)
    best, others = middle_contributions(statements, target.rows, target.high)
    learned = tuple(dict.fromkeys(trait.name for trait in segments.encoded.traits if trait.kind != "mix"))
    leads: list[Lead] = []
    scores = []
    missing = set(learned)
    for table in tables:
        leads += _leads(table)
        columns = _named(table, learned)
        missing -= set(columns.columns)
        scores += segments.scorer.score(columns)
    found = prospects(leads, scores, segments.base_rate, best, others)
    return Prospected(tuple(found), tuple(_missing(sorted(missing))))


def why_nobody(segments: Segments) -> str:
    """Why nobody is scored."""
    if segments.verdict.word == FOUND:
        return "Nobody is scored: traits hold one by one, but no rule over them holds as a whole."
    return f"Nobody is scored: {segments.verdict.sentence[:1].lower()}{segments.verdict.sentence[1:]}"


def _leads(table: TextTable) -> list[Lead]:
    mapping = propose([table], [PROSPECTS]).mapping
    by_id, by_name = mapping.header(PROSPECTS, "id"), mapping.header(PROSPECTS, "name")
    rows = len(table.cells)
    numbers = [f"line {line}" for line in table.lines.tolist()]
    ids = [str(each) for each in table.cells[by_id]] if by_id else [""] * rows
    names = [str(each) for each in table.cells[by_name]] if by_name else [""] * rows
    return [
        Lead(id_ or name or number, name or id_ or number)
        for id_, name, number in zip(ids, names, numbers, strict=True)
    ]


def _named(table: TextTable, learned: Sequence[str]) -> pd.DataFrame:
    """The list's columns that are traits, under the names that were learned."""
    known = {header: find_name(header, tuple(learned)) for header in table.headers}
    named = {name: table.cells[header].astype(str) for header, name in known.items() if name is not None}
    return pd.DataFrame(named, index=table.cells.index)


def _missing(names: Sequence[str]) -> list[str]:
    return [f"The list does not say: {', '.join(names)}. Whoever is scored is scored without."] if names else []
