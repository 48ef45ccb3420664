"""What belongs to no known customer: how much it is, what it is made of, and what it does to the company's profit."""

from collections.abc import Mapping
from dataclasses import dataclass

from whalecurve.domain import columns as c
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import exact_sum
from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.words.formats import money
from whalecurve.domain.words.wording import listed, share_of, stopped, them


@dataclass(frozen=True)
class Nobodys:
    """What belongs to nobody; money in minor units, costs positive.

    Attributes:
        lines: Lines of the files that name no known customer.
        revenue: Their net revenue.
        share: Part of all net revenue, None where that is not above zero or theirs is below.
        of_lines: Costs of such lines, by statement line.
        of_pools: Fixed costs that nothing in the period could share.
        of_use: Cost of capacity that no known customer used, by pool.
        unused: Cost of capacity that nobody used, by pool.
    """

    lines: int
    revenue: int
    share: float | None
    of_lines: Mapping[str, int]
    of_pools: Mapping[str, int]
    of_use: Mapping[str, int]
    unused: Mapping[str, int]

    @property
    def cost(self) -> int:
        """All costs that belong to nobody, unused capacity apart."""
        return sum(sum(each.values()) for each in (self.of_lines, self.of_pools, self.of_use))

    @property
    def is_anything(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.lines or self.of_lines or self.of_pools or self.of_use or any(self.unused.values()))


def find_nobodys(statements: Statements) -> Nobodys:
    """What the statements leave to nobody."""
    revenue, known = statements.unassigned_revenue, statements.net_revenue
    whole = exact_sum(known.amounts) + revenue
    lines = {c.COST_OF_GOODS: statements.cost_of_goods, **statements.variable}
    pools = {name: line.unassigned for name, line in statements.fixed.items() if line.unassigned}
    used = {pool.name for pool in statements.scenario.fixed if pool.practical_capacity is not None}
    return Nobodys(
        lines=int(statements.ledger.facts.sums[c.LINES][-1]),
        revenue=revenue,
        share=revenue / whole if whole > 0 and revenue >= 0 else None,
        of_lines={name: line.unassigned for name, line in lines.items() if line.unassigned},
        of_pools={name: amount for name, amount in pools.items() if name not in used},
        of_use={name: amount for name, amount in pools.items() if name in used},
        unused=statements.unused,
    )


def nobody_sentences(statements: Statements, marks: NumberMarks = ENGLISH) -> list[str]:
    """What belongs to nobody, a sentence for each kind; empty when everything has its customer.

    Args:
        statements: The period's statements.
        marks: The reader's marks.
    """
    nobody, cash = find_nobodys(statements), statements.scenario.currency
    said = []
    if nobody.lines:
        part = f", {share_of(nobody.share, 'net revenue', marks=marks)}" if nobody.share is not None else ""
        amount = money(nobody.revenue, cash, marks=marks)
        lines = them(nobody.lines, "line of no known customer stands", "lines of no known customer stand", marks=marks)
        said.append(f"{lines} apart: {amount}{part}.")
    if nobody.of_lines or nobody.of_pools or nobody.of_use:
        said += _cost_sentences(nobody, cash, marks)
    if nobody.unused:
        said.append(f"Unused capacity: {money(sum(nobody.unused.values()), cash, marks=marks)}.")
    return said


def company_sentence(statements: Statements, marks: NumberMarks = ENGLISH) -> str:
    """Profit of the company and what it is made of; empty where it is that of all customers, or costs are missing."""
    if statements.is_revenue_only:
        return ""
    if statements.company_profit == statements.profit and not find_nobodys(statements).is_anything:
        return ""
    cash = statements.scenario.currency
    rest = statements.unassigned_revenue - statements.unassigned_cost
    parts = {
        "all customers": statements.profit,
        "no known customer": rest,
        "unused capacity": -statements.unused_capacity_cost,
    }
    told = [f"{name} {money(amount, cash, marks=marks)}" for name, amount in parts.items() if amount]
    made_of = f" ({', '.join(told)})" if told else ""
    return f"Profit of the company: {money(statements.company_profit, cash, marks=marks)}{made_of}."


def _cost_sentences(nobody: Nobodys, cash: str, marks: NumberMarks) -> list[str]:
    """The sum, where it comes from, and why it may be below zero."""
    said = [f"Cost that belongs to nobody: {money(nobody.cost, cash, marks=marks)}."]
    reasons = {
        "of those lines": nobody.of_lines,
        "nothing in the period to share by": nobody.of_pools,
        "used by no known customer": nobody.of_use,
    }
    for reason, costs in reasons.items():
        if costs:
            names = [f"{_name(name)} {money(amount, cash, marks=marks)}" for name, amount in costs.items()]
            said.append(stopped(f"It is {listed(names, marks=marks)}, {reason}"))
    if any(amount < 0 for amount in nobody.of_lines.values()):
        said.append("A cost below zero comes back: those lines are returns or credits.")
    return said


def _name(line: str) -> str:
    return "cost of goods" if line == c.COST_OF_GOODS else line
