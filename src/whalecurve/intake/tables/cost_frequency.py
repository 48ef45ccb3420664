"""How often in a year a cost of a list is paid: by a column that says so, or by the header of the amounts."""

from typing import Final

import numpy as np

from whalecurve.domain.words.formats import counted
from whalecurve.intake.meaning.decision import Decision
from whalecurve.intake.tables.source import Source
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.values.exact import Amounts

_HEADERS: Final = frozenset(
    "frequency interval paymentfrequency billingfrequency recurrence period turnus rhythmus haufigkeit intervall "
    "frequence periodicite frecuencia periodicidad frequenza cadenza frequentie frequencia periodicidade".split()
)
# Beginnings of the words for it in seven languages.
_WORDS: Final = {
    12: ("month", "permonth", "monat", "promonat", "mensuel", "mensual", "mensil", "maand", "permaand", "mensal"),
    4: ("quarter", "quartal", "viertelj", "trimest", "kwartaal"),
    2: ("halfyear", "semiannual", "biannual", "halbj", "semest", "halfjaar"),
    52: ("week", "wochen", "hebdo", "seman", "settiman"),
    1: (
        "year",
        "annual",
        "annuel",
        "anual",
        "annual",
        "jahr",
        "jahrlich",
        "jaar",
        "once",
        "oneoff",
        "onetime",
        "einmal",
    ),
}
_ENDS: Final = ("monthly", "permonth", "promonat", "monatlich", "parmois", "pormes", "almese", "permaand")


def yearly(source: Source, header: str, amounts: Amounts, spans: list[str]) -> Amounts:
    """Amounts of a year: those without a date times how often they are paid.

    Args:
        source: The list's tables; rows whose word for it is not known are set aside.
        header: Header of the amounts.
        amounts: Amount of each row.
        spans: The months of each row; blank where it carries no date.
    """
    column = next((each for each in source.headers() if header_key(each) in _HEADERS and _tells(source, each)), "")
    undated = np.array([not span for span in spans], bool)
    if column:
        cells = source.column(column)
        known = np.array([times_of(text) for text in cells.texts.to_pylist()] or [0], np.int64)
        times = known[cells.codes]
        remedy = "write monthly, quarterly or yearly"
        source.reject((times == 0) & undated & ~source.set_aside, column, "how often it is paid", remedy)
        proof = f"{column} says so"
    else:
        times = np.full(source.rows, times_of(header) or 1, np.int64)
        proof = f"its name is {header}"
    times = np.where(undated & (times > 0), times, 1)
    rows = int((source.kept() & (times > 1)).sum())
    if rows:
        what, took = "Are the costs of a year?", f"{counted(rows, 'row')} times how often it is paid in a year"
        source.decisions.append(Decision(source.tables[0].name, what, took, proof))
    return Amounts(amounts.values * times, amounts.scale, amounts.present)


def _tells(source: Source, column: str) -> bool:
    """Whether a word of the column is one for how often something is paid."""
    return any(times_of(text) for text in source.column(column).texts.to_pylist())


def times_of(text: str) -> int:
    """Times a year that a word means; 0 for other words.

    >>> [times_of(text) for text in ("Monthly amount", "quarterly", "Jährlich", "Betrag monatlich", "Amount", "")]
    [12, 4, 1, 12, 0, 0]
    """
    key = header_key(text)
    if any(word in key for word in _ENDS):
        return 12
    return next((times for times, words in _WORDS.items() if key.startswith(words)), 0)
