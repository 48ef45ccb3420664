"""What the transactions mean, step by step: rows, repeats, amounts; with every decision on the way."""

from dataclasses import dataclass

import numpy as np

from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import them
from whalecurve.intake.meaning.contents import Known
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.kits import leave_out_kits
from whalecurve.intake.meaning.line_items import Charge, find_charges, refunds_said, settle_charges
from whalecurve.intake.meaning.money_columns import REFUND, MoneyColumns, Signs
from whalecurve.intake.meaning.orders import Ints, Orders
from whalecurve.intake.meaning.repeats import leave_out_repeats
from whalecurve.intake.meaning.revenue import Revenue, RevenueReader
from whalecurve.intake.meaning.row_kinds import ANY, RowKinds, read_row_kinds
from whalecurve.intake.meaning.summary_rows import leave_out_summaries
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.meaning.versions import leave_out_versions
from whalecurve.intake.meaning.words import LEAVE_OUT, SALE, column_role
from whalecurve.intake.recognition.vendors import Vendor, vendor_of
from whalecurve.intake.tables.read_numbers import NumberReader
from whalecurve.intake.tables.source import Source
from whalecurve.intake.values.exact import Amounts, Mask


@dataclass
class Meaning:
    """What was found out about the rows of one source, and the decisions so far."""

    source: Source
    kinds: RowKinds
    vendor: Vendor | None
    charges: tuple[Charge, ...] = ()

    @property
    def decisions(self) -> list[Decision]:
        """The decisions about this source so far."""
        return self.source.decisions

    @property
    def file(self) -> str:
        """Names of the files that the decisions are about."""
        return ", ".join(dict.fromkeys(table.name for table in self.source.tables))

    def forced(self) -> Mask:
        """Rows of which the user said that they take a sale back."""
        rows = np.zeros(self.source.rows, bool)
        for header, values in self.source.mapping.rows.items():
            if header in self.source.headers():
                words = frozenset(text.strip().casefold() for text, role in values.items() if role == "refund")
                rows |= self.source.column(header).is_in(words)
        return rows


def orders_of(source: Source) -> Orders:
    """Orders of the rows that count, by the order's own number; a row without one is an order of its own."""
    header = source.header("order")
    if not header:
        return Orders.of(np.full(source.rows, -1, np.int64), source.kept())
    column = source.column(header)
    blank = np.array([text in ("", "NULL") for text in column.texts.to_pylist()] or [False], bool)
    return Orders.of(np.where(blank[column.codes], -1, column.codes).astype(np.int64), source.kept())


def read_rows(source: Source) -> Meaning:
    """Leave out rows that are no sales, by what their types and statuses say."""
    vendor = vendor_of(source.headers())
    apart = any(column_role(header) == REFUND and _holds_money(source, header) for header in source.headers())
    orders = orders_of(source)
    kinds = read_row_kinds(source, orders, refunds_apart=apart, known=dict(vendor.rows) if vendor else {})
    charges = tuple(find_charges(source, orders))
    kinds.refund |= refunds_said(charges, source.rows)
    return Meaning(source, kinds, vendor, charges)


def _holds_money(source: Source, header: str) -> bool:
    return any(any(letter in "123456789" for letter in text) for text in source.column(header).texts.to_pylist()[:1000])


def read_money(meaning: Meaning, reader: NumberReader) -> tuple[MoneyColumns, Revenue | None]:
    """Net revenue of every row that counts; repeats and summaries of orders are left out of the count first."""
    source = meaning.source
    first = _leave_out(meaning, _columns(meaning, reader))
    money = _columns(meaning, reader, first)
    vendor = meaning.vendor
    known = Known(source.mapping.answers, vendor.facts if vendor else {}, vendor.name if vendor else "")
    revenue = RevenueReader(meaning.file, money, meaning.kinds, known).read()
    if revenue is not None:
        source.decisions += revenue.decisions
        _decide_refunds(meaning, money, revenue.net)
        _ask_unknown(meaning, revenue.net)
        _ask_cancelled(meaning, revenue.net)
        settle_charges(source, meaning.charges, money.orders, revenue.net, meaning.file)
    return money, revenue


def _columns(meaning: Meaning, reader: NumberReader, first: Ints | None = None) -> MoneyColumns:
    signs = Signs(meaning.kinds.refund, meaning.forced())
    return MoneyColumns(meaning.source, reader, orders_of(meaning.source), signs, first)


def _leave_out(meaning: Meaning, money: MoneyColumns) -> Ints:
    """Leave summaries and repeats out; for each row the row that its tax belongs to."""
    if found := leave_out_summaries(meaning.source, money, meaning.file):
        meaning.decisions.append(found)
    for step in (leave_out_versions, leave_out_kits):
        if found := step(meaning.source, money, meaning.file):
            meaning.decisions.append(found)
    decisions, first = leave_out_repeats(meaning.source, money, meaning.file)
    meaning.source.decisions += decisions
    return first


