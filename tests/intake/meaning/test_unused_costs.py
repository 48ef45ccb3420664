"""A column of costs is used, proven or asked about, whatever it is called; it is never passed over."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.build import csv_bytes, money, text_table
from whalecurve.analysis.reading import read_tables
from whalecurve.intake.meaning.decision import open_decisions
from whalecurve.intake.recognition.mapping import Mapping

NAMES = (
    "Order Cost,Cost per Pack,Purchase Price,Landed Cost,Supplier Price,Einkaufspreis,EK netto,Wareneinsatz netto,"
    "Selbstkosten,Prix d'achat,Coût d'achat,Precio de compra,Coste total,Inkoopprijs,Kostprijs excl.,Preço de compra,"
    "Custo total,Prezzo d'acquisto,Costo merce"
).split(",")
FURTHER = (
    "Material,Labour,Overhead,Seller Fees,Referral Fee,FBA fees,Final Value Fee,Commission Amount,Provision,"
    "Verkaufsgebühr,Frais de vente,Comisión de venta,Commissie kosten,Comissão,Commissioni"
).split(",")
NO_COSTS = ("Cost Center", "Kostenstelle", "Material No", "Labour Hours", "Shipping and Handling", "Weight", "Coffee")
PRICES = {"Pump": 700, "Hose": 450, "Tank": 2_000}


def read(header, rows, answers=None):
    content = csv_bytes([["Invoice Number", "Invoice Date", "Customer", *header], *rows])
    mapping = Mapping.from_json({"cost_columns": answers}) if answers else None
    return read_tables([("transactions", text_table(content))], mapping)


def costs(result) -> Decimal:
    names = ["cost_of_goods", *(f"cost_{place}" for place, _ in enumerate(result.dataset.cost_names))]
    return sum((sum(money(result, name), Decimal(0)) for name in names), Decimal(0))


@pytest.mark.parametrize("name", [*NAMES, *FURTHER])
def test_a_column_that_is_a_cost_by_name_is_no_column_of_nothing(name):
    rows = [("A-1", "2025-01-05", "Ann", "100.00", "31.00"), ("A-2", "2025-02-05", "Bo", "50.00", "17.00")]
    result = read(["Amount", name], rows)
    asked = open_decisions(result.decisions)
    assert costs(result) == 48
    if asked:
        (question,) = asked
        assert name in question.what
        assert "48.00" in question.what
        assert question.alternatives[-1].answer == {"cost_columns": {name: "none"}}
        for choice in question.alternatives:
            answered = read(["Amount", name], rows, dict(choice.answer["cost_columns"]))
            assert open_decisions(answered.decisions) == []
            assert costs(answered) == (0 if choice.answer["cost_columns"][name] == "none" else 48)


@pytest.mark.parametrize("name", NO_COSTS)
def test_what_is_no_cost_by_name_is_not_asked_about(name):
    rows = [("A-1", "2025-01-05", "Ann", "100.00", "31"), ("A-2", "2025-02-05", "Bo", "50.00", "17")]
    assert open_decisions(read(["Amount", name], rows).decisions) == []


def test_money_that_no_word_names_is_asked_about():
    rows = [("A-1", "2025-01-05", "Ann", "$100.00", "$31.00"), ("A-2", "2025-02-05", "Bo", "$50.00", "$17.00")]
    (question,) = open_decisions(read(["Amount", "Zeta"], rows).decisions)
    assert question.what == "Zeta holds 48.00 in 2 rows and no figure uses it. What is it?"


@st.composite
def ledgers(draw):
    """Lines of orders with the cost of each, in cents: number, day, customer, product, quantity, price, unit cost."""
    lines = []
    for order in range(draw(st.integers(4, 7))):
        items = draw(st.lists(st.sampled_from(sorted(PRICES)), min_size=2, max_size=3, unique=True))
        for item in items:
            quantity = draw(st.integers(1, 9))
            lines.append((f"A-{order}", f"2025-0{order + 1}-17", f"Customer {order % 3}", item, quantity))
    return lines


LEVELS = ("unit", "line", "order")


@settings(deadline=None, max_examples=40)
@given(ledgers(), st.sampled_from(NAMES + FURTHER), st.sampled_from(LEVELS))
def test_the_cost_is_right_or_asked_and_right_when_answered(lines, name, level):
    own = {number: 0 for number, *_ in lines}
    for number, _, _, item, quantity in lines:
        own[number] += PRICES[item] * quantity
    cells = {
        "unit": lambda line: PRICES[line[3]],
        "line": lambda line: PRICES[line[3]] * line[4],
        "order": lambda line: own[line[0]],
    }
    rows = [
        (*line[:3], line[3], line[4], _text(3 * PRICES[line[3]] * line[4]), _text(cells[level](line))) for line in lines
    ]
    result = read(["Item", "Quantity", "Amount", name], rows)
    wanted = Decimal(sum(own.values())) / 100
    if open_decisions(result.decisions):
        result = read(["Item", "Quantity", "Amount", name], rows, {name: level})
        assert open_decisions(result.decisions) == []
    assert costs(result) == wanted
    assert sum(money(result)) == 3 * wanted


def _text(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def test_a_margin_in_percent_is_a_cost_when_somebody_says_so():
    rows = [("A-1", "2025-01-05", "Ann", "100.00", "40"), ("A-2", "2025-02-05", "Bo", "50.00", "60")]
    (question,) = open_decisions(read(["Amount", "Margin %"], rows).decisions)
    assert [choice.answer["cost_columns"]["Margin %"] for choice in question.alternatives] == ["margin", "none"]
    assert costs(read(["Amount", "Margin %"], rows, {"Margin %": "margin"})) == 80
    assert costs(read(["Amount", "Margin %"], rows, {"Margin %": "none"})) == 0


def test_a_commission_in_percent_is_a_part_of_the_revenue():
    rows = [("A-1", "2025-01-05", "Ann", "100.00", "5%"), ("A-2", "2025-02-05", "Bo", "50.00", "10%")]
    assert costs(read(["Amount", "Sales Commission Rate"], rows, {"Sales Commission Rate": "percent"})) == 10


@pytest.mark.parametrize("name", ["Freight", "Shipping Cost", "Versandkosten"])
def test_a_cost_of_the_order_on_each_of_its_lines_counts_once(name):
    rows = [
        (f"A-{n}", "2025-01-05", "Ann", *line, f"{n + 7}.00")
        for n in range(3)
        for line in (("X", "50.00"), ("Y", "40.00"))
    ]
    result = read(["Item", "Amount", name], rows)
    assert open_decisions(result.decisions) == []
    assert costs(result) == 7 + 8 + 9
    asked = read(["Item", "Amount", name], rows[:4])
    (question,) = open_decisions(asked.decisions)
    for level, wanted in (("order", 15), ("line", 30)):
        assert costs(read(["Item", "Amount", name], rows[:4], {name: level})) == wanted
    assert "(15.00 in all)" in question.alternatives[0].reading


@pytest.mark.parametrize("name", ["Zeta", "Expenses", "Paid to supplier", "Purchase"])
def test_plain_numbers_under_an_unknown_name_are_asked_about_where_they_are_written_as_money(name):
    rows = [("A-1", "2025-01-05", "Ann", "100.00", "31.45"), ("A-2", "2025-02-05", "Bo", "50.00", "17.10")]
    (question,) = open_decisions(read(["Amount", name], rows).decisions)
    assert question.what.startswith(f"{name} holds 48.55 in 2 rows")
    whole = [(*row[:4], row[4].partition(".")[0]) for row in rows]
    assert open_decisions(read(["Amount", name], whole).decisions) == []
    repeated = [(*row[:4], row[3]) for row in rows]
    assert open_decisions(read(["Amount", name], repeated).decisions) == []


@pytest.mark.parametrize("name", ["Versandkosten", "Frais de port", "Versandkosten brutto"])
def test_shipping_that_totals_prove_to_be_charged_is_no_cost(name):
    lines = ((100, 6), (40, 5), (80, 0), (30, 7))
    rows = [
        (f"A-{n}", "2025-01-05", "Ann", f"{goods}.00", f"{shipping}.00", f"{goods + shipping}.00")
        for n, (goods, shipping) in enumerate(lines)
    ]
    result = read(["Subtotal", name, "Total"], rows)
    assert open_decisions(result.decisions) == []
    assert (sum(money(result)), costs(result)) == (250, 0)
    if name != "Versandkosten":
        (question,) = open_decisions(read(["Amount", name], [row[:5] for row in rows]).decisions)
        assert "18.00 in 3 rows" in question.what


def test_a_second_column_of_the_cost_of_goods_is_asked_about_as_the_same_cost_again():
    rows = [
        ("A-1", "2025-01-05", "Ann", "100.00", "40.00", "41.00"),
        ("A-2", "2025-02-05", "Bo", "50.00", "20.00", "21"),
    ]
    first, second = open_decisions(read(["Amount", "Purchase Price", "Einkaufswert"], rows).decisions)
    assert "Purchase Price is the cost of goods already." in second.what
    assert second.took == "it is no cost of ours"
    assert first.alternatives[0].answer == {"cost_columns": {"Purchase Price": "line"}}
