"""Measures in rows (Revenue, Units and Cost one below the other): each becomes a column of its own."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa

from whalecurve.intake.meaning.words import column_role
from whalecurve.intake.recognition.aliases import TRANSACTIONS, candidates
from whalecurve.intake.structure.body import Body
from whalecurve.intake.structure.cell_kinds import NUMBER
from whalecurve.intake.text.headers import header_key, unique_headers

_NAMES: Final = frozenset(
    "metric metrics measure measures measurename measurenames kpi kpis kennzahl kennzahlen messgrosse indicator "
    "indicators indicateur mesure indicador medida metrica indicatore misura maatstaf attribute attribut".split()
)
_VALUES: Final = frozenset(
    "value values measurevalue measurevalues amount wert werte betrag valeur valeurs montant valor valores importe "
    "valore valori importo waarde waarden bedrag".split()
)
# One of these is among the measures: units alone may be the units of measure of amounts that stand beside them.
_MONEY: Final = ("amount", "cost", "profit", "unit_price", "unit_cost", "discount")
_MOST: Final = 40


def long_measures(body: Body) -> None:
    """Turn rows of measures into columns: rows that are equal in everything else are one row.

    Where a measure stands twice for one row, the first ones belong together, then the second ones.
    """
    place = next((place for place, header in enumerate(body.headers) if header_key(header) in _NAMES), -1)
    value = next((place for place, header in enumerate(body.headers) if header_key(header) in _VALUES), -1)
    if place < 0 or value < 0 or body.kinds()[value] != NUMBER:
        return
    rows = body.open_rows().tolist()
    texts = [column.to_pylist() for column in body.columns]
    names = list(dict.fromkeys(texts[place][row].strip() for row in rows))
    if not 1 < len(names) <= _MOST or "" in names or not any(map(_is_money, names)):
        return
    _spread(body, rows, texts, (place, value, names))


def _is_money(name: str) -> bool:
    known = any(candidates(TRANSACTIONS, field, [name]) for field in _MONEY)
    return known or column_role(name) == "amount"


def _spread(body: Body, rows: Sequence[int], texts: list[list[str]], found: tuple[int, int, list[str]]) -> None:
    place, value, names = found
    others = [column for column in range(len(body.headers)) if column not in (place, value)]
    times: dict[tuple[str, ...], int] = defaultdict(int)
    groups: dict[tuple[object, ...], dict[str, int]] = {}
    for row in rows:
        key, name = tuple(texts[column][row] for column in others), texts[place][row].strip()
        groups.setdefault((key, times[(*key, name)]), {})[name] = row
        times[(*key, name)] += 1
    members = [list(each.values()) for each in groups.values()]
    columns = [[texts[column][own[0]] for own in members] for column in others]
    columns += [[texts[value][own[name]] if name in own else "" for own in groups.values()] for name in names]
    what = body.headers[place]
    body.headers_before = body.headers_before or body.headers
    body.headers = list(unique_headers([*(body.headers[column] for column in others), *names]))
    body.columns = [pa.chunked_array([pa.array(column, pa.large_string())]) for column in columns]
    body.spans = np.array([int(body.spans[own].sum()) for own in members], np.int32)
    body.lines = np.array([int(body.lines[own].min()) for own in members], np.int32)
    body.settle_all()
    body.notes.append(f"Rows of {what} became columns: {', '.join(names[:_SHOWN])}.")


_SHOWN = 8
