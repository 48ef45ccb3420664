"""Versions of one order or invoice: a revised copy beside the one that it replaces, which would count twice."""

import re
from collections.abc import Iterator
from typing import Final

import numpy as np
import pyarrow.compute as pc

from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree
from whalecurve.intake.meaning.answers import VERSIONS
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.money_columns import MoneyColumns
from whalecurve.intake.meaning.repeats import line_amounts
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.meaning.words import word_data
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.values.exact import Amounts, Mask

LAST, ALL = "last", "all"
_VERSION: Final = re.compile(r"\D{0,12}(\d{1,3})(?:\.0+)?")
# What stands before the ending is cut off by hand: a pattern for both would try every blank again and again.
# Written for Python and for Arrow, which tells in a moment that no number of a file has such an ending.
_ENDING: Final = r"(?i)[-_/.\s]\(?(?:revision|rev|r|version|ver|v)\.?[ -]?(\d{1,2})\)?$"
_SUFFIX: Final = re.compile(_ENDING)
_MOST: Final = 200_000


def leave_out_versions(source: Source, money: MoneyColumns, file: str) -> Decision | None:
    """Leave out what a later version of the same order replaces, unless the user says that every row counts.

    Versions are told by a column of their number, by a column that names the order that is replaced, or by a number's
    ending such as ``-R1`` where the order without it stands in the file for the same customer.
    """
    amounts = line_amounts(money) if source.header("order") else None
    if amounts is None:
        return None
    header, rows = _earlier(source, amounts)
    if not (rows & amounts.present & (amounts.values != 0)).any():
        return None
    said = str(source.mapping.answers.get(VERSIONS, ""))
    choices = (
        ("the last version of each order counts", LAST, ~rows),
        ("every row counts", ALL, np.ones(source.rows, bool)),
    )
    alternatives = tuple(
        Alternative(words, {VERSIONS: key}, sum_text(amounts.where(counts & source.kept()), source.exchange))
        for words, key, counts in choices
    )
    count, held = int(rows.sum()), sum_text(amounts.where(rows), source.exchange)
    what = f"{header} says that {counted(count, 'row')}, {held}, {agree(count, 'is', 'are')} of earlier versions."
    took = alternatives[1 if said == ALL else 0].reading
    if said != ALL:
        source.ignore(rows, f"not counted: a later version replaces it, as {header} says")
    return Decision(
        file, f"{what} Does the last version alone count?", took, "", took if said else "", alternatives, VERSIONS
    )


def _earlier(source: Source, amounts: Amounts) -> tuple[str, Mask]:
    """The column that tells versions, and the rows that are replaced; no header where there are none."""
    told = _told(source, source.header("order"), amounts)
    return next(((header, rows) for header, rows in told if rows.any()), ("", np.zeros(source.rows, bool)))


def _told(source: Source, order: str, amounts: Amounts) -> Iterator[tuple[str, Mask]]:
    for header in source.headers():
        if header_key(header) in _listed("numbered") and header != order and not _is_edition(source, header):
            yield header, _below_the_last(source, order, header)
        if header_key(header) in _listed("replacing"):
            named = frozenset(text.strip().casefold() for text in source.column(header).texts.to_pylist()) - {""}
            yield header, source.column(order).is_in(named) & source.kept()
    yield order, _without_ending(source, order, amounts)


def _listed(name: str) -> frozenset[str]:
    return frozenset(str(word_data("versions")[name]).split())


def _is_edition(source: Source, header: str) -> bool:
    """Whether each product has one version however often it was sold: the edition of the product, not of the order.

    A version whose products were sold once each proves nothing: a revised order may name its goods anew.
    """
    if not (product := source.header("product")):
        return False
    products, versions = (source.column(each) for each in (product, header))
    pairs = np.unique(products.codes.astype(np.int64) * len(versions.texts) + versions.codes)
    most = np.zeros(len(versions.texts), np.int64)
    np.maximum.at(most, versions.codes, products.counts()[products.codes])
    return len(pairs) == len(products.texts) and bool((most > 1).all())


def _below_the_last(source: Source, order: str, header: str) -> Mask:
    """Rows whose version is below the highest one of their order; none where a version is no number."""
    texts = source.column(header).texts.to_pylist()
    found = [_VERSION.fullmatch(text.strip()) for text in texts]
    if not texts or not all(each or not text.strip() for each, text in zip(found, texts, strict=True)):
        return np.zeros(source.rows, bool)
    numbers = np.array([int(each[1]) if each else 0 for each in found])[source.column(header).codes]
    codes, kept = source.column(order).codes, source.kept()
    highest = np.full(len(source.column(order).texts), -1)
    np.maximum.at(highest, codes[kept], numbers[kept])
    named = np.array([bool(text) for text in source.column(order).texts.to_pylist()])[codes]
    below: Mask = kept & named & (numbers < highest[codes])
    return below


def _without_ending(source: Source, order: str, amounts: Amounts) -> Mask:
    """Rows of orders of which a revised one, with an ending, stands in the file for the same customer.

    What is below zero under such a number takes back a part of the order and replaces nothing.
    """
    column = source.column(order)
    customer = source.header("customer") or source.header("customer_name")
    ended = np.flatnonzero(pc.match_substring_regex(column.texts, pattern=_ENDING)).tolist()
    if not customer or not ended or len(column.texts) > _MOST:
        return np.zeros(source.rows, bool)
    texts = column.texts.to_pylist()
    place = {text.casefold(): number for number, text in enumerate(texts)}
    kept = source.kept()
    owner = np.full(len(texts), -1)
    sold = kept & ~(amounts.present & (amounts.values < 0))
    owner[column.codes[sold]] = source.column(customer).codes[sold]
    last: dict[int, tuple[int, int]] = {}
    family: list[tuple[int, int]] = []
    for number in ended:
        stem, version = _stem_and_version(texts[number])
        base = place.get(stem.casefold()) if stem else None
        if base is not None and owner[base] == owner[number] >= 0:
            family += [(base, base), (base, number)]
            last[base] = max(last.get(base, (0, base)), (version, number))
    replaced = sorted({number for base, number in family if number != last[base][1]})
    return np.isin(column.codes, replaced) & kept


def _stem_and_version(text: str) -> tuple[str, int]:
    """An order's number without the ending that says which version it is, and that version; empty without an ending.

    >>> _stem_and_version("INV-7 - Rev 2"), _stem_and_version("INV-7R2")
    (('INV-7', 2), ('', 0))
    """
    ending = _SUFFIX.search(text)
    if ending is None:
        return "", 0
    stem = text[: ending.start()].rstrip()
    return (stem[:-1].rstrip() if stem.endswith(("-", "_", "/", ".")) else stem), int(ending[1])
