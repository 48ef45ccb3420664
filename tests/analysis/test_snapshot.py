"""Snapshots say what the live analysis says, to the cent and the rank, and nothing of what they were made from."""

import json
from dataclasses import fields, replace
from decimal import Decimal
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.analysis.companies import companies, everything_said, make_company, periods, plans
from whalecurve.analysis import results
from whalecurve.analysis import snapshot as made
from whalecurve.analysis.actions.finding import find_actions
from whalecurve.analysis.opening import open_workbook
from whalecurve.analysis.reading import read_tables
from whalecurve.analysis.results import analyze
from whalecurve.analysis.segments import SegmentChoice, find_segments, trait_table
from whalecurve.analysis.snapshot import check_segments, make_snapshot, masked_title, open_snapshot
from whalecurve.analysis.unordered import is_by_pseudonym
from whalecurve.analysis.workbook import dataset_digest, keep, stored_workbook
from whalecurve.domain.costing.break_even_words import what_would_break_even
from whalecurve.domain.costing.explain import explain_statement
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.names.masking import pseudonyms
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.plan.scenario import CostPool, Scenario, VariableCost
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.sample import sample_company
from whalecurve.domain.segments import traits_json
from whalecurve.domain.state.kept import ACTIONS, RANKING, SEGMENTS, ShareTerms
from whalecurve.engine import facts as engine_facts
from whalecurve.intake.process.reader import read_table
from whalecurve.intake.recognition.recognise import propose

KEY = b"a key of thirty-two random bytes"
OPEN, MASKED = ShareTerms("Ours"), ShareTerms("Ours", masked=True)
BOTH = (RANKING, SEGMENTS)


def share(workbook, scenario, terms, folder, merges=()):
    digest = make_snapshot(workbook, scenario, merges, terms, KEY, folder)
    return open_snapshot(digest, folder), folder / "datasets" / digest


def assert_same_answer(shared, live):
    """Every figure of every customer, the ranks, the curve, stability, and the words."""
    ours, theirs = shared.results, live.results
    assert (ours.statements.profit, ours.statements.company_profit) == (
        theirs.statements.profit,
        theirs.statements.company_profit,
    )
    for mine, other in zip(_lines(ours), _lines(theirs), strict=True):
        assert (mine.amounts.tolist(), mine.unassigned) == (other.amounts.tolist(), other.unassigned)
    assert list(ours.statements.unused.values()) == list(theirs.statements.unused.values())
    for name in ("profit_rank", "revenue_rank", "disagreements"):
        assert getattr(ours, name).tolist() == getattr(theirs, name).tolist()
    for field in fields(ours.stability):
        assert np.array_equal(getattr(ours.stability, field.name), getattr(theirs.stability, field.name))
    assert ours.curve.cumulative_profit.tolist() == theirs.curve.cumulative_profit.tolist()
    assert [group.places.tolist() for group in ours.groups] == [group.places.tolist() for group in theirs.groups]
    assert ours.quadrants.quadrant.tolist() == theirs.quadrants.quadrant.tolist()
    assert (shared.reconciliation.files, shared.reconciliation.results) == (
        live.reconciliation.files,
        live.reconciliation.results,
    )
    assert shared.notes == live.notes


def assert_same_but_for_odd_cents(shared, live):
    """The same totals, and for each customer the same lines but for the unit that rounding gives to one or another.

    What is equal goes by the order of the customers, and under pseudonyms that is another one.
    """
    ours, theirs = shared.results, live.results
    ids = theirs.statements.ledger.ids.tolist()
    here = [ours.statements.ledger.ids.tolist().index(code) for code in pseudonyms(ids, KEY)]
    for mine, other in zip(_lines(ours), _lines(theirs), strict=True):
        assert (mine.amounts.sum(), mine.unassigned) == (other.amounts.sum(), other.unassigned)
        assert np.abs(mine.amounts[here] - other.amounts).max(initial=0) <= 1
    assert ours.statements.company_profit == theirs.statements.company_profit
    assert shared.reconciliation.results == live.reconciliation.results


def _lines(results):
    statements = results.statements
    firm = [statements.list_revenue, statements.net_revenue, statements.cost_of_goods]
    return [*firm, *statements.goods_by_plan.values(), *statements.variable.values(), *statements.fixed.values()]


