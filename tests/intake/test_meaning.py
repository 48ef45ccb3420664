"""What rows and amounts mean: proven by the file's own arithmetic, known of the export, answered, or asked."""

from decimal import Decimal

import pytest

from tests.intake.build import csv_bytes, intake, money, text_table
from tests.intake.ledgers import Habits, write_export
from whalecurve.analysis.reading import read_tables
from whalecurve.domain.errors import UserChoiceError, WhalecurveError
from whalecurve.intake.meaning.answers import read_answers
from whalecurve.intake.meaning.decision import open_decisions
from whalecurve.intake.recognition.mapping import Mapping

ORDER = ("O-1", "2025-01-05", "Ann Lark")
OTHER = ("O-2", "2025-02-05", "Bo Reed")
FIXED = ("Invoice Number", "Invoice Date", "Customer")


def read(header, *rows, answers=None, further=()):
    content = csv_bytes([[*FIXED, *header.split(",")], *rows])
    tables = [("transactions", text_table(content)), *further]
    return read_tables(tables, Mapping.from_json(answers) if answers else None)


def revenue(result) -> Decimal:
    return sum(money(result), Decimal(0))


def questions(result) -> list[str]:
    return [decision.what for decision in open_decisions(result.decisions)]


def proofs(result) -> str:
    return ". ".join(decision.proof for decision in result.decisions)


def one_question(result):
    (found,) = open_decisions(result.decisions)
    return found


def test_an_amount_of_the_order_on_each_of_its_lines_counts_once():
    result = read(
        "Amount,Item,Quantity,Price,Line Price", (*ORDER, 500, "A", 1, 300, 300), (*ORDER, 500, "B", 2, 100, 200)
    )
    assert (revenue(result), questions(result)) == (500, [])
    assert money(result) == [300, 200]
    assert "adds up to Amount in 1 of 1 order" in proofs(result)


def test_an_amount_that_is_the_same_on_all_lines_and_nothing_more_is_asked_about():
    rows = [(*ORDER, "A", 500), (*ORDER, "B", 500), (*OTHER, "A", 80)]
    question = one_question(read("Item,Amount", *rows))
    assert question.what == "Amount is the same on each line of 1 order. Does it hold for the whole order?"
    assert [choice.net_revenue for choice in question.alternatives] == ["580.00", "1080.00"]
    for choice in question.alternatives:
        answered = read("Item,Amount", *rows, answers=dict(choice.answer))
        assert (revenue(answered), questions(answered)) == (Decimal(choice.net_revenue), [])


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Amount,Tax,Total", (100, 20, 120)),
        ("Montant HT,TVA,Montant TTC", (100, 20, 120)),
        ("Nettobetrag,MwSt,Bruttobetrag", (100, 20, 120)),
        ("Quantity,Price,Tax,Line Total", (2, 50, 20, 120)),
    ],
)
def test_tax_that_adds_up_is_not_revenue(header, row):
    result = read(header, (*ORDER, *row), (*OTHER, *row))
    assert (revenue(result), questions(result)) == (200, [])


def test_tax_beside_an_amount_that_nothing_ties_it_to_is_a_question_whose_answers_give_the_figures():
    rows = [(*ORDER, 120, 20), (*OTHER, 60, 10)]
    question = one_question(read("Amount,Tax", *rows))
    assert question.what == "Tax holds 30.00 in 2 rows. Is it in the amounts?"
    assert [(choice.answer["tax"], choice.net_revenue) for choice in question.alternatives] == [
        ("excluded", "180.00"),
        ("included", "150.00"),
    ]
    assert revenue(read("Amount,Tax", *rows, answers={"tax": "included"})) == 150


@pytest.mark.parametrize(
    ("discount", "amount"),
    [("Discount %,Amount", (10, 180)), ("Discount,Amount", (10, 190)), ("Discount,Amount", (0.1, 180))],
)
def test_a_discount_that_leads_to_the_amount_is_in_it(discount, amount):
    result = read(f"Quantity,List Price,{discount}", (*ORDER, 2, 100, *amount), (*OTHER, 1, 50, 0, 50))
    assert (revenue(result), questions(result)) == (amount[1] + 50, [])


