"""Revenue and goods of each customer as chains of factors: units, what was bought, prices, discounts, unit costs.

Writing Q for units, S for list revenue of these units at everybody's average prices (product by product, over the whole
file), L for list revenue and N for net revenue: N = Q x S/Q x L/S x N/L, which is volume, product mix, prices and
discounts. With C for the cost of these units at everybody's average cost, goods are G = Q x C/Q x G/C: volume, product
mix and unit costs. A link that a customer does not have in both periods falls out, and the next one stands for volume.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from whalecurve.domain import columns as c
from whalecurve.domain.bridge.factors import DISCOUNTS, MIX, PRICES, UNIT_COSTS, VOLUME, Factor, rated, ratio
from whalecurve.domain.bridge.shapley import Floats
from whalecurve.domain.costing.statement import Statements

Pair = tuple[Floats, Floats]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Chains:
    """The chains of two periods over the same customers."""

    before: Statements
    after: Statements

    @property
    def has_units(self) -> bool:
        """Whether the files carry quantities."""
        return c.QUANTITY in self.before.ledger.has

    @property
    def has_products(self) -> bool:
        """Whether everybody's price of each product is known, so that prices and what is bought are told apart."""
        return self._carries(c.STANDARD_REVENUE)

    @cached_property
    def revenue(self) -> tuple[Factor, Factor, Factor, Factor]:
        """Volume, product mix, prices and discounts; their product is net revenue in minor units."""
        units, usual = self.measure(c.QUANTITY), self._money(c.STANDARD_REVENUE)
        listed, net = self._lines("list_revenue"), self._lines("net_revenue")
        has_list = _there(listed)
        by_units = has_list & _there(units) & self.has_units
        by_mix = has_list & _there(usual) & self.has_products
        full = by_units & by_mix
        none = np.ones_like(net[0])

        def link(place: int) -> tuple[Floats, Floats, Floats, Floats]:
            base = np.where(by_units, units[place], np.where(by_mix, usual[place], listed[place]))
            volume = np.where(has_list, base, net[place])
            mix = np.where(full, ratio(usual[place], units[place]), none)
            price = np.where(by_mix, ratio(listed[place], usual[place]), ratio(listed[place], base))
            price = np.where(has_list, price, none)
            return volume, mix, price, np.where(has_list, ratio(net[place], listed[place]), none)

        links = zip((VOLUME, MIX, PRICES, DISCOUNTS), link(0), link(1), strict=True)
        volume, mix, prices, discounts = (Factor(name, one, other) for name, one, other in links)
        return volume, mix, prices, discounts

    @cached_property
    def goods(self) -> tuple[Factor, Factor, Factor]:
        """Volume, product mix and unit costs; their product is the files' cost of goods in minor units."""
        volume = self.revenue[0]
        usual, units = self._money(c.STANDARD_COST), self.measure(c.QUANTITY)
        own = (_own_goods(self.before), _own_goods(self.after))
        full = _there(units) & _there(usual) & self.has_units & self._carries(c.STANDARD_COST)
        use, each = rated((volume.before, volume.after), own)

        def link(place: int, plain: Floats, unit: Floats) -> tuple[Floats, Floats, Floats]:
            return (
                np.where(full, units[place], plain),
                np.where(full, ratio(usual[place], units[place]), np.ones_like(plain)),
                np.where(full, ratio(own[place], usual[place]), unit),
            )

        links = zip(
            (VOLUME, MIX, UNIT_COSTS),
            link(0, use.before, each.before),
            link(1, use.after, each.after),
            strict=True,
        )
        first, second, third = (Factor(name, one, other) for name, one, other in links)
        return first, second, third

    def measure(self, name: str) -> Pair:
        """A measure of known customers in both periods at one scale; zeros where the files do not carry it."""
        return _measure(self.before, name), _measure(self.after, name)

    def _money(self, name: str) -> Pair:
        found = self.measure(name)
        scale = self.before.ledger.scales.get(name, 0)
        unit = 10.0 ** (self.before.digits - scale)
        return found[0] * unit, found[1] * unit

    def _carries(self, name: str) -> bool:
        return name in self.before.ledger.has and name in self.before.ledger.facts.sums

    def _lines(self, name: str) -> Pair:
        one, other = (getattr(each, name).amounts.astype(np.float64) for each in (self.before, self.after))
        return one, other


def _measure(statements: Statements, name: str) -> Floats:
    found = statements.ledger.facts.sums.get(name)
    size = statements.ledger.size
    return np.zeros(size) if found is None else found[:-1].astype(np.float64)


def _own_goods(statements: Statements) -> Floats:
    """Cost of goods as the files have it, without what the plan adds."""
    own = statements.cost_of_goods.amounts
    for added in statements.goods_by_plan.values():
        own = own - added.amounts
    return own.astype(np.float64)


def _there(pair: Pair) -> Mask:
    return np.asarray((pair[0] > 0) & (pair[1] > 0))
