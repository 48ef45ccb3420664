"""The answer worked out the slow and obvious way: plain rows and fractions, nothing shared with the program under test.

Rows are dicts. Transactions: ``customer``, ``date`` (YYYY-MM-DD), ``net_revenue`` and, where the files have them,
``cost_of_goods``, ``quantity``, ``order``, ``product``, ``category``, ``rep`` and further cost columns by name.
Customers: ``customer_id`` and traits. Activities: ``customer``, ``activity``, ``quantity``, ``date`` (empty: counts in
every period). Amounts are decimal text, whole numbers or fractions, in major units. The plan is a decoded PLAN.json.
A fixed cost with ``amounts`` belongs to their months; ``settings`` may share by months on file and charge half months.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from statistics import median
from typing import Any

Row = Mapping[str, Any]
Amounts = dict[str | None, Fraction]

NOBODY = None
MINOR_DIGITS = {"JPY": 0, "KRW": 0, "KWD": 3, "BHD": 3, "CLF": 4}
LINE_COLUMNS = {"product", "category", "rep"}
MEASURES = {"revenue": "net_revenue", "unit": "quantity", "units": "quantity"}
PLURALS = {"lines": "line", "orders": "order", "units": "unit", "revenue": "revenue"}
DAYS_A_YEAR = 365


@dataclass
class Answer:
    """Statement lines by name, then by customer, in minor units; costs positive.

    ``exact`` is before rounding; ``unassigned`` belongs to no known customer; ``unused`` is capacity that nobody used.
    """

    minor: int = 100
    exact: dict[str, dict[str, Fraction]] = field(default_factory=dict)
    rounded: dict[str, dict[str, int]] = field(default_factory=dict)
    unassigned: dict[str, int] = field(default_factory=dict)
    unused: dict[str, int] = field(default_factory=dict)
    variable: list[str] = field(default_factory=list)
    fixed: list[str] = field(default_factory=list)

    def gross_margin(self, one: str) -> int:
        """Net revenue less cost of goods."""
        return self.rounded["net_revenue"][one] - self.rounded["cost_of_goods"][one]

    def contribution_margin(self, one: str) -> int:
        """Gross margin less variable costs."""
        return self.gross_margin(one) - sum(self.rounded[name][one] for name in self.variable)

    def profit(self, one: str) -> int:
        """Contribution margin less the parts of the fixed costs."""
        return self.contribution_margin(one) - sum(self.rounded[name][one] for name in self.fixed)

    @property
    def customers(self) -> list[str]:
        """Everybody on file, by id."""
        return sorted(self.rounded["net_revenue"])

    @property
    def total_profit(self) -> int:
        """Profit of all customers."""
        return sum(map(self.profit, self.customers))

    @property
    def unassigned_cost(self) -> int:
        """All costs that belong to no known customer."""
        return sum(self.unassigned[name] for name in ("cost_of_goods", *self.variable, *self.fixed))

    @property
    def company_profit(self) -> int:
        """Profit of all customers and of nobody's lines, less unused capacity."""
        return self.total_profit + self.unassigned["net_revenue"] - self.unassigned_cost - sum(self.unused.values())

    def ranked(self) -> list[str]:
        """Best first, ties by id."""
        return sorted(self.customers, key=lambda one: (-self.profit(one), one))

    def by_revenue(self) -> list[str]:
        """Largest first, ties by id."""
        return sorted(self.customers, key=lambda one: (-self.rounded["net_revenue"][one], one))


