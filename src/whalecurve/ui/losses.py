"""Amounts below zero in a table stand out."""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from whalecurve.ui.reader import palette

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler


def losses_marked(frame: pd.DataFrame, columns: Sequence[Hashable]) -> "pd.DataFrame | Styler":
    """Amounts below zero in the colour of losses; the sign says it too.

    Only rows with a loss are styled: pandas takes a tenth of a millisecond for each row that it styles, and Streamlit
    shows the others as they are. A table beyond what pandas styles at all stays plain.

    Args:
        frame: The table, its rows numbered from 0.
        columns: Those that hold amounts.
    """
    losing = (frame[list(columns)] < 0).any(axis=1)
    if not losing.any() or frame.size > pd.options.styler.render.max_elements:
        return frame
    loss = f"color: {palette().loss}"
    styled = frame.style.hide(axis="index", subset=list(frame.index[~losing]))
    return styled.map(lambda value: loss if value < 0 else "", subset=(losing, list(columns)))
