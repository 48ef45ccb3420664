"""One look for page, PNG and PDF: the tokens of both modes and the configuration made of them."""

from dataclasses import dataclass
from typing import Final

import altair as alt

from whalecurve.domain.money.number_marks import NumberMarks

FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"
"""Faces that the reader's machine already has: a page asks nobody else for a font."""

TEXT_SIZE: Final = 13
SMALL_SIZE: Final = 12


@dataclass(frozen=True)
class Palette:
    """Colours of one mode, as ``#RRGGBB``; ``.streamlit/config.toml`` holds the same and a test compares them.

    Attributes:
        name: ``light`` or ``dark``, as Streamlit calls the type of its theme.
        background: The page.
        secondary: Sidebar and cards.
        text: Words; 13.9 to 1 on light, 15.0 on dark.
        muted: Words that step back; 5.5 and 7.9 to 1.
        gain: Profit; 5.5 and 8.5 to 1.
        loss: Losses; 5.1 and 7.8 to 1.
        accent: What to look at; 5.7 and 9.1 to 1.
        neutral: Axes and the rest.
        grid: Hairlines behind the marks.
    """

    name: str
    background: str
    secondary: str
    text: str
    muted: str
    gain: str
    loss: str
    accent: str
    neutral: str
    grid: str


LIGHT: Final = Palette(
    name="light",
    background="#FAFAF7",
    secondary="#EFEEE8",
    text="#1D2B33",
    muted="#5B6870",
    gain="#0B6E8F",
    loss="#B5472F",
    accent="#8A5A00",
    neutral="#79848A",
    grid="#E2E1DA",
)
DARK: Final = Palette(
    name="dark",
    background="#0F1A20",
    secondary="#18262E",
    text="#E8EDEF",
    muted="#9FB0B8",
    gain="#5CC0DE",
    loss="#F2937A",
    accent="#E3B341",
    neutral="#7F8E96",
    grid="#24343D",
)


def palette_named(name: str | None) -> Palette:
    """Palette of Streamlit's theme type; light when the browser has not said yet.

    >>> palette_named("dark").background, palette_named(None).background
    ('#0F1A20', '#FAFAF7')
    """
    return DARK if name == DARK.name else LIGHT


def themed(chart: alt.LayerChart, palette: Palette, marks: NumberMarks) -> alt.LayerChart:
    """Give a finished chart fonts, axes, grid, the reader's number marks and a see-through ground.

    Width is left open so that the page stretches the chart to its column.
    """
    configured: alt.LayerChart = chart.configure(
        background="transparent",
        font=FONT,
        padding={"left": 2, "right": 4, "top": 4, "bottom": 4},
        locale=alt.Locale(number=_number_locale(marks)),
        # The page's default would say "true" when the pointer rests on a mark without a tooltip of its own.
        mark={"tooltip": None},
        view={"stroke": None},
        axis=_axis(palette),
        title={"anchor": "start", "color": palette.muted, "fontSize": SMALL_SIZE, "fontWeight": "normal", "offset": 10},
        legend={"labelColor": palette.text, "labelFontSize": TEXT_SIZE, "orient": "top", "offset": 4},
    )
    return configured


def _axis(palette: Palette) -> alt.AxisConfig:
    return alt.AxisConfig(
        labelColor=palette.muted,
        titleColor=palette.muted,
        labelFontSize=SMALL_SIZE,
        titleFontSize=SMALL_SIZE,
        titleFontWeight="normal",
        domainColor=palette.neutral,
        tickColor=palette.neutral,
        gridColor=palette.grid,
        labelPadding=6,
    )


def _number_locale(marks: NumberMarks) -> alt.NumberLocale:
    return alt.NumberLocale(
        decimal=marks.decimal,
        thousands=marks.thousands,
        grouping=[3],
        currency=["", ""],
        minus=marks.minus,
        percent="\N{NO-BREAK SPACE}%",
    )
