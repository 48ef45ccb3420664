"""From a stored dataset to an answer."""

from decimal import Decimal

import pandas.testing as pdt
import pytest

from tests.analysis.build import SALES, make_workbook
from whalecurve.analysis import workbook as workbooks
from whalecurve.analysis.currency import in_currency_of
from whalecurve.analysis.ledgers import scenario_period
from whalecurve.analysis.opening import open_workbook
from whalecurve.analysis.results import analyze, open_ledger, plan_scopes
from whalecurve.analysis.workbook import dataset_digest
from whalecurve.domain.errors import PlanError
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost, scope_of
from whalecurve.domain.quantities.facts import Period

TEA = VariableCost("Tea duty", rate=Decimal("0.5"), only=scope_of({"category": ["Tea"]}))
PLAN = Scenario(
    currency="EUR", fixed=(CostPool("Rent", Decimal(1200)), CostPool("Calls", Decimal(120), "Call")), variable=(TEA,)
)


@pytest.fixture
def workbook(tmp_path):
    return make_workbook(tmp_path)


def same(one, two):
    """Two answers are equal to the cent, the rank and the word."""
    pdt.assert_frame_equal(one.results.ranking(), two.results.ranking())
    assert one.reconciliation == two.reconciliation
    assert one.notes == two.notes
    assert one.results.statements.company_profit == two.results.statements.company_profit


def test_saved_loaded_and_computed_is_computed(workbook):
    opened = open_workbook(workbook.digest, workbook.folder)
    same(analyze(workbook, PLAN), analyze(opened, PLAN))
    assert opened.lines == workbook.lines == {"read": 4, "used": 4, "set_aside": 0}


def test_facts_of_a_scope_are_summed_once_and_kept(workbook, monkeypatch):
    first = workbook.scope_facts({"category": [0]})

    def refuse(*_, **__):
        raise AssertionError("summed again")

    monkeypatch.setattr(workbooks, "compute_facts", refuse)
    again = open_workbook(workbook.digest, workbook.folder).scope_facts({"category": [0]})
    pdt.assert_frame_equal(again.monthly, first.monthly)
    pdt.assert_frame_equal(again.order_repeats, first.order_repeats)


def test_a_ledger_at_hand_gives_the_same_answer(workbook):
    ledger = open_ledger(workbook, Period(202601, 202603), plan_scopes(workbook, PLAN))
    same(analyze(workbook, PLAN, ledger), analyze(workbook, PLAN))


def test_the_answer_ties_with_what_is_unassigned(workbook):
    answered = analyze(workbook, PLAN)
    assert (answered.reconciliation.files, answered.reconciliation.difference) == (24000, 0)
    statements = answered.results.statements
    assert (statements.unassigned_revenue, statements.unassigned_cost) == (3000, 500 + 1500)
    assert statements.variable["Tea duty"].amounts.tolist() == [5000, 3000, 0]


@pytest.mark.parametrize(
    ("period", "notes"),
    [
        (None, ()),
        (Period(202601, 202603), ()),
        (
            Period(202602, 202603),
            (
                "Activities without a date count in full, whatever the period.",
                "1 row of activities lies outside 2026-02 to 2026-03 and is not counted.",
            ),
        ),
        (
            Period(202603, 202603),
            (
                "Activities without a date count in full, whatever the period.",
                "2 rows of activities lie outside 2026-03 and are not counted.",
            ),
        ),
    ],
)
def test_what_a_period_leaves_out_is_said(workbook, period, notes):
    assert analyze(workbook, Scenario(period=period)).notes == notes


def test_without_activities_there_is_nothing_to_say(tmp_path):
    workbook = make_workbook(tmp_path, activities=None)
    assert analyze(workbook, Scenario(period=Period(202602, 202602))).notes == ()


def test_an_order_counts_once_in_a_period_and_in_each_month(workbook):
    per_order = Scenario(variable=(VariableCost("Handling", rate=Decimal(1), per="order"),))

    def handling(first, last):
        ledger = open_ledger(workbook, Period(first, last), ())
        return analyze(workbook, per_order, ledger).results.statements.variable["Handling"].amounts.tolist()

    assert handling(202601, 202603) == [100, 100, 0]
    assert handling(202601, 202601) == [100, 0, 0]
    assert handling(202602, 202602) == [100, 100, 0]


def test_a_period_without_lines_is_refused_with_the_months_there_are(workbook):
    with pytest.raises(PlanError, match=r"2027-01 to 2027-02.*between 2026-01 and 2026-03"):
        scenario_period(workbook.facts, Scenario(period=Period(202701, 202702)))


def test_an_amount_beyond_64_bits_is_refused_in_words(tmp_path):
    huge = SALES.replace(b"100.00", b"90000000000000000")
    with pytest.raises(PlanError, match="too large to be exact"):
        analyze(make_workbook(tmp_path, sales=huge), Scenario())


class TestCurrency:
    def test_a_plan_without_one_takes_the_files(self, workbook):
        assert in_currency_of(workbook.dataset, Scenario()).currency == ""
        assert in_currency_of(dollars(workbook), Scenario()).currency == "USD"

    def test_the_same_one_stays(self, workbook):
        plan = Scenario(currency="USD")
        assert in_currency_of(dollars(workbook), plan) is plan

    def test_files_that_do_not_say_take_the_plans(self, workbook):
        assert in_currency_of(workbook.dataset, PLAN).currency == "EUR"

    def test_two_are_never_added(self, workbook):
        with pytest.raises(PlanError, match="a plan in EUR, files in USD"):
            in_currency_of(dollars(workbook), PLAN)


def dollars(workbook):
    from dataclasses import replace

    return replace(workbook.dataset, currency="USD")


def test_names_of_datasets_depend_on_every_part():
    assert len({dataset_digest(parts) for parts in (["ab"], ["a", "b"], ["b", "a"], [])}) == 4
