"""A folder that exports land in: which of its files count, and their bytes as they are when nobody writes any more."""

import hashlib
from pathlib import Path
from typing import Final

from whalecurve.analysis.again import File
from whalecurve.domain.errors import WhalecurveError
from whalecurve.intake.limits import limits_in_force

ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsb", ".ods", ".parquet")
_PASSING: Final = (".", "~")
MOST_FILES: Final = 200


def read_folder(folder: Path) -> list[File]:
    """Every export in a folder by name; folders in it and files that programs leave for a while are passed over.

    Raises:
        WhalecurveError: The folder is not there or holds no export, a file is too large, or is still being written.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file() and _is_export(path))
    except OSError as error:
        raise WhalecurveError(
            "The folder of exports cannot be read", found=f"{folder}: {error.strerror}", remedy="check that it is there"
        ) from error
    if not paths or len(paths) > MOST_FILES:
        raise WhalecurveError(
            f"A folder of exports holds 1 to {MOST_FILES} files",
            found=f"{len(paths)} in {folder}",
            remedy=f"put exports there whose names end with {', '.join(ENDINGS)}",
        )
    return [_read(path) for path in paths]


def _is_export(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS and not path.name.startswith(_PASSING)


def _read(path: Path) -> File:
    most = limits_in_force().file_bytes
    try:
        before = path.stat()
        if before.st_size > most:
            raise WhalecurveError(
                f"{path.name} is too large",
                found=f"{before.st_size:,} bytes",
                remedy=f"keep each export below {most:,} bytes",
            )
        content = path.read_bytes()
        after = path.stat()
    except OSError as error:
        raise WhalecurveError(
            f"{path.name} cannot be read", found=str(error.strerror), remedy="check its rights"
        ) from error
    if len(content) != before.st_size or (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        raise WhalecurveError(f"{path.name} is still being written", remedy="refresh again when the export has ended")
    return File(path.name, hashlib.sha256(content).hexdigest(), content)