def words_of(answered):
    statements = answered.results.statements
    places = range(statements.ledger.size)
    return [(explain_statement(statements, place), what_would_break_even(statements, place)) for place in places]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(company=companies(), data=st.data(), masked=st.booleans())
def test_the_same_figures_and_ranks_and_nothing_of_the_lines(company, data, masked, tmp_path_factory):
    folder = tmp_path_factory.mktemp("company")
    workbook = company.open(folder)
    scenario = replace(data.draw(plans(company)), period=data.draw(periods(workbook)))
    live = analyze(workbook, scenario)
    shared, kept = share(workbook, scenario, replace(OPEN, masked=masked), folder)
    if masked:
        assert_same_but_for_odd_cents(shared.answered, live)
        live = analyze(company.under(pseudonyms(company.ids, KEY)).open(folder), scenario)
    assert_same_answer(shared.answered, live)
    assert words_of(shared.answered) == words_of(live)
    assert_same_answer(analyze(open_workbook(kept.name, folder), shared.frozen.scenario), live)
    said, named = everything_said(kept), _values(scenario)
    assert not {text for text in said if any(secret in text for secret in (company.orders | company.products) - named)}
    assert not {text for text in said if any(date in text for date in company.dates)}
    assert not {text for text in said if "secret-" in text}
    assert len(shared.workbook.dataset.transactions) == 0
    if masked:
        hidden = [*company.ids, *company.names, *({f"Person {n}" for n in range(12)} - named)]
        assert not {text for text in said if any(secret == text or secret in text.split(",") for secret in hidden)}
        raw = b"".join(path.read_bytes() for path in kept.iterdir()).lower()
        assert not [secret for secret in (*company.ids, *company.names) if secret.lower().encode() in raw]


def _values(scenario):
    return {value for cost in scenario.costs for _, values in cost.only for value in values}


@cache
def sample_files():
    company = sample_company()
    tables = [read_table(name, text.encode()) for name, text in company.files.items()]
    proposal = propose(tables, None)
    kinds = [found.kind for found in proposal.tables]
    return read_tables(list(zip(kinds, tables, strict=True)), proposal.mapping), scenario_from_json(company.plan)


@pytest.fixture
def sample(tmp_path):
    intake, plan = sample_files()
    return keep(intake, tmp_path, dataset_digest(["sample"])), plan


@pytest.mark.parametrize("masked", [False, True], ids=["named", "masked"])
@pytest.mark.parametrize("period", [None, Period(202503, 202508)], ids=["whole", "half a year"])
def test_the_sample_company(sample, masked, period, tmp_path):
    workbook, plan = sample[0], replace(sample[1], period=period)
    live = analyze(workbook, plan)
    shared, kept = share(workbook, plan, replace(OPEN, masked=masked), tmp_path)
    if masked:
        assert_same_but_for_odd_cents(shared.answered, live)
    else:
        assert_same_answer(shared.answered, live)
        assert words_of(shared.answered) == words_of(live)
    said, customers = everything_said(kept), workbook.dataset.customers
    names = set(customers["customer_id"]) | set(customers["customer_name"])
    assert masked == said.isdisjoint(names)
    labels = workbook.dataset.labels
    assert said.isdisjoint({*labels["order"], *labels["product"]} - {""})


@pytest.mark.parametrize("masked", [False, True], ids=["named", "masked"])
def test_a_link_says_the_same_actions_from_sums_alone_and_masked_ones_name_nobody(sample, masked, tmp_path):
    workbook, plan = sample
    live = analyze(workbook, plan)
    shared, _ = share(workbook, plan, replace(OPEN, parts=(ACTIONS,), masked=masked), tmp_path)
    found = find_actions(shared.workbook, shared.answered)
    kinds = [each.kind for each in found.actions]
    assert {"reprice", "time", "referral"} <= set(kinds)
    assert "cross-sell" not in kinds
    assert "A link holds no products: there are no offers here." in found.lacking
    worth = sorted(each.money_at_stake for each in found.actions if each.kind == "reprice")
    theirs = sorted(each.money_at_stake for each in find_actions(workbook, live).actions if each.kind == "reprice")
    assert np.abs(np.array(worth) - np.array(theirs)).max() <= 1
    customers = workbook.dataset.customers
    said = " ".join(f"{each.customer_id} {each.customer_name} {each.why} {each.what}" for each in found.actions)
    assert masked == (not any(name in said for name in customers["customer_name"]))


