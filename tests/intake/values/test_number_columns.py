"""Amounts: signs, marks, currencies, one decimal mark per column, exactness; what is refused."""

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.build import amounts, intake, money, sales
from whalecurve.intake.text.text_column import TextColumn
from whalecurve.intake.values.number_columns import mark_evidence, parse_numbers
from whalecurve.intake.values.number_text import Number, parse_number


def exact(text: str, mark: str = ".") -> Decimal | None:
    number = parse_number(text, mark)
    return None if isinstance(number, str) else Decimal(number.mantissa).scaleb(-number.decimals)


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1,234.56", ".", "1234.56"),
        ("1.234,56", ",", "1234.56"),
        ("1'234.56", ".", "1234.56"),
        ("1’234.56", ".", "1234.56"),
        ("1 234,56", ",", "1234.56"),
        ("1\u00a0234,56", ",", "1234.56"),
        ("1\u202f234\u202f567,8", ",", "1234567.8"),
        ("12,34,567.50", ".", "1234567.5"),
        ("(420.81)", ".", "-420.81"),
        ("420.81-", ".", "-420.81"),
        ("\u2212420,81", ",", "-420.81"),
        ("+5", ".", "5"),
        ("$1,549.00", ".", "1549"),
        ("-$8.00", ".", "-8"),
        ("$-8.00", ".", "-8"),
        ("($2,400.00)", ".", "-2400"),
        ("1.234,50 €", ",", "1234.5"),
        ("EUR 12,30", ",", "12.3"),
        ("12.30 USD", ".", "12.3"),
        ("R$ 5,00", ",", "5"),
        ("CHF 1'000.05", ".", "1000.05"),
        (".5", ".", "0.5"),
        ("5.", ".", "5"),
        ("007", ".", "7"),
        ("１２３．５", ".", "123.5"),
        ("-0", ".", "0"),
    ],
)
def test_amounts_are_read_exactly(text, mark, value):
    assert exact(text, mark) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "nan",
        "inf",
        "-Infinity",
        "1e5",
        "1E+05",
        "1_000",
        "ten",
        "12 kg",
        "1,23,4",
        "1.2.3",
        "--5",
        "(-5)",
        "(5",
        "5)",
        "5-USD-",
        "1 2 3",
        "$5€",
        "٣",
        "12²",
        "½",
        "0x10",
        "5%5",
        "=1+1",
        "1,2345.6",
        "$",
        "(",
        "1 2345",
        "#DIV/0!",
        "USD EUR 5",
        "1234567890123456789",
    ],
)
def test_what_is_no_amount_is_refused_never_guessed(text):
    assert isinstance(parse_number(text, "."), str)


def test_float_noise_is_read_as_a_spreadsheet_shows_it_and_counted():
    assert parse_number("8.560000000000002", ".") == Number(856, 2, noisy=True)
    assert parse_number("0.30000000000000004", ".") == Number(3, 1, noisy=True)
    assert exact("100000000000000.01") == Decimal("100000000000000.01")
    result = intake(amounts("8.560000000000002", "1.10"))
    assert money(result) == [Decimal("8.56"), Decimal("1.1")]
    assert any("1 number with 16" in note for note in result.notes)


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["1,234", "1,234.5"], ["1234", "1234.5"]),
        (["1,234", "0,5"], ["1.234", "0.5"]),
        (["1.234", "1.234.567"], ["1234", "1234567"]),
        (["1.234", "12.5"], ["1.234", "12.5"]),
        (["1,234", "7"], ["1234", "7"]),
        (["1 234,5", "1.234"], ["1234.5", "1234"]),
    ],
)
def test_one_decimal_mark_per_column_is_decided_by_all_its_values(texts, values):
    assert money(intake(amounts(*texts))) == [Decimal(value) for value in values]


def test_an_undecided_column_follows_the_other_columns_of_its_file():
    rows = [("A", "2024-01-05", "1,234", "0,5"), ("A", "2024-01-06", "2,500", "1,25")]
    header = ("Customer ID", "Date", "Amount", "Cost")
    result = intake(sales(*rows, header=header, delimiter=";"))
    assert money(result) == [Decimal("1.234"), Decimal("2.5")]
    assert any("as in other columns" in note and "1,234" in note for note in result.notes)


def test_an_undecided_column_is_said_and_can_be_settled():
    result = intake(amounts("1,234"))
    assert money(result) == [1234]
    assert any("do not tell" in note for note in result.notes)
    mapping = {"transactions": {"customer": "Customer ID", "date": "Date", "amount": "Amount"}, "decimal": ","}
    assert money(intake(amounts("1,234"), mapping=mapping)) == [Decimal("1.234")]


def test_values_that_contradict_the_columns_mark_are_problems():
    result = intake(amounts("1,234.50", "2,000.25", "1.234,50"))
    assert money(result) == [Decimal("1234.5"), Decimal("2000.25")]
    assert [(problem.line, problem.found, problem.expected) for problem in result.problems] == [
        (4, "1.234,50", "a number with a decimal point")
    ]


