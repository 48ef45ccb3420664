"""PLAN.json to a scenario and back, without losing a digit."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.dated_amounts import DatedAmount, in_order, span_from_text, span_text
from whalecurve.domain.plan.dated_rates import DatedRate, rates_by_month
from whalecurve.domain.plan.scenario import (
    BASIS_REVENUE,
    DRIVER_CUSTOMERS,
    CostPool,
    Scenario,
    Scope,
    Settings,
    VariableCost,
    scope_of,
)
from whalecurve.domain.quantities.charged_months import WHOLE
from whalecurve.domain.quantities.facts import Period

_PLAN_KEYS: Final = {"about", "currency", "fixed", "variable", "settings", "period"}
_FIXED_KEYS: Final = {"name", "annual_amount", "amounts", "driver", "practical_capacity", "only", "belongs_to", "sure"}
_VARIABLE_KEYS: Final = {"name", "kind", "rate", "rate_from", "column", "per", "only", "belongs_to", "sure"}
_SETTING_KEYS: Final = {"group_size", "share_with", "swing", "part_months"}
_PERIOD_KEYS: Final = {"from", "to"}
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_MOST_DIGITS: Final = 30
_MOST_NAMED: Final = 20
_MOST_SAID: Final = 200


def scenario_from_text(text: str) -> Scenario:
    """Read a plan from JSON text; numbers keep every digit they were written with.

    Raises:
        PlanError: If the text is no JSON or says something that cannot be carried out.

    >>> scenario_from_text('{"fixed": [{"name": "Rent", "annual_amount": 0.10}]}').fixed[0].annual_amount
    Decimal('0.10')
    >>> scenario_from_text('{"fixd": []}')
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.PlanError: The plan has a key that is not known. Found: fixd. To fix it: use about,
        currency, fixed, period, settings, variable.
    """
    try:
        plan = json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=Decimal, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise PlanError("The plan is not JSON", found=str(error), remedy="check commas, quotes and brackets") from error
    return scenario_from_json(plan)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once each: of two, one would be lost without a word."""
    times = Counter(key for key, _ in pairs)
    twice = sorted(key for key, said in times.items() if said > 1)
    if twice:
        raise PlanError("The plan says something twice", found=_some(twice), remedy="keep one of the two")
    return dict(pairs)


def scenario_from_json(plan: object) -> Scenario:
    """Read a plan from decoded JSON (numbers as int, Decimal or decimal text; a float is read as it prints)."""
    body = _object(plan, "The plan", _PLAN_KEYS)
    _object(body.get("about", {}), "about")
    return Scenario(
        currency=_text(body.get("currency", ""), "currency").upper(),
        fixed=tuple(_pool(entry) for entry in _list(body.get("fixed", []), "fixed")),
        variable=tuple(_variable(entry) for entry in _list(body.get("variable", []), "variable")),
        settings=_settings(body.get("settings", {})),
        period=_period(body.get("period")),
    )


def scenario_to_json(scenario: Scenario) -> dict[str, Any]:
    """The plan as JSON values, amounts and rates as decimal text; ``scenario_from_json`` gives the same scenario back.

    >>> plan = Scenario(fixed=(CostPool("Rent", Decimal("1200.50"), "orders"),), period=Period(202601, 202603))
    >>> scenario_from_json(scenario_to_json(plan)) == plan
    True
    """
    settings = scenario.settings
    plan: dict[str, Any] = {
        "currency": scenario.currency,
        "fixed": [_pool_json(pool) for pool in scenario.fixed],
        "variable": [_variable_json(cost) for cost in scenario.variable],
        "settings": {
            "group_size": settings.group_size,
            "share_with": settings.share_with,
            "swing": str(settings.swing),
        },
    }
    if settings.part_months != WHOLE:
        plan["settings"]["part_months"] = settings.part_months
    if scenario.period is not None:
        plan["period"] = {"from": month_text(scenario.period.first), "to": month_text(scenario.period.last)}
    return plan


@lru_cache(maxsize=256)
def scenario_to_text(scenario: Scenario) -> str:
    """The plan as JSON text with sorted keys, the same for the same plan: what names an answer, and what a draft keeps.

    >>> scenario_from_text(scenario_to_text(Scenario(currency="EUR"))) == Scenario(currency="EUR")
    True
    """
    return json.dumps(scenario_to_json(scenario), sort_keys=True)


def month_from_text(text: str) -> int:
    """``YYYY-MM`` as ``year * 100 + month``.

    >>> month_from_text("2026-05")
    202605
    >>> month_from_text("May 2026")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.PlanError: A month is written as YYYY-MM. Found: May 2026. To fix it: write for example
        2026-05.
    """
    match = _MONTH.fullmatch(text.strip())
    if match is None or not 1 <= int(match[2]) <= 12:  # noqa: PLR2004 - months of a year
        raise PlanError("A month is written as YYYY-MM", found=text, remedy="write for example 2026-05")
    return int(match[1]) * 100 + int(match[2])


def month_text(month: int) -> str:
    """``year * 100 + month`` as ``YYYY-MM``.

    >>> month_text(202605)
    '2026-05'
    """
    return f"{month // 100:04d}-{month % 100:02d}"


def _pool(entry: object) -> CostPool:
    body = _object(entry, "A fixed cost", _FIXED_KEYS)
    name = _text(body.get("name", ""), "name")
    capacity, amounts = body.get("practical_capacity"), body.get("amounts")
    annual = body.get("annual_amount", 0 if amounts is not None else None)
    return CostPool(
        name=name,
        annual_amount=plain_number(annual, f"annual_amount of {name}"),
        driver=_text(body.get("driver") or DRIVER_CUSTOMERS, "driver"),
        practical_capacity=None if capacity is None else plain_number(capacity, f"practical_capacity of {name}"),
        only=_scope(body),
        dated=() if amounts is None else _dated(amounts, name),
        belongs_to=_text(body.get("belongs_to") or "", "belongs_to"),
        sure=_text(body.get("sure") or "", "sure"),
    )


