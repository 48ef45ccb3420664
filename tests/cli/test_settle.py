"""Each thing that may be wrong has a clear word and its exit status; nothing looks current that is not."""

import subprocess

import pytest

from tests.cli.run import SALES
from whalecurve.cli import main
from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.problems import Problem

PLAIN = "Customer,Date,Amount\n"
PLAIN_MAP = {"transactions": {"customer": "Customer", "date": "Date", "amount": "Amount"}}
TWO_CURRENCIES = "Customer,Date,Amount,Currency\nA,2026-01-01,1,EUR\nB,2026-01-01,2,USD\n"
EUR = "Customer,Date,Amount,Currency\nA,2026-01-01,1,EUR\n"
DEEP = "[" * 100_000


def pool(**changes):
    return {"fixed": [{"name": "Rent", "annual_amount": 1, **changes}]}


def cost(**changes):
    return {"variable": [{"name": "Fees", "rate": 1, **changes}]}


TO_SETTLE = {
    "an empty file": ({"transactions": ""}, "is empty"),
    "a file of spaces": ({"transactions": " \n\n"}, "is empty"),
    "a header only": ({"transactions": PLAIN}, "has a header and no rows"),
    "no date column": ({"transactions": "Customer,Amount\nA,1\nA,2\n"}, "date of transactions"),
    "no customer column": ({"transactions": "Date,Amount\n2026-01-01,1\n"}, "customer of transactions"),
    "only text amounts": ({"transactions": PLAIN + "A,2026-01-01,abc\n"}, "amount of transactions"),
    "only words for dates": ({"transactions": PLAIN + "A,soon,1\n"}, "date of transactions"),
    "only missing amounts": (
        {"transactions": PLAIN + "A,2026-01-01,NULL\n", "map": PLAIN_MAP},
        "can be used",
    ),
    "a plan in another currency": ({"transactions": EUR, "plan": {"currency": "USD"}}, "a plan in USD, files in EUR"),
    "an unknown driver": ({"transactions": SALES, "plan": pool(driver="visits")}, "Found: visits"),
    "an unknown basis": ({"transactions": SALES, "plan": cost(per="visit")}, "Found: visit"),
    "units that are not there": ({"transactions": SALES, "plan": cost(per="unit")}, "files without quantity"),
    "days of credit that are not there": ({"transactions": SALES, "plan": cost(per="credit_day")}, "days_of_credit"),
    "an unknown cost column": ({"transactions": SALES, "plan": cost(rate=None, column="Freight")}, "Found: Freight"),
    "an unknown scope": ({"transactions": SALES, "plan": cost(only={"Colour": ["Red"]})}, "Found: Colour"),
    "a mapped column that is not there": (
        {"transactions": SALES, "map": {"transactions": {"customer": "Custmer", "date": "Date", "amount": "Amount"}}},
        "did you mean Customer?",
    ),
    "amounts beyond 64 bits": (
        {"transactions": PLAIN + "A,2026-01-01,90000000000000000\nB,2026-01-01,90000000000000000\n"},
        "too large to be exact",
    ),
    "a plan beyond 64 bits": ({"transactions": SALES, "plan": pool(annual_amount="1e25")}, "too large to be exact"),
    "a table that is a picture": ({"transactions": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"}, "transactions.csv"),
}  # fmt: skip

BAD_USAGE = {
    "a plan that is no JSON": ({"plan": "{"}, "plan.json: The plan is not JSON"),
    "a plan that is nested without end": ({"plan": DEEP}, "plan.json: The plan is not JSON"),
    "a plan in broken UTF-8": ({"plan": b'{"currency": "\xff"}'}, "plan.json is not UTF-8 text"),
    "half a character in a plan": ({"plan": pool(name="\ud800")}, r"half a character, \ud800"),
    "a plan that is a list": ({"plan": "[]"}, "must be an object"),
    "an unknown key": ({"plan": {"fixd": []}}, "Found: fixd"),
    "a pool without an amount": ({"plan": {"fixed": [{"name": "Rent"}]}}, "annual_amount of Rent must be a number"),
    "no capacity at all": ({"plan": pool(practical_capacity=0)}, "must be above zero"),
    "an infinite amount": ({"plan": '{"fixed": [{"name": "R", "annual_amount": Infinity}]}'}, "ordinary number"),
    "a group of nobody": ({"plan": {"settings": {"group_size": 0}}}, "at least one customer"),
    "a plan that runs backwards": ({"plan": {"period": {"from": "2026-02", "to": "2026-01"}}}, "ends before it begins"),
    "a map that is no JSON": ({"map": "{"}, "map.json is not JSON"),
    "a map that is nested without end": ({"map": DEEP}, "map.json is not JSON"),
    "a map that is a list": ({"map": "[1]"}, "not a JSON object"),
    "an unknown table": ({"map": {"transactoins": {}}}, "did you mean transactions?"),
    "an unknown field": ({"map": {"transactions": {"amonut": "Sales"}}}, "did you mean amount?"),
}  # fmt: skip

WRONG_OPTIONS = {
    "an engine that is not there yet": (["--engine", "spark://host:7077"], "not available in this version"),
    "a month that is none": (["--from", "2026-13"], "written as YYYY-MM"),
    "a period that runs backwards": (["--from", "2026-02", "--to", "2026-01"], "--from 2026-02 --to 2026-01"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "word"), TO_SETTLE.values(), ids=TO_SETTLE)
def test_what_the_user_must_settle_ends_with_1_and_stands_in_the_report(analyze, files, word):
    run = analyze(**files)
    assert (run.status, run.out) == (1, "")
    assert run.err.startswith("whalecurve: ")
    assert word in run.err
    assert "Traceback" not in run.err
    assert run.written() == ["problems.csv"]
    assert run.problems[-1]["found"].split(":")[0] in run.err


def test_sales_of_customers_without_a_date_are_asked_for_their_period(analyze):
    run = analyze(transactions="Customer,Amount\nA,1\nB,2\n")
    assert (run.status, run.out, run.written()) == (1, "", ["problems.csv", "summary.json"])
    assert "Which period do these sales belong to?" in run.err
    run = analyze(transactions="Customer,Amount\nA,1\nB,2\n", map={"period": "2025"})
    assert (run.status, run.summary["net_revenue"]) == (0, "3.00")
    assert run.summary["period"] == {"from": "2025-01", "to": "2025-12"}


def test_two_currencies_are_a_question_with_every_way_out(analyze):
    run = analyze(transactions=TWO_CURRENCIES)
    assert (run.status, run.out, run.written()) == (1, "", ["problems.csv", "summary.json"])
    assert '{"currency": "EUR"} or {"currency": "USD"}' in run.err
    assert '{"currency": "EUR", "rates": {"USD": {"rate": "", "source": ""}}}' in run.err
    rates = {"USD": {"rate": "0.9", "source": "bank"}}
    run = analyze(transactions=TWO_CURRENCIES, map={"currency": "EUR", "rates": rates})
    assert (run.summary["net_revenue"], run.summary["lines"]["set_aside"]) == ("2.80", 0)
    assert "Converted at 0.9 (bank): 2 USD in 1 line, 1.80 EUR; rounding 0 EUR." in run.err
    run = analyze(transactions=TWO_CURRENCIES, map={"currency": "USD"})
    assert (run.summary["net_revenue"], run.summary["lines"]["set_aside"]) == ("2.00", 1)
    assert run.summary["decisions"][0]["answer"] == "USD counts, 1.00 EUR kept apart"


@pytest.mark.parametrize(("files", "word"), BAD_USAGE.values(), ids=BAD_USAGE)
def test_bad_usage_ends_with_2(analyze, files, word):
    run = analyze(transactions=SALES, **files)
    assert (run.status, run.out) == (2, "")
    assert word in run.err
    assert run.written() == []


@pytest.mark.parametrize(("options", "word"), WRONG_OPTIONS.values(), ids=WRONG_OPTIONS)
def test_wrong_options_touch_nothing(analyze, tmp_path, options, word):
    before = analyze(transactions=SALES, out=tmp_path).written()
    run = analyze(*options, transactions=SALES, out=tmp_path)
    assert (run.status, run.out) == (2, "")
    assert word in run.err
    assert run.written() == before


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--from", "2030-01"], "2030-01 to 2030-01"),
        (["--to", "2020-01"], "2020-01 to 2020-01"),
        (["--from", "2020-01", "--to", "2020-03"], "2020-01 to 2020-03"),
    ],
)
def test_a_period_outside_the_data_names_the_months_there_are(analyze, options, found):
    run = analyze(*options, transactions=SALES)
    assert run.status == 1
    assert f"Found: {found}." in run.err
    assert "between 2026-01 and 2026-01" in run.err


