"""Published worked examples as files and a plan: the same statements through the command, to the cent.

Inputs published, outputs as in ``tests/domain/test_golden.py``.
"""

import csv
import io

YEAR = ("--from", "2025-01", "--to", "2025-12")
MAY = "2025-05-15"


def table(*rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def orders(header, *customers):
    """As many one-line orders as each customer placed; the first carries all amounts."""
    rows = [("Customer", "Date", "Order", *header)]
    for one, placed, *amounts in customers:
        rows += [(one, MAY, f"{one}-{n}", *(amounts if n == 0 else [0] * len(amounts))) for n in range(placed)]
    return table(*rows)


def mapped(**fields):
    return {"transactions": {"customer": "Customer", "date": "Date", "order": "Order"} | fields}


def by_customer(run, name):
    assert run.status == 0, run.err
    return run.column(name)


def test_alpha(analyze):
    """Alpha Ltd, OpenLearn B392 "Challenges in advanced management accounting", after Glad and Becker 1995."""
    sales = orders(
        ("Quantity", "Amount", "Cost", "Traced"),
        ("Beta", 13, 300, 120000, 84000, 13120),
        ("Gamma", 66, 500, 150000, 105000, 18476),
        ("Delta", 39, 450, 90000, 63000, 13620),
    )
    pools = {
        "order taking": ("1534.00", "orders", ("169.00", "858.00", "507.00")),
        "packing": ("5250.00", "units", ("1260.00", "2100.00", "1890.00")),
        "dispatch": ("4312.50", "units", ("1035.00", "1725.00", "1552.50")),
        "warehousing": ("1007.00", "floor_m2", ("318.00", "424.00", "265.00")),
        "account administration": ("2242.00", "orders", ("247.00", "1254.00", "741.00")),
    }
    plan = {
        "currency": "GBP",
        "fixed": [{"name": name, "annual_amount": a, "driver": d} for name, (a, d, _) in pools.items()],
        "variable": [{"name": "traceable", "kind": "service", "column": "traced"}],
    }
    run = analyze(
        *YEAR,
        transactions=sales,
        customers=table(("customer_id", "floor_m2"), ("Beta", 30), ("Gamma", 40), ("Delta", 25)),
        plan=plan,
        map=mapped(quantity="Quantity", amount="Amount", cost="Cost") | {"costs": {"traced": "Traced"}},
    )
    for name, (_, _, expected) in pools.items():
        assert by_customer(run, name) == dict(zip(("Beta", "Gamma", "Delta"), expected, strict=True)), name
    assert by_customer(run, "gross_margin") == {"Beta": "36000.00", "Gamma": "45000.00", "Delta": "27000.00"}
    assert by_customer(run, "customer_profit") == {"Beta": "19851.00", "Gamma": "20163.00", "Delta": "8424.50"}
    assert run.summary["profit"] == run.summary["company_profit"] == "48438.50"


def test_darwin(analyze):
    """Darwin Company, after Drury, Management and Cost Accounting."""
    sales = orders(
        ("Amount", "Cost"),
        ("A", 200, 1000000, 910000),
        ("B", 100, 1000000, 880000),
        ("Y", 50, 500000, 430000),
        ("Z", 30, 2000000, 1800000),
    )
    done = {"visit": (20, 10, 5, 5), "km": (30000, 10000, 2500, 1250), "urgent": (20, 5, 0, 0)}
    activities = [(one, name, n) for name, each in done.items() for one, n in zip("ABYZ", each, strict=True)]
    rates = {"order": "300", "visit": "200", "km": "1", "urgent": "500", "credit_day": "0.10"}
    run = analyze(
        *YEAR,
        transactions=sales,
        customers=table(("customer_id", "days_of_credit"), ("A", 90), ("B", 30), ("Y", 10), ("Z", 10)),
        activities=table(("Customer", "Activity", "Count"), *activities),
        plan={"variable": [{"name": f"per {per}", "rate": rate, "per": per} for per, rate in rates.items()]},
    )
    # Rounded each alone the credit costs would miss their exact total by a cent, which falls on A.
    assert by_customer(run, "per credit_day") == {"A": "24657.54", "B": "8219.18", "Y": "1369.86", "Z": "5479.45"}
    assert by_customer(run, "customer_profit") == {
        "A": "-38657.54",
        "B": "67280.82",
        "Y": "50130.14",
        "Z": "183270.55",
    }


def test_maltloaf(analyze):
    """Maltloaf, OpenLearn B392, after Bhimani 2008."""
    bought = {
        "Smith": (60, 2000000, "1.12"),
        "Jones": (50, 1600000, "1.18"),
        "Greene": (30, 140000, "1.10"),
        "Browne": (20, 120000, "1.20"),
    }
    sales = orders(("Quantity", "Unit Price"), *((one, *figures) for one, figures in bought.items()))
    journeys = zip(bought, (120, 60, 40, 30), (10, 24, 40, 12), (12, 10, 8, 6), strict=True)
    activities = [
        row for one, trips, miles, visits in journeys for row in ((one, "mile", trips * miles), (one, "visit", visits))
    ]
    plan = {
        "currency": "GBP",
        "variable": [
            {"name": "production", "kind": "cost_of_goods", "rate": "1.00", "per": "unit"},
            {"name": "handling", "rate": 0.004, "per": "unit"},
            {"name": "ordering", "rate": 200, "per": "order"},
            {"name": "visiting", "rate": 160, "per": "visit"},
            {"name": "driving", "rate": 4, "per": "mile"},
        ],
    }
    run = analyze(
        *YEAR,
        transactions=sales,
        activities=table(("Customer", "Activity", "Count"), *activities),
        plan=plan,
        map=mapped(quantity="Quantity", unit_price="Unit Price"),
    )
    margin = {"Smith": "240000.00", "Jones": "288000.00", "Greene": "14000.00", "Browne": "24000.00"}
    profit = {"Smith": "213280.00", "Jones": "264240.00", "Greene": "-240.00", "Browne": "17120.00"}
    assert by_customer(run, "gross_margin") == margin
    assert by_customer(run, "customer_profit") == profit
    assert [row["customer_id"] for row in run.statements] == ["Jones", "Smith", "Browne", "Greene"]


def test_time_driven(analyze):
    """Kaplan and Anderson, Time-Driven Activity-Based Costing; each activity stands as a customer here."""
    minutes = {"orders": 40 * 9800, "complaints": 220 * 280, "credit checks": 250 * 500}
    pool = {"name": "service", "annual_amount": "560000", "driver": "minutes", "practical_capacity": "700000"}
    run = analyze(
        *YEAR,
        transactions=orders(("Amount",), *((one, 1, 0) for one in minutes)),
        activities=table(("Customer", "Activity", "Minutes"), *((one, "minutes", n) for one, n in minutes.items())),
        plan={"fixed": [pool]},
        map=mapped(amount="Amount")
        | {"activities": {"customer": "Customer", "activity": "Activity", "quantity": "Minutes"}},
    )
    assert by_customer(run, "service") == {
        "orders": "313600.00",
        "complaints": "49280.00",
        "credit checks": "100000.00",
    }
    assert run.summary["unassigned"]["unused_capacity"] == "97120.00"
    assert (run.summary["profit"], run.summary["company_profit"]) == ("-462880.00", "-560000.00")


def test_whale(analyze):
    """Gonalong Inc., customer profitability exercise."""
    profits = (366, 614, -247, 999, 1060, 882, 598, 292, -105, 711)
    rows = [(f"C{n:02d}", MAY, profit + 1000, 1000) for n, profit in enumerate(profits)]
    sales = table(("Customer", "Date", "Amount", "Cost"), *rows, ("", MAY, 0, 650))
    run = analyze(*YEAR, transactions=sales)
    assert by_customer(run, "customer_profit") == {f"C{n:02d}": f"{profit}.00" for n, profit in enumerate(profits)}
    assert run.summary["whale"] == {
        "peak_share": 5522 / 5170,
        "peak_customers": 8,
        "top_20_percent_share": (1060 + 999) / 5170,
    }
    assert run.summary["unassigned"]["cost"] == "650.00"
    assert (run.summary["profit"], run.summary["company_profit"]) == ("5170.00", "4520.00")
