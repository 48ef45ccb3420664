"""The ways to read what an amount may hold: tax, shipping, a discount, a refund or a fee, each as a choice."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from whalecurve.intake.meaning.identities import (
    LINE,
    ORDER,
    PERCENT,
    SHARE,
    UNIT,
    WITHIN,
    Arithmetic,
    Term,
)
from whalecurve.intake.meaning.money_columns import DISCOUNT, FEE, REFUND, SHIPPING, TAX, Column, MoneyColumns
from whalecurve.intake.meaning.net import Choice, NetRevenue
from whalecurve.intake.meaning.orders import ONCE, REPEATED
from whalecurve.intake.values.exact import Amounts

INCLUDED, EXCLUDED, NONE = "included", "excluded", ""
KEYS: Final = {TAX: "tax", SHIPPING: "shipping", DISCOUNT: "discounts", REFUND: "refunds", FEE: "fees"}
# Where nothing proves it: what could be shares is shares, else it is money of the line, of the order, a percentage.
_HOW_ORDER: Final = (SHARE, LINE, ORDER, PERCENT, "order percent", UNIT)
_HOWS: Final = {
    LINE: "",
    ORDER: ", once per order",
    UNIT: ", for each unit",
    PERCENT: " as a percentage",
    SHARE: " as a share",
}


@dataclass(frozen=True)
class Reading:
    """One reading: in words, as the piece of MAP.json that chooses it, and what it makes of the amount."""

    words: str
    answer: Mapping[str, Any]
    choice: Choice


class Readings:
    """Makes the readings of one source's money columns."""

    def __init__(self, money: MoneyColumns, sums: Arithmetic, net: NetRevenue) -> None:
        """Take the columns, the terms that may stand between amounts, and what works a choice out."""
        self._money, self._sums, self._net = money, sums, net

    def of(self, choice: Choice, subject: str, columns: list[Column]) -> list[Reading]:
        """The readings of a subject that some columns hold; the first one is the likeliest."""
        base = choice.base.name
        if subject == TAX:
            term = sum_term(TAX, columns)
            return [
                Reading(f"{base} is without tax", {"tax": EXCLUDED}, choice),
                Reading(f"{base} includes tax", {"tax": INCLUDED}, _less(choice, term)),
            ]
        if subject == SHIPPING:
            return [
                Reading(f"{base} is without shipping", {"shipping": EXCLUDED}, choice),
                Reading(
                    f"{base} includes shipping", {"shipping": INCLUDED}, _less(choice, sum_term(SHIPPING, columns))
                ),
            ]
        if subject == FEE:
            return [
                Reading(f"{base} is after fees", {"fees": "taken off"}, _less(choice, _fee_term(columns))),
                Reading(f"{base} is before fees", {"fees": "not taken off"}, choice),
            ]
        if subject == REFUND:
            return [
                *(
                    Reading(
                        f"{column.header} is taken off {base}",
                        {"refunds": column.header},
                        _less(choice, sum_term(REFUND, [column])),
                    )
                    for column in columns
                ),
                Reading(f"{base} is after refunds", {"refunds": NONE}, choice),
            ]
        return self._discount_readings(choice)

    def _discount_readings(self, choice: Choice) -> list[Reading]:
        base = choice.base.name
        found = [Reading(f"{base} is after the discount", {"discounts": INCLUDED}, choice)]
        before = self._net.net(choice)
        for term in sorted(self._sums.options, key=lambda term: _HOW_ORDER.index(term.how[0])):
            if term.subject != DISCOUNT or len(term.headers) > 1 or term.how[0] == "order percent":
                continue
            words = f"{term.headers[0]} is taken off {base}" + _HOWS[term.how[0]]
            less = _less(choice, term)
            if not self._turns_sales_round(before, self._net.net(less)):
                found.append(Reading(words, {"discounts": term.how[0]}, less))
        if not choice.base.header and "list_price" in choice.base.parts:
            found = [*found[1:], found[0]]
        return found

    def _turns_sales_round(self, before: Amounts, after: Amounts) -> bool:
        """Whether a discount would take more than the price off any sale, so that nobody can have meant it."""
        rows = (self._money.orders.group >= 0) & before.present & after.present & (before.values > 0)
        return bool((after.values[rows] < 0).any())


def _fee_term(columns: list[Column]) -> Term:
    """Fees of the rows, added to what is after them; most exports write them above zero, some below."""
    below = sum(int((column.amounts.values < 0).sum() - (column.amounts.values > 0).sum()) for column in columns)
    return replace(sum_term(FEE, columns), sign=-1 if below > 0 else 1)


def sum_term(subject: str, columns: list[Column]) -> Term:
    """The term that takes all of some columns off: of the line, of the order, or a tax within the amount."""
    headers = tuple(column.header for column in columns)
    return Term(subject, headers, tuple(_how_of(column) for column in columns))


def _how_of(column: Column) -> str:
    if column.is_rate:
        return WITHIN
    return ORDER if column.shape in (ONCE, REPEATED) else LINE


def _less(choice: Choice, term: Term) -> Choice:
    return replace(choice, less={**choice.less, term.subject: term})
