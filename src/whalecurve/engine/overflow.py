"""What can be added up exactly: judged from the bounds of the amounts, which Parquet files know without being read."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from whalecurve.domain import columns as c
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.quantities.facts import INT64_LIMIT
from whalecurve.engine import heavy
from whalecurve.engine.collect import first_row
from whalecurve.engine.heavy import Lines

# Every whole number below it is a float of its own: adding such floats is exact.
FLOAT64_LIMIT: Final = 2**53


def refuse_overflow(lines: Lines, measures: Sequence[str], found: Mapping[str, Any]) -> None:
    """Refuse amounts whose sizes add up to 2 ** 63 or more: no sum of any of the others can overflow on any engine.

    Args:
        lines: The encoded lines.
        measures: Columns that will be added up.
        found: Their bounds, from ``heavy.bounds``.

    Raises:
        WhalecurveError: The amounts of a measure are too large.
    """
    for name in measures if found[c.LINES] else ():
        biggest = _biggest(name, found)
        if not no_sum_reaches(INT64_LIMIT, [name], found) and not _sizes_fit(lines, name, biggest):
            raise WhalecurveError(
                f"The amounts in {name} are too large to add up exactly",
                found=f"single amounts up to {biggest} in the smallest unit",
                remedy="check the column for ids or dates read as money, or use fewer decimals",
            )


def no_sum_reaches(limit: int, measures: Sequence[str], found: Mapping[str, Any]) -> bool:
    """Whether all lines together stay below a limit even if each had the largest amount."""
    return all(_biggest(name, found) * found[c.LINES] < limit for name in measures)


def _biggest(measure: str, found: Mapping[str, Any]) -> int:
    return max(abs(int(found[heavy.smallest(measure)])), abs(int(found[heavy.largest(measure)])))


def _sizes_fit(lines: Lines, measure: str, biggest: int) -> bool:
    if biggest >= INT64_LIMIT:
        return False
    halves = first_row(heavy.sizes(lines, measure))
    return int(halves[heavy.HIGH]) * heavy.HALF + int(halves[heavy.LOW]) < INT64_LIMIT
