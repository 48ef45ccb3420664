"""The bridge from the profit of one period to that of another: what each factor did, customer by customer.

Profit is a sum of products of factors, so each factor's Shapley value is the sum of those it has in the products. Each
customer's are rounded to whole minor units that add up to the change of its statement; customers, what is unassigned
and unused capacity add up to the change of the company's profit. Swapping the two periods turns every sign, and who was
won is lost; nothing else changes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from whalecurve.domain.bridge.chains import Chains
from whalecurve.domain.bridge.cost_terms import cost_terms
from whalecurve.domain.bridge.factors import LOST, OF_CUSTOMERS, ROUNDING, UNASSIGNED, UNUSED, WON, Term
from whalecurve.domain.bridge.shapley import Floats, shapley_of_product
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.money.apportion import Ints, exact_sum
from whalecurve.domain.ranks.ranking import Places, best_first


@dataclass(frozen=True)
class Bridge:
    """Why profit changed; every amount is the later period less the earlier, minor units.

    Attributes:
        before: Statements of the earlier period.
        after: Statements of the later one.
        effects: What each of ``OF_CUSTOMERS`` did to each customer's profit, shape (factors, customers).
        has_units: Whether units are known; else volume is counted in money and prices are part of it.
        has_products: Whether products are known; else what is bought is part of prices.
    """

    before: Statements
    after: Statements
    effects: Ints
    has_units: bool
    has_products: bool

    @cached_property
    def change(self) -> Ints:
        """Change of each customer's profit, shape (customers,)."""
        return self.after.customer_profit - self.before.customer_profit

    @cached_property
    def company(self) -> Mapping[str, int]:
        """What each factor did to the company's profit; only factors that did anything."""
        found = self._named(exact_sum(row) for row in self.effects)
        before, after = (each.unassigned_revenue - each.unassigned_cost for each in (self.before, self.after))
        found[UNASSIGNED] = after - before
        found[UNUSED] = self.before.unused_capacity_cost - self.after.unused_capacity_cost
        return {name: amount for name, amount in found.items() if amount}

    @property
    def company_change(self) -> int:
        """Change of the company's profit."""
        return self.after.company_profit - self.before.company_profit

    def of(self, place: int) -> Mapping[str, int]:
        """What each factor did to one customer's profit; only factors that did anything."""
        found = self._named(int(amount) for amount in self.effects[:, place])
        return {name: amount for name, amount in found.items() if amount}

    def behind(self, factor: str) -> Places:
        """Customers whose profit a factor changed, the largest change first."""
        if factor not in OF_CUSTOMERS:
            return np.zeros(0, dtype=np.intp)
        row = self.effects[OF_CUSTOMERS.index(factor)]
        order = best_first(np.abs(row))
        return np.asarray(order[row[order] != 0], dtype=np.intp)

    @cached_property
    def gained(self) -> Places:
        """Customers whose profit rose, the largest rise first."""
        order = best_first(self.change)
        return np.asarray(order[self.change[order] > 0], dtype=np.intp)

    @cached_property
    def fell(self) -> Places:
        """Customers whose profit fell, the largest fall first."""
        order = best_first(-self.change)
        return np.asarray(order[self.change[order] < 0], dtype=np.intp)

    def _named(self, amounts: Iterable[int]) -> dict[str, int]:
        return dict(zip(OF_CUSTOMERS, amounts, strict=True))


def make_bridge(before: Statements, after: Statements) -> Bridge:
    """Take the change from one period to another apart.

    Args:
        before: Statements of one period.
        after: Statements of another under the same plan, over the same customers.

    Raises:
        WhalecurveError: The two are of different customers or different plans.
    """
    _refuse_other(before, after)
    if _period(after) < _period(before):
        return _turned(make_bridge(after, before))
    chains = Chains(before, after)
    won, lost = _came(before, after), _came(after, before)
    exact = np.zeros((len(OF_CUSTOMERS), before.ledger.size))
    places = {name: place for place, name in enumerate(OF_CUSTOMERS)}
    for term in _terms(chains):
        for name, part in _effects(term, won, lost):
            exact[places[name]] += part
    change = after.customer_profit - before.customer_profit
    return Bridge(before, after, _rounded(exact, change), chains.has_units, chains.has_products)


def _turned(bridge: Bridge) -> Bridge:
    """The same bridge from its other end: always worked out one way, so that no rounding depends on the direction."""
    effects = -bridge.effects
    rows = [OF_CUSTOMERS.index(WON), OF_CUSTOMERS.index(LOST)]
    effects[rows] = effects[rows[::-1]]
    return Bridge(bridge.after, bridge.before, effects, bridge.has_units, bridge.has_products)


def _period(statements: Statements) -> tuple[int, int]:
    period = statements.ledger.facts.period
    return period.first, period.last


def _terms(chains: Chains) -> Iterator[Term]:
    yield Term(1, chains.revenue)
    yield Term(-1, chains.goods)
    yield from cost_terms(chains)


def _effects(term: Term, won: npt.NDArray[np.bool_], lost: npt.NDArray[np.bool_]) -> Iterator[tuple[str, Floats]]:
    """What the factors of a term did; what came or went with a customer is told as such."""
    before, after = [each.before for each in term.factors], [each.after for each in term.factors]
    moved = np.zeros_like(won) if term.of_all else won | lost
    for factor, part in zip(term.factors, shapley_of_product(before, after), strict=True):
        yield factor.name, np.where(moved, 0.0, part * term.sign)
    if not term.of_all:
        whole = (np.prod(after, axis=0) - np.prod(before, axis=0)) * term.sign
        yield WON, np.where(won, whole, 0.0)
        yield LOST, np.where(lost, whole, 0.0)


def _rounded(exact: Floats, change: Ints) -> Ints:
    """Whole minor units that add up to each customer's change: what is left over goes to its largest effect."""
    whole = np.rint(exact).astype(np.int64)
    rest = change - whole.sum(axis=0)
    largest = np.argmax(np.abs(exact), axis=0)
    largest = np.where(np.abs(exact).max(axis=0) > 0, largest, OF_CUSTOMERS.index(ROUNDING))
    whole[largest, np.arange(len(change))] += rest
    return whole


def _came(before: Statements, after: Statements) -> npt.NDArray[np.bool_]:
    return np.asarray(after.ledger.facts.active & ~before.ledger.facts.active)


def _refuse_other(before: Statements, after: Statements) -> None:
    same_plan = before.scenario.costs == after.scenario.costs and before.digits == after.digits
    if not same_plan or not np.array_equal(before.ledger.ids, after.ledger.ids):
        raise WhalecurveError(
            "A bridge leads from one period to another under one plan",
            found="other customers or other costs",
            remedy="compare plans on the Plans page",
        )
