"""Who the customers are: on file, or the distinct ones of the lines; names and ids unharmed; traits by rule."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.build import csv_bytes, intake, money, sales
from whalecurve.intake.accounting import FileAccount

NAUGHTY = [
    "NULL",
    "None",
    "nan",
    "NaN",
    "N/A",
    "-",
    "=1+1",
    "+1",
    "@x",
    "<b>x</b>",
    "![x](http://x)",
    "😀",
    "مرحبا",
    "a\u200bb",
    "\u202eabc",
    "x" * 5_000,
]
NAUGHTY += [
    'O\'Neil & "Sons"',
    "two\nlines",
    "'; DROP TABLE x",
    "../../etc",
    "007",
    "1e5",
    "12345678901234567890",
    "TRUE",
    "\\N",
    "Ａ",
    "é",
    "e\u0301",
]


def customers(result):
    return result.dataset.customers.set_index("customer_id")["customer_name"].to_dict()


def test_naughty_names_survive_as_names_and_as_ids_by_name():
    rows = [(name, "2024-01-05", "1") for name in NAUGHTY]
    result = intake(sales(*rows, header=("Customer Name", "Date", "Amount")))
    assert set(result.dataset.customers["customer_name"]) == set(NAUGHTY)
    assert result.unassigned.lines == 0
    on_file = csv_bytes(
        [["Customer ID", "Customer Name"], *((f"C{place:02}", name) for place, name in enumerate(NAUGHTY))]
    )
    result = intake(sales(("C00", "2024-01-05", "1")), on_file)
    assert result.dataset.customers["customer_name"].tolist() == NAUGHTY


def test_ids_stay_text_exactly():
    ids = ["007", "7", "1e5", "12345678901234567890", "MAR1", "00501", "1.0", " 42 "]
    result = intake(sales(*[(each, "2024-01-05", "1") for each in ids]))
    assert set(result.dataset.customers["customer_id"]) == {each.strip() for each in ids}


def test_blank_and_null_ids_are_no_customer_and_unknown_ids_are_unassigned():
    on_file = csv_bytes([["Customer ID", "Customer Name"], ["A", "Ann"], ["B", "Bob"]])
    result = intake(
        sales(
            ("A", "2024-01-05", "1"),
            ("", "2024-01-05", "2"),
            ("NULL", "2024-01-05", "4"),
            ("Z", "2024-01-05", "8"),
            ("Z", "2024-01-05", "16"),
        ),
        on_file,
    )
    assert result.dataset.transactions["customer"].tolist() == [0, -1, -1, -1, -1]
    assert (
        result.unassigned.lines,
        result.unassigned.blank,
        result.unassigned.unknown,
        result.unassigned.examples,
    ) == (4, 2, 1, ("Z",))
    assert sum(money(result)) == 31


def test_a_customer_without_transactions_is_on_file():
    result = intake(
        sales(("A", "2024-01-05", "1")), csv_bytes([["Customer ID", "Customer Name"], ["A", "Ann"], ["B", "Bob"]])
    )
    assert customers(result) == {"A": "Ann", "B": "Bob"}


def test_customers_are_sorted_by_code_point():
    result = intake(sales(*[(each, "2024-01-05", "1") for each in ("b", "a", "B", "é", "10", "9")]))
    assert result.dataset.customers["customer_id"].tolist() == ["10", "9", "B", "a", "b", "é"]


def test_lines_find_their_customer_by_name_where_they_have_no_id():
    on_file = csv_bytes([["Customer ID", "Customer Name"], ["1", "Ann"], ["2", "Bob"], ["3", "Bob"]])
    lines = sales(("Ann", "2024-01-05", "1"), ("Bob", "2024-01-05", "2"), header=("Customer Name", "Date", "Amount"))
    result = intake(lines, on_file)
    assert result.dataset.transactions["customer"].tolist() == [0, -1]
    assert any("by name" in note for note in result.notes)


def test_repeated_customers_collapse_and_contradictions_are_problems():
    on_file = csv_bytes(
        [
            ["Customer ID", "Customer Name", "Region"],
            ["A", "Ann", "N"],
            ["A", "Ann", "N"],
            ["A", "Anna", "N"],
            ["", "Nobody", "N"],
        ]
    )
    result = intake(sales(("A", "2024-01-05", "1")), on_file)
    assert customers(result) == {"A": "Ann"}
    assert [(problem.line, problem.column) for problem in result.problems] == [(4, "Customer ID"), (5, "Customer ID")]
    assert any("1 row repeats a customer" in note for note in result.notes)


def test_a_customers_table_without_names_is_named_by_the_lines():
    lines = sales(("A", "Ann", "2024-01-05", "1"), header=("Customer ID", "Customer Name", "Date", "Amount"))
    result = intake(lines, csv_bytes([["Customer ID", "Region"], ["A", "N"], ["B", "S"]]))
    assert customers(result) == {"A": "Ann", "B": "B"}


def flat(*rows, mapping=None):
    header = ("Customer ID", "Customer Name", "Date", "Amount", "Segment", "Region", "Tax")
    return intake(sales(*rows, header=header), mapping=mapping)


FLAT_ROWS = [
    ("A", "Ann", "2024-01-05", "5", "Home", "East", "1"),
    ("A", "Ann", "2024-01-06", "6", "Home", "West", "1"),
    ("A", "Anne", "2024-01-06", "1", "", "East", "1"),
    ("B", "Bob", "2024-01-07", "1", "Office", "North", "1"),
    ("B", "Bob", "2024-01-07", "-1", "Office", "South", "1"),
]


def test_one_flat_file_gives_customers_with_names_and_traits():
    result = flat(*FLAT_ROWS)
    assert customers(result) == {"A": "Ann", "B": "Bob"}
    assert result.dataset.customers["Segment"].tolist() == ["Home", "Office"]
    assert "Region" not in result.dataset.customers
    assert "Tax" not in result.dataset.customers
    assert any("several values: Region" in note for note in result.notes)


def test_a_named_trait_with_several_values_takes_the_one_with_most_revenue():
    fields = {"customer": "Customer ID", "customer_name": "Customer Name", "date": "Date", "amount": "Amount"}
    mapping = {"transactions": fields, "customers": {"id": "Customer ID", "traits": ["Region"]}}
    result = flat(*FLAT_ROWS, mapping=mapping)
    assert result.dataset.customers["Region"].tolist() == ["East", "North"]
    assert any("most revenue" in note for note in result.notes)
    tie = [("A", "Ann", "2024-01-05", "5", "", "West", "1"), ("A", "Ann", "2024-01-05", "5", "", "East", "1")]
    assert flat(*tie, mapping=mapping).dataset.customers["Region"].tolist() == ["East"]


OWN_FIELDS = {"customer": "Customer ID", "customer_name": "Customer Name", "date": "Date", "amount": "Amount"}


def lines_with(column, values, mapping=None):
    """Three lines for each customer, whose further column is given line by line."""
    header = ("Customer ID", "Customer Name", "Date", "Amount", "Segment", "Region", "Tax", column)
    who = [(f"C{n // 3:03}", f"N{n // 3}", "2024-01-05", f"{5 + n % 7}") for n in range(len(values))]
    rows = [(*one, "", "", "1", value) for one, value in zip(who, values, strict=True)]
    return intake(sales(*rows, header=header), mapping=mapping)


@given(st.integers(20, 60), st.integers(1, 5), st.integers(0, 999))
@settings(max_examples=15, deadline=None)
def test_a_column_that_few_customers_vary_in_is_kept_by_a_rule_that_is_said(customers, few, seed):
    random = np.random.default_rng(seed)
    own = [f"land {n % 4}" for n in range(customers) for _ in range(3)]
    for n in random.choice(customers, few, replace=False).tolist():
        own[3 * n] = "land 9"
    result = lines_with("Country", own)
    shown = result.dataset.customers["Country"].tolist()
    assert sum(one == f"land {n % 4}" for n, one in enumerate(shown)) >= customers - few
    assert any("value with most revenue" in note and "Country has several" in note for note in result.notes)


@given(st.integers(20, 60), st.integers(0, 999))
@settings(max_examples=15, deadline=None)
def test_a_column_that_takes_turns_over_the_lines_is_no_trait_until_somebody_says_so(customers, seed):
    values = np.random.default_rng(seed).choice(["web", "shop", "phone"], 3 * customers).tolist()
    result = lines_with("Channel", values)
    assert "Channel" not in result.dataset.customers
    assert any("several values: " in note and "Channel" in note for note in result.notes)
    assert (
        "Channel"
        in lines_with(
            "Channel", values, mapping={"transactions": OWN_FIELDS, "also_traits": ["Channel"]}
        ).dataset.customers
    )


@pytest.mark.parametrize("column", ["Temperature", "Weight"])
def test_a_number_on_the_lines_is_no_trait_until_somebody_says_so(column):
    values = [f"{n // 3 % 9 + 0.5}" for n in range(90)]
    result = lines_with(column, values)
    assert column not in result.dataset.customers
    assert any("number on the lines" in note and column in note for note in result.notes)
    assert (
        lines_with(column, values, mapping={"transactions": OWN_FIELDS, "also_traits": [column]}).dataset.trait_kinds[
            column
        ]
        == "number"
    )


@pytest.mark.parametrize(
    ("values", "kind", "plain"),
    [
        (["1,100.50", "300.0", ""], "number", ["1100.5", "300", ""]),
        (["00501", "10001", "2"], "text", ["00501", "10001", "2"]),
        (["2024-01-05", "05.02.2024", "NULL"], "date", ["2024-01-05", "2024-02-05", ""]),
        (["02/03/2024", "", ""], "text", ["02/03/2024", "", ""]),
        (["Yes", "no", "Y"], "yes/no", ["yes", "no", "yes"]),
        (["1-2", "x", ""], "text", ["1-2", "x", ""]),
        (["", "", ""], "text", ["", "", ""]),
        (["5%", "6%", ""], "text", ["5%", "6%", ""]),
        (["1", "0", "1"], "number", ["1", "0", "1"]),
    ],
)
def test_kinds_of_traits(values, kind, plain):
    on_file = csv_bytes([["Customer ID", "Trait"], *zip("ABC", values, strict=True)])
    result = intake(sales(("A", "2024-01-05", "1")), on_file)
    assert result.dataset.trait_kinds["Trait"] == kind
    assert result.dataset.customers["Trait"].tolist() == plain


def test_activities_in_rows_and_in_columns():
    on_file = csv_bytes([["Customer ID", "Customer Name"], ["A", "Ann"], ["B", "Bob"]])
    rows = csv_bytes(
        [
            ["Customer ID", "Activity", "Quantity", "Date"],
            ["A", "visits", "2", "2024-01-05"],
            ["B", "calls", "1.5", ""],
            ["Z", "calls", "1", "2024-02-01"],
            ["A", "calls", "many", ""],
        ]
    )
    result = intake(sales(("A", "2024-01-05", "1")), on_file, rows)
    frame = result.dataset.activities
    assert frame["customer"].tolist() == [0, 1, -1]
    assert frame["month"].tolist() == [202401, 0, 202402]
    assert [result.dataset.labels["activity"][code] for code in frame["activity"]] == ["visits", "calls", "calls"]
    assert (frame["quantity"].tolist(), result.dataset.scales["activity_quantity"]) == ([20, 15, 10], 1)
    assert [(problem.line, problem.found) for problem in result.problems] == [(5, "many")]
    wide = csv_bytes([["Customer ID", "Visits", "Tickets"], ["A", "3", ""], ["B", "", "7"]])
    frame = intake(sales(("A", "2024-01-05", "1")), on_file, wide).dataset.activities
    assert list(zip(frame["customer"], frame["activity"], frame["quantity"], strict=True)) == [(0, 1, 3), (1, 0, 7)]


def test_activities_without_a_count_count_one_each():
    rows = csv_bytes([["Customer ID", "Activity"], ["A", "visits"], ["A", "visits"]])
    assert intake(sales(("A", "2024-01-05", "1")), rows).dataset.activities["quantity"].tolist() == [1, 1]


def test_minutes_beside_a_count_are_an_activity_of_their_own():
    rows = csv_bytes([["Customer ID", "Activity", "Count", "Minutes"], ["A", "calls", "2", "30"]])
    result = intake(sales(("A", "2024-01-05", "1")), rows)
    assert sorted(result.dataset.labels["activity"]) == ["calls", "calls minutes"]


def test_the_list_of_costs_keeps_each_cost_in_its_month():
    listed = csv_bytes(
        [
            ["Cost", "Amount", "Month", "Kind"],
            ["Rent", "1,000.50", "2024-01", "fixed"],
            ["Rent", "1,000.50", "2024-02", ""],
            ["Fees", "5", "2024-01", "variable"],
            ["Rent", "9", "2023-12", ""],
            ["Light", "dark", "2024-01", ""],
        ]
    )
    result = intake(sales(("A", "2024-01-05", "1")), listed)
    assert result.dataset.costs.to_numpy().tolist() == [
        ["Rent", "1000.5", "2024-01", "fixed", ""],
        ["Rent", "1000.5", "2024-02", "fixed", ""],
        ["Fees", "5.0", "2024-01", "variable", ""],
        ["Rent", "9.0", "2023-12", "fixed", ""],
    ]
    assert [problem.line for problem in result.problems] == [6]
    assert result.ignored == ()


def test_one_customer_is_enough():
    assert len(intake(sales(("A", "2024-01-05", "1"))).dataset.customers) == 1


def holds(account: FileAccount) -> bool:
    parts = (
        account.header_lines,
        account.used_lines,
        account.set_aside_lines,
        account.ignored_lines,
        account.blank_lines,
    )
    return sum(parts) == account.physical_lines


def test_every_line_of_every_file_is_accounted_for():
    lines = (
        b'Customer ID,Date,Amount,Status\nA,2024-01-05,1,Paid\n\n"B\nx",2024-01-06,2,Paid\n'
        b"C,soon,3,Paid\nD,2024-01-06,4,Draft\nE,1\n,,,\n"
    )
    on_file = csv_bytes([["Customer ID", "Name"], ["A", "Ann"], ["A", "Ann"], ["A", "X"]])
    result = intake(lines, on_file)
    assert all(map(holds, result.accounting))
    first = result.accounting[0]
    assert (first.physical_lines, first.used_lines, first.set_aside_lines, first.ignored_lines, first.blank_lines) == (
        9,
        3,
        2,
        1,
        2,
    )
