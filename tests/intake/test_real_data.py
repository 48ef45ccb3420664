"""The shared data beside the checkout, where it is there; elsewhere these tests are not collected."""

from decimal import Decimal

import pytest

from tests.intake.build import SHARED, intake, money

ADVENTURE = SHARED / "adventureworks"
CRM = SHARED / "crm_sales"
RESELLERS = [path for path in (ADVENTURE / "Resellers.csv", ADVENTURE / "DimReseller_with_header.csv") if path.exists()]
PIPELINES = [path for path in (CRM / "sales_pipeline.csv",) if path.exists()]


def read(*paths):
    return intake(*(path.read_bytes() for path in paths), names=[path.name for path in paths])


if RESELLERS:

    @pytest.mark.parametrize("resellers", RESELLERS, ids=lambda path: path.stem)
    def test_the_bicycle_makers_sales_are_read_to_the_cent(resellers):
        result = read(ADVENTURE / "FactResellerSales.csv", resellers, ADVENTURE / "Product.csv")
        revenue, cost = sum(money(result)), sum(money(result, "cost_of_goods"))
        assert (result.lines_used, len(result.dataset.customers), len(result.problems)) == (57_851, 701, 0)
        assert round(revenue, 2) == Decimal("77548570.20")
        assert round(revenue - cost, 2) == Decimal("999494.57")
        assert result.unassigned.lines == 0
        assert result.dataset.transactions["customer"].nunique() == 632


if PIPELINES:

    @pytest.mark.parametrize("pipeline", PIPELINES, ids=lambda path: path.stem)
    def test_only_won_deals_of_the_pipeline_count(pipeline):
        result = read(pipeline, CRM / "accounts.csv", CRM / "products.csv", CRM / "sales_teams.csv")
        assert (result.lines_used, sum(money(result)), len(result.dataset.customers)) == (4_238, 10_005_534, 85)
        assert result.problems == ()
