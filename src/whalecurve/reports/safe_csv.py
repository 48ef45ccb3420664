"""CSV text that a spreadsheet cannot run as formulas: text cells are marked, plain numbers stay numbers."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import pandas as pd

from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.words.formula_mark import SEPARATORS, mark

_QUOTED: Final = re.compile(f'["{SEPARATORS}]')


def decimal_column(minor: Ints, digits: int) -> list[str]:
    """Minor units as plain decimal text, one for each.

    >>> decimal_column(np.array([-5, 123456]), 2)
    ['-0.05', '1234.56']
    """
    if digits == 0:
        return [str(value) for value in minor.tolist()]
    texts = [f"{size:0{digits + 1}d}" for size in np.abs(minor).tolist()]
    signs = ["-" if is_loss else "" for is_loss in (minor < 0).tolist()]
    return [f"{sign}{text[:-digits]}.{text[-digits:]}" for sign, text in zip(signs, texts, strict=True)]


def write_csv(headers: Sequence[str], columns: Sequence[Iterable[str]]) -> str:
    r"""A table as CSV text with safe cells; columns of equal length.

    >>> write_csv(["name", "n"], [["=a", "b; c"], ["1", "2"]])
    'name,n\n\'=a,1\n"b; c",2\n'
    """
    safe = [[_cell(text) for text in column] for column in columns]
    rows = [[_cell(header) for header in headers], *zip(*safe, strict=True)]
    return "".join(f"{','.join(row)}\n" for row in rows)


def frame_csv(frame: pd.DataFrame) -> str:
    """A frame of texts as CSV."""
    return write_csv([str(name) for name in frame.columns], [frame[name].tolist() for name in frame.columns])


def _cell(text: str) -> str:
    """A safe cell, in quotes where it holds what any usual reader splits at; a bare carriage return is such a sign."""
    safe = mark(text)
    return '"' + safe.replace('"', '""') + '"' if _QUOTED.search(safe) else safe