def _decide_refunds(meaning: Meaning, money: MoneyColumns, net: Amounts) -> None:
    """Say which rows were taken off; ask where some of them have another sign than others."""
    kinds = meaning.kinds
    rows = kinds.refund & meaning.source.kept()
    if not rows.any() or not kinds.refund_words:
        return
    words = ", ".join(dict.fromkeys(kinds.refund_words))
    own, number = sum_text(net.where(rows), meaning.source.exchange), int(rows.sum())
    what = f"{them(number, 'row is', 'rows are')} {words}, {own}. {agree(number, 'Is it', 'Are they')} taken off?"
    mixed = bool(money.mixed) and not meaning.forced()[rows].all()
    written = "written positive and taken off" if money.turned else "negative as they are written"
    proof = "" if mixed else f"Their type says {words}"
    alternatives = _sign_choices(meaning, net, rows) if mixed else ()
    meaning.decisions.append(Decision(meaning.file, what, written, proof, "", alternatives, "rows"))


def _sign_choices(meaning: Meaning, net: Amounts, rows: Mask) -> tuple[Alternative, ...]:
    answers = {role: _row_answer(meaning, rows, role) for role in ("refund", SALE)}
    values, exchange = np.where(rows, -np.abs(net.values), net.values), meaning.source.exchange
    every = sum_text(Amounts(values, net.scale, net.present), exchange)
    return (
        Alternative("all of them are taken off", answers["refund"], every),
        Alternative("they count with their own signs", answers[SALE], sum_text(net, exchange)),
    )


def _row_answer(meaning: Meaning, rows: Mask, role: str) -> dict[str, dict[str, dict[str, str]]]:
    source, found = meaning.source, {}
    for header in source.headers():
        column = source.column(header)
        words = [text for text in dict.fromkeys(meaning.kinds.refund_words) if text in column.texts.to_pylist()]
        if words and bool(column.is_in(frozenset(word.casefold() for word in words))[rows].any()):
            found[header] = dict.fromkeys(words, role)
    return {"rows": found}


def _ask_unknown(meaning: Meaning, net: Amounts) -> None:
    """Values of types and statuses that nobody knows and that carry money: sale, refund, or nothing?"""
    unknown = [*meaning.kinds.unknown]
    if not _has_refunds(meaning):
        unknown += [(header, text, meaning.kinds.partly_refunded) for header, text in meaning.kinds.partly_words]
    for header, text, rows in unknown:
        own = rows & meaning.source.kept() & net.present
        if not (own & (net.values != 0)).any():
            continue
        meaning.decisions.append(_unknown(meaning, header, text, own, net))


def _ask_cancelled(meaning: Meaning, net: Amounts) -> None:
    """Rows with a day of cancellation whose status says that they are paid: do they count?"""
    source = meaning.source
    for header, rows in meaning.kinds.dated:
        own = rows & source.kept() & net.present & (net.values != 0)
        if not own.any():
            continue
        alternatives = tuple(
            Alternative(words, {"rows": {header: {ANY: role}}}, sum_text(net.where(counts), source.exchange))
            for words, role, counts in (
                ("they do not count", LEAVE_OUT, ~own),
                ("they are sales all the same", SALE, np.ones(len(own), bool)),
            )
        )
        answer = alternatives[1].reading if source.mapping.rows.get(header, {}).get(ANY) == SALE else ""
        held = sum_text(net.where(own), source.exchange)
        what = f"{header} is filled in {counted(int(own.sum()), 'row')}, {held}. Do they count?"
        took = answer or "they are sales all the same"
        meaning.decisions.append(Decision(meaning.file, what, took, "", answer, alternatives, "rows"))


def _has_refunds(meaning: Meaning) -> bool:
    return any(column_role(header) == REFUND for header in meaning.source.headers()) or bool(meaning.kinds.refund.any())


def _unknown(meaning: Meaning, header: str, text: str, own: Mask, net: Amounts) -> Decision:
    exchange = meaning.source.exchange
    readings = (
        ("they are sales", SALE, net.values),
        ("they take sales back", "refund", np.where(own, -np.abs(net.values), net.values)),
        ("they do not count", LEAVE_OUT, np.where(own, 0, net.values)),
    )
    alternatives = tuple(
        Alternative(
            words,
            {"rows": {header: {text: role}}},
            sum_text(Amounts(values, net.scale, net.present), meaning.source.exchange),
        )
        for words, role, values in readings
    )
    held = sum_text(net.where(own), exchange)
    what = f"{header} is {text} in {counted(int(own.sum()), 'row')}, {held}. What are they?"
    return Decision(meaning.file, what, readings[0][0], "", "", alternatives, "rows")
