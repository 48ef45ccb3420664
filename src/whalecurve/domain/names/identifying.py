"""Customer columns that tell who a customer is, and so do not go where names do not go."""

import re
from collections.abc import Mapping
from typing import Final

import pandas as pd

from whalecurve.domain import columns as c
from whalecurve.domain.costing.drivers import CREDIT_COLUMNS, driver_names
from whalecurve.domain.costing.ledger import Ledger, find_name
from whalecurve.domain.costing.scopes import line_part
from whalecurve.domain.plan.scenario import BASIS_CREDIT_DAY, Scenario
from whalecurve.domain.segments import TraitTable

_CONTACT_WORDS: Final = frozenset(
    "address contact email fax iban mail mobile name phone street telephone url vat website".split()
)
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD: Final = re.compile(r"[a-z]+")
_NEAR_UNIQUE: Final = 0.5
_MOSTLY: Final = 0.5
_TELLING_ID: Final = 4


def identifying_columns(customers: pd.DataFrame, kinds: Mapping[str, str]) -> frozenset[str]:
    """Headers of the columns that could tell who somebody is.

    Those that segments leave out (ids, numbers that run through, values that nearly every customer has alone or that
    few share), columns that repeat a customer's own name or id, columns of customers' ids, and nearly unique columns
    whose header speaks of a contact.

    Args:
        customers: ``customer_id``, ``customer_name``, then the traits, all text.
        kinds: Kind of each trait column.

    >>> own = {"customer_id": list("abcdefghijkl"), "customer_name": list("ABCDEFGHIJKL")}
    >>> customers = pd.DataFrame({**own, "bank": ["y", "n"] * 6, "iban": [f"X{n}" for n in range(12)], "no": list("abcdefghijkl")})
    >>> sorted(identifying_columns(customers, {}))
    ['iban', 'no']
    """  # noqa: E501 - the frame is one line
    columns = customers.drop(columns=[c.CUSTOMER_ID, c.CUSTOMER_NAME])
    left_out = {column.name for column in TraitTable(columns, kinds).left_out}
    return frozenset(
        str(name) for name in columns.columns if str(name) in left_out or _tells(customers, str(name), columns[name])
    )


def columns_to_share_by(ledger: Ledger, scenario: Scenario) -> frozenset[str]:
    """Customer columns whose numbers the plan counts with."""
    traits, known = tuple(ledger.numeric_traits), driver_names(ledger)
    drivers = {find_name(pool.driver, known) for pool in scenario.fixed}
    days = (find_name(wanted, traits) for wanted in CREDIT_COLUMNS)
    if any(cost.per == BASIS_CREDIT_DAY for cost in scenario.variable):
        drivers.add(next((name for name in days if name is not None), None))
    return frozenset(name for name in drivers if name is not None and name in ledger.numeric_traits)


def columns_limited_by(ledger: Ledger, scenario: Scenario) -> Mapping[str, frozenset[str]]:
    """Customer columns that the plan limits costs by -> the values that it names."""
    found: dict[str, frozenset[str]] = {}
    for cost in scenario.costs:
        for column, values in cost.only:
            name = find_name(column, ledger.traits)
            if name is not None and not line_part(((column, values),), ledger.traits, ledger.line_columns):
                found[name] = found.get(name, frozenset()) | frozenset(values)
    return found


def names_customers(customers: pd.DataFrame, cells: pd.Series) -> bool:
    """Whether a column repeats the customers' own names or ids, or holds customers' ids."""
    known = cells[cells.str.strip() != ""]
    if known.empty:
        return False
    plain, there = _plain(known), customers.loc[known.index]
    own = (plain == _plain(there[c.CUSTOMER_ID])) | (plain == _plain(there[c.CUSTOMER_NAME]))
    telling = set(_plain(customers[c.CUSTOMER_ID][customers[c.CUSTOMER_ID].str.len() >= _TELLING_ID]))
    return bool(own.mean() > _MOSTLY or plain.isin(telling).mean() > _MOSTLY)


def _tells(customers: pd.DataFrame, name: str, cells: pd.Series) -> bool:
    words = set(_WORD.findall(_HUMP.sub(" ", name).replace("-", "").lower()))
    known = cells[cells.str.strip() != ""]
    is_contact = bool(words & _CONTACT_WORDS) and known.nunique() > _NEAR_UNIQUE * len(known)
    return is_contact or names_customers(customers, cells)


def _plain(cells: pd.Series) -> pd.Series:
    return cells.str.strip().str.casefold()
