"""Prospects: how like the best each is, what one like it contributes, and the highest lead fee worth paying."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain.actions.action import PROSPECT, Action, yearly
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.segments.score import Score, ranked
from whalecurve.domain.words.formats import money, percent
from whalecurve.domain.words.wording import ranged

LIKE: Final = "like your best"
BETWEEN: Final = "in between"
UNLIKE: Final = "unlike your best"
LEAD_GENERATION: Final = "lead_generation"
WON: Final = 0.1
"""So many of those who are asked become customers, where nobody says."""

MOST_ASKED: Final = 20


@dataclass(frozen=True)
class Lead:
    """A prospect of a list: its id and its name."""

    id: str
    name: str


@dataclass(frozen=True)
class Prospect:
    """What to expect of one prospect.

    Attributes:
        lead: Who it is.
        score: How like the best it is, with its interval and the reasons.
        band: ``like your best``, ``in between`` or ``unlike your best``: where the interval lies to the share of all.
        contribution: What a customer of its kind contributes in a year before lead fees, minor units; not below zero.
    """

    lead: Lead
    score: Score
    band: str
    contribution: int

    def highest_fee(self, won: float) -> int:
        """The highest fee for the lead that a year's contribution pays back, minor units.

        Args:
            won: Share of such leads that become customers, 0 to 1.

        >>> one = Prospect(Lead("L-1", "Hopeful"), Score(0.5, 0.4, 0.6, ()), LIKE, 1_234_56)
        >>> one.highest_fee(0.1), one.highest_fee(1.0)
        (12345, 123456)
        """
        return int(self.contribution * Fraction(str(won)))  # as it was written: 0.29 of 100 is 29


def prospects(
    leads: Sequence[Lead], scores: Sequence[Score], base_rate: float, high: int, other: int
) -> list[Prospect]:
    """Prospects with their bands, the likest first.

    Args:
        leads: Who they are.
        scores: Of each; of nobody where nothing was found, and then nobody comes out.
        base_rate: Share of high-profit customers.
        high: What the middle high-profit customer contributes in a year before lead fees, minor units.
        other: The same of the others.
    """
    if not scores:
        return []
    return [
        Prospect(leads[place], scores[place], _band(scores[place], base_rate), _worth(scores[place], high, other))
        for place in ranked(list(scores))
    ]


def contribution_before_fees(statements: Statements) -> Ints:
    """Contribution margin with the plan's lead generation added back, minor units; shape (customers,)."""
    fees = [
        statements.cost_lines[cost.name].amounts
        for cost in statements.scenario.variable
        if cost.kind == LEAD_GENERATION and cost.name in statements.cost_lines
    ]
    return np.asarray(statements.contribution_margin + sum(fees), dtype=np.int64)


def middle_contributions(
    statements: Statements, rows: npt.NDArray[np.intp], high: npt.NDArray[np.bool_]
) -> tuple[int, int]:
    """What the middle customer of the best, and of the others, contributes in a year before lead fees, minor units.

    Args:
        statements: Statements of all.
        rows: Positions of the customers who took part.
        high: Whether each of those is one of the best.
    """
    months, amounts = statements.ledger.facts.period.months, contribution_before_fees(statements)[rows]
    best, others = (yearly(_middle(amounts[part]), months) for part in (high, ~high))
    return best, others


def prospect_actions(found: Sequence[Prospect], currency: str, won: float = WON) -> list[Action]:
    """An action for each of the prospects that are like the best, the likest first.

    Args:
        found: Prospects, the likest first.
        currency: Code of the currency.
        won: Share of those who are asked that become customers: an assumption.
    """
    like = [each for each in found if each.band == LIKE and each.contribution > 0]
    return [_action(each, currency, won) for each in like[:MOST_ASKED]]


def prospect_words(found: Prospect) -> str:
    """Why in words: how like the best, with the interval, and which conditions it fulfils or what is new about it."""
    score = found.score
    low, high = percent(score.chance_low), percent(score.chance_high)
    likely = f"{percent(score.chance)} of such customers are among your best ({ranged(low, high)})"
    return f"{likely}: {'; '.join(score.reasons)}." if score.reasons else f"{likely}."


def _action(found: Prospect, currency: str, won: float) -> Action:
    fee = money(found.highest_fee(won), currency)
    return Action(
        kind=PROSPECT,
        customer_id=found.lead.id,
        customer_name=found.lead.name,
        why=prospect_words(found),
        what=f"Win it: a lead like this is worth a fee of {fee} at most, when {percent(won)} of them become customers.",
        money_at_stake=found.contribution,
        likelihood=won,
    )


def _band(score: Score, base_rate: float) -> str:
    if score.chance_low > base_rate:
        return LIKE
    return UNLIKE if score.chance_high < base_rate else BETWEEN


def _worth(score: Score, high: int, other: int) -> int:
    return max(round(score.chance * high + (1 - score.chance) * other), 0)


def _middle(amounts: Ints) -> int:
    return int(np.sort(amounts)[(len(amounts) - 1) // 2]) if len(amounts) else 0
