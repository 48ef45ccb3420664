"""The command line: ``whalecurve analyze``, ``app`` and ``doctor``."""

import sys
from collections.abc import Sequence

from whalecurve.cli.parser import make_parser
from whalecurve.domain.errors import WhalecurveError
from whalecurve.cli.statuses import BAD_USAGE, DONE, TO_SETTLE

__all__ = ["BAD_USAGE", "DONE", "TO_SETTLE", "main", "make_parser"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: Words after ``whalecurve``; those of the process when None.

    Returns:
        0 done, 1 found a problem that the user must settle, 2 bad usage.
    """
    parser = make_parser()
    known, rest = parser.parse_known_args(arguments)
    if rest and known.command != "app":
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        return int(known.run(known, rest))
    except WhalecurveError as problem:
        print(f"whalecurve: {problem}", file=sys.stderr)
        return TO_SETTLE
