"""Traits that stand on the lines and not on the customers: who sells to them, and what they buy."""

from typing import Final

import pandas as pd

from whalecurve.analysis.line_trait import LineTrait
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain import columns as c
from whalecurve.domain.costing.ledger import find_name
from whalecurve.domain.quantities.dataset import Dataset
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.segments import ProductMix
from whalecurve.domain.segments.traits.per_customer import main_values
from whalecurve.engine.mix import revenue_by
from whalecurve.store.folders.datasets import dataset_paths

MIX_NOTE: Final = (
    "Compared among customers with about as many lines: whoever buys more often has more of everything at some time, "
    "and how much somebody buys is no trait."
)


def own_columns(dataset: Dataset) -> pd.DataFrame:
    """The customers' own further columns, all text."""
    return dataset.customers.drop(columns=[c.CUSTOMER_ID, c.CUSTOMER_NAME])


def rep_of_lines(workbook: Workbook, period: Period) -> LineTrait:
    """The rep with the most revenue of each customer, unless the customers on file name their rep.

    Args:
        workbook: Dataset and facts.
        period: Months whose lines count.

    Raises:
        WhalecurveError: The workbook is a snapshot of another period.
    """
    if workbook.frozen is not None:
        workbook.frozen.check_period(period)
        return workbook.frozen.rep
    dataset = workbook.dataset
    headers = [name for name, column in dataset.line_columns.items() if column == c.REP] or [c.REP]
    own = tuple(str(name) for name in own_columns(dataset).columns)
    name = next((header for header in headers if header != c.REP), c.REP)
    if c.REP not in dataset.has or any(find_name(header, own) for header in headers):
        return LineTrait(name)
    bought = _bought(workbook, c.REP, period)
    main = main_values(bought[bought[c.REP] >= 0], c.REP, dataset.labels[c.REP], len(dataset.customers))
    if main is None or main.left_out:
        return LineTrait(name, left_out="" if main is None else main.left_out)
    return LineTrait(name, main.values.set_axis(dataset.customers.index), note=main.sentence(name))


def mix_of_lines(workbook: Workbook, period: Period) -> LineTrait:
    """Lines by category, unless customers differ in what they buy no more than chance would have it.

    Args:
        workbook: Dataset and facts.
        period: Months whose lines count.

    Raises:
        WhalecurveError: The workbook is a snapshot of another period.
    """
    if workbook.frozen is not None:
        workbook.frozen.check_period(period)
        return workbook.frozen.mix
    name, labels = "product mix", workbook.dataset.labels.get(c.CATEGORY, ())
    if c.CATEGORY not in workbook.dataset.has or not labels:
        return LineTrait(name)
    bought = _bought(workbook, c.CATEGORY, period)
    mix = ProductMix.of_lines(bought, labels, len(workbook.dataset.customers))
    if not mix.beyond_chance:
        return LineTrait(name, left_out="customers differ in what they buy no more than chance would have it")
    return LineTrait(name, mix=mix)


def _bought(workbook: Workbook, column: str, period: Period) -> pd.DataFrame:
    """Revenue and lines of known customers by the codes of a column, -1 for none, in the period."""
    path = dataset_paths(workbook.digest, workbook.folder).transactions
    whole = workbook.facts.span == period
    found = revenue_by(path, column, where={} if whole else {c.MONTH: period.list_months()})
    return found[found[c.CUSTOMER] >= 0]
