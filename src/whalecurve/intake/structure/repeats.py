"""Cells that an export writes on the first line of an order only, given to the order's further lines."""

from typing import Final

import numpy as np
import pyarrow as pa

from whalecurve.domain.words.wording import them
from whalecurve.intake.recognition.aliases import TRANSACTIONS, alias_tiers, candidates
from whalecurve.intake.recognition.vendors import vendor_headers, vendor_of
from whalecurve.intake.structure.body import Body
from whalecurve.intake.structure.cell_kinds import DATE, NUMBER
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.values.exact import Mask

_USUALLY: Final = 0.5
_SEVERAL: Final = 2
_SHOWN: Final = 5


def repeats(body: Body) -> None:
    """Fill words and dates down within an order; amounts stay on the first line, for they hold for the whole order.

    Further lines are told by an order number that repeats, or by a number, a date and everything else about the order
    that are blank together. A customer that is blank alone is nobody, not the one above.
    """
    further = _by_number(body)
    if further is None:
        further = _by_blanks(body)
    if further is None:
        return
    columns = _first_only(body, further)
    amounts = [place for place in columns if body.kinds()[place] == NUMBER and not is_key(body.headers[place])]
    filled = [place for place in columns if place not in amounts]
    body.first_line_only += [body.headers[place] for place in amounts]
    if not filled:
        return
    for place in filled:
        _fill_down(body, place, further)
    names = ", ".join(body.headers[place] for place in filled[:_SHOWN]) + (", ..." if len(filled) > _SHOWN else "")
    body.notes.append(
        them(
            int(further.sum()),
            f"further line of an order leaves {names} blank; it was given the first line's.",
            f"further lines of an order leave {names} blank; they were given the first line's.",
        )
    )


def _by_number(body: Body) -> Mask | None:
    """Rows with the order number of the row above, where every row has one."""
    place = _order_column(body)
    rows = body.open_rows()
    if place < 0 or not len(rows) or not body.filled()[place][rows].all():
        return None
    texts = np.array(body.columns[place].take(pa.array(rows)).to_pylist(), dtype=object)
    further: Mask = np.zeros(body.rows, dtype=bool)
    further[rows[1:][texts[1:] == texts[:-1]]] = True
    return further if further.any() else None


def _order_column(body: Body) -> int:
    vendor = vendor_of(body.headers)
    named = vendor_headers(vendor.fields, body.headers).get("order", "") if vendor else ""
    tiers = candidates(TRANSACTIONS, "order", body.headers)
    header = named or (tiers[0][0] if tiers else "")
    return body.headers.index(header) if header else -1


def _by_blanks(body: Body) -> Mask | None:
    """Rows in which the first column, a date and everything else of an order are blank together."""
    rows = body.open_rows()
    if len(rows) < _SEVERAL:
        return None
    first = next((place for place, filled in enumerate(body.filled()) if filled[rows[0]]), -1)
    further = ~body.taken & ~body.filled()[first]
    columns = [
        place for place in _first_only(body, further) if body.kinds()[place] != NUMBER or is_key(body.headers[place])
    ]
    dated = [place for place in columns if body.kinds()[place] == DATE]
    always = [place for place, kind in enumerate(body.kinds()) if kind == DATE and body.filled()[place][rows[0]]]
    goods = [
        place for place, kind in enumerate(body.kinds()) if kind == NUMBER and (body.filled()[place] & further).any()
    ]
    whole = (
        further.any() and first in columns and len(columns) >= _SEVERAL and bool(dated) and set(always) <= set(dated)
    )
    return further if whole and goods else None


def _first_only(body: Body, further: Mask) -> list[int]:
    """Columns that further lines never fill and first lines usually do."""
    first = ~body.taken & ~further
    count = int(first.sum())
    return [
        place
        for place, filled in enumerate(body.filled())
        if not (filled & further).any() and int((filled & first).sum()) > _USUALLY * count
    ]


def is_key(header: str) -> bool:
    """Whether a header names customers or orders."""
    key = header_key(header)
    return any(key in tier for name in ("order", "customer") for tier in alias_tiers(TRANSACTIONS, name))


def _fill_down(body: Body, place: int, further: Mask) -> None:
    texts = body.columns[place].to_pylist()
    last = ""
    for row in body.open_rows().tolist():
        if further[row]:
            texts[row] = last
        else:
            last = texts[row]
    body.replace_column(place, pa.chunked_array([pa.array(texts, pa.large_string())]))
