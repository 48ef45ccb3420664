"""A chart in two parts: its shape, drawn once and kept, and the rows and figures that fill it.

Altair checks each mark against Vega-Lite's schema, which takes it a tenth of a second for a picture of ten marks. The
marks are the same for every plan; what a plan moves are rows and the ends of scales.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, ParamSpec

import altair as alt
import pandas as pd
import pyarrow as pa

from whalecurve.charts.theme import Palette

P = ParamSpec("P")
_KEPT_SHAPES: Final = 64
_FIGURE: Final = "figure:"
_PLACE: Final = re.compile(r'\{"expr": "' + _FIGURE + r'(\w+)"\}')


def rows(name: str) -> alt.NamedData:
    """The rows that a mark draws, by the name under which the picture carries them."""
    return alt.NamedData(name=name)


def figure(name: str) -> alt.ExprRef:
    """A number that the picture carries, such as the end of a scale."""
    return alt.ExprRef(f"{_FIGURE}{name}")


def shape(draw: Callable[P, alt.LayerChart]) -> Callable[P, str]:
    """Keep what ``draw`` draws as text, for each of the looks that were asked for last.

    Args:
        draw: From what a look depends on (colours, marks of numbers, how many rows; all hashable) to a chart whose
            data are ``rows`` and whose numbers are ``figure``.
    """

    @lru_cache(maxsize=_KEPT_SHAPES)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> str:
        return json.dumps(_with_own_rows(draw(*args, **kwargs).to_dict()))

    return drawn  # type: ignore[return-value]


@dataclass(frozen=True)
class Picture:
    """A chart ready to be shown.

    Attributes:
        outline: Vega-Lite as JSON text, from ``shape``; no customer's name is in it.
        rows: Frames by the names that the outline draws.
        figures: Numbers by the names that the outline has places for.
    """

    outline: str
    rows: Mapping[str, pd.DataFrame]
    figures: Mapping[str, float] = field(default_factory=dict)

    def spec(self) -> dict[str, Any]:
        """Vega-Lite for a page, its rows as Arrow tables.

        Raises:
            KeyError: The outline has a place for a figure that is missing.
        """
        return self._filled() | {"datasets": {name: _table(frame) for name, frame in self.rows.items()}}

    def to_dict(self) -> dict[str, Any]:
        """Vega-Lite with its rows as plain values.

        Raises:
            KeyError: The outline has a place for a figure that is missing.
        """
        return self._filled() | {
            "datasets": {name: alt.to_values(frame)["values"] for name, frame in self.rows.items()}
        }

    def printable(self, palette: Palette, *, width: int) -> str:
        """Vega-Lite for PNG and PDF as JSON text, with what a page leaves open: the width in pixels and the ground."""
        return json.dumps(self.to_dict() | {"width": width, "background": palette.background})

    def _filled(self) -> dict[str, Any]:
        text = _PLACE.sub(lambda place: json.dumps(self.figures[place[1]], allow_nan=False), self.outline)
        spec: dict[str, Any] = json.loads(text)
        return spec


def _table(frame: pd.DataFrame) -> pa.Table:
    # One thread: for a thousand rows of three columns starting a second one takes longer than the work.
    return pa.Table.from_pandas(frame, preserve_index=False, nthreads=1)


def _with_own_rows(spec: dict[str, Any]) -> dict[str, Any]:
    """The rows that never change, such as a line at zero, beside the mark that draws them."""
    always = spec.pop("datasets", {})
    for layer in spec["layer"]:
        name = layer["data"]["name"]
        if name in always:
            layer["data"] = {"values": always[name]}
    return spec
