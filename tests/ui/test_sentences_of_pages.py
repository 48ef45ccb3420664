"""Every sentence of every page is read, over companies of none, one and two of everything and names with dots."""

import re

import pytest

from tests.analysis.retail import discount_shop, shop_without_costs
from tests.sentences import faults
from tests.ui.build import go, open_app, upload, use, words

HEADER = "Order ID,Order Date,Customer ID,Customer Name,Region,Amount,Cost\n"
COMPANIES = {
    "one customer": [("A", "Gifts, Inc.", "North", 100, 60)],
    "one customer at a loss": [("A", "Gifts, Inc.", "North", 100, 160)],
    "one of two at a loss": [("A", "Gifts, Inc.", "North", 100, 60), ("B", "Why? Ltd.", "South", 90, 130)],
    "one who breaks even": [("A", "Co.", "N.", 100, 60), ("B", "B. B.", "S.", 90, 90), ("C", "C.", "N.", 80, 95)],
    "all alike": [(f"K{number:02d}", f"Firm {number}, Inc.", "North", 100, 50) for number in range(14)],
    "more than a thousand percent": [("A", "Rich, Inc.", "N.", 9000, 4000), ("B", "Poor, Inc.", "S.", 9000, 13_900)],
    "a line of nobody": [("A", "Gifts, Inc.", "North", 100, 60), ("", "", "South", 10, 5)],
    "two lines of nobody": [("A", "Gifts, Inc.", "North", 100, 60), ("", "", "S.", 10, 5), ("", "", "S.", 11, 5)],
}  # fmt: skip
PAGES = ("ranking", "costs", "segments", "share", "data")


def orders(rows):
    lines = [
        f'{place},2026-0{1 + place % 3}-05,{own},"{name}",{region},{amount},{cost}\n'
        for place, (own, name, region, amount, cost) in enumerate(rows, start=1)
    ]
    return HEADER + "".join(lines)


def read(app):
    """Complaints about what a page says, each sentence by itself."""
    said = words(app).replace("**", "")
    return [fault for line in said.split("\n") for fault in faults(re.sub(r":material/\w+:", "", line).strip())]


def opened(app):
    """The ranking with the first customer's statement open."""
    app.session_state["statement_asked"] = app.dataframe[-1].value["Id"].iloc[0]
    return app.run()


@pytest.mark.parametrize("rows", COMPANIES.values(), ids=COMPANIES.keys())
def test_every_page_reads_well(rows):
    app = use(upload(open_app(), {"orders.csv": orders(rows)}))
    assert [(page, fault) for page in PAGES for fault in read(go(app, page))] == []
    assert read(opened(go(app, "ranking"))) == []


def test_a_set_of_customers_has_one_number_on_every_page():
    rows = [("A", "A", "N", 900, 100), ("B", "B", "N", 100, 100), ("C", "C", "S", 100, 150), ("D", "D", "S", 0, 20)]
    app = use(upload(open_app(), {"orders.csv": orders(rows)}))
    said = words(app)
    assert "2 of 4 at a loss" in said
    assert "2 give part of it back" in said
    assert "; 2 give back 70.00" in said
    app = go(app, "costs")
    assert "losers 2 of 4" in words(app)


def test_losers_by_discount_are_said_to_be_on_ranking_and_segments():
    app = use(upload(open_app(), {"shop.csv": discount_shop()}))
    for page in ("ranking", "segments"):
        said = words(go(app, page))
        told = re.search(
            r"fall short of your average through discounts \((.+?)\): they get (\d+) % off list prices", said
        )
        assert told is not None, said
        assert 35 <= int(told[2]) <= 50
        others = re.search(r"off list prices \([\d,.]+\), everybody else (\d+) %", said)
        assert 10 <= int(others[1]) <= 18
        assert read(app) == []


def test_without_any_cost_it_is_revenue_and_nothing_is_concluded():
    app = use(upload(open_app(), {"shop.csv": shop_without_costs()}))
    for page in ("ranking", "segments", "costs"):
        said = words(go(app, page))
        assert "There is no cost in your files and none in the plan: what you see is revenue, not profit" in said
        assert read(app) == []
        if page != "costs":
            for conclusion in (
                "in line",
                "at a loss",
                "high-profit",
                "give back",
                "gives back",
                "costly to serve",
                "earn",
            ):
                assert conclusion not in said.replace("who earns or loses", "").replace(
                    "Who really earns your profit?", ""
                )
    assert ": no cost yet" in words(app)
    said = words(go(app, "ranking"))
    assert "Revenue 202,547 · 90 customers" in said
    assert "Profit " not in said


def test_with_costs_for_a_part_of_the_lines_the_share_is_said_and_nobody_is_judged():
    rows = [(f"K{number}", f"Firm {number}", "N", 100, 50 if number < 6 else "") for number in range(10)]
    app = use(upload(open_app(), {"orders.csv": orders(rows)}))
    said = words(app)
    assert "Only 60 % of revenue carries a cost of goods" in said
    assert "4 customers carry none at all." in said
    assert "not in line" not in said
    assert read(app) == []
