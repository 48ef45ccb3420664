"""Typed columns as text: the same texts as cell by cell, for every type and every odd value, and rows accounted for."""

import datetime as dt
import io
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.intake.build import text_table
from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.files.cell_text import cell_text
from whalecurve.intake.limits import Limits
from whalecurve.intake.process.read_here import read_here

MOMENTS = [dt.datetime(2024, 1, 5), dt.datetime(2024, 1, 5, 10, 30), dt.datetime(1969, 12, 31, 23, 59, 59), None]  # noqa: DTZ001
FLOATS = [0.1, -0.0, 0.0, 1e22, 1e-7, 2.5, 100.0, -3.0, 1 / 3, float("nan"), float("inf"), 1.7976931348623157e308, None]
COLUMNS = {
    "text": pa.array(["007", None, "", " x ", "NULL", "1e5", "Zoë"]),
    "large": pa.array(["a", None], pa.large_string()),
    "coded": pa.array(["a", "b", None, "a"]).dictionary_encode(),
    "coded numbers": pa.array([1.5, None, 1e21]).dictionary_encode(),
    "int": pa.array([1, -5, None, 2**62]),
    "unsigned": pa.array([1, 2**63], pa.uint64()),
    "float": pa.array(FLOATS),
    "single": pa.array(np.array([0.1, 2.5e10, 1e-9, 16777216, np.nan], np.float32)),
    "half": pa.array(np.array([0.1, 65504, 2], np.float16)),
    "exact": pa.array([Decimal("1.10"), Decimal("-0.00"), None], pa.decimal128(20, 2)),
    "fine": pa.array([Decimal("0.0000000001"), None], pa.decimal128(30, 10)),
    "flag": pa.array([True, False, None]),
    "day": pa.array([dt.date(2024, 1, 5), None]),
    "moment": pa.array(MOMENTS, pa.timestamp("us")),
    "fine moment": pa.array(MOMENTS, pa.timestamp("ns")),
    "zoned": pa.array(MOMENTS, pa.timestamp("ms", "Europe/Berlin")),
    "time": pa.array([dt.time(10, 30), None]),
    "length": pa.array([dt.timedelta(hours=1), None]),
    "bytes": pa.array([b"x", None]),
    "nothing": pa.nulls(3),
}


def parquet(table, **options):
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def one_by_one(column):
    """The slow and obvious way."""
    narrow = pa.types.is_float32(column.type) or pa.types.is_float16(column.type)
    for value in column.to_pylist():
        number = column.type.to_pandas_dtype()(value) if narrow and value is not None else value
        if isinstance(number, (float, np.floating)) and np.isfinite(number):
            yield np.format_float_positional(number, trim="-")
        else:
            yield cell_text(number)


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_is_what_its_cells_are(name):
    stored = pq.read_table(io.BytesIO(parquet(pa.table({name: COLUMNS[name]}))))[name]
    marked = pa.table({"row": [f"r{n}" for n in range(len(stored))], name: COLUMNS[name]})
    table = text_table(parquet(marked, row_group_size=2), "a.parquet")
    plain = stored.cast(stored.type.value_type) if pa.types.is_dictionary(stored.type) else stored
    assert table.cells[name].tolist() == list(one_by_one(plain))


@pytest.mark.parametrize("seed", range(3))
def test_floats_of_any_size_keep_their_shortest_text(seed):
    random = np.random.default_rng(seed)
    values = np.concatenate(
        [random.normal(size=300) * 10.0 ** random.integers(-300, 300, 300), random.integers(-9, 9, 50)]
    )
    column = pa.array(values)
    assert text_table(parquet(pa.table({"x": column})), "a.parquet").cells["x"].tolist() == list(one_by_one(column))


def test_every_row_is_accounted_for():
    rows = pa.table({"id": ["a", " ", "c\x00", "", "e"], "amount": [1, None, 3, None, 5]})
    table = text_table(parquet(rows), "a.parquet")
    assert table.cells.to_numpy().tolist() == [["a", "1"], ["e", "5"]]
    assert table.lines.tolist() == [1, 5]
    assert [(problem.line, problem.found) for problem in table.problems] == [(3, "a NUL byte")]
    assert (table.blank_lines, table.physical_lines, table.accounted_lines()) == (2, 5, 5)


def test_limits_hold_and_two_columns_of_one_name_stay_two():
    twins = pa.table([["a"], ["b"]], names=["x", "x"])
    assert text_table(parquet(twins), "a.parquet").headers == ("x", "x (2)")
    for limit, found in (
        ({"columns": 1}, "2 columns"),
        ({"lines": 1}, "2 rows"),
        ({"field_characters": 2}, "a cell of more"),
    ):
        rows = pa.table({"x": ["aaa", "b"], "y": ["c", "d"]})
        with pytest.raises(RefusedFileError, match=found):
            read_here("a.parquet", parquet(rows), None, Limits(**limit), "")
    with pytest.raises(RefusedFileError):
        text_table(parquet(pa.table({"x": pa.array([], pa.string())})), "a.parquet")
