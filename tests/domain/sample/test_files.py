import hashlib
import re
from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.domain.sample.rows import customers, rows
from whalecurve.domain.sample import sample_company
from whalecurve.domain.sample.company import draw_customers
from whalecurve.domain.sample.tables import write_files

# Whoever changes the company changes the figures that documents and pictures quote: a new digest is a decision.
DIGESTS = {
    "customers.csv": "d6672ca049c95bb8",
    "orders.csv": "e9da18bf148f3f9d",
    "products.csv": "ff88dfacf91a21d7",
    "activities.csv": "c34bc81e7bca5ff6",
    "costs.csv": "61a15adf97b2cd4b",
}
HEADERS = {
    "customers.csv": "Customer ID,Customer Name,Industry,Employees,Region,Sales Rep,Customer Since",
    "orders.csv": "Order ID,Order Date,Customer ID,Product ID,Quantity,List Price,Discount,Amount,Sales Rep",
    "products.csv": "Product ID,Product Name,Category,Unit Cost",
    "activities.csv": "Date,Customer ID,Activity,Count",
    "costs.csv": "Cost,Annual Amount,Kind,Driver",
}


class TestAllFiles:
    def test_the_same_bytes_everywhere(self):
        digests = {
            name: hashlib.sha256(text.encode()).hexdigest()[:16] for name, text in sample_company().files.items()
        }
        assert digests == DIGESTS

    def test_drawn_twice_nothing_changes(self):
        assert write_files(draw_customers()) == sample_company().files

    def test_one_header_row_each(self):
        assert {name: text.split("\n", 1)[0] for name, text in sample_company().files.items()} == HEADERS

    def test_nobody_can_change_what_others_are_given(self):
        sample_company().plan["fixed"].clear()
        assert len(sample_company().plan["fixed"]) == len(rows("costs.csv"))
        with pytest.raises(TypeError):
            sample_company().files["orders.csv"] = ""

    @pytest.mark.parametrize("name", ["orders.csv", "products.csv", "costs.csv"])
    def test_money_has_whole_cents(self, name):
        money = {"List Price", "Amount", "Unit Cost", "Annual Amount"}
        amounts = [value for row in rows(name) for header, value in row.items() if header in money]
        assert all(re.fullmatch(r"-?\d+\.\d\d", amount) for amount in amounts)


