"""What an amount holds besides net revenue: proven by the file, said by its names or by the user, else asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from whalecurve.domain.words.formats import counted
from whalecurve.intake.meaning.components import SUBJECTS, WANTED, Component
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.identities import (
    LINE,
    PERCENT,
    SHARE,
    WITHIN,
    Arithmetic,
    Edge,
    Node,
    Term,
    of_the_line,
)
from whalecurve.intake.meaning.money_columns import DISCOUNT, FEE, REFUND, SHIPPING, TAX, Column, MoneyColumns
from whalecurve.intake.meaning.net import Choice, NetRevenue
from whalecurve.intake.meaning.readings import EXCLUDED, INCLUDED, KEYS, Reading, Readings, sum_term
from whalecurve.intake.meaning.row_kinds import RowKinds
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.values.exact import rescale

_ASKED: Final = {
    TAX: "Is it in the amounts?",
    SHIPPING: "Is it in the amounts?",
    DISCOUNT: "Is it still to be taken off?",
    REFUND: "Take it off?",
    FEE: "Is it taken off the amounts already?",
}
_QUESTIONS: Final = {
    DISCOUNT: "Are discounts taken off?",
    REFUND: "Are refunds taken off?",
    TAX: "Is tax in the amounts?",
    SHIPPING: "Is shipping in the amounts?",
    "extra": "Are tips and gift cards in the amounts?",
    "fee": "Are fees taken off?",
}


@dataclass(frozen=True)
class Known:
    """What is known beside the file itself.

    Attributes:
        answers: What the user answered, by the keys of MAP.json.
        facts: What a vendor's manual says of its export, by the same keys.
        vendor: The vendor's name, empty where the export is nobody's known one.
    """

    answers: Mapping[str, Any]
    facts: Mapping[str, str]
    vendor: str


class Contents:
    """Settles what is in the amount that was chosen."""

    def __init__(
        self, file: str, money: MoneyColumns, kinds: RowKinds, sums: Arithmetic, net: NetRevenue, known: Known
    ) -> None:
        """Take what the file holds, what works a choice out, and what is known beside it."""
        self._file, self._money, self._kinds = file, money, kinds
        self._sums, self._net = sums, net
        self._known = known
        self._readings = Readings(money, sums, net)
        self.decisions: list[Decision] = []

    def settle(self, component: Component, choice: Choice) -> Choice:
        """The choice with everything taken off that is no net revenue; each step is a decision."""
        flags = component.flags[choice.base]
        for subject in SUBJECTS:
            columns = self._money.of_role(subject)
            if not columns:
                continue
            if subject in flags and (component.edges or flags[subject] is WANTED[subject]):
                choice = self._by_proof(component, choice, subject, has=flags[subject])
            elif (
                subject in (TAX, DISCOUNT, REFUND)
                or (subject == SHIPPING and _is_whole(choice.base))
                or (subject == FEE and "net" in choice.base.parts)
            ):
                choice = self._by_name_or_question(choice, subject, columns)
        return self._ask_refund_tax(choice, choice.less[REFUND]) if REFUND in choice.less else choice

    def _by_proof(self, component: Component, choice: Choice, subject: str, *, has: bool) -> Choice:
        found = component.term_of(subject)
        if has is WANTED[subject]:
            if found:
                self._proven(choice, subject, found[1], took=_in_words(subject, choice.base.name, has=has))
            return choice
        term = _taken_off(found[0]) if found else sum_term(subject, self._money.of_role(subject))
        proof = found[1] if found else next(iter(component.edges))
        adjusted = replace(choice, less={**choice.less, subject: term})
        words = f"{' and '.join(term.headers)} taken off {choice.base.name}"
        self._proven(choice, subject, proof, took=words, other=(choice, adjusted))
        return adjusted

    def _proven(
        self, choice: Choice, subject: str, edge: Edge, *, took: str, other: tuple[Choice, Choice] | None = None
    ) -> None:
        alternatives: tuple[Alternative, ...] = ()
        if other:
            alternatives = (
                Alternative(took, {}, self._net.total(other[1])),
                Alternative(f"{choice.base.name} as it stands", {}, self._net.total(other[0])),
            )
        self.decisions.append(Decision(self._file, _QUESTIONS[subject], took, edge.sentence(), "", alternatives))

    def _by_name_or_question(self, choice: Choice, subject: str, columns: list[Column]) -> Choice:
        readings = self._readings.of(choice, subject, columns)
        answered = self._answered(subject, readings)
        named = self._named(choice, subject, readings)
        chosen = answered if answered is not None else named[0] if named else 0
        proof = "" if answered is not None else named[1] if named else ""
        totals = [self._net.total(reading.choice) for reading in readings]
        if len(set(totals)) == 1:
            return readings[0].choice
        decision = Decision(
            self._file,
            self._question(subject, columns),
            readings[chosen].words,
            proof,
            readings[chosen].words if answered is not None else "",
            tuple(Alternative(each.words, each.answer, total) for each, total in zip(readings, totals, strict=True)),
            KEYS[subject],
        )
        self.decisions.append(decision)
        return readings[chosen].choice

    def _question(self, subject: str, columns: list[Column]) -> str:
        names = " and ".join(column.header for column in columns)
        rows = np.zeros(len(self._money.orders.group), bool)
        held = []
        for column in columns:
            there = column.amounts.present & (column.amounts.values != 0)
            rows |= there
            held.append(sum_text(column.amounts, self._money.exchange))
        where = counted(int(rows.sum()), "row")
        may_be_shares = any(each.is_rate for each in columns) or any(
            term.subject == subject and SHARE in term.how for term in self._sums.options
        )
        holds = f"{names} is filled in {where}" if may_be_shares else f"{names} holds {' and '.join(held)} in {where}"
        return f"{holds}. {_ASKED[subject]}"

    def _answered(self, subject: str, readings: list[Reading]) -> int | None:
        key = KEYS[subject]
        if key not in self._known.answers:
            return None
        said = self._known.answers[key]
        return next((place for place, each in enumerate(readings) if each.answer[key] == said), None)

    def _named(self, choice: Choice, subject: str, readings: list[Reading]) -> tuple[int, str] | None:
        """The reading that the vendor's format, the column's name or the statuses of the rows settle, and why."""
        key, base = KEYS[subject], choice.base
        if key in self._known.facts:
            said = self._known.facts[key]
            places = [place for place, each in enumerate(readings) if said in (each.answer[key], "column")]
            if places:
                return places[0], f"so it is in {self._known.vendor}"
        if subject == REFUND:
            return self._refunded_in_full()
        if subject == TAX and base.parts & {"net", "gross"} and not self._is_net_of_others(base):
            has = "gross" in base.parts and "net" not in base.parts
            return int(has), f"the name {base.name} says so"
        if subject == DISCOUNT and base.parts & {"net"} and base.header:
            return 0, f"the name {base.name} says so"
        return self._only_discount(choice, readings) if subject == DISCOUNT else None

    def _is_net_of_others(self, base: Node) -> bool:
        """Whether net may mean after refunds or fees, so that the name says nothing about tax."""
        if TAX in base.parts:
            return False
        bare = base.parts == {"net"} and bool(self._money.of_role(FEE) or self._money.of_role(REFUND))
        return bare or bool(base.parts & {REFUND, FEE, "around"})

    def _only_discount(self, choice: Choice, readings: list[Reading]) -> tuple[int, str] | None:
        """Quantity x list price has no discount in it; where only one kind of discount fits, it is that one."""
        if choice.base.header or "list_price" not in choice.base.parts:
            return None
        header = self._money.header_of("list_price")
        return (0, f"{header} is the price before the discount") if len(readings) == 2 else None  # noqa: PLR2004

    def _refunded_in_full(self) -> tuple[int, str] | None:
        """Where a row that was refunded in full has an amount, the amount is before refunds."""
        rows = self._kinds.fully_refunded & (self._money.orders.group >= 0)
        if not rows.any():
            return None
        orders = np.unique(self._money.orders.group[rows])
        for place, column in enumerate(self._money.of_role(REFUND)):
            refunds = self._money.orders.once(column.amounts)
            for each in self._money.columns.values():
                if each.role != "amount":
                    continue
                amounts = (
                    self._money.orders.once(each.amounts)
                    if each.shape != LINE
                    else self._money.orders.sums(each.amounts)
                )
                scale = max(refunds.scale, amounts.scale)
                first, second = rescale(refunds, scale).values[orders], rescale(amounts, scale).values[orders]
                if bool((np.abs(first) == np.abs(second)).all()) and bool((first != 0).all()):
                    held = counted(len(orders), "order")
                    return place, f"{column.header} is all of {each.header} in {held} refunded in full"
        return None

    def _ask_refund_tax(self, choice: Choice, term: Term) -> Choice:
        """Where part of an order with tax or shipping came back: is the tax in the refund?"""
        said = str(self._known.answers.get("refund_tax", ""))
        readings = (
            Alternative(
                "a refund gave its share of tax and shipping back",
                {"refund_tax": INCLUDED},
                self._net.total(replace(choice, refund_with_tax=True)),
            ),
            Alternative(
                "a refund is for goods alone",
                {"refund_tax": EXCLUDED},
                self._net.total(replace(choice, refund_with_tax=False)),
            ),
        )
        if readings[0].net_revenue == readings[1].net_revenue:
            return choice
        what = f"{term.headers[0]} takes back part of orders with tax or shipping. Is tax in it?"
        took = readings[1 if said == EXCLUDED else 0].reading
        self.decisions.append(Decision(self._file, what, took, "", took if said else "", readings, "refund_tax"))
        return replace(choice, refund_with_tax=said != EXCLUDED)


def _is_whole(node: Node) -> bool:
    """Whether a name speaks of the total of an order, which may well have shipping in it."""
    return "total" in node.parts and not node.parts & {"sub", "net"} and not of_the_line(node.header)


def _in_words(subject: str, name: str, *, has: bool) -> str:
    words = {DISCOUNT: "after discounts", REFUND: "after refunds", "fee": "after fees"}
    if subject in words:
        return f"{name} is {words[subject]}" if has else f"{name} is before fees"
    noun = {TAX: "tax", SHIPPING: "shipping", "extra": "tips and gift cards"}[subject]
    return f"{name} is {'with' if has else 'without'} {noun}"


def _taken_off(term: Term) -> Term:
    """A proven term as it is taken off what has it in it: a percentage on top is a smaller part of the whole."""
    how = tuple(WITHIN if each == PERCENT and term.subject == TAX else each for each in term.how)
    return replace(term, how=how, rounded=True)
