"""From a workbook to segments: which columns become traits, and a word for every kind of file."""

import numpy as np
import pytest

from tests.analysis.build import make_workbook
from whalecurve.analysis.line_traits import mix_of_lines, rep_of_lines
from whalecurve.analysis.reading import read_files
from whalecurve.analysis.results import analyze
from whalecurve.analysis.segments import SegmentChoice, find_segments, regroup, trait_table
from whalecurve.analysis.workbook import dataset_digest, keep
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.segments import Watch, traits_json
from whalecurve.domain.segments.errors import CancelledError
from whalecurve.domain.segments.traits.mix import REST


def workbook_of(folder, traits, lines, customers):
    """Customers with ``traits`` (header to a function of their number) and one order line per row of ``lines``."""
    people = ["customer_id,customer_name" + "".join(f",{name}" for name in traits)]
    people += [f"c{n:05d},Firm {n}" + "".join(f",{of(n)}" for of in traits.values()) for n in range(customers)]
    sales = ["Order,Date,Customer,Category,Sales Rep,Quantity,Amount,Cost"]
    sales += [
        f"{n},2026-01-1{n % 9},{customer},{rest},1,{amount},1" for n, (customer, rest, amount) in enumerate(lines)
    ]
    files = {"transactions": "\n".join(sales) + "\n", "customers": "\n".join(people) + "\n"}
    read = read_files({kind: [(f"{kind}.csv", text.encode())] for kind, text in files.items()}, None)
    return keep(read, folder, dataset_digest(["made"]))


def one_line_each(customers, amount, rest=lambda n: "Tea,Ann"):
    return [(f"c{n:05d}", rest(n), amount(n)) for n in range(customers)]


def learned(workbook, choice=None, watch=None):
    statements = analyze(workbook, Scenario()).results.statements
    table = trait_table(workbook, statements.ledger.facts.period, () if choice is None else choice.merges)
    return find_segments(table, statements, choice, watch), statements


def period_of(workbook):
    return analyze(workbook, Scenario()).results.statements.ledger.facts.period


def test_a_planted_trait_is_found_and_only_customers_who_bought_take_part(tmp_path):
    industry = {"Industry": lambda n: "bank" if n % 4 == 0 else "farm"}
    lines = one_line_each(200, lambda n: 900 + n % 7 if n % 4 == 0 else 100 + n % 50)
    found, _ = learned(workbook_of(tmp_path, industry, lines, 230))
    assert (found.verdict.word, found.customers) == ("found", 200)
    assert found.findings[0].trait == "Industry"
    assert traits_json(found)["rules"][0]["conditions"] == ["Industry is bank"]


def test_three_customers_are_too_few(tmp_path):
    found, _ = learned(make_workbook(tmp_path))
    assert found.verdict.word == "too few"
    assert traits_json(found)["traits"] == []


@pytest.mark.parametrize(
    ("traits", "customers", "word"),
    [
        ({}, 60, "nothing found"),
        ({"A": lambda n: n % 2}, 60, "nothing found"),
        ({"A": lambda n: "same"}, 60, "nothing found"),
        ({"A": lambda n: f"value {n} of {n * 7}"}, 300, "nothing found"),
        ({"A": lambda n: ""}, 60, "nothing found"),
        ({"A": lambda n: "x" if n == 3 else ""}, 60, "nothing found"),
        ({"A": lambda n: n % 2}, 2, "too few"),
    ],
    ids=["no traits", "one trait", "all the same", "all unique", "all missing", "nearly all missing", "two customers"],
)
def test_a_word_and_no_crash(tmp_path, traits, customers, word):
    lines = one_line_each(customers, lambda n: 100 + n * 37 % 101)
    found, _ = learned(workbook_of(tmp_path, traits, lines, customers))
    assert found.verdict.word == word
    assert traits_json(found)["verdict"] == word


@pytest.mark.parametrize("measure", ["profit", "margin", "above zero"])
@pytest.mark.parametrize("basis", ["customer profit", "contribution margin"])
def test_every_choice_gives_an_answer(tmp_path, measure, basis):
    lines = one_line_each(60, lambda n: 100 + n * 37 % 101)
    workbook = workbook_of(tmp_path, {"A": lambda n: n % 3}, lines, 60)
    assert basis in learned(workbook, SegmentChoice(measure, 0.3, basis))[0].target