class Files:
    """The rows of one period."""

    def __init__(
        self, lines: Sequence[Row], customers: Sequence[Row], activities: Sequence[Row], period: tuple[str, str] | None
    ) -> None:
        self.traits = {row["customer_id"]: {key.casefold(): value for key, value in row.items()} for row in customers}
        self.ids = sorted(self.traits)
        months = sorted(row["date"][:7] for row in lines)
        first, last = period or (months[0], months[-1])
        self.period = (first, last)
        self.months = [month for month in all_months() if first <= month <= last]
        self.days = [row["date"] for row in lines]
        self.lines = [(self.owner(row), row) for row in lines if first <= row["date"][:7] <= last]
        done = [row for row in activities if not row.get("date") or first <= row["date"][:7] <= last]
        self.done = [(self.owner(row), row) for row in done]
        self.activities = {row["activity"] for row in activities}
        self.begun: dict[str | None, str] = {}
        for row in sorted(lines, key=lambda row: row["date"], reverse=True):
            self.begun[self.owner(row)] = row["date"][:7]

    def owner(self, row: Row) -> str | None:
        """Whose row it is; nobody's when the customer is blank or not on file."""
        return row["customer"] if row["customer"] in self.traits else NOBODY

    def count(self, per: str, lines: Sequence[tuple[str | None, Row]]) -> Amounts:
        """How much of a basis everybody has in some lines."""
        if per == "line":
            return add_up((one, 1) for one, _ in lines)
        if per == "order":
            return add_up((one, 1) for one, _ in {(one, row["order"]) for one, row in lines if row["order"]})
        if per == "new_customer":
            return dict.fromkeys((one for one, row in lines if one and row["date"][:7] == self.begun[one]), Fraction(1))
        if per == "credit_day":
            sold = self.count("revenue", lines)
            return {one: sold[one] * number(self.traits[one]["days_of_credit"]) / DAYS_A_YEAR for one in sold if one}
        if per in MEASURES:
            return add_up((one, row[MEASURES[per]]) for one, row in lines)
        return add_up((one, row["quantity"]) for one, row in self.done if row["activity"] == per)

    def charged(self, part_months: str) -> dict[str, Fraction]:
        """Which part of each month of the period fixed costs are charged for."""
        parts = dict.fromkeys(self.months, Fraction(1))
        for month, held in self.half_months().items():
            if month in parts and part_months == "days":
                parts[month] = Fraction(held, month_length(month))
            elif month in parts and part_months == "leave_out" and held <= 2:
                parts[month] = Fraction(0)
        return parts if any(parts.values()) else dict.fromkeys(self.months, Fraction(1))

    def half_months(self) -> dict[str, int]:
        """Days held by the first and last month of the data where most others reach further and over three lack."""
        days: dict[str, list[int]] = defaultdict(list)
        for date in self.days:
            days[date[:7]].append(int(date[8:]))
        first, last = min(days), max(days)
        lacking: dict[str, int] = {}
        begins = [min(held) for month, held in days.items() if month != first] or [1]
        ends = [max(held) for month, held in days.items() if month != last] or [month_length(last)]
        if first in self.months and min(days[first]) > max(4, median(begins)):
            lacking[first] = min(days[first]) - 1
        if last in self.months and max(days[last]) < min(month_length(last) - 3, median(ends)):
            lacking[last] = lacking.get(last, 0) + month_length(last) - max(days[last])
        return {month: month_length(month) - missing for month, missing in lacking.items()}

    def amount(self, pool: Row, charged: Mapping[str, Fraction]) -> Fraction:
        """What a fixed cost comes to over the months charged."""
        if "amounts" not in pool:
            return number(pool["annual_amount"]) * sum(charged.values()) / 12
        total = Fraction(0)
        for span, amount in pool["amounts"].items():
            months = [month for month in all_months() if in_span(month, span)]
            total += number(amount) * sum(charged.get(month, 0) for month in months) / len(months)
        return total

    def scope(self, cost: Row) -> tuple[list[tuple[str | None, Row]], set[str], Mapping[str, Sequence[str]]]:
        """The lines that a cost is limited to, by which line columns, and the conditions about customers."""
        only = {column.casefold(): values for column, values in cost.get("only", {}).items()}
        of_lines = LINE_COLUMNS & set(only)
        of_customers = {trait: only[trait] for trait in set(only) - of_lines}
        lines = [(one, row) for one, row in self.lines if all(row[column] in only[column] for column in of_lines)]
        return lines, of_lines, of_customers

    def variable_cost(self, cost: Row) -> Amounts:
        """Exact cost of everybody; a condition on a trait leaves out what belongs to nobody."""
        lines, _, of_customers = self.scope(cost)
        by_column = "column" in cost
        used = add_up((one, row[cost["column"]]) for one, row in lines) if by_column else self.rated(cost, lines)
        return {one: amount for one, amount in used.items() if not of_customers or self.has(one, of_customers)}

    def rated(self, cost: Row, lines: Sequence[tuple[str | None, Row]]) -> Amounts:
        """Quantity times rate; where the rate changes, what is known up to a month is charged as it becomes known."""
        per, later = cost.get("per", "revenue"), cost.get("rate_from", {})
        if not later:
            return {one: quantity * number(cost["rate"]) for one, quantity in self.count(per, lines).items()}
        used: Amounts = defaultdict(Fraction)
        before: Amounts = {}
        everything = self.done, self.months
        for month in self.months:
            rate = next((later[since] for since in sorted(later, reverse=True) if since <= month), cost["rate"])
            self.done = [(one, row) for one, row in everything[0] if not row.get("date") or row["date"][:7] <= month]
            here = self.count(per, [(one, row) for one, row in lines if row["date"][:7] <= month])
            for one, quantity in here.items():
                used[one] += (quantity - before.get(one, 0)) * number(rate)
            before = here
        self.done, self.months = everything
        return used

    def has(self, one: str | None, only: Mapping[str, Sequence[str]]) -> bool:
        """Whether a customer's traits meet all conditions."""
        return one is not None and all(self.traits[one][trait] in values for trait, values in only.items())

    def limited_driver(self, pool: Row, answer: Answer) -> Amounts:
        """How much of a driver everybody used where the cost counts; what a customer has counts with a line there."""
        name, (lines, of_lines, of_customers) = pool.get("driver", "customers"), self.scope(pool)
        if not of_lines:
            used = self.driver(name, answer)
        elif name in PLURALS:
            used = self.count(PLURALS[name], lines)
        elif name == "gross_margin":
            used = add_up((one, number(row["net_revenue"]) - number(row.get("cost_of_goods", 0))) for one, row in lines)
        else:
            there = {one for one, _ in lines if one is not None}
            used = {one: part for one, part in self.driver(name, answer).items() if one in there}
        return {one: part for one, part in used.items() if not of_customers or self.has(one, of_customers)}

    def months_on_file(self, one: str) -> int:
        """Months of the period since a customer's first line."""
        return sum(one in self.begun and self.begun[one] <= month for month in self.months)

    def driver(self, name: str, answer: Answer) -> Amounts:
        """How much of a cost driver everybody used."""
        if name == "customers":
            return dict.fromkeys(self.ids, Fraction(1))
        if name == "gross_margin":
            return {one: Fraction(answer.gross_margin(one), answer.minor) for one in self.ids}
        if name in PLURALS or name in self.activities:
            return self.count(PLURALS.get(name, name), self.lines)
        return {one: number(self.traits[one][name.casefold()]) for one in self.ids}


