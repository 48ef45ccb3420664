"""The customers: those on file, or the distinct ones of the transactions; and which customer each line belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from whalecurve.domain import columns
from whalecurve.intake.tables.single_rows import first_of_each_id
from whalecurve.intake.tables.source import Source, require
from whalecurve.intake.text.text_column import TextColumn
from whalecurve.intake.values.exact import Mask
from whalecurve.intake.values.trait_values import plain_trait

Codes = npt.NDArray[np.int32]
NO_ID = ("", "NULL")


@dataclass(frozen=True)
class Customers:
    """Customers sorted by id, and how the lines find them.

    Attributes:
        frame: ``customer_id``, ``customer_name``, then traits, all text.
        trait_kinds: Kind of each trait.
        by_id: Id -> code.
        by_name: Name -> code, only names that one customer has alone.
    """

    frame: pd.DataFrame
    trait_kinds: Mapping[str, str]
    by_id: Mapping[str, int]
    by_name: Mapping[str, int]


def read_customers(source: Source, wanted_traits: Sequence[str] | None) -> Customers:
    """Customers on file; every further column is a trait unless the mapping names them.

    Without an id column the name is the id. The first row of an id counts; see ``first_of_each_id``.
    """
    id_header = require(source, ("id", "name"), "the customer's id")
    name_header = source.header("name") or id_header
    rows = first_of_each_id(source, id_header, "customer")
    ids = sorted(rows)
    places = np.array([rows[text] for text in ids], dtype=np.int64)
    frame: dict[str, list[str]] = {
        columns.CUSTOMER_ID: ids,
        columns.CUSTOMER_NAME: _texts_at(source.column(name_header), places),
    }
    frame[columns.CUSTOMER_NAME] = [name or text for name, text in zip(frame[columns.CUSTOMER_NAME], ids, strict=True)]
    headers = trait_headers(source, wanted_traits, {id_header, name_header})
    kinds = {}
    for header in headers:
        kinds[free_trait_name(header)], frame[free_trait_name(header)] = _trait(source, header, places)
    return assembled(frame, kinds)


def trait_headers(source: Source, wanted: Sequence[str] | None, taken: set[str]) -> list[str]:
    """Headers that are traits: the wanted ones that are there, else all that are not taken."""
    there = source.headers()
    return (
        [header for header in there if header in wanted]
        if wanted is not None
        else [header for header in there if header not in taken]
    )


def free_trait_name(header: str) -> str:
    """A trait's column name; a header that is spelled like one of our own columns gets a mark.

    >>> free_trait_name("Region"), free_trait_name("customer_name")
    ('Region', 'customer_name (trait)')
    """
    return f"{header} (trait)" if header in (columns.CUSTOMER_ID, columns.CUSTOMER_NAME) else header


def assembled(frame: Mapping[str, list[str]], kinds: Mapping[str, str]) -> Customers:
    """Customers from complete columns of text; the ids are sorted and unique."""
    ids, names = frame[columns.CUSTOMER_ID], frame[columns.CUSTOMER_NAME]
    shared = pd.Series(names, dtype="str").duplicated(keep=False).tolist()
    by_name = {name: code for code, name in enumerate(names) if not shared[code]}
    table = pd.DataFrame({name: pd.Series(texts, dtype="str") for name, texts in frame.items()})
    return Customers(table, kinds, {text: code for code, text in enumerate(ids)}, by_name)


def _trait(source: Source, header: str, places: npt.NDArray[np.int64]) -> tuple[str, list[str]]:
    column = source.column(header)
    kind, texts = plain_trait(column, source.tables[0].delimiter)
    return kind, [texts[code] for code in column.codes[places].tolist()]


def _texts_at(column: TextColumn, places: npt.NDArray[np.int64]) -> list[str]:
    texts = column.texts.to_pylist()
    return [texts[code] for code in column.codes[places].tolist()]


@dataclass(frozen=True)
class Assignment:
    """Customer code of each row (-1 unassigned), and which rows name nobody."""

    codes: Codes
    blank: Mask
    header: str


def assign_customers(source: Source, customers: Customers) -> Assignment:
    """Customer of each line, matched exactly after trimming; by id, or by name where ids match nothing and names do."""
    header = source.header("customer") or source.header("customer_name")
    column = source.column(header)
    texts = column.texts.to_pylist()
    by_id, by_name = (
        np.array([known.get(text, -1) for text in texts], dtype=np.int32)
        for known in (customers.by_id, customers.by_name)
    )
    found = by_id
    if (by_name >= 0).sum() > (by_id >= 0).sum():
        found = by_name
        source.notes.append(f"Lines find their customer by name: {header} holds names, not ids.")
    blank = np.array(
        [
            text == "" or (text == "NULL" and code < 0 and bool(source.header("customer")))
            for text, code in zip(texts, found, strict=True)
        ]
    )
    if not len(texts):
        return Assignment(np.zeros(0, np.int32), np.zeros(0, bool), header)
    return Assignment(found[column.codes], blank.astype(bool)[column.codes], header)
