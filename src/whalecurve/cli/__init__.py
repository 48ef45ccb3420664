"""The command line: ``whalecurve analyze``, ``read``, ``app``, ``doctor``, ``backup`` and ``restore``."""

from collections.abc import Sequence

from whalecurve.cli.parser import make_parser
from whalecurve.cli.statuses import BAD_USAGE, DONE, TO_SETTLE
from whalecurve.cli.terminal import complain
from whalecurve.domain.errors import WhalecurveError

__all__ = ["BAD_USAGE", "DONE", "TO_SETTLE", "main", "make_parser"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: Words after ``whalecurve``; those of the process when None.

    Returns:
        0 done, 1 found a problem that the user must settle, 2 bad usage.

    Raises:
        SystemExit: With 2 for words that no command knows, with 0 after ``--help`` and ``--version``.
    """
    parser = make_parser()
    known, rest = parser.parse_known_args(arguments)
    if rest and known.command != "app":
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        return int(known.run(known, rest))
    except WhalecurveError as problem:
        complain(str(problem))
    except OSError as error:
        complain(f"{error.filename or 'the system'}: {error.strerror or error}")
    except MemoryError:
        complain("there is not enough memory; close other programs, or analyse fewer months or files")
    except KeyboardInterrupt:
        complain("stopped")
    return TO_SETTLE
