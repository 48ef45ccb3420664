"""``--by``: a file for each way to cut profit, each adding up to the statements."""

from decimal import Decimal

import pytest

from tests.cli.run import rows
from whalecurve.cli.result_folder import STATEMENTS, TOTALS

SALES = """\
Order,Date,Customer,Product,Sales Rep,Quantity,Amount,Cost
1,2026-01-10,a,Pump,Ann,1,900.00,500
1,2026-01-10,a,=Seal,Ann,2,300.00,60
2,2026-02-11,a,=Seal,Bob,1,100.00,20
3,2026-02-12,b,Pump,Bob,1,50.00,40
3,2026-02-12,b,=Seal,Bob,1,10.00,2
4,2026-02-12,stranger,Pump,Bob,1,77.00,2
"""
CUSTOMERS = "customer_id,customer_name,Region\na,Anvil,North\nb,Bolt,South\n"
PLAN = {
    "currency": "EUR",
    "fixed": [{"name": "Rent", "annual_amount": "600"}],
    "variable": [
        {"name": "Commission", "rate": "0.05"},
        {"name": "Order desk", "rate": "12", "per": "order"},
    ],
}


def total(table, part, column):
    return sum(Decimal(row[column]) for row in table if row["part"] == part)


@pytest.mark.parametrize("asked", ["product", "rep", "Sales Rep", "month", "order size", "Order-Size", "region"])
def test_every_file_adds_up_to_the_statements(analyze, asked):
    run = analyze("--by", asked, transactions=SALES, customers=CUSTOMERS, plan=PLAN)
    assert run.status == 0
    table = rows(run.folder / f"breakdown_{asked}.csv")
    statements = rows(run.folder / STATEMENTS)
    for column, of in (("net_revenue", "net_revenue"), ("gross_margin", "gross_margin"), ("profit", "customer_profit")):
        values = total(table, "value", column) + total(table, "belongs to customers", column)
        assert values == sum(Decimal(row[of]) for row in statements) == total(table, "all customers", column)
    company = next(row for row in rows(run.folder / TOTALS) if row["part"] == "company")
    assert total(table, "company", "profit") == Decimal(company["customer_profit"])


def test_products_carry_what_belongs_to_lines_and_orders(analyze):
    run = analyze("--by", "product, rep", transactions=SALES, customers=CUSTOMERS, plan=PLAN)
    product = {row["product"]: row for row in rows(run.folder / "breakdown_product.csv")}
    assert list(product)[:2] == ["Pump", "'=Seal"]
    assert (product["Pump"]["Order desk"], product["'=Seal"]["Order desk"]) == ("19.00", "17.00")
    assert (product["Pump"]["customers"], product["Pump"]["losers"]) == ("2", "1")
    apart = product["belongs to customers"]
    assert (apart["cost_of_customers"], apart["profit"], apart["customers"]) == ("100.00", "-100.00", "")
    assert (run.folder / "breakdown_rep.csv").is_file()


def test_a_later_run_leaves_no_breakdown_of_an_earlier_one(analyze, tmp_path):
    folder = tmp_path / "same"
    analyze("--by", "product", out=folder, transactions=SALES, customers=CUSTOMERS, plan=PLAN)
    analyze("--by", "month", out=folder, transactions=SALES, customers=CUSTOMERS, plan=PLAN)
    assert [path.name for path in folder.glob("breakdown_*")] == ["breakdown_month.csv"]


def test_what_the_data_has_not_is_said_with_what_there_is(analyze):
    run = analyze("--by", "colour", transactions=SALES, customers=CUSTOMERS, plan=PLAN)
    assert run.status == 1
    assert "Profit cannot be broken down by this" in run.err
    assert "product, rep, month, order size, Region" in run.err
