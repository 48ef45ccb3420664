"""Units of measure: a dozen sold and one unit costed are not the same quantity."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from whalecurve.domain.words.wording import listed
from whalecurve.intake.meaning.answers import UNITS
from whalecurve.intake.meaning.decision import Alternative, Decision
from whalecurve.intake.meaning.unit_words import UNIT_HEADERS, size_of, unit_of_header
from whalecurve.intake.tables.products import ProductFile
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.values.exact import Amounts, multiply

Codes = npt.NDArray[np.signedinteger[Any]]


def unit_header(headers: list[str]) -> str:
    """Header of the column of units, or the empty text."""
    return next((header for header in headers if header_key(header) in UNIT_HEADERS), "")


def in_costed_units(source: Source, products: ProductFile, quantity: Amounts) -> Amounts:
    """Quantities in the unit that the product's cost is about; a conversion that nobody knows is a question."""
    product = source.header("product")
    if not product:
        return quantity
    sold, column = _sold(source), source.column(product)
    texts, named = column.texts.to_pylist(), unit_of_header(products.unit_cost)
    listed = [named] * (1 + max(products.rows.values(), default=0)) if named else products.units
    if listed:
        own = products.texts_of(listed, texts, lambda _: "")
        return _converted(source, quantity, sold, (column.codes, own), from_header=bool(named))
    return _in_one_unit(source, quantity, sold, column.codes) if sold.header else quantity


def in_unit_of(source: Source, header: str, quantity: Amounts) -> Amounts:
    """Quantities in the unit of which a column of the lines holds the cost, as its header says: a cost per kg."""
    if not (named := unit_of_header(header)):
        return quantity
    return _converted(source, quantity, _sold(source), (np.zeros(source.rows, np.int32), [named]), from_header=True)


@dataclass(frozen=True)
class _Sold:
    """The unit of each line's quantity: a column's, or the one that the header of the quantity names."""

    header: str
    codes: Codes
    texts: list[str]


def _sold(source: Source) -> _Sold:
    header = unit_header(source.headers())
    if header:
        return _Sold(header, source.column(header).codes, source.column(header).texts.to_pylist())
    return _Sold("", np.zeros(source.rows, np.int32), [unit_of_header(source.header("quantity"))])


def _converted(
    source: Source, quantity: Amounts, sold: _Sold, costed: tuple[Codes, list[str]], *, from_header: bool
) -> Amounts:
    codes, own = costed
    pairs = sold.codes.astype(np.int64) * max(len(own), 1) + codes
    found_codes, place = np.unique(pairs, return_inverse=True)
    said: Mapping[str, str] = source.mapping.answers.get(UNITS, {})
    unsaid = {unit: _unsaid(unit) if from_header else "" for unit in own}
    found = [
        _factor(sold.texts[code // len(own)] or unsaid[own[code % len(own)]], own[code % len(own)], said)
        for code in found_codes.tolist()
    ]
    return _times(source, quantity, found, place)


def _unsaid(costed: str) -> str:
    """The unit of quantities of which nothing says it: pieces where costs are per so many pieces."""
    size = size_of(costed)
    return "piece" if size and size[0] == "piece" else "quantity"


def _in_one_unit(source: Source, quantity: Amounts, sold: _Sold, products: Codes) -> Amounts:
    """Quantities of products that are sold in several units, where nothing says which of them the cost is of."""
    kept = source.kept() & quantity.present
    named = np.array([bool(text) for text in sold.texts] or [False], bool)[sold.codes] & kept
    pairs = np.unique(products[named].astype(np.int64) * max(len(sold.texts), 1) + sold.codes[named])
    owners, counts = np.unique(pairs // max(len(sold.texts), 1), return_counts=True)
    several = owners[counts > 1]
    if not len(several):
        return quantity
    used = {sold.texts[code] for code in np.unique(sold.codes[named & np.isin(products, several)]).tolist()}
    one = min(used, key=lambda text: (size_of(text) is None, (size_of(text) or ("", 0))[1], text))
    said: Mapping[str, str] = source.mapping.answers.get(UNITS, {})
    found = [_said_or_asked(text, one, said) if text in used else _Factor() for text in sold.texts]
    return _times(source, quantity, found, np.where(np.isin(products, several), sold.codes, len(found)))


def _said_or_asked(sold: str, one: str, said: Mapping[str, str]) -> "_Factor":
    pair = f"{sold} in {one}"
    if header_key(sold) == header_key(one):
        return _Factor()
    return _factor(sold, one, said) if pair in said else _Factor(asked=pair)


def _times(source: Source, quantity: Amounts, found: "list[_Factor]", place: Codes) -> Amounts:
    """Quantities times the factor of each row, which is told or asked about; a place beyond them changes nothing."""
    used = np.unique(place[source.kept() & quantity.present]).tolist()
    whole = [*found, _Factor()]
    _say(source, [whole[each] for each in used])
    over = np.array([each.over for each in whole], np.int64)[place]
    below = np.array([each.below for each in whole], np.int64)[place]
    return multiply(quantity, _ratio(over, below))


def _ratio(
    over: np.ndarray[tuple[int], np.dtype[np.int64]], below: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> Amounts:
    """Exact to nine decimals: known units divide by 1, 2, 10, 12, 60, 100, 144 or 1000, given ones by up to 1000."""
    scale = 0 if bool((over % below == 0).all()) else 9
    return Amounts((over * 10**scale) // below, scale, np.ones(len(over), bool))


@dataclass(frozen=True)
class _Factor:
    """Costed units in one sold unit, as a fraction, and who says so: a known size, the user, or nobody yet."""

    over: int = 1
    below: int = 1
    known: str = ""
    said: str = ""
    asked: str = ""


def _factor(sold: str, costed: str, said: Mapping[str, str]) -> _Factor:
    if header_key(sold) == header_key(costed) or not sold or not costed:
        return _Factor()
    pair = f"{sold} in {costed}"
    if pair in said:
        times = Fraction(str(said[pair]))
        return _Factor(times.numerator, times.denominator, said=f"1 {sold} is {said[pair]} {costed}")
    one, other = size_of(sold), size_of(costed)
    if one is None or other is None or one[0] != other[0]:
        return _Factor(asked=pair)
    if one[1] == other[1]:
        return _Factor()
    return _Factor(one[1], other[1], known=f"1 {sold} is {one[1] / other[1]:g} {costed}")


def _say(source: Source, factors: list[_Factor]) -> None:
    """Conversions of the rows in use as decisions: proven by known sizes, answered, or asked with a form to fill in."""
    known = sorted({each.known for each in factors if each.known})
    said = sorted({each.said for each in factors if each.said})
    asked = sorted({each.asked for each in factors if each.asked})
    name, what = source.tables[0].name, "Are quantities sold and costs in the same unit?"
    if known:
        source.decisions.append(Decision(name, what, "converted", "; ".join(known)))
    if said:
        source.decisions.append(Decision(name, what, "converted", answer="; ".join(said), key=UNITS))
    if asked:
        source.decisions.append(_question(name, asked))


def _question(name: str, asked: list[str]) -> Decision:
    what = f"Nothing relates the units sold to those of the costs: {listed(asked)}. How many of the second is one?"
    as_they_are = Alternative("one for one", {UNITS: dict.fromkeys(asked, "1")})
    filled_in = Alternative("so many of the costed unit", {UNITS: dict.fromkeys(asked, "")})
    return Decision(name, what, "counted one for one", alternatives=(as_they_are,), key=UNITS, to_fill=(filled_in,))
