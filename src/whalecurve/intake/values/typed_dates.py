"""Half-converted dates: a spreadsheet of another country made dates of the texts it could, and left the others text.

A file written day first (``05/01/2025``, ``20/01/2025``) and opened month first has 1 May as a typed date, day and
month swapped, and ``20/01/2025`` as text. It shows in the column: each typed date has a day of at most 12, each text
one of more than 12.
"""

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.recognition.mapping import AS_SHOWN, SWAPPED
from whalecurve.intake.text.text_column import TextColumn
from whalecurve.intake.values.date_text import day_orders

_TYPED: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PARTS: Final = r"^([0-9]{4})-([0-9]{2})-([0-9]{2})"
_MONTHS: Final = 12


def half_converted(column: TextColumn) -> tuple[str, str] | None:
    """A typed and a text date of a column whose dates were converted by halves; ``None`` for any other column.

    >>> import pandas as pd
    >>> half_converted(TextColumn.of("d", pd.Series(["2025-05-01", "20/01/2025"], dtype="str")))
    ('2025-05-01', '20/01/2025')
    >>> half_converted(TextColumn.of("d", pd.Series(["2025-05-21", "20/01/2025"], dtype="str")))
    """
    typed = pc.match_substring_regex(column.texts, _TYPED)
    texts = [text for text in column.texts.filter(pc.invert(typed)).to_pylist() if day_orders(text)]
    dates = column.texts.filter(typed).to_pylist()
    if not texts or not dates or any(len(day_orders(text)) > 1 or "." in text for text in texts):
        return None
    if any(int(date[8:10]) > _MONTHS for date in dates) or len({day_orders(text) for text in texts}) > 1:
        return None
    return dates[0], texts[0]


def settle_typed_dates(name: str, column: TextColumn, answer: str) -> TextColumn:
    """The column as it is to be read: unchanged, or with day and month of its typed dates swapped.

    Raises:
        UserChoiceError: The dates were converted by halves, and nobody said what the typed ones mean.
    """
    found = half_converted(column)
    if found is None or answer == AS_SHOWN:
        return column
    if answer == SWAPPED:
        return TextColumn(column.header, column.codes, _swapped(column.texts))
    typed, text = found
    other = f"{typed[:4]}-{typed[8:10]}-{typed[5:7]}"
    raise UserChoiceError(
        f"{name}: some dates in {column.header} may have day and month swapped: every typed one has a day of "
        f"at most 12, every one that stayed text has more",
        found=f"{typed} typed, {text} text",
        remedy=f'say "typed_dates": "{SWAPPED}" in the map to read {typed[:10]} as {other}, or "{AS_SHOWN}"',
        choices=(
            (f"Day and month of the typed ones are swapped: {typed[:10]} is {other}", {"typed_dates": SWAPPED}),
            (f"They are right as they are shown: {typed[:10]}", {"typed_dates": AS_SHOWN}),
        ),
    )


def _swapped(texts: pa.LargeStringArray) -> pa.LargeStringArray:
    return pc.replace_substring_regex(texts, _PARTS, r"\1-\3-\2")
