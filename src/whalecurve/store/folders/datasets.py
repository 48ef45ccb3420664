"""Datasets on disk: saved whole or not at all, verified before they are read.

A dataset's name is the digest of everything that made it: the files' bytes and names, the mapping, and the version of
the rules that read them. The same digest therefore means the same dataset.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.quantities.dataset import Dataset
from whalecurve.store.folders.data_folder import checked_digest
from whalecurve.store.folders.dataset_files import DatasetPaths, file_names, paths_in, read_files, write_files
from whalecurve.store.folders.json_files import AGAIN, read_json
from whalecurve.store.folders.sealed import is_sound, sealing, sweep, verify

DATASETS: Final = "datasets"


def save_dataset(dataset: Dataset, digest: str, root: Path, report: Mapping[str, Any]) -> Path:
    """Keep a dataset under its digest; returns its folder.

    A sound dataset of this digest is left as it is; a damaged one is replaced.

    Args:
        dataset: What was read.
        digest: Its name, 64 hex digits.
        root: The data folder.
        report: What reading said about the files, as JSON values.

    Raises:
        WhalecurveError: The digest is none, or nothing could be saved; what was stored before is unchanged.
    """
    target = dataset_folder(digest, root)
    sweep(target.parent)
    if not is_sound(target, file_names()):
        with sealing(target) as draft:
            write_files(dataset, report, draft)
    return target


def load_dataset(digest: str, root: Path, *, with_lines: bool = True) -> Dataset:
    """Read a stored dataset, every file verified first.

    Args:
        digest: Its name.
        root: The data folder.
        with_lines: Whether to bring the transactions into memory; the engine reads them from their file instead.

    Raises:
        WhalecurveError: There is none, or a file is missing, cut or changed.
    """
    return read_files(verified_folder(digest, root), with_lines=with_lines)


def load_report(digest: str, root: Path) -> dict[str, Any]:
    """What reading said about the files of a stored dataset.

    Raises:
        WhalecurveError: There is none, or a file is missing, cut or changed.
    """
    report: dict[str, Any] = read_json(paths_in(verified_folder(digest, root)).report)
    return report


def dataset_paths(digest: str, root: Path) -> DatasetPaths:
    """Where the tables of a stored dataset lie; load it first to know that they are sound.

    Raises:
        WhalecurveError: There is none.
    """
    folder = dataset_folder(digest, root)
    if not folder.is_dir():
        raise WhalecurveError("There is no stored data of this name", found=folder.name, remedy=AGAIN)
    return paths_in(folder)


def list_datasets(root: Path) -> list[str]:
    """Digests of all stored datasets, sorted; drafts and half deletions are none."""
    folder = root / DATASETS
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def dataset_folder(digest: str, root: Path) -> Path:
    """The folder of a digest, whether or not anything is there.

    Raises:
        WhalecurveError: The digest is none.
    """
    return root / DATASETS / checked_digest(digest)


def verified_folder(digest: str, root: Path) -> Path:
    """The folder of a stored dataset, every file verified.

    Raises:
        WhalecurveError: There is none, or a file is missing, cut or changed.
    """
    folder = dataset_folder(digest, root)
    verify(folder, file_names())
    return folder
