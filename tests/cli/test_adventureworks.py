"""Real sales of a bicycle maker, beside the checkout where they are there; elsewhere these tests are not collected."""

from pathlib import Path

import pytest

from whalecurve.cli import main

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "adventureworks"
RESELLERS = [path for path in (DATA / "Resellers.csv", DATA / "DimReseller_with_header.csv") if path.exists()]
MAP = """{
  "transactions": {"customer": "ResellerKey", "date": "OrderDate", "order": "SalesOrderNumber", "product": "ProductKey",
    "quantity": "OrderQuantity", "unit_price": "UnitPrice", "amount": "SalesAmount", "cost": "TotalProductCost",
    "unit_cost": "StandardCost", "rep": "EmployeeKey"},
  "customers": {"id": "ResellerKey", "name": "ResellerName", "traits": ["BusinessType"]},
  "products": {"id": "ProductKey", "name": "Product", "category": "EnglishProductCategoryName",
    "unit_cost": "StandardCost"}
}"""

if RESELLERS:

    @pytest.mark.parametrize("mapped", [True, False], ids=["mapped", "recognised"])
    @pytest.mark.parametrize("resellers", RESELLERS, ids=lambda path: path.stem)
    def test_figures_of_the_bicycle_maker(tmp_path, capsys, resellers, mapped):
        from tests.cli.run import Run

        (tmp_path / "map.json").write_text(MAP, encoding="utf-8")
        words = ["--transactions", DATA / "FactResellerSales.csv", "--customers", resellers]
        words += ["--products", DATA / "Product.csv", *(["--map", tmp_path / "map.json"] if mapped else [])]
        status = main(["analyze", *map(str, words), "--out", str(tmp_path / "out")])
        run = Run(status, *capsys.readouterr(), tmp_path / "out")
        summary = run.summary
        assert (run.status, run.problems) == (0, [])
        assert summary["lines"] == {"read": 57_851, "used": 57_851, "set_aside": 0}
        assert summary["customers"] == 701
        assert summary["net_revenue"] == "77548570.20"
        assert summary["profit"] == "999494.57"
        assert summary["unprofitable_customers"] == 324
        assert summary["reconciliation"]["difference"] == "0.00"
        assert sum(row["net_revenue"] != "0.00" for row in run.statements) == 632
