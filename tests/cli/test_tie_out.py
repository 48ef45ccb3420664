"""The command line says what belongs to nobody, what ties, and of what the figures are."""

import random
from collections import Counter
from decimal import Decimal

import pytest

from tests.cli.run import rows
from whalecurve.cli.result_folder import TOTALS, UNASSIGNED

CUSTOMERS = "Customer,Name\nA,Anna\nB,Ben\n"
HEADER = "Customer,Date,Order,Amount,Cost,Freight\n"
PLAN = {
    "currency": "EUR",
    "fixed": [{"name": "Rent", "annual_amount": "120"}],
    "variable": [{"name": "Carriage", "kind": "freight", "column": "Freight"}],
}
MAP = {"costs": {"freight": "Freight"}}


def sales(*lines):
    return HEADER + "".join(f"{who},2026-01-0{day},{day},{amount},{cost},1.00\n" for who, day, amount, cost in lines)


def test_what_belongs_to_nobody_is_said_with_its_share_and_its_lines(analyze):
    text = sales(("A", 2, "60.00", 4), ("B", 3, "25.00", 6), ("", 4, "10.00", 1), ("stranger", 5, "5.00", -51))
    run = analyze(transactions=text, customers=CUSTOMERS, plan=PLAN, map=MAP)
    assert run.status == 0
    said = run.out.splitlines()
    assert "2 lines of no known customer stand apart: 15.00, 15 % of net revenue." in said
    assert "Those lines are in unassigned.csv." in said
    assert "Cost that belongs to nobody: -48.00." in said
    assert "It is cost of goods -50.00 and Carriage 2.00, of those lines." in said
    assert "A cost below zero comes back: those lines are returns or credits." in said
    assert "Profit of the company: 126.00 (all customers 63.00, no known customer 63.00)." in said
    assert any(line.startswith("January 2026, EUR, plan plan, made on ") for line in said)
    lines = rows(run.folder / UNASSIGNED)
    assert [(line["file"], line["line"], line["date"], Decimal(line["net_revenue"])) for line in lines] == [
        ("transactions.csv", "4", "2026-01-04", Decimal(10)),
        ("transactions.csv", "5", "2026-01-05", Decimal(5)),
    ]
    assert run.summary["unassigned_lines"] == {"lines": 2, "revenue_share": 0.15}


def test_costs_are_tied_and_the_totals_add_up(analyze):
    text = sales(("A", 2, "60.00", 4), ("stranger", 5, "5.00", 2))
    run = analyze(transactions=text, customers=CUSTOMERS, plan=PLAN, map=MAP)
    assert "Costs of the files: 8.00, difference 0.00." in run.out.splitlines()
    assert run.summary["cost_reconciliation"] == {"files": "8.00", "results": "8.00", "difference": "0.00"}
    parts = {row["part"]: row for row in rows(run.folder / TOTALS)}
    assert list(parts) == ["all customers", "unassigned", "company"]
    assert (parts["unassigned"]["net_revenue"], parts["unassigned"]["customer_profit"]) == ("5.00", "2.00")
    assert parts["company"]["customer_profit"] == run.summary["company_profit"]
    told = {"currency": "EUR", "period_from": "2026-01", "period_to": "2026-01", "plan": "plan"}
    assert all(told.items() <= row.items() for row in parts.values())


def test_rows_of_other_files_that_were_set_aside_are_said(analyze):
    activities = "Customer,Activity,Count\nA,Visit,2\nA,Visit,some\n"
    run = analyze(transactions=sales(("A", 2, "60.00", 4)), customers=CUSTOMERS, activities=activities)
    assert "1 row was set aside of activities.csv, see problems.csv." in run.out.splitlines()


def test_where_everything_has_its_customer_nothing_is_said_of_nobody(analyze):
    run = analyze(transactions=sales(("A", 2, "60.00", 4)), customers=CUSTOMERS)
    assert "no known customer" not in run.out
    assert rows(run.folder / UNASSIGNED) == []


@pytest.mark.parametrize("seed", range(3))
def test_the_lines_of_nobody_are_exactly_those_that_name_none_on_file(analyze, seed):
    chance = random.Random(seed)
    lines = [
        (
            chance.choice(["A", "B", "", "stranger", "a"]),
            chance.randint(1, 9),
            f"{chance.randint(-999, 9999) / 100:.2f}",
            1,
        )
        for _ in range(60)
    ]
    run = analyze(transactions=sales(*lines), customers=CUSTOMERS)
    named = Counter(str(number) for number, line in enumerate(lines, start=2) if line[0] not in {"A", "B"})
    found = rows(run.folder / UNASSIGNED)
    assert Counter(line["line"] for line in found) == named
    assert sum(Decimal(line["net_revenue"]) for line in found) == Decimal(run.summary["unassigned"]["revenue"])
