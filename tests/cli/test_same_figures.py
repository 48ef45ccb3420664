"""Whatever the order, the pieces and the spelling of the files: the same figures."""

import csv
import io
import random

import pytest

from tests.cli.run import SALES

HOSTILE = [
    "=1+1",
    "+A1",
    "-2-3",
    "@SUM(A1)",
    "  =1",
    "\uff1d1",
    "'=1",
    "a\nb",
    "a\rb",
    'say "x", y',
    "007",
    "1e5",
    "Ωμέγα 🐋",
]
PLAN = {
    "fixed": [{"name": "Rent", "annual_amount": "100"}],
    "variable": [{"name": "Fee", "rate": "0.3", "per": "order"}],
}
LINES = [f"C{n % 7:03d},2026-{n % 12 + 1:02d}-01,O{n % 23},{n * 37 % 1000 - 200}.{n % 10},{n}" for n in range(200)]
HEADER = "Customer,Date,Order,Amount,Cost\n"


def text(lines):
    return HEADER + "".join(f"{line}\n" for line in lines)


def results(run):
    assert run.status == 0, run.err
    return run.summary, run.statements


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_lines(analyze, seed):
    before = results(analyze(transactions=text(LINES), plan=PLAN))
    shuffled = random.Random(seed).sample(LINES, len(LINES))
    assert results(analyze(transactions=text(shuffled), plan=PLAN)) == before


def test_a_file_in_two_pieces(analyze):
    before = results(analyze(transactions=text(LINES), plan=PLAN))
    assert results(analyze(transactions=[text(LINES[:61]), text(LINES[61:])], plan=PLAN)) == before


def test_the_same_file_twice_is_counted_once_and_said(analyze):
    before = analyze(transactions=text(LINES), plan=PLAN)
    twice = analyze(transactions=[text(LINES), text(LINES)], plan=PLAN)
    assert twice.summary["profit"] == before.summary["profit"]
    assert twice.statements == before.statements
    assert "the same file as one before and was counted once" in twice.err


def test_every_amount_times_a_number(analyze):
    def scaled(times):
        lines = "".join(f"{one},2026-01-01,{amount * times}\n" for one, amount in zip("ABC", (7, -2, 5), strict=True))
        return analyze(transactions="Customer,Date,Amount\n" + lines)

    once, many = scaled(1), scaled(1000)
    assert many.column("profit_rank") == once.column("profit_rank")
    assert many.summary["groups"] == once.summary["groups"]
    assert many.summary["profit"] == "10000.00"


def test_naming_a_stranger_moves_exactly_what_was_unassigned(analyze):
    lines = SALES + "Z,2026-01-09,9,7.25,2\n"
    known = "customer_id\nA\nB\n"
    before, after = analyze(transactions=lines, customers=known), analyze(transactions=lines, customers=known + "Z\n")
    assert before.summary["unassigned"] == {"revenue": "7.25", "cost": "2.00", "unused_capacity": "0.00"}
    assert after.summary["unassigned"]["revenue"] == "0.00"
    assert after.column("customer_profit") == before.column("customer_profit") | {"Z": "5.25"}
    assert after.summary["company_profit"] == before.summary["company_profit"]


def sold(names):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["Customer ID", "Customer Name", "Date", "Amount"])
    writer.writerows([f"K{n:02d}", name, "2026-01-01", 10 + n] for n, name in enumerate(names))
    return out.getvalue()


def unmarked(cell):
    """What a reader makes of a cell: a leading apostrophe before a formula sign is a mark and goes."""
    rest = cell[1:].lstrip("'").lstrip()
    return cell[1:] if cell.startswith("'") and rest[:1] in {"=", "+", "-", "@", "\uff1d"} else cell


def test_names_come_back_as_they_were_and_none_is_a_formula(analyze):
    run = analyze(transactions=sold(HOSTILE))
    found = run.column("customer_name")
    assert not any(name.strip()[:1] in {"=", "+", "-", "@", "\uff1d"} for name in found.values())
    assert [unmarked(found[f"K{n:02d}"]) for n in range(len(HOSTILE))] == [unmarked(name.strip()) for name in HOSTILE]


def test_ids_keep_their_spelling(analyze):
    ids = ["007", "7", "1e5", "MAR1", "Ω", "NULL-x", "0x1F"]
    lines = "".join(f"{one},2026-01-01,5\n" for one in ids)
    run = analyze(transactions="Customer,Date,Amount\n" + lines)
    assert sorted(run.column("net_revenue")) == sorted(ids)


def test_the_exported_statements_can_be_read_as_the_customers_file(analyze):
    before = analyze(transactions=SALES, plan=PLAN)
    exported = (before.folder / "statements.csv").read_bytes()
    again = analyze(transactions=SALES, customers=exported, plan=PLAN)
    assert again.statements == before.statements
    assert again.summary == before.summary
