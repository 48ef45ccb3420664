"""A plan in the currency of the files that it is applied to."""

from dataclasses import replace

from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.quantities.dataset import Dataset


def in_currency_of(dataset: Dataset, scenario: Scenario) -> Scenario:
    """The scenario with the currency of the files, where it names none itself.

    Args:
        dataset: What was read; its currency is empty when the files do not say.
        scenario: Costs in one currency.

    Raises:
        PlanError: If the files are in another currency than the plan: two are never added.
    """
    if not dataset.currency or scenario.currency == dataset.currency:
        return scenario
    if not scenario.currency:
        return replace(scenario, currency=dataset.currency)
    raise PlanError(
        "The plan and the files are in different currencies",
        found=f"a plan in {scenario.currency}, files in {dataset.currency}",
        remedy=f"write the costs of the plan in {dataset.currency}, or use files in {scenario.currency}",
    )
