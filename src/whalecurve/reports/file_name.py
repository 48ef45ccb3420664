"""Names of exported files: what it is, of which workspace, from which day, and a part of the digest of its content."""

import re
from typing import Final

_MOST: Final = 40
_DIGEST: Final = 8
_OTHER: Final = re.compile(r"[^\w]+")


def export_name(stem: str, workspace: str, day: str, digest: str, ending: str = "csv") -> str:
    """A file's name; two files of one name have the same content.

    Args:
        stem: What it is.
        workspace: Name of the workspace, the user's own text: letters, digits and hyphens of it are kept.
        day: Day of the export, ISO.
        digest: Digest of all that the content comes from.
        ending: Kind of the file.

    >>> export_name("ranking", "Müller & Co: ../2026", "2026-05-01", "ca978112ca1b")
    'ranking-Müller-Co-2026-2026-05-01-ca978112.csv'
    >>> export_name("ranking", "***", "2026-05-01", "ca978112ca1b")
    'ranking-2026-05-01-ca978112.csv'
    """
    kept = _OTHER.sub("-", workspace[:_MOST]).strip("-_")
    return "-".join(filter(None, [stem, kept, day, digest[:_DIGEST]])) + f".{ending}"
