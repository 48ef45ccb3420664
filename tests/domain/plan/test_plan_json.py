"""PLAN.json: what survives, what is refused, and that a refusal says what to do."""

import json
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whalecurve.domain.errors import PlanError, WhalecurveError
from whalecurve.domain.plan.plan_json import (
    month_from_text,
    month_text,
    scenario_from_json,
    scenario_from_text,
    scenario_to_json,
)
from whalecurve.domain.plan.scenario import (
    MOST_COSTS,
    RESERVED_NAMES,
    CostPool,
    Scenario,
    Settings,
    VariableCost,
    scope_of,
)
from whalecurve.domain.quantities.facts import Period

NAMES = st.text(min_size=1, max_size=12).filter(lambda name: name.strip() and name not in RESERVED_NAMES)
NUMBERS = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=5) | st.sampled_from(
    [
        Decimal(0),
        Decimal("-0.00"),
        Decimal("1E+5"),
        Decimal("1e-9"),
        Decimal("0.10"),
        Decimal(123456789012345678901234567890),
    ]
)
ABOVE_ZERO = st.decimals(min_value="0.001", max_value=10**9, places=3)
SCOPES = st.dictionaries(NAMES, st.lists(st.text(max_size=6), max_size=3), max_size=2).map(scope_of)
POOL = st.builds(CostPool, NAMES, NUMBERS, NAMES, st.none() | ABOVE_ZERO)
RATED = st.builds(
    lambda name, kind, rate, per, only: VariableCost(name, kind, rate, per, "", only),
    NAMES,
    st.text(max_size=5),
    NUMBERS,
    NAMES,
    SCOPES,
)
READ = st.builds(
    lambda name, kind, column, only: VariableCost(name, kind, column=column, only=only),
    NAMES,
    st.text(max_size=5),
    NAMES,
    SCOPES,
)
SETTINGS = st.builds(
    Settings, st.integers(1, 10**6), st.sampled_from(["all", "active"]), st.decimals(0, 1, places=4, allow_nan=False)
)
MONTHS = st.builds(lambda year, month: year * 100 + month, st.integers(1, 9998), st.integers(1, 12))
PERIOD = st.tuples(MONTHS, MONTHS).map(lambda ends: Period(min(ends), max(ends)))


@st.composite
def scenarios(draw):
    costs = draw(st.lists(POOL | RATED | READ, max_size=4, unique_by=lambda cost: cost.name))
    return Scenario(
        currency=draw(st.sampled_from(["", "USD", "JPY", "KWD"])),
        fixed=tuple(cost for cost in costs if isinstance(cost, CostPool)),
        variable=tuple(cost for cost in costs if isinstance(cost, VariableCost)),
        settings=draw(SETTINGS),
        period=draw(st.none() | PERIOD),
    )


@given(scenarios())
@settings(max_examples=150, deadline=None)
def test_a_scenario_survives_json_unchanged(scenario):
    text = json.dumps(scenario_to_json(scenario))
    assert scenario_from_json(json.loads(text)) == scenario
    assert scenario_from_text(text) == scenario
    assert json.dumps(scenario_to_json(scenario_from_text(text))) == text


def test_numbers_keep_the_digits_they_were_written_with():
    plan = scenario_from_text(
        '{"fixed": [{"name": "Rent", "annual_amount": 1200.10}], "variable": [{"name": "Fee", "rate": 0.0040}]}'
    )
    assert (str(plan.fixed[0].annual_amount), str(plan.variable[0].rate)) == ("1200.10", "0.0040")


def test_a_plan_that_says_little_takes_the_usual():
    plan = scenario_from_text('{"currency": "usd", "fixed": [{"name": "Rent", "annual_amount": 1, "driver": ""}]}')
    assert plan == Scenario("USD", (CostPool("Rent", Decimal(1), "customers"),))
    assert scenario_from_text("{}") == Scenario()


def with_number(number):
    return f'{{"fixed": [{{"name": "Rent", "annual_amount": {number}}}]}}'


@pytest.mark.parametrize(
    "number",
    ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1e-400", "true", "false", "null", "[]", "{}", '"many"', '""',
     '"NaN"', '"sNaN"', '"Infinity"', '"1,200"', '"12 USD"', "1" * 31, "0." + "1" * 31],
)  # fmt: skip
def test_an_amount_that_is_no_ordinary_number_is_refused(number):
    with pytest.raises(PlanError, match=r"annual_amount of Rent must be .*write a plain number such as 1200"):
        scenario_from_text(with_number(number))


