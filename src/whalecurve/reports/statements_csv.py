"""Every customer's statement as CSV, best customer first."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from whalecurve.domain import columns as c
from whalecurve.domain.results import Results
from whalecurve.reports.safe_csv import decimal_column, write_csv

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


def _column(values: "pd.Series[int]", name: str, digits: int) -> Sequence[str]:
    if name in _NOT_MONEY:
        return [str(value) for value in values.tolist()]
    return decimal_column(np.asarray(values, dtype=np.int64), digits)
