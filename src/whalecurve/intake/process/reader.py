"""One file to one text table, whatever its family, read by a process of its own under limits."""

from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.files.content import content_kind
from whalecurve.intake.limits import Limits, limits_in_force
from whalecurve.intake.process.child_process import read_in_child
from whalecurve.intake.text.text_table import TextTable


def read_table(
    name: str, content: bytes, *, sheet: str | None = None, limits: Limits | None = None, encoding: str = ""
) -> TextTable:
    r"""Read a file's bytes into text cells; the content decides how, never the name.

    Args:
        name: The user's name of the file, for display only.
        content: The bytes.
        sheet: Sheet to take from a spreadsheet; without it the only or the fullest one is taken.
        limits: Bounds beyond which the file is refused; those in force by default.
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
    limits = limits or limits_in_force()
    if len(content) > limits.file_bytes:
        remedy = f"split it, or raise the limit of {limits.file_bytes:,} bytes"
        raise RefusedFileError(f"{name} is too large", found=f"{len(content):,} bytes", remedy=remedy)
    content_kind(name, content)
    return read_in_child(name, content, sheet, limits, encoding)
