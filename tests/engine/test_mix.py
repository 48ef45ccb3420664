"""What each customer buys: the same on every engine."""

import numpy as np
import pytest

from tests.engine.build import make_lines
from whalecurve.domain.errors import WhalecurveError
from whalecurve.engine.mix import revenue_by

JAN, FEB = 202601, 202602


def mix_of(engine, lines, column, **options):
    with engine(lines) as frame:
        return revenue_by(frame, column, **options)


def test_one_row_per_customer_and_label_sorted(engine):
    lines = make_lines(
        (1, JAN, 0, 5), (0, JAN, 0, 1), (0, FEB, 1, 2), (0, FEB, 1, 4), (-1, FEB, 1, 8), product=[2, 3, 3, -1, 0]
    )
    mix = mix_of(engine, lines, "product")
    assert list(mix.columns) == ["customer", "product", "lines", "net_revenue"]
    assert mix.to_numpy().tolist() == [[-1, 0, 1, 8], [0, -1, 1, 4], [0, 3, 2, 3], [1, 2, 1, 5]]
    assert mix.dtypes.tolist() == [np.int32, np.int32, np.int64, np.int64]


def test_a_period_is_the_months_that_it_has(engine):
    lines = make_lines((0, JAN, 0, 1), (0, FEB, 1, 2), rep=[1, 1], quantity=[3, 4])
    mix = mix_of(engine, lines, "rep", measures=["quantity"], where={"month": [FEB]})
    assert mix.to_numpy().tolist() == [[0, 1, 1, 4]]


def test_no_lines_have_no_mix(engine):
    assert mix_of(engine, make_lines(), "category").to_numpy().tolist() == []


def test_too_large_amounts_are_refused(engine):
    with pytest.raises(WhalecurveError, match="too large to add up"):
        mix_of(engine, make_lines((0, JAN, 0, 2**62), (0, JAN, 0, 2**62)), "rep")
