"""Clean files of ours, polluted in every way that files are; a reading is right, flagged, refused, or silently wrong.

A family is a function from a clean table and chance to the bytes of a file and the rows that it still holds. Flagged is
a reading whose rows are rows of the clean table, in order, where each missing one stands in a line that a problem or an
ignored line names, and at least one is named.
"""

import csv
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.process.reader import read_table
from whalecurve.intake.text.text_table import TextTable

Rows = list[list[str]]

HEADER = ["Order ID", "Order Date", "Customer", "Product", "Quantity", "Amount"]
NAMES = [
    "Alder Mills",
    "Birch, Works & Co",
    'Cray "The Pump" Ltd',
    "Dörfler; Söhne",
    "O'Neil",
    "Total Wine",
    "Éclair 24/7",
]
PRODUCTS = ["Pump", "Valve 3/4", "Hose", "Nozzle, brass", 'Pipe 5"', "Tank"]


class Verdict(StrEnum):
    RIGHT = "RIGHT"
    FLAGGED = "FLAGGED"
    REFUSED = "REFUSED"
    SILENT = "SILENT"


@dataclass(frozen=True)
class Polluted:
    """Bytes of a file, the header and rows that a perfect reader finds, and how many lines are spoilt."""

    family: str
    content: bytes
    rows: Rows
    header: Sequence[str] = tuple(HEADER)
    spoilt: int = 0


def clean_rows(rng: random.Random, count: int = 0) -> Rows:
    """Rows of orders: ids with zeros, dates, names with every separator and quote, amounts with two decimals."""
    rows = []
    for place in range(count or rng.randint(4, 30)):
        day = f"2025-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        quantity = rng.randint(1, 40)
        amount = f"{quantity * rng.randint(100, 99_999) / 100:.2f}"
        rows.append([f"{place + 1:05}", day, rng.choice(NAMES), rng.choice(PRODUCTS), str(quantity), amount])
    return rows


def text_of(rows: Sequence[Sequence[str]], *, delimiter=",", end="\n", **dialect) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, **dialect).writerows(rows)
    return out.getvalue()


def plain_name(row: list[str]) -> list[str]:
    """A row without signs that a dialect would have to quote."""
    return ["".join(letter for letter in cell if letter not in ",;\"'|\t") for cell in row]


# -- whole files -------------------------------------------------------------------------------------------------


def _dialects(rng: random.Random) -> Polluted:
    rows = clean_rows(rng)
    quoting = rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    text = text_of(
        [HEADER, *rows], delimiter=rng.choice(",;\t|"), end=rng.choice(["\n", "\r\n", "\r"]), quoting=quoting
    )
    return Polluted("delimiter, line end", text.encode(), rows)


def _encodings(rng: random.Random) -> Polluted:
    words = {
        "cp1252": ["Müller", "Café", "Peña"],
        "cp1250": ["Dvořák", "Łódź", "Žižka"],
        "latin-1": ["Søren", "Größe"],
        "mac_roman": ["Café", "Größe", "Peña"],
        "shift_jis": ["田中商店", "サクラ"],
        "gb18030": ["上海贸易", "北京公司"],
        "koi8_r": ["Ромашка", "Иванов"],
        "utf-16": ["Müller", "田中"],
        "utf-16-le": ["Müller"],
        "utf-16-be": ["Peña"],
        "utf-8-sig": ["Müller", "田中"],
    }
    encoding = rng.choice(list(words))
    rows = [[*row[:2], rng.choice(words[encoding]), "Pump", *row[4:]] for row in clean_rows(rng, rng.randint(6, 30))]
    text = text_of([HEADER, *rows], end=rng.choice(["\n", "\r\n", "\r"]))
    return Polluted(f"encoding {encoding}", text.encode(encoding), rows)


def _preamble(rng: random.Random) -> Polluted:
    rows = clean_rows(rng)
    titles = [["Linden Supply"], ["Orders of the year"], ["January 1 - March 31, 2025"], []]
    chosen = titles[: rng.randint(1, 4)]
    padded = rng.random() < 0.5
    above = [[*line, *[""] * (6 - len(line))] if padded else line for line in chosen]
    return Polluted("preamble", text_of([*above, HEADER, *rows]).encode(), rows)


def _footer(rng: random.Random) -> Polluted:
    rows = clean_rows(rng)
    notes = [[], ["Report of 4 April 2025"], ["Confidential Information - Do Not Distribute"]]
    return Polluted("footer", text_of([HEADER, *rows, *notes]).encode(), rows)


