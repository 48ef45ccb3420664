"""Recognition without a map: kinds, fields, joins, questions."""

import pytest

from tests.intake.build import RETAIL_HEADER, csv_bytes, intake, money, sales, text_table
from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.recognition.aliases import KINDS
from whalecurve.intake.recognition.recognise import propose
from whalecurve.intake.recognition.templates import template

RETAIL_ROW = [
    "O-1",
    "2024-01-05",
    "C-1",
    "Ann",
    "Consumer",
    "Rome",
    "RM",
    "West",
    "P-1",
    "Chairs",
    "Stools",
    "Stool",
    "80",
    "2",
    "0.2",
    "5.5",
]


def proposed(*contents, names=None):
    names = names or [f"file{place}.csv" for place in range(len(contents))]
    return propose([text_table(content, name) for content, name in zip(contents, names, strict=True)])


def fields(header, row):
    proposal = proposed(csv_bytes([header.split(","), row]))
    assert [each.kind for each in proposal.tables] == ["transactions"]
    return dict(proposal.require_settled().mapping.tables["transactions"])


def test_templates_are_recognised_as_what_they_are():
    for kind in KINDS:
        assert [each.kind for each in proposed(template(kind).encode()).tables] == [kind]
        assert len(template(kind).splitlines()) == 3


def test_templates_together_give_a_dataset():
    result = intake(*(template(kind).encode() for kind in KINDS))
    assert result.problems == ()
    assert money(result) == [456, 80]
    assert result.dataset.costs["name"].tolist() == ["Rent", "Customer service"]
    assert len(result.prospects) == 1


def test_the_retail_export_with_all_its_further_columns():
    header = [
        "Row ID",
        *RETAIL_HEADER[:2],
        "Ship Date",
        "Ship Mode",
        *RETAIL_HEADER[2:5],
        "Country",
        *RETAIL_HEADER[5:7],
        "Postal Code",
        *RETAIL_HEADER[7:],
    ]
    row = [
        "1",
        *RETAIL_ROW[:2],
        "2024-01-09",
        "Slow",
        *RETAIL_ROW[2:5],
        "Italy",
        *RETAIL_ROW[5:7],
        "00501",
        *RETAIL_ROW[7:],
    ]
    assert fields(",".join(header), row) == {
        "customer": "Customer ID",
        "customer_name": "Customer Name",
        "date": "Order Date",
        "order": "Order ID",
        "product": "Product ID",
        "category": "Category",
        "quantity": "Quantity",
        "discount": "Discount",
        "amount": "Sales",
        "profit": "Profit",
    }


def test_xero_invoice_lines():
    header = (
        "*ContactName,*InvoiceNumber,*InvoiceDate,Total,InventoryItemCode,*Quantity,*UnitAmount,Discount,LineAmount,"
        "TaxAmount,Currency,Status"
    )
    found = fields(header, ["Ann", "INV-1", "2024-01-05", "100", "X1", "1", "50", "", "50", "10", "EUR", "Paid"])
    assert (found["customer_name"], found["amount"], found["date"]) == ("*ContactName", "LineAmount", "*InvoiceDate")
    assert found["status"] == "Status"


def test_shopify_orders():
    header = (
        "Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
        "Lineitem sku,Billing Name,Lineitem discount"
    )
    rows = [
        header.split(","),
        [
            "#1",
            "a@x.org",
            "paid",
            "USD",
            "25",
            "27",
            "2024-01-05 10:00:00 -0500",
            "2",
            "Mug",
            "10.00",
            "M1",
            "Ann",
            "1.00",
        ],
        ["#1", "a@x.org", "", "", "", "", "2024-01-05 10:00:00 -0500", "1", "Cup", "6.00", "C1", "", "0"],
        ["#2", "b@x.org", "voided", "USD", "9", "9", "2024-01-06 10:00:00 -0500", "1", "Mug", "9.00", "M1", "Bob", "0"],
    ]
    result = intake(csv_bytes(rows))
    assert money(result) == [19, 6]
    assert money(result, "list_revenue") == [20, 6]
    assert result.dataset.customers["customer_name"].tolist() == ["Ann"]
    assert [line for _, line, _ in result.ignored] == [4]


def test_stripe_payments_carry_their_fee_as_a_cost():
    header = "id,Created date (UTC),Amount,Amount Refunded,Currency,Fee,Status,Customer ID,Customer Email"
    rows = [
        header.split(","),
        ["ch_1", "2024-01-05 10:00", "20.00", "0", "usd", "0.88", "Paid", "cus_1", "a@x.org"],
        ["ch_2", "2024-01-05 10:00", "5", "0", "usd", "0", "Failed", "cus_1", "a@x.org"],
    ]
    result = intake(csv_bytes(rows))
    assert (result.dataset.cost_names, result.dataset.currency) == (("Payment fee",), "USD")
    assert money(result, "cost_0")[0] * 100 == 88
    assert result.lines_used == 1


