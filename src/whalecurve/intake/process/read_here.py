"""One file to one text table, in this process: what the reading process does, and nothing else should."""

import hashlib

from whalecurve.intake.files.content import ContentKind, content_kind
from whalecurve.intake.files.typed_files import read_typed
from whalecurve.intake.limits import Limits
from whalecurve.intake.text.delimited import read_delimited
from whalecurve.intake.text.text_table import TextTable


def read_here(name: str, content: bytes, sheet: str | None, limits: Limits, encoding: str) -> TextTable:
    """Text cells of a file; the arguments are those of ``read_table``.

    Refused: what is hostile, empty or no table.
    """
    kind = content_kind(name, content)
    digest = hashlib.sha256(content).hexdigest()
    if kind is ContentKind.TEXT:
        return read_delimited(name, digest, content, limits, encoding)
    return read_typed(name, digest, content, kind, sheet, limits)
