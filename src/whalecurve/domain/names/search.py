"""Finding customers by words in anything that is known of them."""

import numpy as np
import pandas as pd

from whalecurve.domain.ranks.ranking import Places


def carrying(customers: pd.DataFrame, places: Places, wanted: str) -> Places:
    """Those of some customers who carry the wanted words in their name, id or a trait, in the given order.

    Args:
        customers: All customers, a row each; every column is text.
        places: Rows to look among.
        wanted: Words as typed; capitals do not count, and no mark in it means anything else. None find everybody.

    >>> customers = pd.DataFrame({"name": ["Acme (UK)", "Zoë"], "sector": ["hotels", "farms"]})
    >>> carrying(customers, np.array([1, 0]), " HOTEL ").tolist(), carrying(customers, np.array([1, 0]), "(").tolist()
    ([0], [0])
    """
    words = wanted.strip()
    if not words:
        return places
    text = customers.iloc[places]
    hits = [text[name].str.contains(words, case=False, regex=False).to_numpy(dtype=bool) for name in text.columns]
    return np.asarray(places[np.logical_or.reduce(hits)], dtype=np.intp)
