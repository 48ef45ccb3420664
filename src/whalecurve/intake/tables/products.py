"""The products on file: names, categories and unit costs by product id."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from whalecurve.intake.currency.currencies import cost_currency
from whalecurve.intake.meaning.unit_words import UNIT_HEADERS
from whalecurve.intake.tables.product_versions import Versions, read_versions
from whalecurve.intake.tables.read_numbers import NumberReader
from whalecurve.intake.tables.single_rows import first_of_each_id
from whalecurve.intake.tables.source import Source, require
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.text.text_column import TextColumn
from whalecurve.intake.values.exact import Amounts


@dataclass(frozen=True)
class ProductFile:
    """Products by id: row of each id, and the columns that go with the rows.

    Attributes:
        rows: Product id -> row.
        names: Label of each row: the name, with the id in brackets where several products share it; empty without a
            name column.
        categories: Category of each row; empty without a category column.
        units: Unit of measure of each row; empty without a column of units.
        currency: Code of the currency of the costs, where signs or a column say it.
        unit_cost: Header of the unit cost, or the empty text.
        material_cost: Header of the material cost, or the empty text.
        versions: Rows by the day that they are valid from; None where each product has one row.
        days: Day of each line, for products whose cost changed.
    """

    rows: Mapping[str, int]
    names: list[str]
    categories: list[str]
    unit_cost: str
    material_cost: str
    units: list[str]
    currency: str
    _unit: Amounts
    _material: Amounts
    versions: Versions | None = None
    days: npt.NDArray[np.int32] | None = None

    def on(self, days: npt.NDArray[np.int32]) -> "ProductFile":
        """The products as they were on the day of each line."""
        return replace(self, days=days)

    def unit_costs(self, products: TextColumn) -> Amounts:
        """Unit cost of the product of each line; not present for unknown products and products without a cost."""
        return self._by_line(self._unit, products)

    def material_costs(self, products: TextColumn) -> Amounts:
        """Material cost of one unit of the product of each line."""
        return self._by_line(self._material, products)

    def _by_line(self, amounts: Amounts, products: TextColumn) -> Amounts:
        texts = products.texts.to_pylist()
        if not texts or not len(amounts):
            return Amounts.none(len(products))
        if self.versions is not None and self.days is not None:
            rows = self.versions.rows_at([texts[code] for code in products.codes.tolist()], self.days)
        else:
            rows = np.array([self.rows.get(text, -1) for text in texts], dtype=np.int64)[products.codes]
        return Amounts(amounts.values[rows], amounts.scale, amounts.present[rows] & (rows >= 0))

    def texts_of(self, values: list[str], products: list[str], fallback: Callable[[str], str]) -> list[str]:
        """A label for each product id: from ``values``, else what ``fallback`` makes of the id."""
        found = [self.rows.get(product, -1) for product in products]
        return [
            (values[row] if row >= 0 else "") or fallback(product) for row, product in zip(found, products, strict=True)
        ]


def read_products(source: Source) -> ProductFile:
    """Products of their files; of two rows with one id the first counts, and a different second one is a problem.

    Where the rows say from when they are valid, each is one version, and a line has the cost of its own day.
    """
    header = require(source, ("id", "name"), "the product's id")
    unit, material = source.header("unit_cost"), source.header("material_cost")
    reader = NumberReader(source, [name for name in (unit, material) if name])
    unit_cost = reader.read(unit) if unit else Amounts.none(source.rows)
    material_cost = reader.read(material) if material else Amounts.none(source.rows)
    valid_from = source.header("valid_from")
    versions = read_versions(source, header, valid_from) if valid_from else None
    if versions is not None and len(versions.rows) > len(versions.products):
        source.notes.append(f"Each line has the cost of its product on its own day, by {valid_from}.")
    rows = first_of_each_id(source, header, "product") if versions is None else versions.latest
    categories = _texts(source, source.header("category"))
    return ProductFile(
        rows,
        _labels(_texts(source, source.header("name")), rows),
        categories,
        unit,
        material,
        _texts(source, _unit_header(source)),
        cost_currency(source, reader, [name for name in (unit, material) if name]),
        unit_cost,
        material_cost,
        versions,
    )


def _unit_header(source: Source) -> str:
    return next((header for header in source.headers() if header_key(header) in UNIT_HEADERS), "")


def _texts(source: Source, header: str) -> list[str]:
    if not header:
        return []
    column = source.column(header)
    texts = column.texts.to_pylist()
    return [texts[code] for code in column.codes.tolist()]


def _labels(names: list[str], rows: Mapping[str, int]) -> list[str]:
    if not names:
        return []
    ids = {row: product for product, row in rows.items()}
    times: dict[str, int] = {}
    for row in ids:
        times[names[row]] = times.get(names[row], 0) + 1
    return [f"{name} ({ids[row]})" if times.get(name, 0) > 1 and row in ids else name for row, name in enumerate(names)]
