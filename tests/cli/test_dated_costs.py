"""Rates that change in the period, through the command: figures worked out by hand, old plans to the cent."""

import pytest

from tests.cli.run import rows

# An order that spans March and April belongs to March, where its first line lies.
LINES = """\
Order,Date,Customer,Category,Quantity,Amount,Cost
1,2026-01-10,a,Tea,4,100.00,40
2,2026-03-30,a,Tea,1,50.00,10
2,2026-04-02,a,Ink,2,30.00,11
3,2026-04-11,b,Tea,10,60.00,50
4,2026-06-12,b,Ink,7,10.01,5
5,2026-05-01,,Tea,1,8.00,1
"""
DONE = "Customer,Activity,Count,Date\na,Visit,2,2026-01-05\na,Visit,1,2026-05-05\nb,Visit,4,\n"
CUSTOMERS = "customer_id,days_of_credit,Region\na,73,North\nb,365,South\n"
FILES = {"transactions": LINES, "activities": DONE, "customers": CUSTOMERS}


def dated(per, rate="40", later="55", **changes):
    cost = {"name": "Extra", "per": per, "rate": rate, "rate_from": {"2026-04": later}, **changes}
    return {"variable": [cost]}


@pytest.mark.parametrize(
    ("plan", "a", "b", "nobody"),
    [
        (dated("order"), "80.00", "110.00", "55.00"),
        (dated("line"), "135.00", "110.00", "55.00"),
        (dated("unit", "0.004", "0.005"), "0.03", "0.09", "0.00"),  # 0.02 + 0.01; 0.085
        (dated("revenue", "0.1", "0.2"), "21.00", "14.00", "1.60"),  # 15 + 6; 70.01 x 0.2 = 14.002
        (dated("new_customer"), "40.00", "55.00", "0.00"),
        (dated("credit_day", "0.1", "0.2"), "4.20", "14.00", "0.00"),  # (150 x 0.1 + 30 x 0.2) / 5; 70.01 x 0.2
        (dated("Visit"), "135.00", "160.00", "0.00"),  # without a date: what is known at the beginning
        (dated("order", only={"category": ["Tea"]}), "80.00", "55.00", "55.00"),
        (dated("revenue", "0.1", "0.2", only={"Region": ["South"]}), "0.00", "14.00", "0.00"),
    ],
)
def test_each_quantity_costs_what_held_when_it_came_to_be(analyze, plan, a, b, nobody):
    run = analyze(**FILES, plan=plan)
    assert run.status == 0, run.err
    assert run.column("Extra") == {"a": a, "b": b}
    assert float(run.summary["unassigned"]["cost"]) - 1 == pytest.approx(float(nobody))
    assert run.summary["reconciliation"]["difference"] == "0.00"


def test_unit_costs_by_the_plan_change_with_their_month_too(analyze):
    run = analyze(**FILES, plan=dated("unit", "1", "2", kind="cost_of_goods"))
    assert run.column("cost_of_goods") == {"a": "70.00", "b": "89.00"}  # 61 + 5 + 4; 55 + 34
    assert run.summary["cost_reconciliation"]["difference"] == "0.00"


@pytest.mark.parametrize(
    ("options", "a", "b"),
    [
        (["--to", "2026-03"], "80.00", "0.00"),
        (["--from", "2026-04"], "55.00", "110.00"),
        (["--from", "2026-03", "--to", "2026-05"], "40.00", "55.00"),
    ],
)
def test_a_period_has_the_rates_of_its_months(analyze, options, a, b):
    run = analyze(*options, **FILES, plan=dated("order"))
    assert run.column("Extra") == {"a": a, "b": b}


def test_a_rate_that_changes_to_itself_is_the_old_plan_to_the_cent(analyze):
    old = {"variable": [{"name": "Extra", "per": "revenue", "rate": "0.0333"}]}
    assert (
        analyze(**FILES, plan=old).statements == analyze(**FILES, plan=dated("revenue", "0.0333", "0.0333")).statements
    )


@pytest.mark.parametrize(
    "plan",
    [
        {"fixed": [{"name": "Rent", "annual_amount": "-1"}]},
        {"fixed": [{"name": "Rent", "amounts": {"2026-01": "5", "2026-02": "-6"}}]},
        {"variable": [{"name": "Rent", "rate": "-0.01"}]},
        dated("order", later="-1"),
    ],
)
def test_a_cost_below_zero_is_refused_with_a_word(analyze, plan):
    run = analyze(**FILES, plan=plan)
    assert run.status == 2
    assert "A cost is not below zero. Found: " in run.err
    assert "count it as revenue" in run.err


def test_a_month_below_zero_is_taken_off_its_cost(analyze):
    plan = {"fixed": [{"name": "Power", "amounts": {"2026-01": "60", "2026-02": "-6"}}]}
    assert analyze(**FILES, plan=plan).summary["costs"]["Power"] == "54.00"


def test_a_list_whose_costs_are_all_written_negative_is_turned_and_said(analyze):
    run = analyze(**FILES, costs="Account,Amount,Month\nRent,-100.00,2026-01\nPower,-20.00,2026-02\n")
    assert (run.summary["costs"]["Rent"], run.summary["costs"]["Power"]) == ("100.00", "20.00")
    assert "A cost that is written negative: Amount is below zero in all 2 rows with an amount." in run.err


def test_a_cost_of_a_list_that_is_below_zero_in_all_is_set_aside_by_line(analyze):
    costs = "Account,Amount,Month\nRent,100.00,2026-01\nBonus,-20.00,2026-02\nBonus,5.00,2026-03\nRent,-1.00,2026-03\n"
    run = analyze(**FILES, costs=costs)
    assert run.summary["costs"]["Rent"] == "99.00"
    assert "Bonus" not in run.summary["costs"]
    assert [(row["line"], row["found"]) for row in run.problems] == [("3", "-20.00"), ("4", "5.00")]
    assert "2 rows were set aside of costs.csv" in run.out


def test_a_list_that_differs_from_the_plan_is_said_and_the_plan_counts(analyze):
    costs = "Account,Amount,Month\nRent,100.00,2026-01\nPower,20.00,2026-02\n"
    plan = {"about": {"plan": "old", "made_on": "2026-11-29"}, "fixed": [{"name": "Rent", "amounts": {"2026-01": 90}}]}
    run = analyze(**FILES, costs=costs, plan=plan)
    assert run.summary["costs"]["Rent"] == "90.00"
    said = "Rent 100.00 in the list, 90.00 in the plan; Power 20.00 in the list, nothing in the plan."
    assert f"note: The list of costs differs from the plan, and the plan counts: {said}" in run.err
    plan["fixed"] = [{"name": name, "amounts": {month: amount}} for name, month, amount in
                     (("Rent", "2026-01", 100), ("Power", "2026-02", 20), ("Vans", "2026-02", 5))]  # fmt: skip
    assert "differs from the plan" not in analyze(**FILES, costs=costs, plan=plan).err


def test_lines_of_nobody_say_what_they_are_of(analyze):
    run = analyze(**FILES, plan=dated("order") | {"currency": "EUR"})
    (row,) = rows(run.folder / "unassigned.csv")
    assert (row["currency"], row["period_from"], row["period_to"], row["plan"]) == ("EUR", "2026-01", "2026-06", "plan")
    assert row["made_on"][:2] == "20"
