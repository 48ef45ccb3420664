"""All that leaves with an answer in a workbook or a report: breakdowns, traits and actions, with names or without."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from whalecurve.analysis.actions.finding import FoundActions, find_actions
from whalecurve.analysis.breaking_down import break_down, dimensions_of
from whalecurve.analysis.results import Analysis
from whalecurve.analysis.segments import SegmentChoice, find_segments, trait_table
from whalecurve.analysis.snapshot import make_snapshot, open_snapshot
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain.breakdown.breakdown import Breakdown
from whalecurve.domain.breakdown.dimension import OF_CUSTOMERS, Dimension
from whalecurve.domain.ranks.measure_next import doubts, measure_next_words
from whalecurve.domain.segments import Segments
from whalecurve.domain.state.kept import RANKING, SEGMENTS, ShareTerms

MOST_TRAITS: Final = 8
"""So many of the customers' own columns are broken down by, in the order of the files."""

MOST_VALUES: Final = 20_000
"""A dimension with more values is left out: it is a list, not a breakdown."""

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class HandedOut:
    """An answer with what stands beside it.

    Attributes:
        workbook: What it is the answer over.
        answered: The answer.
        found: Which traits predict high profit; None where that is not shown.
        actions: What to do; None where that is not shown.
        breakdowns: Profit by some dimensions; none where there are no lines.
    """

    workbook: Workbook
    answered: Analysis
    found: Segments | None = None
    actions: FoundActions | None = None
    breakdowns: tuple[Breakdown, ...] = ()

    @property
    def masked(self) -> bool:
        """Whether customers have pseudonyms."""
        return self.workbook.frozen is not None and self.workbook.frozen.masked

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What the reader should know, and which assumption should be measured next."""
        statements = self.answered.results.statements
        next_one = measure_next_words(doubts(statements), statements.scenario.currency)
        return (*self.answered.notes, *([next_one] if next_one else []))


def hand_out(
    workbook: Workbook,
    answered: Analysis,
    choice: SegmentChoice | None = None,
    progress: Progress = lambda _name, _share: None,
    found: Segments | None = None,
) -> HandedOut:
    """Everything that belongs to an answer.

    Args:
        workbook: A dataset, or a snapshot.
        answered: The answer over it.
        choice: What counts as high profit, which spellings are one, which columns are traits.
        progress: Told what is begun, and the share of this work that is done.
        found: The traits by this choice, where they were learned before.
    """
    statements = answered.results.statements
    progress("traits", 0.0)
    if found is None:
        table = trait_table(workbook, statements.ledger.facts.period, choice.merges if choice else ())
        found = find_segments(table, statements, choice)
    progress("actions", 0.3)
    actions = find_actions(workbook, answered, found)
    progress("breakdowns", 0.5)
    cut = break_down(workbook, statements, dimensions_shown(workbook))
    return HandedOut(workbook, answered, found, actions, tuple(cut))


def dimensions_shown(workbook: Workbook) -> list[Dimension]:
    """What a workbook and a report break profit down by: all that lines say, months, order sizes, some traits."""
    there = [each for each in dimensions_of(workbook) if _is_short(workbook, each)]
    traits = [each for each in there if each.kind == OF_CUSTOMERS][:MOST_TRAITS]
    return [each for each in there if each.kind != OF_CUSTOMERS] + traits


def _is_short(workbook: Workbook, dimension: Dimension) -> bool:
    if dimension.kind == OF_CUSTOMERS:
        values = workbook.dataset.customers[dimension.column].nunique()
        return bool(2 <= values <= max(len(workbook.dataset.customers) // 2, 2))  # noqa: PLR2004 - one value cuts nothing
    return len(workbook.dataset.labels.get(dimension.column, ())) <= MOST_VALUES


def masked_answer(
    workbook: Workbook, answered: Analysis, choice: SegmentChoice, key: bytes, folder: Path
) -> tuple[Workbook, Analysis]:
    """The same answer without names, as a masked link shows it: lines, products and notes of reading stay behind.

    Args:
        workbook: A dataset.
        answered: The answer over it.
        choice: Spellings and traits of it.
        key: What the pseudonyms are made with.
        folder: An empty folder, as long as the answer is used.

    Raises:
        WhalecurveError: The plan rests on who the customers are.
    """
    terms = ShareTerms("", parts=(RANKING, SEGMENTS), masked=True)
    plan, merges = answered.results.statements.scenario, choice.merges
    digest = make_snapshot(workbook, plan, merges, terms, key, folder, taken=choice.taken)
    snapshot = open_snapshot(digest, folder)
    return snapshot.workbook, snapshot.answered


def choice_of(workbook: Workbook, choice: SegmentChoice) -> SegmentChoice:
    """The choice as a snapshot calls its columns and spellings; of a dataset as it is."""
    frozen = workbook.frozen
    return choice if frozen is None else SegmentChoice(merges=frozen.merges, taken=frozen.taken)
