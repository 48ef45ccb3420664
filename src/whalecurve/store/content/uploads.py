"""Uploaded files as they came, named by their digest: a user's file name is display text only."""

import hashlib
from pathlib import Path

from whalecurve.domain.errors import WhalecurveError

_HEX_DIGITS = 64


def save_upload(content: bytes, folder: Path) -> str:
    """Keep an upload and return the SHA-256 of its bytes, its only name on disk."""
    digest = hashlib.sha256(content).hexdigest()
    target = _path(folder, digest)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        part = target.with_suffix(".part")
        part.write_bytes(content)
        part.replace(target)
    return digest


def read_upload(folder: Path, digest: str) -> bytes:
    """The bytes of an upload.

    Raises:
        WhalecurveError: If they are not there any more, or were changed on disk.
    """
    path = _path(folder, digest)
    if not path.is_file():
        raise WhalecurveError("An uploaded file is no longer kept", found="nothing", remedy="upload it again")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise WhalecurveError("An uploaded file was changed on disk", found="other bytes", remedy="upload it again")
    return content


def has_upload(folder: Path, digest: str) -> bool:
    """Whether an upload is there."""
    return _path(folder, digest).is_file()


def _path(folder: Path, digest: str) -> Path:
    if len(digest) != _HEX_DIGITS or not set(digest) <= set("0123456789abcdef"):
        raise WhalecurveError("An upload is named by its digest", found=digest[:80], remedy="upload the file again")
    return folder / "uploads" / digest
