"""Standards are everybody's average of a product: totals stay, and what differs is price, cost or what is bought."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.build import make_workbook
from whalecurve.analysis.results import analyze
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.ranks.gap import MIX, PRICES, UNIT_COST, explain_gap
from whalecurve.intake.tables.standards import standards

LINES = st.lists(
    st.tuples(st.integers(-1, 3), st.integers(-50, 50), st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9)),
    min_size=1,
    max_size=30,
)
BOTH = frozenset({"quantity", "cost_of_goods"})


def frame(rows):
    columns = ["product", "quantity", "list_revenue", "cost_of_goods"]
    return pd.DataFrame(rows, columns=columns).astype({"product": "int32"})


@given(LINES)
@settings(max_examples=200, deadline=None)
def test_the_sizes_of_a_product_add_up_to_what_they_were(rows):
    lines = frame(rows)
    found = standards(lines, BOTH)
    for name, of in (("standard_revenue", "list_revenue"), ("standard_cost", "cost_of_goods")):
        if name not in found:
            assert not (lines["product"] >= 0).any()
            continue
        usable = (lines["product"] >= 0) & (lines["quantity"] != 0)
        sizes = np.abs(found[name][usable]).astype(float), lines.loc[usable, of].abs()
        for product in lines.loc[usable, "product"].unique():
            own = (lines.loc[usable, "product"] == product).to_numpy()
            assert abs(sizes[0][own].sum() - sizes[1][own].sum()) <= own.sum()
        assert (found[name][~usable] == lines.loc[~usable, of]).all()


def test_one_price_and_one_cost_for_all_are_the_standard():
    lines = frame([(0, 2, 2000, 1000), (0, 5, 5000, 2500), (1, 1, 333, 100), (-1, 4, 77, 7)])
    found = standards(lines, BOTH)
    assert found["standard_revenue"].tolist() == [2000, 5000, 333, 77]
    assert found["standard_cost"].tolist() == [1000, 2500, 100, 7]


def test_files_without_products_or_quantities_have_no_standard():
    assert standards(frame([(-1, 2, 100, 50)]), BOTH) == {}
    assert standards(frame([(0, 2, 100, 50)]), frozenset()) == {}
    assert set(standards(frame([(0, 2, 100, 50)]), frozenset({"quantity"}))) == {"standard_revenue"}


HEADER = "Order,Date,Customer,Product,Quantity,Unit Price,Unit Cost\n"


def reasons(folder, lines):
    """Each reason of the second customer's gap, from a file."""
    book = make_workbook(folder, activities=None, sales=(HEADER + lines).encode())
    results = analyze(book, scenario_from_json({"currency": "USD"})).results
    gap = explain_gap(np.array([list(results.statements.ledger.ids).index("b")]), results.statements)
    return {name: worth for name, worth in gap.amounts.items() if worth}, gap


def test_a_lower_price_for_the_same_product_is_the_reason(tmp_path):
    worth, gap = reasons(tmp_path, "1,2026-01-10,a,P,100,10,4\n2,2026-02-10,b,P,100,8,4\n")
    assert set(worth) == {PRICES}
    assert sum(worth.values()) == gap.amount > 0


def test_a_dearer_unit_of_the_same_product_is_the_reason(tmp_path):
    worth, gap = reasons(tmp_path, "1,2026-01-10,a,P,100,10,4\n2,2026-02-10,b,P,100,10,6\n")
    assert worth == {UNIT_COST: gap.amount}
    assert gap.amount == 10_000


def test_buying_what_leaves_less_is_the_reason(tmp_path):
    lines = "1,2026-01-10,a,P,100,10,4\n2,2026-02-10,b,Q,100,10,8\n3,2026-03-10,b,P,1,10,4\n4,2026-03-10,a,Q,1,10,8\n"
    worth, gap = reasons(tmp_path, lines)
    assert worth == {MIX: gap.amount}


def test_the_standards_of_a_period_are_those_of_its_lines(tmp_path):
    book = make_workbook(
        tmp_path, activities=None, sales=(HEADER + "1,2026-01-10,a,P,1,10,4\n2,2026-02-10,b,P,1,8,4\n").encode()
    )
    plan = scenario_from_json({"currency": "USD"})
    ledger = analyze(book, plan).results.statements.ledger
    assert ledger.facts.period == Period(202601, 202602)
    assert ledger.facts.sums["standard_revenue"].sum() == ledger.facts.sums["list_revenue"].sum()
