"""What ``only`` means: which part of a scope is about lines, which about customers, and whom it lets through."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from whalecurve.domain import columns as c
from whalecurve.domain.costing.ledger import find_name
from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.scenario import Scenario, Scope


def line_part(only: Scope, traits: tuple[str, ...], lines: Mapping[str, str]) -> Scope:
    """The conditions of a scope that are about lines, under the names of their columns of codes.

    Args:
        only: Conditions of a cost.
        traits: The customers' own columns; of a header that both have, the customer's counts.
        lines: What the lines can be limited by: name -> column of codes.

    Raises:
        PlanError: If a condition names a column that is neither.

    >>> line_part((("Category", ("Tea",)), ("Region", ("North",))), ("Region",), {"category": "category"})
    (('category', ('Tea',)),)
    >>> line_part((("Colour", ("Red",)),), ("Region",), {"category": "category"})
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.PlanError: A cost is limited to a column that the files do not have. Found: Colour.
    To fix it: use one of category, Region.
    """
    found: dict[str, tuple[str, ...]] = {}
    for column, values in only:
        name = _line_name(column, traits, lines)
        if name is not None:
            before = found.get(lines[name], values)
            found[lines[name]] = tuple(value for value in before if value in values)
        elif find_name(column, traits) is None:
            raise PlanError(
                "A cost is limited to a column that the files do not have",
                found=column,
                remedy=_ways_out(tuple(dict.fromkeys((*lines, *traits)))),
            )
    return tuple(sorted(found.items()))


def customer_mask(only: Scope, customers: pd.DataFrame, lines: Mapping[str, str]) -> npt.NDArray[np.bool_]:
    """Whom the conditions about customers let through; shape (customers + 1,), nobody known last."""
    traits = tuple(name for name in customers.columns if name not in {c.CUSTOMER_ID, c.CUSTOMER_NAME})
    inside = np.ones(len(customers) + 1, dtype=bool)
    for column, values in only:
        trait = find_name(column, traits)
        if _line_name(column, traits, lines) is None and trait is not None:
            inside &= np.append(customers[trait].isin(list(values)).to_numpy(), np.False_)
    return inside


def _ways_out(names: tuple[str, ...]) -> str:
    return "use one of " + ", ".join(names) if names else "upload files with categories, reps or customers' own columns"


def _line_name(column: str, traits: tuple[str, ...], lines: Mapping[str, str]) -> str | None:
    """The line column that a condition means: product, category or rep first, then a trait, then a further one."""
    name = find_name(column, tuple(lines))
    if name is None or name in c.LINE_SCOPES or find_name(column, traits) is None:
        return name
    return None


def line_scopes(scenario: Scenario, traits: tuple[str, ...], lines: Mapping[str, str]) -> tuple[Scope, ...]:
    """Every line scope that the plan needs facts of, once each."""
    scopes = [cost.only for cost in scenario.costs if cost.only]
    parts = {line_part(only, traits, lines) for only in scopes}
    return tuple(sorted(part for part in parts if part))


def scope_codes(scope: Scope, labels: Mapping[str, Sequence[str]]) -> dict[str, list[int]]:
    """A line scope in the codes of the transactions table; a value that never occurs has no code.

    >>> scope_codes((("category", ("Tea", "Ink")),), {"category": ["Coffee", "Tea"]})
    {'category': [1]}
    """
    return {column: [code for code, text in enumerate(labels[column]) if text in values] for column, values in scope}
