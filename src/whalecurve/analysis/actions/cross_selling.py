"""From a workbook to offers: sums of the engine in four windows, the backtest, and the actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from whalecurve.analysis.results import Analysis
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain import columns as c
from whalecurve.domain.actions.action import Action
from whalecurve.domain.actions.crosssell.backtest import Backtest, backtest
from whalecurve.domain.actions.crosssell.offering import Alike, Basis, cross_sell_actions
from whalecurve.domain.actions.crosssell.purchases import WINDOWS, Purchases, buyers, purchases
from whalecurve.domain.actions.crosssell.words import backtest_words
from whalecurve.domain.actions.crosssell.worth import worth_of_items
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.segments import Segments
from whalecurve.engine.mix import revenue_by
from whalecurve.store.folders.datasets import dataset_paths

FEWEST_CUSTOMERS: Final = 30
_FEWEST_ITEMS: Final = 2
_BOUGHT_OFTEN: Final = 5
_MOST_ITEMS: Final = 5_000


@dataclass(frozen=True)
class CrossSold:
    """What came of it.

    Attributes:
        actions: Offers, worth most first.
        told: What the backtest says; empty where there is none.
        lacking: Why there are no offers; empty where there are.
        tested: The backtest, None where there is none.
    """

    actions: tuple[Action, ...] = ()
    told: str = ""
    lacking: str = ""
    tested: Backtest | None = None


def cross_sell(
    workbook: Workbook, answered: Analysis, reps: Sequence[str], segments: Segments | None = None
) -> CrossSold:
    """Offers for the customers of a workbook, from all its months.

    Args:
        workbook: Dataset and facts.
        answered: The answer over it.
        reps: Each customer's rep.
        segments: Which customers are alike, where that was learned.
    """
    if workbook.frozen is not None:
        return CrossSold(lacking="A link holds no products: there are no offers here.")
    if lacking := _lacking(workbook):
        return CrossSold(lacking=lacking)
    months = workbook.facts.span.list_months() if workbook.facts.span else []
    for column in (c.PRODUCT, c.CATEGORY):
        if column not in workbook.dataset.has:
            continue
        windows = [_sums(workbook, column, part) for part in windows_of(months)]
        found, kept = _purchases(workbook, column, windows)
        if found is not None:
            labels = len(workbook.dataset.labels[column])
            worth = worth_of_items(_whole(windows, column), column, labels, answered.results.statements, len(months))
            return _offered(answered, found, worth[kept], reps, segments, len(windows_of(months)[-1]))
    return CrossSold(lacking="No product or category is bought by five customers: nothing can be learned for offers.")


def _offered(
    answered: Analysis,
    found: Purchases,
    worth: Ints,
    reps: Sequence[str],
    segments: Segments | None,
    months: int,
) -> CrossSold:
    tested = backtest(found)
    if tested is None:
        return CrossSold(lacking="Nobody bought anything new of late: there is nothing to learn offers from.")
    statements, signs = answered.results.statements, answered.results.stability.sign.tolist()
    alike = alike_of(segments, statements.ledger.size)
    actions = cross_sell_actions(Basis(statements, found, tested, worth, signs, reps, alike))
    lacking = "" if actions else "No offer has evidence enough."
    return CrossSold(tuple(actions), backtest_words(tested, months), lacking, tested)


def windows_of(months: Sequence[int]) -> list[list[int]]:
    """The months in four windows of about equal length, the longer ones first.

    >>> windows_of([1, 2, 3, 4, 5, 6])
    [[1, 2], [3, 4], [5], [6]]
    """
    return [[int(month) for month in part] for part in np.array_split(np.asarray(months, dtype=np.int64), WINDOWS)]


def alike_of(segments: Segments | None, customers: int) -> Alike | None:
    """Kinds of customers: leaves of the tree that holds, else natural groups; None where neither was found."""
    if segments is None or segments.encoded is None:
        return None
    codes = np.full(customers, -1, dtype=np.int64)
    if segments.tree is not None:
        nodes = segments.tree.grown.apply(segments.encoded.matrix)
        names = {rule.node: " and ".join(rule.conditions) for rule in segments.tree.rules}
        order = {node: code for code, node in enumerate(names)}
        codes[segments.rows] = [order[int(node)] for node in nodes]
        return Alike(codes, tuple(names.values()))
    if segments.clusters is None or len(segments.clusters.grouping.names) < _FEWEST_ITEMS:
        return None
    codes[segments.rows] = segments.clusters.grouping.codes
    return Alike(codes, segments.clusters.grouping.names)


def _lacking(workbook: Workbook) -> str:
    span = workbook.facts.span
    if not {c.PRODUCT, c.CATEGORY} & workbook.dataset.has:
        return "No products are known: what could be offered to whom cannot be said."
    if len(workbook.dataset.customers) < FEWEST_CUSTOMERS:
        return f"Fewer than {FEWEST_CUSTOMERS} customers: too few to learn from what others buy."
    if span is None or span.months < WINDOWS:
        return f"Fewer than {WINDOWS} months of lines: what is bought next cannot be learned yet."
    return ""


def _sums(workbook: Workbook, column: str, months: Sequence[int]) -> pd.DataFrame:
    measures = (c.NET_REVENUE, c.COST_OF_GOODS)
    path = dataset_paths(workbook.digest, workbook.folder).transactions
    return revenue_by(path, column, measures=measures, where={c.MONTH: list(months)})


def _purchases(workbook: Workbook, column: str, windows: Sequence[pd.DataFrame]) -> tuple[Purchases | None, Ints]:
    """Purchases of the items that enough customers bought, and their codes in the files."""
    labels, size = workbook.dataset.labels.get(column, ()), len(workbook.dataset.customers)
    whole = purchases(windows, column, labels, size)
    counts = buyers(whole.ever)
    kept = np.flatnonzero(counts >= _BOUGHT_OFTEN)
    if len(kept) > _MOST_ITEMS:
        kept = np.sort(kept[np.argsort(-counts[kept], kind="stable")[:_MOST_ITEMS]])
    if len(kept) < _FEWEST_ITEMS:
        return None, kept
    names = tuple(labels[code] for code in kept.tolist())
    return Purchases(names, tuple(part[:, kept] for part in whole.bought), whole.returned[:, kept]), kept


def _whole(windows: Sequence[pd.DataFrame], column: str) -> pd.DataFrame:
    together = pd.concat(windows)
    return together.groupby([c.CUSTOMER, column], as_index=False)[[c.NET_REVENUE, c.COST_OF_GOODS]].sum()
