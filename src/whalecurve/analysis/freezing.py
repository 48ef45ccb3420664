"""From a workbook to a frozen one: the sums of one period under one plan, and nothing of the lines themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from whalecurve.analysis.frozen import Frozen, Merge
from whalecurve.analysis.line_trait import LineTrait
from whalecurve.analysis.line_traits import mix_of_lines, rep_of_lines
from whalecurve.analysis.results import Analysis, plan_scopes
from whalecurve.analysis.workbook import Workbook, facts_name
from whalecurve.domain import columns as c
from whalecurve.domain.costing.scopes import scope_codes
from whalecurve.domain.plan.scenario import Scope
from whalecurve.domain.quantities.charged_months import WHOLE
from whalecurve.domain.quantities.dataset import Dataset
from whalecurve.domain.quantities.facts import MONTHS_A_YEAR, Facts, Period, month_number
from whalecurve.domain.segments.traits.column_roles import Taken
from whalecurve.domain.state.kept import SEGMENTS

NO_TRAIT: Final = LineTrait("")


def freeze(
    workbook: Workbook, answered: Analysis, merges: Sequence[Merge], parts: Sequence[str], taken: Taken | None = None
) -> Workbook:
    """A workbook that says the same of the plan's period as the live one, without lines, orders, products or dates.

    Args:
        workbook: Dataset and facts.
        answered: The answer to the plan that is shared.
        merges: Spellings taken for one.
        parts: Pages that are shared; what only segments need is left out without them.
        taken: Columns that the reader took out of the traits, or in.
    """
    statements = answered.results.statements
    period, scenario = statements.ledger.facts.period, statements.scenario
    scopes = plan_scopes(workbook, scenario)
    dataset = frozen_dataset(workbook.dataset, period, scopes)
    known = {scope: workbook.scope_facts(scope_codes(scope, workbook.dataset.labels)) for scope in scopes}
    facts = {facts_name(dataset, {}): inside(workbook.facts, period, remember=True)}
    facts |= {scope_name(dataset, scope): inside(part, period) for scope, part in known.items()}
    with_segments = SEGMENTS in parts
    frozen = Frozen(
        scenario=replace(scenario, period=period),
        merges=tuple(merges),
        taken=taken or Taken(),
        parts=tuple(parts),
        masked=False,
        notes=answered.notes,
        facts=facts,
        edges=statements.ledger.edges if scenario.settings.part_months != WHOLE else (),
        rep=rep_of_lines(workbook, period) if with_segments else NO_TRAIT,
        mix=mix_of_lines(workbook, period) if with_segments else NO_TRAIT,
    )
    return as_workbook(workbook, dataset, frozen)


def as_workbook(workbook: Workbook, dataset: Dataset, frozen: Frozen) -> Workbook:
    """A frozen workbook in memory, with what reading said about the files in numbers alone."""
    report = {"lines": dict(workbook.lines), "notes": [], "dates": {"first": None, "last": None}}
    return replace(workbook, dataset=dataset, facts=frozen.facts[facts_name(dataset, {})], report=report, frozen=frozen)


def scope_name(dataset: Dataset, scope: Scope) -> str:
    """Name of the facts of a line scope among the labels of a dataset."""
    return facts_name(dataset, scope_codes(scope, dataset.labels))


def frozen_dataset(dataset: Dataset, period: Period, scopes: Sequence[Scope]) -> Dataset:
    """The dataset without lines and costs, and of its labels only activities and what the plan's scopes name."""
    named: dict[str, set[str]] = {}
    for scope in scopes:
        for column, values in scope:
            named.setdefault(column, set()).update(values)
    return replace(
        dataset,
        transactions=dataset.transactions.iloc[:0],
        activities=_activities(dataset.activities, period),
        costs=dataset.costs.iloc[:0],
        labels={name: _kept_labels(name, texts, named) for name, texts in dataset.labels.items()},
        control_totals={
            measure: {month: total for month, total in totals.items() if month in period}
            for measure, totals in dataset.control_totals.items()
        },
        notes=(),
        origins=(),
    )


def inside(facts: Facts, period: Period, *, remember: bool = False) -> Facts:
    """The months of a period.

    Args:
        facts: Sums over all lines, or over those of a scope.
        period: The months.
        remember: Whether to mark, with a row of zeros in the month before the period, who bought before it: they are
            no new customers. When they began is not kept.

    >>> monthly = pd.DataFrame({"customer": [-1, 0, 0, 1], "month": [202601, 202512, 202602, 202602],
    ...                         "lines": [1, 2, 1, 3]})
    >>> kept = inside(Facts(monthly, monthly.head(0).assign(previous_month=0)), Period(202602, 202602), remember=True)
    >>> kept.monthly.values.tolist()
    [[0, 202601, 0], [0, 202602, 1], [1, 202602, 3]]
    """
    month, repeats = facts.monthly[c.MONTH], facts.order_repeats
    kept = facts.monthly[(month >= period.first) & (month <= period.last)]
    again = (repeats[c.PREVIOUS_MONTH] >= period.first) & (repeats[c.MONTH] <= period.last)
    if remember:
        kept = pd.concat([_marks(facts.monthly, period), kept]).sort_values([c.CUSTOMER, c.MONTH])
    return Facts(kept.reset_index(drop=True), repeats[again].reset_index(drop=True), covers=period)


def _marks(monthly: pd.DataFrame, period: Period) -> pd.DataFrame:
    """A row of zeros, in the month before the period, for each known customer who bought before it."""
    earlier = monthly[(monthly[c.MONTH] < period.first) & (monthly[c.CUSTOMER] >= 0)].drop_duplicates(c.CUSTOMER)
    marks = pd.DataFrame(0, index=range(len(earlier)), columns=monthly.columns)
    marks[c.CUSTOMER], marks[c.MONTH] = earlier[c.CUSTOMER].to_numpy(), _month_before(period.first)
    return marks.astype(monthly.dtypes)


def _month_before(month: int) -> int:
    number = month_number(month) - 1
    return (number // MONTHS_A_YEAR) * 100 + number % MONTHS_A_YEAR + 1


def _activities(table: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Quantities per customer, month and activity; what is undated counts in every period and stays."""
    month = table[c.MONTH]
    kept = table[(month == c.UNDATED) | ((month >= period.first) & (month <= period.last))]
    summed: pd.DataFrame = kept.groupby([c.CUSTOMER, c.MONTH, c.ACTIVITY], as_index=False)[[c.QUANTITY]].sum()
    # Without rows, grouping forgets the types.
    return pd.DataFrame({name: column.astype(table[name].dtype) for name, column in summed.items()})


def _kept_labels(name: str, texts: Sequence[str], named: Mapping[str, set[str]]) -> list[str]:
    if name == c.ACTIVITY:
        return list(texts)
    return [text for text in texts if text in named.get(name, ())]
