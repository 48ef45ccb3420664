"""What was said of files of one shape, files of two companies, and the money in lines that were set aside."""

from decimal import Decimal

import pytest

from tests.intake.build import text_table
from whalecurve.intake.problems import Problem
from whalecurve.intake.recognition.mapping import Mapping
from whalecurve.intake.recognition.said import Said, apply_said, signature
from whalecurve.intake.set_aside import amounts_set_aside, group_problems
from whalecurve.intake.unrelated import unrelated_sets

HEADERS = ("Customer ID", "Order Date", "Total", "Status")


def test_what_was_said_is_the_same_after_it_was_kept() -> None:
    said = Said(
        kind="transactions",
        sheets=("Orders",),
        fields={"amount": "Total", "cost": ""},
        settings={"rows": {"Status": {"Wartehalle": "leave out"}}, "refunds": "", "date_order": "dmy"},
        offered={"tax": ['"excluded"', '"included"']},
        files=("a" * 64,),
    )
    again = Said.from_text(said.to_text())
    assert again.to_text() == said.to_text()
    assert (again.fields, again.settings, again.files) == (said.fields, said.settings, said.files)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2}', '{"format": 1, "fields": []}', "null", "1"])
def test_what_cannot_be_read_back_counts_as_nothing_said(text: str) -> None:
    assert Said.from_text(text) == Said()


def test_answers_find_columns_that_are_spelled_otherwise_in_the_next_file() -> None:
    settings = {"rows": {"Status": {"X": "sale"}}, "refunds": "Refunded Amount", "also_traits": ["Gone", "Rep"]}
    said = Said(fields={"amount": "Total", "date": "Not there"}, settings=settings)
    headers = ["TOTAL", "status", "refunded amount", "REP"]
    mapping = apply_said(Mapping(tables={"transactions": {"customer": "Client"}}), "transactions", headers, said)
    assert mapping.tables["transactions"] == {"customer": "Client", "amount": "TOTAL"}
    assert mapping.answers == {"rows": {"status": {"X": "sale"}}, "refunds": "refunded amount"}
    assert mapping.also_traits == ("REP",)


def test_an_answer_that_the_reader_no_longer_knows_is_left_out() -> None:
    mapping = apply_said(Mapping(), "transactions", HEADERS, Said(settings={"tax": "perhaps"}))
    assert mapping == Mapping()


def test_a_column_more_is_another_shape() -> None:
    assert signature("transactions", HEADERS) == signature("transactions", HEADERS[::-1])
    assert signature("transactions", HEADERS) != signature("transactions", (*HEADERS, "Tax"))


def table(name: str, *rows: str):
    return text_table("Customer ID,Order Date,Total\n" + "".join(f"{row}\n" for row in rows), name=name)


MAPPED = Mapping(
    tables={
        "transactions": {"customer": "Customer ID", "date": "Order Date", "amount": "Total"},
        "customers": {"id": "Customer ID"},
    }
)


def test_files_belong_together_through_others_and_names_of_any_case() -> None:
    first = ("transactions", table("a.csv", "Ann,2026-01-02,1", "Bob,2026-01-02,1"))
    second = ("transactions", table("b.csv", "CAT,2026-01-02,1", "Dan,2026-01-02,1"))
    between = ("customers", table("c.csv", "bob,,", "cat,,"))
    assert unrelated_sets([first, second], MAPPED) == [[0], [1]]
    assert unrelated_sets([first, second, between], MAPPED) == []


def test_one_new_customer_alone_makes_no_second_company() -> None:
    first = ("transactions", table("a.csv", "Ann,2026-01-02,1", "Bob,2026-01-02,1"))
    second = ("transactions", table("b.csv", "Cat,2026-02-02,1"))
    assert unrelated_sets([first, second], MAPPED) == []


def test_money_of_lines_that_were_set_aside_is_told_by_kind_as_far_as_it_can_be_read() -> None:
    sales = table("a.csv", "Ann,soon,10.50", "Bob,later,4", "Cat,never,lots", "Dan,2026-01-02,7")
    problems = [
        *(
            Problem("a.csv", line, "Order Date", word, "a date", "mend it")
            for line, word in ((2, "soon"), (3, "later"))
        ),
        Problem("a.csv", 4, "Total", "lots", "a number", "mend it"),
        Problem("a.csv", 4, "Order Date", "never", "a date", "mend it"),
    ]
    amounts = amounts_set_aside([sales], MAPPED, problems)
    assert amounts == {("a.csv", 2): Decimal("10.50"), ("a.csv", 3): Decimal("4.00")}
    faults = group_problems(problems, amounts)
    assert [(each.column, each.lines, each.revenue, each.unread) for each in faults] == [
        ("Order Date", 2, Decimal("14.50"), 0),
        ("Total", 1, Decimal(0), 1),
    ]


def test_each_column_of_costs_keeps_what_it_was_offered():
    said = Said().with_settings({"cost_columns": {"A": "unit"}}, {"cost_columns": ['{"A": "line"}', '{"A": "unit"}']})
    said = said.with_settings({"cost_columns": {"B": "line"}}, {"cost_columns": ['{"B": "line"}']})
    assert said.settings["cost_columns"] == {"A": "unit", "B": "line"}
    assert said.offered["cost_columns"] == ['{"A": "line"}', '{"A": "unit"}', '{"B": "line"}']
    said = said.with_settings({"tax": "included"}, {"tax": ["a"]}).with_settings({"tax": "excluded"}, {"tax": ["b"]})
    assert said.offered["tax"] == ["b"]
