"""Amounts that hang together by proven identities, and what each of them has in it: tax, shipping, discount, refund."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from whalecurve.intake.meaning.identities import LINE, Edge, Node, Term
from whalecurve.intake.meaning.money_columns import DISCOUNT, EXTRA, FEE, REFUND, SHIPPING, TAX

SUBJECTS: Final = (DISCOUNT, REFUND, TAX, SHIPPING, EXTRA, FEE)
# What net revenue has: discounts and refunds taken off; no tax, shipping or gifts in it; fees are costs, not taken off.
WANTED: Final[Mapping[str, bool]] = {
    DISCOUNT: True,
    REFUND: True,
    TAX: False,
    SHIPPING: False,
    EXTRA: False,
    FEE: False,
}


@dataclass(frozen=True)
class Component:
    """Nodes that are related, the proofs among them, and per node which subjects it has, where that is proven."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    flags: Mapping[Node, Mapping[str, bool]]

    def term_of(self, subject: str) -> tuple[Term, Edge] | None:
        """The term of a subject in a proof, with the proof; the one with the fewest terms."""
        found = [(term, edge) for edge in self.edges for term in edge.terms if term.subject == subject]
        return min(found, key=lambda pair: (len(pair[1].terms), pair[1].level != LINE)) if found else None

    def proves_lines(self, node: Node) -> bool:
        """Whether a proof says that this column holds the amount of the line."""
        return any(edge.level == LINE and node in (edge.low, edge.high) and not edge.low.header for edge in self.edges)


def components(nodes: Sequence[Node], edges: Sequence[Edge], all_in: frozenset[Node]) -> list[Component]:
    """Groups of related nodes. ``all_in`` are nodes whose name says that everything to pay is in them."""
    group = {node: place for place, node in enumerate(nodes)}
    for edge in edges:
        old, new = group[edge.high], group[edge.low]
        group = {node: new if place == old else place for node, place in group.items()}
    found = []
    for place in dict.fromkeys(group.values()):
        members = tuple(node for node in nodes if group[node] == place)
        own = tuple(edge for edge in edges if group[edge.low] == place)
        found.append(Component(members, own, _flags(members, own, all_in)))
    return found


def _flags(nodes: Sequence[Node], edges: Sequence[Edge], all_in: frozenset[Node]) -> dict[Node, dict[str, bool]]:
    flags: dict[Node, dict[str, bool]] = {node: {} for node in nodes}
    for subject in SUBJECTS:
        for edge in edges:
            if any(term.subject == subject for term in edge.terms):
                flags[edge.low][subject], flags[edge.high][subject] = False, True
        _propagate(flags, edges, subject)
        if subject == TAX and not any(subject in found for found in flags.values()):
            for node in nodes:
                if node in all_in:
                    flags[node][subject] = True
            _propagate(flags, edges, subject)
    return flags


def _propagate(flags: dict[Node, dict[str, bool]], edges: Sequence[Edge], subject: str) -> None:
    """What one side of an equation without the subject has, the other side has too."""
    for _ in range(len(flags)):
        for edge in edges:
            if any(term.subject == subject for term in edge.terms):
                continue
            for one, other in ((edge.low, edge.high), (edge.high, edge.low)):
                if subject in flags[one] and subject not in flags[other]:
                    flags[other][subject] = flags[one][subject]


def wrong(component: Component, node: Node) -> int:
    """How many subjects a node is known to have other than net revenue wants."""
    return sum(WANTED[subject] is not found for subject, found in component.flags[node].items())
