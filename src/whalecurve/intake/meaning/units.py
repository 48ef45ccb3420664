"""Units of measure: a dozen sold and one unit costed are not the same quantity."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from whalecurve.domain.words.wording import listed
from whalecurve.intake.meaning.answers import UNITS
from whalecurve.intake.meaning.decision import Alternative, Decision
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
    said: Mapping[str, str] = source.mapping.answers.get(UNITS, {})
    found = [_factor(texts[code // len(own)], own[code % len(own)], said) for code in codes.tolist()]
    used = np.unique(place[source.kept() & quantity.present]).tolist()
    _say(source, [found[each] for each in used])
    over = np.array([each.over for each in found], np.int64)[place]
    below = np.array([each.below for each in found], np.int64)[place]
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
    one, other = SIZES.get(header_key(sold)), SIZES.get(header_key(costed))
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