def _dated(value: object, name: str) -> tuple[DatedAmount, ...]:
    body = _object(value, f"amounts of {name}")
    if not body:
        raise PlanError(f"The fixed cost {name} has no amount", found="{}", remedy='write {"2025-01": 1000}')
    return in_order(
        DatedAmount(span_from_text(month), plain_number(amount, f"amount of {name} for {month}"))
        for month, amount in body.items()
    )


def _scope(body: Mapping[str, Any]) -> Scope:
    return scope_of({key: _texts(values) for key, values in _object(body.get("only") or {}, "only").items()})


def _variable(entry: object) -> VariableCost:
    body = _object(entry, "A variable cost", _VARIABLE_KEYS)
    name = _text(body.get("name", ""), "name")
    rate = body.get("rate")
    return VariableCost(
        name=name,
        kind=_text(body.get("kind") or "", "kind"),
        rate=None if rate is None else plain_number(rate, f"rate of {name}"),
        per=_text(body.get("per") or BASIS_REVENUE, "per"),
        column=_text(body.get("column") or "", "column"),
        only=_scope(body),
        belongs_to=_text(body.get("belongs_to") or "", "belongs_to"),
        sure=_text(body.get("sure") or "", "sure"),
        later=_rates_from(body.get("rate_from", {}), name),
    )


def _rates_from(value: object, name: str) -> tuple[DatedRate, ...]:
    """Rates by the month from which each holds."""
    body = _object(value, f"rate_from of {name}")
    return rates_by_month(
        DatedRate(month_from_text(_text(month, "month")), plain_number(rate, f"rate of {name} from {month}"))
        for month, rate in body.items()
    )


def _settings(entry: object) -> Settings:
    body = _object(entry, "settings", _SETTING_KEYS)
    usual = Settings()
    size = plain_number(body.get("group_size", usual.group_size), "group_size")
    if size != int(size):
        raise PlanError("group_size is a whole number", found=str(size), remedy="set it to 5")
    share_with = _text(body.get("share_with", usual.share_with), "share_with")
    part_months = _text(body.get("part_months", usual.part_months), "part_months")
    return Settings(int(size), share_with, plain_number(body.get("swing", usual.swing), "swing"), part_months)


def _period(entry: object) -> Period | None:
    if entry is None:
        return None
    body = _object(entry, "period", _PERIOD_KEYS)
    return Period(month_from_text(_text(body.get("from"), "from")), month_from_text(_text(body.get("to"), "to")))


def _pool_json(pool: CostPool) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": pool.name, "driver": pool.driver}
    if pool.dated:
        entry["amounts"] = {span_text(each.span): str(each.amount) for each in pool.dated}
    else:
        entry["annual_amount"] = str(pool.annual_amount)
    if pool.practical_capacity is not None:
        entry["practical_capacity"] = str(pool.practical_capacity)
    return entry | _limits_json(pool)


def _variable_json(cost: VariableCost) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": cost.name, "kind": cost.kind, "per": cost.per}
    if cost.rate is None:
        entry["column"] = cost.column
    else:
        entry["rate"] = str(cost.rate)
    if cost.later:
        entry["rate_from"] = {month_text(each.month): str(each.rate) for each in cost.later}
    return entry | _limits_json(cost)


def _limits_json(cost: CostPool | VariableCost) -> dict[str, Any]:
    only = {"only": {column: list(values) for column, values in cost.only}} if cost.only else {}
    told = {"belongs_to": cost.belongs_to, "sure": cost.sure}
    return only | {key: text for key, text in told.items() if text}


def _object(value: object, what: str, known: set[str] | None = None) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise PlanError(f"{what} must be an object with named entries", found=repr(value)[:80], remedy="write { ... }")
    strange = sorted(str(key) for key in value if known is not None and key not in known)
    if strange:
        raise PlanError(
            f"{what} has a key that is not known",
            found=_some(strange),
            remedy="use " + ", ".join(sorted(known or ())),
        )
    return value


def _some(names: Sequence[str]) -> str:
    """The first of many names, for a message.

    >>> _some(["a", "b"]), len(_some(["x" * 5_000] * 5_000))
    ('a, b', 200)
    """
    return ", ".join(names[:_MOST_NAMED])[:_MOST_SAID]


def _list(value: object, what: str) -> list[object]:
    if not isinstance(value, list | tuple):
        raise PlanError(f"{what} must be a list", found=repr(value)[:80], remedy="write [ ... ]")
    return list(value)


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise PlanError(f"{what} must be text", found=repr(value)[:80], remedy="put it in quotes")
    return value


def _texts(values: object) -> list[str]:
    plain = [str(v) if isinstance(v, int | Decimal) and not isinstance(v, bool) else v for v in _list(values, "only")]
    return [_text(value, "a value of only") for value in plain]


def plain_number(value: object, what: str) -> Decimal:
    """An exact decimal; text and floats are taken as they are written.

    Raises:
        PlanError: If it is no ordinary number.
    """
    remedy = "write a plain number such as 1200 or 0.05"
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise PlanError(f"{what} must be a number", found=repr(value)[:80], remedy=remedy)
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation as error:
        raise PlanError(f"{what} must be a number", found=str(value)[:80], remedy=remedy) from error
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS or len(number.as_tuple().digits) > _MOST_DIGITS:
        raise PlanError(f"{what} must be an ordinary number", found=str(value)[:80], remedy=remedy)
    return number
