"""Every action that the data of a workbook gives rise to, and what is missing for the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from whalecurve.analysis.actions.cross_selling import cross_sell
from whalecurve.analysis.actions.losers import lost_twice
from whalecurve.analysis.actions.prospecting import Prospected
from whalecurve.analysis.line_traits import rep_of_lines
from whalecurve.analysis.results import Analysis
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain import columns as c
from whalecurve.domain.actions.action import REFERRAL, REPRICE, TIME, Action
from whalecurve.domain.actions.likelihood import likelihood
from whalecurve.domain.actions.prospects import prospect_actions
from whalecurve.domain.actions.referrals import referral_actions
from whalecurve.domain.actions.reprice import reprice_action
from whalecurve.domain.actions.time_actions import BY_ORDERS, time_actions
from whalecurve.domain.actions.time_moves import TimeMoves, move_time
from whalecurve.domain.actions.turnaround import Turnaround, turn_around
from whalecurve.domain.costing.ledger import find_name
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.ranks.results import Results
from whalecurve.domain.segments import Segments

MOST_SOLVED: Final = 50
"""So many losers, the largest losses first, get their exact break-even: each takes some forty costings."""

_MOST_COSTED: Final = 1_000_000
_FEWEST_SOLVED: Final = 5
"""With many customers fewer losers are solved: with 200,000 each of them takes four seconds."""


@dataclass(frozen=True)
class FoundActions:
    """What there is to do.

    Attributes:
        actions: All actions, those worth most first; those of customers whose sign does not hold are among them.
        lacking: What is missing for a kind of action, in sentences.
        told: What is to be known of a kind of action, such as how offers would have fared, in sentences.
        turnarounds: What turns each of the losers around that have an action.
    """

    actions: tuple[Action, ...]
    lacking: tuple[str, ...]
    told: tuple[str, ...] = ()
    turnarounds: tuple[Turnaround, ...] = ()

    def with_prospects(self, scored: Prospected, currency: str) -> "FoundActions":
        """The same with the prospects that are like the best, in their place by what they are worth."""
        added = prospect_actions(scored.found, currency)
        whole = sorted((*self.actions, *added), key=lambda each: (not each.stable, -each.expected))
        return replace(self, actions=tuple(whole), lacking=(*self.lacking, *scored.lacking))


def find_actions(workbook: Workbook, answered: Analysis, segments: Segments | None = None) -> FoundActions:
    """What to do about losers, time, referrals and offers.

    Args:
        workbook: Dataset and facts.
        answered: The answer over it.
        segments: Which customers are alike, where that was learned: offers then rest on customers of the same kind.
    """
    results = answered.results
    if results.statements.is_revenue_only:
        return FoundActions((), ("What to do can be said once there are costs.",))
    most = most_solved(results.statements.ledger.size)
    reps = reps_of(workbook, results.statements)
    time = time_of(results, reps)
    ways = _turnarounds(results, most)
    parts = [
        _reprice(workbook, results, reps, ways),
        time_actions(results.statements, time, reps, likelihood(TIME)),
        referral_actions(results.statements, results.stability.sign.tolist(), reps, likelihood(REFERRAL)),
    ]
    sold = cross_sell(workbook, answered, reps, segments)
    whole = (each for part in (*parts, sold.actions) for each in part)
    actions = sorted(whole, key=lambda each: (not each.stable, -each.expected))
    lacking = [*_lacking(results, time, parts, most), sold.lacking]
    return FoundActions(tuple(actions), tuple(filter(None, lacking)), tuple(filter(None, [sold.told])), ways)


def most_solved(customers: int) -> int:
    """How many losers get their exact break-even.

    >>> most_solved(700), most_solved(200_000)
    (50, 5)
    """
    return max(min(MOST_SOLVED, _MOST_COSTED // max(customers, 1)), _FEWEST_SOLVED)


def reps_of(workbook: Workbook, statements: Statements) -> list[str]:
    """Each customer's rep: the customers' own column, else who sold most to it; empty where nobody says."""
    name = find_name(c.REP, statements.ledger.traits)
    if name is not None:
        return [str(text) for text in statements.ledger.customers[name]]
    period = statements.ledger.facts.period
    found = None if workbook.frozen is not None else rep_of_lines(workbook, period).texts
    return [""] * statements.ledger.size if found is None else [str(text) for text in found]


def time_of(results: Results, reps: Sequence[str]) -> TimeMoves:
    """Where time goes: the activity with the most of it, or orders where no activities are known."""
    ledger = results.statements.ledger
    names = [name for name, done in ledger.activities.items() if done[:-1].any()]
    if names:
        unit = max(names, key=lambda name: int(ledger.activities[name][:-1].sum()))
        now, scale = ledger.activities[unit][:-1], ledger.scales.get(c.ACTIVITY_QUANTITY, 0)
    else:
        unit, now, scale = BY_ORDERS, ledger.facts.sums[c.ORDERS][:-1], 0
    codes = np.unique(np.asarray(reps, dtype=object).astype(str), return_inverse=True)[1].astype(np.int64)
    return move_time(unit, scale, now, results.statements.contribution_margin, codes, results.stability.sign == 0)


def _turnarounds(results: Results, most: int) -> tuple[Turnaround, ...]:
    """Every way out of the largest losses, each alone."""
    profit = results.statements.customer_profit
    worst = sorted(results.losers.tolist(), key=lambda place: int(profit[place]))[:most]
    return tuple(turn_around(results.statements, place, pairs=False) for place in worst)


def _reprice(workbook: Workbook, results: Results, reps: Sequence[str], ways: Sequence[Turnaround]) -> list[Action]:
    if not ways:
        return []
    statements = results.statements
    (twice, when), chance = lost_twice(workbook, statements), likelihood(REPRICE)
    return [
        reprice_action(
            statements,
            found,
            stable=bool(results.stability.sign[found.place] < 0),
            chance=chance,
            rep=reps[found.place],
            again=when if twice[found.place] else "",
        )
        for found in ways
    ]


def _lacking(results: Results, time: TimeMoves, parts: Sequence[Sequence[Action]], most: int) -> list[str]:
    losing, _, best = parts
    said = []
    if not losing:
        said.append("Nobody is at a loss: there is nothing to reprice.")
    if results.unprofitable_customers > most:
        said.append(f"The {most} largest of {results.unprofitable_customers} losses have actions.")
    if time.unit == BY_ORDERS:
        said.append("No activities are known: where time should go cannot be said.")
    if not best:
        said.append("No customer is profitable whatever is assumed: nobody is asked for referrals yet.")
    return said
