"""The directory of a spreadsheet's archive, judged before anything is unpacked (after OWASP ASVS 5.2.3)."""

import io
import zipfile
from typing import Final

from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.files.content import AS_CSV
from whalecurve.intake.limits import Limits

_NESTED: Final = (
    ".zip",
    ".7z",
    ".rar",
    ".gz",
    ".bz2",
    ".xz",
    ".tar",
    ".jar",
    ".xlsx",
    ".xlsm",
    ".xlsb",
    ".ods",
    ".docx",
    ".pptx",
)
_JUDGED_BYTES: Final = 1_000_000
_BOOKS: Final = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


def check_archive(name: str, content: bytes, limits: Limits) -> None:
    r"""Refuse an archive that is no spreadsheet, encrypted, nested, or larger inside than ``limits`` allow.

    >>> check_archive("a.xlsx", b"PK\x03\x04 cut short", Limits())
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.RefusedFileError: a.xlsx cannot be opened. Found: a damaged archive. To fix it: save it
        as CSV ...
    """
    members = _members(name, content)
    total = sum(member.file_size for member in members)
    faults = (
        (len(members) > limits.members, f"{len(members):,} members, the limit is {limits.members:,}"),
        (total > limits.unpacked_bytes, f"{total:,} bytes when unpacked, the limit is {limits.unpacked_bytes:,}"),
        (sum(member.compress_size for member in members) > len(content), "members that overlap"),
        (
            any(_swells(member, limits.ratio) for member in members),
            f"a member that unpacks to more than {limits.ratio} times its size",
        ),
        (any(member.flag_bits & 1 for member in members), "an encrypted archive"),
        (any(member.filename.lower().endswith(_NESTED) for member in members), "an archive inside the archive"),
        (not {member.filename for member in members} & set(_BOOKS), "a zip archive without a workbook"),
    )
    for faulty, found in faults:
        if faulty:
            raise RefusedFileError(f"{name} is not read", found=found, remedy=AS_CSV)


def _members(name: str, content: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise RefusedFileError(f"{name} cannot be opened", found="a damaged archive", remedy=AS_CSV) from error


def _swells(member: zipfile.ZipInfo, ratio: int) -> bool:
    return member.file_size > _JUDGED_BYTES and member.file_size > ratio * max(member.compress_size, 1)
