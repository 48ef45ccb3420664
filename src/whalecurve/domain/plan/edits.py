"""Changes to a scenario, each giving a new one, and the history that undoes them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.cost_levels import CUSTOMER_LEVEL
from whalecurve.domain.plan.dated_amounts import DatedAmount, in_order
from whalecurve.domain.plan.dated_rates import DatedRate, rates_by_month
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost

MOST_STEPS: Final = 100


def with_annual_amount(scenario: Scenario, name: str, annual_amount: Decimal) -> Scenario:
    """The scenario with another annual amount for one fixed cost; amounts with dates give way to it.

    >>> plan = Scenario(fixed=(CostPool("Rent", Decimal(1)),))
    >>> with_annual_amount(plan, "Rent", Decimal(2)).fixed[0].annual_amount
    Decimal('2')
    """
    return _change_pool(scenario, name, lambda pool: replace(pool, annual_amount=annual_amount, dated=()))


def with_driver(scenario: Scenario, name: str, driver: str) -> Scenario:
    """The scenario with one fixed cost shared by another driver; a capacity in units of the old driver goes with it."""
    return _change_pool(scenario, name, lambda pool: replace(pool, driver=driver, practical_capacity=None))


def with_amounts(scenario: Scenario, name: str, amounts: Iterable[DatedAmount]) -> Scenario:
    """The scenario with amounts by month for one fixed cost, instead of an annual one.

    Raises:
        PlanError: If there is no amount at all.
    """
    dated = in_order(amounts)
    if not dated:
        raise PlanError(
            "A cost by months needs an amount", found=name, remedy="give one, or move its slider for a year"
        )
    return _change_pool(scenario, name, lambda pool: replace(pool, annual_amount=Decimal(0), dated=dated))


def with_rate(scenario: Scenario, name: str, rate: Decimal, month: int | None = None) -> Scenario:
    """The scenario with another rate for one variable cost: the one that holds in a month, else the first.

    >>> fee = VariableCost("Fee", rate=Decimal(40), later=(DatedRate(202604, Decimal(55)),))
    >>> moved = with_rate(Scenario(variable=(fee,)), "Fee", Decimal(60), 202612).variable[0]
    >>> moved.rate, moved.later[0].rate
    (Decimal('40'), Decimal('60'))
    """

    def change(cost: VariableCost) -> VariableCost:
        held = [place for place, each in enumerate(cost.later) if month is not None and each.month <= month]
        if not held:
            return replace(cost, rate=rate)
        later = list(cost.later)
        later[held[-1]] = replace(later[held[-1]], rate=rate)
        return replace(cost, later=tuple(later))

    return _change_variable(scenario, name, change)


def with_later_rates(scenario: Scenario, name: str, rates: Iterable[DatedRate]) -> Scenario:
    """The scenario with other rates from a month on for one variable cost; none at all leaves its first rate alone."""
    later = rates_by_month(rates)
    return _change_variable(scenario, name, lambda cost: replace(cost, later=later))


def with_grade(scenario: Scenario, name: str, sure: str) -> Scenario:
    """The scenario with a grade for how sure one cost is; the empty text says nothing.

    >>> with_grade(Scenario(fixed=(CostPool("Rent", Decimal(1)),)), "Rent", "guess").fixed[0].sure
    'guess'
    """
    graded = _change_pool(scenario, name, lambda pool: replace(pool, sure=sure))
    return _change_variable(graded, name, lambda cost: replace(cost, sure=sure))


def with_level(scenario: Scenario, name: str, level: str) -> Scenario:
    """The scenario in which a cost that is counted in an activity belongs to a line, an order or a customer.

    >>> plan = Scenario(variable=(VariableCost("Picking", rate=Decimal(1), per="Pick"),))
    >>> with_level(plan, "Picking", "order").variable[0].belongs_to
    'order'
    """
    told = "" if level == CUSTOMER_LEVEL else level
    moved = _change_pool(scenario, name, lambda pool: replace(pool, belongs_to=told))
    return _change_variable(moved, name, lambda cost: replace(cost, belongs_to=told))


def with_cost(scenario: Scenario, cost: CostPool | VariableCost) -> Scenario:
    """The scenario with one cost more.

    Raises:
        PlanError: If a cost of that name is there already.
    """
    if isinstance(cost, CostPool):
        return replace(scenario, fixed=(*scenario.fixed, cost))
    return replace(scenario, variable=(*scenario.variable, cost))


def without_cost(scenario: Scenario, name: str) -> Scenario:
    """The scenario without the cost of that name.

    Raises:
        PlanError: If there is none.

    >>> without_cost(Scenario(), "Rent")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.PlanError: There is no such cost to remove. Found: Rent. To fix it: reload the page.
    """
    if name not in {*(pool.name for pool in scenario.fixed), *(cost.name for cost in scenario.variable)}:
        raise PlanError("There is no such cost to remove", found=name, remedy="reload the page")
    return replace(
        scenario,
        fixed=tuple(pool for pool in scenario.fixed if pool.name != name),
        variable=tuple(cost for cost in scenario.variable if cost.name != name),
    )


def _change_variable(scenario: Scenario, name: str, change: Callable[[VariableCost], VariableCost]) -> Scenario:
    return replace(scenario, variable=tuple(change(cost) if cost.name == name else cost for cost in scenario.variable))


def _change_pool(scenario: Scenario, name: str, change: Callable[[CostPool], CostPool]) -> Scenario:
    return replace(scenario, fixed=tuple(change(pool) if pool.name == name else pool for pool in scenario.fixed))


@dataclass(frozen=True)
class History:
    """The scenario now, the ones before it, those taken back, and the saved one to go back to.

    Attributes:
        saved: What reset returns to and what changes are compared with.
        now: The scenario in force.
        past: Earlier scenarios, oldest first, at most ``MOST_STEPS``.
        future: Scenarios taken back by undo, the one that redo brings next last; a change forgets them. Where one
            could still go is no part of where one is: two histories may differ in it and be equal.
    """

    saved: Scenario
    now: Scenario
    past: tuple[Scenario, ...] = ()
    future: tuple[Scenario, ...] = field(default=(), compare=False)

    def change(self, scenario: Scenario) -> "History":
        """The history after one more change; a change to the same scenario is none.

        >>> start = History(Scenario(), Scenario())
        >>> start.change(Scenario(currency="EUR")).undo() == start
        True
        """
        if scenario == self.now:
            return self
        return replace(self, now=scenario, past=(*self.past, self.now)[-MOST_STEPS:], future=())

    def undo(self) -> "History":
        """The history before the last change; the same when there was none."""
        if not self.past:
            return self
        return replace(self, now=self.past[-1], past=self.past[:-1], future=(*self.future, self.now))

    def redo(self) -> "History":
        """The history before the last undo; the same when nothing was taken back since the last change.

        >>> changed = History(Scenario(), Scenario()).change(Scenario(currency="EUR"))
        >>> changed.undo().redo() == changed, changed.redo() == changed
        (True, True)
        """
        if not self.future:
            return self
        return replace(self, now=self.future[-1], past=(*self.past, self.now), future=self.future[:-1])

    def reset(self) -> "History":
        """Back to the saved scenario, as a change that can be undone."""
        return self.change(self.saved)

    def save(self) -> "History":
        """The scenario in force becomes the saved one."""
        return replace(self, saved=self.now)
