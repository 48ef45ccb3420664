"""Several versions of one order, and plans beside what was sold: never counted twice in silence."""

import random
from decimal import Decimal

import pytest

from tests.intake.build import csv_bytes, money, text_table
from whalecurve.analysis.reading import read_tables
from whalecurve.intake.meaning.decision import open_decisions
from whalecurve.intake.recognition.mapping import Mapping


def read(rows, answer=""):
    mapping = Mapping.from_json({"versions": answer}) if answer else None
    return read_tables([("transactions", text_table(csv_bytes(rows)))], mapping)


def ledger(seed):
    """Orders as (number, version, customer, cents), each version of one or two lines; the last sums and all."""
    dice = random.Random(seed)
    lines, last, every = [], 0, 0
    for order in range(dice.randint(3, 8)):
        versions = dice.choice((1, 1, 2, 3)) if order else 2
        for version in range(versions):
            for _ in range(dice.randint(1, 2)):
                cents = dice.randint(500, 90_000)
                lines.append((order, version, f"Customer {order % 3}", cents))
                every += cents
                last += cents if version == versions - 1 else 0
    return lines, Decimal(last) / 100, Decimal(every) / 100


def numbered(header, form):
    def write(lines):
        rows = [
            (f"A-{order}", form.format(version), f"2025-0{1 + order % 9}-07", customer, _text(cents))
            for order, version, customer, cents in lines
        ]
        return [("Invoice Number", header, "Invoice Date", "Customer", "Amount"), *rows]

    return write


def with_ending(form):
    def write(lines):
        rows = [
            (f"A-{order}{form.format(version) if version else ''}", f"2025-0{1 + order % 9}-07", customer, _text(cents))
            for order, version, customer, cents in lines
        ]
        return [("Invoice Number", "Invoice Date", "Customer", "Amount"), *rows]

    return write


def _text(cents):
    return f"{cents // 100}.{cents % 100:02d}"


WAYS = (
    numbered("Revision", "{}"),
    numbered("Version", "v{}"),
    numbered("Fassung", "{}"),
    with_ending("-R{}"),
    with_ending(" (rev {})"),
    with_ending("/V{}"),
)


@pytest.mark.parametrize("seed", range(18))
def test_versions_are_asked_about_and_right_when_answered(seed):
    lines, last, every = ledger(seed)
    rows = WAYS[seed % len(WAYS)](lines)
    (question,) = open_decisions(read(rows).decisions)
    assert [Decimal(choice.net_revenue) for choice in question.alternatives] == [last, every]
    for answer, wanted in (("last", last), ("all", every)):
        result = read(rows, answer)
        assert open_decisions(result.decisions) == []
        assert sum(money(result)) == wanted


def test_an_order_that_names_the_one_it_replaces():
    rows = [("1", "", "Ann", "100.00"), ("3", "1", "Ann", "90.00"), ("2", "", "Bo", "40.00")]
    rows = [(number, replaced, "2025-01-05", *rest) for number, replaced, *rest in rows]
    (question,) = open_decisions(
        read([("Invoice Number", "Replaces", "Invoice Date", "Customer", "Amount"), *rows]).decisions
    )
    assert [choice.net_revenue for choice in question.alternatives] == ["130.00", "230.00"]


def test_numbers_that_only_look_alike_are_no_versions():
    header = ("Invoice Number", "Version", "Invoice Date", "Customer", "Amount")
    rows = [("1", "Pro", "2025-01-05", "Ann", "1.00"), ("1", "Lite", "2025-01-05", "Ann", "2.00")]
    assert open_decisions(read([header, *rows]).decisions) == []
    rows = [("A-1", "2", "2025-01-05", "Ann", "1.00"), ("A-1-R2", "2", "2025-01-05", "Bo", "2.00")]
    assert open_decisions(read([header, *rows]).decisions) == []


