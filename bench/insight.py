"""What the segments find in made-up firms, and how often they are wrong, beside three plain ways on the same firms.

python bench/insight.py --firms 100 --sizes 60 150 400 2000
python bench/insight.py --firms 100 --quick   (what is found and named alone: no groups, intervals or plain ways)
"""

import argparse
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from firms import KINDS, SEPARATION, Firm, firm
from scipy import stats
from sklearn.ensemble import RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier

from whalecurve.domain.segments import Segments, Settings, Target, TraitTable, segments, top_share
from whalecurve.domain.segments.groups.clusters import Grouping
from whalecurve.domain.segments.newcomers import read_newcomers
from whalecurve.domain.segments.significance.intervals import wilson
from whalecurve.domain.segments.traits.encoding import encode
from whalecurve.domain.segments.traits.trait import Trait

POPULATION = 40_000
EXPLAINED = "explained by"
NO_PLAIN_WAYS = {"tree": False, "tree_names": 0, "forest": False, "chi_square": False}


@dataclass(frozen=True)
class Outcome:
    """What one firm's analysis said, against what is true."""

    found: bool
    named: bool
    false_names: int
    best_rule: bool
    confounded: str
    covered: int
    rules: int
    covered_reported: int
    reported: int
    tree: bool
    tree_names: int
    forest: bool
    chi_square: bool
    seconds: float


def judge(made: Firm, population: Firm | None, population_high: np.ndarray, seed: int) -> Outcome:
    """Analyse one firm and compare the answer with the truth; without a population only what is found and named."""
    table, target = TraitTable(made.columns, mix=made.mix), top_share(made.profit, made.revenue)
    start = time.process_time()
    answer = segments(table, target, Settings(seed=seed), grouping=None if population else _one_group(target))
    seconds = time.process_time() - start
    holding = [finding for finding in answer.findings if finding.holds]
    standing = {finding.trait: finding.held.standing for finding in holding}
    in_rule = {
        trait
        for trait in made.planted
        if answer.rules and any(words.startswith(f"{trait} is") for words in answer.rules[0].conditions)
    }
    stated = {name for name, how in standing.items() if how != EXPLAINED}
    false_names = {name for name, how in standing.items() if how == "by itself"} - set(made.planted)
    told = coverage(answer, population, population_high) if population else (0, 0, 0, 0)
    covered, rules, covered_reported, reported = told
    return Outcome(
        found=answer.verdict.word == "found",
        named=bool(made.planted) and set(made.planted) <= stated | in_rule,
        false_names=len(false_names),
        best_rule=bool(in_rule),
        confounded=told_apart(standing) if made.planted == ("rep",) else "",
        covered=covered,
        rules=rules,
        covered_reported=covered_reported,
        reported=reported,
        **(plain_ways(_plain_traits(made, table), target, made.planted) if population else NO_PLAIN_WAYS),
        seconds=seconds,
    )


def _one_group(target: Target) -> Grouping:
    """Everybody in one natural group, so that no time goes into finding groups."""
    codes, places = np.zeros(target.rows.size, dtype=np.int32), np.zeros((target.rows.size, 2), dtype=np.float32)
    return Grouping(
        ("all",), ((),), codes, (), stable=False, separated=False, places=places, shown=np.zeros(2), inertia=0.0
    )


def told_apart(standing: dict[str, str]) -> str:
    """Say how rep (the cause) and region (its shadow) were judged."""
    if "rep" not in standing and "region" not in standing:
        return "not found"
    if standing.get("region") == "by itself" or standing.get("rep") == EXPLAINED or "rep" not in standing:
        return "wrong"
    return "told apart" if standing["rep"] == "by itself" else "inseparable"


def coverage(answer: Segments, population: Firm, high: np.ndarray) -> tuple[int, int, int, int]:
    """Count the rules whose interval holds the rate of the population: of all leaves, and of the reported rules."""
    if answer.tree is None or answer.encoded is None:
        return 0, 0, 0, 0
    read, _ = read_newcomers(answer.encoded, population.columns, population.mix)
    nodes = answer.tree.grown.apply(read.matrix)
    inside = {}
    for rule in answer.tree.rules:
        members = nodes == rule.node
        if members.any():
            inside[rule.node] = rule.rate_low <= high[members].mean() <= rule.rate_high
    reported = [inside[rule.node] for rule in answer.rules if rule.node in inside]
    return sum(inside.values()), len(inside), sum(reported), len(reported)


