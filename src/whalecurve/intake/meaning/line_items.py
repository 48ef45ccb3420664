"""Tax, shipping, tips, gift cards and discounts that stand among the goods as lines of their own.

A tax is no revenue, and its name says so. What a customer pays for shipping, a tip, a gift card and a discount that is
written above zero are asked about, with the revenue of each answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import listed
from whalecurve.intake.meaning.answers import ROWS
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.item_words import DISCOUNT, GIFT, TAX, is_item_header, item_role, may_be_sold
from whalecurve.intake.meaning.orders import Orders
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.meaning.words import LEAVE_OUT, REFUND, SALE, family_of
from whalecurve.intake.tables.source import Source
from whalecurve.intake.values.exact import Amounts, Mask

_TOLD: Final = {LEAVE_OUT: "no revenue", SALE: "revenue like any other", REFUND: "taken off"}
_MOST_NAMED: Final = 6
# No tax on sales is more than 3 in 10 of the goods; the highest is Hungary's of 27 %.
_PART, _WHOLE = 3, 10


@dataclass(frozen=True)
class Charge:
    """Rows of one column whose item is no goods: its texts by what was said about them (empty: nothing)."""

    header: str
    role: str
    said: str
    texts: tuple[str, ...]
    rows: Mask


def is_item_column(source: Source, header: str) -> bool:
    """Whether a column holds items or kinds of lines, so that a word in it is about the line and not a status."""
    return header == source.header("product") or (is_item_header(header) and not family_of(header))


def find_charges(source: Source, orders: Orders) -> list[Charge]:
    """Lines that are no goods by the name of their item; a name that stands on orders of nothing else is goods."""
    found: list[Charge] = []
    seen = np.zeros(source.rows, bool)
    for header in source.headers():
        if is_item_column(source, header):
            for charge in _of_column(source, orders, header, seen):
                found.append(charge)
                seen |= charge.rows
    return found


def _of_column(source: Source, orders: Orders, header: str, seen: Mask) -> Iterator[Charge]:
    column = source.column(header)
    texts = column.texts.to_pylist()
    answers = {text.casefold(): role for text, role in source.mapping.rows.get(header, {}).items()}
    kinds: dict[tuple[str, str], list[int]] = {}
    for place, text in enumerate(texts):
        role, said = item_role(text), answers.get(text.casefold(), "")
        if role or said:
            kinds.setdefault((role, said), []).append(place)
    named = [place for places in kinds.values() for place in places]
    has_orders = bool(source.header("order"))
    goods = source.kept() & ~np.isin(column.codes, named)
    for (role, said), places in kinds.items():
        rows = np.isin(column.codes, places) & source.kept() & ~seen
        if rows.any() and (said or _beside_goods(orders, rows, goods, role, has_orders=has_orders)):
            yield Charge(header, role, said, tuple(texts[place] for place in places), rows)


def _beside_goods(orders: Orders, rows: Mask, goods: Mask, role: str, *, has_orders: bool) -> bool:
    """Whether goods stand beside most of such lines; a gift card may well be all of its order."""
    if role == GIFT or not goods.any():
        return bool(goods.any())
    if not has_orders:
        return int(rows.sum()) <= int(goods.sum())
    with_goods = np.zeros(len(orders), bool)
    with_goods[orders.group[goods]] = True
    beside = with_goods[orders.group[rows]]
    return 2 * int(beside.sum()) > len(beside)


def refunds_said(charges: Sequence[Charge], rows: int) -> Mask:
    """Rows of which the user said that they are taken off."""
    found = np.zeros(rows, bool)
    for charge in charges:
        if charge.said == REFUND:
            found |= charge.rows
    return found


def settle_charges(source: Source, charges: Sequence[Charge], orders: Orders, net: Amounts, file: str) -> None:
    """Leave out what is no revenue and ask about the rest; each is a decision with the money that it moves."""
    readings = [(charge, _took(source, charge, orders, net)) for charge in charges]
    for charge, took in sorted(readings, key=lambda each: each[1] != LEAVE_OUT):
        rows = charge.rows & source.kept() & net.present & (net.values != 0)
        if charge.role == DISCOUNT and not charge.said:
            rows &= net.values > 0
        if not rows.any():
            continue
        source.decisions.append(_decision(source, charge, rows, net, file, took))
        if took == LEAVE_OUT:
            source.ignore(charge.rows, f"not counted: {charge.header} is {charge.texts[0]}, which is no revenue")


def _took(source: Source, charge: Charge, orders: Orders, net: Amounts) -> str:
    """What was said about a charge, or that it is a tax; empty for a question."""
    if charge.said or charge.role != TAX:
        return charge.said
    is_tax = not any(map(may_be_sold, charge.texts)) or _is_small_part(charge.rows & source.kept(), orders, net)
    return LEAVE_OUT if is_tax else ""


def _is_small_part(rows: Mask, orders: Orders, net: Amounts) -> bool:
    """Whether some lines are no more of the rest of their order than a tax can be, in every order."""
    part, rest = (np.abs(orders.sums(net.where(own)).values) for own in (rows, ~rows))
    return bool((_WHOLE * part <= _PART * rest).all())


def _decision(source: Source, charge: Charge, rows: Mask, net: Amounts, file: str, took: str) -> Decision:
    roles = (REFUND, SALE, LEAVE_OUT) if charge.role == DISCOUNT else (LEAVE_OUT, SALE)
    alternatives = tuple(_choice(source, charge, role, rows, net) for role in roles)
    named = [*charge.texts[:_MOST_NAMED], *(["others"] if len(charge.texts) > _MOST_NAMED else [])]
    count = int(rows.sum())
    held = sum_text(net.where(rows), source.exchange)
    asked = "taken off" if charge.role == DISCOUNT else "revenue"
    told = f"{charge.header} is {listed(named)} in {counted(count, 'row')}, {held}."
    what = f"{told} {agree(count, 'Is it', 'Are they')} {asked}?"
    reading = _TOLD[took or SALE]
    said = took if charge.said else ""
    proof = "" if charge.said or not took else "the name says that it is a tax"
    return Decision(file, what, reading, proof, _TOLD[said] if said else "", alternatives, ROWS)


def _choice(source: Source, charge: Charge, role: str, rows: Mask, net: Amounts) -> Alternative:
    values = {
        SALE: net.values if charge.role != DISCOUNT else np.where(rows, np.abs(net.values), net.values),
        REFUND: np.where(rows, -np.abs(net.values), net.values),
        LEAVE_OUT: np.where(rows, 0, net.values),
    }[role]
    total = sum_text(Amounts(values, net.scale, net.present & source.kept()), source.exchange)
    answer = {ROWS: {charge.header: dict.fromkeys(charge.texts, role)}}
    return Alternative(_TOLD[role], answer, total)
