"""What the lines say of the customers in one respect."""

from dataclasses import dataclass

import pandas as pd

from whalecurve.domain.segments import ProductMix


@dataclass(frozen=True, eq=False)
class LineTrait:
    """What the lines say of the customers in one respect.

    Attributes:
        name: Header, or what it is called.
        texts: One text per customer on file, empty where unknown; None where the trait is no text.
        mix: Lines by category, or None.
        left_out: Why it is no trait; empty when it is one.
        note: How one value was chosen where a customer's lines carry several; empty where nothing was chosen.
    """

    name: str
    texts: pd.Series | None = None
    mix: ProductMix | None = None
    left_out: str = ""
    note: str = ""
