import json
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from tests.domain.segments.firms import columns, mix, money, noise, planted
from whalecurve.domain.segments import (
    ProductMix,
    Settings,
    TraitTable,
    Watch,
    above_zero,
    segments,
    top_margin,
    top_share,
    traits_json,
)
from whalecurve.domain.segments.errors import CancelledError, TargetError
from whalecurve.domain.segments.tree.nodes import tree_nodes


@pytest.fixture(scope="module")
def found():
    return segments(*planted())


def test_a_planted_trait_is_found_named_and_said(found):
    assert found.verdict.word == "found"
    assert found.findings[0].trait == "industry"
    assert found.findings[0].holds
    assert found.findings[0].held.standing == "by itself"
    assert found.rules[0].conditions[0] == "industry is Healthcare"
    assert found.rules[0].sentence.startswith("Where industry is Healthcare")
    assert "times the average (95 %: " in found.rules[0].sentence
    assert found.skill > 0.1


def test_those_that_hold_come_first(found):
    holds = [finding.holds for finding in found.findings]
    assert holds == sorted(holds, reverse=True)
    assert all((finding.p_adjusted <= Settings().alpha) == finding.holds for finding in found.findings)


def test_rules_are_sure_of_what_they_say(found):
    for rule in found.rules:
        assert rule.rate_low <= rule.rate <= rule.rate_high
        assert rule.rate_low > found.base_rate
        assert rule.lift == pytest.approx(rule.rate / found.base_rate)
        assert 0 <= rule.stability <= 1
    assert sum(rule.customers for rule in found.tree.rules) == found.customers


def test_noise_seldom_passes():
    words = [segments(*noise(60, seed)).verdict.word for seed in range(20)]
    assert words.count("found") <= 3


def test_nothing_found_reports_nothing_as_found():
    answer = segments(*noise(150, 3))
    assert answer.verdict.word == "nothing found"
    assert not answer.rules
    assert answer.tree is None
    assert not any(finding.holds for finding in answer.findings)
    assert min(finding.p_adjusted for finding in answer.findings) > Settings().alpha
    assert "more than you have" in answer.verdict.meaning


def test_an_interaction_is_a_rule_of_two_conditions():
    made = columns(500, 5)
    good = (made["industry"] == "Finance") & (pd.to_numeric(made["staff"]).fillna(0) > 40)
    answer = segments(TraitTable(made), top_share(*money(good, 5, 3)))
    assert answer.rules[0].conditions == ("industry is Finance", "staff is above 40") or set(
        answer.rules[0].conditions
    ) == {"industry is Finance", "staff is above 40"}


def test_few_customers_are_not_learned_from():
    answer = segments(*planted(29))
    assert answer.verdict.word == "too few"
    assert answer.clusters is None
    assert answer.p_value is None
    assert answer.verdict.customers_more > 0


def test_the_same_seed_gives_the_same_answer():
    first, second = (json.dumps(traits_json(segments(*planted(150, 4)))) for _ in range(2))
    assert first == second


def test_only_the_order_of_profits_counts(found):
    table, target = planted()
    stretched = np.sign(target.profit) * target.profit**2
    answer = segments(table, top_share(stretched, target.revenue))
    assert [f.p_adjusted for f in answer.findings] == [f.p_adjusted for f in found.findings]
    assert [r.conditions for r in answer.rules] == [r.conditions for r in found.rules]


def test_groups_do_not_depend_on_profit_and_are_used_again(found):
    table, target = planted()
    cheaper = above_zero(target.profit - 50_000, target.revenue)
    again = segments(table, cheaper, grouping=found.clusters.grouping)
    anew = segments(table, cheaper)
    assert again.clusters.grouping is found.clusters.grouping
    assert np.array_equal(anew.clusters.grouping.codes, found.clusters.grouping.codes)


@pytest.mark.parametrize("of", [above_zero, top_margin])
def test_other_targets_work(of):
    made = columns(300, 1)
    profit, revenue = money(made["industry"] == "Healthcare", 1, 2.5)
    answer = segments(TraitTable(made, mix=mix(300, 1)), of(profit, revenue))
    assert answer.verdict.word == "found"
    assert answer.findings[0].trait == "industry"


def test_customers_who_bought_nothing_stay_out():
    made = columns(200, 1)
    profit, revenue = money(made["industry"] == "Healthcare", 1, 2.5)
    revenue[:50] = 0
    answer = segments(TraitTable(made), top_share(profit, revenue))
    assert answer.customers == 150
    assert answer.rows.tolist() == list(range(50, 200))


def test_progress_is_told_in_order():
    steps = []
    segments(*planted(60), watch=Watch(progress=lambda name, done: steps.append((name, done))))
    assert [done for _, done in steps] == sorted(done for _, done in steps)
    assert steps[-1] == ("Done", 1.0)


@pytest.mark.parametrize("calls", [0, 2, 6, 60])
def test_it_gives_up_when_asked(calls):
    asked = iter(range(1000))
    with pytest.raises(CancelledError):
        segments(*planted(150), watch=Watch(cancelled=lambda: next(asked) >= calls))


