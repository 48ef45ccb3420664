"""A stored dataset with its facts: what an analysis opens instead of reading files and lines again."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from whalecurve.analysis.frozen import Frozen, load_frozen
from whalecurve.domain import columns as c
from whalecurve.domain.quantities.charged_months import EdgeMonth
from whalecurve.domain.quantities.dataset import Dataset
from whalecurve.domain.quantities.facts import Facts, Period
from whalecurve.domain.quantities.origin import Origin
from whalecurve.domain.quantities.part_months import edge_months
from whalecurve.engine.facts import compute_facts
from whalecurve.intake.accounting import FileAccount
from whalecurve.intake.intake import Intake
from whalecurve.store.folders.datasets import dataset_paths, load_dataset, load_report, save_dataset
from whalecurve.store.folders.facts import load_facts, save_facts, scope_digest

RULES: Final = 2
"""Raise this when the same files become another dataset: since 2 activities keep their file and row."""


@dataclass(frozen=True)
class Workbook:
    """One dataset ready to be analysed.

    Attributes:
        digest: Name of the dataset on disk.
        folder: Where datasets lie.
        dataset: Reference tables, labels, scales; its transactions stay on disk.
        facts: Sums per customer and month.
        report: What reading said: ``lines`` read, used and set aside, notes, dates.
        frozen: What a snapshot knows instead of the lines; None for a dataset with lines.
    """

    digest: str
    folder: Path
    dataset: Dataset
    facts: Facts
    report: Mapping[str, Any]
    frozen: Frozen | None = None

    @property
    def lines(self) -> Mapping[str, int]:
        """Lines of the transactions files: ``read``, ``used``, ``set_aside``."""
        lines: Mapping[str, int] = self.report["lines"]
        return lines

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Every table of the upload by its ``file``; a dataset of before sheets were kept knows its files alone."""
        return tuple(self.dataset.origins) or tuple(Origin(str(name)) for name in self.report.get("lines_of", ()))

    def edges(self, period: Period) -> tuple[EdgeMonth, ...]:
        """Months at the ends of the data that a period reaches and that are not whole; a snapshot knows its own."""
        if self.frozen is not None:
            return self.frozen.edges
        months = self.report["dates"].get("months", {})
        return edge_months({int(month): (first, last) for month, (first, last) in months.items()}, period)

    def scope_facts(self, codes: Mapping[str, Sequence[int]]) -> Facts:
        """Sums over the lines with these codes, asked of the engine once and kept.

        Raises:
            WhalecurveError: This is a snapshot, which has no such sums.
        """
        if self.frozen is not None:
            return self.frozen.facts_of(facts_name(self.dataset, codes))
        return _facts(self.digest, self.folder, self.dataset, codes)


def keep(intake: Intake, folder: Path, digest: str) -> Workbook:
    """Store what was read and take the one heavy step.

    Args:
        intake: All files of an upload, read.
        folder: Where datasets lie.
        digest: Name of the dataset, see ``dataset_digest``.

    Raises:
        WhalecurveError: If nothing can be stored, or the amounts are too large to be exact.
    """
    save_dataset(intake.dataset, digest, folder, report(intake))
    return stored_workbook(digest, folder)


def stored_workbook(digest: str, folder: Path) -> Workbook:
    """A dataset or snapshot as it is stored; its facts are taken from disk when they were taken before.

    A page opens it by ``opening.open_workbook`` instead, which sees to the order of masked customers.

    Raises:
        WhalecurveError: If the dataset is not there or was damaged, or a snapshot is of a newer program.
    """
    dataset, frozen = load_dataset(digest, folder, with_lines=False), load_frozen(digest, folder)
    known = None if frozen is None else frozen.facts_of(facts_name(dataset, {}))
    facts = known or _facts(digest, folder, dataset, {})
    return Workbook(digest, folder, dataset, facts, load_report(digest, folder), frozen)


def dataset_digest(parts: Sequence[str]) -> str:
    """Name of the dataset that these digests, mapping and choices lead to: SHA-256 in hexadecimal.

    >>> dataset_digest(["a", "b"]) == dataset_digest(["ab"])
    False
    """
    return hashlib.sha256(json.dumps([RULES, *parts]).encode()).hexdigest()


def report(intake: Intake) -> dict[str, Any]:
    """What reading said, as JSON values."""
    return {
        "lines": {"read": intake.lines_read, "used": intake.lines_used, "set_aside": intake.lines_set_aside},
        "notes": list(intake.notes),
        "files": [_account(one) for one in intake.accounting],
        "dates": {
            "first": intake.first_date,
            "last": intake.last_date,
            "months": {str(month): list(days) for month, days in intake.days.items()},
        },
    }


def _account(one: FileAccount) -> dict[str, Any]:
    return {
        "file": one.file,
        "kind": one.kind,
        "read": one.rows_read,
        "used": one.rows_used,
        "set_aside": one.rows_set_aside,
    }


def facts_name(dataset: Dataset, codes: Mapping[str, Sequence[int]]) -> str:
    """Name of the facts over the lines with these codes, with every measure that the dataset has."""
    return scope_digest(_measures(dataset), codes)


def _facts(digest: str, folder: Path, dataset: Dataset, codes: Mapping[str, Sequence[int]]) -> Facts:
    scope = facts_name(dataset, codes)
    kept = load_facts(digest, folder, scope)
    if kept is None:
        kept = compute_facts(dataset_paths(digest, folder).transactions, measures=_measures(dataset), where=codes)
        save_facts(kept, digest, folder, scope)
    return kept


def _measures(dataset: Dataset) -> list[str]:
    optional = (name for name in c.OPTIONAL_MEASURES if name in dataset.has)
    return [*c.LINE_MEASURES, *optional, *(c.cost_column(number) for number in range(len(dataset.cost_names)))]