def learned(workbook, answered, merges=()):
    table = trait_table(workbook, answered.results.statements.ledger.facts.period, merges)
    return find_segments(table, answered.results.statements, SegmentChoice(merges=merges))


@pytest.mark.parametrize("masked", [False, True], ids=["named", "masked"])
def test_the_same_segments_from_sums_alone(sample, masked, tmp_path, monkeypatch):
    workbook, plan = sample
    live = analyze(workbook, plan)
    theirs = learned(workbook, live)
    monkeypatch.setattr(made, "find_segments", lambda *_: theirs)  # making it would learn the same once more
    shared, _ = share(workbook, plan, replace(OPEN, parts=BOTH, masked=masked), tmp_path)
    _without_engine(monkeypatch)
    ours = learned(shared.workbook, shared.answered)
    assert traits_json(ours) == traits_json(theirs)
    assert [finding.sentence for finding in ours.findings] == [finding.sentence for finding in theirs.findings]
    assert [column.name for column in ours.left_out] == [column.name for column in theirs.left_out]
    check_segments(shared.workbook, SegmentChoice(), ours)
    check_segments(workbook, SegmentChoice(), ours)


def _without_engine(monkeypatch):
    def asked(*_, **__):
        raise AssertionError("the engine was asked")

    monkeypatch.setattr(engine_facts, "open_tables", asked)


LINES = [
    # customer, month, day, order, product, category, rep, amount, cost, freight
    (0, 0, 3, 1, 0, 0, 0, 500, 100, 5),
    (0, 2, 9, 2, 1, 1, 0, 300, 50, 4),
    (1, 2, 4, 3, 0, 0, 1, 200, 150, 9),
    (1, 3, 4, 3, 2, 2, 1, 90, 10, 2),
    (2, 2, 21, 4, 1, 0, 1, 50, 20, 1),
    (3, 4, 1, 5, 0, 1, 0, 70, 20, 1),
    (9, 2, 8, 6, 3, 2, 0, 25, 5, 1),
]
DONE = [(0, 0, 2, 2), (0, 0, 3, 2), (1, 0, 1, 3), (1, 1, 5, 0), (2, 1, 4, 5)]
WINTER = Period(202601, 202602)
PLAN = Scenario(
    currency="EUR",
    fixed=(CostPool("Rent", Decimal(1200)), CostPool("Field", Decimal(900), "Visit")),
    variable=(
        VariableCost("Commission", rate=Decimal("0.05"), only=(("category", ("Tea",)),)),
        VariableCost("Welcome", rate=Decimal(10), per="new_customer"),
        VariableCost("Freight", column="Freight"),
    ),
    period=WINTER,
)


@pytest.fixture
def company(tmp_path):
    return make_company(LINES, DONE, 4).open(tmp_path)


