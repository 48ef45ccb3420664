"""The Breakdown page: an answer first, a table that ties to the ranking, the lines behind a row."""

import pytest

from tests.ui.build import CUSTOMERS, go, open_app, sample, upload, use, words

LINES = """Order ID,Order Date,Customer ID,Product,Amount,Cost,Quantity
1,2026-01-05,007,Pump,100.00,60.00,1
1,2026-01-05,007,Seal,50.00,20.00,2
3,2026-02-03,12,Pump,80.00,95.00,1
4,2026-02-09,30,Seal,10.00,2.00,5
"""
VISITS = "Customer ID,Activity,Count,Date\n007,Visit,2,2026-01-05\n12,Visit,1,2026-02-05\n"


@pytest.fixture
def page():
    files = {"orders.csv": LINES, "customers.csv": CUSTOMERS, "visits.csv": VISITS}
    return go(use(upload(open_app(), files)), "breakdown")


def table(app, column):
    return next(frame.value for frame in app.dataframe if column in frame.value.columns)


def by(app, name):
    box = app.selectbox(key="breakdown_by")
    box.select_index(box.options.index(name)).run()
    assert not app.exception
    return app


def test_products_come_first_with_the_answer(page) -> None:
    assert page.subheader[0].value.replace("\\", "") == "Seal brings most: 38.00; Pump least: 25.00."
    assert "None of 2 is below zero." in words(page)
    rows = table(page, "Value")
    assert rows["Value"].tolist()[:3] == ["Seal", "Pump", "all customers"]
    assert rows["Profit"].tolist()[:3] == [38.0, 25.0, 63.0]


def test_every_dimension_shows_the_same_total(page) -> None:
    for name in ("month", "order size", "Industry"):
        rows = table(by(page, name), "Value").set_index("Value")
        assert rows.loc["all customers", "Profit"] == 63.0


def test_a_row_opens_its_lines(page) -> None:
    page.session_state["breakdown_table_product"] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    page.run()
    assert not page.exception
    rows = table(page, "Row")
    assert rows[["Product", "Row", "Leaves"]].values.tolist() == [["Pump", "2", "40.00"], ["Pump", "4", "-15.00"]]
    assert "Sum of 2 lines: 25.00." in words(page)


def test_the_sample_breaks_down_by_everything_it_has() -> None:
    app = go(sample(), "breakdown")
    assert "belongs to customers" in table(app, "Value")["Value"].tolist()
    assert "an order pays from" in words(app) or "belongs to orders" in words(app)
    total = table(app, "Value").set_index("Value").loc["all customers", "Profit"]
    for option in list(app.selectbox(key="breakdown_by").options):
        assert table(by(app, option), "Value").set_index("Value").loc["all customers", "Profit"] == total
    assert not app.error
