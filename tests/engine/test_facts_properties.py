"""For any lines, every engine gives the figures of a short sum in pure Python."""

from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.build import ENGINES, answer_by_hand, make_lines
from whalecurve.domain import columns as c
from whalecurve.engine.facts import compute_facts

AMOUNTS = st.sampled_from([0, 1, -1, 5, -5, 10**14, -(10**14), 10**14 + 5, 2**53 + 1, -(10**17)]) | st.integers(
    -(10**9), 10**9
)
LINES = st.lists(
    st.tuples(
        st.integers(-1, 3),
        st.sampled_from([202512, 202601, 202602, 202612]),
        st.integers(-1, 5),
        AMOUNTS,
        AMOUNTS,
        st.integers(-1, 2),
    ),
    max_size=40,
)
SCOPES = st.sampled_from([{}, {"category": [0, 1]}, {"category": [-1]}, {"category": [2], "customer": [0, 1]}])


@pytest.mark.parametrize("most_codes", [0, 1_000])
@pytest.mark.parametrize("name", sorted(ENGINES))
@given(data=LINES, where=SCOPES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_engine_agrees_with_a_sum_by_hand(name, most_codes, data, where):
    customer, month, order, revenue, cost, category = ([row[place] for row in data] for place in range(6))
    lines = make_lines(*zip(customer, month, order, revenue, strict=True), cost_0=cost, category=category)
    measures = [c.NET_REVENUE, c.cost_column(0)]
    monthly, repeats = answer_by_hand(lines, measures, where)
    with ENGINES[name](lines) as frame, patch("whalecurve.engine.facts.MOST_CODES", most_codes):
        facts = compute_facts(frame, measures=measures, where=where)
    assert facts.monthly.to_numpy().tolist() == monthly
    assert facts.order_repeats.to_numpy().tolist() == repeats