class TestWhatIsKept:
    def test_opening_never_asks_the_engine(self, company, tmp_path, monkeypatch):
        digest = make_snapshot(company, PLAN, (), OPEN, KEY, tmp_path)
        _without_engine(monkeypatch)
        assert open_snapshot(digest, tmp_path).answered.results.statements.profit

    def test_a_part_that_the_plan_does_not_name_is_refused_and_not_zero(self, company, tmp_path):
        shared, _ = share(company, PLAN, OPEN, tmp_path)
        other = replace(PLAN, variable=(replace(PLAN.variable[0], only=(("category", ("Ink",)),)),))
        with pytest.raises(WhalecurveError, match="do not say this"):
            analyze(shared.workbook, other)

    def test_months_outside_the_period_are_gone_but_nobody_becomes_new(self, company, tmp_path):
        shared, _ = share(company, PLAN, OPEN, tmp_path)
        monthly = shared.workbook.facts.monthly
        assert monthly.loc[monthly["month"] < WINTER.first, "customer"].tolist() == [0]
        assert monthly.loc[monthly["month"] < WINTER.first].drop(columns=["customer", "month"]).to_numpy().sum() == 0
        assert monthly["month"].max() == WINTER.last
        assert shared.workbook.facts.span == WINTER
        assert {month for totals in shared.workbook.dataset.control_totals.values() for month in totals} <= {
            202601,
            202602,
        }

    def test_activities_are_sums_of_the_period(self, company, tmp_path):
        shared, _ = share(company, PLAN, OPEN, tmp_path)
        rows = shared.workbook.dataset.activities.sort_values(["customer", "activity"])
        assert rows[["customer", "month", "quantity"]].to_numpy().tolist() == [
            [0, 202601, 5],
            [2, 0, 4],
            [3, 202602, 1],
        ]

    def test_labels_are_those_that_the_plan_names(self, company, tmp_path):
        labels = share(company, PLAN, OPEN, tmp_path)[0].workbook.dataset.labels
        assert {name: list(texts) for name, texts in labels.items() if texts} == {
            "category": ["Tea"],
            "activity": ["Phone call", "Visit"],
        }

    def test_without_segments_nothing_of_the_lines_is_kept_for_them(self, company, tmp_path):
        said = everything_said(share(company, PLAN, OPEN, tmp_path)[1])
        assert said.isdisjoint({"Ink", "Pens", "Ann Arber", "Bob Brook"})

    def test_reading_left_counts_and_no_words(self, company, tmp_path):
        report = share(company, PLAN, OPEN, tmp_path)[0].workbook.report
        assert report == {"lines": dict(company.lines), "notes": [], "dates": {"first": None, "last": None}}

    def test_what_reading_noted_about_files_is_gone(self, company, tmp_path):
        noted = replace(company, dataset=replace(company.dataset, notes=("secret-sales.csv was read as UTF-8",)))
        assert not [text for text in everything_said(share(noted, PLAN, OPEN, tmp_path)[1]) if "secret-" in text]

    def test_the_same_snapshot_has_one_name_and_another_plan_another(self, company, tmp_path):
        first = make_snapshot(company, PLAN, (), MASKED, KEY, tmp_path)
        assert make_snapshot(company, PLAN, (), MASKED, KEY, tmp_path) == first
        assert make_snapshot(company, replace(PLAN, fixed=()), (), MASKED, KEY, tmp_path) != first
        assert make_snapshot(company, PLAN, (), MASKED, KEY[::-1], tmp_path) != first

    def test_a_plan_without_a_period_gets_the_whole_span(self, company, tmp_path):
        shared, _ = share(company, replace(PLAN, period=None), OPEN, tmp_path)
        assert shared.frozen.scenario.period == Period(202511, 202603)
        assert shared.body()["scenario"]["period"] == {"from": "2025-11", "to": "2026-03"}

    def test_another_period_of_line_traits_is_refused(self, company, tmp_path):
        shared, _ = share(company, PLAN, replace(OPEN, parts=BOTH), tmp_path)
        with pytest.raises(WhalecurveError, match="one period only"):
            trait_table(shared.workbook, Period(202601, 202601))


