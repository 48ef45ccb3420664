"""A total that a report prints, kept so that what was read can be checked against it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FoundTotal:
    """One printed total of one column.

    Attributes:
        line: Line of the file.
        label: What the report calls it.
        group: The group that it closes; empty for the total of all rows.
        header: Column that it stands in.
        printed: The amount as it is printed.
        adds_up: Whether the rows that it belongs to add up to it exactly.
        rows: Number of those rows.
    """

    line: int
    label: str
    group: str
    header: str
    printed: str
    adds_up: bool
    rows: int
