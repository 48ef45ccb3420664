"""Worked kinds of cases with other numbers, names, languages, drivers and periods; the answers are fractions of ours.

Each kind is a small program that draws a case and works its answer out by hand. A case is right, or asked about with an
answer that makes it right, and never wrong.
"""

from fractions import Fraction
from random import Random

import pytest

from tests.cli.figure_cases import CASES, Verdict, judge
from tests.oracle import analyze as worked_out
from tests.oracle import largest_remainder
from tests.worked_cases import case_folders

LANGUAGES = {
    "en": {"order": "Invoice No", "date": "Invoice Date", "customer": "Customer ID", "product": "Item Code",
           "quantity": "Quantity", "price": "Unit Price", "unit_cost": "Unit Cost", "amount": "Amount", "cost": "Cost",
           "type": "Document Type", "sale": "Invoice", "credit": "Credit Memo", "category": "Category",
           "listed": "List Price", "discount": "Discount Amount", "name": "Cost", "month": "Month"},
    "de": {"order": "Belegnummer", "date": "Belegdatum", "customer": "Kundennummer", "product": "Artikelnummer",
           "quantity": "Menge", "price": "Einzelpreis", "unit_cost": "Einstandspreis", "amount": "Betrag",
           "cost": "Wareneinsatz", "type": "Belegart", "sale": "Rechnung", "credit": "Gutschrift",
           "category": "Warengruppe", "listed": "Listenpreis", "discount": "Rabattbetrag", "name": "Kostenart",
           "month": "Monat"},
    "fr": {"order": "Numéro facture", "date": "Date facture", "customer": "Code client", "product": "Référence produit",
           "quantity": "Quantité", "price": "Prix unitaire", "unit_cost": "Coût unitaire", "amount": "Montant",
           "cost": "Coût des ventes", "type": "Type de document", "sale": "Facture", "credit": "Avoir",
           "category": "Catégorie", "listed": "Prix catalogue", "discount": "Remise montant", "name": "Charge",
           "month": "Mois"},
}  # fmt: skip
CUSTOMERS = ("Zoë & Co.", "0042", "Nord/Süd", "K-9", "Ältere AG")


def table(rows):
    """Rows of a dict each as CSV text; every row has the same keys."""
    quoted = ['"' + str(value).replace('"', '""') + '"' for row in rows for value in row.values()]
    width = len(rows[0])
    lines = [",".join(quoted[start : start + width]) for start in range(0, len(quoted), width)]
    return "\n".join([",".join(rows[0]), *lines, ""])


def plain(units, digits=2):
    """Whole minor units, or a fraction of a major one, as decimal text."""
    units = round(units * 10**digits) if isinstance(units, Fraction) else units
    return f"{'-' if units < 0 else ''}{abs(units) // 10**digits}.{abs(units) % 10**digits:0{digits}d}"


def free_line_returned(dice, w):
    """An invoice with a line for nothing, all of it returned: revenue, cost and profit of nothing."""
    lines, prices = [], [dice.randint(100, 9000), 0, dice.randint(100, 9000)]
    back, kept = dice.sample(CUSTOMERS, 2)
    for sign, day, order in ((1, "2025-03-03", "A1"), (-1, "2025-04-20", "A2")):
        for place, price in enumerate(prices):
            lines.append((order, day, back, f"P{place}", sign * (place + 1), price, 700 + place))
    lines.append(("A3", "2025-03-05", kept, "P0", 3, prices[0], 700))
    rows = [
        {w["order"]: a, w["date"]: b, w["customer"]: c, w["product"]: d, w["quantity"]: e, w["price"]: plain(f),
         w["unit_cost"]: plain(g)} for a, b, c, d, e, f, g in lines
    ]  # fmt: skip
    nothing = dict.fromkeys(("net_revenue", "cost_of_goods", "customer_profit"), "0.00")
    profit = plain(3 * (prices[0] - 700))
    return {"transactions": table(rows)}, [], {back: nothing, kept: {"customer_profit": profit}}, {}


