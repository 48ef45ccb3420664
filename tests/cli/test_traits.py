"""``traits.json``: always there when the run got to its end, whatever the customers are."""

import json

import pytest

from tests.cli.run import SALES

KEYS = ["verdict", "target", "customers", "base_rate", "skill", "p_value", "traits", "rules", "clusters"]


def traits(run):
    return json.loads((run.folder / "traits.json").read_text(encoding="utf-8"))


def firm(trait, customers=120):
    people = ["customer_id,customer_name,Trait"]
    sales = ["Customer,Date,Order,Amount,Cost"]
    for number in range(customers):
        people.append(f"c{number:03d},Firm {number},{trait(number)}")
        amount = 900 if number % 4 == 0 else 100 + number % 50
        sales.append(f"c{number:03d},2026-01-0{number % 9 + 1},{number},{amount}.{number % 90 + 10},40")
    return {"transactions": "\n".join(sales) + "\n", "customers": "\n".join(people) + "\n"}


def test_two_customers_are_too_few_and_every_key_is_there(analyze):
    found = traits(analyze(transactions=SALES))
    assert list(found) == KEYS
    assert (found["verdict"], found["customers"]) == ("too few", 2)
    assert (found["skill"], found["p_value"], found["traits"], found["rules"], found["clusters"]) == (
        None,
        None,
        [],
        [],
        [],
    )


def test_a_planted_trait_is_named_and_said(analyze):
    run = analyze(**firm(lambda number: "bank" if number % 4 == 0 else "farm"))
    found = traits(run)
    assert (found["verdict"], found["traits"][0]["trait"]) == ("found", "Trait")
    rule = found["rules"][0]
    assert rule["conditions"] == ["Trait is bank"]
    assert rule["low"] <= rule["rate"] <= 1 <= rule["lift"]
    assert "Found: Trait tells your high-profit customers apart." in run.out


@pytest.mark.parametrize(
    "trait",
    [
        lambda n: "same",
        lambda n: "",
        lambda n: f"no {n} of {n * 7}",
        lambda n: n % 3,
        lambda n: "=1+1" if n % 3 else "x",
    ],
    ids=["all the same", "missing", "all unique", "numbers", "formulas"],
)
def test_a_word_for_every_column(analyze, trait):
    run = analyze(**firm(trait, customers=60))
    assert run.status == 0
    assert traits(run)["verdict"] == "nothing found"


def test_the_traits_of_an_earlier_run_do_not_outlive_it(analyze, tmp_path):
    out = tmp_path / "out"
    analyze(transactions=SALES, out=out)
    analyze(transactions="", out=out)
    assert not (out / "traits.json").exists()
