"""A column for each month, and the dates of a DATEV file: rows that can be dated."""

import pytest

from tests.intake.build import csv_bytes, intake, money, text_table


def read(*rows):
    found = text_table(csv_bytes(rows, delimiter=";"), "months.csv")
    assert found.accounted_lines() == found.physical_lines
    return found


HEADER = ["Kunde", "Region", "Jan 2025", "Feb 2025", "Mrz 2025", "Summe"]


def test_months_become_rows_and_their_sum_is_checked():
    found = read(
        HEADER,
        ["Alder", "Nord", "1.000,50", "", "2,00", "1.002,50"],
        ["Birke", "Süd", "0,00", "7,25", "-", "7,25"],
        ["Cray", "Süd", "1,00", "1,00", "1,00", "4,00"],
        ["Dorn", "Süd", "", "", "", "0,00"],
    )
    assert found.headers == ("Kunde", "Region", "Date", "Amount")
    assert found.cells.to_numpy().tolist() == [
        ["Alder", "Nord", "2025-01", "1.000,50"],
        ["Alder", "Nord", "2025-03", "2,00"],
        ["Birke", "Süd", "2025-02", "7,25"],
    ]
    assert (found.lines.tolist(), found.spans.tolist()) == ([2, 2, 3], [1, 0, 1])
    assert [problem.line for problem in found.problems] == [4]
    assert found.ignored == ((5, "no amount in any month"),)


def test_wide_files_are_read_to_the_cent_with_a_total_row():
    rows = [
        ["Customer", "2025-01", "2025-02", "2025-03"],
        ["A", "1.5", "2", ""],
        ["B", "", "3", "4"],
        ["Total", "1.5", "5", "4"],
    ]
    result = intake(csv_bytes(rows))
    assert (float(sum(money(result))), result.lines_used) == (10.5, 4)
    assert sorted(set(result.dataset.transactions["month"].tolist())) == [202501, 202502, 202503]
    account = result.accounting[0]
    assert account.header_lines + account.used_lines + account.ignored_lines == account.physical_lines == 4


@pytest.mark.parametrize(
    "headers", [["Jan", "Feb", "Mar"], ["2023", "2024", "2025"], ["Q1 2025", "Q2 2025", "Q3 2025"]]
)
def test_columns_without_a_month_and_a_year_stay(headers):
    assert read(["Kunde", *headers], ["A", "1", "2", "3"], ["B", "4", "5", "6"]).headers[1:] == tuple(headers)


def test_units_are_no_money():
    found = read(
        ["Units sold by month"], HEADER[:5], ["Alder", "Nord", "1", "2", "3"], ["Birke", "Nord", "1", "2", "4"]
    )
    assert found.headers == ("Kunde", "Region", "Date", "Quantity")


def test_dates_of_a_datev_file_get_the_year_of_its_record():
    record = [
        "EXTF",
        "700",
        "21",
        "Buchungsstapel",
        "12",
        "2025",
        "",
        "RE",
        "",
        "",
        "1001",
        "10001",
        "20240701",
        "4",
        "20240701",
    ]
    rows = [
        ["Umsatz", "Konto", "Belegdatum"],
        ["1,00", "10001", "3107"],
        ["2,00", "10001", "102"],
        ["3,00", "10001", "x"],
    ]
    found = read(record, *rows)
    assert found.cells["Belegdatum"].tolist() == ["2024-07-31", "2025-02-01", "x"]
    assert "rows begin on 2024-07-01" in found.notes[0]


def test_ids_that_a_spreadsheet_shortened_are_told():
    found = read(["Customer ID", "Date", "Amount"], ["1.23457E+12", "2025-01-05", "1.00"], ["7", "2025-01-05", "1E+05"])
    assert "1 id such as 1.23457E+12 was shortened by a spreadsheet" in found.notes[0]
