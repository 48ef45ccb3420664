"""Products whose cost changed: several rows of one id, each valid from a day on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from whalecurve.intake.tables.read_dates import read_days
from whalecurve.intake.tables.single_rows import is_id, settle_repeats
from whalecurve.intake.tables.source import Source
from whalecurve.intake.values.date_columns import NO_DAY

Days = npt.NDArray[np.int32]
_DAYS: int = 2**33  # more than there are days, so that place and day make one number in order


@dataclass(frozen=True)
class Versions:
    """The rows of all products, by product and then by the day that each is valid from.

    Attributes:
        products: Product id -> its place.
        keys: Place and day in one number, rising; shape (versions,).
        rows: Row of each version; shape (versions,).
    """

    products: Mapping[str, int]
    keys: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]

    @property
    def latest(self) -> dict[str, int]:
        """The row of each product that is valid last."""
        ends = np.searchsorted(self.keys, (np.arange(len(self.products)) + 1) * _DAYS) - 1
        return {product: int(self.rows[ends[place]]) for product, place in self.products.items()}

    def rows_at(self, products: Sequence[str], days: Days) -> npt.NDArray[np.int64]:
        """Row of each line's product on its day, -1 for an unknown one; before the first version the first counts.

        >>> versions = Versions({"P": 0}, _keys(np.array([0, 0]), np.array([10, 20])), np.array([7, 8]))
        >>> versions.rows_at(["P", "P", "P", "Q"], np.array([5, 19, 20, 20], dtype=np.int32)).tolist()
        [7, 7, 8, -1]
        """
        places = np.array([self.products.get(product, -1) for product in products], dtype=np.int64)
        if not len(self.rows):
            return np.full(len(places), -1, dtype=np.int64)
        found = np.searchsorted(self.keys, _keys(places, days), side="right") - 1
        first = np.searchsorted(self.keys, np.maximum(places, 0) * _DAYS)
        return np.where(places < 0, -1, self.rows[np.maximum(found, first)])


def read_versions(source: Source, header: str, valid_from: str) -> Versions:
    """Versions of each product; a blank day is valid from the beginning.

    Of two rows with one id and one day the first counts: a row that says the same is ignored, another is set aside.

    Args:
        source: The table of products.
        header: Header of the id.
        valid_from: Header of the day.
    """
    days = read_days(source, valid_from, optional=True)
    column = source.column(header)
    texts = column.texts.to_pylist()
    named = np.array([is_id(text, source, header) for text in texts], dtype=bool)
    source.reject(~named[column.codes], header, "a product id", "fill in the id, or delete the row")
    first: dict[tuple[int, int], int] = {}
    starts = np.full(source.rows, -1, dtype=np.int64)
    for row in np.flatnonzero(source.kept()).tolist():
        starts[row] = first.setdefault((int(column.codes[row]), int(days[row])), row)
    repeated = (starts >= 0) & (starts != np.arange(source.rows))
    if repeated.any():
        settle_repeats(source, header, starts, repeated, "product")
    codes = {code: place for place, code in enumerate(dict.fromkeys(code for code, _ in first))}
    keys = _keys(np.array([codes[code] for code, _ in first]), np.array([day for _, day in first], dtype=np.int64))
    order = np.argsort(keys, kind="stable")
    rows = np.array(list(first.values()), dtype=np.int64)
    return Versions({texts[code]: place for code, place in codes.items()}, keys[order], rows[order])


def _keys(places: npt.NDArray[np.integer], days: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    return np.asarray(places.astype(np.int64) * _DAYS + (days.astype(np.int64) - int(NO_DAY)), dtype=np.int64)