def credit_written_positive(dice, w):
    """Credit notes whose type says so and whose amounts do not."""
    one, other = dice.sample(CUSTOMERS, 2)
    sold, cost, credited = dice.randint(5000, 9000), dice.randint(2000, 4000), dice.randint(100, 1900)
    lines = [(w["sale"], 1, one, sold, cost), (w["sale"], 2, other, 70000, 30000), (w["credit"], 3, one, credited, 50)]
    rows = [
        {w["type"]: kind, w["order"]: f"R{n}", w["date"]: f"2025-0{n}-10", w["customer"]: who, w["amount"]: plain(a),
         w["cost"]: plain(c)} for kind, n, who, a, c in lines
    ]  # fmt: skip
    right = {one: {"net_revenue": plain(sold - credited), "customer_profit": plain(sold - credited - cost + 50)}}
    return {"transactions": table(rows)}, [], right, {}


def cost_of_other_currency(dice, w):
    """Prices and costs with different signs of currency: never one figure."""
    first, second = dice.sample(["€", "$", "£"], 2)
    rows = [
        {w["order"]: f"S{n}", w["date"]: f"2025-05-0{n}", w["customer"]: who, w["quantity"]: n,
         w["amount"]: f"{first}{dice.randint(50, 900)}.00", w["unit_cost"]: f"{second}{dice.randint(1, 20)}.00"}
        for n, who in enumerate(dice.sample(CUSTOMERS, 3), start=1)
    ]  # fmt: skip
    return {"transactions": table(rows)}, [], None, {}


def first_seen_in_the_period(dice, w):
    """A fee for each new customer falls on those whose first line of the whole file lies in the period."""
    old, new, later = dice.sample(CUSTOMERS, 3)
    fee, per = dice.randint(100, 5000), "new_customer"
    days = [("2024-05-10", old), ("2024-07-10", old), ("2024-07-11", new), ("2024-09-30", new), ("2024-10-01", later)]
    rows = [
        {w["order"]: n, w["date"]: day, w["customer"]: who, w["amount"]: "100.00"} for n, (day, who) in enumerate(days)
    ]
    plan = {"variable": [{"name": "Erstkontakt", "rate": plain(fee), "per": per}]}
    right = {old: {"Erstkontakt": "0.00"}, new: {"Erstkontakt": plain(fee), "net_revenue": "200.00"}}
    options = ["--from", "2024-07", "--to", "2024-09"]
    return {"transactions": table(rows), "plan": plan}, options, right | {later: {"net_revenue": "0.00"}}, {}


def drivers_below_zero(dice, w):
    """Who returned more than it bought takes no part; what nobody did stays unassigned."""
    one, other, third = dice.sample(CUSTOMERS, 3)
    units = {one: dice.randint(1, 90), other: -dice.randint(1, 90), third: dice.randint(1, 90)}
    amount, pool = 1000, dice.randint(101, 99999)
    rows = [
        {w["order"]: n, w["date"]: f"2025-{1 + 11 * (n == 3):02d}-05", w["customer"]: who, w["quantity"]: units[who],
         w["amount"]: plain(amount)} for n, who in enumerate(units, start=1)
    ]  # fmt: skip
    plan = {"fixed": [{"name": "Lager", "annual_amount": plain(pool), "driver": "units"},
                      {"name": "Hotline", "annual_amount": "12.00", "driver": "Anrufe"}]}  # fmt: skip
    calls = f"{w['customer']},Activity,Count\n" + "".join(f'"{who}",Anrufe,0\n' for who in units)
    there = {who: max(count, 0) for who, count in units.items()}
    parts = largest_remainder({who: Fraction(pool * count, sum(there.values())) for who, count in there.items()})
    right = {who: {"Lager": plain(part), "Hotline": "0.00"} for who, part in parts.items()}
    profit = 3 * amount - pool
    totals = {"profit": plain(profit), "company_profit": plain(profit - 1200)}
    return {"transactions": table(rows), "plan": plan, "activities": calls}, [], right, totals


