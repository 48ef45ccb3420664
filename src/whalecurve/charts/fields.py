"""Columns of the small frames that charts take, and the check that they are there.

Field names are always ours and always explicit: a customer's name is data and never becomes part of a specification.
"""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from whalecurve.domain.errors import WhalecurveError

# whale curve and effect
CUSTOMERS: Final = "customers"
CUSTOMER_SHARE: Final = "customer_share"
CUMULATIVE_PROFIT: Final = "cumulative_profit"
CUMULATIVE_SHARE: Final = "cumulative_share"

# groups
GROUP: Final = "group"
MEASURE: Final = "measure"
SHARE: Final = "share"

# quadrants
COST_TO_SERVE_SHARE: Final = "cost_to_serve_share"
MARGIN_SHARE: Final = "margin_share"
QUADRANT: Final = "quadrant"

# waterfall
LABEL: Final = "label"
AMOUNT: Final = "amount"
SENTENCE: Final = "sentence"
TEXT: Final = "text"

# month after month
BEFORE: Final = "before"
WHOLE: Final = "whole"

# decision tree, levels of a trait, groups of customers
ROW: Final = "row"
PARENT_ROW: Final = "parent_row"
DEPTH: Final = "depth"
HIGH: Final = "high"
RATE: Final = "rate"
RATE_LOW: Final = "rate_low"
RATE_HIGH: Final = "rate_high"
LEVEL: Final = "level"
FIRST_DIRECTION: Final = "first_direction"
SECOND_DIRECTION: Final = "second_direction"
NUMBER: Final = "number"


def checked(frame: pd.DataFrame, columns: Sequence[str], *, fewest: int = 1, most: int) -> pd.DataFrame:
    """Give back only ``columns`` of ``frame``, as a copy with a plain index.

    Args:
        frame: Any frame; it is not changed.
        columns: What the chart draws; everything else stays out of the browser.
        fewest: Rows below which there is nothing to draw.
        most: Rows above which a browser would crawl; the caller thins or samples.

    Raises:
        WhalecurveError: When a column is missing or the rows are too few or too many.

    >>> checked(pd.DataFrame({"share": [1.0], "secret": ["x"]}), ["share"], most=2).columns.tolist()
    ['share']
    >>> checked(pd.DataFrame({"share": [1.0] * 3}), ["share"], most=2)
    Traceback (most recent call last):
        ...
    whalecurve.domain.errors.WhalecurveError: A chart draws 1 to 2 rows. Found: 3. To fix it: thin or sample them first.
    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise WhalecurveError(
            "A chart misses columns",
            found=f"{', '.join(map(str, frame.columns))} without {', '.join(missing)}",
            remedy="name the columns as in charts/fields.py",
        )
    if not fewest <= len(frame) <= most:
        raise WhalecurveError(
            f"A chart draws {fewest} to {most} rows",
            found=str(len(frame)),
            remedy="thin or sample them first",
        )
    return frame[list(columns)].reset_index(drop=True)