def test_a_discount_beside_quantity_times_price_is_asked_about_with_each_kind_of_discount():
    rows = [(*ORDER, 2, 100, 10), (*OTHER, 1, 50, 5)]
    question = one_question(read("Quantity,List Price,Discount", *rows))
    given = {choice.answer["discounts"]: choice.net_revenue for choice in question.alternatives}
    assert given == {"line": "235.00", "percent": "227.50", "unit": "225.00", "included": "250.00"}
    for how, worth in given.items():
        assert revenue(read("Quantity,List Price,Discount", *rows, answers={"discounts": how})) == Decimal(worth)


def test_refunds_in_a_column_are_asked_about_unless_a_status_or_a_net_amount_proves_them():
    rows = [(*ORDER, 100, 25, 75), (*OTHER, 60, 0, 60)]
    question = one_question(read("Amount,Refunds", *(row[:-1] for row in rows)))
    assert question.what == "Refunds holds 25.00 in 1 row. Take it off?"
    assert [choice.net_revenue for choice in question.alternatives] == ["135.00", "160.00"]
    result = read("Amount,Refunds,Net Amount", *rows)
    assert (revenue(result), questions(result)) == (135, [])
    told = read("Amount,Refunds,Status", (*ORDER, 100, 100, "Refunded"), (*OTHER, 60, 5, "Paid"))
    assert (revenue(told), questions(told)) == (55, [])


@pytest.mark.parametrize(
    ("header", "sale", "back"),
    [
        ("Document Type", "Invoice", "Credit Note"),
        ("Belegart", "Rechnung", "Gutschrift"),
        ("Type de document", "Facture", "Avoir"),
        ("Tipo de documento", "Factura", "Abono"),
        ("Soort", "Factuur", "Creditnota"),
        ("Tipo documento", "Fattura", "Nota di credito"),
        ("Debit/Credit", "S", "H"),
    ],
)
@pytest.mark.parametrize("sign", [1, -1])
def test_credit_notes_take_sales_back_whatever_sign_they_are_written_with(header, sale, back, sign):
    result = read(
        f"{header},Amount,Quantity,Cost", (*ORDER, sale, 100, 4, 60), (*OTHER, back, sign * 25, sign, sign * 15)
    )
    assert (revenue(result), questions(result)) == (75, [])
    assert money(result, "cost_of_goods") == [60, -15]
    assert money(result, "quantity") == [4, -1]


def test_payments_are_no_sales_beside_invoices_and_sales_where_nothing_else_is_sold():
    rows = [(*ORDER, "Invoice", 100), (*OTHER, "Payment", 100), ("O-3", "2025-03-01", "Ann Lark", "Estimate", 70)]
    assert revenue(read("Transaction type,Amount", *rows)) == 100
    assert revenue(read("Event Type,Amount", (*ORDER, "Payment", 100), (*OTHER, "Refund", -30))) == 70


def test_a_pipelines_name_is_part_of_its_stage():
    rows = [(*ORDER, "Closed Won (Sales Pipeline)", 100), (*OTHER, "Closed Lost (Sales Pipeline)", 70)]
    assert revenue(read("Deal Stage,Amount", *rows)) == 100


def test_a_status_on_the_first_line_is_the_orders():
    rows = [(*ORDER, "voided", "A", 100), (*ORDER, "", "B", 50), (*OTHER, "paid", "A", 30)]
    assert revenue(read("Status,Item,Amount", *rows)) == 30


def test_a_value_that_nobody_knows_is_asked_about_with_its_sum_and_answered_by_the_map():
    rows = [(*ORDER, "Paid", 100), (*OTHER, "Frozen", 70)]
    question = one_question(read("Status,Amount", *rows))
    assert question.what == "Status is Frozen in 1 row, 70.00. What are they?"
    expected = {"sale": "170.00", "refund": "30.00", "leave out": "100.00"}
    assert {
        choice.answer["rows"]["Status"]["Frozen"]: choice.net_revenue for choice in question.alternatives
    } == expected
    for role, worth in expected.items():
        answered = read("Status,Amount", *rows, answers={"rows": {"Status": {"Frozen": role}}})
        assert (revenue(answered), questions(answered)) == (Decimal(worth), [])


