"""Spreadsheets and Parquet: typed cells to text, the spreadsheet's row numbers, hostile files in a child process."""

import datetime as dt
import io
import zipfile
from datetime import datetime as moment
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from tests.intake.build import (
    archive,
    csv_bytes,
    intake,
    parquet,
    quick,
    sheet_xml,
    text_table,
    xlsx,
    xlsx_with_sheet_xml,
)
from whalecurve.domain.errors import RefusedFileError

pytestmark = pytest.mark.reading_process  # what a hostile file does must not be done to the tests


def test_cells_are_written_as_the_spreadsheet_shows_them():
    header = ["id", "float", "date", "moment", "flag", "text"]
    table = text_table(
        xlsx(
            [
                header,
                [676.0, 8.560000000000002, dt.date(2024, 1, 5), moment.fromisoformat("2024-01-05 10:30"), True, "007"],
            ]
        ),
        "a.xlsx",
    )
    assert table.cells.iloc[0].tolist() == ["676", "8.56", "2024-01-05", "2024-01-05 10:30:00", "yes", "007"]
    assert table.spreadsheet
    assert text_table(xlsx([["a"], [1e20], [1e-7]])).cells["a"].tolist() == ["100000000000000000000", "0.0000001"]


def test_row_numbers_are_the_spreadsheets():
    table = text_table(xlsx([[], [], ["", "id", "amount"], [], ["", "A", 5], ["", "B", 6], [], ["", "C", 7]]), "a.xlsx")
    assert (table.header_line, table.lines.tolist()) == (3, [5, 6, 8])
    assert (table.blank_lines, table.physical_lines) == (4, 8)
    assert table.accounted_lines() == table.physical_lines


def test_the_content_decides_and_not_the_name():
    assert text_table(xlsx([["id"], ["A"]]), "sales.csv").spreadsheet
    assert text_table(csv_bytes([["id", "b"], ["A", "1"]]), "sales.xlsx").encoding == "utf-8"


def test_an_error_cell_is_shown_and_not_taken_for_blank():
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>amount</t></is></c></row>'
        '<row r="2"><c r="A2" t="e"><v>#DIV/0!</v></c></row>'
    )
    assert text_table(xlsx_with_sheet_xml(sheet_xml(cells))).cells["amount"].tolist() == ["#DIV/0!"]


def test_the_only_full_sheet_is_taken_without_a_word():
    table = text_table(xlsx([], [["id"], ["A"]], []), "a.xlsx")
    assert (table.sheet, table.notes) == ("Sheet2", ())


def test_of_several_sheets_the_best_is_taken_and_said():
    sheets = (
        [["some", "notes"], ["x", "y"], ["x", "y"], ["x", "y"]],
        [["Customer ID", "Date", "Amount"], ["A", "2024-01-05", 1]],
    )
    table = text_table(xlsx(*sheets, names=["Notes", "Sales"]), "a.xlsx")
    assert table.sheet == "Sales"
    assert "Notes" in table.notes[0]
    assert text_table(xlsx(*sheets, names=["Notes", "Sales"]), sheet="Notes").headers == ("some", "notes")
    with pytest.raises(RefusedFileError, match="no sheet Other; there are Notes, Sales"):
        text_table(xlsx(*sheets, names=["Notes", "Sales"]), sheet="Other")


def test_an_ods_file_is_read():
    ods = io.BytesIO()
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in ("id", "amount")
    )
    numbers = (
        '<table:table-cell office:value-type="string"><text:p>007</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="1.5"/>'
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in (cells, numbers))
    body = f"<office:spreadsheet><table:table table:name='S'>{rows}</table:table></office:spreadsheet>"
    with zipfile.ZipFile(ods, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        target.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>",
        )
    table = text_table(ods.getvalue(), "a.ods")
    assert table.cells.to_numpy().tolist() == [["007", "1.5"]]


def test_parquet_cells_keep_their_exact_values():
    table = text_table(
        parquet(
            id=["007", None],
            amount=[0.1, 1e22],
            exact=[Decimal("1.10"), Decimal("2.00")],
            day=[dt.date(2024, 1, 5), None],
            flag=[True, False],
        ),
        "a.parquet",
    )
    assert table.cells.to_numpy().tolist() == [
        ["007", "0.1", "1.10", "2024-01-05", "yes"],
        ["", "10000000000000000000000", "2.00", "", "no"],
    ]
    assert table.lines.tolist() == [1, 2]
    assert table.accounted_lines() == table.physical_lines == 2


