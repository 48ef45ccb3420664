"""How the processor's time of a piece of work grows with the length of its text; steady on a busy machine.

Processor time of this thread is compared with itself at a third of the length, never with a clock on the wall, and what
looks bad is measured again before it counts.
"""

import gc
import itertools
import time
from collections.abc import Callable, Iterator, Sequence

LENGTHS = (10, 22, 30, 100, 300, 1_000, 10_000, 100_000)
# Linear work grows as the length does, n log n by a little more, quadratic work by its square: by 9 to 100 times.
GENEROUS = 3.0
# Below this a measurement says nothing; quadratic work is far beyond it long before the last length.
TELLING_SECONDS = 0.01
# What takes so long at the last length but one has shown there how it grows.
ENOUGH_SECONDS = 0.03
# What takes less at the last length but one takes under a tenth of a second at the last one, were it quadratic.
HARMLESS_SECONDS = 0.001
REPEATS = 3
SLOW_SECONDS = 1.0


def first_fault(work: Callable[[str], object], pieces: Sequence[str] = ()) -> str:
    """The first hostile cell whose length makes ``work`` slower than in proportion, in words; empty for none."""
    for name, cell_of in hostile_cells([*PIECES, *pieces]):
        fault = steep_growth(work, cell_of)
        if fault:
            return f"{name}: {fault}"
    return ""


def steep_growth(work: Callable[[str], object], cell_of: Callable[[int], str]) -> str:
    """Where the time of ``work`` grows faster than its text, in words; empty when it nowhere does."""
    spent = 0.0
    for shorter, longer in itertools.pairwise(LENGTHS):
        if longer == LENGTHS[-1] and not HARMLESS_SECONDS < spent < ENOUGH_SECONDS:
            return ""
        spent = seconds(work, cell_of(longer))
        if spent > TELLING_SECONDS:
            most = max(TELLING_SECONDS, GENEROUS * longer / shorter * _least(work, cell_of(shorter)))
            if spent > most and (spent > SLOW_SECONDS * 10 or _least(work, cell_of(longer)) > most):
                return f"{longer:,} characters take {spent:.3f} s, more than {most:.3f} s"
    return ""


def _least(work: Callable[[str], object], cell: str) -> float:
    return min(seconds(work, cell) for _ in range(REPEATS))


def seconds(work: Callable[[str], object], cell: str) -> float:
    """Processor time of one run."""
    # the collector's work follows the memory of the whole test run, not the text
    gc.disable()
    try:
        begun = time.thread_time()
        work(cell)
        return time.thread_time() - begun
    finally:
        gc.enable()


PIECES = (
    *"1 a_.,-+('\"#=:;/é\t\n\x00@é",
    "  ",
    "1 ",
    "1,",
    "1.",
    "1,234,",
    "1e",
    "12/",
    "a b ",
    "ab ",
    '""',
    '","',
    'a","c\n',
    "(-",
    "$ ",
    "1'",
    "9 9",
    "<a ",
    "<c ",
    '<c r="A1" t="e">',
    " name='",
    "<script src=",
    "<script>",
    "\u00a0",
    "\ufdfa",
    "\u0301",
)
"""What hostile cells are made of: digits, blanks, brackets, separators, signs, letters, quotes, marks on nothing."""


def hostile_cells(pieces: Sequence[str] = PIECES) -> Iterator[tuple[str, Callable[[int], str]]]:
    """Name and maker of cells of any length: one piece over and over, with an end and a beginning that fit nothing."""
    for piece in pieces:
        for start, end in (("1", "("), ("", "!"))[: 2 if len(piece) == 1 else 1]:
            yield f"{start!r} {piece!r}... {end!r}", lambda size, p=piece, s=start, e=end: _cell(p, s, e, size)


def _cell(piece: str, start: str, end: str, size: int) -> str:
    return start + (piece * (size // len(piece) + 1))[:size] + end
