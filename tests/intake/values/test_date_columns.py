"""Dates: one order per column, decided by all its values, or asked."""

import datetime as dt
from datetime import datetime as moment

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.build import intake, sales, xlsx
from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.values.date_text import DMY, MDY, parse_day

MAPPING = {"transactions": {"customer": "Customer ID", "date": "Date", "amount": "Amount"}}


def dated(*texts):
    return sales(*[("A", text, "1") for text in texts])


def days(result):
    return [
        str(dt.date.fromordinal(day + dt.date(1970, 1, 1).toordinal()))
        for day in result.dataset.transactions["date"].tolist()
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-03",
        "2024/02/03",
        "2024.02.03",
        "2024-2-3",
        "20240203",
        "2024-02-03T10:11:12Z",
        "2024-02-03 10:11:12 -0500",
        "2024-02-03 10:11:12.123",
        "03.02.2024",
        "3 Feb 2024",
        "03-Feb-2024",
        "February 3, 2024",
        "Feb 3 2024",
        "3rd February 2024",
        "2024-02-03 10:11:12 UTC",
        "03.02.24",
        "Feb-03-24",
        "2024-Feb-03",
        "3. Februar 2024",
        "Samstag, 3. Februar 2024",
        "3 févr. 2024",
        "samedi 3 février 2024 à 10:11",
        "3 de febrero de 2024",
        "3-feb-2024",
        "3 de fevereiro de 2024",
        "3 febbraio 2024 10:11",
        "3 februari 2024",
        "Feb 3, 2024 1:05:07 AM PDT",
        "Feb 3, 2024, 1:05 p. m. GMT-5",
        "Sat Feb 3 2024 10:11:12 GMT+0100 (Central European Standard Time)",
        "3 févr. 2024 01:05:07 UTC",
        "03.02.2024 13:45 Uhr",
        "03.02.2024 01:05:07 MEZ",
        "2024-02-03 10:11:12 +0000 UTC",
    ],
)
def test_dates_with_one_meaning(text):
    assert days(intake(dated(text))) == ["2024-02-03"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["02/03/2024", "13/03/2024"], ["2024-03-02", "2024-03-13"]),
        (["02/03/2024", "03/13/2024"], ["2024-02-03", "2024-03-13"]),
        (["02-03-2024 09:30", "31-01-2024 10:00 PM"], ["2024-03-02", "2024-01-31"]),
        (["05/05/2024", "06/06/2024"], ["2024-05-05", "2024-06-06"]),
        (["1/2/24", "25/2/24"], ["2024-02-01", "2024-02-25"]),
    ],
)
def test_the_order_is_decided_by_all_values(texts, expected):
    assert days(intake(dated(*texts))) == expected


def test_a_column_that_fits_both_orders_is_a_question():
    with pytest.raises(UserChoiceError, match=r"day first or month first.*02/03/2024.*date_order"):
        intake(dated("02/03/2024", "04/05/2024"))
    assert days(intake(dated("02/03/2024"), mapping=MAPPING | {"date_order": "dmy"})) == ["2024-03-02"]
    assert days(intake(dated("02/03/2024"), mapping=MAPPING | {"date_order": "mdy"})) == ["2024-02-03"]


def test_orders_that_contradict_each_other_are_asked_or_set_aside():
    with pytest.raises(UserChoiceError, match="day first or month first"):
        intake(dated("13/01/2024", "01/13/2024"))
    result = intake(dated(*[f"{day}/{month}/2024" for day in range(13, 29) for month in ("01", "02")], "01/31/2024"))
    assert [(problem.line, problem.found) for problem in result.problems] == [(34, "01/31/2024")]


@pytest.mark.parametrize(
    "text",
    [
        "1899-12-31",
        "2201-01-01",
        "2024-02-30",
        "2024-13-01",
        "30/02/2024",
        "soon",
        "",
        "0000-00-00",
        "45296",
        "2024",
        "NULL",
        "٣/٣/٢٠٢٤",
    ],
)
def test_what_is_no_date_sets_its_line_aside(text):
    result = intake(dated("2024-01-05", text))
    assert [(problem.line, problem.column) for problem in result.problems] == [(3, "Date")]
    assert result.lines_used == 1


def test_serial_numbers_are_dates_in_spreadsheets_only():
    header = ["Customer ID", "Date", "Amount"]
    book = xlsx(
        [
            header,
            ["A", 45296, 1],
            ["A", dt.date(2024, 1, 6), 2],
            ["A", moment.fromisoformat("2024-01-07 09:30"), 3],
            ["A", 2024, 4],
        ]
    )
    result = intake(book, names=["book.xlsx"])
    assert days(result) == ["2024-01-05", "2024-01-06", "2024-01-07"]
    assert [(problem.line, problem.found) for problem in result.problems] == [(5, "2024")]


def test_half_of_a_file_gets_its_order_from_the_other_half():
    result = intake(dated("02/03/2024"), dated("13/03/2024"))
    assert days(result) == ["2024-03-02", "2024-03-13"]


@given(st.dates(min_value=dt.date(1970, 1, 1), max_value=dt.date(2069, 12, 31)))
def test_parsing_what_was_written_gives_the_day_back(day):
    expected = (day - dt.date(1970, 1, 1)).days
    for form, order in (
        ("%Y-%m-%d", DMY),
        ("%d/%m/%Y", DMY),
        ("%m/%d/%Y", MDY),
        ("%d.%m.%Y", MDY),
        ("%d %b %Y", MDY),
        ("%m/%d/%y", MDY),
    ):
        assert parse_day(day.strftime(form), order) == expected


def test_a_month_in_words_may_come_first_with_a_short_year():
    days = ["Jan-31-25", "Feb-14-25", "Mar 3, 25"]
    result = intake(sales(*[("A", day, "1") for day in days]))
    assert sorted(result.dataset.transactions["month"].tolist()) == [202501, 202502, 202503]
