"""Kits whose parts stand on lines of their own: once where the amounts say so, else asked about."""

import random
from decimal import Decimal

import pytest

from tests.intake.build import csv_bytes, money, text_table
from whalecurve.analysis.reading import read_tables
from whalecurve.intake.meaning.decision import open_decisions
from whalecurve.intake.recognition.mapping import Mapping

WAYS = ("Parent SKU", "Bundle", "Line No", "Line Type")


def read(header, rows, answer=""):
    mapping = Mapping.from_json({"kits": answer}) if answer else None
    whole = ("Order ID", "Order Date", "Customer", "SKU", header, "Quantity", "Amount")
    return read_tables([("transactions", text_table(csv_bytes([whole, *rows])))], mapping)


def ledger(seed, *, off=0, free=""):
    """Orders with a kit and its parts among other lines; ``off`` cents more on a kit, ``free`` lines without."""
    dice = random.Random(seed)
    way, rows, sums = WAYS[seed % len(WAYS)], [], {"kits": 0, "parts": 0, "other": 0}
    for order in range(dice.randint(2, 6)):
        parts = [dice.randint(500, 9_000) for _ in range(dice.randint(2, 3))]
        head = (f"A-{order}", f"2025-0{1 + order % 9}-07", f"Customer {order % 3}")
        names = {"Line No": ("1", "1.{}", "2"), "Line Type": ("Kit", "Component", "Item")}.get(way, ("", "KIT-1", ""))
        lines = [("KIT-1", names[0], 0 if free == "kits" else sum(parts) + off)]
        lines += [
            (f"P-{n}", names[1].format(n), 0 if free == "parts" else cents) for n, cents in enumerate(parts, start=1)
        ]
        sums["kits"] += lines[0][2]
        sums["parts"] += sum(line[2] for line in lines[1:])
        other = dice.randint(500, 9_000)
        sums["other"] += other
        lines.append(("P-9", names[2], other))
        rows += [(*head, sku, told, 1, f"{cents // 100}.{cents % 100:02d}") for sku, told, cents in lines]
    return way, rows, {name: Decimal(cents) / 100 for name, cents in sums.items()}


@pytest.mark.parametrize("seed", range(12))
def test_parts_that_add_up_to_their_kit_count_once_without_a_question(seed):
    way, rows, sums = ledger(seed)
    result = read(way, rows)
    assert open_decisions(result.decisions) == []
    assert sum(money(result)) == sums["parts"] + sums["other"]
    assert any("add up to their kit" in each.proof for each in result.decisions)


@pytest.mark.parametrize("seed", range(8))
def test_kits_at_a_price_of_their_own_are_asked_about(seed):
    way, rows, sums = ledger(seed, off=-100)
    (question,) = open_decisions(read(way, rows).decisions)
    wanted = [sums["parts"], sums["kits"], sums["parts"] + sums["kits"]]
    assert [Decimal(choice.net_revenue) - sums["other"] for choice in question.alternatives] == wanted
    for choice in question.alternatives:
        answered = read(way, rows, choice.answer["kits"])
        assert open_decisions(answered.decisions) == []
        assert sum(money(answered)) == Decimal(choice.net_revenue)


@pytest.mark.parametrize("free", ["kits", "parts"])
@pytest.mark.parametrize("seed", range(4))
def test_one_side_without_money_is_nothing_to_ask(seed, free):
    way, rows, sums = ledger(seed, free=free)
    result = read(way, rows)
    assert open_decisions(result.decisions) == []
    assert sum(money(result)) == sum(sums.values())


def test_line_numbers_with_decimals_are_no_parts():
    rows = [("A-1", "2025-01-05", "Ann", f"P-{n}", f"{n}.0", 1, f"{n}0.00") for n in (1, 2, 3)]
    assert sum(money(read("Line No", rows))) == 60