def test_net_after_fees_is_not_revenue_and_a_fee_written_negative_is_a_cost():
    result = read("Gross,Fee,Net", (*ORDER, 100, -3, 97), (*OTHER, 50, -2, 48))
    assert (revenue(result), money(result, "cost_0"), questions(result)) == (150, [3, 2], [])


def test_lines_in_two_files_are_asked_about_and_counted_as_answered():
    first = csv_bytes([[*FIXED, "Item", "Amount"], (*ORDER, "A", 100), (*ORDER, "B", 5), (*OTHER, "A", 45)])
    second = csv_bytes([[*FIXED, "Item", "Amount"], (*ORDER, "B", 5), ("O-3", "2025-03-01", "Ann Lark", "B", 10)])
    tables = [("transactions", text_table(first, "a.csv")), ("transactions", text_table(second, "b.csv"))]
    question = one_question(read_tables(tables, None))
    assert "1 row stands in two files" in question.what
    assert [choice.net_revenue for choice in question.alternatives] == ["160.00", "165.00"]
    for said, worth in (("once", 160), ("all", 165)):
        assert revenue(read_tables(tables, Mapping.from_json({"duplicates": said}))) == worth


def test_lines_that_a_join_with_taxes_multiplied_count_once_where_the_total_proves_it():
    rows = [(*ORDER, "A", 100, tax, 9, 118) for tax in ("CGST", "SGST")]
    rows += [(*OTHER, "B", 40, tax, 3.6, 47.2) for tax in ("CGST", "SGST")]
    result = read("Item,Amount,Tax,Tax Amount,Grand Total", *rows)
    assert (revenue(result), result.lines_used, questions(result)) == (140, 2, [])


def test_a_row_that_sums_up_its_order_is_not_counted_again():
    rows = [(*OTHER, "", 3, 60), (*OTHER, "Mug", 1, 20), (*OTHER, "Bowl", 2, 40), (*ORDER, "Mug", 1, 25)]
    result = read("Item,Quantity,Amount", *rows)
    assert (revenue(result), result.lines_used, questions(result)) == (85, 3, [])


def test_one_customer_in_three_spellings_is_one_and_legal_forms_are_offered():
    names = ("Alder Mills", "ALDER MILLS ", "Alder\u00a0Mills", "Birch Works", "Birch Works Ltd")
    rows = [(f"I-{place}", "2025-01-31", name, 10 + place) for place, name in enumerate(names)]
    result = read("Amount", *rows)
    assert result.dataset.customers["customer_id"].tolist() == ["Alder Mills", "Birch Works", "Birch Works Ltd"]
    assert any("differ in capitals and spaces alone" in decision.what for decision in result.decisions)
    assert any("Birch Works and Birch Works Ltd" in note for note in result.notes)


def test_ids_that_differ_in_capitals_stay_apart():
    rows = [("I-1", "2025-01-31", "cus_a1B", 10), ("I-2", "2025-01-31", "cus_A1b", 20)]
    assert len(read("Amount", *rows).dataset.customers) == 2


def test_a_cost_in_another_currency_is_never_subtracted():
    rows = [(*ORDER, 1, "€50.00", "$10.00"), (*OTHER, 2, "€100.00", "$10.00")]
    with pytest.raises(UserChoiceError, match="prices in EUR, costs in USD"):
        read("Quantity,Sales Amount,Unit Cost", *rows)
    products = csv_bytes([["Product ID", "Product Name", "Unit Cost"], ["P", "Pump", "$10.00"]])
    with pytest.raises(UserChoiceError, match="prices in EUR, costs in USD"):
        read(
            "Quantity,Amount,Currency,Product ID",
            (*ORDER, 1, 50, "EUR", "P"),
            further=[("products", text_table(products))],
        )


