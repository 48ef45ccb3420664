"""What was set aside, kind by kind: how many lines, and how much revenue they hold as far as it can be read."""

from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from whalecurve.intake.meaning.words import column_role
from whalecurve.intake.problems import Problem
from whalecurve.intake.recognition.aliases import TRANSACTIONS
from whalecurve.intake.recognition.mapping import Mapping
from whalecurve.intake.tables.read_numbers import NumberReader
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.text_table import TextTable
from whalecurve.intake.values.exact import Amounts, multiply

Place = tuple[str, int]


@dataclass(frozen=True)
class Fault:
    """Lines with the same fault.

    Attributes:
        file: Name of the file.
        column: Header of the column, empty where the whole line is at fault.
        expected: What was needed instead.
        remedy: What the reader can do about it.
        lines: How many lines have it first.
        example: What was there in the first of them.
        first_line: Where that is.
        revenue: Amounts of those lines, as far as they can be read.
        unread: Lines whose amount cannot be read.
    """

    file: str
    column: str
    expected: str
    remedy: str
    lines: int
    example: str
    first_line: int
    revenue: Decimal
    unread: int


def group_problems(problems: Sequence[Problem], amounts: AbstractMapping[Place, Decimal]) -> list[Fault]:
    """Problems by kind, the one with most lines first; a line with several counts under its first.

    >>> lost = [Problem("a.csv", line, "Date", "soon", "a date", "mend it") for line in (3, 5)]
    >>> [(each.lines, each.revenue, each.unread) for each in group_problems(lost, {("a.csv", 3): Decimal("9.50")})]
    [(2, Decimal('9.50'), 1)]
    """
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    seen: set[Place] = set()
    for problem in problems:
        if (place := (problem.file, problem.line)) not in seen:
            seen.add(place)
            groups.setdefault((problem.file, problem.column, problem.expected), []).append(problem)
    return sorted((_fault(group, amounts) for group in groups.values()), key=lambda fault: -fault.lines)


def _fault(group: Sequence[Problem], amounts: AbstractMapping[Place, Decimal]) -> Fault:
    first = group[0]
    found = [amounts[each.file, each.line] for each in group if (each.file, each.line) in amounts]
    return Fault(
        first.file,
        first.column,
        first.expected,
        first.remedy,
        len(group),
        first.found,
        first.line,
        sum(found, Decimal(0)),
        len(group) - len(found),
    )


def amounts_set_aside(
    tables: Sequence[TextTable], mapping: Mapping, problems: Sequence[Problem]
) -> dict[Place, Decimal]:
    """Amount of each line of the transactions that was set aside, where it can be read."""
    wanted = {(problem.file, problem.line) for problem in problems}
    names = {table.name for table in tables}
    if not any(file in names for file, _ in wanted):
        return {}
    source = Source(TRANSACTIONS, tuple(tables), mapping)
    amounts = _amounts(source)
    if amounts is None:
        return {}
    files, lines = source.files(), source.lines()
    marked = {line for _, line in wanted}
    rows = np.flatnonzero(np.isin(lines, np.fromiter(marked, dtype=np.int64)) & amounts.present).tolist()
    places = [(tables[files[row]].name, int(lines[row])) for row in rows]
    scale = Decimal(10) ** -amounts.scale
    return {
        place: Decimal(int(amounts.values[row])) * scale
        for place, row in zip(places, rows, strict=True)
        if place in wanted
    }


def _amounts(source: Source) -> Amounts | None:
    """The amounts of the lines: the mapped column, the one that is named so, or quantity x price."""
    header = source.header("amount") or next((each for each in source.headers() if column_role(each) == "amount"), "")
    if header:
        return NumberReader(source, [header]).peek(header)
    quantity, price = source.header("quantity"), source.header("unit_price") or source.header("list_price")
    if not (quantity and price):
        return None
    reader = NumberReader(source, [quantity, price])
    return multiply(reader.peek(quantity), reader.peek(price))