def tiny_and_huge(dice, w):
    """Rates and unit costs with more digits than the currency, beside amounts of billions."""
    lines, customers = [], dice.sample(CUSTOMERS, 3)
    for number in range(12):
        quantity, price = dice.choice([3, 17, 10**7 + 1, -2]), Fraction(dice.randint(1, 10**6), 10**5)
        unit_cost = Fraction(dice.randint(1, 10**6), 10**7)
        lines.append({"order": str(number), "date": f"2025-{1 + number:02d}-05", "customer": dice.choice(customers),
                      "quantity": quantity, "price": price, "unit_cost": unit_cost})  # fmt: skip
    rows = [
        {w["order"]: line["order"], w["date"]: line["date"], w["customer"]: line["customer"],
         w["quantity"]: line["quantity"], w["price"]: plain(line["price"], 5),
         w["unit_cost"]: plain(line["unit_cost"], 7)} for line in lines
    ]  # fmt: skip
    driver = dice.choice(["units", "revenue", "lines", "gross_margin"])
    plan = {"currency": "", "fixed": [{"name": "Strom", "annual_amount": "999999999.99", "driver": driver}],
            "variable": [{"name": "Abgabe", "rate": "0.0000013", "per": "unit"},
                         {"name": "Gebühr", "rate": "0.00035", "per": "revenue"}]}  # fmt: skip
    plain_rows = [
        line | {"net_revenue": line["quantity"] * line["price"], "cost_of_goods": line["quantity"] * line["unit_cost"]}
        for line in lines
    ]
    answer = worked_out(plan, plain_rows, [{"customer_id": one} for one in sorted({x["customer"] for x in lines})])
    right = {one: {name: plain(units[one]) for name, units in answer.rounded.items()} for one in answer.customers}
    return {"transactions": table(rows), "plan": plan}, [], right, {"profit": plain(answer.total_profit)}


def cost_from_a_date(dice, w):
    """Each sale has the unit cost that held on its day."""
    costs = sorted(dice.sample(range(100, 900), 3))
    begins, days = ("2025-01-01", "2025-04-15", "2025-09-01"), ("2025-04-14", "2025-04-15", "2025-12-31")
    who = dice.sample(CUSTOMERS, 3)
    rows = [
        {w["order"]: n, w["date"]: day, w["customer"]: who[n], w["product"]: "P-1", w["quantity"]: 10 + n,
         w["price"]: "90.00"} for n, day in enumerate(days)
    ]  # fmt: skip
    since = dice.choice(["Valid From", "Gültig ab", "Effective Date"])
    prices = [{w["product"]: "P-1", w["unit_cost"]: plain(c), since: d} for c, d in zip(costs, begins, strict=True)]
    right = {who[n]: {"cost_of_goods": plain((10 + n) * costs[n])} for n in range(3)}
    return {"transactions": table(rows), "products": table(prices)}, [], right, {}


def deposit_and_rest(dice, w):
    """A deposit, and the final invoice that takes it off again: each counts once, costs with the goods."""
    one, part, cost, fee = dice.choice(CUSTOMERS), dice.randint(10, 60) * 100, dice.randint(2000, 6000), 250
    lines = [("D-1", "2025-03-01", part, 0), ("F-1", "2025-05-01", 10000, cost), ("F-1", "2025-05-01", -part, 0)]
    rows = [
        {w["order"]: order, w["date"]: day, w["customer"]: one, w["amount"]: plain(amount), w["cost"]: plain(own)}
        for order, day, amount, own in lines
    ]
    plan = {"variable": [{"name": "Beleg", "rate": plain(fee), "per": "order"}]}
    right = {one: {"net_revenue": "100.00", "Beleg": "5.00", "customer_profit": plain(10000 - cost - 500)}}
    return {"transactions": table(rows), "plan": plan}, [], right, {}


def pool_of_a_part(dice, w):
    """A fixed cost of one category falls on those alone who bought it, by any driver."""
    who, driver = dice.sample(CUSTOMERS, 4), dice.choice(["revenue", "units", "orders", "customers"])
    bought = [(who[0], "Räder", 3, 1000), (who[1], "Räder", 5, 7000), (who[2], "Teile", 9, 9000), (who[3], "Öl", 1, 10)]
    rows = [
        {w["order"]: n, w["date"]: f"2025-{1 + 11 * (n % 2):02d}-05", w["customer"]: one, w["category"]: kind,
         w["quantity"]: units, w["amount"]: plain(amount)} for n, (one, kind, units, amount) in enumerate(bought)
    ]  # fmt: skip
    pool = dice.randint(1001, 99999)
    plan = {"fixed": [{"name": "Werkstatt", "annual_amount": plain(pool), "driver": driver,
                       "only": {"category": ["Räder"]}}]}  # fmt: skip
    weights = {"revenue": (1000, 7000), "units": (3, 5), "orders": (1, 1), "customers": (1, 1)}[driver]
    parts = largest_remainder({who[n]: Fraction(pool * weights[n], sum(weights)) for n in range(2)})
    right = {one: {"Werkstatt": plain(parts.get(one, 0))} for one in who}
    return {"transactions": table(rows), "plan": plan}, [], right, {}


