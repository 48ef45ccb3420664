"""Roughly what each customer earns under the sample's plan: the order in which traits are dealt."""

from typing import Final

from whalecurve.domain.sample.catalog import ASSEMBLY_CENTS, FURNITURE
from whalecurve.domain.sample.trade import DELIVERY, TICKET, VISIT, Line, Trade

_CHARGE_PER_10_000: Final = 365
_CENTS_A_LINE: Final = 3_090
_CENTS_AN_ORDER: Final = 2_770
_CENTS_AN_EVENT: Final = {DELIVERY: 2_730, VISIT: 17_800, TICKET: 4_200}


def rough_profit(trade: Trade) -> int:
    """Cents before the part that all customers pay alike, at charges near those that the plan works out to.

    >>> rough_profit(Trade([], []))
    0
    """
    revenue = sum(line.amount for line in trade.lines)
    orders = len({line.order for line in trade.lines})
    events = sum(_CENTS_AN_EVENT[event.activity] * event.times for event in trade.events)
    charges = revenue * _CHARGE_PER_10_000 // 10_000 + _CENTS_A_LINE * len(trade.lines) + _CENTS_AN_ORDER * orders
    return revenue - sum(_cost(line) for line in trade.lines) - charges - events


def _cost(line: Line) -> int:
    assembly = ASSEMBLY_CENTS if line.product.category == FURNITURE else 0
    return line.quantity * (line.product.unit_cost + assembly)
