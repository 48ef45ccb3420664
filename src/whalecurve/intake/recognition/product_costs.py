"""The unit cost of a list of products under a name that is in no list of names."""

from collections.abc import Collection

from whalecurve.intake.meaning.cost_words import GOODS, cost_kind, cost_level
from whalecurve.intake.meaning.money_texts import is_nameless, look_like_money
from whalecurve.intake.recognition.evidence import looks_like_numbers, sample
from whalecurve.intake.text.text_table import TextTable


def cost_headers(table: TextTable, taken: Collection[str]) -> list[str]:
    """Columns that name a cost of goods, of one unit or of nothing in particular; ``taken`` ones are fields already."""
    return [
        header
        for header in table.headers
        if header not in taken
        and cost_kind(header) == GOODS
        and cost_level(header) in ("", "unit")
        and "%" not in header
        and looks_like_numbers(table, header)
    ]


def nameless_money(table: TextTable, taken: Collection[str]) -> list[str]:
    """Columns of amounts of money whose name says nothing: any of them may be the unit cost."""
    return [
        header
        for header in table.headers
        if header not in taken and is_nameless(header) and look_like_money(sample(table, header).texts.to_pylist())
    ]
