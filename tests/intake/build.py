"""Files for the tests, made on the spot by small functions with names."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from whalecurve.intake.build import build
from whalecurve.intake.intake import Intake
from whalecurve.intake.limits import Limits
from whalecurve.intake.process.reader import read_table
from whalecurve.intake.recognition.mapping import Mapping
from whalecurve.intake.recognition.recognise import propose
from whalecurve.intake.text.text_table import TextTable

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
SALES_HEADER = ("Customer ID", "Date", "Amount")
RETAIL_HEADER = (
    "Order ID,Order Date,Customer ID,Customer Name,Segment,City,State,Region,Product ID,Category,Sub-Category,"
    "Product Name,Sales,Quantity,Discount,Profit"
).split(",")


def csv_bytes(rows: Iterable[Sequence[object]], *, delimiter=",", end="\n", encoding="utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue().encode(encoding)


def sales(*rows: Sequence[object], header: Sequence[str] = SALES_HEADER, delimiter=",") -> bytes:
    return csv_bytes([header, *rows], delimiter=delimiter)


def amounts(*texts: str, delimiter=",", header="Amount") -> bytes:
    rows = [("A", "2024-01-05", text) for text in texts]
    return sales(*rows, header=("Customer ID", "Date", header), delimiter=delimiter)


def text_table(content: bytes | str, name="sales.csv", **settings) -> TextTable:
    return read_table(name, content.encode() if isinstance(content, str) else content, **settings)


def intake(
    *contents: bytes, mapping: dict | None = None, currency: str | None = None, names=None, kinds=None
) -> Intake:
    """Read, recognise and build; a mapping wins over recognition, table kinds come from recognition or are said."""
    tables = [text_table(content, name) for content, name in zip(contents, names or file_names(contents), strict=True)]
    proposal = propose(tables, kinds)
    if mapping is None:
        return build(proposal.require_settled().tables_by_kind(), proposal.mapping, currency=currency)
    return build(proposal.tables_by_kind(), Mapping.from_json(mapping), currency=currency)


def file_names(contents: Sequence[bytes]) -> list[str]:
    return [f"file{place}.csv" for place, _ in enumerate(contents)]


def money(result: Intake, name: str = "net_revenue") -> list[Decimal]:
    """A measure of every line as exact decimals."""
    scale = result.dataset.scales[name]
    return [Decimal(value).scaleb(-scale) for value in result.dataset.transactions[name].tolist()]


def xlsx(*sheets: Sequence[Sequence[object]], names: Sequence[str] = ()) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"})
    for place, rows in enumerate(sheets):
        sheet = book.add_worksheet(names[place] if names else f"Sheet{place + 1}")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)
    book.close()
    return out.getvalue()


def xlsx_with_sheet_xml(xml: str) -> bytes:
    """A workbook whose only sheet is this XML: for lies that no library would write."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx([["a"]]))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.namelist():
            content = xml.encode() if member == "xl/worksheets/sheet1.xml" else source.read(member)
            target.writestr(member, content)
    return out.getvalue()


def sheet_xml(cells: str, dimension: str = "A1:A1") -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return f'{head}<dimension ref="{dimension}"/><sheetData>{cells}</sheetData></worksheet>'


def parquet(**columns: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return out.getvalue()


def quick(**changes) -> Limits:
    return Limits(**changes)