def test_a_dozen_sold_and_one_unit_costed_are_converted_and_unknown_units_are_asked_about():
    products = text_table(csv_bytes([["Product ID", "Product Name", "UoM", "Unit Cost"], ["P", "Pump", "Units", "50"]]))
    header, further = "Product ID,Quantity,UoM,Unit Price", [("products", products)]
    result = read(header, (*ORDER, "P", 1, "Dozens", 1200), (*OTHER, "P", 5, "Units", 100), further=further)
    assert (money(result, "cost_of_goods"), questions(result)) == ([600, 250], [])
    assert "1 Dozens is 12 Units" in proofs(result)
    unknown = read(header, (*ORDER, "P", 1, "Pallet", 1200), further=further)
    asked = one_question(unknown)
    assert "Pallet in Units" in asked.what
    assert [each.answer for each in asked.alternatives] == [{"units": {"Pallet in Units": "1"}}]
    assert [each.answer for each in asked.to_fill] == [{"units": {"Pallet in Units": ""}}]


@pytest.mark.parametrize(("size", "cost"), [("1", 50), ("12", 600), ("0.5", 25), ("2.125", "106.25")])
def test_a_unit_that_nobody_knows_is_converted_as_the_user_says(size, cost):
    products = text_table(csv_bytes([["Product ID", "Product Name", "UoM", "Unit Cost"], ["P", "Pump", "Units", "50"]]))
    row = (*ORDER, "P", 1, "Pallet", 1200)
    given = {"units": {"Pallet in Units": size}}
    result = read("Product ID,Quantity,UoM,Unit Price", row, further=[("products", products)], answers=given)
    assert (money(result, "cost_of_goods"), questions(result)) == ([Decimal(cost)], [])


@pytest.mark.parametrize(
    "names", ["Price excl. VAT,VAT %,Total incl. VAT", "Preis exkl. MwSt,MwSt-Satz,Gesamt inkl. MwSt"]
)
def test_a_tax_in_percent_is_no_money(names):
    rows = (*ORDER, 2, "100.00", 20, "240.00"), (*OTHER, 4, "10.00", 5, "42.00")
    assert revenue(read(f"Quantity,{names}", *rows)) == 240


def test_a_tax_in_percent_alone_is_taken_out_of_the_amount_where_it_is_in_it():
    asked = read("Amount,VAT Rate", (*ORDER, 120, "20%"), (*OTHER, 105, "5%"))
    assert one_question(asked).what == "VAT Rate is filled in 2 rows. Is it in the amounts?"
    given = read("Amount,VAT Rate", (*ORDER, 120, "20%"), (*OTHER, 105, "5%"), answers={"tax": "included"})
    assert (revenue(given), questions(given)) == (200, [])


def test_a_percentage_beside_the_amount_of_tax_says_nothing_more():
    rows = (*ORDER, "100.00", 20, "20.00", "120.00"), (*OTHER, "40.00", 5, "2.00", "42.00")
    result = read("Net,VAT %,VAT,Gross", *rows)
    assert (revenue(result), questions(result)) == (140, [])


def test_a_margin_in_percent_is_no_profit():
    given = {"cost_columns": {"Margin %": "none"}}
    result = read("Amount,Margin %", (*ORDER, 100, 40), (*OTHER, 50, 60), answers=given)
    assert money(result, "cost_of_goods") == [0, 0]


@pytest.mark.parametrize("sign", [1, -1])
def test_costs_of_goods_that_came_back_are_taken_off_whatever_sign_the_column_has(sign):
    back = ("A-3", "2025-03-01", "Ann Lark", -1, -50, 20 if sign > 0 else -20 * sign)
    rows = [(*ORDER, 2, 100, sign * 40), (*OTHER, 1, 50, sign * 20), back]
    assert sum(money(read("Quantity,Amount,COGS", *rows), "cost_of_goods")) == 40


def test_costs_in_a_currency_of_their_own_are_not_taken_from_prices_in_another():
    rows = (*ORDER, 100, 50, "EUR", "USD"), (*OTHER, 50, 20, "EUR", "EUR")
    with pytest.raises(UserChoiceError, match="prices in EUR, costs in USD"):
        read("Amount,Cost,Currency,Cost Currency", *rows)
    given = {"rates": {"USD": {"rate": "0.9", "source": "bank"}}}
    result = read("Amount,Cost,Currency,Cost Currency", *rows, answers=given)
    assert money(result, "cost_of_goods") == [45, 20]