def _plain_traits(made: Firm, table: TraitTable) -> Sequence[Trait]:
    """The traits as the plain ways take them: raw shares of the lines, where there are lines."""
    return table.traits if made.raw is None else TraitTable(made.columns.join(made.raw)).traits


def plain_ways(traits: Sequence[Trait], target: Target, planted: Sequence[str]) -> dict[str, bool | int]:
    """Ask a depth-4 tree, a forest's importances and a chi-square screen for "traits that matter"."""
    encoded, high = encode(traits), target.high.astype(np.int64)
    tree = DecisionTreeClassifier(max_depth=4, random_state=0).fit(encoded.matrix, high)
    used = {traits[encoded.columns[column].trait].name for column in tree.tree_.feature if column >= 0}
    forest = RandomForestClassifier(100, random_state=0).fit(encoded.matrix, high)
    importance = np.bincount(
        [column.trait for column in encoded.columns], weights=forest.feature_importances_, minlength=len(traits)
    )
    return {
        "tree": bool(used),
        "tree_names": len(used - set(planted)),
        "forest": bool(importance.max() > 2 / len(traits)),
        "chi_square": any(_chi_square(trait, high) < 0.05 for trait in traits),
    }


def _chi_square(trait: Trait, high: np.ndarray) -> float:
    cells = np.zeros((len(trait.levels), 2))
    np.add.at(cells, (trait.codes, high), 1)
    return float(stats.chi2_contingency(cells[cells.sum(axis=1) > 0]).pvalue)


def line(kind: str, size: int, outcomes: Sequence[Outcome]) -> str:
    """Print the shares of one kind and size as a row of a table."""

    def share(of: str) -> str:
        return f"{np.mean([getattr(outcome, of) for outcome in outcomes]):.2f}"

    rules, reported = sum(outcome.rules for outcome in outcomes), sum(outcome.reported for outcome in outcomes)
    covered = f"{sum(outcome.covered for outcome in outcomes) / rules:.3f} of {rules}" if rules else "-"
    covered_reported = f"{sum(o.covered_reported for o in outcomes) / reported:.3f} of {reported}" if reported else "-"
    false_names = np.mean([outcome.false_names > 0 for outcome in outcomes])
    apart = {
        word: sum(outcome.confounded == word for outcome in outcomes)
        for word in ("told apart", "inseparable", "not found", "wrong")
    }
    words = (
        " ".join(f"{word} {count}" for word, count in apart.items() if count)
        if any(o.confounded for o in outcomes)
        else "-"
    )
    cells = [
        kind,
        str(size),
        str(len(outcomes)),
        share("found"),
        share("named"),
        share("best_rule"),
        f"{false_names:.2f}",
        words,
        covered,
        covered_reported,
        share("tree"),
        share("forest"),
        share("chi_square"),
        share("seconds"),
    ]
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Simulate and print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--firms", type=int, default=100)
    options.add_argument("--sizes", type=int, nargs="+", default=[60, 150, 400, 2000])
    options.add_argument("--kinds", nargs="+", default=list(KINDS))
    options.add_argument("--quick", action="store_true")
    options.add_argument("--strength", type=float, default=SEPARATION)
    chosen = options.parse_args()
    warnings.simplefilter("ignore")
    print(
        "| firms | customers | n | found | all planted named | in the best rule | a false name | rep and region"
        " | leaves covered | rules covered"
        " | plain tree | forest | chi-square | CPU s |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
    )
    alarms: list[bool] = []
    for size in chosen.sizes:
        for kind in chosen.kinds:
            outcomes = simulate(kind, size, chosen.firms, chosen.strength, quick=chosen.quick)
            print(line(kind, size, outcomes), flush=True)
            alarms += [outcome.found for outcome in outcomes if kind.startswith("noise")]
    if alarms:
        low, high = wilson(sum(alarms), len(alarms))
        print(f"\nFalse alarms: {sum(alarms)} of {len(alarms)} firms of noise (95 %: {low:.1%} to {high:.1%})")


def simulate(kind: str, size: int, firms: int, strength: float, *, quick: bool) -> list[Outcome]:
    """Draw firms of one kind and size and judge what is said of each."""
    population = None if quick else firm(kind, POPULATION, np.random.default_rng(999), strength)
    high = top_share(population.profit, population.revenue).high if population else np.zeros(0, dtype=bool)
    seeds = ([7, size, number, KINDS.index(kind)] for number in range(firms))
    drawn = (firm(kind, size, np.random.default_rng(seed), strength) for seed in seeds)
    return [judge(made, population, high, number) for number, made in enumerate(drawn)]


if __name__ == "__main__":
    main()
