"""What a figure on paper must say of itself: currency, period, plan, and the day on which it was made."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from whalecurve.domain.plan.plan_json import month_text
from whalecurve.domain.ranks.results import Results
from whalecurve.domain.words.formats import month_name
from whalecurve.domain.words.wording import ranged


@dataclass(frozen=True)
class Context:
    """What an export says of itself.

    Attributes:
        currency: Code of the currency, empty where nobody says.
        first: First month, ``2026-01``.
        last: Last month.
        plan: What the plan is called, empty for none.
        made_on: Day on which the export was made, ISO.
    """

    currency: str
    first: str
    last: str
    plan: str
    made_on: str

    def columns(self) -> dict[str, str]:
        """The same as columns of an export."""
        return {
            "currency": self.currency,
            "period_from": self.first,
            "period_to": self.last,
            "plan": self.plan,
            "made_on": self.made_on,
        }

    def beside(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A table with these columns behind its own."""
        return frame.assign(**{free_name(name, frame.columns): text for name, text in self.columns().items()})


def free_name(name: str, taken: Collection[str]) -> str:
    """A column's name that no other column has already.

    >>> free_name("plan", {"plan", "plan (2)"})
    'plan (3)'
    """
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def context_of(results: Results, plan: str, made_on: str) -> Context:
    """The context of an answer.

    Args:
        results: The answer.
        plan: What the plan is called.
        made_on: Today, ISO.
    """
    period = results.statements.ledger.facts.period
    currency = results.statements.scenario.currency
    return Context(currency, month_text(period.first), month_text(period.last), plan, made_on)


def context_sentence(results: Results, context: Context) -> str:
    """Period, currency, plan and day in one line.

    The names of files and plans are the user's own text.
    """
    period = results.statements.ledger.facts.period
    months = ranged(month_name(period.first), month_name(period.last))
    plan = f"plan {context.plan}" if context.plan else "no plan"
    return ", ".join([months, context.currency or "no currency named", plan, f"made on {context.made_on}"]) + "."
