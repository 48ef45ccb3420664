"""Several sheets with the same columns: pieces of one table, unless one seems to be a copy of another."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from whalecurve.intake.text.text_table import TextTable

_COPIED: Final = 0.2


def with_further(table: TextTable, further: Sequence[TextTable]) -> TextTable:
    """The table with its further sheets, each under a name that says its sheet.

    Where a fifth of a sheet's rows or more stand in another one word for word, nothing is put together and the choice
    of the sheet is asked: counting a copy would count its money twice.
    """
    sheets = [table, *further]
    names = ", ".join(each.sheet for each in sheets)
    if any(_shared(one, other) for place, one in enumerate(sheets) for other in sheets[:place]):
        question = (
            f"{table.name}: the sheets {names} have the same columns and share rows; which one is to be read? "
            f'Name it, for example "sheet": "{table.sheet}" in the map'
        )
        return replace(table, questions=(*table.questions, question))
    kept = tuple(note for note in table.notes if not note.startswith(f"Sheet {table.sheet} was read"))
    note = f"The sheets {names} have the same columns and were read together."
    return replace(
        table,
        name=_named(table),
        notes=(note, *kept),
        further=tuple(replace(each, name=_named(each)) for each in further),
    )


def _shared(one: TextTable, other: TextTable) -> bool:
    """Whether a fifth of the smaller sheet's rows, at least one, stand in the other."""
    rows = [
        Counter(zip(*(each.cells[header] for header in sorted(each.headers)), strict=True)) for each in (one, other)
    ]
    common = (rows[0] & rows[1]).total()
    return common > 0 and common >= _COPIED * min(one.rows, other.rows)


def _named(table: TextTable) -> str:
    return f"{table.name} [{table.sheet}]"
