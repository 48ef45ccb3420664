"""Where the table is: titles, headers, groups, totals, repeated cells, footers; each line has a word of its own."""

import time

import pytest

from tests.intake.build import csv_bytes, text_table, xlsx
from whalecurve.domain.errors import RefusedFileError

HEADER = ["Customer", "Date", "Document", "Amount"]
ROWS = [
    ["Alder Mills", "31.01.2025", "R-1", "1.000,50"],
    ["Alder Mills", "14.02.2025", "R-2", "99,50"],
    ["Birch Works", "14.02.2025", "R-3", "400,00"],
]


def table(*rows):
    found = text_table(csv_bytes(rows, delimiter=";"), "report.csv")
    assert found.accounted_lines() == found.physical_lines
    return found


def cells(found):
    return found.cells.to_numpy().tolist()


def ignored(found):
    return dict(found.ignored)


class TestAbove:
    def test_titles_above_the_header_are_listed(self):
        found = table(["Report of sales"], ["January to March", "", "", ""], [], HEADER, *ROWS)
        assert (list(found.headers), cells(found), found.header_line) == (HEADER, ROWS, 4)
        assert ignored(found) == {1: "stands above the header", 2: "stands above the header"}

    def test_a_record_of_another_width_before_the_header_is_no_header(self):
        found = table(["EXTF", "700", "21", "Sales", "12", "2025", "1001"], HEADER, *ROWS)
        assert (list(found.headers), cells(found)) == (HEADER, ROWS)

    def test_a_first_line_of_values_is_no_header(self):
        with pytest.raises(RefusedFileError, match=r"has no header. Found: values in line 1: Alder"):
            table(*ROWS)

    def test_years_and_months_in_a_row_are_names(self):
        assert table(["Customer", "2023", "2024"], ["A", "5", "7"], ["B", "6", "8"]).headers[1:] == ("2023", "2024")
        assert table(["Customer", "1", "2", "3"], ["A", "5", "7", "9"], ["B", "6", "8", "9"]).headers[1] == "1"

    def test_groups_of_columns_become_part_of_names_that_repeat(self):
        found = table(["", "2024", "", "2025", ""], ["Customer", "Sales", "Cost", "Sales", "Cost"], list("A1234"))
        assert found.headers == ("Customer", "2024 Sales", "2024 Cost", "2025 Sales", "2025 Cost")
        assert (found.header_line, found.header_span) == (1, 2)

    def test_a_second_row_of_names_is_no_row(self):
        found = table(["Kunde", "Datum", "Beleg", "Wert"], HEADER, *ROWS)
        assert (found.rows, found.header_span, list(found.headers)) == (3, 2, HEADER)

    def test_names_that_lack_the_last_blank_cell_are_filled_up(self):
        found = table(HEADER, *[[*row, ""] for row in ROWS])
        assert found.headers == (*HEADER, "column 5")
        assert found.rows == 3

    def test_a_row_of_words_alone_is_no_header_however_known_they_are(self):
        rows = [["Name", "Team"], ["Alder", "Sales"], ["Customer", "Amount"]]
        assert cells(table(*rows)) == rows[1:]


class TestBelow:
    def test_notes_at_the_foot_are_listed(self):
        found = table(HEADER, *ROWS, [], ["Confidential"], ["Printed on Friday, 4 April 2025"])
        assert (cells(found), found.problems) == (ROWS, ())
        assert set(ignored(found)) == {6, 7}

    def test_a_row_that_was_cut_is_a_problem_and_no_footer(self):
        found = table(HEADER, *ROWS, ["Cray"])
        assert [problem.line for problem in found.problems] == [5]

    def test_a_customer_without_traits_at_the_end_is_no_footer(self):
        rows = [["A", "Mills", ""], ["B", "", "North"], ["C", "", ""]]
        assert cells(table(["Customer", "Industry", "Region"], *rows)) == rows

    def test_the_header_again_is_no_row(self):
        found = table(HEADER, *ROWS[:2], HEADER, *ROWS[2:])
        assert (cells(found), ignored(found)) == (ROWS, {4: "the header again"})

    def test_a_second_table_is_set_aside_line_by_line(self):
        found = table(HEADER, *ROWS, [], ["Region", "Manager", "Phone", "Budget"], ["North", "Kim", "1", "5"])
        assert cells(found) == ROWS
        assert [problem.line for problem in found.problems] == [6, 7]
        assert "second table begins in line 6" in found.notes[0]


class TestTotals:
    def test_a_total_that_adds_up_is_kept_with_the_table(self):
        found = table(HEADER, *ROWS, ["Summe", "", "", "1.500,00"])
        assert cells(found) == ROWS
        assert ignored(found) == {5: "a total (Summe): Amount 1.500,00 is the sum of 3 rows"}
        assert [(each.line, each.group, each.printed, each.adds_up) for each in found.totals] == [
            (5, "", "1.500,00", True)
        ]

    def test_dated_totals_of_groups_and_of_all(self):
        found = table(
            HEADER,
            *ROWS[:2],
            ["Summe Alder Mills", "28.02.2025", "", "1.100,00"],
            ROWS[2],
            ["Birch Works Total", "28.02.2025", "", "400,00"],
            ["Gesamtsumme", "28.02.2025", "", "1.500,00"],
        )
        assert cells(found) == ROWS
        assert [(each.line, each.group, each.rows) for each in found.totals] == [
            (4, "alder mills", 2),
            (6, "birch works", 1),
            (7, "", 3),
        ]

    def test_the_word_in_every_column_of_words(self):
        assert cells(table(HEADER, *ROWS, ["Total", "Total", "Total", "1.500,00"])) == ROWS

    def test_a_total_that_does_not_add_up_is_a_problem(self):
        found = table(HEADER, *ROWS, ["Total", "", "", "1.600,00"])
        assert cells(found) == ROWS
        assert [(problem.line, problem.found) for problem in found.problems] == [(5, "Total: Amount 1.600,00")]
        assert [each.adds_up for each in found.totals] == [False]

    @pytest.mark.parametrize("name", ["Total Wine", "Total", "Summe GmbH", "Alder Total"])
    def test_a_customer_with_such_a_name_keeps_its_rows(self, name):
        rows = [*ROWS, [name, "15.02.2025", "R-4", "12,00"], [name, "16.02.2025", "R-5", "1.512,00"]]
        found = table(HEADER, *rows)
        assert (cells(found), found.problems, found.ignored) == (rows, (), ())

    def test_a_sum_without_a_label(self):
        found = table(HEADER, *ROWS, ["", "", "", "1.500,00"])
        assert (cells(found), len(found.totals)) == (ROWS, 1)
        assert table(HEADER, *ROWS, ["", "", "", "1.500,01"]).rows == 4


