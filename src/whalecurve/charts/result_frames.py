"""Results as the small frames that charts take: major units, at most a thousand points."""

import numpy as np
import pandas as pd

from whalecurve.charts.fields import (
    CUMULATIVE_PROFIT,
    CUMULATIVE_SHARE,
    CUSTOMER_SHARE,
    CUSTOMERS,
    GROUP,
    MEASURE,
    SHARE,
)
from whalecurve.charts.groups import PROFIT, REVENUE
from whalecurve.domain.ranks.results import Results


def curve_frame(results: Results) -> pd.DataFrame:
    """The whale curve's points; shares are NaN where the total profit is zero or less."""
    curve, unit = results.curve, 10**results.statements.digits
    share = curve.cumulative_profit / curve.total if curve.total > 0 else np.full(len(curve.customers), np.nan)
    return pd.DataFrame(
        {
            CUSTOMERS: curve.customers,
            CUSTOMER_SHARE: curve.customer_share,
            CUMULATIVE_PROFIT: curve.cumulative_profit / unit,
            CUMULATIVE_SHARE: share,
        }
    )


def groups_frame(results: Results) -> pd.DataFrame:
    """Each group's shares of revenue and profit; NaN where a share means nothing, no profit where no cost is known."""
    shown = (REVENUE,) if results.statements.is_revenue_only else (REVENUE, PROFIT)
    rows = [
        {GROUP: f"{group.name} {len(group.places)}", MEASURE: measure, SHARE: np.nan if share is None else share}
        for group in results.groups
        if len(group.places)
        for measure, share in zip(shown, (group.revenue_share, group.profit_share), strict=False)
    ]
    return pd.DataFrame(rows, columns=[GROUP, MEASURE, SHARE])
