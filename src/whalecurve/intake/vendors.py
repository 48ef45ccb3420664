"""Exports whose header names mean something else than elsewhere, recognised by a signature of header keys; as data.

Names as in the vendors' own exports: Shopify orders (``Name`` is the order) and Stripe payments (``id`` is the
payment, ``Fee`` a real cost).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from whalecurve.intake.headers import header_key


@dataclass(frozen=True)
class Vendor:
    """An export by the header keys that it always has; header keys of each field in order of preference."""

    name: str
    signature: frozenset[str]
    fields: Mapping[str, str]
    costs: Mapping[str, str] = field(default_factory=dict)


VENDORS: Final = (
    Vendor(
        "Shopify orders",
        frozenset("name email lineitemquantity lineitemprice".split()),
        {
            "order": "name",
            "customer": "email",
            "customer_name": "billingname",
            "date": "createdat paidat",
            "product": "lineitemsku lineitemname",
            "quantity": "lineitemquantity",
            "list_price": "lineitemprice",
            "discount": "lineitemdiscount",
            "rep": "employee",
            "currency": "currency",
            "status": "financialstatus",
        },
    ),
    Vendor(
        "Stripe payments",
        frozenset("id amount amountrefunded currency status".split()),
        {
            "order": "id",
            "customer": "customerid customeremail",
            "customer_name": "customerdescription customeremail",
            "date": "createddateutc createdutc",
            "amount": "amount",
            "currency": "currency",
            "status": "status",
        },
        {"Payment fee": "fee"},
    ),
)


def vendor_of(headers: Sequence[str]) -> Vendor | None:
    """The vendor's export that these headers belong to.

    >>> vendor_of(["Name", "Email", "Created at", "Lineitem quantity", "Lineitem price"]).name
    'Shopify orders'
    """
    keys = {header_key(header) for header in headers}
    return next((vendor for vendor in VENDORS if vendor.signature <= keys), None)


def vendor_headers(wanted: Mapping[str, str], headers: Sequence[str]) -> dict[str, str]:
    """Headers of a vendor's fields that are there; a header serves one field."""
    by_key = {header_key(header): header for header in reversed(headers)}
    found: dict[str, str] = {}
    for name, keys in wanted.items():
        there = [by_key[key] for key in keys.split() if key in by_key and by_key[key] not in found.values()]
        if there:
            found[name] = there[0]
    return found
