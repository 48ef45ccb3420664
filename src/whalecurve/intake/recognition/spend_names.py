"""What a customers' column is by its header: made of purchases, the size of the customer's firm, or neither."""

import tomllib
from importlib.resources import files
from typing import Final, Literal

from whalecurve.intake.text.headers import header_key

Named = Literal["total", "spend", "doubtful", "size", "other"]

_DATA: Final = tomllib.loads(files("whalecurve.intake.recognition").joinpath("spend_words.toml").read_text("utf-8"))
_TOTALS, _WHOLE, _DOUBTFUL, _SIZE = (frozenset(_DATA[name].split()) for name in ("totals", "whole", "doubtful", "size"))
_PARTS: Final = tuple(_DATA["parts"].split())


def named_as(header: str) -> Named:
    """Say what a header names.

    Returns:
        ``total``: all that the customer spent, to be compared with the lines; ``spend``: something else that is made of
        purchases, payments or profit; ``doubtful``: a tier or a score, which may be; ``size``: the size of the
        customer's own firm; else ``other``.

    >>> [named_as(header) for header in ("Total Spent", "Sales_LCY", "Kreditlimit", "Niveau", "Mitarbeiter", "Branche")]
    ['total', 'total', 'spend', 'doubtful', 'size', 'other']
    """
    key = header_key(header)
    if key in _SIZE:
        return "size"
    if key in _TOTALS:
        return "total"
    if key in _WHOLE or any(part in key for part in _PARTS):
        return "spend"
    return "doubtful" if key in _DOUBTFUL else "other"
