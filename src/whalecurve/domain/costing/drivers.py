"""Cost drivers: by what a fixed cost is shared, and in what a variable cost is counted."""

import numpy as np

from whalecurve.domain import columns as c
from whalecurve.domain.costing.ledger import Ledger, find_name
from whalecurve.domain.costing.scopes import customer_mask, line_part
from whalecurve.domain.errors import PlanError
from whalecurve.domain.money.apportion import Ints
from whalecurve.domain.money.exact_numbers import Quantity
from whalecurve.domain.plan.scenario import (
    BASES,
    BASIS_CREDIT_DAY,
    BASIS_LINE,
    BASIS_NEW_CUSTOMER,
    BASIS_ORDER,
    BASIS_REVENUE,
    BASIS_UNIT,
    DRIVER_CUSTOMERS,
    SHARE_ACTIVE,
    SHARE_MONTHS,
    Scope,
)
from whalecurve.domain.quantities.facts import INT64_LIMIT, PeriodFacts

CREDIT_COLUMNS = ("days_of_credit", "credit days", "days outstanding", "payment days", "dso")
MEASURE_OF_BASIS = {BASIS_REVENUE: c.NET_REVENUE, BASIS_ORDER: c.ORDERS, BASIS_LINE: c.LINES, BASIS_UNIT: c.QUANTITY}
MEASURE_OF_DRIVER = {"revenue": c.NET_REVENUE, "orders": c.ORDERS, "lines": c.LINES, "units": c.QUANTITY}
_NEEDS = {c.ORDERS: c.ORDER, c.QUANTITY: c.QUANTITY}
GROSS_MARGIN_DRIVER = "gross_margin"


def driver_names(ledger: Ledger) -> tuple[str, ...]:
    """Every driver that the data allows, customers first; a customer column comes last because it may be anything."""
    measures = [name for name, measure in MEASURE_OF_DRIVER.items() if _carried(measure, ledger)]
    return (DRIVER_CUSTOMERS, *measures, GROSS_MARGIN_DRIVER, *ledger.activities, *ledger.numeric_traits)


def tried_drivers(ledger: Ledger) -> tuple[str, ...]:
    """Drivers tried when stability is judged: every one of ``driver_names`` but the customers' own columns."""
    return tuple(name for name in driver_names(ledger) if name not in ledger.numeric_traits)


def driver_quantity(ledger: Ledger, driver: str, gross_margin: Quantity, only: Scope = ()) -> Quantity:
    """How much of a driver each customer used; shape (customers + 1,), what is unassigned last.

    Args:
        ledger: The period's quantities.
        driver: A name of ``driver_names``, in any case.
        gross_margin: Each customer's, shape (customers,), for the driver of that name.
        only: Where it counts: in the lines of a scope, and for the customers of one.

    Raises:
        PlanError: If the data does not carry the driver, or the scope cannot apply.
    """
    name = _driver_name(ledger, driver)
    part = line_part(only, ledger.traits, ledger.line_columns)
    quantity = _in_lines(ledger, name, part) if part else _of_all(ledger, name, gross_margin)
    return _of_customers(ledger, quantity, only)


def _driver_name(ledger: Ledger, driver: str) -> str:
    name = find_name(driver, driver_names(ledger))
    if name is None:
        raise PlanError(
            "A fixed cost is shared by something that the files do not have",
            found=driver,
            remedy="use one of " + ", ".join(driver_names(ledger)),
        )
    return name


def _of_all(ledger: Ledger, name: str, gross_margin: Quantity) -> Quantity:
    if name == DRIVER_CUSTOMERS:
        return Quantity(np.append(np.ones(ledger.size, dtype=np.int64), 0))
    if name == GROSS_MARGIN_DRIVER:
        return Quantity(np.append(gross_margin.values, 0), gross_margin.scale)
    if name in MEASURE_OF_DRIVER:
        return ledger.measure(MEASURE_OF_DRIVER[name])
    if name in ledger.activities:
        return Quantity(ledger.activities[name], ledger.scales.get(c.ACTIVITY_QUANTITY, 0))
    return ledger.numeric_traits[name]


def _in_lines(ledger: Ledger, name: str, part: Scope) -> Quantity:
    """A driver in the lines of a scope; what belongs to the customer counts for those who have a line there."""
    facts = ledger.scoped[part]
    if name == GROSS_MARGIN_DRIVER:
        return _gross_margin_of_lines(ledger, facts)
    if name in MEASURE_OF_DRIVER:
        return ledger.measure(MEASURE_OF_DRIVER[name], facts)
    whole = _of_all(ledger, name, Quantity(np.zeros(ledger.size, dtype=np.int64)))
    there = facts.sums[c.LINES] > 0
    there[-1] = False
    return Quantity(np.where(there, whole.values, 0), whole.scale)


def _gross_margin_of_lines(ledger: Ledger, facts: PeriodFacts) -> Quantity:
    """Net revenue less cost of goods of a scope's lines, as the files have them."""
    revenue, goods = ledger.measure(c.NET_REVENUE, facts), ledger.measure(c.COST_OF_GOODS, facts)
    scale = max(revenue.scale, goods.scale)
    return Quantity(_at_scale(revenue, scale) - _at_scale(goods, scale), scale)


def _at_scale(quantity: Quantity, scale: int) -> Ints:
    factor = 10 ** (scale - quantity.scale)
    if int(np.abs(quantity.values).max(initial=0)) * factor >= INT64_LIMIT // 2:
        raise PlanError(
            "The gross margin of a part of the lines is too large to share by exactly",
            found=f"amounts with {scale} decimals",
            remedy="share this cost by revenue instead",
        )
    return np.asarray(quantity.values * factor, dtype=np.int64)


