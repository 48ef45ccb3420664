"""Habits, trade and traits put together: every customer of the sample company."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from whalecurve.domain.sample.behaviour import draw_habits
from whalecurve.domain.sample.dice import Dice
from whalecurve.domain.sample.names import draw_names
from whalecurve.domain.sample.score import rough_profit
from whalecurve.domain.sample.trade import Trade, draw_trade
from whalecurve.domain.sample.traits import Traits, deal_traits

# Chosen among a handful: the traits are dealt evenly, and with this one chance adds no pattern of its own either.
SEED: Final = 5
_HABITS, _TRADE, _TRAITS, _NAMES, _IDS, COVER_STREAM = range(6)
_FIRST_ID: Final = 107
_ID_STEP: Final = 13


@dataclass(frozen=True)
class Customer:
    """One customer on file with all that it did."""

    customer_id: str
    name: str
    traits: Traits
    trade: Trade


def draw_customers() -> list[Customer]:
    """Every customer, by id.

    What they did comes first, who they are is dealt along the order of profit, and ids follow neither.
    """
    dice = Dice(SEED, _TRADE)
    trades = [draw_trade(dice, habit) for habit in draw_habits(Dice(SEED, _HABITS))]
    ranked = sorted(trades, key=rough_profit, reverse=True)
    traits = deal_traits(Dice(SEED, _TRAITS), len(ranked))
    names = draw_names(Dice(SEED, _NAMES), [one.industry for one in traits])
    customers = map(_customer, _ids(len(ranked)), names, traits, ranked)
    return sorted(customers, key=lambda customer: customer.customer_id)


def _customer(customer_id: str, name: str, traits: Traits, trade: Trade) -> Customer:
    known = traits if trade.opened is None else replace(traits, since=trade.opened)
    return Customer(customer_id, name, known, trade)


def _ids(count: int) -> Sequence[str]:
    return Dice(SEED, _IDS).shuffled([f"{_FIRST_ID + _ID_STEP * n:06d}" for n in range(count)])
