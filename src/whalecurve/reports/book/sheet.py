"""A sheet that is written row by row: text is never a formula or markup, and formulas are written as they stand."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import CellFormulaTuple, CellNumberTuple, CellStringTuple, Worksheet


@cache
def letter(column: int) -> str:
    """Letters of a column, counted from zero.

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    return str(xl_col_to_name(column))


MOST_LETTERS: Final = 32_767
"""What a cell of the format holds; a longer text is cut, not dropped."""


class Sheet(Worksheet):  # type: ignore[misc]  # the library ships no types
    """A worksheet of the file; rows are written in order."""

    def put(self, row: int, column: int, value: object, style: Format | None = None) -> None:
        """Write a text, or a number; None leaves the cell empty."""
        if value is None:
            return
        self._begin(row, column)
        if isinstance(value, str):
            self.table[row][column] = CellStringTuple(safe_text(value), style)
        else:
            self.table[row][column] = CellNumberTuple(value, style)

    def formula(self, row: int, column: int, text: str, value: float | str, style: Format | None = None) -> None:
        """Write a formula with the value that it has as exported.

        The library's own way looks a formula through for functions that are younger than the format, of which there is
        none here: that takes three quarters of the time.
        """
        self._begin(row, column)
        self.table[row][column] = CellFormulaTuple(text, style, value)

    def put_row(self, row: int, values: Iterable[object], style: Format | None = None, first: int = 0) -> None:
        """Write values side by side."""
        for column, value in enumerate(values, start=first):
            self.put(row, column, value, style)

    def _begin(self, row: int, column: int) -> None:
        self._check_dimensions(row, column)
        if row > self.previous_row:
            self._write_single_row(row)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401 - the library's own kinds of cells
        """Write a cell; text that looks like the library's rich text is text all the same."""
        name = f"{letter(col)}{row + 1}"
        style = f' s="{cell.format._get_xf_index()}"' if cell.format else ""  # noqa: SLF001 - its writer's own way
        if isinstance(cell, CellStringTuple):
            text = self._escape_data(self._escape_control_characters(cell.string))
            kept = f'<is><t xml:space="preserve">{text}</t></is>'
            self.fh.write(f'<c r="{name}"{style} t="inlineStr">{kept}</c>')
        elif isinstance(cell, CellNumberTuple):
            self.fh.write(f'<c r="{name}"{style}><v>{cell.number!r}</v></c>')
        else:
            kind = ' t="str"' if isinstance(cell.value, str) else ""
            value = self._escape_data(cell.value) if isinstance(cell.value, str) else repr(cell.value)
            self.fh.write(f'<c r="{name}"{style}{kind}><f>{self._escape_data(cell.formula)}</f><v>{value}</v></c>')


def safe_text(text: str) -> str:
    r"""The text as a cell can hold it: no half characters, no more letters than fit.

    >>> safe_text("=1+1"), len(safe_text("x" * 40_000)), safe_text("\ud800")
    ('=1+1', 32767, '\\ud800')
    """
    whole = text.encode("utf-8", "backslashreplace").decode() if not text.isascii() else text
    units = whole.encode("utf-16-le")[: 2 * MOST_LETTERS] if len(whole) > MOST_LETTERS // 2 else b""
    return units.decode("utf-16-le", "ignore") if units else whole


def cell(row: int, column: int) -> str:
    """Name of a cell, both counted from zero.

    >>> cell(0, 0), cell(9, 27)
    ('A1', 'AB10')
    """
    return f"{letter(column)}{row + 1}"


class Styles:
    """The number and text formats of the file.

    Args:
        book: The file.
        digits: Decimals of the currency.
    """

    def __init__(self, book: Workbook, digits: int) -> None:
        places = f"#,##0.{'0' * digits}" if digits else "#,##0"
        self.title = book.add_format({"bold": True, "font_size": 16, "font_color": "#0B6E8F"})
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.note = book.add_format({"font_color": "#5B6870"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.strong = book.add_format({"bold": True})
        self.money = book.add_format({"num_format": places})
        self.total = book.add_format({"num_format": places, "bold": True})
        self.number = book.add_format({"num_format": "#,##0.#########"})
        self.count = book.add_format({"num_format": "#,##0"})
        self.share = book.add_format({"num_format": "0.0%"})
        self.rate_share = book.add_format({"num_format": "0.0###%", "bg_color": "#FFF6DD", "border": 1})
        self.input = book.add_format({"num_format": "#,##0.00#######", "bg_color": "#FFF6DD", "border": 1})


def widths(sheet: Sheet, columns: Sequence[float]) -> None:
    """Set the widths of the first columns, in characters."""
    for place, width in enumerate(columns):
        sheet.set_column(place, place, width)
