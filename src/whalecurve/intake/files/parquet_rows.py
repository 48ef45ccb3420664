"""Rows of a Parquet file as text. Runs in the child process."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from whalecurve.intake.files.cell_text import cell_text
from whalecurve.intake.files.child_terms import Refusal, Row
from whalecurve.intake.limits import Limits

_BATCH = 10_000


def parquet_rows(path: str, limits: Limits) -> tuple[Iterator[Row], dict[str, Any]]:
    """A row of names (number 0), then every row, numbered from 1; floats keep their shortest exact text.

    Refused: more rows, columns or unpacked bytes than the limits, columns of lists or records, files that are damaged.
    """
    file = _opened(path)
    unpacked = sum(file.metadata.row_group(group).total_byte_size for group in range(file.metadata.num_row_groups))
    if file.metadata.num_rows > limits.lines or unpacked > limits.unpacked_bytes:
        raise Refusal(f"{file.metadata.num_rows:,} rows of {unpacked:,} bytes when unpacked")
    nested = [column.name for column in file.schema_arrow if column.type.num_fields]
    if nested:
        raise Refusal(f"columns of lists or records: {', '.join(nested)}")
    return _rows(file), {"sheet": "", "last_row": file.metadata.num_rows, "notes": []}


def _opened(path: str) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise Refusal(f"a file that begins like Parquet and is none, or is damaged ({type(error).__name__})") from error


def _rows(file: pq.ParquetFile) -> Iterator[Row]:
    yield 0, list(file.schema_arrow.names)
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH, use_threads=False):
        for values in zip(*map(_values, batch.columns), strict=True):
            number += 1
            yield number, [_text(value) for value in values]


def _values(column: pa.Array) -> list[object]:
    values: list[object] = column.to_pylist()
    if not (pa.types.is_float32(column.type) or pa.types.is_float16(column.type)):
        return values
    # widened to a Python float, 0.1 would grow digits that nobody wrote
    return [None if value is None else column.type.to_pandas_dtype()(value) for value in values]


def _text(value: object) -> str:
    if isinstance(value, (float, np.floating)) and np.isfinite(value):
        return np.format_float_positional(value, trim="-")
    return cell_text(value)
