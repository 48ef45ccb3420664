"""Every customer's statement as CSV, best customer first."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from whalecurve.domain import columns as c
from whalecurve.domain.ranks.results import Results
from whalecurve.domain.words.formats import plain_decimal
from whalecurve.reports.context import Context, free_name
from whalecurve.reports.safe_csv import decimal_column, write_csv
from whalecurve.reports.totals_csv import UNASSIGNED, UNUSED, total_rows

_NOT_MONEY = {c.CUSTOMER_ID, c.CUSTOMER_NAME, c.PROFIT_RANK, c.REVENUE_RANK, c.STABILITY}


def statements_csv(results: Results) -> str:
    """``statements.csv``: one row per customer, money as plain decimal text with the currency's digits."""
    return ranking_csv(results.ranking(), results.statements.digits)


def ranking_csv(ranking: pd.DataFrame, digits: int) -> str:
    """Rows of ``Results.ranking`` as CSV; money columns are minor units.

    Args:
        ranking: Any selection of the ranking's rows.
        digits: Decimals of the currency.
    """
    headers = [str(name) for name in ranking.columns]
    return write_csv(headers, [_column(ranking[name], name, digits) for name in headers])


def export_csv(results: Results, context: Context, frame: pd.DataFrame) -> str:
    """The ranking as somebody takes it away: on each row what it is of, and at the end what belongs to no customer.

    Args:
        results: The answer.
        context: Currency, period, plan and day.
        frame: Rows of ``Results.ranking``; what belongs to no customer stands under all of them, not under a choice.
    """
    parts = total_rows(results.statements) if len(frame) == results.statements.ledger.size else {}
    ends = {name: parts[name] for name in (UNASSIGNED, UNUSED) if any(parts.get(name, {}).values())}
    columns = {str(name): [*_column(frame[name], name, results.statements.digits)] for name in frame.columns}
    for name, row in ends.items():
        for column, cells in columns.items():
            amount = row.get(column)
            label = name if column == c.CUSTOMER_NAME else ""
            cells.append(label if amount is None else plain_decimal(amount, results.statements.digits))
    rows = len(frame) + len(ends)
    columns |= {free_name(name, columns): [text] * rows for name, text in context.columns().items()}
    return write_csv(list(columns), list(columns.values()))


def _column(values: "pd.Series[int]", name: str, digits: int) -> Sequence[str]:
    if name in _NOT_MONEY:
        return [str(value) for value in values.tolist()]
    return decimal_column(np.asarray(values, dtype=np.int64), digits)
