"""The contract of ``whalecurve analyze``: names, keys, order, exit statuses, and where messages go."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.cli.run import SALES, Run, words_for
from tests.house.repository import SOURCE
from whalecurve.cli import main

PLAN = {
    "currency": "USD",
    "fixed": [{"name": "Rent", "annual_amount": "120"}],
    "variable": [{"name": "Fees", "kind": "payment", "rate": "0.10", "per": "revenue"}],
}
SUMMARY_KEYS = [
    "currency", "period", "customers", "net_revenue", "costs", "profit", "company_profit", "unassigned",
    "reconciliation", "unprofitable_customers", "whale", "groups", "lines",
    "fixed_costs", "decisions", "unassigned_lines", "cost_reconciliation", "plan", "made_on",
]  # fmt: skip


def run_process(folder, *options, env=None, **files):
    """The same through a process of its own, as a schedule would."""
    words = ["analyze", *words_for(folder / "in", **files), "--out", str(folder / "out"), *options]
    done = subprocess.run(
        [sys.executable, "-m", "whalecurve", *words],
        env={**os.environ, "PYTHONPATH": str(SOURCE.parent), **(env or {})},
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    return Run(done.returncode, done.stdout, done.stderr, folder / "out")


class TestFiles:
    def test_eight_files_and_nothing_else(self, analyze):
        run = analyze(transactions=SALES, plan=PLAN)
        assert run.status == 0
        assert run.written() == [
            "actions.csv", "problems.csv", "statements.csv", "summary.json", "totals.csv",
            "traits.json", "trend.csv", "unassigned.csv",
        ]  # fmt: skip

    def test_every_key_of_the_summary(self, analyze):
        summary = analyze(transactions=SALES, plan=PLAN).summary
        assert list(summary) == SUMMARY_KEYS
        assert summary == {
            "currency": "USD",
            "period": {"from": "2026-01", "to": "2026-01"},
            "customers": 2,
            "net_revenue": "15.50",
            "costs": {"cost_of_goods": "10.00", "Fees": "1.55", "Rent": "10.00"},
            "profit": "-6.05",
            "company_profit": "-6.05",
            "unassigned": {"revenue": "0.00", "cost": "0.00", "unused_capacity": "0.00"},
            "reconciliation": {"files": "15.50", "results": "15.50", "difference": "0.00"},
            "unprofitable_customers": 1,
            "whale": {"peak_share": None, "peak_customers": 0, "top_20_percent_share": None},
            "groups": {
                "top": {
                    "customers": ["A"],
                    "revenue_share": 10 / 15.5,
                    "profit_share": None,
                    "verdict": "Your biggest customer brings 65 % of revenue and breaks even; all together make no "
                    "profit to share.",
                },
                "middle": {
                    "customers": [],
                    "revenue_share": 0.0,
                    "profit_share": None,
                    "verdict": "There are too few customers for a middle group.",
                },
                "bottom": {
                    "customers": ["B"],
                    "revenue_share": 5.5 / 15.5,
                    "profit_share": None,
                    "verdict": "Your smallest customer brings 35 % of revenue and loses money; all together make no "
                    "profit to share.",
                },
            },
            "lines": {"read": 2, "used": 2, "set_aside": 0},
            "fixed_costs": {
                "months": 1.0,
                "part_months": "whole",
                "edges": [{"month": "2026-01", "days": 3, "of": 31}],
            },
            "decisions": summary["decisions"],
            "unassigned_lines": {"lines": 0, "revenue_share": 0.0},
            "cost_reconciliation": {"files": "10.00", "results": "10.00", "difference": "0.00"},
            "plan": "plan",
            "made_on": summary["made_on"],
        }
        assert abs(datetime.now(UTC).date() - date.fromisoformat(summary["made_on"])) <= timedelta(days=1)

    def test_columns_of_the_statements_in_order(self, analyze):
        run = analyze(transactions=SALES, plan=PLAN)
        assert run.header == [
            "customer_id", "customer_name", "net_revenue", "cost_of_goods", "gross_margin", "Fees",
            "contribution_margin", "Rent", "customer_profit", "profit_rank", "revenue_rank", "stability",
        ]  # fmt: skip
        assert list(run.statements[1].values()) == [
            "B", "B", "5.50", "6.00", "-0.50", "0.55", "-1.05", "5.00", "-6.05", "2", "2", "always losing",
        ]  # fmt: skip

    def test_problems_name_the_line(self, analyze):
        run = analyze(transactions=SALES + "A,2026-01-05,3,abc,1\n,2026-01-05,3,1,1\nA,soon,3,1,1\n")
        assert run.status == 0
        assert run.out.startswith("3 of 5 lines used; 2 set aside, see problems.csv.\n")
        assert [(row["file"], row["line"], row["column"], row["found"]) for row in run.problems] == [
            ("transactions.csv", "4", "Amount", "abc"),
            ("transactions.csv", "6", "Date", "soon"),
        ]
        assert all(row["expected"] for row in run.problems)
        assert run.summary["lines"] == {"read": 5, "used": 3, "set_aside": 2}
        assert run.summary["unassigned"]["revenue"] == "1.00"

    def test_without_problems_there_is_a_header(self, analyze):
        folder = analyze(transactions=SALES).folder
        assert (folder / "problems.csv").read_text(encoding="utf-8") == "file,line,column,found,expected\n"

    def test_the_folder_is_made_with_those_above_it(self, analyze, tmp_path):
        assert analyze(transactions=SALES, out=tmp_path / "a b" / "ü").summary["customers"] == 2


class TestWords:
    def test_the_answer_is_on_standard_output_and_notes_are_not(self, analyze):
        run = analyze(transactions="Customer,Date,Amount\nA,2026-01-02,-1234.5\n")
        assert run.status == 0
        used, tie, missing = run.out.splitlines()[:3]
        assert (used, tie) == ("1 of 1 line used.", "Files and results: revenue -1,234.50, difference 0.00.")
        assert missing.startswith("There is no cost in your files and none in the plan: what you see is revenue, ")
        assert run.err == (
            "note: No line has a cost of goods; it counts as 0, so gross margin is all of the revenue.\n"
            "note: What to do can be said once there are costs.\n"
        )

    def test_a_column_of_costs_counts_where_no_plan_says_another_thing(self, analyze):
        run = analyze(transactions="Customer,Date,Amount,Freight\nA,2026-01-02,100,7.50\n")
        assert (run.status, run.summary["profit"], run.summary["costs"]["Freight"]) == (0, "92.50", "7.50")
        assert "There is no cost in your files" not in run.out

    def test_trouble_is_on_standard_error_alone(self, analyze):
        run = analyze(transactions="")
        assert (run.status, run.out) == (1, "")
        assert run.err.startswith("whalecurve: transactions.csv is empty.")

    def test_unknown_words_are_bad_usage(self, capsys):
        for words in (["analyze"], ["analyze", "--transactions", "x", "--out", "y", "--bogus"], ["refine"], []):
            with pytest.raises(SystemExit) as stop:
                main(words)
            assert stop.value.code == 2
        assert capsys.readouterr().out == ""

    def test_options_are_not_guessed_from_their_beginning(self, tmp_path, capsys):
        with pytest.raises(SystemExit) as stop:
            main(["analyze", "--trans", "x", "--out", str(tmp_path)])
        assert stop.value.code == 2


class TestProcess:
    def test_done(self, tmp_path):
        run = run_process(tmp_path, transactions=SALES, plan=PLAN)
        part = "note: January 2026 holds 3 of 31 days and is charged a whole month of fixed costs.\n"
        lacking = (
            "note: No activities are known: where time should go cannot be said.\n"
            "note: No customer is profitable whatever is assumed: nobody is asked for referrals yet.\n"
            "note: No products are known: what could be offered to whom cannot be said.\n"
        )
        assert (run.status, run.err) == (0, part + lacking)
        assert run.summary["profit"] == "-6.05"

    def test_to_settle(self, tmp_path):
        run = run_process(
            tmp_path, transactions=SALES, plan={"fixed": [{"name": "R", "annual_amount": 1, "driver": "x"}]}
        )
        assert (run.status, run.out) == (1, "")
        assert "Found: x." in run.err
        assert "Traceback" not in run.err

    def test_bad_usage(self, tmp_path):
        run = run_process(tmp_path, transactions=SALES, plan="{")
        assert (run.status, run.out) == (2, "")
        assert run.err.startswith("whalecurve: plan.json: The plan is not JSON.")

    def test_a_terminal_without_our_signs(self, tmp_path):
        sales = "Customer,Date,Amount,Cost\nÅsa,2026-01-02,-3,2\n"
        run = run_process(tmp_path / "ü", transactions=sales, env={"PYTHONIOENCODING": "ascii"})
        assert run.status == 0
        assert "Profit -5.00" in run.out
        assert run.column("net_revenue") == {"Åsa": "-3.00"}

    def test_numbers_of_the_summary_are_json(self, tmp_path):
        text = run_process(tmp_path, transactions=SALES).folder.joinpath("summary.json").read_text(encoding="utf-8")
        assert json.loads(text, parse_constant=pytest.fail)