class TestMasked:
    def test_customers_stand_by_their_pseudonyms_and_keep_what_is_theirs(self, sample, tmp_path):
        customers = share(*sample, MASKED, tmp_path)[0].workbook.dataset.customers
        assert customers["customer_id"].tolist() == sorted(customers["customer_id"])
        assert (customers["customer_name"] == "Customer " + customers["customer_id"]).all()
        own = sample[0].dataset.customers.assign(code=lambda frame: pseudonyms(frame["customer_id"].tolist(), KEY))
        theirs = own.set_index("code")["Industry"].to_dict()
        assert customers.set_index("customer_id")["Industry"].to_dict() == theirs
        assert customers["Industry"].tolist() != own["Industry"].tolist()

    def test_equal_profits_do_not_stand_in_the_order_of_the_ids(self, tmp_path):
        workbook = make_company(LINES, [], 60).open(tmp_path)
        shared, _ = share(workbook, replace(PLAN, fixed=PLAN.fixed[:1]), MASKED, tmp_path)
        codes = pseudonyms(workbook.dataset.customers["customer_id"].tolist(), KEY)
        ranked = shared.answered.results.ranking()
        equal = ranked[ranked["customer_profit"] == ranked["customer_profit"].mode()[0]]["customer_id"].tolist()
        places = [codes.index(code) for code in equal]
        assert len(places) > 30
        assert equal == sorted(equal)
        assert places != sorted(places)

    def test_the_odd_cents_of_a_cost_do_not_go_by_the_order_of_the_ids(self, tmp_path):
        workbook = make_company(LINES, [], 60).open(tmp_path)
        plan = replace(PLAN, fixed=(CostPool("Rent", Decimal("100.30")),), variable=(), period=None)
        shared, _ = share(workbook, plan, MASKED, tmp_path)
        amounts = shared.answered.results.statements.fixed["Rent"].amounts
        codes = pseudonyms(workbook.dataset.customers["customer_id"].tolist(), KEY)
        ids = shared.answered.results.statements.ledger.ids.tolist()
        dearer = [codes.index(code) for code, amount in zip(ids, amounts, strict=True) if amount > amounts.min()]
        assert 5 < len(dearer) < 55
        assert sorted(dearer) != list(range(len(dearer)))

    def test_columns_that_tell_are_gone(self, company, tmp_path):
        customers = share(company, PLAN, MASKED, tmp_path)[0].workbook.dataset.customers
        assert "Contact person" not in customers.columns

    def test_a_column_that_the_plan_is_limited_by_keeps_what_the_plan_names(self, company, tmp_path):
        only = (("Contact person", ("Person 1",)),)
        plan = replace(PLAN, variable=(VariableCost("Toll", rate=Decimal(3), per="order", only=only),))
        shared, _ = share(company, plan, replace(MASKED, parts=BOTH), tmp_path)
        assert sorted(shared.workbook.dataset.customers["Contact person"]) == ["", "", "", "Person 1"]
        assert_same_but_for_odd_cents(shared.answered, analyze(company, plan))
        table = trait_table(shared.workbook, WINTER)
        assert "Contact person" not in [trait.name for trait in table.traits]
        assert "Contact person" in [column.name for column in table.left_out]

    def test_texts_of_the_plan_that_name_customers_are_replaced(self, tmp_path):
        company = make_company(LINES, DONE, 12).open(tmp_path)
        name = company.dataset.customers["customer_name"][2]
        plan = replace(PLAN, fixed=(CostPool(f"Truck for {name}", Decimal(600)),))
        shared, kept = share(company, plan, MASKED, tmp_path, merges=(("Region", name, "North"),))
        code = pseudonyms([company.dataset.customers["customer_id"][2]], KEY)[0]
        assert shared.frozen.scenario.fixed[0].name == f"Truck for Customer {code}"
        assert json.loads(json.dumps(shared.body()))["merges"] == [["Region", f"Customer {code}", "North"]]
        assert not any(name in text for text in everything_said(kept))

    def test_a_title_that_names_a_customer_does_not(self, company):
        name = company.dataset.customers["customer_name"][2]
        terms = ShareTerms(f"Why {name} leaves", masked=True)
        assert name not in masked_title(company, terms, KEY).title
        assert masked_title(company, replace(terms, masked=False), KEY).title == terms.title

    def test_a_title_with_a_word_of_a_name_alone_does_not_name_it_and_words_of_the_data_stay(self, tmp_path):
        company = make_company(LINES, [], 12)
        company.files["customers"] = company.files["customers"].replace("Firm Nr2 Quux", "Zorblax11 North Quux")
        terms = ShareTerms("The friend of Zorblax11 in the North", masked=True)
        told = masked_title(company.open(tmp_path), terms, KEY).title
        assert told == f"The friend of Customer {pseudonyms([company.ids[2]], KEY)[0]} in the North"

    def test_a_plan_that_counts_with_ids_is_refused_in_words(self, tmp_path):
        people = "customer_id,customer_name,Account\n1001,Anvil,1001\n2002,Bolt,2002\n4004,Crate,4004\n"
        sales = "Order,Date,Customer,Amount,Cost\n1,2026-01-10,1001,10,4\n"
        company = make_company(LINES, [], 3)
        company.files = {"transactions": sales, "customers": people}
        plan = Scenario(fixed=(CostPool("Rent", Decimal(1200), "Account"),))
        with pytest.raises(WhalecurveError, match="counts with a column that says who the customers are"):
            make_snapshot(company.open(tmp_path), plan, (), MASKED, KEY, tmp_path)

    def test_a_short_key_is_refused(self, company, tmp_path):
        with pytest.raises(WhalecurveError, match="secret key"):
            make_snapshot(company, PLAN, (), MASKED, b"short", tmp_path)


