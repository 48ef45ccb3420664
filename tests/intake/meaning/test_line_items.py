"""Tax, shipping, tips, gift cards and discounts that are written as items: never revenue in silence."""

import random
from decimal import Decimal

import pytest

from tests.intake.build import csv_bytes, money, text_table
from whalecurve.analysis.reading import read_tables
from whalecurve.intake.meaning.decision import open_decisions
from whalecurve.intake.recognition.mapping import Mapping

GOODS = ("Pump", "Hose 5 m", "Shipping box", "Tax return preparation", "Discount card holder", "Consulting")
TAXES = ("Sales Tax", "VAT 20%", "MwSt 19 %", "TVA (20%)", "IVA 21%", "Sales Tax Payable", "CA State Tax 8.25%")
SHIPPING = ("Shipping", "Versandkosten", "Frais de port", "Gastos de envío", "Postage & packing", "Freight")
TIPS = ("Tip", "Trinkgeld", "Pourboire")
GIFTS = ("Gift Card", "Gift card $50", "Geschenkgutschein", "Carte cadeau")
DISCOUNTS = ("Discount", "10% Rabatt", "Remise", "Early payment discount")
HEADERS = ("Item", "Product/Service", "Artikel", "Description", "Product Name")


def read(rows, header, answers=None):
    content = csv_bytes([["Invoice Number", "Invoice Date", "Customer", header, "Amount"], *rows])
    mapping = Mapping.from_json({"rows": answers}) if answers else None
    return read_tables([("transactions", text_table(content))], mapping)


def ledger(seed):
    """Orders with goods and charges in cents: the rows, the goods, and each kind's sum."""
    dice = random.Random(seed)
    rows, sums = [], {"goods": 0, "tax": 0, "asked": 0, "discount": 0}
    names = {
        "tax": dice.choice(TAXES),
        "asked": dice.choice(SHIPPING + TIPS + GIFTS),
        "discount": dice.choice(DISCOUNTS),
    }
    used = [kind for kind in names if dice.random() < 0.6]
    for order in range(dice.randint(3, 8)):
        head = (f"A-{order}", f"2025-0{1 + order % 9}-07", f"Customer {order % 3}")
        for _ in range(dice.randint(1, 3)):
            cents = dice.randint(2_000, 90_000)
            sums["goods"] += cents
            rows.append((*head, dice.choice(GOODS), _text(cents)))
        for kind in used:
            cents = dice.randint(100, 1_900)
            sums[kind] += cents
            rows.append((*head, names[kind], _text(cents)))
    return rows, sums, names, used


def _text(cents):
    return f"{cents // 100}.{cents % 100:02d}"


@pytest.mark.parametrize("seed", range(24))
def test_what_is_no_goods_is_left_out_by_name_or_asked_about(seed):
    rows, sums, names, used = ledger(seed)
    header = HEADERS[seed % len(HEADERS)]
    result = read(rows, header)
    asked = open_decisions(result.decisions)
    assert len(asked) == len(set(used) - {"tax"})
    answers = {names["asked"]: "leave out", names["discount"]: "refund"}
    answered = read(rows, header, {header: {names[kind]: answers[names[kind]] for kind in used if kind != "tax"}})
    assert open_decisions(answered.decisions) == []
    wanted = Decimal(sums["goods"] - sums["discount"]) / 100
    assert sum(money(answered)) == wanted
    as_sales = read(rows, header, {header: dict.fromkeys(names.values(), "sale")})
    assert open_decisions(as_sales.decisions) == []
    assert sum(money(as_sales)) == Decimal(sum(sums.values())) / 100


@pytest.mark.parametrize("seed", range(8))
def test_each_answer_gives_the_revenue_that_the_question_says(seed):
    rows, _, _, used = ledger(seed)
    asked = open_decisions(read(rows, "Item").decisions)
    if len(used) != 1:
        return
    for question in asked:
        for choice in question.alternatives:
            assert sum(money(read(rows, "Item", choice.answer["rows"]))) == Decimal(choice.net_revenue)


