"""The quantities of one period that costs are counted in: revenue, orders, lines, activities and the like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from whalecurve.domain import columns as c
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.money.exact_numbers import Quantity, quantity_from_text
from whalecurve.domain.plan.scenario import Scope
from whalecurve.domain.quantities.charged_months import ChargedMonths, EdgeMonth
from whalecurve.domain.quantities.facts import PeriodFacts

Worked = TypeVar("Worked")
_OF_CUSTOMERS = frozenset({"ids", "traits", "numeric_traits"})


@dataclass(frozen=True)
class Ledger:
    """All that a scenario needs about customers in one period; nothing here depends on a rate.

    Attributes:
        customers: One row per customer on file: id, name, traits, all text; the row is the code.
        facts: Sums over all lines of the period.
        scoped: Sums over the lines of each line scope that the plan names (product, category, rep).
        activities: Activity name -> int64 of shape (customers + 1,) at ``scales["activity_quantity"]``.
        scales: Decimals of each measure.
        cost_names: Further cost columns of the files, in order.
        has: Measures and keys that the files really carry.
        line_columns: What a cost can be limited to line by line: name -> column of codes.
        edges: Months at the ends of the data that the period reaches and that are not whole.
        so_far: Month -> the ledger from the period's first month to it, for months after which a rate of the plan
            changes.
    """

    customers: pd.DataFrame
    facts: PeriodFacts
    scales: Mapping[str, int]
    scoped: Mapping[Scope, PeriodFacts] = field(default_factory=dict)
    activities: Mapping[str, Ints] = field(default_factory=dict)
    cost_names: tuple[str, ...] = ()
    has: frozenset[str] = frozenset()
    line_columns: Mapping[str, str] = field(default_factory=dict)
    edges: tuple[EdgeMonth, ...] = ()
    so_far: "Mapping[int, Ledger]" = field(default_factory=dict, repr=False)
    _worked_out: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def size(self) -> int:
        """Number of customers on file."""
        return len(self.customers)

    @cached_property
    def ids(self) -> npt.NDArray[np.object_]:
        """Customer ids in code order; shape (customers,)."""
        return np.asarray(self.customers[c.CUSTOMER_ID], dtype=object)

    @cached_property
    def traits(self) -> tuple[str, ...]:
        """Names of the customers' own further columns."""
        return tuple(name for name in self.customers.columns if name not in {c.CUSTOMER_ID, c.CUSTOMER_NAME})

    @cached_property
    def numeric_traits(self) -> Mapping[str, Quantity]:
        """Customer columns that hold only numbers, with a last place of zero for what is unassigned."""
        found = {}
        for name in self.traits:
            quantity = quantity_from_text(self.customers[name].tolist())
            if quantity is not None and quantity.values.any():
                found[name] = Quantity(np.append(quantity.values, 0), quantity.scale)
        return found

    def once(self, key: object, work_out: Callable[[], Worked]) -> Worked:
        """What depends on nothing but this ledger and the key, worked out when it is first asked for."""
        if key not in self._worked_out:
            self._worked_out[key] = work_out()
        found: Worked = self._worked_out[key]
        return found

    def charged_months(self, part_months: str) -> ChargedMonths:
        """The months of the period that fixed costs are charged for."""
        return self.once(("charged", part_months), lambda: ChargedMonths.of(self.facts.period, self.edges, part_months))

    def with_sums(
        self,
        change: Callable[[PeriodFacts], PeriodFacts],
        scales: Mapping[str, int],
        done: Callable[[Mapping[str, Ints]], Mapping[str, Ints]] | None = None,
    ) -> "Ledger":
        """The same customers with every sum changed; what is known of the customers themselves is not read again.

        Args:
            change: What becomes of sums.
            scales: Decimals of each measure afterwards.
            done: What becomes of activities; nothing when left out.
        """
        return self.with_parts(
            facts=change(self.facts),
            scoped={scope: change(part) for scope, part in self.scoped.items()},
            activities=done(self.activities) if done else self.activities,
            scales=scales,
            so_far={month: part.with_sums(change, scales, done) for month, part in self.so_far.items()},
        )

    def with_parts(self, **parts: Any) -> "Ledger":  # noqa: ANN401 - attributes are of many kinds
        """The same customers with other sums, by the names of the attributes; the customers are not read again."""
        other = replace(self, **parts)
        other.__dict__.update({name: value for name, value in self.__dict__.items() if name in _OF_CUSTOMERS})
        return other

    def measure(self, name: str, facts: PeriodFacts | None = None) -> Quantity:
        """One measure of all lines, or of a scope's lines; shape (customers + 1,)."""
        return Quantity((facts or self.facts).sums[name], self.scales.get(name, 0))


def find_name(wanted: str, names: tuple[str, ...]) -> str | None:
    """The name that ``wanted`` means: the same text, else the only one that is alike but for case and marks.

    >>> find_name("days of credit", ("Days_of_Credit", "Region"))
    'Days_of_Credit'
    """
    if wanted in names:
        return wanted
    alike = [name for name in names if _plain(name) == _plain(wanted)]
    return alike[0] if len(alike) == 1 else None


@lru_cache(maxsize=4_096)
def _plain(name: str) -> str:
    return "".join(ch for ch in name.casefold() if ch.isalnum())
