"""What ``only`` means: which part of a scope is about lines, which about customers, and whom it lets through."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from whalecurve.domain import columns as c
from whalecurve.domain.errors import PlanError
from whalecurve.domain.ledger import find_name
from whalecurve.domain.scenario import Scenario, Scope


def line_part(only: Scope, traits: tuple[str, ...], has: frozenset[str]) -> Scope:
    """The conditions of a scope that are about lines (product, category, rep), under their canonical names.

    Args:
        only: Conditions of a cost.
        traits: The customers' own columns.
        has: What the files carry.

    Raises:
        PlanError: If a condition names a column that is neither.

    >>> line_part((("Category", ("Tea",)), ("Region", ("North",))), ("Region",), frozenset({"category"}))
    (('category', ('Tea',)),)
    >>> line_part((("Colour", ("Red",)),), ("Region",), frozenset({"category"}))
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.PlanError: A cost is limited to a column that the files do not have. Found: Colour. To
        fix it: use one of category, Region.
    """
    lines = tuple(name for name in c.LINE_SCOPES if name in has)
    found = []
    for column, values in only:
        line_column = find_name(column, lines)
        if line_column is not None:
            found.append((line_column, values))
        elif find_name(column, traits) is None:
            raise PlanError(
                "A cost is limited to a column that the files do not have",
                found=column,
                remedy="use one of " + ", ".join((*lines, *traits)),
            )
    return tuple(sorted(found))


def customer_mask(only: Scope, customers: pd.DataFrame, has: frozenset[str]) -> npt.NDArray[np.bool_]:
    """Whom the conditions about customers let through; shape (customers + 1,), nobody known last."""
    traits = tuple(name for name in customers.columns if name not in {c.CUSTOMER_ID, c.CUSTOMER_NAME})
    lines = tuple(name for name in c.LINE_SCOPES if name in has)
    inside = np.ones(len(customers) + 1, dtype=bool)
    for column, values in only:
        trait = find_name(column, traits)
        if find_name(column, lines) is None and trait is not None:
            inside &= np.append(customers[trait].isin(list(values)).to_numpy(), np.False_)
    return inside


def line_scopes(scenario: Scenario, traits: tuple[str, ...], has: frozenset[str]) -> tuple[Scope, ...]:
    """Every line scope that the plan needs facts of, once each."""
    parts = {line_part(cost.only, traits, has) for cost in scenario.variable if cost.only}
    return tuple(sorted(part for part in parts if part))


def scope_codes(scope: Scope, labels: Mapping[str, Sequence[str]]) -> dict[str, list[int]]:
    """A line scope in the codes of the transactions table; a value that never occurs has no code.

    >>> scope_codes((("category", ("Tea", "Ink")),), {"category": ["Coffee", "Tea"]})
    {'category': [1]}
    """
    return {column: [code for code, text in enumerate(labels[column]) if text in values] for column, values in scope}
