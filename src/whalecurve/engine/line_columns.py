"""Single lines out of the stored table: a few columns of some of them, as arrays in the order of the files."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
from narwhals.typing import IntoFrame

from whalecurve.domain import columns as c
from whalecurve.domain.lines.line_table import ROW
from whalecurve.engine.collect import Columns, arrays
from whalecurve.engine.duckdb_session import open_numbered
from whalecurve.engine.facts import check_columns
from whalecurve.engine.heavy import Lines
from whalecurve.engine.settings import DEFAULT, EngineSettings


def read_columns(
    transactions: Path | IntoFrame,
    columns: Sequence[str],
    *,
    customers: tuple[int, int] | None = None,
    months: tuple[int, int] | None = None,
    settings: EngineSettings = DEFAULT,
) -> Columns:
    """Columns of the lines of a range of customers and months, in the order of the files.

    Args:
        transactions: The Parquet file of the lines, or any frame that narwhals can wrap with a column of positions.
        columns: Their names; ``file_row_number`` comes with them.
        customers: First and last code, both included; -1 is nobody. All when None.
        months: First and last month, both included.
        settings: Bounds on DuckDB.

    Raises:
        WhalecurveError: A column is missing, or the table is missing or damaged.

    >>> import pandas as pd
    >>> lines = pd.DataFrame({"customer": [1, 0, 1], "month": [202601] * 3, "net_revenue": [5, 7, 9]})
    >>> read_columns(lines.assign(file_row_number=range(3)), ["net_revenue"], customers=(1, 1))["net_revenue"].tolist()
    [5, 9]
    """
    with _numbered(transactions, settings) as opened:
        lines = opened
        check_columns(lines, [*columns, *([c.CUSTOMER] if customers else []), *([c.MONTH] if months else [])], {})
        for name, ends in ((c.CUSTOMER, customers), (c.MONTH, months)):
            if ends is not None:
                lines = lines.filter((nw.col(name) >= ends[0]) & (nw.col(name) <= ends[1]))
        return _in_order(arrays(lines.select(*dict.fromkeys([*columns, ROW]))))


@contextmanager
def _numbered(transactions: Path | IntoFrame, settings: EngineSettings) -> Iterator[Lines]:
    if isinstance(transactions, Path):
        with open_numbered(transactions, settings) as lines:
            yield lines
    else:
        yield nw.from_native(transactions).lazy()


def _in_order(found: Mapping[str, npt.NDArray[Any]]) -> Columns:
    order = np.argsort(found[ROW], kind="stable")
    return {name: values[order] for name, values in found.items()}
