"""Totals of the results against totals of the files, to the minor unit: revenue, and every cost of the files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from whalecurve.domain import columns as c
from whalecurve.domain.costing.ledger import find_name
from whalecurve.domain.costing.statement import Line, Statements, cost_parts
from whalecurve.domain.money.apportion import exact_sum, round_half_up
from whalecurve.domain.plan.scenario import COST_OF_GOODS_KIND, VariableCost
from whalecurve.domain.quantities.facts import Period

ControlTotals = Mapping[str, Mapping[int, int]]


@dataclass(frozen=True)
class CostTie:
    """One cost of the period, twice.

    Attributes:
        name: Name of the statement line.
        files: Exact sum of the accepted lines, with what the plan adds to this line, rounded to minor units.
        results: All customers' cost and what is unassigned.
    """

    name: str
    files: int
    results: int


@dataclass(frozen=True)
class Reconciliation:
    """Net revenue of the period, twice: added up while the files were read, and from the statements.

    Attributes:
        files: Exact sum of the accepted lines, rounded to minor units.
        results: All customers' net revenue and what is unassigned.
        outside_period: Net revenue of accepted lines outside the period.
        costs: The same of every cost that the files carry and the plan counts in full.
    """

    files: int
    results: int
    outside_period: int
    costs: tuple[CostTie, ...] = ()

    @property
    def difference(self) -> int:
        """Files less results; anything but zero is a defect."""
        return self.files - self.results

    @property
    def cost_files(self) -> int:
        """All tied costs as the files have them."""
        return sum(tie.files for tie in self.costs)

    @property
    def cost_results(self) -> int:
        """All tied costs as the results have them."""
        return sum(tie.results for tie in self.costs)

    @property
    def cost_difference(self) -> int:
        """What the costs differ by, line by line, so that no two faults hide each other; anything but 0 is a defect."""
        return sum(abs(tie.files - tie.results) for tie in self.costs)


def reconcile(statements: Statements, control_totals: ControlTotals) -> Reconciliation:
    """Tie the statements to the control totals taken while the files were read.

    Args:
        statements: The period's statements.
        control_totals: Measure -> month -> exact sum at the measure's scale.
    """
    totals, period = control_totals.get(c.NET_REVENUE, {}), statements.ledger.facts.period
    unit = _unit(statements, c.NET_REVENUE)
    results = exact_sum(statements.net_revenue.amounts) + statements.unassigned_revenue
    inside = round_half_up(_total(totals, period) * unit)
    outside = round_half_up(sum(totals.values()) * unit) - inside
    return Reconciliation(inside, results, outside, tuple(_cost_ties(statements, control_totals)))


def _cost_ties(statements: Statements, control_totals: ControlTotals) -> Iterator[CostTie]:
    """Cost of goods, and each cost column that the plan takes as it stands in the files."""
    ledger, scenario = statements.ledger, statements.scenario
    if c.COST_OF_GOODS in control_totals:
        by_plan = [cost for cost in scenario.variable if cost.kind == COST_OF_GOODS_KIND]
        files = _files(statements, control_totals, c.COST_OF_GOODS)
        files += sum((_exact(statements, cost) for cost in by_plan), Fraction(0))
        yield CostTie(c.COST_OF_GOODS, round_half_up(files), _whole(statements.cost_of_goods))
    for cost in scenario.variable:
        name = find_name(cost.column, ledger.cost_names) if cost.rate is None and not cost.only else None
        if name is None or cost.name not in statements.variable:
            continue
        column = c.cost_column(ledger.cost_names.index(name))
        if column in control_totals:
            files = _files(statements, control_totals, column)
            yield CostTie(cost.name, round_half_up(files), _whole(statements.variable[cost.name]))


def _exact(statements: Statements, cost: VariableCost) -> Fraction:
    """A cost of the plan in minor units, before rounding, of known customers and of nobody."""
    return sum(
        (
            exact_sum(quantity.values) * rate * Fraction(10**statements.digits, 10**quantity.scale)
            for quantity, rate in cost_parts(statements.ledger, cost)
        ),
        Fraction(0),
    )


def _files(statements: Statements, control_totals: ControlTotals, measure: str) -> Fraction:
    """A measure of the period's lines in minor units, before rounding."""
    return _total(control_totals[measure], statements.ledger.facts.period) * _unit(statements, measure)


def _unit(statements: Statements, measure: str) -> Fraction:
    return Fraction(10**statements.digits, 10 ** statements.ledger.scales.get(measure, 0))


def _whole(line: Line) -> int:
    return exact_sum(line.amounts) + line.unassigned


def _total(totals: Mapping[int, int], period: Period) -> int:
    return sum(amount for month, amount in totals.items() if month in period)
