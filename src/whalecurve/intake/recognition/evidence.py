"""What the values of a column say about what the column is."""

import re
from typing import Final

from whalecurve.intake.meaning.money_texts import look_like_money
from whalecurve.intake.meaning.words import column_role
from whalecurve.intake.text.text_column import TextColumn
from whalecurve.intake.text.text_table import TextTable
from whalecurve.intake.values.date_columns import NO_DAY, parse_days
from whalecurve.intake.values.date_text import DMY, MDY
from whalecurve.intake.values.number_columns import MISSING, VALUE, parse_numbers
from whalecurve.intake.values.number_text import COMMA, POINT

_SAMPLE_ROWS: Final = 2_000
# A known name needs little support from the values; a column without a known name needs a lot.
NAMED: Final = 0.1
NAMELESS: Final = 0.5
DATE_FIELDS: Final = frozenset({"date"})
NUMBER_FIELDS: Final = frozenset(
    "quantity list_price unit_price discount amount cost unit_cost profit minutes material_cost".split()
)

# A percentage is none of these, whatever the column is called.
_NO_PERCENTS: Final = NUMBER_FIELDS - {"discount"}
_NUMBERING: Final = frozenset("id ids no nr number nummer num numero key code phone zip plz postcode year".split())
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def sample(table: TextTable, header: str) -> TextColumn:
    """A column's first and last thousand rows."""
    cells = table.cells[header]
    half = _SAMPLE_ROWS // 2
    shown = cells if len(cells) <= _SAMPLE_ROWS else cells.iloc[[*range(half), *range(len(cells) - half, len(cells))]]
    return TextColumn.of(header, shown)


def looks_like_dates(table: TextTable, header: str, share: float = NAMELESS) -> bool:
    """Whether at least this share of the filled cells are dates in one order."""
    column = sample(table, header)
    return len(column) > 0 and any(
        _mostly_dates(column, order, share, serials=table.spreadsheet) for order in (DMY, MDY)
    )


def _mostly_dates(column: TextColumn, order: str, share: float, *, serials: bool) -> bool:
    days, blank = parse_days(column, order, serials=serials)
    filled = int((~blank).sum())
    return filled > 0 and int((days != NO_DAY).sum()) >= share * filled


def looks_like_numbers(table: TextTable, header: str, share: float = NAMELESS) -> bool:
    """Whether at least this share of the filled cells are numbers under one decimal mark."""
    column = sample(table, header)
    return len(column) > 0 and any(_mostly_numbers(column, mark, share) for mark in (POINT, COMMA))


def _mostly_numbers(column: TextColumn, mark: str, share: float) -> bool:
    states = parse_numbers(column, mark).states[column.codes]
    filled = int((states != MISSING).sum())
    return filled > 0 and int((states == VALUE).sum()) >= share * filled


def fits_field(table: TextTable, field: str, header: str) -> bool:
    """Whether the values do not speak against a column being this field.

    A column that is empty throughout can be any field but says nothing, so it is none.
    """
    if field in DATE_FIELDS:
        return looks_like_dates(table, header, NAMED)
    if field in NUMBER_FIELDS:
        percents = field in _NO_PERCENTS and _mostly_percents(sample(table, header))
        return not percents and looks_like_numbers(table, header, NAMED)
    return any(text for text in sample(table, header).texts.to_pylist())


def _mostly_percents(column: TextColumn) -> bool:
    """Whether half of the filled cells or more carry a percent sign."""
    texts = [text for text in column.texts.to_pylist() if text.strip()]
    return bool(texts) and 2 * sum(text.rstrip().endswith("%") for text in texts) >= len(texts)


def distinct(table: TextTable, header: str) -> frozenset[str]:
    """Distinct filled texts of a column."""
    return frozenset(TextColumn.of(header, table.cells[header]).texts.to_pylist()) - {"", "NULL"}


def likely_headers(table: TextTable, field: str) -> list[str]:
    """Headers whose values could be a field, for the user to choose from when no name is known."""
    headers = table.headers
    if field == "date":
        return [header for header in headers if looks_like_dates(table, header)]
    if field == "amount":
        found = [each for each in headers if looks_like_numbers(table, each) and not looks_like_dates(table, each)]
        named = [each for each in found if not _numbers_things(each)] or found
        return sorted(named, key=lambda each: not look_like_money(sample(table, each).texts.to_pylist()))
    found = [each for each in headers if not looks_like_dates(table, each) and len(distinct(table, each)) > 1]
    if field == "customer":
        found = [each for each in found if not _is_measured(table, each)] or found
        return sorted(found, key=lambda each: looks_like_numbers(table, each))
    return found


def _numbers_things(header: str) -> bool:
    return bool({word.casefold() for word in _WORD.findall(header)} & _NUMBERING)


def _is_measured(table: TextTable, header: str) -> bool:
    """Whether a column holds amounts or shares, so that it names nobody: money by its name or cells, or percentages."""
    column = sample(table, header)
    if not looks_like_numbers(table, header):
        return False
    texts = column.texts.to_pylist()
    return bool(column_role(header)) or look_like_money(texts) or _mostly_percents(column)
