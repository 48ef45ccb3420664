"""Drivers, bases, scopes, periods and currencies through the command, checked against figures worked out by hand."""

import pytest

LINES = """\
Order,Date,Customer,Product,Category,Quantity,Amount,Cost,Freight,Rep
1,2026-01-10,a,Green,Tea,4,100.00,40,3.00,Ann
1,2026-02-02,a,Black,Ink,1,50.00,10,1.50,Ann
2,2026-02-11,b,Green,Tea,10,60.00,50,2.00,Bo
3,2026-02-12,stranger,Green,Tea,2,30.00,5,1.00,Bo
4,2026-02-13,b,Green,Tea,-1,-6.00,-5,0.00,Bo
5,2026-02-14,,Black,Ink,1,10.00,2,0.50,Ann
"""
CUSTOMERS = """\
customer_id,customer_name,Region,Desks,days_of_credit
a,Anvil,North,3,30
b,Bolt,South,1,73
c,Crate,North,0,10
"""
ACTIVITIES = """\
Customer,Activity,Count,Date
a,Visit,2,2026-01-05
b,Visit,1,2026-02-05
b,Visit,4,2025-12-05
a,Call,1.5,
stranger,Call,1,2026-02-05
"""
YEAR = ("--from", "2026-01", "--to", "2026-12")
MAP = {
    "transactions": {
        "order": "Order", "date": "Date", "customer": "Customer", "product": "Product", "category": "Category",
        "quantity": "Quantity", "amount": "Amount", "cost": "Cost", "rep": "Rep",
    },
    "costs": {"freight": "Freight"},
}  # fmt: skip


def files(plan=None, **more):
    known = {"transactions": LINES, "customers": CUSTOMERS, "activities": ACTIVITIES, "map": MAP}
    return known | ({"plan": plan} if plan else {}) | more


def pool(driver, amount="120", **changes):
    settings = {"settings": changes.pop("settings")} if "settings" in changes else {}
    return {"fixed": [{"name": "Pool", "annual_amount": amount, "driver": driver, **changes}], **settings}


def rated(per, rate="1", **changes):
    return {"variable": [{"name": "Extra", "kind": "service", "rate": rate, "per": per, **changes}]}


DRIVERS = {
    "customers": ("40.00", "40.00", "40.00"),
    "revenue": ("88.24", "31.76", "0.00"),  # 150 : 54
    "gross_margin": ("110.09", "9.91", "0.00"),  # 100 : 9
    "orders": ("40.00", "80.00", "0.00"),  # 1 : 2
    "lines": ("60.00", "60.00", "0.00"),
    "units": ("42.86", "77.14", "0.00"),  # 5 : 9
    "Visit": ("80.00", "40.00", "0.00"),  # 2 : 1 in the period
    "Call": ("120.00", "0.00", "0.00"),
    "Desks": ("90.00", "30.00", "0.00"),
}
BASES = {
    "revenue": (("150.00", "54.00", "0.00"), "40.00"),
    "order": (("1.00", "2.00", "0.00"), "2.00"),
    "line": (("2.00", "2.00", "0.00"), "2.00"),
    "unit": (("5.00", "9.00", "0.00"), "3.00"),
    "new_customer": (("1.00", "1.00", "0.00"), "0.00"),
    "credit_day": (("12.33", "10.80", "0.00"), "0.00"),  # 150 x 30 / 365, 54 x 73 / 365
    "Visit": (("2.00", "1.00", "0.00"), "0.00"),
    "Call": (("1.50", "0.00", "0.00"), "1.00"),
}


def by_customer(run, name):
    found = run.column(name)
    return tuple(found[one] for one in "abc")


@pytest.mark.parametrize(("driver", "expected"), DRIVERS.items())
def test_a_pool_is_shared_by_any_driver(analyze, driver, expected):
    run = analyze(*YEAR, **files(pool(driver)))
    assert run.status == 0
    assert by_customer(run, "Pool") == expected


@pytest.mark.parametrize(("per", "expected"), BASES.items())
def test_a_rate_is_counted_by_any_basis_and_strangers_keep_theirs(analyze, per, expected):
    run = analyze(*YEAR, **files(rated(per)))
    assert run.status == 0
    assert by_customer(run, "Extra") == expected[0]
    assert run.summary["unassigned"] == {
        "revenue": "40.00",
        "cost": f"{7 + float(expected[1]):.2f}",
        "unused_capacity": "0.00",
    }


def test_a_customer_without_transactions_stands_once(analyze):
    run = analyze(*YEAR, **files(pool("customers")))
    assert [row["customer_id"] for row in run.statements].count("c") == 1
    assert run.column("customer_profit")["c"] == "-40.00"
    assert run.summary["customers"] == 3


