"""Text files to text cells: dialects, encodings, quotes, and the account of every physical line."""

import pytest

from tests.intake.build import amounts, csv_bytes, quick, text_table
from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.text.records import physical_lines

ROWS = [
    ["id", "name", "amount"],
    ["007", "O'Neil & Sons", "1,50"],
    ["1e5", 'He said "hi"', "2"],
    ["12345678901234567890", "a;b|c", "3"],
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_dialect_reads_the_same_cells(delimiter, end, encoding):
    table = text_table(csv_bytes(ROWS, delimiter=delimiter, end=end, encoding=encoding))
    assert [list(table.headers), *table.cells.to_numpy().tolist()] == ROWS
    assert (table.delimiter, table.encoding, table.lines.tolist()) == (delimiter, encoding, [2, 3, 4])
    assert table.problems == ()
    assert table.accounted_lines() == table.physical_lines == 4


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_told_by_its_zeros(encoding):
    table = text_table(csv_bytes(ROWS, encoding=encoding))
    assert (table.encoding, table.cells.to_numpy().tolist()) == (encoding, ROWS[1:])


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1252", ["Müller & Söhne", "Café Crème", "O’Neil", "Peña", "São João"]),
        ("cp1252", ["Ñandú", "Ærø", "£ 5", "Größe"]),
        ("cp1250", ["Dvořák", "Łódź", "Wiśniewski", "Kőszegi", "Žižka"]),
        ("mac_roman", ["Müller", "Café", "Größe", "Peña"]),
        ("shift_jis", ["田中商店", "株式会社サクラ", "すずき"]),
        ("gb18030", ["上海贸易有限公司", "北京", "王小明"]),
        ("koi8_r", ["Ромашка", "ООО Вектор", "Иванов"]),
        ("cp1251", ["Ромашка", "ООО Вектор", "Иванов"]),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_letters_come_out_right_in_every_encoding(encoding, names, end):
    content = csv_bytes([["id", "name"], *enumerate(names)], encoding=encoding, end=end)
    table = text_table(content)
    assert table.cells["name"].tolist() == names
    assert any("not UTF-8" in note for note in table.notes)


def test_a_few_broken_lines_do_not_change_the_encoding_of_the_others():
    rows = [f"{number},Müller".encode() for number in range(20)]
    table = text_table(b"\n".join([b"id,name", *rows, "20,Jörg".encode("cp1252")]))
    assert (table.encoding, table.cells["name"].tolist()[:20]) == ("utf-8", ["Müller"] * 20)
    assert any("Line 22 holds bytes that are no UTF-8" in note for note in table.notes)


def test_windows_1252_is_read_and_said():
    table = text_table("id,name\n1,Müller €\n".encode("cp1252"))
    assert table.cells["name"].tolist() == ["Müller €"]
    assert "Windows-1252" in table.notes[0]
    assert text_table("id,name\n1,Müller\n".encode("latin-1"), encoding="latin-1").encoding == "latin-1"


def test_bytes_of_no_accepted_encoding_are_refused_with_their_line():
    with pytest.raises(RefusedFileError, match="0x81 in line 2"):
        text_table(b"id,name\n1,\x81\n")


def test_a_quoted_cell_with_newlines_has_the_line_of_its_first():
    table = text_table('id,note\n1,"a\nb\nc"\n2,x\n')
    assert table.lines.tolist() == [2, 5]
    assert table.spans.tolist() == [3, 1]
    assert table.cells["note"].tolist() == ["a\nb\nc", "x"]
    assert table.accounted_lines() == table.physical_lines == 5


def test_rows_with_too_few_or_too_many_cells_are_problems():
    table = text_table("a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6\n")
    assert [(problem.line, problem.found[:7]) for problem in table.problems] == [(3, "2 cells"), (4, "4 cells")]
    assert table.cells["a"].tolist() == ["1", "4"]
    assert table.accounted_lines() == table.physical_lines


def test_an_open_quote_costs_one_line_and_not_the_rest_of_the_file():
    table = text_table('a,b,c\n1,"x,3\n2,y,3\n3,z,4\n')
    assert [problem.line for problem in table.problems] == [2]
    assert table.cells["a"].tolist() == ["2", "3"]
    assert table.accounted_lines() == table.physical_lines


def test_two_stray_quotes_do_not_swallow_the_lines_between_them():
    table = text_table('a,b,c\n1,"x,3\n2,y,3\n3,z",4\n4,w,5\n')
    assert [problem.line for problem in table.problems] == [2, 4] or [problem.line for problem in table.problems] == [2]
    assert "2" in table.cells["a"].tolist()
    assert table.accounted_lines() == table.physical_lines


def test_text_after_a_closing_quote_is_a_problem():
    table = text_table('a,b\n"1"x,2\n3,4\n')
    assert [problem.line for problem in table.problems] == [2]
    assert table.cells["a"].tolist() == ["3"]


def test_quotes_inside_an_unquoted_cell_are_letters():
    assert text_table('a,b\n5" pipe,2\n').cells["a"].tolist() == ['5" pipe']


def test_blank_lines_are_counted_anywhere():
    table = text_table("\n\na,b\n\n1,2\n , \n\n")
    assert (table.header_line, table.blank_lines, table.rows) == (3, 5, 1)
    assert table.accounted_lines() == table.physical_lines == 7


def test_a_separator_line_is_obeyed_and_listed():
    table = text_table("sep=;\na;b\n1,5;2\n")
    assert table.ignored[0][0] == 1
    assert table.lines.tolist() == [3]
    assert table.cells["a"].tolist() == ["1,5"]
    assert table.accounted_lines() == table.physical_lines == 3


def test_decimal_commas_do_not_fool_the_delimiter():
    assert text_table("Date;Amount\n2024-01-05;1,50\n2024-01-06;2,75\n").delimiter == ";"
    assert text_table("Name\nSmith\nJones\n").cells["Name"].tolist() == ["Smith", "Jones"]


def test_the_delimiter_is_judged_at_the_end_of_a_large_file_too():
    head = "a;b\n" + "x;y\n" * 300
    assert text_table(head + "1;2,5\n" * 90_000).delimiter == ";"


def test_a_nul_byte_is_a_problem_of_its_line():
    table = text_table("a,b\n1,x\x00y\n" + "2,z\n" * 100)
    assert [(problem.line, problem.found) for problem in table.problems] == [(2, "a NUL byte")]
    assert table.rows == 100


def test_headers_are_made_unique_visibly():
    assert text_table("Amount,Amount,,b\n1,2,3,4\n").headers == ("Amount", "Amount (2)", "column 3", "b")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" , \n"])
