"""Exports whose columns mean something that no header says, recognised by a signature of header keys.

The data stand in ``vendors.toml``: names as in the vendors' own exports, fields, and what their manuals say.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from whalecurve.intake.text.headers import header_key


@dataclass(frozen=True)
class Vendor:
    """An export by the header keys that it always has.

    Attributes:
        name: What it is called in messages.
        signature: Header keys that it always has.
        fields: Header keys of each field in order of preference; empty leaves the fields to the names.
        costs: The same for further costs.
        facts: What its manual says and the file alone does not: refunds, discounts, tax.
        rows: What values of its status column mean, by header key.
    """

    name: str
    signature: frozenset[str]
    fields: Mapping[str, str] = field(default_factory=dict)
    costs: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)


@cache
def vendors() -> tuple[Vendor, ...]:
    """All exports that are known."""
    data = tomllib.loads(files("whalecurve.intake.recognition").joinpath("vendors.toml").read_text("utf-8"))
    return tuple(Vendor(**{**each, "signature": frozenset(each["signature"].split())}) for each in data["vendor"])


def vendor_of(headers: Sequence[str]) -> Vendor | None:
    """The vendor's export that these headers belong to.

    >>> vendor_of(["Name", "Email", "Created at", "Lineitem quantity", "Lineitem price"]).name
    'Shopify orders'
    """
    keys = {header_key(header) for header in headers}
    return next((vendor for vendor in vendors() if vendor.signature <= keys), None)


def vendor_headers(wanted: Mapping[str, str], headers: Sequence[str]) -> dict[str, str]:
    """Headers of a vendor's fields that are there; a header serves one field."""
    by_key = {header_key(header): header for header in reversed(headers)}
    found: dict[str, str] = {}
    for name, keys in wanted.items():
        there = [by_key[key] for key in keys.split() if key in by_key and by_key[key] not in found.values()]
        if there:
            found[name] = there[0]
    return found
