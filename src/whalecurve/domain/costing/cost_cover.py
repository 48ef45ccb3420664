"""How much of what was sold has a cost, and what to say first where it is not all of it."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.costing.ledger import find_name
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.money.apportion import exact_sum
from whalecurve.domain.plan.column_costs import columns_words
from whalecurve.domain.words.formats import counted, percent_rounded
from whalecurve.domain.words.plurals import agree

FEWEST_COVERED: Final = Fraction(95, 100)
"""With less of the revenue costed than this, shares of profit would say who lacks a cost rather than who earns."""

_REVENUE_ONLY: Final = (
    "There is no cost in your files and none in the plan: what you see is revenue, not profit, and says nothing of who "
    "earns or loses. Add what goods cost (a column for the cost or the unit cost, or a list of products), or set costs "
    "on the page Costs."
)
_NO_COST_COUNTS: Final = (
    "No cost counts yet: what you see is revenue, not profit, and says nothing of who earns or loses."
)
_NO_GOODS: Final = (
    "No line of your files says what goods cost, so profit is what is left before them. Add a column for the cost or "
    "the unit cost, or a list of products, unless you sell nothing that costs."
)


@dataclass(frozen=True)
class CostCover:
    """How much of the customers' net revenue carries a cost of goods.

    Attributes:
        share: Of the net revenue, 0 to 1; None where the files do not say lines' costs apart, or have no revenue.
        customers: How many customers have revenue without any cost of goods.
    """

    share: Fraction | None
    customers: int

    @property
    def is_judged(self) -> bool:
        """Whether enough is costed to judge customers against one another."""
        return self.share is None or self.share >= FEWEST_COVERED


def cost_cover(statements: Statements) -> CostCover:
    """How much of the customers' revenue carries a cost of goods in the files."""
    ledger = statements.ledger
    if c.COSTED_REVENUE not in ledger.has or c.COSTED_REVENUE not in ledger.facts.sums:
        return CostCover(None, 0)
    costed, net = ledger.facts.sums[c.COSTED_REVENUE][:-1], ledger.facts.sums[c.NET_REVENUE][:-1]
    unit = 10 ** (ledger.scales.get(c.COSTED_REVENUE, 0) - ledger.scales.get(c.NET_REVENUE, 0))
    whole = Fraction(exact_sum(net))
    share = Fraction(exact_sum(costed)) / Fraction(unit) / whole if whole > 0 else None
    return CostCover(
        None if share is None else min(max(share, Fraction(0)), Fraction(1)), int(((costed == 0) & (net != 0)).sum())
    )


def cost_words(statements: Statements) -> str:
    """What to say before any figure where costs are missing; empty where none are."""
    names = statements.ledger.cost_names
    counts = {find_name(cost.column, names) for cost in statements.scenario.variable}
    left_out = columns_words([name for name in names if name not in counts])
    if statements.is_revenue_only:
        return f"{_NO_COST_COUNTS} {left_out}" if left_out else _REVENUE_ONLY
    return " ".join(words for words in (_goods_words(statements), left_out) if words)


def _goods_words(statements: Statements) -> str:
    if c.COST_OF_GOODS not in statements.ledger.has and not statements.goods_by_plan:
        return _NO_GOODS
    cover = cost_cover(statements)
    if cover.share is None or cover.share == 1:
        return ""
    who = ""
    if cover.customers:
        carry = agree(cover.customers, "carries", "carry")
        who = f" {counted(cover.customers, 'customer')} {carry} none at all."
    judged = "" if cover.is_judged else " Until then nobody is judged."
    return (
        f"Only {percent_rounded(cover.share)} of revenue carries a cost of goods; the rest counts as if it had cost "
        f"nothing, so its profit is too high.{who} Add the missing costs.{judged}"
    )
