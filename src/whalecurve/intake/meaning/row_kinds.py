"""What each row is: a sale, something that takes a sale back, or nothing that was sold.

Columns of types, statuses, stages and sides say it, in the words of ``words.toml``. A value that nobody knows and that
carries money is left for a question (see ``money``).
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from whalecurve.intake.meaning.orders import Orders
from whalecurve.intake.meaning.value_roles import answered_values, column_roles
from whalecurve.intake.meaning.words import (
    LEAVE_OUT,
    PARTLY_REFUNDED,
    REASONS,
    REFUND,
    REFUNDED,
    SALE,
    WON,
    column_role,
    family_of,
    is_dated_flag,
    is_return_date,
    row_role,
)
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.text.text_column import MISSING_WORDS
from whalecurve.intake.values.exact import Mask

_MOST_VALUES: Final = 60
# Stands for every filled cell of a column in the map's rows.
ANY: Final = "*"
# Said of a sale that came back; a row of its own that takes it back is negative.
_OF_THE_SALE: Final = frozenset(
    "returned retourniert retournee devuelto devuelta devolvido reso geretourneerd reversed chargeback".split()
)
_BELOW_ZERO: Final = ("-", "(", "\u2212")


@dataclass
class RowKinds:
    """What the rows are.

    Attributes:
        refund: Rows that take a sale back, whatever sign their amounts have.
        refund_words: The values that say so.
        unknown: Values that nobody knows, as (header, text, rows).
        fully_refunded: Rows whose status says that all of their money was given back.
        partly_refunded: The same for part of it.
        dated: Columns that hold the day of a cancellation, and the rows that have one.
        paid: Rows whose status says that they are a sale.
        counts: Whether a value's rows count, by (header, text), for the notes.
    """

    refund: Mask
    refund_words: list[str] = field(default_factory=list)
    unknown: list[tuple[str, str, Mask]] = field(default_factory=list)
    fully_refunded: Mask = field(init=False)
    partly_refunded: Mask = field(init=False)
    partly_words: list[tuple[str, str]] = field(default_factory=list)
    side_header: str = ""
    dated: list[tuple[str, Mask]] = field(default_factory=list)
    paid: Mask = field(init=False)

    def __post_init__(self) -> None:
        """Start with no row refunded."""
        self.fully_refunded = np.zeros(len(self.refund), bool)
        self.partly_refunded = np.zeros(len(self.refund), bool)
        self.paid = np.zeros(len(self.refund), bool)


def read_row_kinds(source: Source, orders: Orders, *, refunds_apart: bool, known: dict[str, str]) -> RowKinds:
    """Leave out rows that are no sales, each with the reason, and mark those that take a sale back.

    Args:
        source: The transactions; rows that do not count are ignored in its ledger.
        orders: Lines of one order belong together: a status that stands on its first line is the order's.
        refunds_apart: Whether a column of its own holds what was refunded; a refunded order is then a sale less that.
        known: What values mean in the export of this vendor, by header key.
    """
    kinds = RowKinds(np.zeros(source.rows, bool))
    headers = [header for header in source.headers() if header != source.header("product")]
    if any(_is_won_or_lost(source, header) for header in headers):
        headers = [header for header in headers if family_of(header) != "stage" or header in source.mapping.rows]
    for header in headers:
        _read_column(source, orders, kinds, header, refunds_apart=refunds_apart, known=known)
    _leave_out_cancelled(source, kinds, refunds_apart=refunds_apart)
    return kinds


def _is_won_or_lost(source: Source, header: str) -> bool:
    """Whether a column of statuses says which deals are won, so that the stage they were in says nothing more."""
    if family_of(header) != "status":
        return False
    texts = source.column(header).texts
    return len(texts) <= _MOST_VALUES and WON in {row_role(text) for text in texts.to_pylist()}


def _leave_out_cancelled(source: Source, kinds: RowKinds, *, refunds_apart: bool) -> None:
    """Leave out rows with a day of cancellation, unless their status, or a column of refunds, says another thing."""
    undecided = []
    for header, rows in kinds.dated:
        said = source.mapping.rows.get(header, {}).get(ANY)
        open_rows = rows & ~kinds.fully_refunded & ~kinds.partly_refunded
        sure = open_rows if said == LEAVE_OUT else open_rows & ~kinds.paid
        if said is None and is_return_date(header):
            sure = np.zeros(source.rows, bool)
        if said != SALE and not (refunds_apart and said is None):
            source.ignore(
                sure,
                f"not counted: {header} is filled, so it {'came back' if is_return_date(header) else 'was cancelled'}",
            )
            open_rows = open_rows & ~sure
        if (open_rows & source.kept()).any():
            undecided.append((header, open_rows))
    kinds.dated = undecided


def _read_column(
    source: Source, orders: Orders, kinds: RowKinds, header: str, *, refunds_apart: bool, known: dict[str, str]
) -> None:
    column = source.column(header)
    if is_dated_flag(header) or (is_return_date(header) and not refunds_apart):
        _read_dated_flag(source, orders, kinds, header)
        return
    if len(column.texts) > _MOST_VALUES or not len(column.texts):
        return
    texts = column.texts.to_pylist()
    roles = column_roles(source, header, texts, known)
    if not any(roles.values()):
        return
    place_of = {text: place for place, text in enumerate(texts)}
    codes = orders.filled(column.codes, place_of.get("", -1))
    if not answered_values(source, header):
        roles = {
            text: "unknown"
            if role == REFUND and _is_of_the_sale(source, header, text, codes == place_of[text])
            else role
            for text, role in roles.items()
        }
    for text, role in roles.items():
        rows = codes == place_of[text]
        if role == REFUNDED and (refunds_apart or source.mapping.counted):
            kinds.fully_refunded |= rows
        elif role in REASONS or role == LEAVE_OUT:
            why = f", so {REASONS[role]}" if role in REASONS else ""
            source.ignore(rows, f"not counted: {header} is {text or 'blank'}{why}")
        else:
            if role == SALE and family_of(header) == "status":
                kinds.paid |= rows
            _mark(kinds, header, text, role, rows)


def _is_of_the_sale(source: Source, header: str, text: str, rows: Mask) -> bool:
    """Whether a word such as Returned stands on amounts above zero: the sale itself, whose money may be gone or not."""
    said = header_key(text) if family_of(header) == "status" else header_key(header).removeprefix("is")
    if said not in _OF_THE_SALE:
        return False
    amounts = [each for each in source.headers() if each == source.header("amount") or column_role(each) == "amount"]
    for each in amounts:
        column = source.column(each)
        below = [place for place, text in enumerate(column.texts.to_pylist()) if text.startswith(_BELOW_ZERO)]
        if bool(np.isin(column.codes[rows], below).any()):
            return False
    return True


def _read_dated_flag(source: Source, orders: Orders, kinds: RowKinds, header: str) -> None:
    """Rows with a date in a column such as Cancelled at, on any line of their order."""
    column = source.column(header)
    texts = [text.casefold() not in MISSING_WORDS for text in column.texts.to_pylist()]
    filled = np.array(texts or [False], np.int32)[column.codes] if len(column) else np.zeros(0, np.int32)
    rows = orders.filled(filled, 0) > 0
    if rows.any() and not (is_return_date(header) and 2 * int(rows.sum()) > len(rows)):
        kinds.dated.append((header, rows))


def _mark(kinds: RowKinds, header: str, text: str, role: str, rows: Mask) -> None:
    if role == "unknown":
        kinds.unknown.append((header, text, rows))
    elif role == PARTLY_REFUNDED:
        kinds.partly_refunded |= rows
        kinds.partly_words.append((header, text))
    elif role == REFUND:
        kinds.refund |= rows
        kinds.refund_words.append(text)