def _total(rng: random.Random) -> Polluted:
    rows = clean_rows(rng)
    total = f"{sum(round(float(row[5]) * 100) for row in rows) / 100:.2f}"
    label = rng.choice(["Total", "Grand Total", "Summe", "Gesamtsumme", "Totale", "Total general"])
    place = rng.choice([0, 2])
    last = ["", "", "", "", "", total]
    last[place] = label
    return Polluted("total row", text_of([HEADER, *rows, last]).encode(), rows)


def _groups(rng: random.Random) -> Polluted:
    rows = sorted(clean_rows(rng), key=lambda row: row[2])
    lines: Rows = []
    for name in sorted({row[2] for row in rows}):
        own = [row for row in rows if row[2] == name]
        cents = sum(round(float(row[5]) * 100) for row in own)
        lines += [[name, *[""] * 5], *[["", row[0], row[1], *row[3:]] for row in own]]
        lines.append([f"Total for {name}", "", "", "", "", f"{cents / 100:.2f}"])
    header = ["", "Order ID", "Order Date", "Product", "Quantity", "Amount"]
    text = text_of([["Sales by Customer", *[""] * 5], header, *lines])
    return Polluted(
        "grouped report", text.encode(), [[row[2], row[0], row[1], *row[3:]] for row in rows], ["Customer", *header[1:]]
    )


def _repeated_header(rng: random.Random) -> Polluted:
    rows = clean_rows(rng)
    cut = rng.randint(1, len(rows) - 1)
    return Polluted("header again", text_of([HEADER, *rows[:cut], HEADER, *rows[cut:]]).encode(), rows)


def _two_headers(rng: random.Random) -> Polluted:
    rows = clean_rows(rng)
    units = ["no.", "yyyy-mm-dd", "", "", "pcs", "EUR"]
    return Polluted("second header row", text_of([HEADER, units, *rows]).encode(), rows)


def _no_header(rng: random.Random) -> Polluted:
    rows = clean_rows(rng)
    return Polluted("no header", text_of(rows).encode(), rows)


def _second_table(rng: random.Random) -> Polluted:
    rows = clean_rows(rng)
    wide = rng.random() < 0.5
    other = [["Region", "Manager", "Phone", "Budget", "Cars", "Staff"], ["North", "Kim", "1", "2", "3", "4"]]
    other = other if wide else [line[:3] for line in other]
    return Polluted("second table", text_of([HEADER, *rows, [], *other]).encode(), rows)


def _blank_lines(rng: random.Random) -> Polluted:
    rows = clean_rows(rng)
    lines: list[list[str]] = [[] for _ in range(rng.randint(0, 2))] + [HEADER]
    for row in rows:
        lines += [row, *[rng.choice([[], [""] * 6]) for _ in range(rng.choice([0, 0, 0, 1, 2]))]]
    return Polluted("blank lines", text_of([*lines, [], []]).encode(), rows)


def _blank_column(rng: random.Random) -> Polluted:
    rows = clean_rows(rng)
    left = rng.random() < 0.5
    lines = [["", *row] if left else [*row, ""] for row in [HEADER, *rows]]
    header = ["column 1", *HEADER] if left else [*HEADER, "column 7"]
    return Polluted(
        "blank column", text_of(lines).encode(), [["", *row] if left else [*row, ""] for row in rows], header
    )


def _trailing_delimiter(rng: random.Random) -> Polluted:
    rows = clean_rows(rng)
    lines = text_of([HEADER, *[[*row, ""] for row in rows]])
    return Polluted("rows end with a delimiter", lines.encode(), [[*row, ""] for row in rows], [*HEADER, "column 7"])


def _separator_line(rng: random.Random) -> Polluted:
    rows = clean_rows(rng)
    return Polluted("sep= line", ("sep=;\n" + text_of([HEADER, *rows], delimiter=";")).encode(), rows)


def _apostrophes(rng: random.Random) -> Polluted:
    rows = [plain_name(row) for row in clean_rows(rng)]
    text = text_of([HEADER, *rows], quotechar="'", quoting=csv.QUOTE_ALL)
    return Polluted("quotes are apostrophes", text.encode(), rows)


def _backslashes(rng: random.Random) -> Polluted:
    rows = clean_rows(rng)
    rows[0][2] = 'Cray "The Pump" Ltd'
    text = text_of([HEADER, *rows], escapechar="\\", doublequote=False)
    return Polluted("quotes after backslashes", text.encode(), rows)


def _odd_end(rng: random.Random) -> Polluted:
    rows = clean_rows(rng)
    text = text_of([HEADER, *rows])
    return Polluted("end of file", (text.rstrip("\n") if rng.random() < 0.5 else text + "\n\n\n").encode(), rows)


