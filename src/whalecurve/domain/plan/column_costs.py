"""Columns of costs on the lines as costs of a plan, and those that a plan leaves out."""

from collections.abc import Sequence
from dataclasses import replace

from whalecurve.domain.plan.scenario import Scenario, VariableCost
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import listed


def with_columns(plan: Scenario, names: Sequence[str]) -> Scenario:
    """The plan with each column of costs counted; a plan that has variable costs of its own is left as it is.

    Args:
        plan: The plan.
        names: Names of the columns of costs in the files.

    >>> [cost.column for cost in with_columns(Scenario(), ["Freight"]).variable]
    ['Freight']
    >>> from decimal import Decimal
    >>> own = Scenario(variable=(VariableCost("Commission", rate=Decimal("0.05")),))
    >>> with_columns(own, ["Freight"]) == own
    True
    """
    if plan.variable:
        return plan
    taken = {cost.name.casefold() for cost in plan.costs}
    free = [name if name.casefold() not in taken else f"{name} (column)" for name in names]
    costs = (VariableCost(name, column=column) for name, column in zip(free, names, strict=True))
    return replace(plan, variable=tuple(costs))


def columns_words(left: Sequence[str]) -> str:
    """That columns of costs in the files are no cost of the plan; empty where there are none of them.

    >>> columns_words(["Freight", "Fee"])
    'The plan counts no cost of the columns Freight and Fee of your files: add them to it if they are costs of yours.'
    >>> columns_words([])
    ''
    """
    if not left:
        return ""
    number = len(left)
    which, them = agree(number, "column", "columns"), agree(number, "it", "them")
    are = agree(number, "it is a cost", "they are costs")
    return f"The plan counts no cost of the {which} {listed(left)} of your files: add {them} to it if {are} of yours."
