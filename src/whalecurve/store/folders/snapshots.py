"""Snapshots on disk: a small sealed dataset without lines, with the sums that it is all about and what they led to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pandas as pd

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.quantities.dataset import Dataset
from whalecurve.domain.quantities.facts import Facts
from whalecurve.store.folders.dataset_files import file_names, table_path, write_files
from whalecurve.store.folders.datasets import dataset_folder, verified_folder
from whalecurve.store.folders.json_files import damaged, read_json, write_json
from whalecurve.store.folders.parquet_tables import read_table, write_table
from whalecurve.store.folders.sealed import is_sound, sealing, sweep

SNAPSHOT: Final = "snapshot.json"
# Raise this when a program of before could not read the file.
FORMAT: Final = 1
_TRAITS: Final = "line_traits"


@dataclass(frozen=True)
class SnapshotFiles:
    """What a snapshot has beside the tables of its dataset.

    Attributes:
        terms: JSON values: the plan, what it led to, and how to read the rest.
        facts: Scope's name, from ``scope_digest`` -> its sums of the period.
        line_traits: What the lines say of the customers, a row per customer; no columns where that is not shared.
    """

    terms: Mapping[str, Any]
    facts: Mapping[str, Facts]
    line_traits: pd.DataFrame = field(default_factory=pd.DataFrame)


def save_snapshot(dataset: Dataset, files: SnapshotFiles, report: Mapping[str, Any], digest: str, root: Path) -> Path:
    """Keep a snapshot under its digest, whole or not at all; returns its folder.

    Args:
        dataset: Its dataset, without lines.
        files: What comes with it.
        report: What reading said about the files, as far as the snapshot says it.
        digest: Its name, 64 hex digits.
        root: The data folder.

    Raises:
        WhalecurveError: Nothing could be saved; what was stored before is unchanged.
    """
    target = dataset_folder(digest, root)
    sweep(target.parent)
    scopes = list(files.facts)
    if not is_sound(target, [*file_names(), SNAPSHOT]):
        with sealing(target) as draft:
            write_files(dataset, report, draft)
            for number, scope in enumerate(scopes):
                monthly, repeats = _fact_paths(draft, number)
                write_table(files.facts[scope].monthly, monthly)
                write_table(files.facts[scope].order_repeats, repeats)
            write_table(files.line_traits, table_path(draft, _TRAITS))
            write_json(draft / SNAPSHOT, {"format": FORMAT, "scopes": scopes, "terms": files.terms})
    return target


def load_snapshot(digest: str, root: Path) -> SnapshotFiles | None:
    """What a stored dataset has beside its tables, every file verified first; None when it is no snapshot.

    Raises:
        WhalecurveError: A file is missing, cut or changed, or the snapshot is of a newer program.
    """
    folder = verified_folder(digest, root)
    if not (folder / SNAPSHOT).is_file():
        return None
    body = read_json(folder / SNAPSHOT)
    if body.get("format") != FORMAT:
        raise WhalecurveError(
            "These figures were shared by another version of Whalecurve",
            found=f"format {body.get('format')!r}, this program reads {FORMAT}",
            remedy="ask whoever sent the link for a new one",
        )
    try:
        paths = {str(scope): _fact_paths(folder, number) for number, scope in enumerate(body["scopes"])}
        facts = {scope: Facts(read_table(monthly), read_table(repeats)) for scope, (monthly, repeats) in paths.items()}
        return SnapshotFiles(body["terms"], facts, read_table(table_path(folder, _TRAITS)))
    except (KeyError, TypeError) as error:
        raise damaged(f"{SNAPSHOT} is not what was saved") from error


def _fact_paths(folder: Path, number: int) -> tuple[Path, Path]:
    return table_path(folder, f"facts_{number}"), table_path(folder, f"order_repeats_{number}")
