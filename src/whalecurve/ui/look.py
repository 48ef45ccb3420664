"""What the theme's settings cannot say, as one style sheet made of the palette: contrast of words, nothing cut off.

Streamlit fades captions and help to 60 % of the text's colour, writes with the button's colour, ends long figures in
an ellipsis and leaves a tenth of the first screen empty. Only our own tokens are put into the sheet, never a word of a
user's.
"""

from functools import cache
from string import Template
from typing import Final

import streamlit as st

from whalecurve.charts.theme import Palette
from whalecurve.ui.reader import palette

_SHEET: Final = Template("""<style>
[data-testid="stMainBlockContainer"] { padding-top: 4rem; padding-bottom: 4rem; }
@media (min-width: 900px) { [data-testid="stMainBlockContainer"] { padding-left: 3rem; padding-right: 3rem; } }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] *,
[data-testid="stWidgetLabel"] [data-testid="stTooltipIcon"],
[data-testid="stFileUploaderDropzoneInstructions"] * { color: $muted; opacity: 1; }
input::placeholder, textarea::placeholder { color: $muted !important; opacity: 1; }
[data-testid="stMetricValue"], [data-testid="stMetricValue"] *, [data-testid="stMetricLabel"] * {
  white-space: normal; overflow: visible; text-overflow: clip; overflow-wrap: anywhere; }
[data-testid="stMetricValue"], [class*="st-key-whose_"], [class*="st-key-figures_"] {
  font-variant-numeric: tabular-nums; }
[data-testid="stFileUploaderDropzoneInstructions"] * { white-space: normal; overflow-wrap: anywhere; }
button .stMarkdownEllipsis, button .stMarkdownEllipsis * { white-space: normal; overflow: visible;
  text-overflow: clip; overflow-wrap: anywhere; }
[class*="st-key-whose_"] { flex-wrap: nowrap; gap: 1rem; }
[class*="st-key-whose_"] > :first-child { flex: 1 1 auto; min-width: 0; }
[class*="st-key-whose_"] > :last-child { flex: none; white-space: nowrap; }
[class*="st-key-whose_"] button { justify-content: flex-start; text-align: left; min-height: 2rem;
  padding-top: 0; padding-bottom: 0; }
[class*="st-key-whose_"] button > div { justify-content: flex-start; width: 100%; }
[class*="st-key-whose_"] button p { text-decoration: underline; text-decoration-color: $neutral;
  text-underline-offset: 3px; }
[class*="st-key-named_"] [data-testid="stCaptionContainer"] { margin-bottom: 0.25rem; }
[class*="st-key-figures_"] td:not(:first-child), [class*="st-key-figures_"] th:not(:first-child) {
  text-align: right !important; white-space: nowrap; }
[class*="st-key-figures_"] td, [class*="st-key-figures_"] th { padding: 0.2rem 0.4rem; overflow-wrap: anywhere; }
[class*="_remove_"] button p { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
[class*="st-key-row_"] [data-testid="stHorizontalBlock"] { flex-wrap: nowrap; gap: 0.75rem; }
[class*="st-key-row_"] [data-testid="stColumn"] { min-width: 0; }
[class*="st-key-row_"] [data-testid="stColumn"]:has([data-testid="stNumberInput"]) { min-width: 8.75rem; }
[class*="st-key-row_"] [data-testid="stColumn"]:last-child:has(button) { flex: none; width: auto; }
[class*="st-key-row_"] [data-testid="stNumberInputStepUp"],
[class*="st-key-row_"] [data-testid="stNumberInputStepDown"],
[class*="st-key-row_"] [data-testid="stNumberInputClearButton"] { display: none; }
[data-testid="stSliderThumbValue"], [data-testid="stTabs"] [role="tab"][aria-selected="true"],
[data-testid="stTabs"] [role="tab"][aria-selected="true"] *,
[data-testid="stMain"] button[data-selected="true"] * { color: $gain; }
@media (min-width: 900px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-answer_panel) { position: sticky; top: 3.75rem; }
  [data-testid="stBottom"]:has(.st-key-foot) { display: none; } }
@media (hover: none) { [data-testid="stElementToolbar"] { display: none; } }
</style>""")


def put_look() -> None:
    """Lay the sheet over the page; it takes no room."""
    st.html(sheet(palette()))


@cache
def sheet(colours: Palette) -> str:
    """The style sheet in the colours of a mode."""
    return _SHEET.substitute(muted=colours.muted, neutral=colours.neutral, gain=colours.gain)
