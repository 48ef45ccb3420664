"""Scores prospects by likeness to the customers: a chance with its interval, and the reason."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from whalecurve.domain.segments.newcomers import read_newcomers
from whalecurve.domain.segments.traits.encoding import Encoded
from whalecurve.domain.segments.traits.mix import ProductMix
from whalecurve.domain.segments.tree.rules import Rule, RuleTree


@dataclass(frozen=True)
class Score:
    """What to expect of one prospect.

    Attributes:
        chance: That it becomes a high-profit customer, 0 to 1.
        chance_low: Lower end of the interval.
        chance_high: Upper end.
        reasons: The conditions it fulfils, and what is new about it.
    """

    chance: float
    chance_low: float
    chance_high: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Scorer:
    """Scores by the rules that hold; when none hold, it scores nobody.

    Attributes:
        tree: The rules, or None when nothing was found.
        encoded: The traits learned from, or None.
        base_rate: Share of high-profit customers.
        customers: How many were learned from.
        confidence: Coverage of the interval.
    """

    tree: RuleTree | None
    encoded: Encoded | None
    base_rate: float
    customers: int
    confidence: float = 0.95

    def score(self, prospects: pd.DataFrame, mix: ProductMix | None = None) -> list[Score]:
        """Score prospects.

        Args:
            prospects: Text columns under the headers of the customers' traits; columns may be missing, cells empty or
                new.
            mix: What they buy, where it is known.

        Returns:
            A score for each prospect; none at all when nothing was found: the chance of all would look like knowledge.
        """
        if self.tree is None or self.encoded is None:
            return []
        read, unseen = read_newcomers(self.encoded, prospects.reset_index(drop=True), mix)
        rules = self.tree.rule_at(self.tree.grown.apply(read.matrix))
        return [_of_rule(rule, new) for rule, new in zip(rules, unseen, strict=True)]


def _of_rule(rule: Rule, unseen: list[str]) -> Score:
    new = tuple(f"{words} is new: no customer has it" for words in unseen)
    return Score(
        rule.expected, min(rule.rate_low, rule.expected), max(rule.rate_high, rule.expected), (*rule.conditions, *new)
    )


def ranked(scores: list[Score]) -> list[int]:
    """Return the positions of prospects, best chance first; equal ones in the order given.

    >>> ranked([Score(0.2, 0.1, 0.3, ()), Score(0.7, 0.5, 0.8, ())])
    [1, 0]
    """
    return [int(place) for place in np.argsort([-score.chance for score in scores], kind="stable")]