def analyze(
    plan: Row,
    transactions: Sequence[Row],
    customers: Sequence[Row],
    activities: Sequence[Row] = (),
    period: tuple[str, str] | None = None,
) -> Answer:
    """Every customer's statement; ``period`` is a pair of YYYY-MM, by default the span of the transactions."""
    files = Files(transactions, customers, activities, period)
    answer = Answer(minor=10 ** MINOR_DIGITS.get(plan.get("currency", ""), 2))

    def enter(name: str, amounts: Amounts) -> None:
        answer.exact[name] = {one: amounts.get(one, Fraction(0)) * answer.minor for one in files.ids}
        answer.rounded[name] = largest_remainder(answer.exact[name])
        answer.unassigned[name] = nearest(sum(amounts.values()) * answer.minor) - sum(answer.rounded[name].values())

    enter("net_revenue", files.count("revenue", files.lines))
    goods = [(one, row.get("cost_of_goods", 0)) for one, row in files.lines]
    for cost in plan.get("variable", []):
        if cost.get("kind") == "cost_of_goods":
            goods += files.variable_cost(cost).items()
        else:
            answer.variable.append(cost["name"])
            enter(cost["name"], files.variable_cost(cost))
    enter("cost_of_goods", add_up(goods))
    months = files.charged(plan.get("settings", {}).get("part_months", "whole"))
    for pool in plan.get("fixed", []):
        name, amount = pool["name"], files.amount(pool, months)
        used = files.limited_driver(pool, answer)
        if "practical_capacity" in pool:
            rate = amount * 12 / sum(months.values()) / number(pool["practical_capacity"])
            enter(name, {one: rate * quantity for one, quantity in used.items()})
            charged = sum(answer.rounded[name].values()) + answer.unassigned[name]
            answer.unused[name] = nearest(amount * answer.minor) - charged
        else:
            enter(name, share_out(amount, takers(pool, used, files, plan)))
        answer.fixed.append(name)
    return answer


