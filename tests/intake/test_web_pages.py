"""Web pages that are called Excel: the table is read, in the child process, with rows counted from 1."""

import pytest

from tests.intake.build import intake, money, text_table
from whalecurve.domain.errors import RefusedFileError

PAGE = """<html><head><meta charset="{charset}"></head><body><table><tr><td>Menu</td><td>Home</td></tr></table>
<table><tr><td colspan=4>Report</td></tr><tr><th>Invoice Number<th>Invoice Date<th>Customer<th>Amount</tr>
<tr><td>I-1</td><td>2025-01-31</td><td rowspan="2">M&uuml;ller &amp; S\u00f6hne</td><td>1.000,50</td></tr>
<tr><td>I-2</td><td>2025-02-01</td><td>2,50</td></tr></table></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_the_table_with_known_headers_is_read(charset):
    content = PAGE.format(charset=charset).encode(charset)
    table = text_table(content, "report.xls")
    assert (table.cells["Customer"].tolist(), table.lines.tolist()) == (["Müller & Söhne"] * 2, [3, 4])
    assert table.accounted_lines() == table.physical_lines == 4
    assert [str(value) for value in money(intake(content, names=["report.xls"]))] == ["1000.5", "2.5"]


def test_a_page_without_a_table_is_refused():
    with pytest.raises(RefusedFileError, match="without a table"):
        text_table(b"<html><body><p>Please log in</p></body></html>", "report.xls")


def test_hostile_spans_are_bounded():
    with pytest.raises(RefusedFileError, match="more than 10,000,000 cells"):
        text_table(b"<table>" + b"<tr><td colspan=9999>x</td></tr>" * 20_000, "report.xls")
