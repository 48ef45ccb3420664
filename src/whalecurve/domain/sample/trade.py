"""What happened in eighteen months: order lines, returns, deliveries, visits and tickets of each customer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from whalecurve.domain.sample.behaviour import Habit
from whalecurve.domain.sample.calendar import PRICE_RISE, days_later, draw_day
from whalecurve.domain.sample.catalog import RANGE, Product, raised
from whalecurve.domain.sample.dice import Dice

DELIVERY: Final = "Delivery"
VISIT: Final = "Visit"
TICKET: Final = "Ticket"
_SPLIT_PERCENT: Final = 7


class Line(NamedTuple):
    """One line of an order, or of what came back; money in cents, ``order`` counts the customer's own orders."""

    order: int
    day: date
    product: Product
    quantity: int
    list_price: int
    discount_percent: int

    @property
    def amount(self) -> int:
        """Cents to pay, rounded half away from zero."""
        hundredths = self.quantity * self.list_price * (100 - self.discount_percent)
        whole = (abs(hundredths) + 50) // 100
        return whole if hundredths >= 0 else -whole


class Event(NamedTuple):
    """A delivery, visit or ticket; as many ``times`` on one day."""

    day: date
    activity: str
    times: int


@dataclass(frozen=True)
class Trade:
    """All lines and events of one customer; ``opened`` is the first day of one that came new in these months."""

    lines: Sequence[Line]
    events: Sequence[Event]
    opened: date | None = None


def draw_trade(dice: Dice, habit: Habit) -> Trade:
    """Eighteen months of one customer."""
    lines: list[Line] = []
    events: list[Event] = []
    for order in range(habit.orders):
        day = draw_day(dice, habit.window)
        lines += _order_lines(dice, habit, order, day, already=len(lines))
        events.append(Event(days_later(day, dice.between(1, 4)), DELIVERY, 2 if dice.chance(_SPLIT_PERCENT) else 1))
    returned = [_return(dice, line) for line in lines if dice.chance(habit.profile.return_percent)]
    opened = min((line.day for line in lines), default=None) if habit.window.first else None
    return Trade(_merged([*lines, *returned]), [*events, *_calls(dice, habit)], opened)


def _merged(lines: Sequence[Line]) -> list[Line]:
    """Equal lines of one order as one line of their quantity, so that no row of the export stands there twice."""
    times = Counter(lines)
    return [line._replace(quantity=line.quantity * times[line]) for line in dict.fromkeys(lines)]


def _order_lines(dice: Dice, habit: Habit, order: int, day: date, already: int) -> list[Line]:
    size = dice.between(1, habit.profile.most_lines)
    return [_line(dice, habit, order, day, habit.mix[(already + n) % len(habit.mix)]) for n in range(size)]


def _line(dice: Dice, habit: Habit, order: int, day: date, category: str) -> Line:
    product = dice.pick(RANGE[category])
    quantity = product.usual_quantity * habit.profile.basket_percent * dice.between(55, 145) // 10_000
    price = raised(product.list_price) if day >= PRICE_RISE else product.list_price
    discount = max(0, habit.discount_percent + dice.between(-2, 2))
    return Line(order, day, product, max(1, quantity), price, discount)


def _return(dice: Dice, line: Line) -> Line:
    """Part or all of a line comes back within three weeks, under the same order and at the price paid."""
    return line._replace(day=days_later(line.day, dice.between(3, 21)), quantity=-dice.between(1, line.quantity))


def _calls(dice: Dice, habit: Habit) -> list[Event]:
    visits = [Event(draw_day(dice, habit.window), VISIT, 1) for _ in range(habit.visits)]
    return visits + [Event(draw_day(dice, habit.window), TICKET, 1) for _ in range(habit.tickets)]
