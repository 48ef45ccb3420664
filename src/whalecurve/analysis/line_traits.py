"""Traits that stand on the lines and not on the customers: who sells to them, and what they buy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from whalecurve.analysis.workbook import Workbook
from whalecurve.domain import columns as c
from whalecurve.domain.apportion import Ints
from whalecurve.domain.dataset import Dataset
from whalecurve.domain.facts import Period
from whalecurve.domain.ledger import find_name
from whalecurve.domain.segments import ProductMix
from whalecurve.engine.mix import revenue_by
from whalecurve.store.datasets import dataset_paths

OWN_REP_SHARE: Final = 0.8
"""Part of its revenue that a customer's main rep has to bring, on average, to be called the customer's rep.

Where reps take turns, the one with most revenue says how often somebody bought and not who looks after them.
"""

MORE_THAN_CHANCE: Final = 1.5
"""Spread of the categories over customers, as a multiple of what chance gives, from which a mix is a trait.

Whoever buys once buys one category only, and earns little: where every line falls on a category by chance, the mix
would speak of how much a customer buys, which is a component of profit.
"""

MOST_CATEGORIES: Final = 40
REST: Final = "all other categories"


@dataclass(frozen=True, eq=False)
class LineTrait:
    """What the lines say of the customers in one respect.

    Attributes:
        name: Header, or what it is called.
        texts: One text per customer on file, empty where unknown; None where the trait is no text.
        mix: Revenue by category, or None.
        left_out: Why it is no trait; empty when it is one.
    """

    name: str
    texts: pd.Series | None = None
    mix: ProductMix | None = None
    left_out: str = ""


def own_columns(dataset: Dataset) -> pd.DataFrame:
    """The customers' own further columns, all text."""
    return dataset.customers.drop(columns=[c.CUSTOMER_ID, c.CUSTOMER_NAME])


def rep_of_lines(workbook: Workbook, period: Period) -> LineTrait:
    """The rep with the most revenue of each customer, unless the customers on file name their rep.

    Args:
        workbook: Dataset and facts.
        period: Months whose lines count.
    """
    dataset = workbook.dataset
    headers = [name for name, column in dataset.line_columns.items() if column == c.REP] or [c.REP]
    own = tuple(str(name) for name in own_columns(dataset).columns)
    name = next((header for header in headers if header != c.REP), c.REP)
    if c.REP not in dataset.has or any(find_name(header, own) for header in headers):
        return LineTrait(name)
    bought = _bought(workbook, c.REP, period)
    bought = bought[bought[c.NET_REVENUE] > 0]
    if bought.empty:
        return LineTrait(name)
    by_customer = bought.groupby(c.CUSTOMER)[c.NET_REVENUE]
    main = bought.loc[by_customer.idxmax()]
    loyal = float((main[c.NET_REVENUE].to_numpy() / by_customer.sum().to_numpy()).mean())
    if loyal < OWN_REP_SHARE:
        return LineTrait(name, left_out="most customers buy from several, so it is none of theirs")
    return LineTrait(name, _texts(main, dataset))


def mix_of_lines(workbook: Workbook, period: Period) -> LineTrait:
    """Revenue by category, unless customers differ in what they buy no more than chance would have it.

    Args:
        workbook: Dataset and facts.
        period: Months whose lines count.
    """
    name, labels = "product mix", workbook.dataset.labels.get(c.CATEGORY, ())
    if c.CATEGORY not in workbook.dataset.has or not labels:
        return LineTrait(name)
    bought, labels = _largest(_bought(workbook, c.CATEGORY, period), labels)
    lines = np.zeros((len(workbook.dataset.customers), len(labels)), dtype=np.int64)
    np.add.at(lines, (bought[c.CUSTOMER].to_numpy(), bought[c.CATEGORY].to_numpy()), bought[c.LINES].to_numpy())
    if spread_of(lines) < MORE_THAN_CHANCE:
        return LineTrait(name, left_out="customers differ in what they buy no more than chance would have it")
    return LineTrait(name, mix=ProductMix.of_lines(bought, labels, len(workbook.dataset.customers)))


def spread_of(lines: Ints) -> float:
    """How much more customers differ in what they buy than if every line fell on a category by chance.

    Pearson's chi-square over its degrees of freedom: about 1 where it is all chance.

    Args:
        lines: Lines by customer and category.

    >>> spread_of(np.array([[10, 10], [20, 20]])), spread_of(np.array([[20, 0], [0, 20]]))
    (0.0, 40.0)
    >>> spread_of(np.array([[5], [3]]))
    0.0
    """
    some = lines[lines.sum(axis=1) > 0][:, lines.sum(axis=0) > 0]
    freedom = (some.shape[0] - 1) * (some.shape[1] - 1)
    if freedom <= 0:
        return 0.0
    expected = np.outer(some.sum(axis=1), some.sum(axis=0)) / some.sum()
    return float(((some - expected) ** 2 / expected).sum() / freedom)


def _largest(bought: pd.DataFrame, labels: Sequence[str]) -> tuple[pd.DataFrame, Sequence[str]]:
    """The categories with most revenue by name and the rest as one: a table of all would not fit into memory."""
    if len(labels) <= MOST_CATEGORIES:
        return bought, labels
    totals = bought.groupby(c.CATEGORY)[c.NET_REVENUE].sum().sort_values(ascending=False, kind="stable")
    kept = [int(code) for code in totals.index[:MOST_CATEGORIES]]
    place = np.full(len(labels), len(kept))
    place[kept] = np.arange(len(kept))
    return bought.assign(**{c.CATEGORY: place[bought[c.CATEGORY]]}), [*(labels[code] for code in kept), REST]


def _texts(main: pd.DataFrame, dataset: Dataset) -> pd.Series:
    texts = np.full(len(dataset.customers), "", dtype=object)
    texts[main[c.CUSTOMER].to_numpy()] = np.asarray(dataset.labels[c.REP], dtype=object)[main[c.REP].to_numpy()]
    return pd.Series(texts, index=dataset.customers.index, dtype=str)


def _bought(workbook: Workbook, column: str, period: Period) -> pd.DataFrame:
    """Revenue of known customers by the codes of a column, in the period."""
    path = dataset_paths(workbook.digest, workbook.folder).transactions
    whole = workbook.facts.span == period
    found = revenue_by(path, column, where={} if whole else {c.MONTH: period.list_months()})
    return found[(found[c.CUSTOMER] >= 0) & (found[column] >= 0)]