PLANS = (
    ("Actual", "Budget"),
    ("Ist", "Plan"),
    ("Actuals", "Forecast"),
    ("Actual", "Prior Year"),
    ("Consuntivo", "Target"),
)


@pytest.mark.parametrize("names", PLANS)
@pytest.mark.parametrize("header", ["Scenario", "Version", "Column X"])
def test_plans_beside_what_was_sold_do_not_count(names, header):
    rows = [
        (f"2025-0{month}-05", customer, names[plan], _text(1_000 * month + 17 * plan))
        for month in (1, 2, 3)
        for customer in ("Ann", "Bo")
        for plan in (0, 1)
    ]
    result = read([("Date", "Customer", header, "Amount"), *rows])
    assert open_decisions(result.decisions) == []
    assert sum(money(result)) == 2 * 60


@pytest.mark.parametrize(
    "names", [("Sales Actual", "Sales Budget"), ("Actual", "Budget"), ("Ist-Umsatz", "Plan-Umsatz")]
)
def test_a_column_of_plans_is_no_revenue(names):
    rows = [("2025-01-05", "Ann", "100.00", "120.00"), ("2025-02-05", "Bo", "40.00", "60.00")]
    result = read([("Date", "Customer", *names), *rows])
    assert open_decisions(result.decisions) == []
    assert sum(money(result)) == 140


@pytest.mark.parametrize(("header", "names"), [("Tier", ("Budget", "Active")), ("Brand", ("Target", "Open"))])
def test_names_of_plans_beside_other_words_of_sales_are_no_plans(header, names):
    rows = [("2025-01-05", "Ann", names[0], "100.00"), ("2025-02-05", "Bo", names[1], "50.00")]
    result = read([("Date", "Customer", header, "Amount"), *rows])
    assert open_decisions(result.decisions) == []
    assert sum(money(result)) == 150


@pytest.mark.parametrize(("header", "names"), [("Type", ("Plan", "Charge")), ("Status", ("Planned", "Shipped"))])
def test_a_plan_that_may_have_been_sold_is_asked_about(header, names):
    rows = [("1", "2025-01-05", "Ann", names[0], "100.00"), ("2", "2025-02-05", "Bo", names[1], "50.00")]
    (question,) = open_decisions(read([("Invoice Number", "Date", "Customer", header, "Amount"), *rows]).decisions)
    assert question.what == f"{header} is {names[0]} in 1 row, 100.00. What are they?"


@pytest.mark.parametrize("form", ["-R{}", "/R{}", " (rev {})"])
def test_what_comes_back_under_the_number_of_its_order_replaces_nothing(form):
    header = ("Invoice Number", "Invoice Date", "Customer", "Amount")
    rows = [("1", "2025-01-05", "Ann", "100.00"), ("1" + form.format(1), "2025-02-05", "Ann", "-40.00")]
    result = read([header, *rows])
    assert open_decisions(result.decisions) == []
    assert sum(money(result)) == 60


def test_the_edition_of_each_product_is_no_version_of_the_order():
    header = ("Invoice Number", "Invoice Date", "Customer", "Product", "Version", "Amount")
    sold = (("Editor", "1", "100.00"), ("Server", "2", "40.00"))
    rows = [(n, "2025-01-05", f"Customer {n}", *each) for n in (1, 2) for each in sold]
    result = read([header, *rows])
    assert open_decisions(result.decisions) == []
    assert sum(money(result)) == 280
    revised = [(1, "2025-01-05", "Ann", "Editor", n, amount) for n, amount in ((1, "100.00"), (2, "90.00"))]
    anew = [("2", "2025-01-05", "Bo", *each) for each in (("Shop", "1", "5.00"), ("Shop and till", "2", "6.00"))]
    assert len(open_decisions(read([header, *rows[::2], *anew]).decisions)) == 1
    (question,) = open_decisions(read([header, *revised]).decisions)
    told = "Version says that 1 row, 100.00, is of earlier versions. Does the last version alone count?"
    assert question.what == told