def takers(pool: Row, used: Amounts, files: Files, plan: Row) -> Amounts:
    """Who takes part in sharing a pool, and how much: known customers, perhaps only active ones; never below zero."""
    active = {one for one, _ in files.lines}
    share_with = plan.get("settings", {}).get("share_with", "all")
    if share_with == "months" and pool.get("driver", "customers") == "customers":
        return {one: used.get(one, Fraction(0)) * files.months_on_file(one) for one in files.ids}
    everyone = share_with != "active"
    return {one: max(used.get(one, Fraction(0)), Fraction(0)) for one in files.ids if everyone or one in active}


def share_out(amount: Fraction, used: Amounts) -> Amounts:
    """In proportion; nobody's when there is nothing to go by."""
    whole = sum(used.values())
    return {one: amount * quantity / whole for one, quantity in used.items()} if whole else {NOBODY: amount}


def number(value: str | int | Fraction) -> Fraction:
    """An exact amount; blank is zero."""
    return value if isinstance(value, Fraction) else Fraction(str(value) or 0)


def add_up(pairs: Iterable[tuple[str | None, Any]]) -> Amounts:
    """Exact sum by customer."""
    sums: Amounts = defaultdict(Fraction)
    for one, value in pairs:
        sums[one] += number(value)
    return sums


def all_months() -> list[str]:
    """Every month that any test speaks of, as YYYY-MM."""
    return [f"{year}-{month:02d}" for year in range(1990, 2040) for month in range(1, 13)]


def in_span(month: str, span: str) -> bool:
    """Whether a month belongs to a span: a month, a year, or one month..another."""
    first, _, last = span.partition("..")
    return first <= month <= last if last else month.startswith(first)


def month_length(month: str) -> int:
    """Days of a YYYY-MM."""
    return monthrange(int(month[:4]), int(month[5:7]))[1]


def nearest(value: Fraction | int) -> int:
    """Nearest whole number, halves away from zero."""
    return floor(value + Fraction(1, 2)) if value >= 0 else -floor(-value + Fraction(1, 2))


def largest_remainder(exact: Mapping[str, Fraction]) -> dict[str, int]:
    """Whole units that add up to the rounded total: floors, then one more for the largest remainders, ties by id.

    A negative total is the mirror image of the positive one; for a total of zero the first amount that is none decides.
    """
    total = sum(exact.values()) or next((exact[one] for one in sorted(exact) if exact[one]), 0)
    if total < 0:
        return {one: -units for one, units in largest_remainder({one: -value for one, value in exact.items()}).items()}
    units = {one: floor(value) for one, value in exact.items()}
    missing = nearest(sum(exact.values())) - sum(units.values())
    for one in sorted(exact, key=lambda one: (units[one] - exact[one], one))[:missing]:
        units[one] += 1
    return units


def whale_peak(profits: Iterable[int]) -> tuple[Fraction | None, int]:
    """The largest share of the total that the best customers make (None when the total is no profit), and how many."""
    ordered = sorted(profits, reverse=True)
    winners = [profit for profit in ordered if profit > 0]
    return (Fraction(sum(winners), sum(ordered)) if sum(ordered) > 0 else None), len(winners)


def groups(ordered: Sequence[str], size: int) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """The top, the middle and the bottom of an order, nobody twice; smaller where there are not three times as many."""
    if len(ordered) < 3:
        return ordered[:1], [], ordered[1:]
    size = min(size, len(ordered) // 3)
    start = (len(ordered) - size) // 2
    return ordered[:size], ordered[start : start + size], ordered[len(ordered) - size :]
