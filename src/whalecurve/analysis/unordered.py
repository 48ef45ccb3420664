"""A masked workbook whose order says nothing: its customers stand by their pseudonyms, as a dataset's do by their ids.

A dataset's customers are sorted by id, and what is equal goes by that order: ranks of equal profits, the odd cents of a
shared cost. Under pseudonyms alone the order of the rows would therefore still be the key to who is who. Sorted by
them, a masked workbook is the one that the same files would have led to if the pseudonyms had been the ids.
"""

from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from whalecurve.analysis.freezing import as_workbook
from whalecurve.analysis.frozen import Frozen
from whalecurve.analysis.line_trait import LineTrait
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain import columns as c
from whalecurve.domain.quantities.facts import Facts
from whalecurve.domain.segments.arrays import Integers
from whalecurve.domain.state.kept import SEGMENTS
from whalecurve.store.folders.json_files import damaged

_KEYS: Final = (c.CUSTOMER, c.MONTH, c.PREVIOUS_MONTH, c.ACTIVITY)


def is_by_pseudonym(book: Workbook) -> bool:
    """Whether the customers stand by what they are called."""
    return bool(book.dataset.customers[c.CUSTOMER_ID].is_monotonic_increasing)


def by_pseudonym(book: Workbook) -> Workbook:
    """The masked workbook with its customers by their pseudonyms; the answer of before is not known of it.

    Args:
        book: A masked workbook whose customers stand in any order.

    Raises:
        WhalecurveError: It is no frozen workbook.
    """
    if book.frozen is None:
        raise damaged("a dataset that is no snapshot")
    dataset = book.dataset
    places = np.argsort(dataset.customers[c.CUSTOMER_ID].to_numpy(dtype=object), kind="stable").astype(np.int64)
    codes = np.empty_like(places)
    codes[places] = np.arange(len(places))
    moved = replace(
        dataset,
        customers=dataset.customers.iloc[places].reset_index(drop=True),
        activities=_recoded(dataset.activities, codes),
    )
    return as_workbook(book, moved, _moved(book.frozen, places, codes))


def _moved(frozen: Frozen, places: Integers, codes: Integers) -> Frozen:
    """The part of a snapshot that is no dataset: row ``places[n]`` becomes row n, code k becomes ``codes[k]``."""
    learned_in = np.arange(len(places)) if frozen.order is None else frozen.order
    return replace(
        frozen,
        facts={scope: _moved_facts(facts, codes) for scope, facts in frozen.facts.items()},
        rep=_moved_trait(frozen.rep, places),
        mix=_moved_trait(frozen.mix, places),
        order=codes[learned_in] if SEGMENTS in frozen.parts else None,
        figures=None,
    )


def _moved_facts(facts: Facts, codes: Integers) -> Facts:
    return replace(facts, monthly=_recoded(facts.monthly, codes), order_repeats=_recoded(facts.order_repeats, codes))


def _moved_trait(trait: LineTrait, places: Integers) -> LineTrait:
    texts = None if trait.texts is None else trait.texts.iloc[places].reset_index(drop=True)
    return replace(trait, texts=texts, mix=trait.mix and trait.mix.take(places))


def _recoded(table: pd.DataFrame, codes: Integers) -> pd.DataFrame:
    """A table under other codes of customers, sorted as it was; -1 is nobody and stays."""
    code = table[c.CUSTOMER].to_numpy()
    known = code >= 0
    new = np.where(known, codes[np.where(known, code, 0)], code) if len(codes) else code
    moved = table.assign(**{c.CUSTOMER: new.astype(code.dtype)})
    return moved.sort_values([name for name in _KEYS if name in moved.columns]).reset_index(drop=True)