def shared_before(workbook, plan, terms, folder, monkeypatch):
    """A masked snapshot as earlier versions left it: in the order of the ids, whoever opens it."""
    with monkeypatch.context() as patch:
        patch.setattr(made, "by_pseudonym", lambda book: book)
        patch.setattr(made, "open_workbook", stored_workbook)
        return make_snapshot(workbook, plan, (), terms, KEY, folder)


class TestMaskedBefore:
    def test_it_opens_by_pseudonyms_with_the_figures_of_a_new_one(self, company, tmp_path, monkeypatch):
        digest = shared_before(company, PLAN, replace(MASKED, parts=BOTH), tmp_path, monkeypatch)
        assert not is_by_pseudonym(stored_workbook(digest, tmp_path))
        old, new = open_snapshot(digest, tmp_path), share(company, PLAN, replace(MASKED, parts=BOTH), tmp_path)[0]
        assert is_by_pseudonym(old.workbook)
        assert_same_answer(old.answered, new.answered)
        assert old.answered.results.ranking().equals(new.answered.results.ranking())
        assert old.workbook.dataset.customers.equals(new.workbook.dataset.customers)
        assert old.workbook.dataset.activities.equals(new.workbook.dataset.activities)
        assert old.workbook.facts.monthly.equals(new.workbook.facts.monthly)
        assert old.frozen.order.tolist() == new.frozen.order.tolist()

    def test_its_segments_are_those_of_the_day(self, sample, tmp_path, monkeypatch):
        digest = shared_before(*sample, replace(MASKED, parts=BOTH), tmp_path, monkeypatch)
        old = open_snapshot(digest, tmp_path)
        found = learned(old.workbook, old.answered)
        check_segments(old.workbook, SegmentChoice(), found)
        assert not np.array_equal(found.rows, np.sort(found.rows))

    def test_a_program_that_counts_otherwise_still_refuses_it(self, company, tmp_path, monkeypatch):
        digest = shared_before(company, PLAN, MASKED, tmp_path, monkeypatch)
        counts_otherwise(monkeypatch)
        assert is_by_pseudonym(open_workbook(digest, tmp_path))
        with pytest.raises(WhalecurveError, match="another version of Whalecurve"):
            open_snapshot(digest, tmp_path)


def counts_otherwise(monkeypatch):
    real = results.compute_results

    def newer(ledger, scenario, _before):
        return real(ledger, replace(scenario, fixed=(CostPool("Rent", Decimal("1200.06")), *scenario.fixed[1:])))

    monkeypatch.setattr(results, "compute_results", newer)


class TestOtherPrograms:
    def test_one_that_would_show_other_figures_refuses(self, company, tmp_path, monkeypatch):
        digest = make_snapshot(company, PLAN, (), OPEN, KEY, tmp_path)
        counts_otherwise(monkeypatch)
        with pytest.raises(WhalecurveError, match="another version of Whalecurve") as refused:
            open_snapshot(digest, tmp_path)
        assert "ask whoever sent the link" in str(refused.value)

    def test_one_that_freezes_other_figures_makes_no_link(self, company, tmp_path, monkeypatch):
        real = made.figures_of
        seen = iter([1, 2])
        monkeypatch.setattr(made, "figures_of", lambda results: real(results) | {"profit": next(seen)})
        with pytest.raises(WhalecurveError, match="frozen, they would differ"):
            make_snapshot(company, PLAN, (), OPEN, KEY, tmp_path)

    def test_one_that_would_show_other_segments_refuses(self, company, tmp_path):
        shared, _ = share(company, PLAN, replace(OPEN, parts=BOTH), tmp_path)
        found = learned(shared.workbook, shared.answered)
        check_segments(shared.workbook, SegmentChoice(), found)
        other = replace(found, verdict=replace(found.verdict, word="found"))
        with pytest.raises(WhalecurveError, match="segments were shared"):
            check_segments(shared.workbook, SegmentChoice(), other)
        check_segments(shared.workbook, SegmentChoice(share=0.3), other)

    def test_a_dataset_that_is_no_snapshot_is_none(self, company, tmp_path):
        with pytest.raises(WhalecurveError, match="no snapshot"):
            open_snapshot(company.digest, tmp_path)
