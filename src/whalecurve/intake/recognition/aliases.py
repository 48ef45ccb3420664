"""The header names that are known: per kind and field, tiers of equal rank, read from ``aliases.toml``.

A header of an earlier tier wins over one of a later tier; two headers of one tier compete and are asked about.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final

from whalecurve.intake.text.headers import field_key, loose_key

TRANSACTIONS: Final = "transactions"
CUSTOMERS: Final = "customers"
ACTIVITIES: Final = "activities"
PRODUCTS: Final = "products"
COST_LIST: Final = "cost_list"
PROSPECTS: Final = "prospects"
UNKNOWN: Final = "unknown"
KINDS: Final = (TRANSACTIONS, CUSTOMERS, ACTIVITIES, PRODUCTS, COST_LIST, PROSPECTS)

_DATA: Final[Mapping[str, Any]] = tomllib.loads(
    files("whalecurve.intake.recognition").joinpath("aliases.toml").read_text("utf-8")
)
FIELDS: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {kind: _DATA[kind] for kind in KINDS}

# Headers of counts per customer: a file of them in columns is a wide list of activities.
ACTIVITY_COLUMNS: Final = frozenset(_DATA["words"]["activities"].split())
# Further costs that lie on the line.
COST_COLUMNS: Final = frozenset(_DATA["words"]["costs"].split())
# Money of the order or the line that is no measure of ours and no trait either.
MONEY_COLUMNS: Final = frozenset(_DATA["words"]["money"].split())


_MONEY_FIELDS: Final = frozenset({"amount", "cost", "unit_cost", "profit"})


@cache
def alias_tiers(kind: str, field: str) -> tuple[frozenset[str], ...]:
    """Header keys of a field in their tiers.

    >>> "salesamount" in alias_tiers("transactions", "amount")[0]
    True
    """
    return tuple(frozenset(tier.split()) for tier in FIELDS[kind][field])


@cache
def _all_keys() -> frozenset[str]:
    return frozenset(
        key for kind in KINDS for field in FIELDS[kind] for tier in alias_tiers(kind, field) for key in tier
    )


def known_headers(headers: Iterable[str]) -> int:
    """How many of these texts are known header names.

    >>> known_headers(["Order ID", "Sales", "zzz"])
    2
    """
    return sum(field_key(header) in _all_keys() or loose_key(header) in _all_keys() for header in headers)


def candidates(kind: str, field: str, headers: Iterable[str]) -> list[list[str]]:
    """Headers that may be the field, tier by tier; empty tiers are left out.

    >>> candidates("transactions", "date", ["Date", "Order Date", "Ship Date"])
    [['Order Date'], ['Date']]
    """
    # a percentage of margin is no amount of money
    known = [header for header in headers if not ("%" in header and field in _MONEY_FIELDS)]
    tiers = [
        [header for header in known if field_key(header) in tier or loose_key(header) in tier]
        for tier in alias_tiers(kind, field)
    ]
    return [tier for tier in tiers if tier]