class TestCustomers:
    def test_ids_are_unique_and_begin_with_zeros(self):
        assert len(customers()) == len(rows("customers.csv")) == 480
        assert all(re.fullmatch(r"00\d{4}", one) for one in customers())

    def test_names_are_unique_and_varied(self):
        names = [row["Customer Name"] for row in customers().values()]
        assert len(set(names)) == len(names)
        for mark in ("'", "&", ",", "é", "ü", "ø", "ñ"):
            assert any(mark in name for name in names), mark
        assert max(Counter(name.split()[0] for name in names).values()) <= 12

    def test_no_name_could_run_as_a_formula(self):
        assert not any(re.match(r"\s*[=+\-@\t\r\0]", row["Customer Name"]) for row in customers().values())

    def test_levels(self):
        levels = {
            header: len({row[header] for row in customers().values()}) for header in ("Industry", "Region", "Sales Rep")
        }
        assert levels == {"Industry": 8, "Region": 5, "Sales Rep": 12}

    def test_sizes_have_a_heavy_tail(self):
        sizes = sorted(int(row["Employees"]) for row in customers().values())
        assert sizes[0] >= 2
        assert sum(sizes) / len(sizes) > 3 * sizes[len(sizes) // 2]

    def test_a_customer_is_known_by_its_first_order(self):
        first = {}
        for row in rows("orders.csv"):
            first.setdefault(row["Customer ID"], row["Order Date"])
        since = {one: row["Customer Since"] for one, row in customers().items()}
        assert all(since[one] <= day for one, day in first.items())
        assert 10 <= sum(since[one] == day for one, day in first.items()) <= 30

    def test_a_few_never_bought(self):
        buyers = {row["Customer ID"] for row in rows("orders.csv")}
        assert buyers < set(customers())
        assert len(customers()) - len(buyers) == 9


class TestOrders:
    def test_enough_lines_over_eighteen_months(self):
        lines = rows("orders.csv")
        months = Counter(row["Order Date"][:7] for row in lines)
        assert len(lines) == sample_company().truth.lines
        assert (min(months), max(months), len(months)) == ("2025-05", "2026-10", 18)
        assert min(months.values()) > 1000

    def test_lines_come_by_date_on_working_days(self):
        days = [row["Order Date"] for row in rows("orders.csv")]
        assert days == sorted(days)
        assert all(date.fromisoformat(day).weekday() < 5 for day in set(days))

    def test_the_amount_is_quantity_times_price_less_discount(self):
        for row in rows("orders.csv"):
            price = Decimal(row["Quantity"]) * Decimal(row["List Price"]) * (1 - Decimal(row["Discount"]))
            assert Decimal(row["Amount"]) == price.quantize(Decimal("0.01"), ROUND_HALF_UP)

    def test_discounts_are_shares(self):
        discounts = {Decimal(row["Discount"]) for row in rows("orders.csv")}
        assert min(discounts) == 0
        assert Decimal("0.2") < max(discounts) < Decimal("0.35")

    def test_returns_are_negative_lines_of_an_order_that_was_placed_before(self):
        placed, returns = set(), 0
        for row in rows("orders.csv"):
            key = (row["Order ID"], row["Product ID"])
            if int(row["Quantity"]) < 0:
                returns += 1
                assert key in placed
            placed.add(key)
        assert 0.01 < returns / len(rows("orders.csv")) < 0.05

    def test_no_customer_sends_back_more_than_it_bought(self):
        units = Counter()
        for row in rows("orders.csv"):
            units[row["Order ID"], row["Product ID"]] += int(row["Quantity"])
        assert min(units.values()) >= 0

    def test_an_order_has_one_customer_and_one_rep(self):
        owners = {(row["Order ID"], row["Customer ID"], row["Sales Rep"]) for row in rows("orders.csv")}
        assert len(owners) == len({order for order, _, _ in owners})

    def test_a_colleague_covers_now_and_then(self):
        covered = [row["Sales Rep"] != customers()[row["Customer ID"]]["Sales Rep"] for row in rows("orders.csv")]
        assert 0.02 < sum(covered) / len(covered) < 0.06

    def test_every_product_is_on_file_and_sold(self):
        assert {row["Product ID"] for row in rows("orders.csv")} == {row["Product ID"] for row in rows("products.csv")}

    def test_prices_rose_once(self):
        prices = {}
        for row in rows("orders.csv"):
            if int(row["Quantity"]) > 0:
                prices.setdefault(row["Product ID"], {}).setdefault(row["List Price"], row["Order Date"])
        assert all(len(dates) == 2 and max(dates.values()) >= "2026-01-01" for dates in prices.values())


class TestActivities:
    def test_three_kinds_each_often(self):
        kinds = Counter(row["Activity"] for row in rows("activities.csv"))
        assert set(kinds) == {"Delivery", "Visit", "Ticket"}
        assert min(kinds.values()) > 3000

    def test_each_is_of_a_customer_on_file_and_counts_at_least_once(self):
        assert {row["Customer ID"] for row in rows("activities.csv")} <= set(customers())
        assert all(int(row["Count"]) >= 1 for row in rows("activities.csv"))

    def test_one_row_a_day_customer_and_kind(self):
        keys = [(row["Date"], row["Customer ID"], row["Activity"]) for row in rows("activities.csv")]
        assert keys == sorted(set(keys))


class TestCosts:
    def test_the_list_is_the_fixed_part_of_the_plan(self):
        listed = [(row["Cost"], row["Annual Amount"], row["Driver"]) for row in rows("costs.csv")]
        plan = [(pool["name"], pool["annual_amount"], pool["driver"]) for pool in sample_company().plan["fixed"]]
        assert listed == plan
        assert {row["Kind"] for row in rows("costs.csv")} == {"Fixed"}
