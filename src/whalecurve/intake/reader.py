"""One file to one text table, whatever its family."""

import hashlib
from typing import Final

from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.content import ContentKind, content_kind
from whalecurve.intake.delimited import read_delimited
from whalecurve.intake.limits import Limits
from whalecurve.intake.text_table import TextTable
from whalecurve.intake.typed_files import read_typed

DEFAULTS: Final = Limits()


def read_table(
    name: str, content: bytes, *, sheet: str | None = None, limits: Limits = DEFAULTS, encoding: str = ""
) -> TextTable:
    r"""Read a file's bytes into text cells; the content decides how, never the name.

    Args:
        name: The user's name of the file, for display only.
        content: The bytes.
        sheet: Sheet to take from a spreadsheet; without it the only or the fullest one is taken.
        limits: Bounds beyond which the file is refused.
        encoding: Reads a text file with this encoding instead of the one that was found.

    Raises:
        RefusedFileError: Too large, empty, hostile, or not a table.

    >>> read_table("sales.csv", b"id;amount\n007;1,50\n").cells.iloc[0].to_list()
    ['007', '1,50']
    >>> read_table("sales.csv", b"")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.RefusedFileError: sales.csv is empty. Found: no line with text. To fix it: upload a file
        with a header ...
    """
    if len(content) > limits.file_bytes:
        remedy = f"split it, or raise the limit of {limits.file_bytes:,} bytes"
        raise RefusedFileError(f"{name} is too large", found=f"{len(content):,} bytes", remedy=remedy)
    kind = content_kind(name, content)
    digest = hashlib.sha256(content).hexdigest()
    if kind is ContentKind.TEXT:
        return read_delimited(name, digest, content, limits, encoding)
    return read_typed(name, digest, content, kind, sheet, limits)
