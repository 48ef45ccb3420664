"""The answer worked out the slow and obvious way: plain rows and fractions, nothing shared with the program under test.

Rows are dicts. Transactions: ``customer``, ``date`` (YYYY-MM-DD), ``net_revenue`` and, where the files have them,
``cost_of_goods``, ``quantity``, ``order``, ``product``, ``category``, ``rep`` and further cost columns by name.
Customers: ``customer_id`` and traits. Activities: ``customer``, ``activity``, ``quantity``, ``date`` (empty: counts in
every period). Amounts are decimal text, whole numbers or fractions, in major units. The plan is a decoded PLAN.json.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
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
        self.years = Fraction(months_between(first, last), 12)
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

    def variable_cost(self, cost: Row) -> Amounts:
        """Exact cost of everybody; a condition on a trait leaves out what belongs to nobody."""
        only = {column.casefold(): values for column, values in cost.get("only", {}).items()}
        of_lines = LINE_COLUMNS & set(only)
        of_customers = {trait: only[trait] for trait in set(only) - of_lines}
        lines = [(one, row) for one, row in self.lines if all(row[column] in only[column] for column in of_lines)]
        if "column" in cost:
            used = add_up((one, row[cost["column"]]) for one, row in lines)
        else:
            quantities = self.count(cost.get("per", "revenue"), lines)
            used = {one: quantity * number(cost["rate"]) for one, quantity in quantities.items()}
        return {one: amount for one, amount in used.items() if not of_customers or self.has(one, of_customers)}

    def has(self, one: str | None, only: Mapping[str, Sequence[str]]) -> bool:
        """Whether a customer's traits meet all conditions."""
        return one is not None and all(self.traits[one][trait] in values for trait, values in only.items())

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
    for pool in plan.get("fixed", []):
        name, amount = pool["name"], number(pool["annual_amount"]) * files.years
        used = files.driver(pool.get("driver", "customers"), answer)
        if "practical_capacity" in pool:
            rate = number(pool["annual_amount"]) / number(pool["practical_capacity"])
            enter(name, {one: rate * quantity for one, quantity in used.items()})
            charged = sum(answer.rounded[name].values()) + answer.unassigned[name]
            answer.unused[name] = nearest(amount * answer.minor) - charged
        else:
            enter(name, share_out(amount, takers(used, files, plan)))
        answer.fixed.append(name)
    return answer


def takers(used: Amounts, files: Files, plan: Row) -> Amounts:
    """Who takes part in sharing a pool, and how much: known customers, perhaps only active ones; never below zero."""
    active = {one for one, _ in files.lines}
    everyone = plan.get("settings", {}).get("share_with", "all") == "all"
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


def months_between(first: str, last: str) -> int:
    """Number of months from YYYY-MM to YYYY-MM, both included."""
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1


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
