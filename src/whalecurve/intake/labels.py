"""Codes for the texts of the lines: order, product, category, rep."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain.columns import NONE_CODE
from whalecurve.intake.text_column import TextColumn, occurring

Codes = npt.NDArray[np.int32]
NO_LABEL: Final = ("", "NULL")


def encode_labels(texts: Sequence[str], codes: Codes) -> tuple[Codes, list[str]]:
    """Code of each row among the labels that occur, in code-point order; -1 for blank and ``NULL``.

    ``codes`` are positions in ``texts``; equal texts at several positions share one label.

    >>> encoded, labels = encode_labels(["b", "a", "", "b"], np.array([0, 1, 2, 3, 0], dtype=np.int32))
    >>> encoded.tolist(), labels
    ([1, 0, -1, 1, 1], ['a', 'b'])
    """
    if not len(codes):
        return np.zeros(0, np.int32), []
    named = {texts[place] for place in occurring(codes[codes >= 0]).tolist()}
    labels = sorted(named - set(NO_LABEL))
    code_of = {label: code for code, label in enumerate(labels)}
    lookup = np.array([code_of.get(text, NONE_CODE) for text in [*texts, ""]], dtype=np.int32)
    return lookup[codes], labels


def encode_column(column: TextColumn, rows: npt.NDArray[np.bool_]) -> tuple[Codes, list[str]]:
    """Codes and labels of a column on some of its rows."""
    return encode_labels(column.texts.to_pylist(), column.codes[rows])
