"""The tree as a list of nodes that a chart can draw."""

from dataclasses import dataclass

from whalecurve.domain.segments.traits.encoding import Encoded
from whalecurve.domain.segments.tree.paths import conditions_of, steps_to
from whalecurve.domain.segments.tree.rules import RuleTree


@dataclass(frozen=True)
class TreeNode:
    """One node.

    Attributes:
        node: Its number; the root is 0.
        parent: Number of its parent; -1 for the root.
        depth: Splits above it.
        place: Where it stands from left to right, in leaves: 0.0 is the first leaf; an inner node stands over its
            children.
        words: The split that leads to it; empty for the root.
        customers: How many it holds.
        high: How many of them are high-profit.
        leaf: Whether it is a rule.
    """

    node: int
    parent: int
    depth: int
    place: float
    words: str
    customers: int
    high: int
    leaf: bool

    @property
    def rate(self) -> float:
        """Share of high-profit customers, 0 to 1."""
        return self.high / self.customers


def tree_nodes(tree: RuleTree, encoded: Encoded) -> tuple[TreeNode, ...]:
    """List the nodes of a tree, parents before children.

    Args:
        tree: The tree that holds.
        encoded: The traits in whose words it speaks.
    """
    return tuple(sorted(_Walk(tree, encoded).visit(0), key=lambda node: node.node))


class _Walk:
    """Visits the leaves from left to right and gives each its place."""

    def __init__(self, tree: RuleTree, encoded: Encoded) -> None:
        self.grown, self.encoded = tree.grown, encoded
        self.rules = {rule.node: rule for rule in tree.rules}
        self.leaves_seen = 0

    def visit(self, node: int) -> list[TreeNode]:
        if self.grown.left[node] < 0:
            rule = self.rules[node]
            self.leaves_seen += 1
            return [self._made(node, float(self.leaves_seen - 1), rule.customers, rule.high)]
        left, right = (self.visit(int(child)) for child in (self.grown.left[node], self.grown.right[node]))
        one, other = left[0], right[0]
        middle = (one.place + other.place) / 2
        return [self._made(node, middle, one.customers + other.customers, one.high + other.high), *left, *right]

    def _made(self, node: int, place: float, customers: int, high: int) -> TreeNode:
        steps = steps_to(self.grown, node)
        words = conditions_of(self.encoded, steps[-1:])[0] if steps else ""
        parent = int(self.grown.parent[node]) if node else -1
        return TreeNode(node, parent, len(steps), place, words, customers, high, bool(self.grown.left[node] < 0))