@pytest.mark.parametrize(
    "header",
    [
        "Kundennummer;Rechnungsdatum;Nettobetrag",
        "Code client;Date facture;Montant HT",
        "ID Cliente;Fecha factura;Importe neto",
        "Klantnummer;Factuurdatum;Nettobedrag",
        "Codice cliente;Data fattura;Importo netto",
        "CUSTOMER-ID ;  Order_Date;*Net Sales",
    ],
)
def test_main_fields_in_other_languages(header):
    result = intake(f"{header}\n007;05.01.2024;1.234,50\n".encode())
    assert [str(value) for value in money(result)] == ["1234.5"]
    assert result.dataset.customers["customer_id"].tolist() == ["007"]


def test_twins_of_a_needed_column_are_a_question():
    proposal = proposed(sales(("A", "2024-01-05", "1", "2"), header=("Customer ID", "Date", "Amount", "Amount")))
    with pytest.raises(UserChoiceError, match=r"Amount or Amount \(2\)"):
        proposal.require_settled()


def test_a_disguised_twin_is_a_question_too():
    proposal = proposed(sales(("A", "2024-01-05", "1", "2"), header=("Customer ID", "Date", "Amount", "Аmоunt")))
    assert proposal.questions[0].field == "amount"


def test_a_header_that_nobody_knows_is_an_error_with_candidates():
    content = csv_bytes(
        [["foo", "bar", "baz"], ["2024-01-05", "Ann", "5"], ["2024-01-06", "Bob", "6.5"], ["2024-01-07", "Bob", "7"]]
    )
    with pytest.raises(UserChoiceError, match=r"date of transactions, foo.*amount of transactions, baz"):
        proposed(content).require_settled()


def test_a_missing_required_column_is_named():
    with pytest.raises(UserChoiceError, match="which column is the date"):
        proposed(csv_bytes([["Customer ID", "When", "Amount"], ["A", "2024-01-05", "1"]])).require_settled()
    with pytest.raises(UserChoiceError, match="amount"):
        proposed(csv_bytes([["Customer ID", "Date", "Region"], ["A", "2024-01-05", "x"]])).require_settled()


def test_ids_that_stand_in_both_tables_decide_between_two_columns():
    lines = sales(
        ("x1", "k1", "2024-01-05", "1"),
        ("x2", "k2", "2024-01-06", "2"),
        header=("Customer ID", "Customer Key", "Date", "Amount"),
    )
    customers = csv_bytes([["Customer Key", "Customer Name"], ["k1", "Ann"], ["k2", "Bob"]])
    proposal = proposed(lines, customers).require_settled()
    assert proposal.mapping.header("transactions", "customer") == "Customer Key"
    assert any("2 of 2 ids also stand in file1.csv" in note for note in proposal.notes())


def test_tables_that_are_not_known_are_left_out_with_a_word():
    proposal = proposed(sales(("A", "2024-01-05", "1")), csv_bytes([["x", "y"], ["1", "2"]]))
    assert [each.kind for each in proposal.tables] == ["transactions", "unknown"]
    assert "not used" in proposal.notes()[-1]


def test_transactions_with_other_columns_are_a_question():
    other = csv_bytes([["Client ID", "Invoice Date", "Net Amount"], ["A", "2024-01-05", "1"]])
    with pytest.raises(UserChoiceError, match="other columns"):
        proposed(sales(("A", "2024-01-05", "1")), other).require_settled()


def test_activities_in_columns_are_known_by_their_names():
    wide = csv_bytes([["Customer ID", "Visits", "Tickets"], ["A", "3", "1.5"]])
    proposal = proposed(sales(("A", "2024-01-05", "1")), wide)
    assert proposal.mapping.activity_columns == ("Visits", "Tickets")


def test_prospects_are_kept_aside():
    prospects = csv_bytes([["Company", "Industry"], ["New Ltd", "Retail"]])
    result = intake(sales(("A", "2024-01-05", "1")), prospects, names=["sales.csv", "prospects.csv"])
    assert [table.name for table in result.prospects] == ["prospects.csv"]


@pytest.mark.parametrize("amount", ["Amоunt", "Аmount", "Amounт", "AMOUNТ", "Am\u00adount", "Amo\u200bunt", "Ａmount"])
def test_a_header_of_look_alike_letters_is_the_header_it_looks_like(amount):
    assert amount != "Amount"
    header = ["Order ID", "Order Date", "Custоmer ID", amount]
    mapping = proposed(csv_bytes([header, ["1", "2024-01-05", "C-1", "80"]])).require_settled().mapping
    table = mapping.tables["transactions"]
    assert list(table) == ["customer", "date", "order", "amount"]
    assert table["customer"] == "Custоmer ID"


@pytest.mark.parametrize("twin", ["Amоunt", "Amount\u200b", "\u2060Amount", "Ａmount", "Amounт"])
def test_a_twin_by_its_looks_is_numbered_and_asked_about(twin):
    rows = [["Order ID", "Order Date", "Customer ID", "Amount", twin], ["1", "2024-01-05", "C-1", "80", "90"]]
    (question,) = proposed(csv_bytes(rows)).questions
    first, second = question.candidates
    assert first == "Amount"
    assert second.endswith(" (2)")
    assert "\u200b" not in second
