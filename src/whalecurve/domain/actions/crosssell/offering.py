"""Offers as actions: for each customer the one that is worth most, with its reason; nothing without evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain import columns as c
from whalecurve.domain.actions.action import CROSS_SELL, Action
from whalecurve.domain.actions.crosssell.backtest import Backtest, offers, popular_offers
from whalecurve.domain.actions.crosssell.evidence import Circle, Evidence, circle, evidence
from whalecurve.domain.actions.crosssell.purchases import Purchases, buyers
from whalecurve.domain.actions.crosssell.ranking import Places
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.ranks.people import name_of
from whalecurve.domain.words.formats import money, percent_rounded, quantity

MOST_OFFERED: Final = 50
FEWEST_IN_CIRCLE: Final = 30
_MOST_LOOKED_AT: Final = 1_000


@dataclass(frozen=True, eq=False)
class Alike:
    """Customers of one kind: a leaf of the tree, or a natural group.

    Attributes:
        codes: Kind of each customer, -1 for none; shape (customers,).
        words: What each kind is, by code.
    """

    codes: Ints
    words: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Basis:
    """What offers rest on.

    Attributes:
        statements: Statements of all.
        found: Purchases in four windows.
        tested: What offers of the past would have hit; decides whether popular items are offered.
        worth: What an item's buyer contributes in a year, minor units; shape (items,).
        signs: Each customer's sign over all assumptions.
        reps: Each customer's rep.
        alike: Kinds of customers, where they are known.
    """

    statements: Statements
    found: Purchases
    tested: Backtest
    worth: npt.NDArray[np.int64]
    signs: Sequence[int]
    reps: Sequence[str]
    alike: Alike | None = None

    @property
    def rates(self) -> npt.NDArray[np.float64]:
        """How often an offer of each rank was bought in the backtest."""
        return self.tested.rates if self.tested.is_ahead else self.tested.popular_rates


def cross_sell_actions(basis: Basis) -> list[Action]:
    """One offer for each of the customers where it is worth most.

    Whoever loses whatever is assumed is offered nothing: more of the same would be more loss. What comes out is at most
    fifty, those worth most; an offer without evidence is left out and the customer's next best is taken.

    Args:
        basis: What offers rest on.
    """
    found, tested = basis.found, basis.tested
    ranked = offers(found, tested.recipe) if tested.is_ahead else popular_offers(found)
    value = _value(basis, ranked)
    around = _circles(basis) if tested.is_ahead else {}
    offered: dict[int, Action] = {}
    for flat in np.argsort(-value, axis=None, kind="stable")[:_MOST_LOOKED_AT].tolist():
        place, rank = divmod(flat, value.shape[1])
        if len(offered) == MOST_OFFERED or value[place, rank] <= 0:
            break
        item = int(ranked[place, rank])
        if place in offered:
            continue
        if why := _why(basis, around, place, item) if tested.is_ahead else _popular_why(found, item):
            offered[place] = _action(basis, place, item, float(basis.rates[rank]), why)
    return list(offered.values())


def _value(basis: Basis, ranked: Places) -> npt.NDArray[np.float64]:
    """What each offer is worth: contribution of a year times how often such an offer was bought; 0 for no offer."""
    eligible = (np.asarray(basis.signs) >= 0) & (basis.statements.contribution_margin > 0)
    value = np.where(ranked >= 0, basis.worth[ranked] * basis.rates[None, :], 0.0)
    value[~eligible] = 0.0
    return value


def _action(basis: Basis, place: int, item: int, rate: float, why: str) -> Action:
    name, cash, stake = basis.found.names[item], basis.statements.scenario.currency, int(basis.worth[item])
    return Action(
        kind=CROSS_SELL,
        customer_id=str(basis.statements.ledger.customers[c.CUSTOMER_ID].iloc[place]),
        customer_name=name_of(basis.statements, place),
        why=why,
        what=f"Offer {name}: the middle buyer of it contributes {money(stake, cash)} a year.",
        money_at_stake=stake,
        likelihood=rate,
        place=place,
        rep=basis.reps[place],
        item=name,
        stable=basis.signs[place] > 0,
    )


def _circles(basis: Basis) -> dict[int, Circle]:
    """Profitable customers of each kind that has enough of them, and all of them under -1."""
    profitable, found, alike = basis.statements.customer_profit > 0, basis.found, basis.alike
    around = {-1: circle(found.ever, profitable, "your profitable customers")}
    if alike is not None:
        for code, words in enumerate(alike.words):
            among = profitable & (alike.codes == code)
            if int(among.sum()) >= FEWEST_IN_CIRCLE:
                around[code] = circle(found.ever, among, f"your profitable customers with {words}")
    return around


def _why(basis: Basis, around: dict[int, Circle], place: int, item: int) -> str:
    """The reason among customers like this one, else among all; empty where neither has enough evidence."""
    found, alike = basis.found, basis.alike
    owned = found.ever.indices[found.ever.indptr[place] : found.ever.indptr[place + 1]].astype(np.int64)
    own = -1 if alike is None else int(alike.codes[place])
    for code in dict.fromkeys((own, -1)):
        if code in around and (spoken := evidence(around[code], owned, item)):
            return _words(found, around[code], spoken, item)
    return ""


def _words(found: Purchases, around: Circle, spoken: Evidence, item: int) -> str:
    bought = f"{quantity(spoken.both, 0)} of {quantity(spoken.having, 0)} of {around.words} who buy"
    times = quantity(round(spoken.lift * 10), 1)
    low = quantity(int(spoken.lift_low * 100), 2)
    return (
        f"{bought} {found.names[spoken.given]} also buy {found.names[item]}: {times} times as many as of all of them, "
        f"at least {low} times (95 % interval)."
    )


def _popular_why(found: Purchases, item: int) -> str:
    count = int(buyers(found.bought[-1])[item])
    share = percent_rounded(Fraction(count, max(found.customers, 1)))
    return f"{quantity(count, 0)} customers ({share}) bought it lately: it is among the most popular items."
