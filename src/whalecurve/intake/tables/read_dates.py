"""The date column of a source: one order per file, decided by its values, else by the other files', else asked."""

from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.tables.source import Source
from whalecurve.intake.values.date_columns import NO_DAY, OrderEvidence, order_choices, order_evidence, parse_days
from whalecurve.intake.values.date_text import DMY
from whalecurve.intake.values.typed_dates import settle_typed_dates

_WORDS: Final = {"dmy": "day first", "mdy": "month first"}
_EXPECTED: Final = "a date between 1900 and 2200"


def read_days(source: Source, header: str, *, optional: bool = False) -> npt.NDArray[np.int32]:
    """Day of each row since 1970-01-01; a row without a usable date is set aside.

    A blank one is set aside too, unless ``optional``.

    Raises:
        UserChoiceError: The dates fit day first and month first alike, and the mapping does not say which.
    """
    pieces = [
        settle_typed_dates(table.name, piece, source.mapping.typed_dates) if table.spreadsheet and len(piece) else piece
        for table, piece in zip(source.tables, source.pieces(header), strict=True)
    ]
    evidence = [order_evidence(piece) for piece in pieces]
    together = OrderEvidence()
    for each in evidence:
        together = together.plus(each)
    days, blanks = [], []
    for table, piece, own in zip(source.tables, pieces, evidence, strict=True):
        order = _order(source, header, table.name, own, together)
        parsed, blank = (
            parse_days(piece, order, serials=table.spreadsheet)
            if len(piece)
            else (np.zeros(0, np.int32), np.zeros(0, bool))
        )
        days.append(parsed)
        blanks.append(blank)
    found, empty = np.concatenate(days), np.concatenate(blanks)
    wrong = (found == NO_DAY) & ~(empty if optional else np.zeros(len(empty), bool))
    source.reject(wrong, header, _EXPECTED, "write it as YYYY-MM-DD in the file, then upload it again")
    return found


def _order(source: Source, header: str, name: str, own: OrderEvidence, together: OrderEvidence) -> str:
    if not own.either + own.day_first + own.month_first:
        return DMY
    order = own.order() or source.mapping.date_order or together.order()
    if order:
        source.notes.append(f"{name}: dates in {header} are read {_WORDS[order]}.")
        return order
    remedy = 'say "date_order": "dmy" (day first) or "mdy" (month first) in the map'
    raise UserChoiceError(
        f"{name}: dates in {header} can be read day first or month first",
        found=together.example,
        remedy=remedy,
        choices=order_choices(together.example),
    )
