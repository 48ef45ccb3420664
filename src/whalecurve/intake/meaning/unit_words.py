"""Headers of columns of units of measure, and the units that are known."""

from typing import Final

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
