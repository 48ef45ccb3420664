"""Exports in the shape of accounting systems whose names say another thing than they seem to."""

from decimal import Decimal

from tests.intake.build import csv_bytes, money, text_table
from whalecurve.analysis.reading import read_tables
from whalecurve.intake.meaning.decision import Decision, open_decisions
from whalecurve.intake.recognition.mapping import Mapping
from whalecurve.intake.recognition.recognise import propose


def read(header, rows, mapping=None):
    return read_tables([("transactions", text_table(csv_bytes([header.split(","), *rows])))], mapping)


def test_a_price_after_discount_is_a_price_and_the_row_total_the_amount():
    header = (
        "Posting Date,Document Number,Customer Code,Customer Name,Item No.,Quantity,Price after Discount,Row Total,"
        "Gross Profit"
    )
    rows = [
        ("2025-01-05", "1", "C1", "Ann", "A1", 2, "45.00", "90.00", "30.00"),
        ("2025-01-25", "2", "C2", "Bo", "A2", 1, "40.00", "40.00", "10.00"),
    ]
    result = read(header, rows)
    assert open_decisions(result.decisions) == []
    assert (sum(money(result)), sum(money(result, "cost_of_goods"))) == (130, 90)


def test_codes_of_document_types_tell_credit_notes_and_receipts():
    header = "Type,Account Reference,Date,Reference,Net Amount"
    rows = [
        ("SI", "ANN", "2025-01-05", "1", "100.00"),
        ("SI", "BO", "2025-01-25", "2", "40.00"),
        ("SC", "BO", "2025-01-26", "3", "10.00"),
        ("SR", "BO", "2025-01-27", "4", "30.00"),
    ]
    result = read(header, rows)
    assert open_decisions(result.decisions) == []
    assert sum(money(result)) == 130


def test_states_and_shops_are_no_codes_and_no_plans():
    header = "Invoice,Invoice Date,Customer,State,Channel,Amount"
    rows = [("1", "2025-01-05", "Ann", "SC", "Target", "10.00"), ("2", "2025-01-05", "Bo", "PA", "Target", "4.00")]
    result = read(header, rows)
    assert open_decisions(result.decisions) == []
    assert sum(money(result)) == 14


def test_what_is_asked_names_columns_that_can_be_the_answer():
    header = "Record ID,Opened,Server,Tab,Net price,Margin".split(",")
    rows = [(n, f"2025-01-0{n}", "Kim" if n % 2 else "Lee", f"Tab {n}", f"{n}0.50", f"{n}5%") for n in range(1, 6)]
    questions = propose([text_table(csv_bytes([header, *rows]))], ["transactions"]).questions
    (found,) = [each for each in questions if each.field == "customer"]
    assert found.candidates[:2] == ("Server", "Tab")
    assert not {"Net price", "Margin"} & set(found.candidates)


def test_an_answer_that_is_the_reading_is_not_said_twice():
    told = Decision("a.csv", "Count them once?", "each line counts once", answer="each line counts once").told()
    assert told == "a.csv: Count them once? Each line counts once: you said so."


def test_a_total_beside_a_quantity_makes_a_list_of_sales():
    header = "Sale ID,Date,Customer,Item,Qty,Retail Price,Subtotal,Discount,Total,Cost".split(",")
    rows = [("1", "2025-01-05", "Ann", "Pump", 2, "50.00", "100.00", "10.00", "90.00", "40.00")]
    assert [each.kind for each in propose([text_table(csv_bytes([header, *rows]))]).tables] == ["transactions"]


def test_money_that_no_word_names_may_be_the_revenue():
    header = "Order ID,Order Date,Customer,Amount,Zeta"
    rows = [("1", "2025-01-05", "Ann", "10.00", "100.50"), ("2", "2025-02-05", "Bo", "4.00", "40.25")]
    (question,) = open_decisions(read(header, rows).decisions)
    last = question.alternatives[-1]
    assert (last.reading, last.net_revenue) == ("it is the revenue", "140.75")
    answered = read(header, rows, Mapping.from_json(dict(last.answer)))
    assert open_decisions(answered.decisions) == []
    assert sum(money(answered)) == Decimal("140.75")
