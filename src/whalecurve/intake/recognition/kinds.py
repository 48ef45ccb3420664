"""What kind of table a file is, by its headers and values."""

from whalecurve.intake.meaning.two_sides import sides_header
from whalecurve.intake.meaning.words import column_role
from whalecurve.intake.recognition.aliases import (
    ACTIVITIES,
    ACTIVITY_COLUMNS,
    COST_LIST,
    CUSTOMERS,
    PRODUCTS,
    PROSPECTS,
    TRANSACTIONS,
    UNKNOWN,
    candidates,
)
from whalecurve.intake.recognition.evidence import fits_field, looks_like_numbers
from whalecurve.intake.recognition.vendors import vendor_of
from whalecurve.intake.text.headers import header_key
from whalecurve.intake.text.text_table import TextTable


def table_kind(table: TextTable) -> str:
    """Kind of a table, or ``unknown``."""
    tests = (
        (PROSPECTS, _is_prospects),
        (TRANSACTIONS, _is_transactions),
        (COST_LIST, _is_cost_list),
        (ACTIVITIES, _is_activities),
        (PRODUCTS, _is_products),
        (CUSTOMERS, _is_customers),
    )
    return next((kind for kind, test in tests if test(table)), UNKNOWN)


def _has(table: TextTable, kind: str, *fields: str) -> bool:
    """Whether a column stands for one of the fields, by name and values."""
    return any(
        fits_field(table, field, header)
        for field in fields
        for tier in candidates(kind, field, table.headers)
        for header in tier
    )


def _is_transactions(table: TextTable) -> bool:
    if vendor_of(table.headers):
        return True
    priced = _has(table, TRANSACTIONS, "quantity") and (
        _has(table, TRANSACTIONS, "unit_price", "list_price")
        or any(column_role(header) == "amount" and fits_field(table, "amount", header) for header in table.headers)
    )
    # An order of a customer on a day is a transaction even where no column looks like its amount: that is then asked.
    ordered = _has(table, TRANSACTIONS, "order") and not _has(table, ACTIVITIES, "activity")
    sold = priced or ordered or _has(table, TRANSACTIONS, "amount") or bool(sides_header(table.headers))
    return sold and _has(table, TRANSACTIONS, "customer", "customer_name") and _has(table, TRANSACTIONS, "date")


def _is_prospects(table: TextTable) -> bool:
    words = header_key(table.name)
    named = "prospect" in words or "lead" in words
    listed = any(
        header_key(header) in {"prospect", "prospectid", "prospectname", "lead", "leadid", "leadname"}
        for header in table.headers
    )
    return (named or listed) and not _has(table, TRANSACTIONS, "amount") and _has(table, PROSPECTS, "id", "name")


def _is_cost_list(table: TextTable) -> bool:
    timed = _has(table, COST_LIST, "year", "month") or "cost" in header_key(table.name)
    customer = _has(table, TRANSACTIONS, "customer") and _has(table, TRANSACTIONS, "date")
    return (
        timed
        and not customer
        and _has(table, COST_LIST, "name")
        and any(
            looks_like_numbers(table, header)
            for tier in candidates(COST_LIST, "amount", table.headers)
            for header in tier
        )
    )


def _is_activities(table: TextTable) -> bool:
    if not _has(table, ACTIVITIES, "customer"):
        return False
    return _has(table, ACTIVITIES, "activity") or bool(activity_columns(table))


def activity_columns(table: TextTable) -> list[str]:
    """Columns of a wide list of activities: only counts stand beside the customer, a known one among them."""
    taken = {
        header
        for field in ("customer", "date")
        for tier in candidates(ACTIVITIES, field, table.headers)
        for header in tier
    }
    others = [header for header in table.headers if header not in taken]
    known = any(header_key(header) in ACTIVITY_COLUMNS for header in others)
    return others if known and all(looks_like_numbers(table, header) for header in others) else []


def _is_products(table: TextTable) -> bool:
    described = _has(table, PRODUCTS, "unit_cost", "category", "name", "material_cost")
    return (
        described
        and bool(candidates(PRODUCTS, "id", table.headers))
        and not _names_customer(table)
        and _product_first(table)
    )


def _product_first(table: TextTable) -> bool:
    return any(header_key(header) != "id" for tier in candidates(PRODUCTS, "id", table.headers) for header in tier)


def _is_customers(table: TextTable) -> bool:
    return _names_customer(table) or _has(table, CUSTOMERS, "name")


def _names_customer(table: TextTable) -> bool:
    return _has(table, TRANSACTIONS, "customer", "customer_name")
