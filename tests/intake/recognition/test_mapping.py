"""MAP.json: strict about names, helpful about mistakes, the same after a round trip."""

import pytest

from tests.intake.build import intake, money, sales
from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.recognition.mapping import Mapping

FULL = {
    "transactions": {"customer": "Customer ID", "date": "Order Date", "amount": "Sales", "status": "State"},
    "costs": {"freight": "Freight"},
    "customers": {"id": "Customer ID", "name": "Name", "traits": ["Segment", "Region"]},
    "activities": {"customer": "Customer ID", "columns": ["Visits"]},
    "cost_list": {"name": "Cost", "amount": "Amount"},
    "counted": ["Paid"],
    "date_order": "dmy",
    "decimal": ",",
}


def test_a_map_survives_the_round_trip():
    assert Mapping.from_json(FULL).to_json() == FULL
    assert Mapping.from_json(Mapping.from_json(FULL).to_json()) == Mapping.from_json(FULL)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ([], "not a JSON object"),
        ({"transaction": {}}, "did you mean transactions"),
        ({"transactions": {"amonut": "x"}}, "did you mean amount"),
        ({"transactions": {"amount": 3}}, "not made of texts"),
        ({"transactions": []}, "not an object"),
        ({"customers": {"traits": "Region"}}, "not a list"),
        ({"date_order": "ymd"}, "one of dmy, mdy"),
        ({"decimal": ";"}, "decimal is unknown"),
        ({"costs": ["x"]}, "not made of texts"),
    ],
)
def test_mistakes_are_named_with_the_way_out(data, word):
    with pytest.raises(UserChoiceError, match=word):
        Mapping.from_json(data)


def test_a_header_that_is_not_there_names_the_closest_one():
    with pytest.raises(UserChoiceError, match="did you mean Amount"):
        intake(
            sales(("A", "2024-01-05", "1")),
            mapping={"transactions": {"customer": "Customer ID", "date": "Date", "amount": "Ammount"}},
        )


def test_a_map_without_a_required_field_names_the_columns_there_are():
    for missing, word in (("customer", "the customer"), ("date", "the date")):
        fields = {"customer": "Customer ID", "date": "Date", "amount": "Amount"}
        del fields[missing]
        with pytest.raises(UserChoiceError, match=f"no column for {word}.*Customer ID, Date, Amount"):
            intake(sales(("A", "2024-01-05", "1")), mapping={"transactions": fields})


def test_further_costs_are_read_by_name():
    content = sales(
        ("A", "2024-01-05", "10", "1.5", "x"),
        ("A", "2024-01-05", "10", "", "2"),
        ("B", "2024-01-06", "1", "NULL", ""),
        header=("Customer ID", "Date", "Amount", "Freight", "Other"),
    )
    mapping = {
        "transactions": {"customer": "Customer ID", "date": "Date", "amount": "Amount"},
        "costs": {"freight": "Freight", "other": "Other"},
    }
    result = intake(content, mapping=mapping)
    assert result.dataset.cost_names == ("freight", "other")
    assert [(problem.line, problem.column) for problem in result.problems] == [(2, "Other")]
    assert (money(result, "cost_0"), money(result, "cost_1")) == ([0, 0], [2, 0])