def test_a_text_amount_names_its_line_column_and_remedy():
    result = intake(amounts("5", "ten", "NaN", "1e3", ""))
    assert [(problem.line, problem.column, problem.found) for problem in result.problems] == [
        (3, "Amount", "ten"),
        (4, "Amount", "NaN"),
        (5, "Amount", "1e3"),
        (6, "Amount", "nothing"),
    ]
    assert all(problem.expected and problem.remedy for problem in result.problems)
    assert money(result) == [5]


def test_a_percentage_is_no_amount():
    assert intake(amounts("5", "6", "7", "8", "5%")).problems[0].expected == "an amount, not a percentage"


def test_digits_beyond_an_exact_total_are_problems_not_roundings():
    result = intake(amounts("123456789012345678", "0.123456789", "1"))
    assert sum(money(result)) + 0 == 123456789012345679
    assert [problem.found for problem in result.problems] == ["0.123456789"]
    result = intake(amounts(*["999999999999999999"] * 12, "5"))
    assert (money(result), result.lines_set_aside) == ([5], 12)


def test_negative_and_zero_totals_are_kept():
    assert money(intake(amounts("-5", "0", "5"))) == [-5, 0, 5]


def test_amounts_that_are_missing_fall_through_to_quantity_and_price():
    header = ("Customer ID", "Date", "Amount", "Quantity", "Unit price")
    words = ["NULL", "null", "N/A", "NA", "-", "", "n/a", "#N/A"]
    result = intake(
        sales(
            *[("A", "2024-01-05", word, "3", "1.05") for word in words],
            ("A", "2024-01-05", "9", "3", "1.05"),
            header=header,
        )
    )
    assert money(result) == [Decimal("3.15")] * len(words) + [9]
    assert result.problems == ()


CONVENTIONS = {
    "us": (",", "."),
    "german": (".", ","),
    "swiss": ("'", "."),
    "french": ("\u202f", ","),
    "plain": ("", "."),
}
VALUES = st.decimals(
    min_value=Decimal(-(10**12)), max_value=Decimal(10**12), places=4, allow_nan=False, allow_infinity=False
)
EDGES = st.sampled_from(
    [
        Decimal(0),
        Decimal("0.01"),
        Decimal("-0.01"),
        Decimal(10**14),
        Decimal("0.005"),
        Decimal("1234.5"),
        Decimal("-999.9995"),
    ]
)


def written(value: Decimal, convention: str) -> str:
    group, mark = CONVENTIONS[convention]
    whole, _, rest = format(abs(value), ",f").partition(".")
    text = whole.replace(",", group) + (mark + rest if rest else "")
    return f"-{text}" if value < 0 else text


@given(st.one_of(VALUES, EDGES), st.sampled_from(sorted(CONVENTIONS)))
def test_parsing_what_was_written_gives_the_value_back(value, convention):
    assert exact(written(value, convention), CONVENTIONS[convention][1]) == value


@given(st.lists(st.one_of(VALUES, EDGES), min_size=1, max_size=30), st.sampled_from(sorted(CONVENTIONS)))
def test_the_fast_path_agrees_with_the_slow_one(values, convention):
    mark = CONVENTIONS[convention][1]
    column = TextColumn.of("x", pd.Series([written(value, convention) for value in values], dtype="str"))
    numbers = parse_numbers(column, mark)
    assert numbers.faults == {}
    parsed = [
        Decimal(m).scaleb(-d)
        for m, d in zip(numbers.mantissas[column.codes].tolist(), numbers.decimals[column.codes].tolist(), strict=True)
    ]
    assert parsed == values


@given(st.lists(st.one_of(VALUES, EDGES), min_size=1, max_size=30), st.sampled_from(["us", "german"]))
def test_evidence_never_speaks_against_the_way_a_column_was_written(values, convention):
    column = TextColumn.of("x", pd.Series([written(value, convention) for value in values], dtype="str"))
    evidence = mark_evidence(column)
    assert (evidence.comma if convention == "us" else evidence.point) == 0


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_a_fault(text):
    for mark in (".", ","):
        assert isinstance(parse_number(text, mark), (Number, str))


def test_numbers_of_three_digits_beside_marked_ones_tell_thousands():
    rows = [("A", "31.01.2025", text) for text in ("1.250", "980", "12.400")]
    assert money(intake(sales(*rows, delimiter="\t"))) == [1250, 980, 12400]
    assert money(intake(amounts("1.25", "980", "12.4"))) == [Decimal("1.25"), 980, Decimal("12.4")]


def test_a_credit_is_taken_off_and_a_debit_is_not():
    assert money(intake(amounts("200.00", "10.00 CR", "5 DR", "7cr"))) == [200, -10, 5, -7]
    assert intake(amounts("200.00", "-10.00 CR")).lines_set_aside == 1