def test_lines_at_fault_and_the_question_stand_in_the_report(analyze):
    run = analyze(transactions=SALES + "A,soon,3,1,1\n", plan=pool(driver="visits"))
    assert [(row["file"], row["line"], row["column"]) for row in run.problems] == [
        ("transactions.csv", "4", "Date"),
        ("", "", ""),
    ]
    assert run.problems[-1] == {
        "file": "",
        "line": "",
        "column": "",
        "found": "A fixed cost is shared by something that the files do not have: visits",
        "expected": "use one of customers, revenue, orders, lines, gross_margin",
    }


def test_lines_that_a_refusal_brings_along_are_reported(analyze, monkeypatch):
    refusal = UserChoiceError("No line can be used", remedy="correct the file")
    refusal.problems = (Problem("a.csv", 2, "Amount", "abc", "an amount", "correct it"),)

    def refuse(*_, **__):
        raise refusal

    monkeypatch.setattr("whalecurve.cli.analyze.read_files", refuse)
    assert [row["line"] for row in analyze(transactions=SALES).problems] == ["2", ""]


class TestPlaces:
    def test_a_file_that_is_not_there(self, analyze, tmp_path):
        run = analyze("--customers", str(tmp_path / "none.csv"), transactions=SALES)
        assert run.status == 2
        assert f"{tmp_path / 'none.csv'} cannot be read: No such file or directory" in run.err

    def test_a_folder_instead_of_a_file(self, analyze, tmp_path):
        run = analyze("--plan", str(tmp_path), transactions=SALES)
        assert run.status == 2
        assert "cannot be read: Is a directory" in run.err

    def test_a_folder_that_cannot_be_made(self, analyze, tmp_path):
        (tmp_path / "taken").write_text("x")
        for out in (tmp_path / "taken", tmp_path / "taken" / "below"):
            run = analyze(transactions=SALES, out=out)
            assert run.status == 2
            assert f"results cannot be written to {out}" in run.err

    def test_a_file_larger_than_any_that_is_read(self, analyze, monkeypatch):
        monkeypatch.setattr(
            "whalecurve.intake.limits.Limits.__init__", lambda limits: vars(limits).update(file_bytes=9)
        )
        run = analyze(transactions=SALES)
        assert run.status == 1
        assert "transactions.csv is too large. Found: more than 9 bytes." in run.err

    def test_no_room_to_write(self, analyze, monkeypatch):
        def full(*_):
            raise OSError(28, "No space left on device", "statements.csv")

        monkeypatch.setattr("whalecurve.cli.analyze.statements_csv", full)
        run = analyze(transactions=SALES)
        assert (run.status, run.err.splitlines()[-1]) == (1, "whalecurve: statements.csv: No space left on device")
        assert "summary.json" not in run.written()

    def test_a_name_that_is_no_text(self, analyze, tmp_path):
        path = tmp_path / "caf\udce9.csv"
        path.write_text(SALES + "A,soon,1,1,1\n", encoding="utf-8")
        assert analyze("--transactions", str(path), transactions=SALES).problems[0]["file"] == "caf?.csv"

    def test_signs_that_a_terminal_would_obey_are_not_printed(self, analyze):
        run = analyze(transactions=SALES, plan=pool(driver="\x1b[2J\x07"))
        assert run.status == 1
        assert not {"\x1b", "\x07"} & set(run.err)


