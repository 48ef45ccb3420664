"""A cost plan with a period: everything that a slider moves, as one frozen value that survives JSON unchanged."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.cost_levels import require_level
from whalecurve.domain.plan.dated_amounts import DatedAmount
from whalecurve.domain.plan.dated_rates import DatedRate, rate_spans
from whalecurve.domain.plan.grades import require_grade
from whalecurve.domain.quantities.charged_months import PART_MONTHS, WHOLE
from whalecurve.domain.quantities.facts import Period

COST_OF_GOODS_KIND: Final = "cost_of_goods"
CODE_LENGTH: Final = 3
DRIVER_CUSTOMERS: Final = "customers"
SHARE_ALL: Final = "all"
SHARE_ACTIVE: Final = "active"
SHARE_MONTHS: Final = "months"
SHARES: Final = (SHARE_ALL, SHARE_ACTIVE, SHARE_MONTHS)

BASIS_REVENUE: Final = "revenue"
BASIS_ORDER: Final = "order"
BASIS_LINE: Final = "line"
BASIS_UNIT: Final = "unit"
BASIS_NEW_CUSTOMER: Final = "new_customer"
BASIS_CREDIT_DAY: Final = "credit_day"
BASES: Final = (BASIS_REVENUE, BASIS_ORDER, BASIS_LINE, BASIS_UNIT, BASIS_NEW_CUSTOMER, BASIS_CREDIT_DAY)

Scope = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class CostPool:
    """A fixed cost of a year, to be shared among customers.

    Attributes:
        name: What it pays for.
        annual_amount: Major units of the currency for twelve months; zero where the amounts have dates.
        driver: How it is shared: ``customers`` (the same part each), ``revenue``, ``gross_margin``, ``orders``,
            ``lines``, ``units``, an activity's name, or a numeric customer column.
        practical_capacity: What a year can really deliver, in units of the driver; then the rate is amount /
            capacity and what nobody used stays apart as unused capacity.
        only: Column -> allowed values; the cost is shared only there. A driver that belongs to the customer and not to
            the lines (customers, an activity, a column) counts for customers with a line there.
        dated: What the months cost, instead of an annual amount; months without one cost nothing.
        belongs_to: ``line``, ``order`` or ``customer`` where the driver is an activity; empty is ``customer``.
        sure: How sure the amount is, one of ``grades.GRADES``; empty where nobody says.
    """

    name: str
    annual_amount: Decimal = Decimal(0)
    driver: str = DRIVER_CUSTOMERS
    practical_capacity: Decimal | None = None
    only: Scope = ()
    dated: tuple[DatedAmount, ...] = ()
    belongs_to: str = ""
    sure: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be costed."""
        require_level(self.name, self.belongs_to)
        require_grade(self.name, self.sure)
        _require(bool(self.name.strip()), "A fixed cost needs a name", "an empty name", "write what it pays for")
        _require(
            bool(self.driver.strip()), f"The fixed cost {self.name} needs a driver", "an empty one", 'use "customers"'
        )
        _require(
            self.practical_capacity is None or self.practical_capacity > 0,
            f"The practical capacity of {self.name} must be above zero",
            str(self.practical_capacity),
            "give what a year can deliver in units of the driver, or leave it out",
        )
        _require(
            not (self.dated and self.annual_amount),
            f"The fixed cost {self.name} has an annual amount and amounts with dates",
            str(self.annual_amount),
            'give "annual_amount" or "amounts", not both',
        )


