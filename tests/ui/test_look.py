"""What can be read: every colour of words against what it stands on, in both modes, tables on a canvas included."""

import tomllib
from pathlib import Path

import pytest

from tests.charts.test_every_chart import contrast
from whalecurve.charts.theme import DARK, LIGHT
from whalecurve.ui.look import sheet

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
THEME = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
READABLE = 4.5


@PALETTES
def test_words_can_be_read_on_the_page_and_on_the_sidebar(palette):
    for ground in (palette.background, palette.secondary):
        for token in ("text", "muted", "gain", "loss", "accent"):
            assert contrast(getattr(palette, token), ground) >= READABLE, (token, ground)


@PALETTES
def test_the_canvas_of_a_table_can_be_read(palette):
    theme = THEME[palette.name]
    assert contrast(theme["dataframeHeaderTextColor"], theme["dataframeHeaderBackgroundColor"]) >= READABLE
    assert contrast(theme["textColor"], theme["backgroundColor"]) >= READABLE
    assert contrast(palette.loss, theme["backgroundColor"]) >= READABLE


@PALETTES
def test_what_the_theme_fades_or_writes_with_the_buttons_colour_has_a_token(palette):
    said = sheet(palette)
    assert f"color: {palette.muted}; opacity: 1" in said
    assert f"color: {palette.gain}" in said
    assert "$" not in said


def test_the_buttons_colour_alone_would_not_do_for_words_in_the_dark():
    assert contrast(THEME["dark"]["primaryColor"], DARK.background) < READABLE
