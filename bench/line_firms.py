"""Made-up firms whose lines are drawn one by one: how much a customer buys, and what, are apart by construction."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from whalecurve.domain.segments.traits.mix import ProductMix
from whalecurve.domain.segments.traits.per_customer import main_values

LINE_KINDS: Final = (
    "noise lines",
    "noise lines-common-mix",
    "noise lines-rare",
    "noise lines-once",
    "noise lines-turns",
    "noise lines-dear",
    "lines common",
    "lines rare",
    "lines both",
)
FEW: Final = (0.5, 0.3, 0.15, 0.05)
RARE: Final = (0.49, 0.46, 0.02, 0.015, 0.01, 0.005)
REPS: Final = ("Ann", "Bob", "Cy", "Dee", "Eve")
_LEANING: Final = 8.0
_CENTS_A_LINE: Final = 400.0


@dataclass(frozen=True)
class Drawn:
    """What was drawn: texts and mix of the customers, what they earn, and which trait is behind it."""

    texts: dict[str, list[str]]
    mix: ProductMix
    profit: np.ndarray
    revenue: np.ndarray
    planted: tuple[str, ...]
    raw: pd.DataFrame


def drawn_by_line(kind: str, customers: int, random: np.random.Generator) -> Drawn:
    """Draw the customers of a firm.

    ``noise`` kinds: each customer has its own leaning towards categories, which does not depend on how much it buys,
    and profit follows from the number of lines alone (4.00 a line and some noise). ``lines-common-mix``: nobody leans;
    ``lines-rare``: four categories of 2 % and less; ``lines-once``: two customers in three buy once; ``lines-turns``:
    rep and region take turns over the lines, too; ``lines-dear``: lines differ a hundredfold in price, whatever is
    bought. ``lines common`` and ``lines rare``: what a customer leans to makes its margin, and volume plays no part;
    ``lines both``: it makes the margin of a line, and customers differ in the number of lines as well.
    """
    flavour = kind.rsplit(maxsplit=1)[-1]
    shares = np.array(RARE if "rare" in flavour else FEW)
    leaning = random.dirichlet(shares * _LEANING, customers)
    if flavour == "lines-common-mix":
        leaning = np.tile(shares, (customers, 1))
    count = _lines(flavour, customers, random)
    lines = random.multinomial(count, leaning)
    labels = [f"kind {letter}" for letter in "ABCDEF"[: shares.size]]
    profit, planted = _earned(flavour, count, lines, leaning, random)
    revenue = np.maximum(count * 1000 + random.integers(0, 500, customers), 1)
    mix = ProductMix(lines, labels)
    raw = pd.DataFrame((lines / count[:, None]).round(4).astype(str), columns=[f"raw {label}" for label in labels])
    traits = tuple(f"share of {labels[place]}" for place in planted)
    return Drawn(_texts(flavour, count, random), mix, profit, revenue, traits, raw)


def _lines(flavour: str, customers: int, random: np.random.Generator) -> np.ndarray:
    spread = 0.25 if flavour in ("common", "rare") else 1.0
    count = np.maximum(random.lognormal(3.4, spread, customers).astype(np.int64), 1)
    return np.where(random.random(customers) < 2 / 3, 1, count) if flavour == "lines-once" else count


def _earned(
    flavour: str, count: np.ndarray, lines: np.ndarray, leaning: np.ndarray, random: np.random.Generator
) -> tuple[np.ndarray, tuple[int, ...]]:
    luck = random.normal(size=count.size)
    if flavour == "lines-dear":
        prices = [float(random.lognormal(0, 1.5, lines_of).sum()) for lines_of in count]
        return (np.array(prices) * _CENTS_A_LINE).astype(np.int64), ()
    if flavour.startswith("lines"):
        return (count * _CENTS_A_LINE + 100 * luck).astype(np.int64), ()
    place = 2 if flavour == "rare" else 0
    rank = leaning[:, place].argsort().argsort() / count.size
    margin = 2.2 * (rank > 0.75) + luck
    if flavour == "both":
        return (lines.sum(axis=1) * _CENTS_A_LINE * np.exp(margin)).astype(np.int64), (place,)
    return (10_000 * margin).astype(np.int64), (place,)


def _texts(flavour: str, count: np.ndarray, random: np.random.Generator) -> dict[str, list[str]]:
    """Rep and region: the customer's own, or a new one for each line; the value with the most revenue is taken."""
    odds = {"rep": (0.45, 0.25, 0.15, 0.1, 0.05), "region": (0.7, 0.2, 0.1)}
    texts = {}
    for name, chances in odds.items():
        own = np.eye(len(chances), dtype=np.int64)[random.choice(len(chances), count.size, p=chances)]
        lines = random.multinomial(count, chances) if flavour == "lines-turns" else own * count[:, None]
        customer, code = np.nonzero(lines)
        often = lines[customer, code]
        bought = pd.DataFrame({"customer": customer, name: code, "net_revenue": often * 1000, "lines": often})
        main = main_values(bought, name, REPS[: len(chances)], count.size)
        if main is not None and not main.left_out:
            texts[name] = main.values.tolist()
    return texts
