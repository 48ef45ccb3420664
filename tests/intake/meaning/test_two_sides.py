"""Debit and credit columns, running balances, days of cancellation, dates far from today."""

import datetime as dt
import random
from decimal import Decimal

import pytest

from tests.intake.build import csv_bytes, money, text_table
from whalecurve.analysis.reading import read_tables
from whalecurve.intake.meaning.decision import open_decisions
from whalecurve.intake.recognition.mapping import Mapping

TODAY = dt.date(2026, 3, 1)
NAMES = [
    ("Debit", "Credit", "Balance"),
    ("Soll", "Haben", "Saldo"),
    ("Débit", "Crédit", "Solde"),
    ("Debe", "Haber", "Saldo"),
    ("Dare", "Avere", "Saldo"),
    ("Débito", "Crédito", "Saldo"),
]
TYPES = [("Invoice", "Credit Note", "Payment"), ("Rechnung", "Gutschrift", "Zahlung")]


def read(header, rows, said=None):
    table = text_table(csv_bytes([header, *rows]))
    return read_tables([("transactions", table)], Mapping.from_json(said or {}), today=TODAY)


def revenue(result):
    return sum(money(result))


def account(seed, *, debit_is_sale, typed):
    """Rows of an account with a running balance: sales on one side, credit notes (and payments) on the other."""
    dice = random.Random(seed)
    sale, credit, payment = dice.choice(TYPES)
    kinds = [
        sale,
        *dice.choices([sale, sale, sale, credit, *([payment] if typed else [])], k=dice.randint(8, 20)),
        credit,
    ]
    rows, net, gross, balance = [], 0, 0, 0
    for place, kind in enumerate(kinds):
        cents = dice.randint(101, 90_000)
        on_sale_side = kind == sale
        left = on_sale_side == debit_is_sale
        balance += cents if left else -cents
        gross += cents if on_sale_side else 0
        net += cents if on_sale_side else -cents if kind == credit else 0
        text, level = f"{cents / 100:.2f}", f"{balance / 100:.2f}"
        row = ["2026-01-31", f"C{place % 3}", f"N-{place}", text if left else "", "" if left else text, level]
        rows.append([*row, kind] if typed else row)
    return rows, Decimal(net) / 100, Decimal(gross) / 100


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("debit_is_sale", [True, False])
def test_types_prove_the_side_of_the_sales(names, debit_is_sale):
    rows, net, _ = account(7, debit_is_sale=debit_is_sale, typed=True)
    result = read(("Date", "Customer", "Invoice No", *names, "Type"), rows)
    assert (revenue(result), open_decisions(result.decisions)) == (net, [])
    assert any("is the one before and" in each.proof for each in result.decisions)


@pytest.mark.parametrize("seed", range(12))
def test_without_types_the_side_is_asked_and_every_answer_gives_its_figure(seed):
    rows, net, gross = account(seed, debit_is_sale=True, typed=False)
    header = ("Date", "Customer", "Invoice No", "Debit", "Credit", "Balance")
    asked = open_decisions(read(header, rows).decisions)
    assert [each.key for each in asked] == ["sides"]
    told = {each.answer["sides"]: Decimal(each.net_revenue) for each in asked[0].alternatives}
    assert told == {"debit less credit": net, "debit": gross, "credit less debit": -net, "credit": gross - net}
    for answer, amount in told.items():
        result = read(header, rows, {"sides": answer})
        assert (revenue(result), open_decisions(result.decisions)) == (amount, [])


def test_a_running_balance_says_where_rows_are_missing_and_is_never_the_revenue():
    rows, _, _ = account(3, debit_is_sale=True, typed=True)
    header = ("Date", "Customer", "Invoice No", "Debit", "Credit", "Balance", "Type")
    result = read(header, [*rows[:4], *rows[5:]])
    assert any("it breaks in 1 row (line 6)" in note for note in result.notes)
    upside_down = read(header, rows[::-1])
    assert any(each.took == "all rows are there" for each in upside_down.decisions)


@pytest.mark.parametrize("header", ["Cancelled at", "Stornodatum", "Date d'annulation", "Fecha de cancelación"])
def test_a_day_of_cancellation_leaves_the_order_out_on_all_its_lines(header):
    rows = [("1", "2026-01-31", "A", 100, ""), ("2", "2026-02-03", "B", 50, "2026-02-04 10:00"), ("2", "", "", 7, "")]
    rows[2] = ("2", "2026-02-03", "B", 7, "")
    result = read(("Order ID", "Order Date", "Customer", "Amount", header), rows)
    assert (revenue(result), open_decisions(result.decisions)) == (100, [])


def test_a_cancelled_order_that_is_paid_is_a_question():
    rows = [("1", "2026-01-31", "A", 100, "", "paid"), ("2", "2026-02-03", "B", 50, "2026-02-04", "paid")]
    header = ("Order ID", "Order Date", "Customer", "Amount", "Cancelled at", "Financial Status")
    asked = open_decisions(read(header, rows).decisions)
    assert [choice.net_revenue for choice in asked[0].alternatives] == ["100.00", "150.00"]
    for choice in asked[0].alternatives:
        result = read(header, rows, dict(choice.answer))
        assert (revenue(result), open_decisions(result.decisions)) == (Decimal(choice.net_revenue), [])


def test_lines_far_from_today_are_asked_about_and_those_ahead_are_told_with_their_sum():
    header = ("Order ID", "Order Date", "Customer", "Amount")
    near = [("1", "2026-01-31", "A", 100), ("2", "2026-04-01", "B", 50)]
    told = read(header, near)
    assert not open_decisions(told.decisions)
    assert any("1 line, 50.00, is dated after today, 2026-03-01; it counts." in note for note in told.notes)
    far = [*near, ("3", "2062-01-31", "A", 25)]
    asked = open_decisions(read(header, far).decisions)
    assert [choice.net_revenue for choice in asked[0].alternatives] == ["175.00", "150.00"]
    left_out = read(header, far, {"far_dates": "leave out"})
    assert (revenue(left_out), left_out.last_date) == (150, "2026-04-01")


def test_a_net_after_fees_beside_two_sides_is_not_the_revenue():
    header = ("Date", "Customer", "Invoice No", "Type", "Debit", "Credit", "Tax Amount", "Fee", "Net")
    rows = [
        ("2026-01-31", "A", "1", "Invoice", "100.00", "", "20.00", "4.00", "116.00"),
        ("2026-02-01", "B", "2", "Invoice", "50.00", "", "10.00", "2.00", "58.00"),
        ("2026-02-03", "A", "3", "Credit Note", "", "30.00", "6.00", "1.00", "35.00"),
    ]
    result = read(header, rows)
    assert revenue(result) == 120 or open_decisions(result.decisions)


def test_net_after_refunds_says_nothing_about_tax():
    header = ("Date", "Customer", "Invoice Number", "Taxes", "Invoice Total", "Amount Refunded", "Net after refunds")
    rows = [
        ("2026-01-31", "A", "1", "20.00", "120.00", "0.00", "120.00"),
        ("2026-02-01", "B", "2", "10.00", "60.00", "30.00", "30.00"),
        ("2026-02-02", "B", "3", "10.00", "60.00", "0.00", "60.00"),
    ]
    assert "tax" in {each.key for each in open_decisions(read(header, rows).decisions)}
