"""The sample company's costs of a year: what is shared, by what, and what follows the customer."""

from typing import Any, Final

from whalecurve.domain.sample.catalog import ASSEMBLY_CENTS, FURNITURE
from whalecurve.domain.sample.trade import DELIVERY, TICKET, VISIT

COSTS_HEADER: Final = ("Cost", "Annual Amount", "Kind", "Driver")

_FIXED: Final = (
    ("Office rent", "84000.00", "customers", None),
    ("Management and administration", "132000.00", "customers", None),
    ("Software and telephone", "52800.00", "customers", None),
    ("Insurance", "37450.00", "customers", None),
    ("Warehouse rent", "148500.00", "lines", None),
    ("Warehouse payroll", "371200.00", "lines", None),
    ("Utilities", "39650.00", "lines", None),
    ("Order desk payroll", "182400.00", "orders", None),
    ("Vehicle leases", "88900.00", DELIVERY, None),
    ("Field sales payroll", "421400.00", VISIT, "3010"),
    ("Customer service payroll", "163800.00", TICKET, "3900"),
)


def cost_rows() -> list[tuple[str, ...]]:
    """Rows of ``costs.csv``.

    >>> cost_rows()[0]
    ('Office rent', '84000.00', 'Fixed', 'customers')
    """
    return [(name, amount, "Fixed", driver) for name, amount, driver, _ in _FIXED]


def sample_plan() -> dict[str, Any]:
    """A new PLAN.json of the sample company: amounts and rates as decimal text.

    >>> [cost["per"] for cost in sample_plan()["variable"]]
    ['revenue', 'revenue', 'line', 'unit', 'Delivery', 'Visit']
    """
    return {
        "currency": "USD",
        "fixed": [_pool(*entry) for entry in _FIXED],
        "variable": [
            {"name": "Sales commission", "kind": "commission", "rate": "0.025", "per": "revenue"},
            {"name": "Payment fees", "kind": "payment", "rate": "0.0115", "per": "revenue"},
            {"name": "Packaging", "kind": "materials", "rate": "0.85", "per": "line"},
            {
                "name": "Furniture assembly",
                "kind": "service",
                "rate": f"{ASSEMBLY_CENTS // 100}.{ASSEMBLY_CENTS % 100:02d}",
                "per": "unit",
                "only": {"category": [FURNITURE]},
            },
            {"name": "Delivery charges", "kind": "freight", "rate": "14.50", "per": DELIVERY},
            {"name": "Travel", "kind": "service", "rate": "38.00", "per": VISIT},
        ],
        "settings": {"group_size": 5, "share_with": "all"},
    }


def _pool(name: str, annual_amount: str, driver: str, capacity: str | None) -> dict[str, str]:
    pool = {"name": name, "annual_amount": annual_amount, "driver": driver}
    return pool if capacity is None else {**pool, "practical_capacity": capacity}
