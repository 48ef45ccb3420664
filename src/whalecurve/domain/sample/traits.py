"""Who the customers are, dealt after what they did: industry and size together tell of profit, nothing else does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final

from whalecurve.domain.sample.dice import Dice

PLANTED_INDUSTRY: Final = "Healthcare"
PLANTED_ABOVE: Final = 40
HIGH_CUSTOMERS: Final = 96

_INDUSTRIES: Final = {
    PLANTED_INDUSTRY: 2,
    "Manufacturing": 4,
    "Education": 4,
    "Technology": 4,
    "Retail": 4,
    "Legal": 2,
    "Hospitality": 4,
    "Logistics": 2,
}
_SMALL: Final = (
    (2, 4), (5, 6), (7, 8), (9, 10), (11, 12), (13, 15), (16, 18), (19, 22), (23, 26), (27, 31), (32, 36), (37, 40),
)  # fmt: skip
_LARGE: Final = (
    (41, 48), (49, 57), (58, 68), (69, 82), (83, 100), (101, 125),
    (126, 160), (161, 210), (211, 300), (301, 450), (451, 800), (801, 2400),
)  # fmt: skip
_REGIONS: Final = {"North": 6, "East": 5, "South": 5, "West": 4, "Central": 4}
_HOME_REPS: Final = {
    "North": ("Ana Duarte", "Bill Okafor", "Chloe Reyes"),
    "East": ("Dana Whitfield", "Emil Novak", "Farah Siddiqui"),
    "South": ("Grace Lindqvist", "Hector Ramos"),
    "West": ("Ines Moreau", "Jack Tan"),
    "Central": ("Kofi Mensah", "Laura Bianchi"),
}
REPS: Final = tuple(chain.from_iterable(_HOME_REPS.values()))
_HOME_CARDS: Final = 24
_SINCE_YEARS: Final = tuple(range(2009, 2025))
# 33 of the 96 best and 14 of the 384 others: 70 % of the planted group is high-profit, 15 % of everybody else.
_PLANTED_AMONG_HIGH: Final = (11, 32)
_PLANTED_AMONG_OTHERS: Final = (7, 192)


@dataclass(frozen=True)
class Traits:
    """What a customer is; ``since`` is the day of its first business."""

    industry: str
    employees: int
    region: str
    rep: str
    since: date


def deal_traits(dice: Dice, count: int) -> list[Traits]:
    """Traits for ``count`` customers that stand in order of profit, best first.

    Each trait is dealt in small shuffled decks along that order, so every stretch of it holds all levels as usual.
    """
    planted = _planted(dice, count)
    industries = _industries(dice, planted)
    employees = _employees(dice, planted, industries)
    regions = dice.deal(_deck(_REGIONS), count)
    reps = _reps(dice, regions)
    years = dice.deal(_SINCE_YEARS, count)
    since = [date(year, dice.between(1, 12), dice.between(1, 28)) for year in years]
    return [Traits(*one) for one in zip(industries, employees, regions, reps, since, strict=True)]


def _planted(dice: Dice, count: int) -> list[bool]:
    high = dice.deal(_chosen(*_PLANTED_AMONG_HIGH), HIGH_CUSTOMERS)
    return high + dice.deal(_chosen(*_PLANTED_AMONG_OTHERS), count - HIGH_CUSTOMERS)


def _chosen(some: int, whole: int) -> list[bool]:
    return [True] * some + [False] * (whole - some)


def _industries(dice: Dice, planted: Sequence[bool]) -> list[str]:
    others = iter(dice.deal(_deck(_INDUSTRIES), len(planted)))
    return [PLANTED_INDUSTRY if one else next(others) for one in planted]


def _employees(dice: Dice, planted: Sequence[bool], industries: Sequence[str]) -> list[int]:
    """The planted are large and their industry's others small; all the rest are of any size."""
    large, small, any_size = (iter(dice.deal(bands, len(planted))) for bands in (_LARGE, _SMALL, _SMALL + _LARGE))
    bands = []
    for one, industry in zip(planted, industries, strict=True):
        source = large if one else small if industry == PLANTED_INDUSTRY else any_size
        bands.append(next(source))
    return [dice.between(*band) for band in bands]


def _reps(dice: Dice, regions: Sequence[str]) -> list[str]:
    """Three customers of four belong to a rep of their region, the fourth to anybody."""
    decks = {region: iter(dice.deal(_rep_deck(region), len(regions))) for region in _REGIONS}
    return [next(decks[region]) for region in regions]


def _rep_deck(region: str) -> list[str]:
    home = _HOME_REPS[region]
    away = [rep for rep in REPS if rep not in home]
    return list(home) * (_HOME_CARDS // len(home)) + away


def _deck(shares: dict[str, int]) -> list[str]:
    return list(chain.from_iterable([level] * cards for level, cards in shares.items()))
