"""What one upload became: encoded tables, their scales and their control totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from whalecurve.domain.quantities.origin import Origin


@dataclass(frozen=True)
class Dataset:
    """Canonical tables with integer keys, ready for the engine.

    Attributes:
        customers: One row per customer on file, sorted by ``customer_id``; ``customer_id``, ``customer_name``, then
            traits, all text (missing is the empty text). The row's position is the customer's code.
        transactions: One row per accepted line; codes int32, amounts int64 at ``scales`` (see ``columns``); ``file`` is
            a position in ``origins`` and ``line`` the row there.
        activities: ``customer``, ``month`` (0 undated), ``activity``, ``quantity`` at ``scales["activity_quantity"]``,
            and ``file`` and ``line`` as of a transaction (-1 and 0 in what was stored before they were kept).
        costs: The uploaded list of costs: ``name``, ``cost_amount`` (decimal text), ``span`` (its months; blank: a
            year), ``kind``, ``driver``; empty when none came.
        labels: Text of each code: ``product``, ``category``, ``rep``, ``order``, ``activity``, and ``scope_0``, ... for
            further columns of the lines with few values.
        scales: Decimals of each measure: an amount of 41.9136 at scale 4 is the integer 419136.
        cost_names: Names of the further cost columns ``cost_0``, ``cost_1``, ...
        trait_kinds: Kind of each trait column: ``text``, ``number``, ``date`` or ``yes/no``.
        control_totals: Per measure and month the exact sum of the accepted lines, taken while reading, apart from
            the engine.
        has: Measures and keys that the files really carry.
        line_columns: What a cost can be limited to line by line: name (``category``, or a header) -> column of codes.
        currency: Code of the one currency of all amounts, empty when the files do not say.
        origins: Every table that has lines or activities, in the order of their ``file``.
    """

    customers: pd.DataFrame
    transactions: pd.DataFrame
    activities: pd.DataFrame
    costs: pd.DataFrame
    labels: Mapping[str, Sequence[str]]
    scales: Mapping[str, int]
    cost_names: Sequence[str]
    trait_kinds: Mapping[str, str]
    control_totals: Mapping[str, Mapping[int, int]]
    has: frozenset[str]
    currency: str = ""
    notes: Sequence[str] = field(default_factory=tuple)
    line_columns: Mapping[str, str] = field(default_factory=dict)
    origins: Sequence[Origin] = ()
