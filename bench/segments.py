"""Speed and quality of the segments at 200,000 customers and 74 encoded columns, beside the plain way.

python bench/segments.py
python bench/segments.py --customers 500 --skip-plain
"""

import argparse
import resource
import time

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from sklearn.model_selection import GridSearchCV
from sklearn.tree import DecisionTreeClassifier

from whalecurve.domain.segments import Settings, TraitTable, Watch, segments, top_share
from whalecurve.domain.segments.groups.famd import mixed_matrix
from whalecurve.domain.segments.traits.encoding import encode
from whalecurve.domain.segments.tree.growth import fewest_per_leaf

GROUPS = 6
NUMBERS = 14
LEVELS = {"industry": 16, "region": 12, "rep": 20, "channel": 8, "tier": 4}


def customers(count: int, random: np.random.Generator) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Draw customers of six loose groups; profit depends on industry, region and two of the numbers."""
    group = random.integers(0, GROUPS, count)
    columns = {}
    for name, levels in LEVELS.items():
        leaning = random.dirichlet(np.full(levels, 0.35), GROUPS)
        drawn = (random.random(count)[:, None] > np.cumsum(leaning, axis=1)[group]).sum(axis=1).clip(0, levels - 1)
        anywhere = random.random(count) < 0.35
        columns[name] = np.array([f"{name} {level:02d}" for level in range(levels)])[
            np.where(anywhere, random.integers(0, levels, count), drawn)
        ]
    centres = random.normal(0, 1.5, (GROUPS, NUMBERS))
    numbers = centres[group] + random.normal(size=(count, NUMBERS))
    for place in range(NUMBERS):
        columns[f"number {place:02d}"] = np.char.mod("%.3f", numbers[:, place])
    good = (
        (columns["industry"] == "industry 03")
        | ((columns["region"] == "region 02") & (numbers[:, 0] > 0.5))
        | (numbers[:, 1] > 2.5)
    )
    profit = ((random.standard_t(3, count) + 2.2 * good) * 1e6).astype(np.int64)
    return pd.DataFrame(columns), profit, np.abs(profit) + 5_000_000


def plain_way(matrix: np.ndarray, mixed: np.ndarray, high: np.ndarray) -> dict[str, float]:
    """Search the pruning path on everybody and judge 2 to 8 clusters by 10,000-point silhouettes."""
    start = time.process_time()
    leaf = fewest_per_leaf(high.size)
    path = DecisionTreeClassifier(min_samples_leaf=leaf, random_state=0).cost_complexity_pruning_path(matrix, high)
    alphas = np.unique(path.ccp_alphas[:-1])
    alphas = alphas[np.unique(np.linspace(0, alphas.size - 1, 12).astype(int))]
    search = GridSearchCV(
        DecisionTreeClassifier(min_samples_leaf=leaf, random_state=0),
        {"ccp_alpha": alphas},
        cv=5,
        scoring="neg_brier_score",
    )
    search.fit(matrix, high)
    tree_seconds = time.process_time() - start
    inertias = {}
    for clusters in range(2, 9):
        fitted = KMeans(clusters, random_state=0).fit(mixed)
        inertias[clusters] = fitted.inertia_
        silhouette_score(mixed, fitted.labels_, sample_size=10_000, random_state=0)
    base = high.mean() * (1 - high.mean())
    return {
        "seconds": time.process_time() - start,
        "tree_seconds": tree_seconds,
        "skill": 1 + search.best_score_ / base,
        "leaves": search.best_estimator_.get_n_leaves(),
        "inertias": inertias,
    }


def main() -> None:
    """Print one line per figure."""
    options = argparse.ArgumentParser()
    options.add_argument("--customers", type=int, default=200_000)
    options.add_argument("--skip-plain", action="store_true")
    chosen = options.parse_args()
    columns, profit, revenue = customers(chosen.customers, np.random.default_rng(1))
    target = top_share(profit, revenue)
    table = TraitTable(columns)
    start, wall = time.process_time(), time.perf_counter()
    steps: list[tuple[str, float]] = []
    ours = segments(
        table, target, Settings(), Watch(progress=lambda name, _: steps.append((name, time.process_time() - start)))
    )
    seconds, waited = time.process_time() - start, time.perf_counter() - wall
    encoded = encode(table.traits)
    print(f"{chosen.customers:,} customers, {encoded.matrix.shape[1]} encoded columns, {len(table.traits)} traits")
    print("ours", f"{seconds:.1f} s CPU, {waited:.1f} s wall", [(name, round(at, 1)) for name, at in steps])
    print(
        "ours: verdict",
        ours.verdict.sentence,
        "skill",
        round(ours.skill or 0, 4),
        "leaves",
        ours.tree and len(ours.tree.rules),
    )
    clusters = ours.clusters
    assert clusters is not None  # noqa: S101
    count = len(clusters.clusters)
    print(
        "ours: k",
        count,
        "inertia",
        round(clusters.grouping.inertia),
        [(c.clusters, round(c.silhouette, 3), round(c.stability, 2)) for c in clusters.grouping.candidates],
    )
    print("peak memory MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    if not chosen.skip_plain:
        plain = plain_way(encoded.matrix, mixed_matrix(table.traits), target.high.astype(np.int64))
        print(
            "plain",
            {k: v for k, v in plain.items() if k != "inertias"},
            "inertia at the same k",
            round(plain["inertias"][count]),
        )
        print(f"ratio of CPU time {seconds / plain['seconds']:.3f} (goal 0.25)")
        print(
            f"inertia {clusters.grouping.inertia / plain['inertias'][count]:.4f} of plain; "
            f"skill {(ours.skill or 0) / plain['skill']:.4f} of plain"
        )


if __name__ == "__main__":
    main()
