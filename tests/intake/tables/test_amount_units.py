"""Amounts in thousands and millions: what the header or a line around the table says is done and told."""

import random
from decimal import Decimal

import pytest

from tests.intake.build import csv_bytes, money, text_table
from whalecurve.analysis.reading import read_tables
from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.meaning.decision import open_decisions
from whalecurve.intake.meaning.words import word_data
from whalecurve.intake.recognition.aliases import FIELDS
from whalecurve.intake.text.amount_units import split_header

THOUSANDS = (
    "{} kEUR,{} (kEUR),{} TEUR,{} (T€),{} in thousands,{} (000s),{} ($000),{} (in thousands),{} in Tsd. EUR,{} $K,"
    "{} (USD thousands)"
).split(",")
MILLIONS = "{} in millions,{} (Mio. EUR),{} (EURm),{} ($M)".split(",")
LINES = ("All amounts in thousands of USD", "alle Betr\u00e4ge in TEUR", "(in $000)", "Montants en milliers")


def read(content):
    return read_tables([("transactions", text_table(content))], None)


def rows(seed):
    dice = random.Random(seed)
    return [
        (
            f"2025-0{1 + n % 9}-05",
            f"Customer {n % 3}",
            dice.randint(1, 9),
            f"{dice.randint(1, 900)}.{dice.randint(0, 9)}",
        )
        for n in range(dice.randint(3, 9))
    ]


def total(lines, factor):
    return sum(Decimal(line[3]) for line in lines) * factor


@pytest.mark.parametrize("name", THOUSANDS + MILLIONS)
@pytest.mark.parametrize("word", ["Revenue", "Umsatz"])
def test_a_header_says_the_size(name, word):
    lines = rows(len(name))
    result = read(csv_bytes([("Date", "Customer", "Quantity", name.format(word)), *lines]))
    factor = 1_000 if name in THOUSANDS else 1_000_000
    assert open_decisions(result.decisions) == []
    assert sum(money(result)) == total(lines, factor)
    assert sum(money(result, "quantity")) == sum(line[2] for line in lines)
    assert any("the header" in each.proof for each in result.decisions)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("above", [True, False])
def test_a_line_around_the_table_says_the_size_of_sums_and_of_nothing_else(line, above):
    lines = rows(len(line))
    table = [("Date", "Customer", "Quantity", "Amount"), *lines]
    content = csv_bytes([("Acme Ltd",), (line,), (), *table] if above else [*table, (), (line,)])
    result = read(content)
    assert sum(money(result)) == total(lines, 1_000)
    assert sum(money(result, "quantity")) == sum(each[2] for each in lines)
    assert any(line in each.proof for each in result.decisions)


@pytest.mark.parametrize(
    "line", ["Sales in Thousand Oaks", "Top 1000 customers", "Sales in million-dollar homes", "Miles"]
)
def test_other_lines_change_nothing(line):
    lines = rows(3)
    result = read(csv_bytes([("Acme Ltd",), (line,), (), ("Date", "Customer", "Quantity", "Amount"), *lines]))
    assert sum(money(result)) == total(lines, 1)


def test_no_known_name_of_a_column_speaks_of_a_size():
    tiers = [tier for kind in FIELDS.values() for tiers in kind.values() for tier in tiers]
    sections = [words for name in ("columns", "costs", "items") for words in word_data(name).values()]
    words = {word for text in (*tiers, *sections) for word in text.split()}
    forms = ("{}", "Total {}", "{} inkl. {}", "Price ({})", "Netto {}", "X {}")
    spelled = [
        form.format(*[each] * 2) for word in words for each in (word, word.title(), word.upper()) for form in forms
    ]
    known = {"MIO", "TSD"}
    assert [text for text in spelled if split_header(text)[1] != 1 and not set(text.upper().split()) & known] == []


def test_thousands_in_a_column_of_currencies_are_refused_in_words():
    content = csv_bytes([("Date", "Customer", "Amount", "Currency"), ("2025-01-05", "Ann", "100.5", "kEUR")])
    with pytest.raises(UserChoiceError, match="Amounts in kEUR"):
        read(content)


@pytest.mark.parametrize("header", ["Cost per thousand", "Preis pro Tausend", "Price per 000", "Cost per Mio"])
def test_so_much_for_a_thousand_units_is_no_size_of_the_amount(header):
    assert split_header(header) == (header, 1)


def test_the_cost_of_a_thousand_pieces_is_divided_and_not_multiplied():
    header = ("Order Number", "Order Date", "Customer", "Product", "Quantity", "Amount", "Cost per thousand")
    rows = [("1", "2025-01-05", "Ann", "Cards", 2000, "100.00", "20.00")]
    rows.append(("2", "2025-02-05", "Bo", "Cards", 5000, "250.00", "20.00"))
    assert sum(money(read(csv_bytes([header, *rows])), "cost_of_goods")) == 140
