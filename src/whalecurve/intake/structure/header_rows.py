"""Headers of more than one row: a row of groups above the names, or a further row of names below them."""

from collections.abc import Sequence
from typing import Final

from whalecurve.intake.recognition.aliases import known_headers
from whalecurve.intake.structure.cell_kinds import BLANK, TEXT, TYPED, common_kind, kinds
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.text.text_column import MISSING_WORDS

_GROUPS: Final = 2


def joined_names(above: Sequence[str], names: Sequence[str]) -> list[str]:
    """Names with the group that stands above them, where the names alone repeat; else nothing.

    >>> joined_names(["", "2024", "", "2025", ""], ["Customer", "Sales", "Cost", "Sales", "Cost"])
    ['Customer', '2024 Sales', '2024 Cost', '2025 Sales', '2025 Cost']
    >>> joined_names(["Report", ""], ["Customer", "Sales"])
    []
    """
    keys = [header_key(name) for name in names if name.strip()]
    groups = [cell for cell in above if cell.strip()]
    if len(above) != len(names) or len(groups) < _GROUPS or len(set(keys)) == len(keys):
        return []
    joined, group = [], ""
    for cell, name in zip(above, names, strict=True):
        group = cell.strip() or group
        joined.append(f"{group} {name}".strip() if keys.count(header_key(name)) > 1 or not name.strip() else name)
    return joined


def second_header(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a record right under the header names columns too: text over several columns of numbers or dates.

    >>> second_header(["", "EUR", "pcs"], [["A", "1.00", "2"], ["B", "2.00", "3"]])
    True
    >>> second_header(["B", "n/a", "4"], [["A", "1.00", "2"]])
    False
    """
    own = kinds(cells)
    if not below or set(own) - {TEXT, BLANK}:
        return False
    usual = [common_kind(column) for column in zip(*below, strict=True)]
    over = [
        cell
        for cell, kind, other in zip(cells, own, usual, strict=True)
        if kind == TEXT and other in TYPED and cell.strip().casefold() not in MISSING_WORDS
    ]
    return len(over) >= _GROUPS or (len(over) == 1 and known_headers(over) == 1)
