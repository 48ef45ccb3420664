"""Totals of the results against totals of the files, to the minor unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from whalecurve.domain import columns as c
from whalecurve.domain.apportion import exact_sum, round_half_up
from whalecurve.domain.facts import Period
from whalecurve.domain.statement import Statements


@dataclass(frozen=True)
class Reconciliation:
    """Net revenue of the period, twice: added up while the files were read, and from the statements.

    Attributes:
        files: Exact sum of the accepted lines, rounded to minor units.
        results: All customers' net revenue and what is unassigned.
        outside_period: Net revenue of accepted lines outside the period.
    """

    files: int
    results: int
    outside_period: int

    @property
    def difference(self) -> int:
        """Files less results; anything but zero is a defect."""
        return self.files - self.results


def reconcile(statements: Statements, control_totals: Mapping[str, Mapping[int, int]]) -> Reconciliation:
    """Tie the statements to the control totals taken while the files were read.

    Args:
        statements: The period's statements.
        control_totals: Measure -> month -> exact sum at the measure's scale.
    """
    totals, period = control_totals.get(c.NET_REVENUE, {}), statements.ledger.facts.period
    unit = Fraction(10**statements.digits, 10 ** statements.ledger.scales.get(c.NET_REVENUE, 0))
    results = exact_sum(statements.net_revenue.amounts) + statements.unassigned_revenue
    inside = round_half_up(_total(totals, period) * unit)
    return Reconciliation(inside, results, round_half_up(sum(totals.values()) * unit) - inside)


def _total(totals: Mapping[int, int], period: Period) -> int:
    return sum(amount for month, amount in totals.items() if month in period)