@pytest.mark.parametrize("customers", [300, 6000])
def test_every_long_step_asks_more_than_once_whether_it_is_still_wanted(customers):
    step, asked = [""], Counter()
    segments(
        *planted(customers),
        watch=Watch(lambda name, _: step.__setitem__(0, name), lambda: asked.update(step) or False),
    )
    long = ["Testing the tree against chance", "Growing the tree", "Comparing traits", "Grouping customers"]
    assert {name: asked[name] for name in long if asked[name] < 2} == {}


def test_traits_and_profit_of_different_customers_are_refused():
    with pytest.raises(TargetError, match="different customers"):
        segments(TraitTable(columns(50, 1)), planted(60)[1])


def test_the_tree_can_be_drawn(found):
    nodes = tree_nodes(found.tree, found.encoded)
    assert (nodes[0].customers, nodes[0].high, nodes[0].parent, nodes[0].words) == (found.customers, 60, -1, "")
    children = [node for node in nodes if node.parent == 0]
    assert sum(node.customers for node in children) == found.customers
    assert {node.words for node in children} == {"industry is Healthcare", "industry is not Healthcare"}
    leaves = [node for node in nodes if node.leaf]
    assert sorted(node.place for node in leaves) == list(range(len(leaves)))
    assert {(node.customers, node.high) for node in leaves} == {
        (rule.customers, rule.high) for rule in found.tree.rules
    }


class TestContract:
    def test_keys_and_types(self, found):
        answer = traits_json(found)
        assert list(answer) == [
            "verdict", "target", "customers", "base_rate", "skill", "p_value", "traits", "rules", "clusters",
        ]  # fmt: skip
        assert set(answer["traits"][0]) == {"trait", "p_adjusted", "effect"}
        assert set(answer["rules"][0]) == {"conditions", "customers", "rate", "lift", "low", "high"}
        assert set(answer["clusters"][0]) == {"name", "customers", "profit_share", "traits"}

    @pytest.mark.parametrize("made", [planted(150), planted(5), noise(60)])
    def test_it_is_plain_json(self, made):
        text = json.dumps(traits_json(segments(*made)), allow_nan=False)
        assert json.loads(text)["verdict"] in {"found", "nothing found", "too few"}


def of(cells, count=60):
    profit, revenue = money([0] * count, 1, 0)
    return segments(TraitTable(pd.DataFrame(cells, index=range(count), dtype=str)), top_share(profit, revenue))


class TestBadInput:
    def test_no_traits(self):
        answer = of({})
        assert answer.verdict.word == "nothing found"
        assert "no column says what your customers are" in answer.verdict.sentence

    def test_one_trait(self):
        answer = of({"industry": ["a", "b", "c"] * 20})
        assert "the one trait does not tell" in answer.verdict.sentence
        assert len(answer.findings) == 1

    def test_all_the_same(self):
        answer = of({"industry": ["a"] * 60})
        assert answer.verdict.word == "nothing found"
        assert answer.left_out[0].name == "industry"

    def test_all_unique(self):
        answer = of({"client": [f"client {number}" for number in range(60)]})
        assert "own value" in answer.left_out[0].reason

    def test_missing_everywhere(self):
        answer = of({"industry": [""] * 60, "staff": [""] * 60})
        assert {left.reason for left in answer.left_out} == {"every value is missing"}

    def test_mostly_missing(self):
        answer = of({"industry": ["a"] * 6 + [""] * 54, "staff": ["5", "x", "9"] + [""] * 57})
        assert answer.verdict.word == "nothing found"

    @pytest.mark.parametrize("count", [0, 1, 2])
    def test_hardly_any_customers(self, count):
        answer = of({"industry": ["a", "b"][:count]}, count)
        assert answer.verdict.word == "too few"
        json.dumps(traits_json(answer), allow_nan=False)

    def test_more_clusters_wished_than_customers(self):
        table, target = planted(40)
        answer = segments(table, target, Settings(clusters=500))
        assert len(answer.clusters.clusters) == 2
        one = segments(table, target, Settings(clusters=0))
        assert len(one.clusters.clusters) == 1

    def test_everyone_earns_the_same(self):
        table, _ = planted(60)
        answer = segments(table, top_share(np.full(60, 5), np.full(60, 9)))
        assert answer.verdict.word == "too few"
        assert "of each kind" in answer.verdict.sentence

    def test_everyone_is_profitable(self):
        table, _ = planted(60)
        answer = segments(table, above_zero(np.arange(1, 61), np.full(60, 99)))
        assert answer.verdict.word == "too few"

    def test_nobody_bought(self):
        table, _ = planted(60)
        assert segments(table, top_share(np.zeros(60, int), np.zeros(60, int))).verdict.word == "too few"

    def test_hostile_words_and_amounts(self):
        names = ["<b>", "=1+1", "' or 1=1", "𝒳", "a\nb", "\u202e"]
        made = pd.DataFrame({name: [names[number % 6] for number in range(60)] for name in names})
        profit = np.array([-(2**62), 2**62, 0, 1, -1, 7] * 10, dtype=np.int64) // 100
        answer = segments(TraitTable(made), top_share(profit, np.full(60, 2**40)))
        json.dumps(traits_json(answer), allow_nan=False)

    def test_a_category_that_nobody_buys(self):
        table = TraitTable(columns(60, 1), mix=ProductMix(np.zeros((60, 2), dtype=np.int64), ["a", "b"]))
        assert not any(trait.kind == "mix" for trait in table.traits)
