"""Rows that sum up the other rows of their order, as a marketplace writes them: counted once, by the lines."""

from typing import Final

import numpy as np

from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree
from whalecurve.intake.meaning.decision import Decision
from whalecurve.intake.meaning.money_columns import MoneyColumns
from whalecurve.intake.tables.source import Source
from whalecurve.intake.values.exact import Amounts

_WHY: Final = "not counted: it sums up the other lines of its order"


def leave_out_summaries(source: Source, money: MoneyColumns, file: str) -> Decision | None:
    """Leave out rows without a product whose amount is the sum of the order's other rows, where all such rows are.

    Amounts that are only sometimes the sum prove nothing; then every row stays.
    """
    header, orders = source.header("product"), money.orders
    if not header or not orders.have_several_lines:
        return None
    column = source.column(header)
    blank = np.array([text == "" for text in column.texts.to_pylist()], bool)[column.codes] & (orders.group >= 0)
    several = np.zeros(source.rows, bool)
    several[orders.order] = (orders.sizes > 1)[orders.group[orders.order]]
    rows = blank & several
    amounts = _amounts(source, money)
    if not rows.any() or amounts is None or not _are_sums(money, amounts, rows):
        return None
    source.ignore(rows, _WHY)
    count = int(rows.sum())
    proof = f"The other lines add up to it in {count:,} of {counted(count, 'order')}"
    return Decision(
        file,
        f"{agree(count, 'Does', 'Do')} {counted(count, 'row')} without a product sum up the order?",
        "they are not counted again",
        proof,
    )


def _amounts(source: Source, money: MoneyColumns) -> Amounts | None:
    header = source.header("amount")
    if header in money.columns:
        return money.columns[header].amounts
    return next((each.amounts for each in money.columns.values() if each.role == "amount" and not each.is_empty), None)


def _are_sums(money: MoneyColumns, amounts: Amounts, rows: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> bool:
    orders = money.orders
    groups = orders.group[rows]
    if len(np.unique(groups)) != len(groups):
        return False
    values = np.where(amounts.present, amounts.values, 0)
    whole = orders.sums(amounts).values[groups]
    return bool((2 * values[rows] == whole).all()) and bool((values[rows] != 0).all())
