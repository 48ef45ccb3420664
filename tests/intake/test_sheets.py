"""Spreadsheets as people have them: hidden and further sheets, merged cells, shown zeros, half-converted dates."""

import datetime as dt
import io

import pytest
import xlsxwriter

from tests.intake.build import intake, money, text_table, xlsx
from whalecurve.analysis.reading import read_files, read_tables
from whalecurve.domain.errors import RefusedFileError, UserChoiceError

HEADER = ["Order ID", "Order Date", "Customer", "Amount"]


def order(number, amount, customer="Alder", day="2025-01-05"):
    return [f"O-{number}", day, customer, amount]


def workbook(*sheets, hidden=(), formats=None, merged=()):
    """Sheets of rows; names of hidden ones, number format by (row, column), ranges of the first sheet to merge."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"})
    styles = {place: book.add_format({"num_format": code}) for place, code in (formats or {}).items()}
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell, styles.get((row, column)))
        if name in hidden:
            sheet.hide()
    for area, text in merged:
        book.worksheets()[0].merge_range(area, text)
    book.close()
    return out.getvalue()


class TestWhichSheet:
    def test_a_hidden_sheet_is_never_chosen_by_itself(self):
        old = [HEADER, *[order(place, 10) for place in range(9)]]
        content = workbook(("New", [HEADER, order(1, 5)]), ("Old", old), hidden=["Old"])
        table = text_table(content, "sales.xlsx")
        assert (table.sheet, table.rows, table.further) == ("New", 1, ())
        assert "Hidden sheets are not read: Old." in table.notes
        assert text_table(content, "sales.xlsx", sheet="Old").rows == 9

    def test_a_workbook_whose_text_is_hidden_is_refused_with_the_names(self):
        content = workbook(("Cover", []), ("Old", [HEADER, order(1, 5)]), hidden=["Old"])
        with pytest.raises(RefusedFileError, match="hidden: Old"):
            text_table(content, "sales.xlsx")

    def test_sheets_with_the_same_columns_are_pieces_of_one_table(self):
        content = workbook(("Jan", [HEADER, order(1, 5)]), ("Feb", [HEADER, order(2, 7, day="2025-02-03")]))
        table = text_table(content, "sales.xlsx")
        result = read_tables([("transactions", table)], None)
        assert (sum(money(result)), result.lines_used) == (12, 2)
        assert result.files == ("sales.xlsx [Jan]", "sales.xlsx [Feb]")
        assert any("were read together" in note for note in result.notes)

    def test_a_copy_of_a_sheet_is_a_question(self):
        rows = [HEADER, order(1, 5), order(2, 7)]
        content = workbook(("Sales", rows), ("Sales (2)", rows))
        files = {"transactions": [("sales.xlsx", content)]}
        with pytest.raises(UserChoiceError, match="Sales, Sales \\(2\\) have the same columns and share rows"):
            read_files(files, None)
        assert sum(money(read_files(files, {"sheet": "Sales"}))) == 12
        assert sum(money(read_files(files, None, sheet="Sales (2)"))) == 12

    def test_titles_above_the_names_do_not_hide_a_good_sheet(self):
        notes = [["Read me"], *[[f"line {place}"] for place in range(20)]]
        content = workbook(("Notes", notes), ("Data", [["Sales report"], [], HEADER, order(1, 5)]))
        assert text_table(content, "sales.xlsx").sheet == "Data"


class TestCells:
    def test_ids_are_read_with_the_zeros_that_are_shown(self):
        rows = [["Customer No", "Date", "Amount"], [42, "2025-01-05", 5], [7, "2025-01-05", 6]]
        content = workbook(("Sheet", rows), formats={(1, 0): "00000", (2, 0): "000"})
        assert text_table(content, "sales.xlsx").cells["Customer No"].tolist() == ["00042", "007"]

    def test_merged_words_belong_to_all_their_rows_and_merged_amounts_to_one(self):
        rows = [
            ["Customer", "Order Date", "Product", "Total", "Amount"],
            *[["", "2025-01-05", "P", "", n] for n in (1, 2)],
        ]
        content = workbook(("Sheet", rows), merged=[("A2:A3", "Alder"), ("D2:D3", 3)])
        table = text_table(content, "sales.xlsx")
        assert table.cells["Customer"].tolist() == ["Alder", "Alder"]
        assert table.cells["Total"].tolist() == ["3", ""]
        assert any("merged" in note for note in table.notes)

    def test_rows_keep_their_numbers_under_titles(self):
        content = xlsx([["Report"], [], HEADER, order(1, 5), order(2, "soon")])
        result = intake(content, names=["sales.xlsx"])
        assert [problem.line for problem in result.problems] == [5]


class TestHalfConvertedDates:
    ROWS = (("05/01", 100), ("20/01", 200), ("02/03", 300), ("25/02", 400), ("03/09", 500))

    def content(self):
        rows = [HEADER]
        for place, (text, amount) in enumerate(self.ROWS):
            day, month = map(int, text.split("/"))
            converted = dt.date(2025, day, month) if day <= 12 else f"{text}/2025"
            rows.append([f"O-{place}", converted, "Alder", amount])
        return xlsx(rows)

    def test_they_are_asked_about(self):
        with pytest.raises(UserChoiceError, match=r"2025-05-01 typed, 20/01/2025 text.*read 2025-05-01 as 2025-01-05"):
            intake(self.content(), names=["sales.xlsx"])

    @pytest.mark.parametrize(("answer", "months"), [("swapped", [1, 1, 3, 2, 9]), ("as shown", [5, 1, 2, 2, 3])])
    def test_the_answer_is_followed(self, answer, months):
        result = read_files({"transactions": [("sales.xlsx", self.content())]}, {"typed_dates": answer})
        right = sorted(202500 + month for month in months)
        assert sorted(result.dataset.transactions["month"].tolist()) == right

    def test_typed_dates_of_late_days_beside_texts_are_no_question(self):
        rows = [HEADER, order(1, 5, day=dt.date(2025, 1, 31)), order(2, 7, day="20/01/2025")]
        assert intake(xlsx(rows), names=["sales.xlsx"]).lines_used == 2


APART = {
    "orders.csv": "Invoice Date,Customer,Amount\n2025-01-02,A,100\n2025-02-02,B,50\n",
    "credits.csv": "Credit Date,Customer,Amount\n2025-03-01,A,-30\n",
    "later.csv": "Invoice Date,Customer,Amount,Remark\n2025-03-02,B,7,thanks\n",
}
BY_INVOICE = {"transactions": {"customer": "Customer", "date": "Invoice Date", "amount": "Amount"}}


def apart(*names, said=None):
    return read_files({"transactions": [(name, APART[name].encode()) for name in names]}, said)


def test_with_a_map_no_file_is_left_out_for_its_other_columns():
    whole = apart("orders.csv", "later.csv", said=BY_INVOICE)
    assert money(whole) == [100, 50, 7]
    with pytest.raises(UserChoiceError, match=r"credits.csv does not have. Found: Invoice Date"):
        apart("orders.csv", "credits.csv", said=BY_INVOICE)


def test_without_a_map_the_way_out_of_other_columns_is_one_that_works():
    with pytest.raises(UserChoiceError) as asked:
        apart("orders.csv", "credits.csv")
    assert str(asked.value) == (
        "Not every column could be recognised. Found: credits.csv has other columns than orders.csv. To fix it: write "
        "the same headings over both, or leave one of them out; with a map both need the columns it names."
    )
