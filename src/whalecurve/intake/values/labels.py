"""Codes for the texts of the lines: order, product, category, rep."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from whalecurve.domain.columns import NONE_CODE
from whalecurve.intake.text.text_column import TextColumn, occurring

Codes = npt.NDArray[np.int32]
NO_LABEL: Final = ("", "NULL")


def encode_labels(texts: Sequence[str] | pa.LargeStringArray, codes: Codes) -> tuple[Codes, list[str]]:
    """Code of each row among the labels that occur, in code-point order; -1 for blank and ``NULL``.

    ``codes`` are positions in ``texts``; equal texts at several positions share one label. Arrow sorts and looks up, so
    that others go on meanwhile: Python's own sort of a million names holds every thread for seconds.

    >>> encoded, labels = encode_labels(["b", "a", "", "b"], np.array([0, 1, 2, 3, 0], dtype=np.int32))
    >>> encoded.tolist(), labels
    ([1, 0, -1, 1, 1], ['a', 'b'])
    """
    if not len(codes):
        return np.zeros(0, np.int32), []
    all_texts = texts if isinstance(texts, pa.LargeStringArray) else pa.array(texts, pa.large_string())
    labels = sorted_texts(all_texts, occurring(codes[codes >= 0]), NO_LABEL)
    found = pc.fill_null(pc.index_in(all_texts, value_set=labels), NONE_CODE).to_numpy(zero_copy_only=False)
    return np.append(found, NONE_CODE).astype(np.int32)[codes], labels.to_pylist()


def sorted_texts(
    texts: pa.LargeStringArray, places: npt.NDArray[np.int64], left_out: Sequence[str]
) -> pa.LargeStringArray:
    r"""Distinct texts at these places in code-point order.

    >>> texts = pa.array(["b", "", "\U0001f40b", "\uff5e", "b"], pa.large_string())
    >>> sorted_texts(texts, np.arange(5), [""]).to_pylist()
    ['b', '\uff5e', '\U0001f40b']
    """
    named = pc.unique(texts.take(pa.array(places)))
    kept = named.filter(pc.invert(pc.is_in(named, value_set=pa.array(left_out, pa.large_string()))))
    return kept.take(pc.sort_indices(kept))


def encode_column(column: TextColumn, rows: npt.NDArray[np.bool_]) -> tuple[Codes, list[str]]:
    """Codes and labels of a column on some of its rows."""
    return encode_labels(column.texts, column.codes[rows])
