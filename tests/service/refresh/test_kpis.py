"""Snapshots of months: what was told otherwise, and what only another month beside it rounds otherwise."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.analysis.build import make_workbook
from whalecurve.analysis.results import analyze
from whalecurve.analysis.trends import find_trend
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.service.refresh.kpis import Restated, kpi_name, kpi_text, restated

TODAY = dt.date(2026, 11, 29)
HEAD = "Order,Date,Customer,Quantity,Amount,Cost\n"


def trend(folder, plan, months, january="100.07"):
    """One order a month for each of two customers."""
    amounts = [january, *("33.31" for _ in range(1, months))]
    rows = [
        f"{who}{month},2026-{month:02d}-{day},{who},1,{amount},10\n"
        for month, amount in enumerate(amounts, start=1)
        for who, day in (("a", "01"), ("b", "28"))
    ]
    folder.mkdir()
    workbook = make_workbook(folder, activities=b"", sales=(HEAD + "".join(rows)).encode())
    return find_trend(workbook, analyze(workbook, plan), TODAY).trend


@pytest.mark.parametrize("annual", ["1000", "999.99", "-1234.56"])
def test_a_further_month_restates_none_that_it_only_rounds_otherwise(tmp_path, annual):
    """A twelfth of 1,000.00 is 83.33 of January alone, 83.34 beside February: nobody changed January."""
    fee = VariableCost("Fee", rate=Decimal("0.0333"))
    plan = Scenario(currency="EUR", fixed=(CostPool("Rent", Decimal(annual)),), variable=(fee,))
    told = trend(tmp_path / "1", plan, 1)
    for months in range(2, 9):
        kept = {"2026-01-31": kpi_text(told, plan, "d", "2026-01-31")}
        told = trend(tmp_path / str(months), plan, months)
        assert restated(kept, told, plan) == []


def test_a_month_that_somebody_changed_is_told_to_the_cent(tmp_path):
    plan = Scenario(currency="EUR")
    kept = {"2026-02-28": kpi_text(trend(tmp_path / "1", plan, 2), plan, "d", "2026-02-28")}
    assert restated(kept, trend(tmp_path / "2", plan, 3, "99.07"), plan) == [Restated(202601, 18014, 17814)]


def test_of_several_refreshes_of_a_day_the_last_is_compared_with(tmp_path):
    plan = Scenario(currency="EUR")
    old, new = trend(tmp_path / "1", plan, 2), trend(tmp_path / "2", plan, 2, "99.07")
    kept = {
        kpi_name("2026-11-29", revision, digest * 64): kpi_text(each, plan, digest * 64, "2026-11-29")
        for revision, each, digest in ((1, old, "f"), (2, new, "0"))
    }
    assert restated(kept, new, plan) == []
