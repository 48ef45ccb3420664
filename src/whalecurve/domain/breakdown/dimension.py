"""What profit can be broken down by: what lines say, when, how large their order was, and what customers are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.costing.ledger import find_name
from whalecurve.domain.errors import WhalecurveError

OF_LINES: Final = "lines"
OF_MONTHS: Final = "months"
OF_ORDERS: Final = "orders"
OF_CUSTOMERS: Final = "customers"
MONTH: Final = "month"
ORDER_SIZE: Final = "order size"


@dataclass(frozen=True)
class Dimension:
    """One way to cut profit.

    Attributes:
        name: What people call it.
        kind: ``lines``, ``months``, ``orders`` or ``customers``: where its values stand.
        column: Column of the lines' codes, or of the customers.
    """

    name: str
    kind: str
    column: str = ""

    @property
    def of_customers(self) -> bool:
        """Whether its values are the customers' own: only then costs of customers can be spread over them."""
        return self.kind == OF_CUSTOMERS


def dimensions(line_columns: Mapping[str, str], traits: Sequence[str], has: frozenset[str]) -> tuple[Dimension, ...]:
    """Every dimension that the data allows, what stands on the lines first.

    Args:
        line_columns: Names of what lines say -> column of codes; the last name of a column counts.
        traits: The customers' own columns.
        has: Measures and keys that the files carry.

    >>> [each.name for each in dimensions({"Sales Rep": "rep", "rep": "rep"}, ("Rep", "Region"), frozenset({"order"}))]
    ['rep', 'month', 'order size', 'Rep of the customer', 'Region']
    """
    named = {column: name for name, column in line_columns.items()}
    inner = [Dimension(named[column], OF_LINES, column) for column in c.LINE_SCOPES if column in named]
    inner += [Dimension(name, OF_LINES, column) for column, name in named.items() if column not in c.LINE_SCOPES]
    inner.append(Dimension(MONTH, OF_MONTHS))
    if c.ORDER in has:
        inner.append(Dimension(ORDER_SIZE, OF_ORDERS))
    taken = (*(each.name for each in inner), *line_columns)
    return (*inner, *(Dimension(_apart(name, taken), OF_CUSTOMERS, name) for name in traits))


def _apart(trait: str, taken: Sequence[str]) -> str:
    """Name of a customers' column, told apart from what the lines have under the same name."""
    return f"{trait} of the customer" if any(find_name(trait, (name,)) for name in taken) else trait


def find_dimension(wanted: str, there: Sequence[Dimension], line_columns: Mapping[str, str]) -> Dimension:
    """The dimension that a name means, whatever its capitals and marks; a header of the lines is a name too.

    Raises:
        WhalecurveError: The data has none of that name.

    >>> find_dimension("Order-Size", dimensions({}, (), frozenset({"order"})), {}).name
    'order size'
    >>> find_dimension("colour", dimensions({}, (), frozenset()), {})
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: Profit cannot be broken down by this. Found: colour. To fix it: use one of
        month.
    """
    by_name = {each.name: each for each in there}
    found = find_name(wanted, tuple(by_name))
    if found is not None:
        return by_name[found]
    header = find_name(wanted, tuple(line_columns))
    for each in there:
        if header is not None and each.kind == OF_LINES and each.column == line_columns[header]:
            return each
    raise WhalecurveError(
        "Profit cannot be broken down by this", found=wanted, remedy="use one of " + ", ".join(by_name)
    )
