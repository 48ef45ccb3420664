"""Headers of columns of units of measure, and the units that are known."""

import re
from typing import Final

from whalecurve.intake.text.headers import header_key

UNIT_HEADERS: Final = frozenset(
    "uom unit units unitofmeasure unitofmeasurecode usageunit salesunit stockunit measure einheit mengeneinheit "
    "me unite unitedemesure unidad unidaddemedida eenheid unidade unita unitadimisura".split()
)
# How many of the smallest unit of its kind (piece, gram, millilitre, millimetre, minute) each unit is.
SIZES: Final = {
    word: (kind, size)
    for kind, size, words in (
        (
            "piece",
            1,
            "u un unit units each ea pc pcs piece pieces stk stuck stueck unite unites unidad unidades pz pezzo pezzi",
        ),
        ("piece", 2, "pair pairs pr paar paire par paia"),
        ("piece", 12, "dozen dozens dz doz dtz dutzend douzaine docena dozijn duzia dozzina"),
        ("piece", 100, "hundred hundreds hundert cent"),
        ("piece", 144, "gross gros"),
        ("piece", 1000, "thousand thousands mil tausend mille"),
        ("gram", 1, "g gram grams gramm gramme grammes gramo gramos"),
        ("gram", 1000, "kg kilo kilos kilogram kilograms kilogramm kilogramme"),
        ("gram", 1_000_000, "t ton tonne tonnes tons tonelada"),
        ("millilitre", 1, "ml millilitre milliliter"),
        ("millilitre", 1000, "l ltr liter litre litres liters litro litros"),
        ("millimetre", 1, "mm"),
        ("millimetre", 10, "cm"),
        ("millimetre", 1000, "m meter metre metres metro metros"),
        ("minute", 1, "min mins minute minutes minuten minuti minutos"),
        ("minute", 60, "h hr hrs hour hours stunde stunden heure heures hora horas uur ora ore std"),
    )
    for word in words.split()
}
_PACK: Final = re.compile(
    r"\b(?:case|box|pack|packet|package|bag|tray|carton|crate|bundle|set|karton|kiste|packung|beutel|caisse|carton|boite|lot|caja|doos|pak|caixa|"
    r"scatola|confezione|cs|bx|pk|ctn|ve)[a-z]*+\W*+(?:of|de|di|van|mit|a|x|with)?+\W*+(\d{1,4})\W*+"
    r"|(\d{1,4})\W*+(?:er|x)?+\W*+(?:case|box|pack|bag|tray|karton|pak|pk|count|ct|pcs|stk|pack)[a-z]*+",
    re.IGNORECASE,
)
_PER: Final = re.compile(r"(?:\b(?:per|pro|par|por|je)\b|/)\s*([^\W_]+)\W*$", re.IGNORECASE)
_IN: Final = re.compile(r"[(\[]\s*([^\W_]+)\s*[)\]]\s*$|\bin\s+([^\W_]+)\s*$", re.IGNORECASE)
_LONGEST: Final = 100


def size_of(text: str) -> tuple[str, int] | None:
    """Kind of a unit and how many of the smallest one it is; packs say how many pieces they hold. None for others.

    >>> size_of("kg"), size_of("Case of 12"), size_of("6er-Pack"), size_of("100"), size_of("case")
    (('gram', 1000), ('piece', 12), ('piece', 6), ('piece', 100), None)
    """
    if found := SIZES.get(header_key(text)):
        return found
    pack = _PACK.fullmatch(text.strip()[:_LONGEST])
    number = next((group for group in pack.groups() if group), "") if pack else text.strip()
    return ("piece", int(number)) if number.isdecimal() and len(number) <= 4 and int(number) else None  # noqa: PLR2004


def unit_of_header(header: str) -> str:
    """The unit that a header speaks of, other than a piece; empty where it names none.

    >>> [unit_of_header(text) for text in ("Cost per kg", "Quantity (g)", "Preis pro 100", "Cost per unit")]
    ['kg', 'g', '100', '']
    """
    for pattern in (_PER, _IN):
        if found := pattern.search(header[:_LONGEST]):
            word = next(group for group in found.groups() if group)
            size = size_of(word)
            return word if size and size != ("piece", 1) else ""
    return ""
