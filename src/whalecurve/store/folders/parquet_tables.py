"""Tables as Parquet files: compressed, in row groups that an engine can skip and share among processors."""

from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from whalecurve.store.folders.json_files import damaged

# DuckDB works on one row group per processor and time; this is the size that it writes itself.
ROW_GROUP: Final = 122_880


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a frame without its index.

    Whole numbers are stored as the bits of their differences: smaller on disk than zstd over plain numbers, and read in
    less than half the time (see docs/measurements.md). Texts get a dictionary.
    """
    arrow = pa.Table.from_pandas(table, preserve_index=False)
    whole = [field.name for field in arrow.schema if pa.types.is_integer(field.type)]
    other = [name for name in arrow.column_names if name not in whole]
    pq.write_table(
        arrow,
        path,
        row_group_size=ROW_GROUP,
        compression={**dict.fromkeys(whole, "lz4"), **dict.fromkeys(other, "zstd")},
        column_encoding=dict.fromkeys(whole, "DELTA_BINARY_PACKED"),
        use_dictionary=other,
    )


def read_table(path: Path) -> pd.DataFrame:
    """Read a frame as it was written, types included.

    Raises:
        WhalecurveError: The file is no such table.
    """
    try:
        # One file, opened here: given a path, Arrow would look for a folder of partitions.
        with path.open("rb") as file:
            frame: pd.DataFrame = pq.ParquetFile(file).read().to_pandas()
    except (OSError, pa.ArrowException) as error:
        raise damaged(f"{path.name} is not what was saved") from error
    return frame


def read_columns(path: Path) -> pd.DataFrame:
    """A frame of the right columns and types without its rows.

    Raises:
        WhalecurveError: The file is no such table.
    """
    try:
        with path.open("rb") as file:
            frame: pd.DataFrame = pq.ParquetFile(file).schema_arrow.empty_table().to_pandas()
    except (OSError, pa.ArrowException) as error:
        raise damaged(f"{path.name} is not what was saved") from error
    return frame
