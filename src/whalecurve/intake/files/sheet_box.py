"""The box of used cells of each sheet of an .xlsx, from its XML, before a reader allocates the whole box."""

import html
import re
import zipfile
from dataclasses import dataclass, field
from typing import IO, Final

from whalecurve.intake.files.number_formats import zero_formats

# A cell with content: its reference; empty formatted cells close themselves and do not count.
_CELL: Final = re.compile(rb"<(?:\w++:)?c\s(?:[^<>]*?\s)?r=[\"']([A-Z]{1,3})([0-9]{1,10})[\"'](?![^<>]*+(?<=/)>)")
_ERROR: Final = re.compile(
    rb"<(?:\w++:)?c\s(?=[^<>]*\br=[\"']([A-Z]{1,3})([0-9]{1,10})[\"'])[^<>]*\bt=[\"']e[\"'][^<>]*+>"
    # what stands in the cell before its value, and no cell after it
    rb"(?:[^<]++|<(?!/?(?:\w++:)?c[\s>]|(?:\w++:)?v>))*+<(?:\w++:)?v>([^<]*)<"
)
_WORKSHEET: Final = re.compile(r"/?xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_NAME: Final = re.compile(r"(?:\w++:)?(?P<name>\w*)")
_FROM_1904: Final = re.compile(rb"date1904=[\"'](?:1|true)[\"']")
_ATTRIBUTES: Final = {name: re.compile(rf"\s{name}=[\"']([^\"']*)[\"']") for name in ("Id", "Target", "name", "r:id")}
_TAG: Final = re.compile(rb"<(?:\w++:)?c\s[^<>]{1,200}+>")
_REFERENCE: Final = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]{1,10})[\"']")
_STYLE: Final = re.compile(rb"\bs=[\"']([0-9]{1,6})[\"']")
_STYLES: Final = "xl/styles.xml"
_PIECE: Final = 1 << 20
_FAR: Final = 1 << 31


@dataclass
class SheetBox:
    """Bounds of the used cells (1-based), cells with an error value such as ``#DIV/0!``, cells shown with zeros.

    ``formats`` says which styles show a number with zeros in front, and how many digits they show.
    """

    columns: set[bytes] = field(default_factory=set)
    first_row: int = _FAR
    last_row: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    zeros: dict[tuple[int, int], int] = field(default_factory=dict)
    formats: dict[bytes, int] = field(default_factory=dict)

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
        if self.formats:
            self.zeros |= {
                (int(row), column_number(letters)): self.formats[style]
                for tag in _TAG.findall(piece)
                for letters, row in _REFERENCE.findall(tag)
                for style in _STYLE.findall(tag)
                if style in self.formats
            }


def column_number(letters: bytes) -> int:
    """Position of a column by its letters, at most three, from 1.

    >>> column_number(b"A"), column_number(b"XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters[:3]:
        number = number * 26 + letter - 64
    return number


def sheet_boxes(path: str) -> dict[str, SheetBox]:
    """Boxes of all worksheets of an .xlsx by the path inside the archive; empty for other archives."""
    boxes = {}
    with zipfile.ZipFile(path) as archive:
        formats = zero_formats(archive.read(_STYLES)) if _STYLES in archive.namelist() else {}
        for member in archive.namelist():
            if _WORKSHEET.fullmatch(member):
                with archive.open(member) as stream:
                    boxes[member.lstrip("/")] = _box(stream, formats)
    return boxes


def _box(stream: IO[bytes], formats: dict[bytes, int]) -> SheetBox:
    box, rest = SheetBox(formats=formats), b""
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
    targets = {_attribute(tag, "Id"): _attribute(tag, "Target") for tag in _tags(links, "Relationship")}
    sheets = _tags(book, "sheet")
    return {
        html.unescape(_attribute(tag, "name")): _full_path(targets.get(_attribute(tag, "r:id"), "")) for tag in sheets
    }


def uses_1904_dates(path: str) -> bool:
    """Whether serial dates of an .xlsx count from 1904, as on old Macintosh files."""
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return False
        book = archive.read("xl/workbook.xml")
    return _FROM_1904.search(book) is not None


def _tags(xml: str, name: str) -> list[str]:
    """Opening tags of this name, whatever stands before a colon in front of it."""
    tags = (piece.partition(">")[0] for piece in xml.split("<")[1:])
    return [tag for tag in tags if (found := _NAME.match(tag)) and found["name"] == name]


def _attribute(tag: str, name: str) -> str:
    found = _ATTRIBUTES[name].search(tag)
    return found[1] if found else ""


def _full_path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
