"""Answers of the user to questions about the meaning of a file, as the keys of MAP.json that hold them."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from whalecurve.domain.errors import UserChoiceError, WhalecurveError
from whalecurve.domain.plan.dated_amounts import span_from_text

ROWS: Final = "rows"
CURRENCY: Final = "currency"
RATES: Final = "rates"
SIDES: Final = "sides"
FAR_DATES: Final = "far_dates"
PERIOD: Final = "period"
UNITS: Final = "units"
COST_COLUMNS: Final = "cost_columns"
RETURNED_UNITS: Final = "returned_units"
VERSIONS: Final = "versions"
KITS: Final = "kits"
# What a column of costs is: of one unit, of the line, of the whole order, a percentage of the revenue of its line, the
# margin in percent that is left of it, or no cost.
COST_ANSWERS: Final = ("unit", "line", "order", "percent", "margin", "none")
ROW_ANSWERS: Final = ("sale", "refund", "leave out")
# Digits with a point, few enough to multiply any amount exactly.
_RATE: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
# Small enough to divide exactly at nine decimals.
_UNITS: Final = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,3})?")
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "tax": ("included", "excluded"),
    "refund_tax": ("included", "excluded"),
    "shipping": ("included", "excluded"),
    "discounts": ("included", "line", "order", "unit", "percent", "share"),
    "duplicates": ("once", "all"),
    "fees": ("taken off", "not taken off"),
    SIDES: ("debit less credit", "debit", "credit less debit", "credit"),
    FAR_DATES: ("count", "leave out"),
    VERSIONS: ("last", "all"),
    KITS: ("parts", "kits", "both"),
    RETURNED_UNITS: ("taken off", "in the amounts", "none"),
}
ANSWERS: Final = (
    ROWS,
    "tax",
    "refunds",
    "refund_tax",
    "shipping",
    "order_amounts",
    "discounts",
    "fees",
    "duplicates",
    "amount",
    CURRENCY,
    RATES,
    SIDES,
    FAR_DATES,
    PERIOD,
    UNITS,
    COST_COLUMNS,
    RETURNED_UNITS,
    VERSIONS,
    KITS,
)


def read_answers(data: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of a decoded MAP.json, checked. Refused: another word than those that can be chosen.

    >>> read_answers({"tax": "included", "transactions": {}})
    {'tax': 'included'}
    >>> read_answers({"tax": "yes"})
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.UserChoiceError: The map's tax is unknown. Found: yes. To fix it: write one of included,
        excluded.
    """
    return {key: _checked(key, data[key]) for key in ANSWERS if key in data}


def _checked(key: str, value: object) -> Any:  # noqa: ANN401 - what stands in a JSON file
    checks: Mapping[str, Callable[[object], bool]] = {
        ROWS: _are_rows,
        "order_amounts": _are_texts,
        "refunds": _is_text,
        "amount": _is_text,
        CURRENCY: _is_text,
        RATES: _are_rates,
        PERIOD: _is_period,
        UNITS: _are_units,
        COST_COLUMNS: _are_costs,
    }
    if key in _CHOICES and value not in _CHOICES[key]:
        remedy = f"write one of {', '.join(_CHOICES[key])}"
        raise UserChoiceError(f"The map's {key} is unknown", found=str(value), remedy=remedy)
    if key in checks and not checks[key](value):
        remedy = {
            ROWS: 'write {"Status": {"On hold": "sale"}}; a value is "sale", "refund" or "leave out"',
            "order_amounts": 'write ["Header", ...]',
            PERIOD: 'write "2025", "2025-03" or "2025-01..2025-06"',
            UNITS: 'write {"box in piece": "12"}: how many of the costed unit one sold unit is',
            COST_COLUMNS: f'write {{"Freight": "order"}}; a column is one of {", ".join(COST_ANSWERS)}',
            RATES: 'write {"GBP": {"rate": "1.17", "source": "..."}}, or the header of a column of rates',
        }.get(key, 'write "Header"')
        raise UserChoiceError(f"The map's {key} cannot be read", found=str(value), remedy=remedy)
    return value


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _are_rows(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(roles, dict) and all(role in ROW_ANSWERS for role in roles.values()) for roles in value.values()
    )


def _is_period(value: object) -> bool:
    try:
        span_from_text(str(value))
    except WhalecurveError:
        return False
    return isinstance(value, str)


def _are_rates(value: object) -> bool:
    return _is_text(value) or (isinstance(value, dict) and all(_is_rate(each) for each in value.values()))


def _are_units(value: object) -> bool:
    sizes = value.values() if isinstance(value, dict) else [""]
    return all(_UNITS.fullmatch(str(each)) and str(each).strip("0.") for each in sizes)


def _are_costs(value: object) -> bool:
    return isinstance(value, dict) and all(each in COST_ANSWERS for each in value.values())


def _is_rate(value: object) -> bool:
    if not isinstance(value, dict) or not set(value) <= {"rate", "source"}:
        return False
    rate, source = str(value.get("rate", "")), value.get("source", "")
    return _RATE.fullmatch(rate) is not None and rate.strip("0.") != "" and isinstance(source, str)
