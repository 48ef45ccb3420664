"""``whalecurve read``: the table, the report, the account of every line, the exit status."""

import csv
import io
import json

import pytest

from tests.intake.build import xlsx
from whalecurve.cli import main

REPORT = """Sales report

Customer;Date;Document;Amount
Alder Mills;31.01.2025;R-1;1.000,50
Birch;14.02.2025;"two
lines";400,00
Cray;15.02.2025
Total;;;1.400,50
"""


@pytest.fixture
def read(tmp_path):
    """Run the command on a content; gives back the status, the table's rows and the report."""

    def run(content, *options, name="report.csv"):
        file, out, report = (tmp_path / part for part in (name, "table.csv", "report.json"))
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        status = main(["read", str(file), "--out", str(out), "--report", str(report), *options])
        rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8"), newline=""))) if out.exists() else None
        return status, rows, json.loads(report.read_text(encoding="utf-8"))

    return run


def test_a_report_becomes_a_table_and_every_line_has_its_place(read):
    status, rows, report = read(REPORT)
    assert status == 0
    assert rows == [
        ["Customer", "Date", "Document", "Amount"],
        ["Alder Mills", "31.01.2025", "R-1", "1.000,50"],
        ["Birch", "14.02.2025", "two\nlines", "400,00"],
    ]
    assert [(entry["line"], entry["why"]) for entry in report["ignored"]] == [
        (1, "stands above the header"),
        (2, "no text"),
        (8, "a total (Total): Amount 1.400,50 is the sum of 2 rows"),
    ]
    assert [entry["line"] for entry in report["problems"]] == [7]
    assert (report["kind"], report["delimiter"], report["header_line"], report["rows"]) == ("transactions", ";", 3, 2)
    assert (report["lines"], report["refused"], report["questions"]) == (8, None, [])


def test_a_refused_file_leaves_the_reason_and_no_table(read):
    status, rows, report = read(b"%PDF-1.7")
    assert (status, rows, report["rows"]) == (1, None, 0)
    assert "a PDF document" in report["refused"]


def test_the_sheet_is_chosen_and_an_open_choice_is_status_one(read):
    rows = [["Customer", "Amount"], ["A", 5], ["B", 7]]
    content = xlsx(rows, rows, names=["One", "Two"])
    status, _, report = read(content, name="book.xlsx")
    assert (status, len(report["questions"])) == (1, 1)
    status, table, report = read(content, "--sheet", "Two", name="book.xlsx")
    assert (status, report["sheet"], table) == (0, "Two", [["Customer", "Amount"], ["A", "5"], ["B", "7"]])


def test_values_come_out_as_they_stand(read):
    values = ["-5", " 007", "NULL", "1e5", "(12.50)", "x", "=1+1"]
    _, rows, _ = read("name,n\n" + "".join(f"{value},x\n" for value in values))
    assert [row[0] for row in rows[1:]] == [*values[:-1], "'=1+1"]


def test_files_must_differ_and_be_there(tmp_path, capsys):
    words = ["read", str(tmp_path / "none.csv"), "--out", str(tmp_path / "a"), "--report", str(tmp_path / "b")]
    assert main(words) == 2
    assert main([*words[:2], "--out", str(tmp_path / "a"), "--report", str(tmp_path / "a")]) == 2
    assert "three different files" in capsys.readouterr().err
