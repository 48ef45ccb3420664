"""A column of dates: one order of day and month per column, decided by all its values, or asked."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from whalecurve.intake.text.text_column import MISSING_WORDS, TextColumn
from whalecurve.intake.values.date_text import DMY, MDY, TIME, day_orders, parse_day

NO_DAY: Final = np.int32(-(2**31))
ASK: Final = ""


@dataclass(frozen=True)
class OrderEvidence:
    """How many distinct dates fit only day first, only month first, or both with different meanings."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0
    example: str = ""

    def plus(self, other: "OrderEvidence") -> "OrderEvidence":
        """Evidence of two columns together."""
        example = self.example or other.example
        return OrderEvidence(
            self.day_first + other.day_first, self.month_first + other.month_first, self.either + other.either, example
        )

    def order(self) -> str:
        """``dmy`` or ``mdy`` when the values tell, the empty text when a person has to.

        Values that contradict each other are settled by a majority of twenty to one; the others are then no dates.
        """
        most, least = max(self.day_first, self.month_first), min(self.day_first, self.month_first)
        if most > 20 * least or (least == 0 and self.either == 0):
            return DMY if self.day_first >= self.month_first else MDY
        return ASK


def order_evidence(column: TextColumn) -> OrderEvidence:
    """What all dates of a column say about its order.

    >>> import pandas as pd
    >>> order_evidence(TextColumn.of("d", pd.Series(["02/03/2024", "13/03/2024"], dtype="str")))
    OrderEvidence(day_first=1, month_first=0, either=1, example='02/03/2024')
    """
    total = OrderEvidence()
    texts, _ = _without_times(column)
    for text in texts:
        orders = day_orders(text)
        if len(orders) == 1 and "." not in text:
            total = total.plus(OrderEvidence(int(DMY in orders), int(MDY in orders)))
        elif orders == {DMY, MDY} and parse_day(text, DMY) != parse_day(text, MDY):
            total = total.plus(OrderEvidence(either=1, example=text))
    return total


def order_choices(example: str) -> tuple[tuple[str, dict[str, str]], ...]:
    """The two ways to read dates that fit both, with what an example then is, and the piece of MAP.json for each.

    >>> order_choices("05/04/2026")[0]
    ('Day first: 05/04/2026 is 2026-04-05', {'date_order': 'dmy'})
    """
    words = ((DMY, "Day first"), (MDY, "Month first"))
    return tuple(
        (f"{word}: {example} is {_iso(parse_day(example, order))}", {"date_order": order}) for order, word in words
    )


def _iso(day: int | None) -> str:
    return "no date" if day is None else str(np.datetime64(day, "D"))


def parse_days(column: TextColumn, order: str, *, serials: bool) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
    """Day of each row (``NO_DAY`` for none), and which rows are blank rather than wrong.

    >>> import pandas as pd
    >>> column = TextColumn.of("d", pd.Series(["1970-01-02 10:00", "", "soon"], dtype="str"))
    >>> days, blank = parse_days(column, "dmy", serials=False)
    >>> days[0].item(), blank.tolist()
    (1, [False, True, False])
    """
    texts, codes = _without_times(column)
    days = [parse_day(text, order, serials=serials) for text in texts]
    by_text = np.array([NO_DAY if day is None else day for day in days], dtype=np.int32)
    blank = np.array([text.casefold() in MISSING_WORDS for text in texts], dtype=bool)
    places = codes[column.codes]
    return by_text[places], blank[places]


def month_of(days: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Year * 100 + month of days since 1970-01-01.

    >>> month_of(np.array([0, 31], dtype=np.int32)).tolist()
    [197001, 197002]
    """
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return ((months // 12 + 1970) * 100 + months % 12 + 1).astype(np.int32)


def days_of_months(days: npt.NDArray[np.int32]) -> dict[int, tuple[int, int]]:
    """The first and the last day of each month that occurs, as days of the month.

    >>> days_of_months(np.array([0, 14, 31], dtype=np.int32))
    {197001: (1, 15), 197002: (1, 1)}
    """
    dates = np.unique(days)
    months, first = np.unique(month_of(dates), return_index=True)
    last = np.append(first[1:], len(dates)) - 1
    starts = dates.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
    day = (dates - starts + 1).tolist()
    return {month: (day[low], day[high]) for month, low, high in zip(months.tolist(), first, last, strict=True)}


def _without_times(column: TextColumn) -> tuple[list[str], npt.NDArray[np.int32]]:
    """Distinct dates without the time of day, and the position of each text of the column among them."""
    dates = pc.dictionary_encode(pc.replace_substring_regex(column.texts, TIME, ""))
    return dates.dictionary.to_pylist(), dates.indices.to_numpy(zero_copy_only=False).astype(np.int32)
