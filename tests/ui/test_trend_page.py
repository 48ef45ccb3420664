"""The Trend page: an answer first, months that tie to the ranking, words where something is missing."""

import pytest

from tests.ui.build import CUSTOMERS, go, open_app, sample, small_company, upload, use, words

LINES = "Order ID,Order Date,Customer ID,Amount,Cost\n" + "".join(
    f"{year}{month:02d}{day},{year}-{month:02d}-{day},{who},{amount}.00,{cost}.00\n"
    for year, month in [*((2024, number) for number in range(1, 13)), *((2025, number) for number in range(1, 13))]
    for day, who, amount, cost in (("01", "007", 90 + month + year - 2024, 20), ("28", "12", 50, 55 + year - 2024))
)


@pytest.fixture
def page():
    return go(use(upload(open_app(), {"orders.csv": LINES, "customers.csv": CUSTOMERS})), "trend")


def table(app, column):
    return next(frame.value for frame in app.dataframe if column in frame.value.columns)


def test_the_last_month_stands_beside_the_year_before(page) -> None:
    # 103 + 50 - 20 - 56 = 77 against 102 + 50 - 20 - 55; the same in each month of the year
    assert page.subheader[0].value.replace("\\", "") == (
        "Profit of the company in December 2025: 77.00, as much as in December 2024."
    )
    assert "The twelve months up to it: 858.00, as much as the twelve before." in words(page)
    rows = table(page, "Twelve months").set_index("Month")
    assert rows.loc["24 months of the period", "Profit of the company"] == 2 * 858.0
    assert rows.loc["2025-12", "Year before"] == 77.0
    assert rows.loc["2025-12", "At a loss"] == 1
    assert not page.error
    assert "No activities are known" in words(page)


def test_another_figure_and_cohorts(page) -> None:
    page.pills(key="trend_figure").set_value("What they lose").run()
    assert not page.exception
    assert "What they lose from 2024-01 (5.00) to 2025-12 (6.00)" in words(page)
    rows = table(page, "Came in")
    assert rows.iloc[0, :4].tolist() == ["2024 Q1", 2, 2, 2]
    page.segmented_control(key="cohort_shown").set_value("contribution so far").run()
    assert not page.exception
    # 91 + 92 + 93 - 60 and 3 x (50 - 55)
    assert table(page, "Came in")["quarter 0"].tolist() == [201.0]


def test_one_month_is_no_trend() -> None:
    one = "Order ID,Order Date,Customer ID,Amount\n1,2026-01-05,007,100.00\n"
    app = go(use(upload(open_app(), {"orders.csv": one, "customers.csv": CUSTOMERS})), "trend")
    assert "your files hold January 2026 alone" in words(app)


def test_a_month_that_is_not_whole_is_said() -> None:
    app = go(small_company(), "trend")
    assert "January 2026 and February 2026 are not whole: shown, and left out of every comparison." in words(app)


def test_the_sample_ties() -> None:
    app = go(sample(), "trend")
    assert not app.error
    rows = table(app, "Twelve months")
    assert rows["Month"].iloc[-1] == "18 months of the period"
    assert "Profit per" in str(app.pills(key="trend_figure").options)


def test_why_it_changed_leads_to_the_customers_and_their_statements(page) -> None:
    page.selectbox(key="bridge_end").set_value(202512).run()
    page.selectbox(key="bridge_pair_202512").set_value(0).run()
    assert not page.exception
    # against December 2024: A sold 1 more, and a cost more: no quantities, so volume is revenue and goods are its part
    assert "Profit of the company is the same in December 2025 as in December 2024." in words(page)
    page.selectbox(key="bridge_pair_202512").set_value(1).run()
    assert not page.exception
    assert "Profit of the company is 1.00 higher in December 2025 than in November 2025: volume (" in words(page)
    assert "The files have no quantities" in words(page)
    # O'Neil: 102 - 20 to 103 - 20
    name = next(button for button in page.button if str(button.key).startswith("bridge_Rose most_"))
    assert "O'Neil" in name.label.replace("\\", "")
    name.click().run()
    assert not page.exception
    assert any("O'Neil" in head.value.replace("\\", "") for head in page.header)
