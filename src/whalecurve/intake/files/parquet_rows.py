"""Columns of a Parquet file as text: each distinct value is written once. Runs in the reading process."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from whalecurve.domain.words.formats import counted
from whalecurve.intake.files.cell_text import cell_text
from whalecurve.intake.files.child_terms import Refusal
from whalecurve.intake.limits import Limits

_UNWRITTEN = r"[enN]"  # an exponent, or what is no number: "1e+20", "nan", "inf"


def parquet_columns(path: str, limits: Limits) -> tuple[list[str], list[pa.ChunkedArray]]:
    """Names and texts of all columns; floats keep their shortest exact text.

    Refused: more rows, columns or unpacked bytes than the limits, columns of lists or records, cells that are too long,
    files that are damaged.
    """
    file = _opened(path)
    unpacked = sum(file.metadata.row_group(group).total_byte_size for group in range(file.metadata.num_row_groups))
    if file.metadata.num_rows > limits.lines or unpacked > limits.unpacked_bytes:
        raise Refusal(f"{counted(file.metadata.num_rows, 'row')} of {unpacked:,} bytes when unpacked")
    schema = file.schema_arrow
    if len(schema.names) > limits.columns:
        raise Refusal(f"{len(schema.names):,} columns, the limit is {limits.columns:,}")
    nested = [column.name for column in schema if column.type.num_fields]
    if nested:
        raise Refusal(f"columns of lists or records: {', '.join(nested)}")
    chunks: list[list[pa.Array]] = [[] for _ in schema.names]
    for group in _groups(file):
        for place, column in enumerate(group.columns):
            chunks[place].append(pa.concat_arrays([_texts(chunk, limits) for chunk in column.chunks]))
    return list(schema.names), [pa.chunked_array(texts, pa.large_string()) for texts in chunks]


def _opened(path: str) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(error) from error


def _groups(file: pq.ParquetFile) -> Iterator[pa.Table]:
    try:
        for group in range(file.metadata.num_row_groups):
            yield file.read_row_group(group, use_threads=False)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> Refusal:
    return Refusal(f"a file that begins like Parquet and is none, or is damaged ({type(error).__name__})")


def _texts(values: pa.Array, limits: Limits) -> pa.Array:
    """Texts of one stretch of a column, blank where it has no value."""
    coded = values if pa.types.is_dictionary(values.type) else pc.dictionary_encode(values)
    distinct = _written(coded.dictionary)
    if int(pc.max(pc.utf8_length(distinct)).as_py() or 0) > limits.field_characters:
        raise Refusal(f"a cell of more than {limits.field_characters:,} characters")
    return pc.fill_null(distinct.take(coded.indices), "")


def _written(values: pa.Array) -> pa.Array:
    """Each value as text; a missing one among them stays missing."""
    kind = values.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_integer(kind):
        return values.cast(pa.large_string())
    if pa.types.is_floating(kind):
        return _floats(values)
    texts = [None if value is None else cell_text(value) for value in values.to_pylist()]
    return pa.array(texts, pa.large_string())


def _floats(values: pa.Array) -> pa.Array:
    """Floats by the shortest text that means them, in their own width: widened, 0.1 would grow digits."""
    plain = pc.replace_substring_regex(_shortest(values), r"\.0$", "")
    rest = pc.fill_null(pc.match_substring_regex(plain, _UNWRITTEN), fill_value=False)
    if not pc.any(rest).as_py():
        return plain
    own = values.type.to_pandas_dtype()
    texts = plain.to_pylist()
    for place in np.flatnonzero(rest.to_numpy(zero_copy_only=False)).tolist():
        value = own(values[place].as_py())
        texts[place] = np.format_float_positional(value, trim="-") if np.isfinite(value) else cell_text(float(value))
    return pa.array(texts, pa.large_string())


def _shortest(values: pa.Array) -> pa.Array:
    if pa.types.is_float16(values.type):
        own = [None if value is None else str(np.float16(value)) for value in values.to_pylist()]
        return pa.array(own, pa.large_string())
    return values.cast(pa.large_string())
