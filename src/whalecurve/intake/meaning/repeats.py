"""Rows that are there twice: the same row again, the same line of an invoice in two files, lines multiplied by a join.

Found by the identity of order and line, never by amounts alone; what a total of the order proves is taken, the rest is
the user's to decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import them
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.money_columns import TAX, MoneyColumns, money_headers
from whalecurve.intake.meaning.orders import LINE, REPEATED, Orders
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.meaning.words import column_role, header_parts
from whalecurve.intake.tables.source import Source
from whalecurve.intake.values.exact import Amounts, Mask, rescale

Ints = npt.NDArray[np.int64]
ONCE, ALL = "once", "all"
_WHY: Final = "not counted again: the same line stands above"
_CORE: Final = (
    "order",
    "customer",
    "customer_name",
    "date",
    "product",
    "quantity",
    "unit_price",
    "list_price",
    "amount",
)
_MIX: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9))
_MINOR: Final = 2
_STAND: Final = ("stands", "stand")


@dataclass(frozen=True)
class Repeats:
    """Rows that repeat an earlier one, in the sense of ``verb`` (for one row, for several) and ``words``."""

    rows: Mask
    verb: tuple[str, str]
    words: str
    in_files: bool


def leave_out_repeats(source: Source, money: MoneyColumns, file: str) -> tuple[list[Decision], Ints]:
    """Leave out repeated lines where a total proves it or the user says so; ask about the rest.

    A file without order numbers may well hold two equal lines; there it is only noted. The second answer is for each
    row the row that it repeats in all but its tax, or the row itself.
    """
    keys, rows = _core_keys(source)
    again = _again(keys, rows)
    first = np.arange(source.rows)
    if not again.any():
        return [], first
    apart = _other_columns(source)
    same = again & _equal_elsewhere(source, again, apart)
    joined = again & ~same & _equal_elsewhere(source, again, [name for name in apart if not _is_of_tax(name)])
    elsewhere = _in_another_file(source, again)
    across = again & ~same & ~joined & elsewhere
    kinds = (
        Repeats(same & ~elsewhere, _STAND, "there twice, equal in every column", in_files=False),
        Repeats(joined, ("differs", "differ"), "from another row in their tax alone", in_files=False),
        Repeats(across | (same & elsewhere), _STAND, "in two files", in_files=True),
    )
    if not source.header("order"):
        _note(source, kinds[0].rows | kinds[2].rows)
        return [], first
    decisions = [_decide(source, money, file, kind) for kind in kinds if kind.rows.any()]
    left_out = joined & source.ignored
    first[left_out] = _firsts(keys, rows)[left_out]
    return decisions, first


def _note(source: Source, rows: Mask) -> None:
    if rows.any():
        source.notes.append(
            them(int(rows.sum()), "line is", "lines are")
            + " equal to another line in every column; every line is counted, since no order number tells them apart."
        )


def _decide(source: Source, money: MoneyColumns, file: str, kind: Repeats) -> Decision:
    amounts = line_amounts(money)
    count = int(kind.rows.sum())
    held = _text(source, amounts, kind.rows) if amounts is not None else ""
    proof, once = _proof(money, kind.rows)
    said = source.mapping.answers.get("duplicates")
    once = said == ONCE if said else once if proof else kind.in_files
    total = {ONCE: "", ALL: ""}
    if amounts is not None:
        total = {ONCE: _text(source, amounts, ~kind.rows), ALL: _text(source, amounts, np.ones(source.rows, bool))}
    readings = {ONCE: "each line counts once", ALL: "every row counts"}
    alternatives = tuple(Alternative(readings[key], {"duplicates": key}, total[key]) for key in (ONCE, ALL))
    took = readings[ONCE if once else ALL]
    told = f"{counted(count, 'row')} {agree(count, *kind.verb)} {kind.words}"
    what = f"{told}{f', {held}' if held else ''}. {agree(count, 'Count it', 'Count them')} once?"
    if once:
        source.ignore(kind.rows, _WHY)
    return Decision(file, what, took, "" if said else proof, took if said else "", alternatives, "duplicates")


def _text(source: Source, amounts: Amounts, rows: Mask) -> str:
    return sum_text(amounts.where(rows), source.exchange)


def line_amounts(money: MoneyColumns) -> Amounts | None:
    """What each line is worth, as far as that is known before amounts are understood; None where nothing is."""
    header = money.header_of("amount")
    if header in money.columns and money.columns[header].shape != REPEATED:
        return money.columns[header].amounts
    products = money.products()
    own = [money.columns[header].amounts] if header in money.columns else []
    lines = [each.amounts for each in money.columns.values() if each.role == "amount" and each.shape == LINE]
    return next(iter([*products.values(), *lines, *own]), None)


def _proof(money: MoneyColumns, again: Mask) -> tuple[str, bool]:
    """What a total of the order says about its repeated lines: that they count once, that all count, or nothing."""
    orders = money.orders
    touched = np.unique(orders.group[again & (orders.group >= 0)])
    totals = [each for each in money.columns.values() if each.role == "amount" and each.shape == REPEATED]
    lines = [(name, amounts) for name, amounts in money.products().items()]
    lines += [(each.header, each.amounts) for each in money.columns.values() if each.role == "amount"]
    tax = [each.amounts for each in money.of_role(TAX)]
    for total in totals:
        whole = orders.once(total.amounts)
        for header, line in lines:
            if header == total.header:
                continue
            for added in ([], tax):
                first = _adds_up(orders, whole, line.where(~again), added, touched)
                every = _adds_up(orders, whole, line, added, touched)
                if first != every:
                    words = "once" if first else "in every row"
                    count = f"{len(touched):,} of {len(touched):,}"
                    return f"Lines counted {words} add up to {total.header} in {count} orders", first
    return "", False


def _adds_up(
    orders: Orders, whole: Amounts, line: Amounts, added: Sequence[Amounts], touched: npt.NDArray[np.int64]
) -> bool:
    parts = [orders.sums(line), *(orders.sums(each) for each in added)]
    scale = max(whole.scale, *(part.scale for part in parts), _MINOR)
    gap = rescale(whole, scale).values[touched] - sum(rescale(part, scale).values[touched] for part in parts)
    return bool((np.abs(gap) <= 10 ** (scale - _MINOR)).all()) and bool(parts[0].present[touched].all())


def _core_keys(source: Source) -> tuple[npt.NDArray[np.uint64], Mask]:
    """A key of order, customer, day, product, quantity and amounts of each row, and the rows that have an order."""
    headers = [*_core_headers(source), *_amount_headers(source)]
    keys = _keys(source, headers)
    order = source.header("order")
    named = np.ones(source.rows, bool)
    if order:
        column = source.column(order)
        named = np.array([text not in ("", "NULL") for text in column.texts.to_pylist()], bool)[column.codes]
    return keys, source.kept() & named


def _amount_headers(source: Source) -> list[str]:
    return [header for header in money_headers(source) if not _is_of_tax(header)]


def _core_headers(source: Source) -> list[str]:
    """Headers of what makes a line the same line, as far as they are mapped."""
    return [header for name in _CORE if (header := source.header(name))]


def _keys(source: Source, headers: Sequence[str]) -> npt.NDArray[np.uint64]:
    """One key of each row out of several columns; rows that are equal in them have equal keys."""
    keys = np.zeros(source.rows, np.uint64)
    for header in dict.fromkeys(headers):
        keys = _mixed(keys, source.column(header).codes)
    return keys


def _mixed(keys: npt.NDArray[np.uint64], codes: npt.NDArray[np.int32]) -> npt.NDArray[np.uint64]:
    """Keys of rows with one more column in them; equal texts have equal codes."""
    with np.errstate(over="ignore"):
        mixed = (keys ^ (codes.astype(np.uint64) + _MIX[0])) * _MIX[1]
        return np.asarray(mixed ^ (mixed >> np.uint64(29)), np.uint64)


def _again(keys: npt.NDArray[np.uint64], rows: Mask) -> Mask:
    """Rows whose key an earlier row has."""
    here = np.flatnonzero(rows)
    order = np.argsort(keys[here], kind="stable")
    ordered = keys[here][order]
    repeated = np.zeros(len(keys), bool)
    if len(ordered):
        repeated[here[order[1:][ordered[1:] == ordered[:-1]]]] = True
    return repeated


def _firsts(keys: npt.NDArray[np.uint64], rows: Mask) -> Ints:
    """For each row the first one with its key."""
    here = np.flatnonzero(rows)
    order = np.argsort(keys[here], kind="stable")
    ordered = keys[here][order]
    starts = np.concatenate([[True], ordered[1:] != ordered[:-1]]) if len(ordered) else np.zeros(0, bool)
    firsts = np.arange(len(keys))
    firsts[here[order]] = here[order][starts][np.cumsum(starts) - 1]
    return firsts


def _other_columns(source: Source) -> list[str]:
    core = {source.header(name) for name in _CORE}
    return [header for header in source.headers() if header not in core]


def _equal_elsewhere(source: Source, again: Mask, headers: Sequence[str]) -> Mask:
    """Rows that are equal to an earlier row in these columns too."""
    keys = _keys(source, [*_core_headers(source), *headers])
    return _again(keys, source.kept()) & again


def _in_another_file(source: Source, again: Mask) -> Mask:
    """Of the repeated rows, those whose first appearance is in another file."""
    if len(source.tables) == 1:
        return np.zeros(source.rows, bool)
    own = source.files().astype(np.int32)
    return again & ~_again(_mixed(_keys(source, _core_headers(source)), own), source.kept())


def _is_of_tax(header: str) -> bool:
    return TAX in header_parts(header) or column_role(header) == TAX or header.casefold().startswith("tax")
