"""Net revenue of each line: which column it is, what is taken off, the proof of it, and the questions that are open."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from whalecurve.domain.words.formats import counted
from whalecurve.intake.meaning.components import SUBJECTS, WANTED, Component, components, wrong
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.identities import (
    LINE,
    ORDER,
    PERCENT,
    SHARE,
    UNIT,
    WITHIN,
    Arithmetic,
    Edge,
    Node,
    Term,
    of_the_line,
)
from whalecurve.intake.meaning.money_columns import DISCOUNT, FEE, REFUND, SHIPPING, TAX, Column, MoneyColumns
from whalecurve.intake.meaning.net import Choice, NetRevenue
from whalecurve.intake.meaning.orders import ONCE, REPEATED
from whalecurve.intake.meaning.row_kinds import RowKinds
from whalecurve.intake.meaning.sums import sum_text
from whalecurve.intake.meaning.words import header_parts
from whalecurve.intake.values.exact import Amounts, rescale

INCLUDED, EXCLUDED, NONE = "included", "excluded", ""
_MINOR: Final = 2
_ENOUGH_ORDERS: Final = 3
_SAMPLE: Final = 4


@dataclass
class Revenue:
    """Net revenue of every row, the discount that was taken off where it is known, and the decisions behind it."""

    net: Amounts
    given_away: Amounts | None
    decisions: list[Decision]
    base: str = ""


class RevenueReader:
    """Finds the reading of one source's money columns."""

    def __init__(
        self,
        file: str,
        money: MoneyColumns,
        kinds: RowKinds,
        answers: Mapping[str, Any],
        facts: Mapping[str, str],
        vendor: str,
    ) -> None:
        """Take what the file holds, what the user answered, and what is known of the vendor's export."""
        self._file, self._money, self._kinds = file, money, kinds
        self._answers, self._facts, self._vendor = answers, facts, vendor
        hows = {header: str(how) for header, how in self._known_hows().items()}
        self._sums = Arithmetic(money, hows)
        self._edges = self._sums.edges()
        self._components = components(self._sums.nodes, self._edges, self._all_in())
        self._net = NetRevenue(money, self._components)
        self.decisions: list[Decision] = []

    def _known_hows(self) -> dict[str, str]:
        how = self._answers.get("discounts") or self._facts.get("discounts")
        headers = [column.header for column in self._money.of_role(DISCOUNT)]
        return dict.fromkeys(headers, how) if how in (LINE, ORDER, UNIT, PERCENT, SHARE) and len(headers) == 1 else {}

    def _all_in(self) -> frozenset[Node]:
        return frozenset(
            node for node in self._sums.nodes if "total" in node.parts and not node.parts & {"net", "sub", "context"}
        )

    def read(self) -> Revenue | None:
        """The reading; ``None`` where there is neither an amount nor a quantity with a price."""
        found = self._component()
        if found is None:
            return None
        component, node = found
        choice = self._settle(component, Choice(node, self._counts_once(component, node)))
        net = self._net.net(choice)
        return Revenue(net, self._net.given_away(choice), self.decisions, node.name)

    # Which column.

    def _component(self) -> tuple[Component, Node] | None:
        wanted = self._money.header_of("amount")
        said = self._answers.get("amount")
        best = [(each, self._best(each)) for each in self._components]
        own = [pair for pair in best if wanted and any(node.header == wanted for node in pair[0].nodes)]
        own.sort(key=lambda pair: self._weight(*pair), reverse=True)
        if own and said:
            return own[0]
        return self._between(own, best)

    def _between(
        self, own: list[tuple[Component, Node]], best: list[tuple[Component, Node]]
    ) -> tuple[Component, Node] | None:
        others = sorted((pair for pair in best if pair not in own), key=lambda pair: self._weight(*pair), reverse=True)
        order = _without_twins([*own, *others])
        if not order:
            return None
        chosen = order[0]
        rivals = [pair for pair in order if pair is not chosen and pair[1].header and self._competes(pair, chosen)]
        gross = [pair for pair in rivals if self._is_gross_of(pair[1], chosen[1])]
        if gross and len(gross) == len(rivals):
            self._say_net(chosen[1], gross)
            return chosen
        if rivals:
            self._ask_amount([chosen, *rivals], named=bool(own))
        elif chosen[0].edges:
            self._say_proof(chosen[0], chosen[1])
        return chosen

    def _weight(self, component: Component, node: Node) -> tuple[bool, int, bool]:
        """What speaks for a group of amounts: one of them is known to be of the line; proofs; a column of its own."""
        shape = self._money.columns[node.header].shape if node.header else LINE
        of_line = node.level == LINE and (shape not in (ONCE, REPEATED) or component.proves_lines(node))
        return of_line, len(component.edges), bool(node.header)

    def _is_gross_of(self, rival: Node, chosen: Node) -> bool:
        """Whether two columns are called net and gross, and no net amount is larger than its gross one."""
        if not (chosen.header and "net" in chosen.parts and "gross" in rival.parts and "net" not in rival.parts):
            return False
        net, gross = (self._money.columns[node.header].amounts for node in (chosen, rival))
        scale = max(net.scale, gross.scale)
        low, high = rescale(net, scale).values, rescale(gross, scale).values
        both = net.present & gross.present
        return bool(both.any()) and bool((np.abs(low) <= np.abs(high))[both].all())

    def _say_net(self, chosen: Node, gross: list[tuple[Component, Node]]) -> None:
        names = ", ".join(node.name for _, node in gross)
        proof = f"its name says that it is net, and no row has more in it than in {names}"
        alternatives = tuple(
            Alternative(node.name, {"amount": node.header}, self._net.total(Choice(node, self._repeats(node))))
            for node in (chosen, *(node for _, node in gross))
        )
        what = "Which amount is the revenue?"
        self.decisions.append(Decision(self._file, what, chosen.name, proof, alternatives=alternatives, key="amount"))

    def _competes(self, rival: tuple[Component, Node], chosen: tuple[Component, Node]) -> bool:
        header = rival[1].header
        if any(node.header == header for node in chosen[0].nodes):
            return False
        return self._net.total(Choice(rival[1], self._repeats(rival[1]))) != self._net.total(
            Choice(chosen[1], self._repeats(chosen[1]))
        )

    def _repeats(self, node: Node) -> bool:
        return bool(node.header) and self._money.columns[node.header].shape == REPEATED

    def _best(self, component: Component) -> Node:
        """The node that needs least to be net revenue: known flags, then lines before orders, then columns."""
        wanted = self._money.header_of("amount")
        return min(
            component.nodes,
            key=lambda node: (
                self._is_repeated_without_proof(component, node),
                node.level == ORDER,
                wrong(component, node),
                not node.header,
                node.header != wanted,
            ),
        )

    def _is_repeated_without_proof(self, component: Component, node: Node) -> bool:
        if not node.header or node.level == ORDER or len(component.nodes) == 1:
            return False
        shape = self._money.columns[node.header].shape
        return shape == ONCE or (shape == REPEATED and not component.proves_lines(node))

    def _say_proof(self, component: Component, node: Node) -> None:
        touching = [edge for edge in component.edges if node in (edge.low, edge.high)] or list(component.edges)
        proof = ". ".join(dict.fromkeys(edge.sentence() for edge in touching[:_SAMPLE]))
        self.decisions.append(
            Decision(
                self._file,
                "Which amount is the revenue?",
                node.name,
                proof,
                alternatives=self._amounts(component),
                key="amount",
            )
        )

    def _amounts(self, component: Component) -> tuple[Alternative, ...]:
        return tuple(
            Alternative(node.name, {"amount": node.header}, self._net.total(Choice(node)))
            for node in component.nodes
            if node.header and node.level == LINE
        )

    def _ask_amount(self, pairs: list[tuple[Component, Node]], *, named: bool) -> None:
        alternatives = tuple(
            Alternative(node.name, {"amount": node.header}, self._net.total(Choice(node, self._repeats(node))))
            for _, node in pairs
            if node.header
        )
        if len(alternatives) <= 1 and not named:
            return
        self.decisions.append(
            Decision(
                self._file, "Which column is the revenue?", pairs[0][1].name, alternatives=alternatives, key="amount"
            )
        )

    # Line or order.

    def _counts_once(self, component: Component, node: Node) -> bool:
        if not node.header:
            return False
        if node.header in self._answers.get("order_amounts", ()):
            return True
        column = self._money.columns[node.header]
        if column.shape == ONCE:
            return node.level == ORDER
        if column.shape != REPEATED or component.proves_lines(node):
            return False
        return self._ask_level(node, column)

    def _ask_level(self, node: Node, column: Column) -> bool:
        several = int((self._money.orders.sizes > 1).sum())
        proof = ""
        if (
            several >= _ENOUGH_ORDERS
            and "total" in column.parts | {"total"} & header_parts(node.header)
            and column.parts & {"total", "sub"}
        ):
            proof = f"{node.header} is the same on each line of all {counted(several, 'order')} with several lines"
        alternatives = (
            Alternative(
                f"{node.header} counts once per order",
                {"order_amounts": [node.header]},
                self._net.total(Choice(node, once=True)),
            ),
            Alternative(f"{node.header} counts on each line", {"order_amounts": []}, self._net.total(Choice(node))),
        )
        answered = self._answers.get("order_amounts")
        orders = counted(several, "order")
        what = f"{node.header} is the same on each line of {orders}. Does it hold for the whole order?"
        once = answered is None
        answer = "" if answered is None else "it counts on each line"
        took = alternatives[0 if once else 1].reading
        self.decisions.append(Decision(self._file, what, took, proof, answer, alternatives, "order_amounts"))
        return once

    # What is in it.

    def _settle(self, component: Component, choice: Choice) -> Choice:
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
        term = _taken_off(found[0]) if found else _sum_term(subject, self._money.of_role(subject))
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
        readings = self._readings(choice, subject, columns)
        answered = self._answered(subject, readings)
        named = self._named(choice, subject, readings)
        chosen = answered if answered is not None else named[0] if named else 0
        proof = "" if answered is not None else named[1] if named else ""
        if len({self._net.total(reading.choice) for reading in readings}) == 1:
            return readings[0].choice
        decision = Decision(
            self._file,
            self._question(subject, columns),
            readings[chosen].words,
            proof,
            readings[chosen].words if answered is not None else "",
            tuple(Alternative(each.words, each.answer, self._net.total(each.choice)) for each in readings),
            _KEYS[subject],
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

    def _readings(self, choice: Choice, subject: str, columns: list[Column]) -> list["_Reading"]:
        base = choice.base.name
        if subject == TAX:
            term = _sum_term(TAX, columns)
            return [
                _Reading(f"{base} is without tax", {"tax": EXCLUDED}, choice),
                _Reading(f"{base} includes tax", {"tax": INCLUDED}, _less(choice, term)),
            ]
        if subject == SHIPPING:
            return [
                _Reading(f"{base} is without shipping", {"shipping": EXCLUDED}, choice),
                _Reading(
                    f"{base} includes shipping", {"shipping": INCLUDED}, _less(choice, _sum_term(SHIPPING, columns))
                ),
            ]
        if subject == FEE:
            return [
                _Reading(f"{base} is after fees", {"fees": "taken off"}, _less(choice, _fee_term(columns))),
                _Reading(f"{base} is before fees", {"fees": "not taken off"}, choice),
            ]
        if subject == REFUND:
            return [
                *(
                    _Reading(
                        f"{column.header} is taken off {base}",
                        {"refunds": column.header},
                        _less(choice, _sum_term(REFUND, [column])),
                    )
                    for column in columns
                ),
                _Reading(f"{base} is after refunds", {"refunds": NONE}, choice),
            ]
        return self._discount_readings(choice)

    def _discount_readings(self, choice: Choice) -> list["_Reading"]:
        base = choice.base.name
        found = [_Reading(f"{base} is after the discount", {"discounts": INCLUDED}, choice)]
        for term in sorted(self._sums.options, key=lambda term: _HOW_ORDER.index(term.how[0])):
            if term.subject != DISCOUNT or len(term.headers) > 1 or term.how[0] == "order percent":
                continue
            words = f"{term.headers[0]} is taken off {base}" + _HOWS[term.how[0]]
            less = _less(choice, term)
            if not self._turns_sales_round(choice, less):
                found.append(_Reading(words, {"discounts": term.how[0]}, less))
        if not choice.base.header and "list_price" in choice.base.parts:
            found = [*found[1:], found[0]]
        return found

    def _turns_sales_round(self, choice: Choice, less: Choice) -> bool:
        """Whether a discount would take more than the price off any sale, so that nobody can have meant it."""
        before, after = self._net.net(choice), self._net.net(less)
        rows = (self._money.orders.group >= 0) & before.present & after.present & (before.values > 0)
        return bool((after.values[rows] < 0).any())

    def _answered(self, subject: str, readings: list["_Reading"]) -> int | None:
        key = _KEYS[subject]
        if key not in self._answers:
            return None
        said = self._answers[key]
        return next((place for place, each in enumerate(readings) if each.answer[key] == said), None)

    def _named(self, choice: Choice, subject: str, readings: list["_Reading"]) -> tuple[int, str] | None:
        """The reading that the vendor's format, the column's name or the statuses of the rows settle, and why."""
        key, base = _KEYS[subject], choice.base
        if key in self._facts:
            said = self._facts[key]
            places = [place for place, each in enumerate(readings) if said in (each.answer[key], "column")]
            if places:
                return places[0], f"so it is in {self._vendor}"
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

    def _only_discount(self, choice: Choice, readings: list["_Reading"]) -> tuple[int, str] | None:
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
        said = str(self._answers.get("refund_tax", ""))
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


def _fee_term(columns: list[Column]) -> Term:
    """Fees of the rows, added to what is after them; most exports write them above zero, some below."""
    below = sum(int((column.amounts.values < 0).sum() - (column.amounts.values > 0).sum()) for column in columns)
    return replace(_sum_term(FEE, columns), sign=-1 if below > 0 else 1)


@dataclass(frozen=True)
class _Reading:
    words: str
    answer: Mapping[str, Any]
    choice: Choice


# Where nothing proves it: what could be shares is shares, else it is money of the line, of the order, a percentage.
_HOW_ORDER: Final = (SHARE, LINE, ORDER, PERCENT, "order percent", UNIT)
_KEYS: Final = {TAX: "tax", SHIPPING: "shipping", DISCOUNT: "discounts", REFUND: "refunds", FEE: "fees"}
_ASKED: Final = {
    TAX: "Is it in the amounts?",
    SHIPPING: "Is it in the amounts?",
    DISCOUNT: "Is it still to be taken off?",
    REFUND: "Take it off?",
    FEE: "Is it taken off the amounts already?",
}
_HOWS: Final = {
    LINE: "",
    ORDER: ", once per order",
    UNIT: ", for each unit",
    PERCENT: " as a percentage",
    SHARE: " as a share",
}
_QUESTIONS: Final = {
    DISCOUNT: "Are discounts taken off?",
    REFUND: "Are refunds taken off?",
    TAX: "Is tax in the amounts?",
    SHIPPING: "Is shipping in the amounts?",
    "extra": "Are tips and gift cards in the amounts?",
    "fee": "Are fees taken off?",
}


def _is_whole(node: Node) -> bool:
    """Whether a name speaks of the total of an order, which may well have shipping in it."""
    return "total" in node.parts and not node.parts & {"sub", "net"} and not of_the_line(node.header)


def _in_words(subject: str, name: str, *, has: bool) -> str:
    words = {DISCOUNT: "after discounts", REFUND: "after refunds", "fee": "after fees"}
    if subject in words:
        return f"{name} is {words[subject]}" if has else f"{name} is before fees"
    noun = {TAX: "tax", SHIPPING: "shipping", "extra": "tips and gift cards"}[subject]
    return f"{name} is {'with' if has else 'without'} {noun}"


def _without_twins(order: list[tuple[Component, Node]]) -> list[tuple[Component, Node]]:
    """A column of orders stands twice, by line and by order; what comes first in the list is the one to look at."""
    kept: list[tuple[Component, Node]] = []
    seen: set[str] = set()
    for component, node in order:
        if not node.header or node.header not in seen:
            kept.append((component, node))
        seen |= {each.header for each in component.nodes}
    return kept


def _taken_off(term: Term) -> Term:
    """A proven term as it is taken off what has it in it: a percentage on top is a smaller part of the whole."""
    how = tuple(WITHIN if each == PERCENT and term.subject == TAX else each for each in term.how)
    return replace(term, how=how, rounded=True)


def _sum_term(subject: str, columns: list[Column]) -> Term:
    headers = tuple(column.header for column in columns)
    return Term(subject, headers, tuple(_how_of(column) for column in columns))


def _how_of(column: Column) -> str:
    if column.is_rate:
        return WITHIN
    return ORDER if column.shape in (ONCE, REPEATED) else LINE


def _less(choice: Choice, term: Term) -> Choice:
    return replace(choice, less={**choice.less, term.subject: term})
