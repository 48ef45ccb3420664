"""``actions.csv``: what to do, by the contract, with figures worked by hand."""

import csv

SALES = """Order ID,Order Date,Customer ID,Customer Name,Amount,Cost
1,2026-01-05,A,Anvil,100.00,20.00
2,2026-01-09,B,=Bolt,50.00,10.00
3,2026-01-20,B,=Bolt,50.00,10.00
4,2026-02-03,C,Crate,30.00,20.00
5,2026-02-03,B,=Bolt,40.00,10.00
"""
PLAN = {"currency": "USD", "variable": [{"name": "Orders", "rate": 35, "per": "order"}]}


def rows(run):
    with (run.folder / "actions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_loser_gets_its_break_even_and_the_money_of_a_year(analyze) -> None:
    run = analyze(transactions=SALES, plan=PLAN)
    assert run.status == 0
    (loser,) = [row for row in rows(run) if row["action"] == "reprice"]
    # Crate: 30 - 20 - 35 = -25 in two months, that is -150 a year; 25 / 30 = 83.3..., rounded up to be enough
    assert list(loser)[:6] == ["customer_id", "customer_name", "action", "why", "what", "money_at_stake"]
    assert (loser["customer_id"], loser["customer_name"], loser["money_at_stake"]) == ("C", "Crate", "150.00")
    assert loser["certainty"] == ""
    assert "prices 83.4 % higher (25.00 more revenue)" in loser["what"]
    assert "Letting it go would save 25.00" in loser["what"]
    assert "No activities are known" in run.err


def test_a_hostile_name_runs_no_formula(analyze) -> None:
    found = rows(analyze(transactions=SALES, plan=PLAN))
    assert {row["customer_name"] for row in found if row["customer_id"] == "B"} <= {"'=Bolt"}
    assert [row["customer_id"] for row in found if row["action"] == "referral"] == ["A"]


def test_without_costs_there_are_no_actions_and_the_reason_is_said(analyze) -> None:
    run = analyze(transactions="Customer,Date,Amount\nA,2026-01-02,10.00\nB,2026-01-03,20.00\n")
    assert run.status == 0
    assert rows(run) == []
    assert "note: What to do can be said once there are costs.\n" in run.err


def test_a_customer_that_lost_twice_is_told_when(analyze) -> None:
    sales = f"{SALES}6,2026-01-07,C,Crate,30.00,20.00\n"
    (loser,) = [row for row in rows(analyze(transactions=sales, plan=PLAN)) if row["action"] == "reprice"]
    assert loser["why"].endswith("It lost in each of the last two spans of 1 month.")
    run = analyze("--from", "2026-02", transactions=sales, plan=PLAN)
    (loser,) = [row for row in rows(run) if row["action"] == "reprice" and row["customer_id"] == "C"]
    assert loser["why"].endswith("It lost in the 1 month before too.")


def market(customers=240):
    """Customers of whom clinics buy a lot and others little, by turns, and five prospects."""
    kinds = ("Clinic", "Retail", "Hotel", "School", "Bank")
    orders, people = ["Order ID,Order Date,Customer ID,Amount,Cost"], ["Customer ID,Customer Name,Industry"]
    for number in range(customers):
        kind = kinds[number * 7 % 5]
        amount = 300 + number % 50 if kind == "Clinic" else 60 + number % 50
        orders.append(f"{number},2026-0{number % 6 + 1}-05,C{number:04d},{amount}.00,40.00")
        people.append(f"C{number:04d},Firm {number},{kind}")
    return "\n".join(orders) + "\n", "\n".join(people) + "\n"


LEADS = "Prospect ID,Prospect Name,industry\nL-1,Shop,Retail\nL-2,=Care,Clinic\nL-3,Moon,Rocketry\n"


def test_prospects_like_the_best_are_among_the_actions(analyze) -> None:
    orders, people = market()
    run = analyze(transactions=orders, customers=people, prospects=LEADS, plan=PLAN)
    (found,) = [row for row in rows(run) if row["action"] == "prospect"]
    assert (found["customer_id"], found["customer_name"]) == ("L-2", "'=Care")
    assert "Industry is Clinic" in found["why"]


def test_where_nothing_was_found_no_prospect_is_scored_and_the_reason_is_said(analyze) -> None:
    run = analyze(transactions=SALES, prospects=LEADS, plan=PLAN)
    assert [row for row in rows(run) if row["action"] == "prospect"] == []
    assert "Nobody is scored: " in run.err
