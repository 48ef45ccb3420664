"""How customers buy: loyal, steady, small, haggling, returning, or only on file. Nothing here knows who they are."""

from dataclasses import dataclass
from itertools import chain, product
from typing import Final

from whalecurve.domain.sample.calendar import Window
from whalecurve.domain.sample.catalog import CATEGORIES
from whalecurve.domain.sample.dice import Dice

_WINDOW_DECK: Final = 96
_LATE_STARTS: Final = (2, 5, 8, 10)
_EARLY_STOPS: Final = (11, 12, 13, 14)
_LEAST_LINES: Final = 8
_VOLUMES: Final = (
    55, 58, 62, 66, 70, 74, 78, 82, 86, 90, 95, 100, 105, 110, 116, 123, 131, 140, 152, 168, 190, 225, 280, 390,
)  # fmt: skip
_MIXES: Final = ((4, 2, 1, 1), (3, 2, 2, 1), (5, 2, 1), (4, 3, 1), (3, 3, 2), (2, 2, 2, 1, 1))
_MIX_DECK: Final = tuple(product(_MIXES, range(len(CATEGORIES)), (1, -1)))


@dataclass(frozen=True)
class Profile:
    """A way of buying; amounts are those of a customer of ordinary volume over eighteen months.

    Attributes:
        customers: How many buy this way.
        orders: Orders placed.
        most_lines: Lines in the largest order; every size from 1 is as likely.
        basket_percent: Size of a line against the usual one.
        discount_percent: Lowest and highest customary discount.
        return_percent: Lines of a hundred that come back, in part or whole.
        visits: Visits by the rep.
        tickets: Calls and mails to the service desk.
    """

    customers: int
    orders: int
    most_lines: int
    basket_percent: int
    discount_percent: tuple[int, int]
    return_percent: int
    visits: int
    tickets: int


LOYAL: Final = Profile(98, 16, 5, 150, (1, 6), 1, 8, 7)
STEADY: Final = Profile(296, 15, 5, 106, (3, 9), 2, 7, 8)
SMALL: Final = Profile(27, 26, 2, 32, (2, 8), 3, 10, 14)
HAGGLING: Final = Profile(29, 26, 5, 135, (24, 28), 3, 27, 36)
RETURNING: Final = Profile(21, 18, 4, 90, (6, 12), 26, 15, 42)
ON_FILE: Final = Profile(9, 0, 1, 100, (0, 0), 0, 1, 0)
PROFILES: Final = (LOYAL, STEADY, SMALL, HAGGLING, RETURNING, ON_FILE)


@dataclass(frozen=True)
class Habit:
    """One customer's way of buying.

    Attributes:
        profile: What it resembles.
        orders: Orders placed in the window.
        discount_percent: Customary discount.
        visits: Visits in the window.
        tickets: Tickets in the window.
        mix: Categories of eight lines in a row, then the same again: the mix of products follows from it alone.
        window: Months of trade.
    """

    profile: Profile
    orders: int
    discount_percent: int
    visits: int
    tickets: int
    mix: tuple[str, ...]
    window: Window


def draw_habits(dice: Dice) -> list[Habit]:
    """One habit per customer; volume, mix and months are dealt evenly along the profiles, so none follows another."""
    profiles = list(chain.from_iterable([profile] * profile.customers for profile in PROFILES))
    volumes = list(chain.from_iterable(dice.deal(_VOLUMES, profile.customers) for profile in PROFILES))
    mixes = [_mix(dice, *card) for card in dice.deal(_MIX_DECK, len(profiles))]
    windows = dice.deal(_windows(), len(profiles))
    return [_habit(dice, *one) for one in zip(profiles, volumes, mixes, windows, strict=True)]


def _habit(dice: Dice, profile: Profile, volume: int, mix: tuple[str, ...], window: Window) -> Habit:
    lowest = -(-_LEAST_LINES // max(1, profile.most_lines // 2)) if profile.orders else 0
    return Habit(
        profile=profile,
        orders=max(lowest, profile.orders * volume // 100),
        discount_percent=dice.between(*profile.discount_percent),
        visits=_about(dice, profile.visits, volume),
        tickets=_about(dice, profile.tickets, volume),
        mix=mix,
        window=window,
    )


def _about(dice: Dice, usual: int, volume: int) -> int:
    """Service grows with volume, though by half as much: a small customer is seen nearly as often as a large one."""
    return usual * (100 + volume) // 200 * dice.between(75, 125) // 100


def _mix(dice: Dice, shape: tuple[int, ...], first: int, step: int) -> tuple[str, ...]:
    """Lines of a few categories, counted from ``first`` round the catalog in either direction."""
    chosen = [CATEGORIES[(first + step * n) % len(CATEGORIES)] for n in range(len(shape))]
    lines = list(chain.from_iterable([name] * count for name, count in zip(chosen, shape, strict=True)))
    return tuple(dice.shuffled(lines))


def _windows() -> list[Window]:
    """Nearly all trade throughout; a few start late and a few stop early."""
    late = [Window(first=month) for month in _LATE_STARTS]
    early = [Window(last=month) for month in _EARLY_STOPS]
    return [*[Window()] * (_WINDOW_DECK - len(late) - len(early)), *late, *early]
