"""The words of ``words.toml``: what a value says about its row, and what a header says about its column."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from whalecurve.intake.text.amount_units import split_header
from whalecurve.intake.text.headers import header_key

_DATA: Final[Mapping[str, Any]] = tomllib.loads(
    files("whalecurve.intake.meaning").joinpath("words.toml").read_text("utf-8")
)
SALE: Final = "sale"
WON: Final = "won"
REFUND: Final = "refund"
REFUNDED: Final = "refunded"
PARTLY_REFUNDED: Final = "partly_refunded"
PAYMENT: Final = "payment"
LEAVE_OUT: Final = "leave out"
_ACTUAL, _BESIDE_ACTUAL = "actual", "plan_beside_actual"
# Where a value stands for one of these, its row is no sale; the words say why.
REASONS: Final[Mapping[str, str]] = {
    "void": "it was cancelled or failed",
    "draft": "it is a draft",
    "estimate": "it is an offer, not a sale",
    "plan": "it is a plan, not what was sold",
    "superseded": "a later version replaces it",
    "payment": "it is the payment of an invoice",
    "purchase": "it is a purchase",
    "lost": "the deal was lost",
    "open_deal": "the deal is not won yet",
    "transfer": "it is a transfer of money",
    "fee": "it is a fee",
    "total": "it is a total",
    "refunded": "it was refunded in full",
}
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[^\W\d_a-z]+|[0-9]+")
_NUMBERS: Final = ("nummer", "nr", "datum", "date", "number", "grund", "reason", "code")
_BETWEEN: Final = re.compile(r"[\W_]+")
_BRACKETS: Final = {")": "(", "]": "["}
_MOST_LETTERS: Final = 60
_LONGEST: Final = 200


def word_data(section: str) -> Any:  # noqa: ANN401 - a table of the data, as it stands there
    """One section of the data."""
    return _DATA[section]


@cache
def _roles() -> Mapping[str, str]:
    return {word: role for role, words in reversed(_DATA["rows"].items()) for word in words.split()}


@cache
def _families() -> Mapping[str, str]:
    return {word: family for family, words in _DATA["headers"].items() for word in words.split()}


@cache
def _parts() -> Mapping[str, str]:
    return {word: part for part, words in reversed(_DATA["columns"].items()) for word in words.split()}


def row_role(text: str, *, beside_actual: bool = False) -> str:
    """What a value of a status, type or stage column says about its row; empty when it is not known.

    A pipeline's name in brackets after a stage is part of the stage. ``beside_actual`` says that other values of the
    column are called actual, so that a word such as Target is a plan.

    >>> row_role("Closed Won (Sales Pipeline)"), row_role("Gutschrift"), row_role("payé"), row_role("blue")
    ('won', 'refund', 'sale', '')
    >>> row_role("Target"), row_role("Target", beside_actual=True), row_role("Actual"), row_role("Budget")
    ('', 'plan', 'sale', 'plan')
    """
    role = _word_role(text)
    if role == _BESIDE_ACTUAL:
        return "plan" if beside_actual else ""
    return SALE if role == _ACTUAL else role


def is_actual(text: str) -> bool:
    """Whether a value says that its row is no plan.

    >>> is_actual("Ist"), is_actual("Actuals"), is_actual("Active")
    (True, True, False)
    """
    return _word_role(text) == _ACTUAL


def _word_role(text: str) -> str:
    return _roles().get(header_key(text)) or _roles().get(header_key(_without_brackets(text)), "")


def _without_brackets(text: str) -> str:
    """A value without what stands in brackets at its end."""
    opening = _BRACKETS.get(text.rstrip()[-1:], "")
    return text.rpartition(opening)[0] if opening and opening in text else text


def side_role(text: str) -> str:
    """Sale for a debit of the customer's account, refund for a credit, empty for anything else.

    >>> side_role("S"), side_role("Haben"), side_role("x")
    ('sale', 'refund', '')
    """
    key = header_key(text)
    if key in _DATA["sides"]["debit"].split():
        return SALE
    return REFUND if key in _DATA["sides"]["credit"].split() else ""


def side_column(key: str) -> str:
    """``debit`` or ``credit`` for the key of a header that names a column of one side; else empty.

    >>> side_column("soll"), side_column("moneyout"), side_column("creditlimit")
    ('debit', 'credit', '')
    """
    return next((side for side, words in _DATA["side_columns"].items() if key in words.split()), "")


def is_dated_flag(header: str) -> bool:
    """Whether a header names the day on which a row was cancelled.

    >>> is_dated_flag("Cancelled at"), is_dated_flag("Stornodatum"), is_dated_flag("Paid at")
    (True, True, False)
    """
    return header_key(header) in _DATA["dated_flags"]["void"].split()


def is_return_date(header: str) -> bool:
    """Whether a header names the day on which goods of a row came back.

    >>> is_return_date("Return Date"), is_return_date("Retourdatum"), is_return_date("Order Date")
    (True, True, False)
    """
    return header_key(header) in _DATA["dated_flags"]["returned"].split()


@cache
def is_returned_quantity(header: str) -> bool:
    """Whether a header names how many units of a line came back or were cancelled.

    >>> is_returned_quantity("Qty Returned"), is_returned_quantity("Retourmenge"), is_returned_quantity("Refunds")
    (True, True, False)
    """
    split = (*_WORD.findall(header[:_LONGEST]), *_BETWEEN.split(header[:_LONGEST]))
    words, data = {header_key(word) for word in split}, _DATA["returned"]
    both = words & set(data["back"].split()) and words & set(data["quantity"].split())
    return bool(both) or header_key(header) in data["joined"].split()


def family_of(header: str) -> str:
    """Family of a column that says what a row is: stage, status, type, posting, side; else empty.

    >>> family_of("Document Type"), family_of("Belegart"), family_of("Region")
    ('type', 'type', '')
    """
    return _families().get(header_key(header), "")


@cache
def header_parts(header: str) -> frozenset[str]:
    """What the parts of a header say; empty when a part is not known.

    >>> sorted(header_parts("Grand Total")), sorted(header_parts("Rechnungsbetrag netto")), header_parts("Weight")
    (['total'], ['amount', 'context', 'net'], frozenset())
    """
    key = "".join(letter for letter in header_key(split_header(header)[0]) if not letter.isdigit())[:_MOST_LETTERS]
    best: list[frozenset[str] | None] = [frozenset(), *([None] * len(key))]
    for end in range(1, len(key) + 1):
        for start in range(end):
            before, part = best[start], _parts().get(key[start:end])
            if before is not None and part and best[end] is None:
                best[end] = before | {part}
    return best[len(key)] or frozenset()


_STEMS: Final = ("refund", "discount", "tax", "shipping", "fee")
_SHORTEST: Final = 4


@cache
def column_role(header: str) -> str:
    """What a money column is by its name: amount, price, tax, discount, refund, shipping, fee, extra; else empty.

    >>> [column_role(name) for name in ("Line Total", "Tax 1 Amount", "Amount Refunded", "Unit Price", "Rabatt", "Age")]
    ['amount', 'tax', 'refund', 'price', 'discount', '']
    >>> column_role("Price after Discount")
    'price'
    >>> column_role("eBay Collected Tax"), column_role("Total before discount"), column_role("Taxes On Fee")
    ('tax', 'amount', '')
    """
    parts = header_parts(header)
    special = [part for part in _STEMS if part in parts]
    if _is_no_money(header) or not parts:
        return "" if _is_no_money(header) else _by_stem(header)
    special = ["refund"] if special == ["refund", "discount"] else special
    if "aside" in parts or len(special) > 1:
        return ""
    if special == ["tax"] and "price" in parts and parts & {"net", "gross"} and "total" not in parts:
        return "price"
    if special and _sum_around(parts, special[0]):
        return "price" if "price" in parts and not parts & {"total", "amount", "sub"} else "amount"
    if special:
        return special[0]
    return _plain_role(parts)


def _is_no_money(header: str) -> bool:
    """Whether a header names days, units that came back, or the number of a document."""
    is_day = is_dated_flag(header) or is_return_date(header)
    return is_day or is_returned_quantity(header) or header_key(header).endswith(_NUMBERS)


def _plain_role(parts: frozenset[str]) -> str:
    if "extra" in parts:
        return "extra"
    if "percent" in parts and "price" not in parts:
        return ""
    if "price" in parts and not parts & {"total", "sub"}:
        return "price"
    return "amount" if parts & {"amount", "total", "sub", "net", "gross", "price"} else ""


def _sum_around(parts: frozenset[str], special: str) -> bool:
    """Whether a header names an amount with or without something: total incl. tax, net after refunds."""
    if "around" in parts:
        return bool(parts & {"total", "amount", "sub", "net", "gross", "price"})
    return (
        special in ("tax", "discount") and bool(parts & {"net", "gross"}) and bool(parts & {"total", "amount", "sub"})
    )


def _by_stem(header: str) -> str:
    key = header_key(header)
    words = {header_key(word) for word in _WORD.findall(header[:_LONGEST])}
    found = {
        part
        for word, part in _parts().items()
        if part in _STEMS and (word in words or (len(word) > _SHORTEST + 1 and word in key))
    }
    aside = any(part == "aside" and word in words for word, part in _parts().items())
    return next(iter(found)) if len(found) == 1 and not aside else ""
