"""Facts beside the tables they were summed from: a cache that is trusted only as far as its checksums."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.quantities.facts import Facts
from whalecurve.store.folders.data_folder import checked_digest
from whalecurve.store.folders.datasets import dataset_folder
from whalecurve.store.folders.json_files import AGAIN
from whalecurve.store.folders.parquet_tables import read_table, write_table
from whalecurve.store.folders.sealed import is_sound, sealing, sweep

FACTS: Final = "facts"
# Facts of other rules are other facts: raise this when the engine's answer changes.
RULES: Final = 1
_MONTHLY: Final = "monthly.parquet"
_REPEATS: Final = "order_repeats.parquet"


def scope_digest(measures: Sequence[str], where: Mapping[str, Sequence[int]] | None = None) -> str:
    """Name of the facts of a scope: what was summed, over which codes, whatever the order they are written in.

    >>> scope_digest(["net_revenue"], {"rep": [2, 1]}) == scope_digest(["net_revenue"], {"rep": [1, 2, 2]})
    True
    >>> scope_digest(["net_revenue"]) == scope_digest(["net_revenue"], {"rep": []})
    False
    """
    codes = {column: sorted({int(code) for code in chosen}) for column, chosen in (where or {}).items()}
    text = json.dumps([RULES, list(measures), codes], sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def save_facts(facts: Facts, digest: str, root: Path, scope: str) -> Path:
    """Keep the facts of a scope beside their dataset; returns their folder.

    Args:
        facts: What the engine answered.
        digest: The dataset's name.
        root: The data folder.
        scope: The scope's name, from ``scope_digest``.

    Raises:
        WhalecurveError: There is no such dataset, or nothing could be saved.
    """
    target = _folder(digest, root, scope)
    if not dataset_folder(digest, root).is_dir():
        raise WhalecurveError("There is no stored data of this name", found=digest, remedy=AGAIN)
    sweep(target.parent)
    if not is_sound(target, (_MONTHLY, _REPEATS)):
        with sealing(target) as draft:
            write_table(facts.monthly, draft / _MONTHLY)
            write_table(facts.order_repeats, draft / _REPEATS)
    return target


def load_facts(digest: str, root: Path, scope: str) -> Facts | None:
    """The facts of a scope, or None where they are not kept or not what was saved: the engine then sums again.

    Raises:
        WhalecurveError: A digest is none.
    """
    folder = _folder(digest, root, scope)
    if not is_sound(folder, (_MONTHLY, _REPEATS)):
        return None
    return Facts(read_table(folder / _MONTHLY), read_table(folder / _REPEATS))


def _folder(digest: str, root: Path, scope: str) -> Path:
    return dataset_folder(digest, root) / FACTS / checked_digest(scope)