def _of_customers(ledger: Ledger, quantity: Quantity, only: Scope) -> Quantity:
    if not only:
        return quantity
    inside = customer_mask(only, ledger.customers, ledger.line_columns)
    return quantity if inside.all() else Quantity(np.where(inside, quantity.values, 0), quantity.scale)


def driver_weights(ledger: Ledger, driver: str, gross_margin: Quantity, share_with: str, only: Scope = ()) -> Ints:
    """Weights to share a pool by, shape (customers,): below zero counts as zero, and so does who takes no part."""
    weights = np.maximum(driver_quantity(ledger, driver, gross_margin, only).values[:-1], 0)
    if share_with == SHARE_MONTHS and _driver_name(ledger, driver) == DRIVER_CUSTOMERS:
        return np.asarray(weights * ledger.facts.months_on_file, dtype=np.int64)
    return np.where(ledger.facts.active, weights, 0) if share_with == SHARE_ACTIVE else weights


def basis_quantity(ledger: Ledger, per: str, only: Scope = ()) -> Quantity:
    """How much of a variable cost's basis each customer used inside a scope; shape (customers + 1,), unassigned last.

    Args:
        ledger: The period's quantities.
        per: A basis of the plan or an activity's name.
        only: Scope of the cost.

    Raises:
        PlanError: If the data does not carry the basis, or the scope cannot apply to it.
    """
    quantity = _in_line_scope(ledger, per, line_part(only, ledger.traits, ledger.line_columns))
    return _of_customers(ledger, quantity, only)


def column_quantity(ledger: Ledger, column: str, only: Scope = ()) -> Quantity:
    """A further cost column of the files inside a scope; shape (customers + 1,).

    Raises:
        PlanError: If the files have no such column.
    """
    name = find_name(column, ledger.cost_names)
    if name is None:
        known = ", ".join(ledger.cost_names) or "no further cost column was mapped"
        raise PlanError(
            "A variable cost names a column that the files do not have", found=column, remedy=f"use: {known}"
        )
    part = line_part(only, ledger.traits, ledger.line_columns)
    facts = ledger.scoped[part] if part else ledger.facts
    quantity = ledger.measure(c.cost_column(ledger.cost_names.index(name)), facts)
    inside = customer_mask(only, ledger.customers, ledger.line_columns)
    return Quantity(np.where(inside, quantity.values, 0), quantity.scale)


def credit_days(ledger: Ledger) -> Quantity:
    """Days of credit of each customer, from the customers' own column; shape (customers + 1,).

    Raises:
        PlanError: If no customer column says how long customers take to pay.
    """
    for wanted in CREDIT_COLUMNS:
        name = find_name(wanted, tuple(ledger.numeric_traits))
        if name is not None:
            return ledger.numeric_traits[name]
    raise PlanError(
        "A cost per day of credit needs to know how long customers take to pay",
        found="no customer column such as days_of_credit",
        remedy="add a days_of_credit column to the customers file",
    )


def _in_line_scope(ledger: Ledger, per: str, part: Scope) -> Quantity:
    facts = ledger.scoped[part] if part else ledger.facts
    if per in MEASURE_OF_BASIS:
        measure = MEASURE_OF_BASIS[per]
        if not _carried(measure, ledger):
            raise PlanError(
                f"A cost is counted per {per}", found=f"files without {_NEEDS[measure]}", remedy=_ways_out(ledger)
            )
        return ledger.measure(measure, facts)
    if per == BASIS_NEW_CUSTOMER:
        same_start = facts.first_month == ledger.facts.first_month
        return Quantity(np.where(same_start, ledger.facts.is_new, 0))
    if per == BASIS_CREDIT_DAY:
        revenue, days = ledger.measure(c.NET_REVENUE, facts), credit_days(ledger)
        return Quantity(_product(revenue.values, days.values), revenue.scale + days.scale)
    return _activity(ledger, per, part)


def _product(left: Ints, right: Ints) -> Ints:
    if int(np.abs(left).max(initial=0)) * int(np.abs(right).max(initial=0)) >= INT64_LIMIT:
        raise PlanError(
            "Revenue times days of credit is too large to be exact",
            found=f"up to {int(np.abs(right).max())} days",
            remedy="check the customers' days of credit",
        )
    return left * right


def _activity(ledger: Ledger, per: str, part: Scope) -> Quantity:
    name = find_name(per, tuple(ledger.activities))
    if name is None:
        raise PlanError(
            "A cost is counted per something that the files do not have", found=per, remedy=_ways_out(ledger)
        )
    if part:
        column = part[0][0]
        raise PlanError(
            f"A cost per {name} cannot be limited to a {column}",
            found=f"an activity has no {column}",
            remedy="limit it by a customer column instead",
        )
    return Quantity(ledger.activities[name], ledger.scales.get(c.ACTIVITY_QUANTITY, 0))


def _carried(measure: str, ledger: Ledger) -> bool:
    return measure not in _NEEDS or _NEEDS[measure] in ledger.has


def _ways_out(ledger: Ledger) -> str:
    possible = [b for b in BASES if b not in MEASURE_OF_BASIS or _carried(MEASURE_OF_BASIS[b], ledger)]
    return "count it per " + ", ".join((*possible, *ledger.activities))
