"""Amounts in thousands or millions, where a line above or below the table says so."""

import numpy as np

from whalecurve.intake.structure.body import Body
from whalecurve.intake.text.amount_units import said_factor


def said_units(body: Body) -> None:
    """Keep what the first such line says; rows that were settled below the table are lines around it."""
    below = [cell for row in np.flatnonzero(body.taken).tolist()[-_MOST:] for cell in body.cells(row) if cell.strip()]
    for text in (*body.titles, *below):
        if (size := said_factor(text)) > 1:
            body.factor, body.factor_words = size, text.strip()[:_LONGEST]
            return


_MOST = 20
_LONGEST = 120
