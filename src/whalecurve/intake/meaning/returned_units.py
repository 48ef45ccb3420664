"""Units that came back, in a column of their own: taken off at the price of their line, or in the amounts already."""

from typing import Final

import numpy as np

from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree
from whalecurve.intake.meaning.answers import RETURNED_UNITS
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.money_columns import REFUND, MoneyColumns
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.meaning.words import is_returned_quantity
from whalecurve.intake.tables.read_numbers import NumberReader
from whalecurve.intake.tables.source import Source
from whalecurve.intake.values.exact import Amounts, Mask, multiply, rescale, subtract

TAKEN_OFF, IN_THE_AMOUNTS, NONE = "taken off", "in the amounts", "none"
_WORDS: Final = {
    TAKEN_OFF: "taken off at the price of their lines",
    IN_THE_AMOUNTS: "the amounts are without them already",
    NONE: "they change no figure",
}
_MINOR: Final = 2


def settle_returned_units(
    source: Source, reader: NumberReader, money: MoneyColumns, net: Amounts
) -> tuple[Amounts, Amounts]:
    """Net revenue and quantity of each line without what came back.

    Where quantity less returned units, times the price, is the amount, the amounts are without them; else it is asked.
    A column of refunded money says it better than units do.
    """
    quantity = money.quantity()
    header = next((each for each in source.headers() if is_returned_quantity(each)), "")
    if not header or header == source.header("quantity") or not source.header("quantity") or money.of_role(REFUND):
        return net, quantity
    units = reader.peek(header).where(source.kept())
    units = Amounts(np.abs(units.values), units.scale, units.present)
    rows = units.present & (units.values != 0) & net.present & quantity.present & (quantity.values > 0)
    if not rows.any():
        return net, quantity
    left = subtract(quantity, units.where(rows))
    left = Amounts(np.where(rows, left.values, rescale(quantity, left.scale).values), left.scale, quantity.present)
    less = _share(net, left, quantity, rows)
    proof = _proof(source, money, left, net, rows)
    said = str(source.mapping.answers.get(RETURNED_UNITS, ""))
    took = said or (IN_THE_AMOUNTS if proof else TAKEN_OFF)
    _say(source, header, units.where(rows), {TAKEN_OFF: less, IN_THE_AMOUNTS: net, NONE: net}, (took, said, proof))
    return (less if took == TAKEN_OFF else net), (quantity if took == NONE else left)


def _share(net: Amounts, left: Amounts, quantity: Amounts, rows: Mask) -> Amounts:
    """Net revenue of the units that are left, each line rounded to the minor unit."""
    scale = max(left.scale, quantity.scale)
    over, below = (rescale(each, scale).values.astype(object) for each in (left, quantity))
    whole = rescale(net, max(net.scale, _MINOR))
    below = np.where(rows, below, 1)
    moved = whole.values.astype(object) * np.where(rows, over, 1)
    parts = (2 * np.abs(moved) + below) // (2 * below)
    values = np.where(moved < 0, -parts, parts).astype(whole.values.dtype)
    return Amounts(values, whole.scale, whole.present)


def _proof(source: Source, money: MoneyColumns, left: Amounts, net: Amounts, rows: Mask) -> str:
    for name in ("unit_price", "list_price"):
        price = source.header(name)
        if not price:
            continue
        product = multiply(left, money.read(price, turn=False))
        scale = max(product.scale, net.scale)
        gap = rescale(product, scale).values[rows] - rescale(net, scale).values[rows]
        if bool((np.abs(gap) <= 10 ** max(scale - _MINOR, 0)).all()) and bool((net.values[rows] != 0).any()):
            held = f"{int(rows.sum()):,} of {counted(int(rows.sum()), 'row')}"
            return f"what is left of the quantity x {price} is the amount in {held}"
    return ""


def _say(source: Source, header: str, units: Amounts, readings: dict[str, Amounts], said: tuple[str, str, str]) -> None:
    took, answer, proof = said
    count = int((units.present & (units.values != 0)).sum())
    held = sum_text(units).rstrip("0").rstrip(".")
    alternatives = tuple(
        Alternative(words, {RETURNED_UNITS: key}, sum_text(readings[key], source.exchange))
        for key, words in _WORDS.items()
    )
    what = f"{header} holds {held} in {counted(count, 'row')}. {agree(count, 'Is it', 'Are they')} taken off?"
    source.decisions.append(
        Decision(
            source.tables[0].name,
            what,
            _WORDS[took],
            "" if answer else proof,
            _WORDS[took] if answer else "",
            alternatives,
            RETURNED_UNITS,
        )
    )