class TestEarlierResults:
    @pytest.mark.parametrize("files", [{"transactions": ""}, {"transactions": SALES, "plan": "{"}])
    def test_a_run_that_fails_leaves_none_that_look_current(self, analyze, tmp_path, files):
        assert "summary.json" in analyze(transactions=SALES, out=tmp_path / "out").written()
        failed = analyze(**files, out=tmp_path / "out")
        assert failed.status != 0
        assert set(failed.written()) <= {"problems.csv"}

    def test_other_files_of_the_folder_stay(self, analyze, tmp_path):
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "notes.txt").write_text("mine")
        assert "notes.txt" in analyze(transactions="", out=tmp_path / "out").written()

    def test_a_file_to_be_read_is_never_overwritten(self, analyze, tmp_path):
        (tmp_path / "out").mkdir()
        ours = tmp_path / "out" / "statements.csv"
        ours.write_text(SALES)
        words = ("--transactions", str(tmp_path / "out" / ".." / "out" / "statements.csv"))
        run = analyze(*words, transactions=SALES, out=tmp_path / "out")
        assert run.status == 2
        assert "would be overwritten" in run.err
        assert ours.read_text() == SALES

    def test_the_summary_is_written_last(self, analyze, monkeypatch):
        monkeypatch.setattr("whalecurve.cli.analyze.statements_csv", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        run = analyze(transactions=SALES)
        assert (run.status, run.err.splitlines()[-1]) == (1, "whalecurve: stopped")
        assert run.written() == ["problems.csv"]


def test_results_that_do_not_tie_end_with_1(analyze, monkeypatch):
    monkeypatch.setattr("whalecurve.analysis.results.reconcile", one_cent_off)
    run = analyze(transactions=SALES)
    assert run.status == 1
    assert "differ by 0.01" in run.err
    assert run.summary["reconciliation"]["difference"] == "0.01"


def one_cent_off(statements, totals):
    from whalecurve.domain.costing.reconcile import Reconciliation

    return Reconciliation(1551, 1550, 0)


def test_too_little_memory_is_said(monkeypatch, capsys, tmp_path):
    def exhausted(*_):
        raise MemoryError

    monkeypatch.setattr("whalecurve.cli.analyze.run", exhausted)
    assert main(["analyze", "--transactions", "x", "--out", str(tmp_path)]) == 1
    assert "not enough memory" in capsys.readouterr().err


def test_a_reader_who_has_heard_enough_is_no_trouble(tmp_path):
    import os
    import sys

    from tests.house.repository import SOURCE

    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "whalecurve", "doctor"],
        env={**os.environ, "PYTHONPATH": str(SOURCE.parent)},
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")
