"""Small made-up firms with a known pattern, or with none."""

import numpy as np
import pandas as pd

from whalecurve.domain.segments import ProductMix, TraitTable, top_share

INDUSTRIES = ["Healthcare", "Retail", "Construction", "Finance"]
REGIONS = ["North", "South", "East", "West"]


def columns(customers, seed, *, gaps=0.05):
    random = np.random.default_rng(seed)
    staff = np.maximum(random.lognormal(3.5, 1.0, customers).astype(int), 1)
    made = pd.DataFrame(
        {
            "industry": random.choice(INDUSTRIES, customers),
            "region": random.choice(REGIONS, customers),
            "staff": staff.astype(str),
            "since": (pd.Timestamp("2024-06-30") - pd.to_timedelta(random.integers(30, 4000, customers), "D")).strftime(
                "%Y-%m-%d"
            ),
            "owner run": random.choice(["yes", "no"], customers),
        }
    ).astype(str)
    made.loc[random.random(customers) < gaps, "staff"] = ""
    return made


def mix(customers, seed):
    random = np.random.default_rng([seed, 1])
    shares = random.dirichlet([0.6, 0.5, 0.4], customers)
    return ProductMix((shares * 1e6).astype(np.int64), ["tools", "parts", "service"])


def money(good, seed, strength):
    """Profit and revenue in cents; the good ones earn more by so many standard deviations."""
    random = np.random.default_rng([seed, 2])
    score = random.normal(size=len(good)) + strength * np.asarray(good, dtype=float)
    profit = ((np.exp(score) - 1.5) * 1e5).astype(np.int64)
    return profit, np.abs(profit) * 2 + 100_000


def noise(customers=60, seed=0):
    return TraitTable(columns(customers, seed), mix=mix(customers, seed)), top_share(*money([0] * customers, seed, 0))


def planted(customers=300, seed=0, strength=2.5):
    made = columns(customers, seed)
    profit, revenue = money(made["industry"] == "Healthcare", seed, strength)
    return TraitTable(made, mix=mix(customers, seed)), top_share(profit, revenue)
