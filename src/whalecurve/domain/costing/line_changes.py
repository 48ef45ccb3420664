"""The lines of two statements side by side, matched by their names."""

from dataclasses import dataclass

from whalecurve.domain import columns as c
from whalecurve.domain.costing.statement import Line, Statements
from whalecurve.domain.money.apportion import exact_sum


@dataclass(frozen=True)
class LineTotal:
    """One line of the statement over a whole period, minor units; costs positive.

    Attributes:
        customers: What all customers carry of it together.
        unassigned: What belongs to no known customer.
        unused: Capacity that nobody used.
    """

    customers: int
    unassigned: int = 0
    unused: int = 0

    @property
    def whole(self) -> int:
        """All of it.

        >>> LineTotal(70, 20, 10).whole
        100
        """
        return self.customers + self.unassigned + self.unused


@dataclass(frozen=True)
class LineChange:
    """A line that stands in one statement or in both, matched by its name.

    Attributes:
        name: Name of the line.
        left: None when the left plan has no such line.
        right: None when the right plan has no such line.
    """

    name: str
    left: LineTotal | None
    right: LineTotal | None

    @property
    def is_added(self) -> bool:
        """Whether only the right plan has it."""
        return self.left is None

    @property
    def is_removed(self) -> bool:
        """Whether only the left plan has it."""
        return self.right is None

    @property
    def difference(self) -> int:
        """What all customers together carry more of it; a line that is not there counts nothing.

        >>> LineChange("Rent", LineTotal(70, 30), LineTotal(90, 10)).difference, LineChange("Rent", None,
        ...     LineTotal(5)).difference
        (20, 5)
        """
        return (self.right.customers if self.right else 0) - (self.left.customers if self.left else 0)

    @property
    def whole_difference(self) -> int:
        """What there is more of it, with the parts that no customer carries."""
        return (self.right.whole if self.right else 0) - (self.left.whole if self.left else 0)


def revenue_change(left: Statements, right: Statements) -> LineChange:
    """Net revenue of both sides; it differs when the periods do."""
    return LineChange(c.NET_REVENUE, _total(left.net_revenue), _total(right.net_revenue))


def cost_changes(left: Statements, right: Statements) -> tuple[LineChange, ...]:
    """Every cost line of either side by name: those of the left in its order, then what the right adds."""
    before, after = _cost_totals(left), _cost_totals(right)
    return tuple(LineChange(name, before.get(name), after.get(name)) for name in {**before, **after})


def _cost_totals(statements: Statements) -> dict[str, LineTotal]:
    return {name: _total(line, statements.unused.get(name, 0)) for name, line in statements.cost_lines.items()}


def _total(line: Line, unused: int = 0) -> LineTotal:
    return LineTotal(exact_sum(line.amounts), line.unassigned, unused)
