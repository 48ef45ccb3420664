"""The box of used cells of each sheet of an .xlsx, from its XML, before a reader allocates the whole box."""

import html
import re
import zipfile
from dataclasses import dataclass, field
from typing import IO, Final

# A cell with content: its reference; empty formatted cells close themselves and do not count.
_CELL: Final = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Z]{1,3})([0-9]{1,10})[\"'](?![^>]*/>)")
_ERROR: Final = re.compile(
    rb"<(?:\w+:)?c\s(?=[^>]*\br=[\"']([A-Z]{1,3})([0-9]{1,10})[\"'])[^>]*\bt=[\"']e[\"'][^>]*>.*?<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)
_PIECE: Final = 1 << 20
_FAR: Final = 1 << 31


@dataclass
class SheetBox:
    """Bounds of the used cells (1-based) and the cells that hold an error value such as ``#DIV/0!``."""

    columns: set[bytes] = field(default_factory=set)
    first_row: int = _FAR
    last_row: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    def area(self) -> int:
        """Number of cells of the box."""
        places = [column_number(letters) for letters in self.columns]
        return (max(places) - min(places) + 1) * (self.last_row - self.first_row + 1) if places else 0

    def take(self, piece: bytes) -> None:
        """Widen the box by the cells of a piece of XML."""
        cells = _CELL.findall(piece)
        if not cells:
            return
        self.columns |= {letters for letters, _ in cells}
        rows = [int(digits) for digits in {digits for _, digits in cells}]
        self.first_row, self.last_row = min(self.first_row, *rows), max(self.last_row, *rows)
        if b't="e"' in piece or b"t='e'" in piece:
            self.errors |= {
                (int(row), column_number(letters)): word.decode("utf-8", "replace")
                for letters, row, word in _ERROR.findall(piece)
            }


def column_number(letters: bytes) -> int:
    """Position of a column by its letters, from 1.

    >>> column_number(b"A"), column_number(b"XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def sheet_boxes(path: str) -> dict[str, SheetBox]:
    """Boxes of all worksheets of an .xlsx by the path inside the archive; empty for other archives."""
    boxes = {}
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            if re.fullmatch(r"/?xl/worksheets/[^/]+\.xml", member, re.IGNORECASE):
                with archive.open(member) as stream:
                    boxes[member.lstrip("/")] = _box(stream)
    return boxes


def _box(stream: IO[bytes]) -> SheetBox:
    box, rest = SheetBox(), b""
    while piece := stream.read(_PIECE):
        # a cell is judged whole: what follows the last complete one waits for the next piece
        piece = rest + piece
        cut = piece.rfind(b"<c ") if len(piece) < 8 * _PIECE else len(piece)
        cut = len(piece) if cut < 0 else cut
        box.take(piece[:cut])
        rest = piece[cut:]
    box.take(rest)
    return box


def sheet_members(path: str) -> dict[str, str]:
    """Path inside the archive of each worksheet, by the sheet's name."""
    with zipfile.ZipFile(path) as archive:
        try:
            book, links = (
                archive.read(member).decode("utf-8", "replace")
                for member in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
            )
        except KeyError:
            return {}
    targets = {
        _attribute(tag, "Id"): _attribute(tag, "Target") for tag in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", links)
    }
    sheets = re.findall(r"<(?:\w+:)?sheet\s[^>]*>", book)
    return {
        html.unescape(_attribute(tag, "name")): _full_path(targets.get(_attribute(tag, "r:id"), "")) for tag in sheets
    }


def uses_1904_dates(path: str) -> bool:
    """Whether serial dates of an .xlsx count from 1904, as on old Macintosh files."""
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return False
        book = archive.read("xl/workbook.xml")
    return re.search(rb"date1904=[\"'](?:1|true)[\"']", book) is not None


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"\s{name}=[\"']([^\"']*)[\"']", tag)
    return found[1] if found else ""


def _full_path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
