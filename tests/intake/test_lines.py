"""What each line is worth: amount, price, discount, cost, profit, list revenue, status, currency."""

from decimal import Decimal

import pytest

from tests.intake.build import csv_bytes, intake, money, sales, text_table
from whalecurve.analysis.reading import read_tables
from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.recognition.mapping import Mapping

D = Decimal


def lines(header, *rows):
    fixed = ("Customer ID", "Order Date")
    return intake(sales(*[("A", "2024-01-05", *row) for row in rows], header=(*fixed, *header.split(","))))


def figures(result, name="net_revenue"):
    return [str(value.normalize()) if value else "0" for value in money(result, name)]


def test_the_amount_wins_over_quantity_times_price():
    result = lines("Amount,Quantity,Unit Price", ("100", "3", "9.99"), ("NULL", "3", "9.99"))
    assert figures(result) == ["1E+2", "29.97"]


def test_a_list_price_less_a_discount_gives_the_amount():
    assert figures(lines("Quantity,List Price,Discount", ("2", "50", "0.1"))) == ["9E+1"]
    assert figures(lines("Quantity,List Price,Discount", ("2", "50", "10%"))) == ["9E+1"]
    assert figures(lines("Quantity,List Price,Discount", ("2", "50", "15"))) == ["85"]
    assert figures(lines("Quantity,List Price,Discount %", ("2", "50", "15"))) == ["85"]
    assert figures(lines("Quantity,List Price,Discount", ("-2", "50", "15"))) == ["-85"]


def test_list_revenue_comes_from_price_discount_or_share():
    assert figures(lines("Amount,Quantity,List Price", ("90", "2", "50")), "list_revenue") == ["1E+2"]
    assert figures(lines("Amount,Discount", ("90", "10")), "list_revenue") == ["1E+2"]
    assert figures(lines("Amount,Discount", ("80", "0.2"), ("5", "1")), "list_revenue") == ["1E+2", "5"]
    assert figures(lines("Amount,Discount", ("1.00", "0.3")), "list_revenue") == ["1.4286"]
    assert figures(lines("Amount,Discount Amount", ("90", "1")), "list_revenue") == ["91"]
    assert figures(lines("Amount,Discount", ("10.01", "0.3")), "list_revenue") == ["14.3"]
    assert figures(lines("Amount,Discount", ("90", "-10")), "list_revenue") == ["1E+2"]
    result = lines("Amount", ("90",))
    assert figures(result, "list_revenue") == ["9E+1"]
    assert "list_revenue" not in result.dataset.has


def test_cost_wins_over_profit_unit_cost_and_product():
    result = lines(
        "Amount,Quantity,Cost,Unit Cost,Profit",
        ("9", "2", "5", "1", "1"),
        ("9", "2", "", "1", "1"),
        ("9", "2", "", "1", ""),
        ("9", "2", "", "", ""),
    )
    assert figures(result, "cost_of_goods") == ["5", "8", "2", "0"]
    assert any("1 of 4 lines has no cost" in note for note in result.notes)


def test_products_on_file_give_cost_category_and_name():
    rows = [("P1", "10", "2"), ("P2", "10", "3"), ("P9", "10", "1")]
    content = sales(
        *[("A", "2024-01-05", *row) for row in rows],
        header=("Customer ID", "Order Date", "Product ID", "Amount", "Quantity"),
    )
    products = csv_bytes(
        [
            ["Product ID", "Product Name", "Category", "Unit Cost"],
            ["P1", "Mug", "Cups", "1.5"],
            ["P2", "Mug", "Cups", ""],
        ]
    )
    result = intake(content, products)
    assert figures(result, "cost_of_goods") == ["3", "0", "0"]
    labels = result.dataset.labels
    assert [labels["product"][code] for code in result.dataset.transactions["product"]] == [
        "Mug (P1)",
        "Mug (P2)",
        "P9",
    ]
    assert result.dataset.transactions["category"].tolist() == [0, 0, -1]


def test_profit_on_the_line_means_cost_is_amount_less_profit():
    assert figures(lines("Amount,Profit", ("10", "2.5"), ("10", "-2.5")), "cost_of_goods") == ["7.5", "12.5"]


def test_a_missing_quantity_is_nothing_and_said():
    result = lines("Amount,Quantity", ("10", ""), ("10", "2"))
    assert figures(result, "quantity") == ["0", "2"]
    assert any("1 line has no quantity" in note for note in result.notes)


def test_a_missing_amount_without_a_price_is_a_problem():
    result = lines("Amount,Quantity,Unit Price", ("10", "", ""), ("", "2", ""))
    assert [(problem.line, problem.expected) for problem in result.problems] == [
        (3, "an amount, or a quantity and a price")
    ]


def test_all_faults_of_a_line_are_named_and_the_line_counts_once():
    result = intake(sales(("A", "2024-01-05", "1"), ("A", "soon", "ten"), ("A", "2024-01-05", "2")))
    assert [(problem.line, problem.column) for problem in result.problems] == [(3, "Date"), (3, "Amount")]
    assert (result.lines_read, result.lines_used, result.lines_set_aside) == (3, 2, 1)


