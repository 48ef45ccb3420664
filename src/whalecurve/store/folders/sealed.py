"""Sealed folders: files with their checksums, that appear all at once or not at all."""

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.folders.data_folder import private_folder
from whalecurve.store.folders.json_files import AGAIN, damaged, read_json, write_json

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
SAVING: Final = ".saving-"
DELETING: Final = ".deleting-"
ABANDONED_SECONDS: Final = 3_600


@contextmanager
def sealing(target: Path) -> Iterator[Path]:
    """An empty folder to write files into; sealed and renamed to ``target`` when the block ends well.

    A process killed at any moment leaves either no ``target`` or a whole one. What was there before stays until then.

    Raises:
        WhalecurveError: Writing failed (disk full, no right to write): nothing was saved, nothing changed.
    """
    draft = target.parent / f"{SAVING}{secrets.token_hex(8)}"
    try:
        private_folder(target.parent)
        draft.mkdir(mode=0o700)
        yield draft
        _put_in_place(draft, target, _seal(draft))
    except OSError as error:
        raise _not_saved(error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def verify(folder: Path, names: Iterable[str]) -> None:
    """Check that a sealed folder holds what was written into it, byte for byte.

    Args:
        folder: The folder.
        names: Files that must be there at least.

    Raises:
        WhalecurveError: There is no such folder, it is of a newer program, or a file is missing, cut or changed.
    """
    if not folder.is_dir():
        raise WhalecurveError("There is no stored data of this name", found=folder.name, remedy=AGAIN)
    manifest = _read_manifest(folder)
    missing = sorted(set(names) - set(manifest))
    if missing:
        raise damaged(f"no {', '.join(missing)}")
    for name, written in manifest.items():
        if Path(name).name != name or not _is_as_written(folder / name, written):
            raise damaged(f"{name[:80]} is not what was saved")


def sealed_files(folder: Path) -> dict[str, str]:
    """Names of the files of a sealed folder and the digests of their bytes, all verified.

    Raises:
        WhalecurveError: There is no such folder, it is of a newer program, or a file is missing, cut or changed.
    """
    verify(folder, ())
    described = _read_manifest(folder).items()
    return {name: str(written["sha256"]) for name, written in described if isinstance(written, dict)}


def is_sound(folder: Path, names: Iterable[str]) -> bool:
    """Whether ``verify`` finds nothing to complain about."""
    try:
        verify(folder, names)
    except WhalecurveError:
        return False
    return True


def remove(folder: Path) -> None:
    """Delete a folder: out of sight at once, then file by file.

    Raises:
        WhalecurveError: Something could not be deleted.
    """
    if not folder.exists():
        return
    hidden = folder.parent / f"{DELETING}{secrets.token_hex(8)}"
    try:
        folder.rename(hidden)
        shutil.rmtree(hidden)
    except OSError as error:
        raise WhalecurveError(
            "The data was not deleted completely",
            found=error.strerror or type(error).__name__,
            remedy="close other programs that use it and delete again",
        ) from error


def sweep(parent: Path) -> None:
    """Take away what killed processes left in a folder: half deletions, and drafts that nobody writes to any more."""
    if parent.is_dir():
        for left in (*parent.glob(f"{DELETING}*"), *filter(_is_abandoned, parent.glob(f"{SAVING}*"))):
            shutil.rmtree(left, ignore_errors=True)


def _seal(draft: Path) -> list[str]:
    """Write the manifest of a draft and bring all of it to the disk; returns the names of the files."""
    files = sorted(path for path in draft.iterdir() if path.is_file())
    write_json(draft / MANIFEST, {"format": FORMAT, "files": {path.name: _describe(path) for path in files}})
    for path in (*files, draft / MANIFEST, draft):
        _flush(path)
    return [path.name for path in files]


def _put_in_place(draft: Path, target: Path, names: Iterable[str]) -> None:
    try:
        draft.rename(target)
    except OSError:
        if not target.is_dir():
            raise
        # Another process saved the same, or what lies there is damaged: nothing sound is ever taken away.
        if not is_sound(target, names):
            remove(target)
            draft.rename(target)
    _flush(target.parent)


def _flush(path: Path) -> None:
    """Bring a file, or a folder's list of names, to the disk itself."""
    if path.is_dir() and os.name != "posix":
        return  # Windows opens no folders
    number = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _describe(path: Path) -> dict[str, object]:
    """Length and SHA-256 of a file."""
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def _is_abandoned(draft: Path) -> bool:
    try:
        return time.time() - draft.stat().st_mtime > ABANDONED_SECONDS
    except OSError:
        return False


def _is_as_written(path: Path, written: object) -> bool:
    try:
        return _describe(path) == written
    except OSError:
        return False


def _read_manifest(folder: Path) -> dict[str, object]:
    found = read_json(folder / MANIFEST)
    if not isinstance(found, dict) or not isinstance(found.get("files"), dict):
        raise damaged(f"{MANIFEST} is not what was saved")
    if found.get("format") != FORMAT:
        raise WhalecurveError(
            "The stored data is of another version of Whalecurve",
            found=f"format {found.get('format')!r}, this program reads {FORMAT}",
            remedy="update Whalecurve or upload the files again",
        )
    files: dict[str, object] = found["files"]
    return files


def _not_saved(error: OSError) -> WhalecurveError:
    return WhalecurveError(
        "The data was not saved; what was stored before is unchanged",
        found=error.strerror if error.errno and error.strerror else "the disk does not take it",
        remedy="make room on the disk, or set WHALECURVE_DATA_DIR to a folder with room, and save again",
    )