def test_more_groups_than_customers_give_what_there_is(tmp_path):
    lines = one_line_each(40, lambda n: 100 + n * 37 % 101)
    traits = {"A": lambda n: "xyz"[n % 3], "B": lambda n: "pq"[n // 3 % 2]}
    found, statements = learned(workbook_of(tmp_path, traits, lines, 40))
    assert len(regroup(found, statements, SegmentChoice(), 99).clusters.clusters) <= 40
    assert len(regroup(found, statements, SegmentChoice(), 2).clusters.clusters) == 2


def test_a_single_column_forms_no_natural_groups(tmp_path):
    lines = one_line_each(90, lambda n: 100 + n * 37 % 101)
    found, statements = learned(workbook_of(tmp_path, {"A": lambda n: "xyz"[n % 3]}, lines, 90))
    assert found.clusters.grouping.sentence.startswith("A is the only trait: its values are no natural groups")
    assert len(regroup(found, statements, SegmentChoice(), 3).clusters.clusters) == 1


def test_without_groups_there_is_nothing_to_regroup(tmp_path):
    found, statements = learned(make_workbook(tmp_path))
    assert regroup(found, statements, SegmentChoice(), 3) is found


def test_merged_spellings_are_one_level(tmp_path):
    lines = one_line_each(60, lambda n: 100 + n * 37 % 101)
    workbook = workbook_of(tmp_path, {"A": lambda n: ["tea", "Tea", "ink"][n % 3]}, lines, 60)
    merged = trait_table(workbook, period_of(workbook), (("A", "Tea", "tea"),))
    assert set(merged.traits[0].levels) == {"ink", "tea"}


def test_the_work_can_be_given_up(tmp_path):
    lines = one_line_each(60, lambda n: 100 + n * 37 % 101)
    workbook = workbook_of(tmp_path, {"A": lambda n: n % 2}, lines, 60)
    with pytest.raises(CancelledError):
        learned(workbook, watch=Watch(cancelled=lambda: True))


class TestLines:
    def test_the_rep_with_most_revenue_is_the_customers(self, tmp_path):
        lines = [("c00000", "Tea,Ann", 10), *[("c00000", "Tea,Bob", 90)] * 6, *[("c00001", "Tea,Ann", 5)] * 5]
        workbook = workbook_of(tmp_path, {}, lines, 3)
        rep = rep_of_lines(workbook, period_of(workbook))
        assert (rep.name, rep.texts.tolist()) == ("Sales Rep", ["Bob", "Ann", ""])

    def test_what_was_chosen_for_the_customer_is_said(self, tmp_path):
        own = [(f"c{n:05d}", f"Tea,{'Ann' if n % 2 else 'Cy'}", 9 + n) for n in range(40) for _ in range(9)]
        workbook = workbook_of(tmp_path, {}, [*own, *((f"c{n:05d}", "Tea,Bob", 1) for n in range(40))], 40)
        found, _ = learned(workbook)
        assert found.notes["Sales Rep"].endswith("with the most revenue; 40 customers had more than one.")

    def test_reps_who_take_turns_are_no_trait(self, tmp_path):
        lines = [(f"c{n % 4:05d}", f"Tea,{['Ann', 'Bob'][n // 4 % 2]}", 10) for n in range(16)]
        workbook = workbook_of(tmp_path, {}, lines, 4)
        assert "several" in rep_of_lines(workbook, period_of(workbook)).left_out

    def test_a_rep_on_file_wins_over_the_lines(self, tmp_path):
        workbook = workbook_of(tmp_path, {"Sales Rep": lambda n: "Cy"}, one_line_each(3, lambda n: 5), 3)
        table = trait_table(workbook, period_of(workbook))
        assert [column.name for column in table.left_out if "Rep" in column.name] == ["Sales Rep"]
        assert rep_of_lines(workbook, period_of(workbook)).texts is None

    def test_what_customers_buy_is_a_trait_where_they_differ(self, tmp_path):
        lines = [(f"c{n % 8:05d}", f"{'Tea' if n % 8 < 4 else 'Ink'},Ann", 10) for n in range(80)]
        workbook = workbook_of(tmp_path, {}, lines, 8)
        names = [trait.name for trait in trait_table(workbook, period_of(workbook)).traits]
        assert [name for name in names if name.startswith("share of")] == ["share of Ink"]

    def test_a_mix_by_chance_is_none(self, tmp_path):
        random = np.random.default_rng(5)
        drawn = [(int(c), str(k)) for c in range(60) for k in random.choice(["Tea", "Ink", "Pen"], 1 + c % 15)]
        workbook = workbook_of(tmp_path, {}, [(f"c{c:05d}", f"{k},Ann", 10) for c, k in drawn], 60)
        assert "no more than chance" in mix_of_lines(workbook, period_of(workbook)).left_out
        left = {column.name: column.reason for column in trait_table(workbook, period_of(workbook)).left_out}
        assert "product mix" in left

    def test_many_categories_become_the_largest_and_the_rest(self, tmp_path):
        lines = [(f"c{n % 100:05d}", f"kind {n % 100},Ann", 1 + n % 100) for n in range(300)]
        workbook = workbook_of(tmp_path, {}, lines, 100)
        mix = mix_of_lines(workbook, period_of(workbook)).mix
        assert (mix.lines.shape, mix.labels[0], mix.labels[-1]) == ((100, 41), "kind 0", REST)
        assert mix.lines.sum() == len(lines)