def test_an_empty_file_is_refused(content):
    with pytest.raises(RefusedFileError, match="is empty"):
        text_table(content)


def test_a_header_alone_is_refused():
    with pytest.raises(RefusedFileError, match="header and no rows"):
        text_table(b"a,b,c\n")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><p>1</p></html>", "HTML"),
        (b"  <!DOCTYPE html><html>", "HTML"),
        (b"<?xml version='1.0'?><Workbook/>", "XML"),
        (b"\x1f\x8b\x08\x00abc", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b'{"a": 1}', "JSON"),
        (b"PK\x03\x04not really", "damaged archive"),
        (bytes(range(256)) * 20 + bytes(2000), "NUL"),
    ],
)
def test_what_is_no_table_is_refused_with_a_word(content, word):
    with pytest.raises(RefusedFileError, match=word):
        text_table(content, "sales.csv")


def test_limits_are_named_in_the_refusal():
    with pytest.raises(RefusedFileError, match="3 bytes"):
        text_table(b"a,b\n1,2\n", limits=quick(file_bytes=3))
    with pytest.raises(RefusedFileError, match="at most 2 lines"):
        text_table(b"a\n1\n2\n", limits=quick(lines=2))
    with pytest.raises(RefusedFileError, match="at most 2 columns"):
        text_table(b"a,b,c\n1,2,3\n", limits=quick(columns=2))


def test_a_huge_field_is_a_problem_of_its_line():
    table = text_table("a,b\n1," + "x" * 2_000 + "\n2,y\n", limits=quick(field_characters=1_000))
    assert [(problem.line, problem.found) for problem in table.problems] == [(2, "a cell longer than the limit")]
    assert table.cells["a"].tolist() == ["2"]


def test_a_file_without_a_line_end_is_bounded():
    with pytest.raises(RefusedFileError):
        text_table(b"x" * 3_000_000)


def test_file_names_are_display_text_only():
    for name in ("../../etc/cron.d/x", "a*.csv", "s3://bucket/x", "https://example.org/x.csv", "sales.xlsx"):
        assert text_table(amounts("1"), name).name == name


@pytest.mark.parametrize(("text", "count"), [("", 0), ("a", 1), ("a\n", 1), ("a\n\n", 2), ("a\rb\r\nc\nd", 4)])
def test_physical_lines(text, count):
    assert physical_lines(text) == count


def test_a_header_that_no_row_fits_is_refused_with_the_widths():
    with pytest.raises(RefusedFileError, match="3 cells in line 1, then in line 2 4 cells"):
        text_table(b"a,b,c\n1,2,3,4\n")