def test_a_list_of_products_in_two_currencies_is_refused():
    products = text_table(csv_bytes([["Product ID", "Unit Cost", "Currency"], ["P", "50", "EUR"], ["Q", "60", "USD"]]))
    with pytest.raises(UserChoiceError, match="costs in several currencies"):
        read("Product ID,Quantity,Amount", (*ORDER, "P", 1, 100), further=[("products", products)])


def test_shares_are_not_added_up_in_a_question():
    asked = one_question(read("Amount,Discount", (*ORDER, 100, "0.4"), (*OTHER, 50, "0.2")))
    assert asked.what == "Discount is filled in 2 rows. Is it still to be taken off?"


@pytest.mark.parametrize("sign", [1, -1])
def test_a_net_amount_beside_fees_alone_is_asked_about(sign):
    rows = (*ORDER, "97.00", sign * 3), (*OTHER, "48.50", sign * 1.5)
    asked = one_question(read("Net,Fee", *rows))
    assert [each.net_revenue for each in asked.alternatives] == ["150.00", "145.50"]
    for alternative in asked.alternatives:
        answered = read("Net,Fee", *rows, answers=alternative.answer)
        assert (revenue(answered), questions(answered)) == (Decimal(alternative.net_revenue), [])


@pytest.mark.parametrize("size", ["", "0", "-1", "12 pieces", "1e3", "1234567"])
def test_what_is_no_size_of_a_unit_is_refused(size):
    with pytest.raises(UserChoiceError, match="units cannot be read"):
        read_answers({"units": {"Pallet in Units": size}})


def test_cost_that_does_not_follow_the_quantity_is_of_one_unit():
    rows = [(*ORDER, "P", 2, 100, 10), (*OTHER, "P", 5, 250, 10)]
    assert money(read("Product,Quantity,Amount,Cost", *rows), "cost_of_goods") == [20, 50]
    rows = [(*ORDER, "P", 2, 100, 20), (*OTHER, "P", 5, 250, 50)]
    assert money(read("Product,Quantity,Amount,Cost", *rows), "cost_of_goods") == [20, 50]


def test_a_column_that_is_empty_in_the_longer_file_is_the_same_column():
    header = [*FIXED, "Quantity", "Amount", "Cost"]
    longer = csv_bytes([header, *((f"B-{place}", "2025-02-14", "Ann Lark", 1, 50, "") for place in range(5))])
    shorter = csv_bytes([header, ("A-1", "2025-01-31", "Ann Lark", 2, 100, "60.00")])
    assert sum(money(intake(longer, shorter), "cost_of_goods")) == 60


def judged(seed: int, habits: Habits | None = None) -> str:
    export = write_export(seed, habits)
    try:
        result = intake(*export.files)
    except WhalecurveError:
        return "question"
    if questions(result):
        return "question"
    right = export.revenue is not None and revenue(result) * 100 == export.revenue
    return "right" if right else f"silent: {revenue(result)} for {export.revenue}, seed {seed}, {export.habits.words()}"


@pytest.mark.parametrize("first", range(0, 60, 15))
def test_no_ledger_is_read_wrong_in_silence(first):
    verdicts = [judged(seed) for seed in range(first, first + 15)]
    assert [verdict for verdict in verdicts if verdict.startswith("silent")] == []
    assert "right" in verdicts


@pytest.mark.parametrize("seed", [1158, 1224])
def test_refunds_with_their_tax_and_percentages_of_the_order_give_the_ledgers_revenue(seed):
    assert judged(seed) == "right"


@pytest.mark.parametrize("amount", ["price", "line", "line and price"])
@pytest.mark.parametrize("refunds", ["", "rows negative", "rows positive", "net column"])
@pytest.mark.parametrize("totals", ["", "repeated", "first line", "subtotal and total"])
def test_clean_exports_cause_no_question(amount, refunds, totals):
    assert {judged(seed, Habits(amount, refunds=refunds, totals=totals)) for seed in (1, 2)} == {"right"}
