"""A cost plan in the reader's words: what drives a cost, by what it is counted, and each cost as a sentence."""

from decimal import Decimal
from typing import Final

from whalecurve.domain.plan.dated_amounts import span_of
from whalecurve.domain.plan.grades import ESTIMATE, GUESS
from whalecurve.domain.plan.quantity_words import rate_text, scope_words
from whalecurve.domain.plan.scenario import (
    BASIS_CREDIT_DAY,
    BASIS_REVENUE,
    SHARE_ACTIVE,
    SHARE_MONTHS,
    CostPool,
    Scenario,
    VariableCost,
)
from whalecurve.domain.quantities.charged_months import DAYS, LEAVE_OUT
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.words.formats import month_name

DRIVER_WORDS: Final = {
    "customers": "every customer alike",
    "revenue": "revenue",
    "gross_margin": "gross margin",
    "orders": "orders",
    "lines": "order lines",
    "units": "units",
}
BASIS_WORDS: Final = {
    "revenue": "% of revenue",
    "order": "per order",
    "line": "per order line",
    "unit": "per unit",
    "new_customer": "per new customer",
    "credit_day": "% a year on credit",
}
_ARTICLES: Final = {ESTIMATE: "an ", GUESS: "a "}
SHARES: Final = frozenset({BASIS_REVENUE, BASIS_CREDIT_DAY})
"""Bases whose rate is a share, written in percent."""


def driver_words(driver: str) -> str:
    """A driver as the reader calls it; an activity or a column has its own name.

    >>> driver_words("customers"), driver_words("visits")
    ('every customer alike', 'visits')
    """
    return DRIVER_WORDS.get(driver, driver)


def basis_words(basis: str) -> str:
    """What a rate is counted by, as the reader calls it.

    >>> basis_words("order"), basis_words("visit")
    ('per order', 'per visit')
    """
    return BASIS_WORDS.get(basis, f"per {basis}")


def plan_sentences(plan: Scenario) -> list[str]:
    """The plan, a sentence per cost, its period first.

    >>> from decimal import Decimal
    >>> plan_sentences(Scenario(currency="EUR", fixed=(CostPool("Rent", Decimal(1200)),),
    ...                         variable=(VariableCost("Credit", "", rate=Decimal("0.08"), per="credit_day"),)))
    ['Rent: 1,200 EUR a year, shared by every customer alike.', 'Credit: 8 % a year on credit.']
    >>> plan_sentences(Scenario())
    ['No costs beyond the cost of goods.']
    """
    cash = f" {plan.currency}" if plan.currency else ""
    period = plan.period
    when = [f"From {month_name(period.first)} to {month_name(period.last)}."] if period else []
    costs = [_pool(pool, cash) for pool in plan.fixed] + [_variable(cost, cash) for cost in plan.variable]
    return [*when, *(costs or ["No costs beyond the cost of goods."]), *_settings(plan)]


def _pool(pool: CostPool, cash: str) -> str:
    how = f"shared by {driver_words(pool.driver)}"
    if pool.practical_capacity is not None:
        how = f"for {rate_text(pool.practical_capacity)} {driver_words(pool.driver)} of practical capacity"
    return f"{pool.name}: {_amount(pool, cash)}, {how}{scope_words(pool.only)}{_sure(pool.sure)}."


def _sure(grade: str) -> str:
    """How sure it is, where somebody says.

    >>> _sure("guess"), _sure("measured"), _sure("")
    ('; a guess', '; measured', '')
    """
    if not grade:
        return ""
    return f"; {_ARTICLES.get(grade, '')}{grade}"


def _amount(pool: CostPool, cash: str) -> str:
    if not pool.dated:
        return f"{rate_text(pool.annual_amount)}{cash} a year"
    span, total = span_of(pool.dated), sum((each.amount for each in pool.dated), Decimal(0))
    first, last = month_name(span.first), month_name(span.last)
    return f"{rate_text(total)}{cash} in all, " + (f"of {first}" if first == last else f"from {first} to {last}")


def _settings(plan: Scenario) -> list[str]:
    """What else moves fixed costs, where it is not the usual."""
    shared = {
        SHARE_ACTIVE: "Fixed costs fall on customers with a line in the period alone.",
        SHARE_MONTHS: "What is shared by every customer alike is shared by months on file.",
    }
    charged = {
        DAYS: "A month at either end of the data that is not whole is charged by its days.",
        LEAVE_OUT: "A month at either end of the data that holds a day or two is charged no fixed costs.",
    }
    found = (shared.get(plan.settings.share_with), charged.get(plan.settings.part_months))
    return [sentence for sentence in found if sentence and plan.fixed]


def _variable(cost: VariableCost, cash: str) -> str:
    where = scope_words(cost.only)
    if cost.rate is None:
        return f"{cost.name}: the column {cost.column} of the files{where}."
    in_percent = cost.per in SHARES
    rate = rate_text(cost.rate * 100 if in_percent else cost.rate) + ("" if in_percent else cash)
    return f"{cost.name}: {rate} {basis_words(cost.per)}{_later(cost)}{where}{_sure(cost.sure)}."


def _later(cost: VariableCost) -> str:
    return "".join(f", {rate}" for rate in later_words(cost))


def dated_rate_caption(cost: VariableCost, period: Period) -> str:
    """Which rate holds when, and that the slider moves the one at the period's end.

    >>> from decimal import Decimal
    >>> from whalecurve.domain.plan.dated_rates import DatedRate
    >>> fee = VariableCost("Fee", rate=Decimal(40), per="order", later=(DatedRate(202604, Decimal(55)),))
    >>> dated_rate_caption(fee, Period(202601, 202612))
    '40 at first, 55 from April 2026. The slider moves the rate of December 2026.'
    """
    rate = rate_text(cost.rate * 100) + " %" if cost.per in SHARES and cost.rate else rate_text(cost.rate or Decimal(0))
    said = ", ".join([f"{rate} at first", *later_words(cost)])
    return f"{said}. The slider moves the rate of {month_name(period.last)}."


def later_words(cost: VariableCost) -> list[str]:
    """The further rates of a cost, each with the month from which it holds.

    >>> from decimal import Decimal
    >>> from whalecurve.domain.plan.dated_rates import DatedRate
    >>> later_words(VariableCost("Fee", rate=Decimal("0.02"), later=(DatedRate(202604, Decimal("0.03")),)))
    ['3 % from April 2026']
    """
    in_percent = cost.per in SHARES
    return [
        f"{rate_text(each.rate * 100 if in_percent else each.rate)}{' %' if in_percent else ''} from "
        f"{month_name(each.month)}"
        for each in cost.later
    ]
