"""Made-up firms with known answers, for measuring what the segments find."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from line_firms import LINE_KINDS, Drawn, drawn_by_line

from whalecurve.domain.segments.traits.mix import ProductMix

INDUSTRIES = ("Healthcare", "Retail", "Construction", "Finance", "Education", "Logistics", "Food", "Energy")
REGIONS = ("North", "South", "East", "West", "Centre", "Coast")
REPS = tuple(f"Rep {name}" for name in ("Adler", "Baum", "Cole", "Diaz", "Engel", "Ford", "Gray", "Hall"))
KINDS = (
    "noise",
    "noise heavy",
    "noise unbalanced",
    "noise confounded",
    "planted",
    "heavy",
    "unbalanced",
    "interaction",
    "confounded",
    *LINE_KINDS,
)
SEPARATION = 1.9


@dataclass(frozen=True)
class Firm:
    """Customers of one firm: what they are, what they earn, and which trait is behind it.

    ``raw`` holds the plain shares of the lines, which the plain ways are given; None where nothing was drawn by line.
    """

    columns: pd.DataFrame
    mix: ProductMix
    profit: np.ndarray
    revenue: np.ndarray
    planted: tuple[str, ...]
    raw: pd.DataFrame | None = None


def firm(kind: str, customers: int, random: np.random.Generator, strength: float = SEPARATION) -> Firm:
    """Draw the customers of a firm of one kind; strength is the shift of profit in standard deviations."""
    if kind in LINE_KINDS:
        return _of_lines(drawn_by_line(kind, customers, random), random)
    noise = kind.startswith("noise")
    flavour = kind.rsplit(maxsplit=1)[-1]
    columns, mix = _customers(flavour, customers, random)
    drawn = random.standard_t(1.5, customers) if flavour == "heavy" else random.normal(size=customers)
    shift, planted = (np.zeros(customers), ()) if noise else _pattern(flavour, columns)
    score = drawn * (0.7 if flavour == "heavy" else 1.0) + strength * shift
    earned = score * 5_000_00 if flavour == "heavy" else (np.exp(1.2 * score) - 1.5) * 2_000_00
    revenue = np.abs(earned) * 2 + random.lognormal(13, 0.7, customers)
    texts = _with_gaps(columns.astype(str), random)
    return Firm(
        texts, mix, np.clip(earned, -1e15, 1e15).astype(np.int64), np.clip(revenue, 1, 1e15).astype(np.int64), planted
    )


def _of_lines(drawn: Drawn, random: np.random.Generator) -> Firm:
    columns, _ = _customers("lines", len(drawn.profit), random)
    own = _with_gaps(columns.drop(columns=["rep", "region"]).astype(str), random)
    return Firm(own.assign(**drawn.texts), drawn.mix, drawn.profit, drawn.revenue, drawn.planted, drawn.raw)


def _customers(flavour: str, n: int, random: np.random.Generator) -> tuple[pd.DataFrame, ProductMix]:
    skew = np.array([0.05, 0.62, 0.15, 0.08, 0.04, 0.03, 0.02, 0.01])
    industry = random.choice(
        INDUSTRIES, n, p=skew if flavour == "unbalanced" else np.array([0.2, 0.2, 0.15, 0.15, 0.1, 0.08, 0.07, 0.05])
    )
    rep = random.integers(0, len(REPS), n)
    home = np.array(REGIONS)[[0, 0, 1, 1, 2, 3, 4, 5]][rep]
    loyal = random.random(n) < (0.9 if flavour == "confounded" else 0.0)
    region = np.where(loyal, home, random.choice(REGIONS, n))
    staff = np.maximum(random.lognormal(3.5, 1.1, n).astype(int), 1)
    since = pd.Timestamp("2024-06-30") - pd.to_timedelta(random.integers(30, 5000, n), unit="D")
    columns = pd.DataFrame(
        {
            "industry": industry,
            "region": region,
            "rep": np.array(REPS)[rep],
            "staff": staff,
            "annual revenue": np.round(staff * random.lognormal(11, 0.6, n)).astype(np.int64),
            "since": since.strftime("%Y-%m-%d"),
            "channel": random.choice(["web", "phone", "partner"], n),
            "owner run": random.choice(["yes", "no"], n),
        }
    )
    shares = random.dirichlet([0.6, 0.6, 0.4, 0.3], n)
    return columns, ProductMix((shares * 1_000_000).astype(np.int64), ["tools", "parts", "service", "rental"])


def _pattern(flavour: str, columns: pd.DataFrame) -> tuple[np.ndarray, tuple[str, ...]]:
    health = (columns["industry"] == "Healthcare").to_numpy().astype(float)
    if flavour == "interaction":
        large = (columns["staff"] > 40).to_numpy()
        good = columns["industry"].isin(["Healthcare", "Retail"]).to_numpy()
        return 1.3 * (large & good).astype(float), ("industry", "staff")
    if flavour == "confounded":
        return columns["rep"].isin(["Rep Adler", "Rep Diaz"]).to_numpy().astype(float), ("rep",)
    return health, ("industry",)


def _with_gaps(columns: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    gaps = random.random((len(columns), 3)) < 0.05
    for place, name in enumerate(("industry", "staff", "channel")):
        columns[name] = columns[name].where(~gaps[:, place], "")
    return columns