def test_single_precision_grows_no_digits():
    assert text_table(parquet(x=np.array([0.1, 2.5e10], dtype=np.float32)), "a.parquet").cells["x"].tolist() == [
        "0.1",
        "25000000000",
    ]


def test_parquet_with_lists_is_refused():
    with pytest.raises(RefusedFileError, match="lists or records: tags"):
        text_table(parquet(id=["A"], tags=[["x"]]), "a.parquet")


def test_a_sheet_from_a1_to_the_last_cell_is_refused_and_nobody_dies():
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    with pytest.raises(RefusedFileError, match="17,179,869,184 cells"):
        text_table(xlsx_with_sheet_xml(sheet_xml(cells)), "a.xlsx")


def test_a_lie_about_the_dimension_is_harmless():
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    table = text_table(xlsx_with_sheet_xml(sheet_xml(cells, "A1:XFD1048576")), "a.xlsx")
    assert table.cells.to_numpy().tolist() == [["2"]]


def test_formatted_but_empty_cells_do_not_widen_the_box():
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="2"><c r="A2"><v>2</v></c></row>'
        '<row r="1048576"><c r="A1048576" s="0"/></row>'
    )
    assert text_table(xlsx_with_sheet_xml(sheet_xml(cells)), "a.xlsx").headers == ("1",)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = archive({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(30_000_000)})
    assert len(bomb) < 100_000
    with pytest.raises(RefusedFileError, match="unpacks to more than 100 times"):
        text_table(bomb, "a.xlsx")
    with pytest.raises(RefusedFileError, match=r"30,000,0.. bytes when unpacked, the limit is 1,000"):
        text_table(bomb, "a.xlsx", limits=quick(unpacked_bytes=1_000))


def test_hostile_archives_are_refused_with_a_word():
    with pytest.raises(RefusedFileError, match="10,001 members"):
        text_table(archive({"xl/workbook.xml": b"x"} | {f"m{place}": b"" for place in range(10_000)}))
    with pytest.raises(RefusedFileError, match="inside the archive"):
        text_table(archive({"xl/workbook.xml": b"x", "inner.zip": b"PK"}))
    with pytest.raises(RefusedFileError, match="without a workbook"):
        text_table(archive({"hello.txt": b"x"}))
    encrypted = bytearray(archive({"xl/workbook.xml": b"x"}))
    encrypted[encrypted.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(RefusedFileError, match="encrypted"):
        text_table(bytes(encrypted))


@pytest.mark.parametrize(
    "content",
    [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), b"PAR1" + bytes(200) + b"PAR1", xlsx([["a"]])[:-200]],
)
def test_damaged_files_are_refused_with_a_word(content):
    with pytest.raises(RefusedFileError):
        text_table(content)


def test_limits_of_the_table_hold_for_spreadsheets():
    with pytest.raises(RefusedFileError, match="the limit is 2"):
        text_table(xlsx([["a", "b", "c"], [1, 2, 3]]), limits=quick(columns=2))
    with pytest.raises(RefusedFileError, match="more than 2 rows"):
        text_table(xlsx([["a"], [1], [2]]), limits=quick(lines=2))
    with pytest.raises(RefusedFileError, match="10 characters in row 2"):
        text_table(xlsx([["a"], ["x" * 11]]), limits=quick(field_characters=10))
    with pytest.raises(RefusedFileError, match="no sheet with text"):
        text_table(xlsx([]))


def test_too_little_memory_is_a_refusal():
    rows = [["a", "b"], *([place, f"{place}" * 20] for place in range(20_000))]
    with pytest.raises(RefusedFileError, match="is not read"):
        text_table(xlsx(rows), limits=quick(child_memory_bytes=10_000_000))


def test_a_workbook_gives_the_figures_of_the_same_csv():
    rows = [
        ["Customer ID", "Date", "Amount"],
        *([f"C{place % 7}", f"2024-0{place % 9 + 1}-05", place / 100] for place in range(500)),
    ]
    from_book, from_text = intake(xlsx(rows), names=["a.xlsx"]), intake(csv_bytes(rows))
    pd.testing.assert_frame_equal(from_book.dataset.transactions, from_text.dataset.transactions)
    assert from_book.problems == from_text.problems == ()
