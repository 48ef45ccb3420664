"""Units of measure: a dozen sold and one unit costed are not the same quantity."""

import numpy as np

from whalecurve.intake.meaning.decision import Decision
from whalecurve.intake.meaning.unit_words import SIZES, UNIT_HEADERS
from whalecurve.intake.tables.products import ProductFile
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.values.exact import Amounts, multiply


def unit_header(headers: list[str]) -> str:
    """Header of the column of units, or the empty text."""
    return next((header for header in headers if header_key(header) in UNIT_HEADERS), "")


def in_costed_units(source: Source, products: ProductFile, quantity: Amounts) -> Amounts:
    """Quantities in the unit that the product's cost is about; a conversion that nobody knows is a question."""
    sold, costed = unit_header(source.headers()), products.units
    if not sold or not costed or not source.header("product"):
        return quantity
    column, product = source.column(sold), source.column(source.header("product"))
    own = products.texts_of(costed, product.texts.to_pylist(), lambda _: "")
    pairs = column.codes.astype(np.int64) * max(len(own), 1) + product.codes
    codes, place = np.unique(pairs, return_inverse=True)
    texts = column.texts.to_pylist()
    found = [_factor(texts[code // len(own)], own[code % len(own)]) for code in codes.tolist()]
    _say(source, found, place, quantity)
    over = np.array([top for top, _, _ in found], np.int64)[place]
    below = np.array([bottom for _, bottom, _ in found], np.int64)[place]
    return multiply(quantity, _ratio(over, below))


def _ratio(
    over: np.ndarray[tuple[int], np.dtype[np.int64]], below: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> Amounts:
    """Exact to nine decimals: known units divide by 1, 2, 10, 12, 60, 100, 144 or 1000."""
    scale = 0 if bool((over % below == 0).all()) else 9
    return Amounts((over * 10**scale) // below, scale, np.ones(len(over), bool))


def _factor(sold: str, costed: str) -> tuple[int, int, str]:
    """Costed units in one sold unit, as a fraction, and what to say about it."""
    if header_key(sold) == header_key(costed) or not sold or not costed:
        return 1, 1, ""
    one, other = SIZES.get(header_key(sold)), SIZES.get(header_key(costed))
    if one is None or other is None or one[0] != other[0]:
        return 1, 1, f"{sold} sold, {costed} costed"
    if one[1] == other[1]:
        return 1, 1, ""
    return one[1], other[1], f"1 {sold} is {one[1] / other[1]:g} {costed}"


def _say(
    source: Source,
    found: list[tuple[int, int, str]],
    place: np.ndarray[tuple[int], np.dtype[np.intp]],
    quantity: Amounts,
) -> None:
    rows = source.kept() & quantity.present
    used = np.unique(place[rows]).tolist()
    known = sorted({words for top, bottom, words in (found[each] for each in used) if words and top != bottom})
    unknown = sorted({words for top, bottom, words in (found[each] for each in used) if words and top == bottom})
    name = source.tables[0].name
    if known:
        source.decisions.append(
            Decision(name, "Are quantities sold and costs in the same unit?", "converted", "; ".join(known))
        )
    if unknown:
        pairs = ", ".join(unknown)
        what = f"Quantities and costs are in units that nothing relates: {pairs}. Write both files in one unit."
        source.decisions.append(Decision(name, what, "counted one for one"))