def costs_of_their_months(dice, w):
    """A list of any number of months counts in its months, whatever the year is."""
    months = dice.choice([5, 6, 18, 24])
    spans = [f"{2024 + (3 + n) // 12}-{(3 + n) % 12 + 1:02d}" for n in range(months)]
    monthly = [dice.randint(10000, 99999) for _ in spans]
    rows = [
        {w["order"]: n, w["date"]: f"{span}-{5 + n % 20:02d}", w["customer"]: CUSTOMERS[n % 2], w["amount"]: "2000.00",
         w["cost"]: "500.00"} for n, span in enumerate(spans)
    ]  # fmt: skip
    costs = [
        {w["name"]: "Miete", w["amount"]: plain(own), w["month"]: s} for own, s in zip(monthly, spans, strict=True)
    ]
    profit = plain(150000 * months - sum(monthly))
    return {"transactions": table(rows), "costs": table(costs)}, [], {}, {"profit": profit}


def half_months(dice, w):
    """A first month of a few days is charged as the setting says, and said."""
    first, way = dice.choice([29, 30, 31]), dice.choice(["whole", "days", "leave_out"])
    days = [f"2025-01-{first}", *(f"2025-{month:02d}-{day:02d}" for month in (2, 3, 4) for day in (1, 15, 27))]
    rows = [
        {w["order"]: n, w["date"]: day, w["customer"]: CUSTOMERS[n % 2], w["amount"]: "5000.00"}
        for n, day in enumerate(days)
    ]
    held = 32 - first
    part = {"whole": Fraction(1), "days": Fraction(held, 31), "leave_out": Fraction(0 if held <= 2 else 1)}[way]
    annual = dice.randint(1, 10**7)
    charged = Fraction(annual, 100) * (3 + part) / 12
    plan = {"fixed": [{"name": "Miete", "annual_amount": plain(annual)}], "settings": {"part_months": way}}
    cents = int(charged * 100 + Fraction(1, 2))
    return {"transactions": table(rows), "plan": plan}, [], {}, {"profit": plain(500000 * len(days) - cents)}


def discount_makes_the_gap(dice, w):
    """Same product, price, cost and quantity; the discount alone makes the difference."""
    one, other = dice.sample(CUSTOMERS, 2)
    given, price = dice.randint(38000, 45000), 1000
    rows = [
        {w["order"]: n, w["date"]: f"2025-{n:02d}-05", w["customer"]: who, w["product"]: "P", w["quantity"]: 100,
         w["listed"]: plain(price), w["discount"]: plain(less), w["unit_cost"]: "5.00"}
        for n, (who, less) in enumerate(((one, 0), (other, given)), start=1)
    ]  # fmt: skip
    right = {one: {"customer_profit": "500.00"}, other: {"net_revenue": plain(100000 - given)}}
    return {"transactions": table(rows)}, [], right, {"groups.bottom.verdict": "discounts"}


KINDS = (
    free_line_returned, credit_written_positive, cost_of_other_currency, first_seen_in_the_period, drivers_below_zero,
    tiny_and_huge, cost_from_a_date, deposit_and_rest, pool_of_a_part, costs_of_their_months, half_months,
    discount_makes_the_gap,
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_case_of_the_kind_is_wrong(analyze, kind, language):
    files, options, right, totals = kind(Random(f"{kind.__name__} {language}"), LANGUAGES[language])
    run = analyze(*options, **files)
    if right is None:
        assert run.status == 1
        assert run.err
        return
    assert run.status == 0, run.err
    for customer, figures in right.items():
        assert {name: run.column(name).get(customer) for name in figures} == figures, customer
    for name, wanted in totals.items():
        found = run.summary
        for step in name.split("."):
            found = found[step]
        assert found == wanted or wanted in found, name


if FOLDERS := case_folders(CASES):

    @pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
    def test_no_worked_case_is_wrong(folder):
        outcome = judge(folder)
        assert outcome.verdict in (Verdict.RIGHT, Verdict.QUESTION), outcome.reason
