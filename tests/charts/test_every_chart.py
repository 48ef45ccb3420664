import io
import json
import tomllib
from pathlib import Path

import pytest
import vl_convert
from PIL import Image

from tests.charts.build import every_chart, groups_of, values_of, without_data
from whalecurve.charts import fields
from whalecurve.charts.groups import group_bars
from whalecurve.charts.theme import DARK, LIGHT, palette_named
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.money.number_marks import NumberMarks

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
NAMES = pytest.mark.parametrize("name", sorted(every_chart(LIGHT)))
CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"


@PALETTES
@NAMES
@pytest.mark.parametrize("width", [1100, 320])
def test_it_renders_without_a_browser(name, palette, width):
    text = every_chart(palette)[name].printable(palette, width=width)
    image = Image.open(io.BytesIO(vl_convert.vegalite_to_png(text))).convert("RGB")
    colors = {color for _, color in image.getcolors(maxcolors=1 << 24)}
    ground = tuple(int(palette.background[at : at + 2], 16) for at in (1, 3, 5))
    assert image.width >= width
    assert image.height > 100
    assert len(colors) > 40
    assert image.getpixel((0, image.height - 1)) == ground


@PALETTES
@NAMES
def test_it_is_see_through_and_leaves_its_width_to_the_page(name, palette):
    spec = every_chart(palette)[name].to_dict()
    assert spec["config"]["background"] == "transparent"
    assert "width" not in spec


@NAMES
def test_it_asks_nobody_else_for_anything(name):
    spec = every_chart(LIGHT)[name].to_dict()
    assert not list(values_of(spec, "url")) + list(values_of(spec, "href"))
    assert "http" not in json.dumps(without_data(spec) | {"$schema": ""})


@NAMES
def test_every_field_is_ours_and_spelled_out(name):
    spec = without_data(every_chart(LIGHT)[name].to_dict())
    named = [field for field in values_of(spec, "field") if isinstance(field, str)]
    assert named
    assert all(field.isidentifier() for field in named)


@NAMES
def test_the_hover_box_never_treats_a_value_as_a_picture(name):
    tips = [tip for tips in values_of(every_chart(LIGHT)[name].to_dict(), "tooltip") if tips for tip in tips]
    assert not {"image", "title"} & {tip["title"] for tip in tips}


@NAMES
def test_the_modes_differ_in_colours_only(name):
    def plain(palette):
        spec = without_data(every_chart(palette)[name].to_dict())
        text = json.dumps(spec)
        for token in ("background", "secondary", "text", "muted", "gain", "loss", "accent", "neutral", "grid"):
            text = text.replace(getattr(palette, token), token)
        return [part for part in text.split('"') if not part.startswith(("data-", "view_"))]

    assert plain(LIGHT) == plain(DARK)


def test_the_readers_marks_reach_the_axes():
    swiss = NumberMarks(thousands="\N{RIGHT SINGLE QUOTATION MARK}", decimal=",")
    picture = group_bars(groups_of(top=(0.5, 0.9)), palette=LIGHT, marks=swiss)
    number = picture.to_dict()["config"]["locale"]["number"]
    assert (number["thousands"], number["decimal"]) == (swiss.thousands, ",")


@PALETTES
def test_charts_and_page_share_their_colours(palette):
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][palette.name]
    assert theme["backgroundColor"] == palette.background == theme["sidebar"]["secondaryBackgroundColor"]
    assert theme["secondaryBackgroundColor"] == palette.secondary == theme["sidebar"]["backgroundColor"]
    assert theme["textColor"] == palette.text == theme["sidebar"]["textColor"]
    assert theme["linkColor"] == palette.gain == theme["blueColor"]
    assert (theme["redColor"], theme["orangeColor"]) == (palette.loss, palette.accent)
    assert theme["chartCategoricalColors"][:2] == [palette.gain, palette.loss]


@PALETTES
@pytest.mark.parametrize("token", ["text", "muted", "gain", "loss", "accent"])
def test_words_can_be_read_on_the_page(palette, token):
    assert contrast(getattr(palette, token), palette.background) >= 4.5


@PALETTES
def test_buttons_can_be_read(palette):
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][palette.name]
    assert contrast("#FFFFFF", theme["primaryColor"]) >= 4.5
    assert contrast(theme["primaryColor"], palette.background) >= 3


def test_the_palette_follows_the_theme_of_the_page():
    assert [palette_named(name).name for name in ("dark", "light", None)] == ["dark", "light", "light"]


def test_a_missing_column_is_named():
    frame = groups_of(top=(0.5, 0.9)).drop(columns=["share"])
    with pytest.raises(WhalecurveError, match="without share"):
        fields.checked(frame, ("group", "share"), most=9)


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
