"""What a file may be before it is refused: every limit has a documented default, those of the process are settings."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from whalecurve.domain.settings_text import whole_above_zero

_SETTINGS: Final = {
    "WHALECURVE_READ_MEMORY_BYTES": "child_memory_bytes",
    "WHALECURVE_READ_SECONDS": "child_seconds",
    "WHALECURVE_READ_WALL_SECONDS": "child_wall_seconds",
}


@dataclass(frozen=True)
class Limits:
    """Bounds on one file. A file beyond a bound is refused with a sentence that names the bound.

    Attributes:
        file_bytes: Size of the file as uploaded.
        unpacked_bytes: Size of everything inside a spreadsheet (a zip archive) together.
        ratio: How many times larger a packed member may be than its packed form (members under a megabyte are not
            judged).
        members: Number of members inside a spreadsheet.
        columns: Number of columns of a table.
        field_characters: Length of one cell.
        lines: Number of physical lines, or spreadsheet rows.
        sheet_cells: Area of a sheet's box of used cells, because readers allocate the whole box.
        child_memory_bytes: Address space of the process that reads the file.
        child_seconds: Processor time of that process.
        child_wall_seconds: How long its answer is waited for, however busy the machine is.

    >>> Limits().columns
    200
    """

    file_bytes: int = 50_000_000
    unpacked_bytes: int = 200_000_000
    ratio: int = 100
    members: int = 1_000
    columns: int = 200
    field_characters: int = 1_000_000
    lines: int = 5_000_000
    sheet_cells: int = 10_000_000
    child_memory_bytes: int = 1 << 30
    child_seconds: int = 60
    child_wall_seconds: int = 180


def limits_in_force(environment: Mapping[str, str] | None = None) -> Limits:
    """The limits, with those of the reading process as they are set.

    Args:
        environment: Settings by name; the process's own by default.

    Raises:
        WhalecurveError: A setting is not a whole number above zero.

    >>> limits_in_force({"WHALECURVE_READ_SECONDS": "5"}).child_seconds
    5
    >>> limits_in_force({"WHALECURVE_READ_SECONDS": "0"})
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: WHALECURVE_READ_SECONDS is not a whole number above zero. Found: 0. To
        fix it: write a number such as 60, or leave the setting out.
    """
    settings = os.environ if environment is None else environment
    given = {name: settings.get(name, "").strip() for name in _SETTINGS}
    named = {name: field for name, field in _SETTINGS.items() if given[name]}
    return Limits(
        **{field: whole_above_zero(name, given[name], getattr(Limits, field)) for name, field in named.items()}
    )