@dataclass(frozen=True)
class VariableCost:
    """A cost that follows the customer's own volume: a column of the files, or a rate.

    Attributes:
        name: What it pays for.
        kind: Free label (commission, freight, ...); ``cost_of_goods`` counts above the gross margin.
        rate: Per unit of ``per``; a share for ``revenue`` (0.05 is 5 %), a share of revenue per year for
            ``credit_day``.
        per: ``revenue``, ``order``, ``line``, ``unit``, ``new_customer``, ``credit_day``, or an activity's name.
        column: Name of a further cost column instead of a rate.
        only: Column -> allowed values; the cost counts only there.
        belongs_to: ``line``, ``order`` or ``customer`` where ``per`` is an activity; empty is ``customer``.
        later: Further rates, each from a month on, in order; ``rate`` holds before the first of them.
        sure: How sure the rate is, one of ``grades.GRADES``; empty where nobody says.
    """

    name: str
    kind: str = ""
    rate: Decimal | None = None
    per: str = BASIS_REVENUE
    column: str = ""
    only: Scope = ()
    belongs_to: str = ""
    later: tuple[DatedRate, ...] = ()
    sure: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be costed."""
        require_level(self.name, self.belongs_to)
        require_grade(self.name, self.sure)
        _require(bool(self.name.strip()), "A variable cost needs a name", "an empty name", "write what it pays for")
        _require(
            (self.rate is None) == bool(self.column),
            f"The variable cost {self.name} needs either a rate or a column",
            f"rate {self.rate}, column {self.column!r}",
            'give "rate" with "per", or "column" alone',
        )
        months = [each.month for each in self.later]
        _require(
            self.rate is not None or not months,
            f"The variable cost {self.name} has a column, and rates from a month on",
            self.column,
            'give "rate" with "rate_from", or "column" alone',
        )
        _require(
            months == sorted(set(months)),
            f"The rates of {self.name} hold from one month each",
            ", ".join(map(str, months)),
            "give each month once",
        )

    def spans(self, period: Period) -> tuple[tuple[Period, Decimal], ...]:
        """The stretches of a period with the rate of each; for a cost of a column there are none."""
        return () if self.rate is None else rate_spans(self.rate, self.later, period)


@dataclass(frozen=True)
class Settings:
    """How results are cut.

    Attributes:
        group_size: Customers in each of the top, middle and bottom groups.
        share_with: Whether fixed costs fall on ``all`` customers on file, only on those ``active`` in the period, or,
            where they are shared alike, on each by its ``months`` on file: from its first line to the period's end.
        swing: By how much each assumption moves when stability is judged: 0.2 is 20 % up and down.
        part_months: What a first or last month of the data that is not whole is charged of fixed costs: as a ``whole``
            one, by its ``days``, or ``leave_out`` where it holds a day or two.
    """

    group_size: int = 5
    share_with: str = SHARE_ALL
    swing: Decimal = Decimal("0.2")
    part_months: str = WHOLE

    def __post_init__(self) -> None:
        """Refuse settings without a meaning."""
        _require(
            self.group_size >= 1, "A group needs at least one customer", str(self.group_size), "set group_size to 5"
        )
        _require(
            self.share_with in SHARES,
            "Fixed costs are shared with all customers, with active ones, or by months on file",
            self.share_with,
            'set share_with to "all", "active" or "months"',
        )
        _require(
            self.part_months in PART_MONTHS,
            "A month at the end of the data counts whole, by its days, or not where it holds next to nothing",
            self.part_months,
            'set part_months to "whole", "days" or "leave_out"',
        )
        _require(0 <= self.swing <= 1, "The swing is a share from 0 to 1", str(self.swing), "write 20 % as 0.2")


@dataclass(frozen=True)
class Scenario:
    """Costs, settings and the period (None: the whole span of the files).

    >>> plan = Scenario(currency="EUR", fixed=(CostPool("Rent", Decimal(12000)),))
    >>> plan.fixed[0].driver
    'customers'
    >>> Scenario(fixed=(CostPool("Rent", Decimal(1)), CostPool("Rent", Decimal(2))))
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.PlanError: Two costs have the same name. Found: Rent. To fix it: rename one of them.
    """

    currency: str = ""
    fixed: tuple[CostPool, ...] = ()
    variable: tuple[VariableCost, ...] = ()
    settings: Settings = field(default_factory=Settings)
    period: Period | None = None

    def __post_init__(self) -> None:
        """Refuse a currency that is none, too many costs, and two under one name: no statement tells them apart."""
        _require(
            not self.currency
            or (self.currency.isascii() and self.currency.isalpha() and len(self.currency) == CODE_LENGTH),
            "A currency is a code of three letters",
            self.currency,
            'write for example "USD", or leave it out',
        )
        costs = len(self.variable) + len(self.fixed)
        _require(costs <= MOST_COSTS, f"A plan has at most {MOST_COSTS} costs", str(costs), "put small ones together")
        names = [*RESERVED_NAMES, *(v.name for v in self.variable), *(p.name for p in self.fixed)]
        twice = sorted(name for name, times in Counter(names).items() if times > 1)
        _require(not twice, "Two costs have the same name", ", ".join(twice), "rename one of them")

    @property
    def costs(self) -> tuple[CostPool | VariableCost, ...]:
        """Every cost, what is shared first."""
        return (*self.fixed, *self.variable)

    @property
    def by_name(self) -> dict[str, CostPool | VariableCost]:
        """Every cost by its name."""
        return {cost.name: cost for cost in self.costs}


MOST_COSTS: Final = 500
"""Each is a column of amounts, one for each customer; more than this is a mistake, or meant to fill the memory."""

RESERVED_NAMES: Final = (
    "customer_id",
    "customer_name",
    "net_revenue",
    "cost_of_goods",
    "gross_margin",
    "contribution_margin",
    "customer_profit",
    "profit_rank",
    "revenue_rank",
    "stability",
)


def scope_of(only: Mapping[str, Sequence[str]]) -> Scope:
    """A scope in its one canonical order, so that equal scopes are equal values.

    >>> scope_of({"rep": ["Bo", "Al", "Bo"]})
    (('rep', ('Al', 'Bo')),)
    """
    return tuple(sorted((column, tuple(sorted(set(values)))) for column, values in only.items()))


def _require(holds: bool, what: str, found: str, remedy: str) -> None:  # noqa: FBT001 - a condition, not a switch
    if not holds:
        raise PlanError(what, found=found, remedy=remedy)