def test_who_sells_shipping_is_asked_nothing():
    rows = [("A-1", "2025-01-05", "Ann", "Freight", "100.00"), ("A-2", "2025-02-05", "Bo", "Air freight", "50.00")]
    rows += [(f"B-{n}", "2025-03-05", "Cy", "Freight", "70.00") for n in range(3)]
    assert open_decisions(read(rows, "Item").decisions) == []
    rows += [("B-9", "2025-03-05", "Cy", "Storage", "70.00"), ("B-9", "2025-03-05", "Cy", "Storage", "71.00")]
    assert open_decisions(read(rows, "Item").decisions) == []


def test_a_discount_below_zero_is_taken_off_without_a_question():
    rows = [("A-1", "2025-01-05", "Ann", "Pump", "100.00"), ("A-1", "2025-01-05", "Ann", "Discount", "-10.00")]
    result = read(rows, "Item")
    assert open_decisions(result.decisions) == []
    assert sum(money(result)) == 90


def test_a_kind_of_line_says_the_same():
    lines = (("Product", "100.00"), ("Shipping", "12.00"), ("Tax", "20.00"))
    rows = [(f"A-{n}", "2025-01-05", "Ann", *line) for n in range(3) for line in lines]
    (question,) = open_decisions(read(rows, "Line Type").decisions)
    assert question.what == "Line Type is Shipping in 3 rows, 36.00. Are they revenue?"
    assert [choice.net_revenue for choice in question.alternatives] == ["300.00", "336.00"]


@pytest.mark.parametrize("header", ["Line Type", "Row Type", "Description"])
@pytest.mark.parametrize(("word", "wanted"), [("Return", 120), ("Credit note", 120), ("Void", 150)])
def test_a_line_that_takes_back_is_read_beside_lines_that_are_no_goods(header, word, wanted):
    lines = (("Sale", "100.00"), ("Sale", "50.00"), (word, "30.00"))
    rows = [(f"A-{n}", "2025-01-05", "Ann", *line) for n, line in enumerate(lines)]
    assert sum(money(read(rows, header))) == wanted
    rows.append(("A-1", "2025-01-05", "Ann", "Shipping", "5.00"))
    (question,) = open_decisions(read(rows, header).decisions)
    assert [Decimal(choice.net_revenue) for choice in question.alternatives] == [wanted, wanted + 5]
    for choice in question.alternatives:
        answered = read(rows, header, choice.answer["rows"])
        assert open_decisions(answered.decisions) == []
        assert sum(money(answered)) == Decimal(choice.net_revenue)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", ["Tax", "Steuern"])
def test_who_sells_advice_on_taxes_is_asked(seed, name):
    dice = random.Random(seed)
    rows, taxes, others = [], 0, 0
    for order in range(5):
        tax, audit = dice.randint(20_000, 90_000), dice.randint(20_000, 50_000)
        head = (f"A-{order}", f"2025-0{1 + order}-05", f"Customer {order % 2}")
        rows += [(*head, name, _text(tax)), (*head, "Audit", _text(audit))]
        taxes, others = taxes + tax, others + audit
    result = read(rows, "Product")
    (question,) = open_decisions(result.decisions)
    wanted = [Decimal(others) / 100, Decimal(others + taxes) / 100]
    assert [Decimal(choice.net_revenue) for choice in question.alternatives] == wanted
    for choice in question.alternatives:
        answered = read(rows, "Product", choice.answer["rows"])
        assert open_decisions(answered.decisions) == []
        assert sum(money(answered)) == Decimal(choice.net_revenue)


@pytest.mark.parametrize("rate", [5, 8, 19, 20, 27])
@pytest.mark.parametrize("sign", ["", "-"])
def test_a_line_called_tax_that_is_a_small_part_of_its_order_is_one(rate, sign):
    rows = [
        (f"A-{n}", "2025-01-05", "Ann", name, sign + _text(cents))
        for n in (1, 2, 3)
        for name, cents in (("Pump", 10_000 * n), ("Tax", 100 * n * rate))
    ]
    result = read(rows, "Item")
    assert open_decisions(result.decisions) == []
    assert sum(money(result)) == (-600 if sign else 600)
