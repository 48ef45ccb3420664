"""Small frames for charts, and what their tests look for in a specification."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from whalecurve.charts.cluster_map import cluster_map
from whalecurve.charts.effect import effect
from whalecurve.charts.groups import group_bars
from whalecurve.charts.levels import trait_levels
from whalecurve.charts.month_line import month_line
from whalecurve.charts.picture import Picture
from whalecurve.charts.profile import profile_map
from whalecurve.charts.quadrants import quadrant_chart
from whalecurve.charts.shifts import shifts
from whalecurve.charts.theme import Palette
from whalecurve.charts.tree import decision_tree
from whalecurve.charts.waterfall import waterfall
from whalecurve.charts.whale import whale_curve
from whalecurve.domain.ranks.quadrants import QUADRANTS

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "<img src=x onerror=alert(1)>",
    "![x](http://a)",
    "a.b[0]:c",
    "datum.customer",
    "O'Neil\n& Sons",
)


def curve_of(*profits: float) -> pd.DataFrame:
    cumulative = np.concatenate([[0.0], np.cumsum(profits)])
    customers = np.arange(len(cumulative))
    return pd.DataFrame(
        {
            "customers": customers,
            "customer_share": customers / max(len(profits), 1),
            "cumulative_profit": cumulative,
            "cumulative_share": cumulative / cumulative[-1] if cumulative[-1] > 0 else np.nan,
        }
    )


def groups_of(**shares: tuple[float, float]) -> pd.DataFrame:
    rows = [
        (group, measure, share)
        for group, pair in shares.items()
        for measure, share in zip(("revenue", "profit"), pair, strict=True)
    ]
    return pd.DataFrame(rows, columns=["group", "measure", "share"])


def customers_of(names: tuple[str, ...] = HOSTILE) -> pd.DataFrame:
    size = len(names)
    cost, margin = np.linspace(0.1, 0.6, size), np.linspace(0.5, 0.2, size)
    return pd.DataFrame(
        {
            "customer": np.arange(size, dtype=np.int32),
            "customer_name": list(names),
            "cost_to_serve_share": cost,
            "margin_share": margin,
            "net_revenue": np.linspace(1000.0, 90.0, size),
            "customer_profit": (margin - cost) * 1000,
            "quadrant": [QUADRANTS[place % 4] for place in range(size)],
        }
    )


def statement_of(label: str = "Delivery", less: float = 70.0) -> pd.DataFrame:
    rows = [
        ("List revenue", 120.0, "start", "", "120.00"),
        ("Discount", 20.0, "less", "a sixth", "-20.00"),
        ("Net revenue", 100.0, "subtotal", "", "100.00"),
        (label, less, "less", f"{label} = 7 x 10.00", f"-{less:.2f}"),
        ("Refund", 5.0, "more", "", "+5.00"),
        ("Customer profit", 105.0 - less, "result", "rank 3 of 4", f"{105.0 - less:.2f}"),
    ]
    return pd.DataFrame(rows, columns=["label", "amount", "kind", "sentence", "text"])


def boxes_of(labels: tuple[str, ...] = HOSTILE) -> pd.DataFrame:
    """Everyone, then each label under everyone, the last one under the label before it."""
    size = len(labels)
    return pd.DataFrame(
        {
            "row": np.arange(size + 1),
            "parent_row": [-1, *([0] * (size - 1)), size - 1],
            "depth": [0, *([1] * (size - 1)), 2],
            "label": ["", *labels],
            "customers": [120, *range(60, 60 - size, -1)],
            "high": [24, *range(40, 40 - 6 * size, -6)],
        }
    )


def levels_of(labels: tuple[str, ...] = HOSTILE) -> pd.DataFrame:
    rate = np.linspace(0.05, 0.6, len(labels))
    figures = {"rate": rate, "rate_low": rate * 0.6, "rate_high": rate * 1.4}
    return pd.DataFrame({"level": list(labels), "customers": 40, "high": (rate * 40).astype(int), **figures})


def map_of(names: tuple[str, ...] = HOSTILE) -> pd.DataFrame:
    size = len(names)
    places = {"first_direction": np.linspace(-2, 3, size), "second_direction": np.linspace(1, -1, size) ** 2}
    return pd.DataFrame({**places, "number": np.arange(size) % 3 + 1, "group": list(names), "customer_name": names})


def cells_of(labels: tuple[str, ...] = HOSTILE, groups: int = 3) -> pd.DataFrame:
    size = len(labels)
    return pd.DataFrame(
        {
            "level": np.repeat(list(labels), groups),
            "number": np.tile(np.arange(1, groups + 1), size),
            "group": np.tile([f"group {number}" for number in range(groups)], size),
            "share": np.linspace(0, 1, size * groups),
        }
    )


def changes_of(*profits, names=()):
    left, right = (np.array(side, dtype=np.float64) for side in zip(*profits, strict=True))
    return pd.DataFrame(
        {
            "customer_name": list(names) or [f"Customer {place}" for place in range(len(profits))],
            "left_profit": left,
            "right_profit": right,
            "text": [f"{change:+,.2f}" for change in right - left],
            "sentence": [f"{one:,.2f} to {other:,.2f}" for one, other in profits],
        }
    )


def every_chart(palette: Palette) -> dict[str, Picture]:
    curve = curve_of(60, 50, 5, -10, -40)
    place = {"palette": palette, "currency_label": "USD"}
    return {
        "whale": whale_curve(curve, peak_customers=3, brush=True, **place),
        "groups": group_bars(groups_of(top=(0.5, 0.9), bottom=(0.01, -0.2)), palette=palette),
        "quadrants": quadrant_chart(customers_of(), cost_to_serve_line=0.3, margin_line=0.35, **place),
        "waterfall": waterfall(statement_of(), palette=palette),
        "tree": decision_tree(boxes_of(), palette=palette),
        "levels": trait_levels(levels_of(), base_rate=0.2, palette=palette),
        "cluster map": cluster_map(map_of(), palette=palette),
        "profile": profile_map(cells_of(), palette=palette),
        "shifts": shifts(changes_of((10, -5), (-3, 8)), **place),
        "month line": month_line(months_of((5, 3), (-4, 2), (7, None)), palette=palette, title="Profit, USD"),
        "effect": effect(curve, curve_of(60, 50, 20, 4, -8), **place),
    }


def months_of(*pairs: tuple[float, float | None]) -> pd.DataFrame:
    """Months with their amount and that of the year before; the last one is not whole."""
    amounts, before = zip(*pairs, strict=True)
    return pd.DataFrame(
        {
            "number": range(1, len(pairs) + 1),
            "label": [f"2026-{number:02d}" for number in range(1, len(pairs) + 1)],
            "amount": [float(amount) for amount in amounts],
            "before": [float("nan") if amount is None else float(amount) for amount in before],
            "text": [f"{amount:.2f}" for amount in amounts],
            "whole": [number < len(pairs) for number in range(1, len(pairs) + 1)],
        }
    )


def without_data(spec: dict) -> dict:
    return {key: value for key, value in spec.items() if key != "datasets"}


def values_of(spec: object, key: str) -> Iterator[object]:
    """Every value that stands under ``key`` anywhere in a specification."""
    if isinstance(spec, dict):
        for name, value in spec.items():
            if name == key:
                yield value
            yield from values_of(value, key)
    elif isinstance(spec, list):
        for value in spec:
            yield from values_of(value, key)


def texts_of(spec: dict) -> set[str]:
    """Every text among the data."""
    return {
        value for rows in spec["datasets"].values() for row in rows for value in row.values() if isinstance(value, str)
    }
