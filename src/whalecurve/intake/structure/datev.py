"""DATEV files: a record of its own above the header says the period; the rows' dates are day and month without a year.

Format EXTF (or DTVF) after DATEV's description of its format: field 13 is the begin of the fiscal year, 15 and 16 are
the first and last day of the rows, all as YYYYMMDD; ``Belegdatum`` is DDMM, its first zero may be missing.
"""

import datetime as dt
from typing import Final

import pyarrow as pa

from whalecurve.intake.structure.body import Body
from whalecurve.intake.text.headers import header_key

_MARKS: Final = ("EXTF", "DTVF")
_YEAR_BEGINS: Final = 12
_FIRST_DAY: Final = 14
_DATE: Final = "belegdatum"
_LENGTHS: Final = (3, 4)


def datev_dates(body: Body) -> None:
    """Give the dates of a DATEV file the year that its first record says."""
    record = body.above[0] if body.above else []
    places = [place for place, header in enumerate(body.headers) if header_key(header) == _DATE]
    if not record or record[0].strip() not in _MARKS or not places or len(record) <= _FIRST_DAY:
        return
    begin = _day(record[_FIRST_DAY]) or _day(record[_YEAR_BEGINS])
    if begin is None:
        return
    texts = body.columns[places[0]].to_pylist()
    dated = [dated_text(text, begin) for text in texts]
    if dated != texts:
        body.replace_column(places[0], pa.chunked_array([pa.array(dated, pa.large_string())]))
        body.notes.append(
            f"{body.headers[places[0]]} has no year; the first record says that the rows begin on {begin}."
        )


def dated_text(text: str, begin: dt.date) -> str:
    """A day and month as the first such date from ``begin`` on; any other text as it is.

    >>> dated_text("3101", dt.date(2025, 1, 1)), dated_text("102", dt.date(2024, 7, 1)), dated_text("3102", dt.date.min)
    ('2025-01-31', '2025-02-01', '3102')
    """
    digits = text.strip()
    if not digits.isdecimal() or len(digits) not in _LENGTHS:
        return text
    for year in (begin.year, begin.year + 1):
        try:
            day = dt.date(year, int(digits[-2:]), int(digits[:-2]))
        except ValueError:
            continue
        if day >= begin:
            return day.isoformat()
    return text


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None