GROUPED = ["", "Date", "Type", "Amount"]


class TestGroups:
    def test_rows_get_the_name_of_their_heading(self):
        found = table(
            ["Sales by Customer Detail", "", "", ""],
            GROUPED,
            ["Alder Mills", "", "", ""],
            ["", "01/14/2025", "Invoice", "1,280.50"],
            ["", "02/20/2025", "Credit Memo", "(640.25)"],
            ["Total for Alder Mills", "", "", "$640.25"],
            ["Total Wine", "", "", ""],
            ["", "03/31/2025", "Invoice", "400.00"],
            ["Total for Total Wine", "", "", "$400.00"],
            ["TOTAL", "", "", "$1,040.25"],
            [],
            ["Accrual Basis Friday, April 04, 2025", "", "", ""],
        )
        assert found.headers[0] == "Customer"
        assert found.cells["Customer"].tolist() == ["Alder Mills", "Alder Mills", "Total Wine"]
        assert [(each.group, each.rows) for each in found.totals] == [("alder mills", 2), ("total wine", 1), ("", 3)]
        assert found.problems == ()

    def test_groups_inside_groups_carry_both_names(self):
        found = table(
            ["Sales by Customer Detail", "", "", ""],
            GROUPED,
            ["Alder", "", "", ""],
            ["", "01/14/2025", "Invoice", "5.00"],
            ["East", "", "", ""],
            ["", "01/15/2025", "Invoice", "7.00"],
            ["Total for East", "", "", "$7.00"],
            ["", "01/16/2025", "Invoice", "1.00"],
            ["Total for Alder with sub-items", "", "", "$13.00"],
            ["Birch", "", "", ""],
            ["", "01/15/2025", "Invoice", "2.00"],
            ["Total for Birch", "", "", "$2.00"],
        )
        assert found.cells["Customer"].tolist() == ["Alder", "Alder:East", "Alder", "Birch"]
        assert (found.problems, [each.adds_up for each in found.totals]) == ((), [True, True, True])

    def test_headings_with_counts_and_sums_above_their_rows(self):
        rows = [
            ["Customer", "Order", "Date", "Amount"],
            ["Alder (2)", "", "", 300],
            ["Alder", "S1", "2025-01-31", 100],
            ["Alder", "S2", "2025-02-03", 200],
            ["Birch (1)", "", "", 50.5],
            ["Birch", "S3", "2025-02-14", 50.5],
        ]
        found = text_table(xlsx(rows), "orders.xlsx")
        assert found.cells["Order"].tolist() == ["S1", "S2", "S3"]
        assert [(each.group, each.rows) for each in found.totals] == [("alder", 2), ("birch", 1)]
        assert found.accounted_lines() == found.physical_lines == 6


ORDERS = ["Order Reference", "Order Date", "Customer", "Product", "Subtotal", "Margin"]


class TestRepeats:
    def test_words_of_an_order_go_to_its_further_lines_and_amounts_do_not(self):
        found = table(
            ORDERS,
            ["S1", "2025-01-05", "Alder", "Desk", "600.00", "350.00"],
            ["", "", "", "Chair", "400.00", ""],
            ["S2", "2025-02-06", "Birch", "Chair", "100.00", "40.00"],
        )
        assert found.cells["Customer"].tolist() == ["Alder", "Alder", "Birch"]
        assert found.cells["Order Date"].tolist() == ["2025-01-05", "2025-01-05", "2025-02-06"]
        assert found.cells["Margin"].tolist() == ["350.00", "", "40.00"]
        assert found.first_line_only == ("Margin",)

    def test_a_blank_customer_alone_is_nobody(self):
        rows = [["S1", "2025-01-05", "Alder", "Desk", "6.00"], ["S2", "2025-01-06", "", "Desk", "7.00"]]
        assert cells(table(ORDERS[:5], *rows)) == rows

    def test_the_order_number_that_repeats_says_which_line_is_a_further_one(self):
        found = table(
            ["Order ID", "Date", "Customer", "Amount"],
            ["1", "2025-01-05", "Alder", "6.00"],
            ["1", "", "", "7.00"],
            ["2", "2025-01-06", "Birch", "1.00"],
        )
        assert found.cells["Customer"].tolist() == ["Alder", "Alder", "Birch"]


def test_a_clean_file_is_left_alone():
    found = table(HEADER, *ROWS)
    assert (cells(found), found.ignored, found.problems, found.notes, found.totals) == (ROWS, (), (), (), ())


def test_a_customer_called_total_with_many_rows_costs_no_more_than_another():
    rows = [["Total Wine", "15.02.2025", f"R-{place}", "12,00"] for place in range(20_000)]
    began = time.process_time()
    assert table(HEADER, *rows).rows == 20_000
    assert time.process_time() - began < 5
