"""Who speaks: the whale curve with the product's name above the navigation, and the title of the browser's tab."""

from functools import cache
from string import Template
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from whalecurve.charts.theme import FONT, Palette
from whalecurve.ui.desk import Desk
from whalecurve.ui.reader import palette

# The curve as the Ranking draws it: profit that is earned by the first customers, and given back by the last ones.
_CURVE: Final = (
    '<path d="M2 28H42" stroke="$neutral" stroke-width="1" fill="none"/>'
    '<path d="M2 28C5 14 9 6 17 5H27" stroke="$gain" stroke-width="3" stroke-linecap="round" fill="none"/>'
    '<path d="M27 5C34 5 38 8 42 14" stroke="$loss" stroke-width="3" stroke-linecap="round" fill="none"/>'
)
# As wide whatever face the reader has: a wider one would be cut off.
_NAME: Final = (
    '<text x="54" y="22.5" textLength="116" lengthAdjust="spacingAndGlyphs" font-family="$font" font-size="20" '
    'font-weight="600" fill="$text">Whalecurve</text>'
)


def put_wordmark() -> None:
    """The curve and the name in the colours of the reader's mode; the curve alone where the navigation is hidden."""
    colours = palette()
    st.logo(drawing(colours, 176, _CURVE + _NAME), size="large", icon_image=drawing(colours, 44, _CURVE))


@cache
def drawing(colours: Palette, width: int, parts: str) -> str:
    """An SVG of its own, 32 high.

    >>> from whalecurve.charts.theme import DARK
    >>> DARK.gain in drawing(DARK, 44, _CURVE)
    True
    """
    size = f'viewBox="0 0 {width} 32" width="{width}" height="32"'
    shapes = Template(parts).substitute(
        gain=colours.gain, loss=colours.loss, neutral=colours.neutral, text=colours.text, font=FONT
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>Whalecurve</title>{shapes}</svg>'


def name_tab(page: StreamlitPage, desk: Desk) -> None:
    """The tab says what is open in it: the page, then the company."""
    parts = [page.title, desk.title] if desk.dataset or desk.share is not None else [page.title, "Whalecurve"]
    st.set_page_config(page_title=" · ".join(dict.fromkeys(filter(None, parts))))
