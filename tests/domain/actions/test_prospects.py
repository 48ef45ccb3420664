"""Prospects: the highest lead fee worked by hand, bands by where the interval lies, nobody where nothing was found."""

import numpy as np
import pytest

from tests.domain.build import make_ledger
from tests.sentences import faults
from whalecurve.domain.actions.prospects import (
    BETWEEN,
    LIKE,
    UNLIKE,
    Lead,
    middle_contributions,
    prospect_actions,
    prospects,
)
from whalecurve.domain.costing.statement import make_statements
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.segments.score import Score

NEW = {"name": "Lead fee", "kind": "lead_generation", "rate": 30, "per": "new_customer"}


def scored(chance, low, high, *reasons):
    return Score(chance, low, high, reasons)


def test_the_highest_lead_fee_is_worked_by_hand() -> None:
    # half of such customers are among the best: 0.5 x 1,000.00 + 0.5 x 200.00 = 600.00 a year; one lead in ten is won
    (found,) = prospects([Lead("L-1", "Hopeful")], [scored(0.5, 0.3, 0.7)], 0.2, 1_000_00, 200_00)
    assert (found.contribution, found.highest_fee(0.1), found.band) == (600_00, 60_00, LIKE)
    (action,) = prospect_actions([found], "USD")
    assert "a fee of 60.00 at most, when 10 % of them become customers" in action.what
    assert (action.money_at_stake, action.likelihood, action.kind) == (600_00, 0.1, "prospect")
    assert faults(action.what) == []


def test_the_highest_fee_is_exact_at_every_share_in_a_hundred() -> None:
    one = prospects([Lead("L-1", "Hopeful")], [scored(1.0, 0.9, 1.0)], 0.2, 1_00, 0)[0]
    assert [one.highest_fee(number / 100) for number in range(1, 101)] == list(range(1, 101))


def test_lead_fees_of_the_plan_do_not_lower_what_a_lead_is_worth() -> None:
    ledger = make_ledger(["a", "b", "c", "d"], net_revenue=[400_00, 300_00, 90_00, 60_00], first_month=[202601] * 4)
    statements = make_statements(ledger, scenario_from_json({"variable": [NEW]}))
    assert statements.contribution_margin.tolist() == [370_00, 270_00, 60_00, 30_00]
    months = ledger.facts.period.months
    high = np.array([True, True, False, False])
    best, others = middle_contributions(statements, np.arange(4), high)
    assert (best, others) == (300_00 * 12 // months, 60_00 * 12 // months)


def test_bands_and_order_and_who_loses_is_worth_no_fee() -> None:
    scores = [scored(0.05, 0.01, 0.1, "industry is Retail"), scored(0.2, 0.1, 0.4), scored(0.6, 0.4, 0.8)]
    found = prospects([Lead(name, name) for name in "abc"], scores, 0.2, 50_00, -100_00)
    assert [(each.lead.id, each.band) for each in found] == [("c", LIKE), ("b", BETWEEN), ("a", UNLIKE)]
    assert all(each.highest_fee(1.0) == 0 for each in found)
    assert prospect_actions(found, "USD") == []


def test_without_scores_nobody_comes_out() -> None:
    assert prospects([Lead("a", "a")], [], 0.2, 1, 1) == []


@pytest.mark.parametrize("won", [0.0, 0.1, 1.0])
def test_no_fee_is_higher_than_what_is_earned(won) -> None:
    (found,) = prospects([Lead("a", "a")], [scored(0.37, 0.3, 0.5)], 0.2, 123_45, 67_89)
    assert 0 <= found.highest_fee(won) <= won * found.contribution