def test_active_customers_alone_share_when_asked(analyze):
    run = analyze(*YEAR, **files(pool("customers", settings={"share_with": "active"})))
    assert by_customer(run, "Pool") == ("60.00", "60.00", "0.00")


def test_capacity_that_nobody_used_is_shown_and_never_smeared(analyze):
    run = analyze(*YEAR, **files(pool("Call", practical_capacity="12")))
    assert by_customer(run, "Pool") == ("15.00", "0.00", "0.00")
    assert run.summary["unassigned"] == {"revenue": "40.00", "cost": "17.00", "unused_capacity": "95.00"}
    assert run.summary["costs"]["Pool"] == "15.00"
    assert run.summary["company_profit"] == f"{244 - 102 - 120:.2f}"


def test_what_nothing_can_share_is_unassigned(analyze):
    assert (
        analyze(**files(pool("Visit"), activities=ACTIVITIES.replace("2026-0", "2024-0"))).summary["unassigned"]["cost"]
        == f"{7 + 20:.2f}"
    )


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ({"category": ["Tea"]}, ("100.00", "54.00", "0.00")),
        ({"Product": ["Black"]}, ("50.00", "0.00", "0.00")),
        ({"rep": ["Bo"]}, ("0.00", "54.00", "0.00")),
        ({"Region": ["North"]}, ("150.00", "0.00", "0.00")),
        ({"Region": ["North"], "category": ["Ink"]}, ("50.00", "0.00", "0.00")),
        ({"category": ["nothing like it"]}, ("0.00", "0.00", "0.00")),
    ],
)
def test_a_cost_may_be_limited(analyze, only, expected):
    assert by_customer(analyze(**files(rated("revenue", only=only))), "Extra") == expected


def test_a_further_cost_column(analyze):
    plan = {
        "variable": [{"name": "Freight out", "kind": "freight", "column": "freight", "only": {"category": ["Tea"]}}]
    }
    assert by_customer(analyze(**files(plan)), "Freight out") == ("3.00", "2.00", "0.00")


def test_cost_of_goods_by_the_plan_counts_above_the_gross_margin(analyze):
    run = analyze(**files({"variable": [{"name": "Making", "kind": "cost_of_goods", "rate": "0.5", "per": "unit"}]}))
    assert by_customer(run, "cost_of_goods") == ("52.50", "49.50", "0.00")
    assert by_customer(run, "gross_margin") == ("97.50", "4.50", "0.00")
    assert "Making" not in run.header


class TestPeriod:
    def test_the_whole_span_by_default(self, analyze):
        run = analyze(**files(pool("customers")))
        assert run.summary["period"] == {"from": "2026-01", "to": "2026-02"}
        assert by_customer(run, "Pool") == ("6.67", "6.67", "6.66")

    def test_one_month(self, analyze):
        run = analyze("--from", "2026-02", "--to", "2026-02", **files(pool("orders", "12")))
        assert by_customer(run, "net_revenue") == ("50.00", "54.00", "0.00")
        assert by_customer(run, "Pool") == ("0.33", "0.67", "0.00")
        assert run.summary["reconciliation"] == {"files": "144.00", "results": "144.00", "difference": "0.00"}
        assert "note: 2 rows of activities lie outside 2026-02 and are not counted." in run.err
        assert "note: Activities without a date count in full, whatever the period." in run.err

    @pytest.mark.parametrize(
        ("options", "expected"),
        [(["--from", "2026-02"], ("2026-02", "2026-02")), (["--to", "2026-01"], ("2026-01", "2026-01"))],
    )
    def test_an_open_end_is_the_datas(self, analyze, options, expected):
        period = analyze(*options, **files()).summary["period"]
        assert (period["from"], period["to"]) == expected

    def test_the_plans_period_holds_unless_the_command_names_another(self, analyze):
        plan = {"period": {"from": "2026-02", "to": "2026-02"}}
        assert analyze(**files(plan)).summary["net_revenue"] == "104.00"
        assert analyze("--from", "2026-01", **files(plan)).summary["net_revenue"] == "204.00"

    def test_an_order_that_spans_months_counts_once(self, analyze):
        assert by_customer(analyze(**files(rated("order"))), "Extra") == ("1.00", "2.00", "0.00")


