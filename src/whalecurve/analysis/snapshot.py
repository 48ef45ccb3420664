"""Snapshots: what a share shows, frozen when the link is made and never other figures afterwards.

A snapshot is a small sealed dataset without lines, so that every page opens it as it opens any other. It carries what
the answer was; a program that would show anything else refuses to open it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from whalecurve.analysis.freezing import freeze
from whalecurve.analysis.frozen import NEW_LINK, Frozen, Merge, figures_of
from whalecurve.analysis.masked import mask_workbook, text_mask
from whalecurve.analysis.opening import open_workbook
from whalecurve.analysis.results import Analysis, analyze
from whalecurve.analysis.segments import SegmentChoice, find_segments, trait_table
from whalecurve.analysis.unordered import by_pseudonym
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.plan.plan_json import scenario_to_json
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.segments import Segments, traits_json
from whalecurve.domain.segments.traits.column_roles import Taken
from whalecurve.domain.state.kept import SEGMENTS, ShareTerms
from whalecurve.store.folders.json_files import damaged
from whalecurve.store.folders.snapshots import FORMAT, save_snapshot


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A snapshot that shows what it showed when it was made.

    Attributes:
        workbook: To be read like any other; it never asks the engine.
        frozen: The plan and what it led to.
        answered: The answer, worked out anew and found the same.
    """

    workbook: Workbook
    frozen: Frozen
    answered: Analysis

    def body(self) -> dict[str, Any]:
        """What is kept beside a link so that its page opens: the plan and the spellings taken for one, as JSON."""
        return {
            "scenario": scenario_to_json(self.frozen.scenario),
            "merges": [list(merge) for merge in self.frozen.merges],
            "taken": {"out": list(self.frozen.taken.out), "into": list(self.frozen.taken.into)},
        }


def make_snapshot(  # noqa: PLR0913 - what is frozen, how it is shown, where it lies
    workbook: Workbook,
    scenario: Scenario,
    merges: Sequence[Merge],
    terms: ShareTerms,
    mask_key: bytes,
    folder: Path,
    *,
    taken: Taken | None = None,
) -> str:
    """Freeze the answer to a plan; returns the snapshot's digest, under which ``open_snapshot`` finds it.

    Args:
        workbook: Dataset and facts.
        scenario: The plan in force; its period is the one shared, or the whole span of the files.
        merges: Spellings taken for one.
        terms: Which pages are shared, and whether customers have pseudonyms.
        mask_key: The workspace's secret key.
        folder: Where datasets lie.
        taken: Columns that the reader took out of the traits, or in.

    Raises:
        WhalecurveError: The plan cannot be carried out, it rests on who the customers are though these are to be
            masked, or nothing could be saved.
    """
    live = analyze(workbook, scenario)
    book = freeze(workbook, live, merges, terms.parts, taken)
    frozen = _frozen(book)
    if terms.masked:
        book = mask_workbook(book, frozen, live.results.statements.ledger, mask_key)
        frozen = _frozen(book)
    answered = analyze(book, frozen.scenario)
    figures = figures_of(answered.results)
    if figures != figures_of(live.results):
        raise WhalecurveError(
            "The figures were not shared: frozen, they would differ",
            found="a plan that tells customers apart by what a link does not show",
            remedy="share with names, or limit the plan's costs by something else",
        )
    if terms.masked:
        book = by_pseudonym(book)
        frozen = _frozen(book)
        answered = analyze(book, frozen.scenario)
    segments = _learned(book, frozen, answered) if SEGMENTS in terms.parts else None
    frozen = replace(frozen, figures=figures_of(answered.results), segments=segments)
    files = frozen.files()
    digest = _digest(workbook.digest, files.terms, mask_key if terms.masked else b"")
    save_snapshot(book.dataset, files, book.report, digest, folder)
    return digest


def open_snapshot(digest: str, folder: Path) -> Snapshot:
    """Open a snapshot and work its answer out anew.

    Raises:
        WhalecurveError: It is not there, was damaged, or this program would show other figures.
    """
    book = open_workbook(digest, folder)
    frozen = _frozen(book)
    return Snapshot(book, frozen, analyze(book, frozen.scenario))


def check_segments(workbook: Workbook, choice: SegmentChoice, found: Segments) -> None:
    """Refuse segments of a snapshot that say something else than when they were shared.

    Only the usual choice was frozen; any other is the reader's own question. Of a dataset with lines nothing is frozen.

    Args:
        workbook: A dataset or a snapshot.
        choice: What counts as high profit.
        found: What was learned just now.

    Raises:
        WhalecurveError: They say something else.
    """
    frozen = workbook.frozen
    if frozen is None or frozen.segments is None or choice != SegmentChoice(merges=frozen.merges, taken=frozen.taken):
        return
    if segments_of(found) != frozen.segments:
        raise WhalecurveError(
            "These segments were shared by another version of Whalecurve, and this one would show others",
            found="segments that are not those of the day they were shared",
            remedy=NEW_LINK,
        )


def masked_title(workbook: Workbook, terms: ShareTerms, mask_key: bytes) -> ShareTerms:
    """The terms with a title that names no customer, where names are masked."""
    if not terms.masked:
        return terms
    return replace(terms, title=text_mask(workbook.dataset, mask_key).told(terms.title))


def segments_of(found: Segments) -> dict[str, Any]:
    """What segments say in words and whole numbers, as ``traits.json`` has it."""
    told = traits_json(found)
    return {
        "verdict": told["verdict"],
        "target": told["target"],
        "customers": told["customers"],
        "rules": [[rule["conditions"], rule["customers"]] for rule in told["rules"]],
        "clusters": [[cluster["name"], cluster["customers"]] for cluster in told["clusters"]],
    }


def _learned(book: Workbook, frozen: Frozen, answered: Analysis) -> dict[str, Any]:
    table = trait_table(book, frozen.period, frozen.merges)
    choice = SegmentChoice(merges=frozen.merges, taken=frozen.taken)
    return segments_of(find_segments(table, answered.results.statements, choice))


def _frozen(book: Workbook) -> Frozen:
    if book.frozen is None:
        raise damaged("a dataset that is no snapshot")
    return book.frozen


def _digest(source: str, terms: Mapping[str, Any], key: bytes) -> str:
    """Name of the snapshot that these lead to: the same snapshot is kept once."""
    made_of = [FORMAT, source, terms, hashlib.sha256(key).hexdigest()]
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode("ascii")).hexdigest()
