"""The verdict, in one word and one sentence: found, nothing found, too few."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from scipy import stats

from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree

Word = Literal["found", "nothing found", "too few"]
FOUND: Final[Word] = "found"
NOTHING_FOUND: Final[Word] = "nothing found"
TOO_FEW: Final[Word] = "too few"
FEWEST_OF_A_KIND: Final = 5
_LIFT: Final = 2.0
_PART: Final = 0.25
_POWER: Final = 0.8


@dataclass(frozen=True)
class Verdict:
    """What came out.

    Attributes:
        word: ``found``, ``nothing found`` or ``too few``.
        sentence: What was found, in one sentence.
        meaning: What that means for the owner.
        customers_needed: Customers with which a trait that doubles the chance of high profit would show.
        customers_more: How many are missing to that number.
    """

    word: Word
    sentence: str
    meaning: str
    customers_needed: int
    customers_more: int


def customers_needed(base_rate: float, traits: int, alpha: float = 0.02) -> int:
    """Return how many customers it takes to see a trait that doubles the chance of high profit for a quarter of them.

    Two shares are compared with a power of 80 %, at a level that allows for the number of traits tried. Source:
    Fleiss, Levin and Paik 2003, "Statistical methods for rates and proportions", section 4.2.

    Args:
        base_rate: Share of high-profit customers, 0 to 1.
        traits: How many traits are tried.
        alpha: Chance of a false "found".

    >>> customers_needed(0.2, 10)
    217
    """
    rate = float(np.clip(base_rate, 0.01, 0.99))
    inside = min(_LIFT * rate, (1 + rate) / 2)
    outside = (rate - _PART * inside) / (1 - _PART)
    chance = stats.norm.ppf(1 - alpha / 4 / max(traits, 1)) * np.sqrt(rate * (1 - rate) * (1 / _PART + 1 / (1 - _PART)))
    power = stats.norm.ppf(_POWER) * np.sqrt(inside * (1 - inside) / _PART + outside * (1 - outside) / (1 - _PART))
    return int(np.ceil(((chance + power) / (inside - outside)) ** 2))


def too_few(customers: int, high: int, base_rate: float, traits: int, fewest: int) -> Verdict:
    """Say that no model was fitted, and how many customers are missing.

    >>> too_few(22, 4, 0.2, 10, 30).sentence
    'Too few customers to learn from: 22 bought in the period, and below 30 any pattern is as likely chance.'
    """
    needed = max(customers_needed(base_rate or 0.2, traits), fewest)
    rare = min(high, customers - high)
    if customers < fewest:
        why = f"{customers} bought in the period, and below {fewest} any pattern is as likely chance"
    else:
        kind = "high-profit" if high <= customers - high else "not high-profit"
        of_them = f"only {rare} of {customers:,} {agree(rare, 'is', 'are')} {kind}"
        why = f"{of_them}, and it takes {FEWEST_OF_A_KIND} of each kind to compare them"
    return _with_numbers(TOO_FEW, f"Too few customers to learn from: {why}.", customers, needed)


def nothing_found(customers: int, base_rate: float, traits: int) -> Verdict:
    """Say that no trait tells high-profit customers apart.

    >>> nothing_found(60, 0.2, 10).meaning
    'A trait that doubles the chance of high profit would show with about 220 customers: 160 more than you have.'
    """
    if traits == 0:
        sentence = "Nothing found: no column says what your customers are, so there is nothing to compare."
    else:
        these = agree(traits, "the one trait does not tell", f"none of the {traits} traits tells")
        sentence = f"Nothing found: {these} your high-profit customers apart better than chance would."
    return _with_numbers(NOTHING_FOUND, sentence, customers, customers_needed(base_rate, traits))


def found(customers: int, base_rate: float, tried: int, holding: Sequence[str], best_rule: str) -> Verdict:
    """Say which traits tell high-profit customers apart.

    Args:
        customers: How many took part.
        base_rate: Share of high-profit customers.
        tried: How many traits were tried.
        holding: Names of the traits that hold, strongest first; empty when only a combination of traits does.
        best_rule: Sentence of the best rule, or empty.
    """
    names = _listed(holding[:3])
    if holding:
        verb = agree(len(holding), "tells", "tell")
        sentence = f"Found: {names} {verb} your high-profit customers apart. {best_rule}"
    else:
        sentence = f"Found: no trait alone, but this rule tells your high-profit customers apart. {best_rule}"
    needed = customers_needed(base_rate, tried)
    meaning = (
        "Look for more customers like these, and give them time first. "
        "A pattern is not a cause: try it on a few before you rely on it."
    )
    return Verdict(FOUND, sentence.strip(), meaning, needed, max(needed - customers, 0))


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _with_numbers(word: Word, sentence: str, customers: int, needed: int) -> Verdict:
    more = max(needed - customers, 0)
    rounded = int(np.ceil(needed / 10) * 10)
    if more:
        meaning = (
            f"A trait that doubles the chance of high profit would show with about {counted(rounded, 'customer')}: "
            f"{max(rounded - customers, 1):,} more than you have."
        )
    else:
        meaning = (
            "A trait that doubles the chance of high profit would have shown: "
            "look for other traits rather than for more customers."
        )
    return Verdict(word, sentence, meaning, needed, more)
