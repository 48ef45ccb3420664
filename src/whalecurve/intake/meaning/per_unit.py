"""Whether the figures of a product are those of one unit: the same whatever the quantity, or in step with it."""

import numpy as np

from whalecurve.intake.tables.source import Source
from whalecurve.intake.values.exact import Amounts, Values


def is_per_unit(source: Source, amounts: Amounts, quantity: Amounts) -> int:
    """How many rows show that each product has one figure whatever the quantity; 0 where any speaks against it."""
    one, base, many, unit = _beside_first(source, amounts, quantity)
    varied = many != unit
    holds = bool((one == base)[varied].all()) and not bool((one * unit == base * many)[varied].any())
    return int(varied.sum()) if holds else 0


def follows_quantity(source: Source, amounts: Amounts, quantity: Amounts) -> int:
    """How many rows show that a product's figure is in step with the quantity; 0 where any speaks against it."""
    one, base, many, unit = _beside_first(source, amounts, quantity)
    varied = many != unit
    return int(varied.sum()) if bool((one * unit == base * many)[varied].all()) else 0


def _beside_first(source: Source, amounts: Amounts, quantity: Amounts) -> tuple[Values, Values, Values, Values]:
    """Per row: its figure, that of its product's first row, its quantity and that of the first row, unsigned."""
    product = source.header("product")
    rows = np.flatnonzero(source.kept() & amounts.present & quantity.present)
    rows = rows[(quantity.values[rows] != 0) & (amounts.values[rows] != 0)]
    codes = source.column(product).codes[rows] if product else np.arange(len(rows))
    order = np.argsort(codes, kind="stable")
    rows, codes = rows[order], codes[order]
    first = np.concatenate([[True], codes[1:] != codes[:-1]]) if len(codes) else np.zeros(0, bool)
    at_first = rows[first][np.cumsum(first) - 1] if len(rows) else rows
    one, base = (np.abs(amounts.values[each].astype(object)) for each in (rows, at_first))
    many, unit = (np.abs(quantity.values[each].astype(object)) for each in (rows, at_first))
    return one, base, many, unit