# -- single lines ------------------------------------------------------------------------------------------------


def _one_line(name: str, spoil: Callable[[list[str], random.Random], str]) -> Callable[[random.Random], Polluted]:
    """A family in which one to three lines are spoilt; a spoilt line holds no row."""

    def make(rng: random.Random) -> Polluted:
        rows = [plain_name(row) for row in clean_rows(rng, rng.randint(6, 40))]
        spoilt = set(rng.sample(range(len(rows)), rng.randint(1, min(3, len(rows) // 3))))
        lines = [spoil(row, rng) if place in spoilt else ",".join(row) for place, row in enumerate(rows)]
        kept = [row for place, row in enumerate(rows) if place not in spoilt]
        return Polluted(name, "\n".join([",".join(HEADER), *lines, ""]).encode(), kept, spoilt=len(spoilt))

    return make


def _without_one(row: list[str], rng: random.Random) -> str:
    place = rng.randrange(len(row) - 1)
    return ",".join([*row[:place], row[place] + row[place + 1], *row[place + 2 :]])


def _inside(row: list[str], rng: random.Random, sign: str) -> str:
    place = rng.randrange(len(row))
    return ",".join([*row[:place], f'"{row[place][:1]}{sign}{row[place][1:]}"', *row[place + 1 :]])


LINES = {
    "a delimiter is missing": _without_one,
    "a delimiter too many": lambda row, rng: ",".join([*row[: (cut := rng.randrange(6))], "x", *row[cut:]]),
    "another delimiter": lambda row, rng: rng.choice(";\t|").join(row),
    "a quote opens and does not close": lambda row, rng: ",".join([*row[:2], f'"{row[2]}', *row[3:]]),
    "text after a closing quote": lambda row, rng: ",".join([*row[:2], f'"{row[2]}"x', *row[3:]]),
    "a quote inside quotes": lambda row, rng: _inside(row, rng, '"'),
    "a line is cut": lambda row, rng: ",".join(row[: rng.randint(1, 5)]),
    "two lines in one": lambda row, rng: ",".join([*row, *row]),
    "a NUL byte": lambda row, rng: ",".join([*row[:2], row[2][:1] + "\x00" + row[2][1:], *row[3:]]),
}
FAMILIES: list[Callable[[random.Random], Polluted]] = [
    _dialects, _encodings, _encodings, _encodings, _preamble, _footer, _total, _groups, _repeated_header, _two_headers,
    _no_header, _second_table, _blank_lines, _blank_column, _trailing_delimiter, _separator_line, _apostrophes,
    _backslashes, _odd_end, *[_one_line(name, spoil) for name, spoil in LINES.items()],
]  # fmt: skip


def judge(polluted: Polluted) -> tuple[Verdict, str]:
    """How our reader does on a file, and what is wrong with the answer."""
    try:
        table = read_table("file.csv", polluted.content)
    except RefusedFileError as refusal:
        return Verdict.REFUSED, str(refusal)
    named = sum(problem.span for problem in table.problems)
    if named < polluted.spoilt:
        return Verdict.SILENT, f"{polluted.spoilt} lines spoilt, {named} named"
    rows = table.cells.to_numpy().tolist()
    if table.accounted_lines() != table.physical_lines:
        return Verdict.SILENT, f"{table.accounted_lines()} of {table.physical_lines} lines accounted for"
    if rows == polluted.rows and list(table.headers) == list(polluted.header):
        return Verdict.RIGHT, ""
    return _flagged(table, rows, polluted)


def _flagged(table: TextTable, rows: Rows, polluted: Polluted) -> tuple[Verdict, str]:
    """Rows that the clean table does not have, and rows of it that no problem stands for, are silent faults."""
    if list(table.headers) != list(polluted.header):
        return Verdict.SILENT, f"header {table.headers}"
    left = iter(polluted.rows)
    if not all(row in left for row in rows):
        return (
            Verdict.SILENT,
            f"rows that the file does not hold: {[row for row in rows if row not in polluted.rows][:2]}",
        )
    missing = len(polluted.rows) - len(rows)
    named = sum(problem.span for problem in table.problems)
    if missing and named < missing:
        return Verdict.SILENT, f"{missing} rows lost, {named} lines named"
    return Verdict.FLAGGED, f"{missing} rows set aside, {named} lines named"


def pollute(seed: int) -> Polluted:
    """The file of a seed; the families take turns."""
    return FAMILIES[seed % len(FAMILIES)](random.Random(seed))
