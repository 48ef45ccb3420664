"""Tables with one row per id: repeats collapse, contradictions are problems."""

import numpy as np
import numpy.typing as npt

from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import them
from whalecurve.intake.tables.source import Source
from whalecurve.intake.values.exact import Mask

_NO_ID = "NULL"


def first_of_each_id(source: Source, header: str, what: str) -> dict[str, int]:
    """Row of each id, the first one counts.

    A row without an id is set aside; a further row of an id is ignored when it says the same and set aside when it
    does not.
    """
    column = source.column(header)
    texts = column.texts.to_pylist()
    codes = column.codes
    named = np.array([is_id(text, source, header) for text in texts], dtype=bool)
    source.reject(~named[codes], header, f"a {what} id", "fill in the id, or delete the row")
    first = np.full(len(texts), -1, dtype=np.int64)
    rows = np.flatnonzero(source.kept())
    places, starts = np.unique(codes[rows], return_index=True)
    first[places] = rows[starts]
    repeated = source.kept()
    repeated[first[first >= 0]] = False
    if repeated.any():
        settle_repeats(source, header, first[codes], repeated, what)
    return {texts[place]: int(first[place]) for place in places.tolist()}


def is_id(text: str, source: Source, header: str) -> bool:
    """Whether a cell names something."""
    return text != "" and (text != _NO_ID or header == source.header("name"))


def settle_repeats(source: Source, header: str, first: npt.NDArray[np.int64], repeated: Mask, what: str) -> None:
    """Ignore rows that say the same as the first one of theirs, and set aside those that do not.

    Args:
        source: The table.
        header: Header of the id.
        first: The row that counts, for each row; shape (rows,).
        repeated: Rows after it.
        what: What a row is about.
    """
    same = np.ones(source.rows, dtype=bool)
    for other in source.headers():
        codes = source.column(other).codes
        same &= codes == codes[np.maximum(first, 0)]
    twins = repeated & same
    if twins.any():
        source.ignore(twins, f"the same {what} again")
        number = int(twins.sum())
        rows = them(number, f"row repeats a {what}", f"rows repeat a {what}")
        source.notes.append(f"{rows} word for word and {agree(number, 'was', 'were')} counted once.")
    source.reject(
        repeated & ~same,
        header,
        f"each {what} id once: an earlier row says something else",
        "delete one of the two rows",
    )
