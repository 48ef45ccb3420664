"""The command that writes what is handed round."""

import pytest

from tests.cli.run import SALES, rows, words_for
from tests.reports.office import sheets
from whalecurve.cli import main

PLAN = {"currency": "EUR", "fixed": [{"name": "Rent", "annual_amount": 1200}]}


def report(folder, *options, **files):
    return main(["report", *words_for(folder / "in", **({"transactions": SALES} | files)), *options])


def test_the_workbook_says_what_the_analysis_says(tmp_path, analyze, capsys):
    run = analyze(transactions=SALES, plan=PLAN)
    book = tmp_path / "book.xlsx"
    assert report(tmp_path, "--xlsx", str(book), plan=PLAN) == 0
    assert "Written: " in capsys.readouterr().out
    shown = {row[0]: row for row in sheets(book)["Statements"][7:]}
    profit = {row["customer_id"]: float(row["customer_profit"]) for row in rows(run.folder / "statements.csv")}
    assert {who: row[7] for who, row in shown.items()} == profit
    assert any("Rent: 1,200 EUR a year" in str(row[0]) for row in sheets(book)["Assumptions and notes"])
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_without_names_nothing_in_the_workbook_says_who_it_is(tmp_path):
    book = tmp_path / "book.xlsx"
    sales = SALES.replace("A,", "Quux & Sons,").replace("B,", "Zebra Ltd,")
    plan = {**PLAN, "fixed": [{"name": "Zebra rent", "annual_amount": 1200}]}
    page = tmp_path / "page.html"
    both = ("--xlsx", str(book), "--html", str(page))
    assert report(tmp_path, *both, "--masked", transactions=sales, plan=plan) == 0
    for told in (str(sheets(book)), page.read_text(encoding="utf-8")):
        assert "Customer " in told
        assert not [word for word in ("Quux", "Zebra", "transactions.csv") if word in told]


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        ((), 2, "nothing to write"),
        (("--xlsx", "nowhere/at/all.xlsx"), 2, "is no folder"),
        (("--xlsx", "in/transactions.csv"), 2, "would be overwritten"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_read(
    tmp_path, monkeypatch, capsys, options, status, said
):
    monkeypatch.chdir(tmp_path)
    assert report(tmp_path, *options) == status
    assert said in capsys.readouterr().err


def test_an_open_question_is_printed_and_nothing_is_written(tmp_path, capsys):
    sales = "Customer,Date,Order,Amount\nA,01/02/2026,1,10\nB,03/04/2026,2,5\n"
    assert report(tmp_path, "--xlsx", str(tmp_path / "book.xlsx"), transactions=sales) == 1
    assert "date_order" in capsys.readouterr().err
    assert not (tmp_path / "book.xlsx").exists()
