"""Amounts below zero in a table stand out."""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from whalecurve.ui.frame import palette

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler


def losses_marked(frame: pd.DataFrame, columns: Sequence[Hashable]) -> "Styler":
    """Amounts below zero in the colour of losses; the sign says it too."""
    loss = f"color: {palette().loss}"
    return frame.style.map(lambda value: loss if value < 0 else "", subset=list(columns))
