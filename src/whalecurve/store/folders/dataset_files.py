"""Which file of a stored dataset holds what."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from whalecurve.domain import columns as c
from whalecurve.domain.quantities.dataset import Dataset
from whalecurve.domain.quantities.origin import Origin
from whalecurve.store.folders.json_files import damaged, read_json, write_json
from whalecurve.store.folders.parquet_tables import read_columns, read_table, write_table

FRAMES: Final = ("customers", "transactions", "activities", "costs")
LABELS: Final = (c.PRODUCT, c.CATEGORY, c.REP, c.ORDER, c.ACTIVITY)
TERMS: Final = "dataset.json"
REPORT: Final = "report.json"
TEXT: Final = "text"


@dataclass(frozen=True)
class DatasetPaths:
    """Where the tables of one stored dataset lie.

    Attributes:
        folder: The dataset's own folder.
        customers: Parquet, one row per customer on file.
        transactions: Parquet, one row per line: what the engine reads.
        activities: Parquet.
        costs: Parquet.
        terms: JSON: scales, names, control totals and the like.
        report: JSON: what the upload said about itself.
    """

    folder: Path
    customers: Path
    transactions: Path
    activities: Path
    costs: Path
    terms: Path
    report: Path


def paths_in(folder: Path) -> DatasetPaths:
    """The paths inside a dataset's folder, whether or not anything is there."""
    tables = {name: table_path(folder, name) for name in FRAMES}
    return DatasetPaths(folder=folder, terms=folder / TERMS, report=folder / REPORT, **tables)


def table_path(folder: Path, name: str) -> Path:
    """The Parquet file of a table."""
    return folder / f"{name}.parquet"


def label_path(folder: Path, name: str) -> Path:
    """The Parquet file of a list of labels: as many as there are orders, too many for JSON."""
    return table_path(folder, f"labels_{name}")


def file_names() -> list[str]:
    """Every file that a stored dataset has at least."""
    folder = Path()
    tables = [table_path(folder, name) for name in FRAMES] + [label_path(folder, name) for name in LABELS]
    return [TERMS, REPORT, *(path.name for path in tables)]


def write_files(dataset: Dataset, report: Mapping[str, Any], folder: Path) -> None:
    """Write every file of a dataset into an empty folder."""
    for name in FRAMES:
        write_table(getattr(dataset, name), table_path(folder, name))
    for name in LABELS:
        texts = pd.DataFrame({TEXT: pd.Series(list(dataset.labels.get(name, ())), dtype="str")})
        write_table(texts, label_path(folder, name))
    write_json(folder / TERMS, _terms(dataset))
    write_json(folder / REPORT, dict(report))


def read_files(folder: Path, *, with_lines: bool) -> Dataset:
    """Read a dataset back from a verified folder.

    Raises:
        WhalecurveError: A file does not hold what belongs there.
    """
    terms = read_json(folder / TERMS)
    tables = {name: read_table(table_path(folder, name)) for name in FRAMES if name != "transactions"}
    tables["transactions"] = (read_table if with_lines else read_columns)(table_path(folder, "transactions"))
    tables["activities"] = _with_rows(tables["activities"])
    labels = {name: read_table(label_path(folder, name))[TEXT].tolist() for name in LABELS}
    try:
        return Dataset(
            **tables,
            labels={name: labels[name] for name in terms["labels"]} | terms["scope_labels"],
            line_columns=terms["line_columns"],
            scales=terms["scales"],
            cost_names=tuple(terms["cost_names"]),
            trait_kinds=terms["trait_kinds"],
            control_totals=_control_totals(terms["control_totals"]),
            has=frozenset(terms["has"]),
            currency=terms["currency"],
            notes=tuple(terms["notes"]),
            origins=tuple(Origin(*each) for each in terms.get("origins", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(f"{TERMS} is not what was saved") from error


def _with_rows(activities: pd.DataFrame) -> pd.DataFrame:
    """Activities of before their file and row were kept, with none."""
    if c.FILE in activities:
        return activities
    kept = activities.copy()
    kept[c.FILE], kept[c.LINE] = np.int16(-1), np.int32(0)
    return kept


def _terms(dataset: Dataset) -> dict[str, object]:
    return {
        "labels": sorted(set(dataset.labels) & set(LABELS)),
        "scope_labels": {name: list(texts) for name, texts in dataset.labels.items() if name not in LABELS},
        "line_columns": dict(dataset.line_columns),
        "scales": {name: int(scale) for name, scale in dataset.scales.items()},
        "cost_names": list(dataset.cost_names),
        "trait_kinds": dict(dataset.trait_kinds),
        "control_totals": {
            # JSON knows only texts as keys, and writes whole numbers of any length exactly.
            measure: {str(month): int(total) for month, total in totals.items()}
            for measure, totals in dataset.control_totals.items()
        },
        "has": sorted(dataset.has),
        "currency": dataset.currency,
        "notes": list(dataset.notes),
        "origins": [[each.file, each.sheet] for each in dataset.origins],
    }


def _control_totals(stored: Mapping[str, Mapping[str, int]]) -> dict[str, dict[int, int]]:
    return {measure: {int(month): total for month, total in totals.items()} for measure, totals in stored.items()}
