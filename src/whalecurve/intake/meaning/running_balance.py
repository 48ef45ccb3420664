"""Running balances: a column that is the one before plus the amount of its row proves that no row is missing."""

from typing import Final

import numpy as np

from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.wording import them
from whalecurve.intake.meaning.decision import Decision
from whalecurve.intake.meaning.meaning import Meaning
from whalecurve.intake.tables.read_numbers import NumberReader
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.values.exact import Mask, Values, rescale

_STEMS: Final = ("balance", "running", "cumulative", "saldo", "kontostand", "kumul", "solde", "cumul", "acumulado")
_FEWEST: Final = 4
_MOSTLY: Final = 0.8
_MOST_NAMED: Final = 5


def check_running_balance(meaning: Meaning) -> None:
    """Say what a running balance proves about the rows, or where it breaks; a balance is never revenue."""
    source = meaning.source
    amount = source.header("amount")
    if not amount:
        return
    for header in source.headers():
        if header != amount and any(stem in header_key(header) for stem in _STEMS):
            _check(meaning, header, amount)


def _check(meaning: Meaning, header: str, amount: str) -> None:
    source = meaning.source
    reader = NumberReader(source, [header, amount])
    balance, moved = reader.peek(header), reader.peek(amount)
    rows = np.flatnonzero(balance.present & moved.present)
    if len(rows) < _FEWEST:
        return
    scale = max(balance.scale, moved.scale)
    level, step = (rescale(each, scale).values[rows] for each in (balance, moved))
    begins = _begins(source, rows)
    broken = min((_breaks(level, sign * step, begins) for sign in (1, -1)), key=np.count_nonzero)
    compared = len(rows) - int(begins.sum())
    held = compared - int(broken.sum())
    if compared < _FEWEST - 1 or held < _MOSTLY * compared:
        return
    proof = f"{header} is the one before and {amount} in {held:,} of {counted(compared, 'row')}"
    if held == compared:
        source.decisions.append(
            Decision(meaning.file, "Are all rows there, in their order?", "all rows are there", proof)
        )
        return
    lines = source.lines()[rows[broken]][:_MOST_NAMED].tolist()
    named = ", ".join(str(line) for line in lines)
    source.notes.append(
        f"{proof}; it breaks in {them(int(broken.sum()), 'row', 'rows')} (line {named}): rows may be missing there, or "
        "stand in another order."
    )


def _begins(
    source: Source, rows: "np.ndarray[tuple[int], np.dtype[np.intp]]"
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Rows with nothing before them: the first ones of each file."""
    files = source.files()[rows]
    return np.concatenate([[True], files[1:] != files[:-1]])


def _breaks(level: Values, step: Values, begins: Mask) -> Values:
    """Rows whose balance is not the one before (or, newest first, the one below) and their amount."""
    up = np.concatenate([[False], level[1:] - level[:-1] != step[1:]]) & ~begins
    down = np.concatenate([[False], level[:-1] - level[1:] != step[:-1]]) & ~begins
    return min((up, down), key=np.count_nonzero)