def test_only_won_deals_count_where_a_deal_can_be_won():
    result = lines("Amount,Stage", ("1", "Won"), ("2", "Lost"), ("4", "Prospecting"), ("8", ""), ("16", "Closed Won"))
    assert figures(result) == ["1", "16"]
    assert [why for _, _, why in result.ignored] == [
        "not counted: Stage is Lost, so the deal was lost",
        "not counted: Stage is Prospecting, so the deal is not won yet",
        "not counted: Stage is blank",
    ]


def test_drafts_and_cancelled_lines_do_not_count():
    words = ["Paid", "Awaiting Payment", "Draft", "Voided", "Deleted", "Cancelled", "canceled", "Strange", ""]
    result = lines("Amount,Status", *[("1", word) for word in words])
    assert (result.lines_used, len(result.ignored)) == (4, 5)
    (question,) = [decision for decision in result.decisions if decision.is_open]
    assert "Status is Strange in 1 row, 1.00" in question.what
    assert [(each.reading, each.net_revenue) for each in question.alternatives] == [
        ("they are sales", "4.00"),
        ("they take sales back", "2.00"),
        ("they do not count", "3.00"),
    ]


def test_a_fault_in_a_line_that_does_not_count_is_no_problem():
    result = lines("Amount,Status", ("1", "Paid"), ("ten", "Draft"))
    assert (result.problems, len(result.ignored)) == ((), 1)


def test_two_currencies_are_a_choice_with_counts():
    rows = [("1", "USD"), ("2", "usd"), ("4", "EUR"), ("8", "")]
    asked = lines("Amount,Currency", *rows).decisions[0]
    assert asked.is_open
    assert asked.what.startswith("Amounts are in USD (2 lines, 3.00) and EUR (1 line, 4.00)")
    content = sales(
        *[("A", "2024-01-05", *row) for row in rows], header=("Customer ID", "Order Date", "Amount", "Currency")
    )
    result = intake(content, currency="USD")
    assert (figures(result), result.dataset.currency) == (["1", "2", "8"], "USD")
    assert [(problem.line, problem.found, problem.expected) for problem in result.problems] == [
        (4, "EUR", "an amount in USD")
    ]
    with pytest.raises(UserChoiceError, match=r"No line of file0.csv is in GBP"):
        intake(content, currency="GBP")


@pytest.mark.parametrize(
    "header", ["Net Total (Company Currency)", "Sales (LCY)", "Betrag (Hauswährung)", "Importe (moneda local)"]
)
def test_amounts_in_the_firms_own_currency_are_one_currency(header):
    content = sales(
        ("A", "2024-01-05", "1", "USD"),
        ("A", "2024-01-06", "2", "EUR"),
        header=("Customer ID", "Order Date", header, "Currency"),
    )
    said = {"transactions": {"customer": "Customer ID", "date": "Order Date", "amount": header}}
    result = read_tables([("transactions", text_table(content, "a.csv"))], Mapping.from_json(said))
    assert (figures(result), result.dataset.currency) == (["1", "2"], "")


def test_currency_signs_around_amounts_are_currencies_too():
    assert lines("Amount", ("$1",), ("€2",)).decisions[0].is_open
    assert lines("Amount", ("$1",), ("2",)).dataset.currency == "USD"
    assert lines("Amount", ("1",)).dataset.currency == ""


def test_nothing_usable_is_said_with_examples():
    with pytest.raises(UserChoiceError, match=r"No line of file0.csv can be used.*line 2, Date: soon"):
        intake(
            sales(("A", "soon", "1")),
            mapping={"transactions": {"customer": "Customer ID", "date": "Date", "amount": "Amount"}},
            kinds=["transactions"],
        )


def test_control_totals_are_the_sums_by_month():
    result = intake(sales(("A", "2024-01-05", "1.5"), ("A", "2024-02-05", "-0.25"), ("", "2024-01-06", "10")))
    assert result.dataset.control_totals == {
        "net_revenue": {202401: 1150, 202402: -25},
        "cost_of_goods": {202401: 0, 202402: 0},
        "lines": {202401: 2, 202402: 1},
    }
    assert (result.first_date, result.last_date) == ("2024-01-05", "2024-02-05")


def test_the_same_file_twice_counts_once_and_is_said():
    content = sales(("A", "2024-01-05", "1"))
    result = intake(content, content)
    assert figures(result) == ["1"]
    assert any("counted once" in note for note in result.notes)
    assert sum(account.rows_ignored for account in result.accounting) == 1


def test_blank_and_null_orders_products_and_reps_have_no_code():
    result = lines("Amount,Order ID,Product,Sales Rep", ("1", "", "NULL", "Kim"), ("2", "O2", "P", ""))
    frame = result.dataset.transactions
    assert (frame["order"].tolist(), frame["product"].tolist(), frame["rep"].tolist()) == ([-1, 0], [-1, 0], [0, -1])
    assert {"order", "product", "rep"} <= result.dataset.has
