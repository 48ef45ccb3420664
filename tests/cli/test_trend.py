"""``trend.csv``: months that add up to the totals, with what stands beside each."""

import csv
from decimal import Decimal

SALES = "Order ID,Order Date,Customer ID,Amount,Cost\n" + "".join(
    f"{year}{month}{day},{year}-{month:02d}-{day},{who},{amount}.00,{cost}.00\n"
    for year, month in [(2024, 12), *((2025, number) for number in range(1, 13)), (2026, 1)]
    for day, who, amount, cost in (("02", "A", 100 + month, 20), ("28", "B", 50, 45))
)
VISITS = "Customer ID,Activity,Count,Minutes,Date\nA,Visit,1,30,2025-01-05\nB,Visit,2,90,2025-01-05\n"
PLAN = {"currency": "EUR", "fixed": [{"name": "=Rent", "annual_amount": 1000}]}


def rows(run, name="trend.csv"):
    with (run.folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_months_of_the_period_add_up_to_the_totals(analyze) -> None:
    run = analyze("--from", "2025-01", "--to", "2025-12", transactions=SALES, activities=VISITS, plan=PLAN)
    assert run.status == 0
    months, totals = rows(run), {row["part"]: row for row in rows(run, "totals.csv")}
    assert [row["month"] for row in months] == [f"2025-{number:02d}" for number in range(1, 13)]
    for name in ("net_revenue", "cost_of_goods", "gross_margin", "'=Rent", "contribution_margin", "customer_profit"):
        assert sum(Decimal(row[name]) for row in months) == Decimal(totals["all customers"][name]), name
    company = Decimal(run.summary["company_profit"])
    assert sum(Decimal(row["company_profit"]) for row in months) == company
    assert {row["'=Rent"] for row in months} == {"83.33", "83.34"}
    january, december = months[0], months[-1]
    # 101 + 50 - 65 - 83.34, the two share the rent: A 101 - 20 - 41.67, B 50 - 45 - 41.67
    assert (january["customer_profit"], january["losers"], january["loss"]) == ("2.66", "1", "36.67")
    assert (january["time_unit"], january["profit_per_time_unit"]) == ("hour", "1.33")
    assert (january["net_revenue_last_year"], january["net_revenue_12_months"]) == ("", "")
    assert (december["net_revenue_last_year"], december["net_revenue_12_months"]) == ("162.00", "1878.00")
    assert {row["currency"] for row in months} == {"EUR"}


def test_a_month_that_is_not_whole_is_marked_and_compared_with_nothing(analyze) -> None:
    run = analyze(transactions=SALES + "9,2026-02-03,A,5.00,1.00\n", plan=PLAN)
    last = rows(run)[-1]
    assert (last["month"], last["whole"]) == ("2026-02", "no")
    assert (last["net_revenue_last_year"], last["net_revenue_12_months"]) == ("", "")
    assert rows(run)[-2]["net_revenue_last_year"] == "151.00"
    assert rows(run)[-3]["whole"] == "yes"


def test_too_many_months_are_said_and_nothing_else_is_lost(analyze) -> None:
    run = analyze("--from", "1960-01", transactions="Customer,Date,Amount\nA,2026-01-02,10.00\nB,2026-01-03,20.00\n")
    assert run.status == 0
    assert "trend.csv" not in run.written()
    assert "No trend.csv: A trend has at most 600 months" in run.err
