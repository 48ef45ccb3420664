"""What a file may be before it is refused: every limit is a setting with a documented default."""

from dataclasses import dataclass


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
        child_memory_bytes: Address space of the process that parses spreadsheets and Parquet.
        child_seconds: Wall and processor time of that process.

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
