"""Reads further customers, such as prospects, with the levels that were learned."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from whalecurve.domain.segments.arrays import Floats
from whalecurve.domain.segments.traits import bands
from whalecurve.domain.segments.traits.encoding import Encoded, cells_of, stand_in
from whalecurve.domain.segments.traits.mix import ProductMix
from whalecurve.domain.segments.traits.trait import OTHER, UNSEEN, Trait, numbers_of, share_name


def read_newcomers(
    learned: Encoded, columns: pd.DataFrame, mix: ProductMix | None = None
) -> tuple[Encoded, list[list[str]]]:
    """Put further customers into the columns of a learned matrix.

    Args:
        learned: The matrix of the customers learned from.
        columns: Text columns under the same headers; a missing column is unknown for everybody.
        mix: Lines by category of the newcomers, who are compared with each other, or None: they have bought nothing.

    Returns:
        Their matrix with the same columns, and for each of them the values that nobody learned from had, in words.
        A value never seen is taken for "other" where there is such a level, and is no level at all where there is none.
    """
    texts = columns.fillna("").astype(str)
    unseen: list[list[str]] = [[] for _ in range(len(texts))]
    read = [_read(trait, texts, mix, unseen) for trait in learned.traits]
    return _same_columns(learned, read), unseen


def _read(trait: Trait, texts: pd.DataFrame, mix: ProductMix | None, unseen: list[list[str]]) -> Trait:
    if trait.kind == "mix":
        return _banded(trait, _places(trait.name, mix, len(texts)))
    cells = texts[trait.name].str.strip() if trait.name in texts.columns else pd.Series([""] * len(texts))
    if trait.values is not None:
        return _banded(trait, numbers_of(cells, trait.kind, trait.as_of))
    codes = cells.map(trait.level_of).fillna(UNSEEN).to_numpy(dtype=np.int32)
    for row in np.flatnonzero((codes == UNSEEN) & (cells != "").to_numpy()):
        unseen[row].append(f"{trait.name} {cells.iloc[row]}")
    fallback = trait.levels.index(OTHER) if OTHER in trait.levels else UNSEEN
    return replace(trait, codes=np.where(codes == UNSEEN, fallback, codes).astype(np.int32))


def _places(name: str, mix: ProductMix | None, customers: int) -> Floats:
    labels = [] if mix is None else [share_name(label) for label in mix.labels]
    if mix is None or name not in labels:
        return np.full(customers, np.nan)
    return mix.places[:, labels.index(name)]


def _banded(trait: Trait, values: Floats) -> Trait:
    known = np.isfinite(values)
    codes = bands.codes_of(np.where(known, values, -np.inf), trait.edges)
    codes[~known] = trait.unknown_level
    return replace(trait, codes=codes, values=values)


def _same_columns(learned: Encoded, read: Sequence[Trait]) -> Encoded:
    """Encode with the learned columns and the learned stand-in for an unknown number."""
    matrix = np.empty((read[0].codes.size if read else 0, len(learned.columns)), dtype=np.float32)
    for place, column in enumerate(learned.columns):
        matrix[:, place] = cells_of(read[column.trait], column, stand_in(learned.traits[column.trait]))
    return Encoded(tuple(read), learned.columns, matrix)
