"""Columns that are made of what the customers bought, whatever they are called, and those that merely go with it."""

import numpy as np
import pytest

from tests.analysis.test_segments import learned, one_line_each, workbook_of
from whalecurve.analysis.segments import SegmentChoice
from whalecurve.analysis.spend import TOLD_OUT, spend_remarks
from whalecurve.domain.segments.traits.column_roles import Taken

CUSTOMERS = 150


def company(tmp_path, make, header, seed=1):
    """Customers whose revenue is drawn, and one column that is made of it."""
    random = np.random.default_rng(seed)
    revenue = random.lognormal(6, 0.9, CUSTOMERS)
    cells = make(revenue, random)
    lines = one_line_each(CUSTOMERS, lambda n: f"{revenue[n]:.2f}")
    traits = {header: lambda n: cells[n], "Branche": lambda n: "abc"[n * 7 % 3]}
    return workbook_of(tmp_path, traits, lines, CUSTOMERS)


def tier(revenue, random):
    """Four tiers with noise, far from even ones."""
    return np.array(["tin", "iron", "silver", "gold"])[
        np.digitize(revenue * random.lognormal(0, 0.15, CUSTOMERS), np.quantile(revenue, [0.5, 0.8, 0.95]))
    ]


def before_discounts(revenue, random):
    return [f"{one:.2f}" for one in revenue * random.uniform(1.0, 1.3, CUSTOMERS)]


def limit(revenue, random):
    return [str(int(one // 500) * 500) for one in revenue * random.lognormal(0, 0.2, CUSTOMERS)]


def staff(revenue, random):
    """A size that goes with revenue: large firms buy more."""
    return [str(1 + int(one)) for one in revenue**0.7 * random.lognormal(0, 0.55, CUSTOMERS)]


@pytest.mark.parametrize("make", [tier, before_discounts, limit])
@pytest.mark.parametrize("header", ["Gruppe", "Wert 7"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_made_of_revenue_is_found_under_any_name(tmp_path, make, header, seed):
    found, _ = learned(company(tmp_path, make, header, seed))
    assert header in {left.name for left in found.left_out}
    assert found.verdict.word == "nothing found"
    assert any(header in said and "made of what the customer bought" in said for said in spend_remarks(found))


@pytest.mark.parametrize("header", ["Mitarbeiter", "Beds in the house"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_size_that_merely_goes_with_revenue_is_a_trait(tmp_path, header, seed):
    found, _ = learned(company(tmp_path, staff, header, seed))
    assert header in {finding.trait for finding in found.findings if finding.holds}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("made", "is_trait"), [(False, True), (True, False)])
def test_a_number_of_two_kinds_is_a_trait_unless_it_follows_revenue_inside_a_kind(tmp_path, seed, made, is_trait):
    random = np.random.default_rng(seed)
    kind = np.arange(CUSTOMERS) % 2
    revenue = 1000 + 1000 * kind + random.normal(0, 250, CUSTOMERS)
    rating = 1.5 + 3 * kind + (revenue / 5000 if made else random.normal(0, 0.15, CUSTOMERS))
    lines = one_line_each(CUSTOMERS, lambda n: f"{revenue[n]:.2f}")
    found, _ = learned(workbook_of(tmp_path, {"Rating": lambda n: f"{rating[n]:.4f}"}, lines, CUSTOMERS))
    assert ("Rating" in {finding.trait for finding in found.findings}) is is_trait


def test_a_total_is_told_beside_the_lines(tmp_path):
    found, _ = learned(company(tmp_path, lambda revenue, _: [f"{one:.2f}" for one in revenue + 1], "Total Spent"))
    (said,) = spend_remarks(found)
    assert "It adds up to" in said
    assert "over 150 customers, your lines to" in said


def test_the_reader_has_the_last_word(tmp_path):
    workbook = company(tmp_path, tier, "Loyalty Tier")
    into, _ = learned(workbook, SegmentChoice(taken=Taken(into=("Loyalty Tier",))))
    assert "Loyalty Tier" in {finding.trait for finding in into.findings if finding.holds}
    out, _ = learned(workbook, SegmentChoice(taken=Taken(out=("Branche",))))
    assert {left.name: left.reason for left in out.left_out}["Branche"] == TOLD_OUT
    assert not out.findings
