"""What little moved is costed again as if everything had been: each line, whatever the plan counts in."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.build import make_ledger
from whalecurve.domain import columns as c
from whalecurve.domain.actions.levers import levers_of, moved
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.plan.plan_json import scenario_from_json

BASES = ("revenue", "order", "line", "unit", "visit", "new_customer", "credit_day")
DRIVERS = ("customers", "revenue", "orders", "lines", "units", "gross_margin", "visit", "days_of_credit")


@st.composite
def plans(draw):
    bases = draw(st.lists(st.sampled_from(BASES), unique=True))
    rates = st.integers(1, 400).map(lambda cents: str(Decimal(cents).scaleb(-3)))
    costs = [{"name": f"per {per}", "rate": draw(rates), "per": per} for per in bases]
    if draw(st.booleans()):
        costs.append({"name": "Freight", "column": "freight"})
    if draw(st.booleans()):
        costs.append({"name": "Packing", "rate": "0.35", "per": "order", "kind": "cost_of_goods"})
    pools = [
        {"name": f"by {driver}", "annual_amount": draw(rates), "driver": driver}
        | ({"practical_capacity": 40} if draw(st.booleans()) else {})
        for driver in draw(st.lists(st.sampled_from(DRIVERS), unique=True))
    ]
    return scenario_from_json({"fixed": pools, "variable": costs})


@st.composite
def ledgers(draw):
    size = draw(st.integers(2, 4))
    some = st.lists(st.integers(0, 9), min_size=size, max_size=size)
    ledger = make_ledger(
        [f"c{place}" for place in range(size)],
        net_revenue=draw(st.lists(st.integers(0, 90_000), min_size=size, max_size=size)),
        cost_of_goods=draw(st.lists(st.integers(0, 90_000), min_size=size, max_size=size)),
        orders=draw(some),
        lines=draw(some),
        quantity=draw(some),
        cost_0=draw(some),
        activities={"visit": draw(some)},
        traits={"days_of_credit": [str(day + 1) for day in draw(some)]},
    )
    object.__setattr__(ledger, "cost_names", ("freight",))
    ledger.facts.sums[c.LIST_REVENUE] = ledger.facts.sums[c.NET_REVENUE] + 10_000  # a discount, too
    return ledger


@given(ledgers(), plans(), st.data())
@settings(max_examples=150, deadline=None)
def test_every_line_is_that_of_costing_all_again(ledger, plan, data):
    statements = make_statements(ledger, plan)
    for lever in levers_of(statements, 0):
        after = moved(statements, 0, lever, data.draw(st.integers(0, min(lever.most, 10**6)), label=lever.kind))
        whole = make_statements(after.ledger, plan)
        assert list(after.cost_lines) == list(whole.cost_lines)
        for name, line in whole.cost_lines.items():
            assert (after.cost_lines[name].amounts.tolist(), after.cost_lines[name].unassigned) == (
                line.amounts.tolist(),
                line.unassigned,
            ), name
        assert after.unused == whole.unused
        assert after.scenario == plan
        assert after.customer_profit.tolist() == whole.customer_profit.tolist()