@pytest.mark.parametrize("number", [float("nan"), float("inf"), True, 1e300, b"1"])
def test_decoded_numbers_are_as_strict_as_text(number):
    with pytest.raises(PlanError, match="annual_amount of Rent must be"):
        scenario_from_json({"fixed": [{"name": "Rent", "annual_amount": number}]})


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ("", "not JSON"),
        ("{", "not JSON.*check commas, quotes and brackets"),
        ("[" * 100_000, "not JSON"),
        ("[]", "must be an object"),
        ('"x"', "must be an object"),
        ('{"fixd": []}', "not known. Found: fixd. To fix it: use about, currency, fixed, period, settings, variable"),
        ('{"fixed": {}}', "fixed must be a list"),
        ('{"fixed": [3]}', "A fixed cost must be an object"),
        ('{"fixed": [{"name": "A", "amount": 1}]}', "Found: amount. To fix it: use amounts, annual_amount, belongs_to"),
        ('{"fixed": [{"annual_amount": 1}]}', "A fixed cost needs a name"),
        ('{"fixed": [{"name": " ", "annual_amount": 1}]}', "A fixed cost needs a name"),
        ('{"fixed": [{"name": 5, "annual_amount": 1}]}', "name must be text"),
        ('{"fixed": [{"name": "A", "annual_amount": 1, "driver": 2}]}', "driver must be text"),
        ('{"fixed": [{"name": "A", "annual_amount": 1, "driver": " "}]}', "needs a driver"),
        ('{"fixed": [{"name": "A", "annual_amount": 1, "practical_capacity": 0}]}', "must be above zero"),
        ('{"fixed": [{"name": "A", "annual_amount": 1, "practical_capacity": -3}]}', "must be above zero"),
        ('{"variable": [{"name": "A"}]}', "needs either a rate or a column"),
        ('{"variable": [{"name": "A", "rate": 1, "column": "freight"}]}', "needs either a rate or a column"),
        ('{"variable": [{"name": "A", "rate": true}]}', "rate of A must be a number"),
        ('{"variable": [{"name": "A", "rate": 1, "only": ["x"]}]}', "only must be an object"),
        ('{"variable": [{"name": "A", "rate": 1, "only": {"rep": "Bo"}}]}', "only must be a list"),
        ('{"variable": [{"name": "A", "rate": 1, "only": {"rep": [null]}}]}', "a value of only must be text"),
        ('{"settings": {"group_size": 2.5}}', "group_size is a whole number"),
        ('{"settings": {"group_size": 0}}', "at least one customer"),
        ('{"settings": {"share_with": "some"}}', 'set share_with to "all", "active" or "months"'),
        ('{"settings": {"swing": 20}}', "write 20 % as 0.2"),
        ('{"settings": {"swing": -0.1}}', "a share from 0 to 1"),
        ('{"settings": {"size": 5}}', "Found: size"),
        ('{"period": {"from": "2026-01"}}', "to must be text"),
        ('{"period": {"from": "2026-13", "to": "2026-14"}}', "write for example 2026-05"),
        ('{"period": "2026"}', "period must be an object"),
        ('{"currency": 5}', "currency must be text"),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_out_is_refused_with_a_way_out(plan, words):
    with pytest.raises(PlanError, match=words) as refused:
        scenario_from_text(plan)
    assert "To fix it: " in str(refused.value)


def test_a_period_that_runs_backwards_is_refused():
    with pytest.raises(WhalecurveError, match="swap the two months"):
        scenario_from_text('{"period": {"from": "2026-03", "to": "2026-01"}}')


@pytest.mark.parametrize("name", ["Rent", *RESERVED_NAMES])
def test_two_lines_of_a_statement_never_share_a_name(name):
    plan = {"fixed": [{"name": "Rent", "annual_amount": 1}], "variable": [{"name": name, "rate": 1}]}
    with pytest.raises(PlanError, match=f"same name. Found: {name}. To fix it: rename one"):
        scenario_from_json(plan)


def test_scopes_that_mean_the_same_are_equal():
    one = {"variable": [{"name": "A", "rate": 1, "only": {"rep": ["B", "A", "B"], "year": [2026]}}]}
    other = {"variable": [{"name": "A", "rate": 1, "only": {"year": ["2026"], "rep": ["A", "B"]}}]}
    assert scenario_from_json(one) == scenario_from_json(other)


@given(MONTHS)
def test_a_month_survives_its_text(month):
    assert month_from_text(month_text(month)) == month


@pytest.mark.parametrize("text", ["", "2026", "2026-00", "2026-13", "202605", "2026-5", "05-2026", "2026-05-01"])
def test_a_month_in_another_form_is_refused(text):
    with pytest.raises(PlanError, match="write for example 2026-05"):
        month_from_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "{" + ",".join(f'"{number}":0' for number in range(40_000)) + "}",
        "{" + '"a":0,' * 40_000 + '"a":0}',
        json.dumps({"fixed": [{"name": str(number), "annual_amount": 1} for number in range(20_000)]}),
        '{"fixed": ' + "[" * 100_000,
    ],
    ids=["many keys", "one key often", "many costs", "deep"],
)
def test_a_plan_of_any_shape_takes_the_time_of_its_length(text):
    began = time.process_time()
    with pytest.raises(PlanError) as refused:
        scenario_from_text(text)
    assert time.process_time() - began < 2.0
    assert len(str(refused.value)) < 1_000


def test_a_plan_has_so_many_costs_and_no_more():
    pools = [{"name": str(number), "annual_amount": 1} for number in range(MOST_COSTS + 1)]
    assert len(scenario_from_json({"fixed": pools[:-1]}).fixed) == MOST_COSTS
    with pytest.raises(PlanError, match=f"at most {MOST_COSTS} costs"):
        scenario_from_json({"fixed": pools})
