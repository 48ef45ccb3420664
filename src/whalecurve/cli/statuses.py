"""Exit statuses of every command."""

from typing import Final

DONE: Final = 0
TO_SETTLE: Final = 1
BAD_USAGE: Final = 2
