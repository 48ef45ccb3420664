"""A bridge in sentences: what changed, through what most, and what each factor means."""

from collections.abc import Mapping
from typing import Final

from whalecurve.domain.bridge.bridge import Bridge
from whalecurve.domain.bridge.factors import (
    COST_RATES,
    DISCOUNTS,
    DRIVERS_USE,
    FIXED_COSTS,
    LOST,
    MIX,
    PRICES,
    ROUNDING,
    UNASSIGNED,
    UNIT_COSTS,
    UNUSED,
    VOLUME,
    WON,
)
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.words.formats import money, month_name
from whalecurve.domain.words.wording import ranged

MEANINGS: Final[Mapping[str, str]] = {
    VOLUME: "customers of both periods bought more or less, at their own mix",
    MIX: "they bought dearer or cheaper products for the same number of units",
    PRICES: "the same products at other list prices",
    DISCOUNTS: "more or less was given away from the list price",
    UNIT_COSTS: "the same products, or a unit of what was sold, cost more or less",
    COST_RATES: "a rate of the plan is another one in these months",
    DRIVERS_USE: "more or fewer orders, visits and the like, and parts of fixed costs that moved between customers",
    FIXED_COSTS: "fixed costs came to another amount, or their rate to another one",
    WON: "who bought in the later months and not in the earlier ones: what they contribute",
    LOST: "who bought in the earlier months and not in the later ones: what they contributed",
    UNASSIGNED: "revenue and costs that belong to no known customer",
    UNUSED: "capacity that nobody used",
    ROUNDING: "whole units of the same amounts fell otherwise",
}
"""What a factor means, in the words of an owner."""

_MOST_NAMED: Final = 2


def period_words(period: Period) -> str:
    """A period as people say it.

    >>> period_words(Period(202601, 202601)), period_words(Period(202601, 202603))
    ('January 2026', 'January 2026 to March 2026')
    """
    if period.first == period.last:
        return month_name(period.first)
    return ranged(month_name(period.first), month_name(period.last))


def bridge_words(bridge: Bridge, cash: str, marks: NumberMarks = ENGLISH) -> str:
    """What changed between two periods, and through what most, in one sentence.

    Args:
        bridge: From one period to another.
        cash: Code of the currency.
        marks: The reader's marks.
    """
    change = bridge.company_change
    later, earlier = (period_words(each.ledger.facts.period) for each in (bridge.after, bridge.before))
    if not change:
        return f"Profit of the company is the same in {later} as in {earlier}."
    size = money(abs(change), cash, cents="auto", marks=marks)
    along = {name: amount for name, amount in bridge.company.items() if (amount > 0) == (change > 0)}
    most = sorted(along, key=lambda name: -abs(along[name]))[:_MOST_NAMED]
    told = " and ".join(f"{name} ({money(along[name], cash, cents='auto', signed=True, marks=marks)})" for name in most)
    higher = "higher" if change > 0 else "lower"
    return f"Profit of the company is {size} {higher} in {later} than in {earlier}: {told}."


def bridge_lacks(bridge: Bridge) -> str:
    """What the files do not tell apart; empty where they tell everything."""
    if not bridge.has_units:
        return "The files have no quantities: volume is counted in money, and prices and product mix are part of it."
    if not bridge.has_products:
        return "The files do not tell list prices of products: product mix is part of prices."
    return ""