class TestCurrencies:
    @pytest.mark.parametrize(
        ("code", "amount", "expected", "rent"),
        [("KWD", "1.2345", "1.235", "0.417"), ("JPY", "1000.5", "1001", "0"), ("USD", "1.0050", "1.01", "0.42")],
    )
    def test_digits_of_the_currency(self, analyze, code, amount, expected, rent):
        sales = f"Customer,Date,Amount,Currency\nA,2026-01-01,{amount},{code}\n"
        run = analyze(transactions=sales, plan={"fixed": [{"name": "Rent", "annual_amount": "5"}]})
        assert run.summary["currency"] == code
        assert run.column("net_revenue") == {"A": expected}
        assert run.column("Rent") == {"A": rent}

    def test_one_of_two_is_chosen_and_the_rest_set_aside_by_line(self, analyze):
        sales = "Customer,Date,Amount,Currency\nA,2026-01-01,1,EUR\nB,2026-01-01,2,USD\n"
        run = analyze("--currency", "eur", transactions=sales, plan={"currency": "EUR"})
        assert (run.status, run.summary["net_revenue"]) == (0, "1.00")
        assert [(row["line"], row["found"]) for row in run.problems] == [("3", "USD")]
        assert run.summary["lines"] == {"read": 2, "used": 1, "set_aside": 1}


class TestTotals:
    def test_a_total_that_is_a_loss_has_no_shares_of_profit(self, analyze):
        run = analyze(
            transactions="Customer,Date,Amount,Cost\nA,2026-01-01,10,30\nB,2026-01-01,5,1\nC,2026-01-01,4,1\n"
        )
        summary = run.summary
        assert summary["profit"] == "-13.00"
        assert summary["whale"] == {"peak_share": None, "peak_customers": 2, "top_20_percent_share": None}
        assert [group["profit_share"] for group in summary["groups"].values()] == [None, None, None]
        assert summary["groups"]["top"]["verdict"].endswith("loses money; all together make no profit to share.")

    @pytest.mark.parametrize("amounts", [("5", "-5", "0"), ("-5", "-1", "2")])
    def test_revenue_of_nothing_or_less_has_no_shares_at_all(self, analyze, amounts):
        lines = "".join(f"{one},2026-01-01,{amount}\n" for one, amount in zip("ABC", amounts, strict=True))
        groups = analyze(transactions="Customer,Date,Amount\n" + lines).summary["groups"]
        assert {group["revenue_share"] for group in groups.values()} == {None}
        assert all("bring zero or less" in group["verdict"] for group in groups.values())

    def test_one_customer(self, analyze):
        summary = analyze(transactions="Customer,Date,Amount\nA,2026-01-01,10\n").summary
        assert summary["whale"] == {"peak_share": 1.0, "peak_customers": 1, "top_20_percent_share": 1.0}
        assert [group["customers"] for group in summary["groups"].values()] == [["A"], [], []]

    def test_a_sale_with_its_refund_gives_nothing(self, analyze):
        assert analyze(transactions="Customer,Date,Amount\nA,2026-01-01,10\nA,2026-01-09,-10\n").column(
            "net_revenue"
        ) == {"A": "0.00"}


def test_missing_words_are_missing(analyze):
    amounts = ["NULL", "N/A", "-", "", "7"]
    lines = "".join(f"A,2026-01-0{day},{text},10\n" for day, text in enumerate(amounts, start=1))
    run = analyze(transactions="Customer,Date,Amount,Cost\n" + lines)
    assert run.summary["lines"] == {"read": 5, "used": 1, "set_aside": 4}
    assert [row["line"] for row in run.problems] == ["2", "3", "4", "5"]
    assert run.summary["net_revenue"] == "7.00"


def test_one_flat_file_with_profit_on_the_line(analyze):
    flat = (
        "Order ID,Order Date,Customer ID,Customer Name,Segment,Sales,Profit\n"
        "O1,2026-01-01,C1,Ann,Home,100,25.5\nO2,2026-01-02,C2,Bo,Office,50,-5\n"
        "O3,2026-02-02,C2,Bo,Office,10,0\n"
    )
    mapping = {
        "transactions": {
            "order": "Order ID", "date": "Order Date", "customer": "Customer ID", "customer_name": "Customer Name",
            "amount": "Sales", "profit": "Profit",
        },
        "customers": {"id": "Customer ID", "name": "Customer Name", "traits": ["Segment"]},
    }  # fmt: skip
    plan = {"variable": [{"name": "Extra", "rate": "0.1", "only": {"Segment": ["Home"]}}]}
    for run in (analyze(transactions=flat, map=mapping, plan=plan), analyze(transactions=flat, plan=plan)):
        assert run.column("customer_profit") == {"C1": "15.50", "C2": "-5.00"}
        assert run.column("customer_name") == {"C1": "Ann", "C2": "Bo"}
