"""Margin against cost to serve: the four quarters of a customer base.

After Shapiro, Rangan, Moriarty and Ross, "Manage customers for profits (not just sales)", 1987.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from whalecurve.domain.costing.statement import Statements

HIGH_MARGIN_CHEAP: Final = "high margin, cheap to serve"
HIGH_MARGIN_COSTLY: Final = "high margin, costly to serve"
LOW_MARGIN_CHEAP: Final = "low margin, cheap to serve"
LOW_MARGIN_COSTLY: Final = "low margin, costly to serve"
QUADRANTS: Final = np.array([LOW_MARGIN_CHEAP, LOW_MARGIN_COSTLY, HIGH_MARGIN_CHEAP, HIGH_MARGIN_COSTLY], dtype=object)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Quadrants:
    """Where each customer with revenue stands.

    Attributes:
        places: Positions of customers with net revenue above zero; the others have no margin to speak of.
        margin_share: Gross margin / net revenue, shape (places,).
        cost_to_serve_share: Variable and allocated fixed cost / net revenue, shape (places,).
        margin_line: Gross margin of all of them / their net revenue: sum over sum.
        cost_to_serve_line: Their cost to serve / their net revenue.
        quadrant: One of ``QUADRANTS`` each, shape (places,).
    """

    places: npt.NDArray[np.intp]
    margin_share: Floats
    cost_to_serve_share: Floats
    margin_line: float
    cost_to_serve_line: float
    quadrant: npt.NDArray[np.object_]


def place_quadrants(statements: Statements) -> Quadrants:
    """Set each customer's margin against what it costs to serve, both as shares of its own revenue."""
    revenue_of_all = statements.net_revenue.amounts
    places = np.flatnonzero(revenue_of_all > 0)
    revenue = revenue_of_all[places].astype(np.float64)
    margin = statements.gross_margin[places]
    served = (statements.variable_cost + statements.fixed_cost)[places]
    whole = max(float(revenue.sum()), 1.0)
    margin_line, served_line = float(margin.sum()) / whole, float(served.sum()) / whole
    margin_share, served_share = margin / revenue, served / revenue
    quarter = 2 * (margin_share >= margin_line) + (served_share > served_line)
    return Quadrants(places, margin_share, served_share, margin_line, served_line, np.asarray(QUADRANTS[quarter]))
