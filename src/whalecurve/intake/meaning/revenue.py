"""Net revenue of each line: which column it is, what is taken off, the proof of it, and the questions that are open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from whalecurve.domain.words.formats import counted
from whalecurve.intake.meaning.components import Component, components, wrong
from whalecurve.intake.meaning.contents import Contents, Known
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.identities import (
    LINE,
    ORDER,
    PERCENT,
    SHARE,
    UNIT,
    Arithmetic,
    Node,
)
from whalecurve.intake.meaning.money_columns import DISCOUNT, SHIPPING, Column, MoneyColumns
from whalecurve.intake.meaning.net import Choice, NetRevenue
from whalecurve.intake.meaning.orders import ONCE, REPEATED
from whalecurve.intake.meaning.row_kinds import RowKinds
from whalecurve.intake.meaning.words import header_parts
from whalecurve.intake.values.exact import Amounts, rescale

_ENOUGH_ORDERS: Final = 3
_SAMPLE: Final = 4


@dataclass
class Revenue:
    """Net revenue of every row, the discount that was taken off where it is known, and the decisions behind it.

    ``charged`` are columns of shipping that totals prove to be paid by the customers, with the sentence that says so.
    """

    net: Amounts
    given_away: Amounts | None
    decisions: list[Decision]
    base: str = ""
    charged: Mapping[str, str] = field(default_factory=dict)


class RevenueReader:
    """Finds the reading of one source's money columns."""

    def __init__(self, file: str, money: MoneyColumns, kinds: RowKinds, known: Known) -> None:
        """Take what the file holds, what the user answered, and what is known of the vendor's export."""
        self._file, self._money, self._known = file, money, known
        hows = {header: str(how) for header, how in self._known_hows().items()}
        self._sums = Arithmetic(money, hows)
        self._edges = self._sums.edges()
        self._components = components(self._sums.nodes, self._edges, self._all_in())
        self._net = NetRevenue(money, self._components)
        self._contents = Contents(file, money, kinds, self._sums, self._net, known)
        self.decisions: list[Decision] = []

    def _known_hows(self) -> dict[str, str]:
        how = self._known.answers.get("discounts") or self._known.facts.get("discounts")
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
        choice = self._contents.settle(component, Choice(node, self._counts_once(component, node)))
        net = self._net.net(choice)
        decisions = [*self.decisions, *self._contents.decisions]
        return Revenue(net, self._net.given_away(choice), decisions, node.name, self._charged())

    def _charged(self) -> dict[str, str]:
        return {
            header: edge.sentence()
            for edge in self._edges
            for term in edge.terms
            for header in term.headers
            if term.subject == SHIPPING
        }

    # Which column.

    def _component(self) -> tuple[Component, Node] | None:
        wanted = self._money.header_of("amount")
        said = self._known.answers.get("amount")
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
        if node.header in self._known.answers.get("order_amounts", ()):
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
        answered = self._known.answers.get("order_amounts")
        orders = counted(several, "order")
        what = f"{node.header} is the same on each line of {orders}. Does it hold for the whole order?"
        once = answered is None
        answer = "" if answered is None else "it counts on each line"
        took = alternatives[0 if once else 1].reading
        self.decisions.append(Decision(self._file, what, took, proof, answer, alternatives, "order_amounts"))
        return once


def _without_twins(order: list[tuple[Component, Node]]) -> list[tuple[Component, Node]]:
    """A column of orders stands twice, by line and by order; what comes first in the list is the one to look at."""
    kept: list[tuple[Component, Node]] = []
    seen: set[str] = set()
    for component, node in order:
        if not node.header or node.header not in seen:
            kept.append((component, node))
        seen |= {each.header for each in component.nodes}
    return kept
