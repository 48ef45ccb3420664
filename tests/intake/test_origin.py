"""Every line and activity keeps its file, its sheet and the row as the spreadsheet numbers it."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from tests.intake.build import csv_bytes, intake, xlsx
from whalecurve.analysis.reading import read_files
from whalecurve.domain.quantities.origin import Origin

HEADER = ["Customer ID", "Order ID", "Order Date", "Amount"]


def places(result, table):
    """File, sheet and row of every record, as a reader would look for them."""
    frame, origins = getattr(result.dataset, table), result.dataset.origins
    found = zip(frame["file"].tolist(), frame["line"].tolist(), strict=True)
    return [(origins[place].file, origins[place].sheet, line) for place, line in found]


def test_sheets_that_are_read_together_and_a_title_above():
    may = [["May 2024"], [], HEADER, ["A", "1", "2024-05-01", 10], ["B", "2", "2024-05-02", 20]]
    june = [HEADER, ["A", "3", "2024-06-01", 30]]
    book = xlsx(may, june, names=["May", "June"])
    result = read_files({"transactions": [("sales.xlsx", book)]}, None)
    assert places(result, "transactions") == [
        ("sales.xlsx", "May", 4),
        ("sales.xlsx", "May", 5),
        ("sales.xlsx", "June", 2),
    ]


def test_activities_come_after_the_lines_and_a_wide_row_is_several():
    sales = csv_bytes([HEADER, ["A", "1", "2024-05-01", 10], ["B", "2", "2024-05-02", 20]])
    visits = csv_bytes([["Customer ID", "Activity", "Count"], ["A", "Visit", 2], ["B", "Visit", ""], ["B", "Call", 1]])
    result = intake(sales, visits, kinds=["transactions", "activities"], names=["sales.csv", "visits.csv"])
    assert result.dataset.origins == (Origin("sales.csv"), Origin("visits.csv"))
    assert places(result, "activities") == [("visits.csv", "", 2), ("visits.csv", "", 4)]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from("AB"), st.sampled_from(["5", "7.25", "broken", ""])), min_size=1, max_size=6
        ),
        min_size=1,
        max_size=3,
    )
)
def test_an_amount_is_found_again_where_it_is_said_to_stand(ending, files):
    files = [[*rows, ("C", "3")] for rows in files]
    tables = [
        [HEADER, *([who, f"{place}-{n}", "2024-05-01", amount] for n, (who, amount) in enumerate(rows))]
        for place, rows in enumerate(files)
    ]
    make = xlsx if ending == ".xlsx" else csv_bytes
    names = [f"part{place}{ending}" for place in range(len(files))]
    fields = {
        "transactions": dict(zip(("customer", "order", "date", "amount"), HEADER, strict=True)),
        "customers": {"id": "Customer ID"},
    }
    result = intake(*map(make, tables), names=names, kinds=["transactions"] * len(files), mapping=fields)
    assert sum(amount in {"5", "7.25", "3"} for rows in files for _, amount in rows) == len(result.dataset.transactions)
    scale = result.dataset.scales["net_revenue"]
    amounts = result.dataset.transactions["net_revenue"].tolist()
    for (file, _, line), amount in zip(places(result, "transactions"), amounts, strict=True):
        assert float(tables[names.index(file)][line - 1][3]) == amount / 10**scale
