"""Pictures as SVG for a page on paper: drawn here, without a browser, without a request to anywhere."""

import re
from dataclasses import dataclass, replace
from typing import Final

import vl_convert

from whalecurve.charts.groups import group_bars, group_sentence
from whalecurve.charts.picture import Picture
from whalecurve.charts.result_frames import curve_frame, groups_frame
from whalecurve.charts.theme import LIGHT
from whalecurve.charts.whale import whale_curve, whale_sentence
from whalecurve.domain.ranks.results import Results

WIDTH: Final = 680
_TAG: Final = re.compile(r"<svg\b[^<>]*>")
_VIEW: Final = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_ROOM: Final = 28
"""Beside the picture: letters of the reader's own fonts may be wider than those it was measured with."""

_ON_PAPER: Final = replace(LIGHT, background="transparent")
_CLIP: Final = re.compile(r'(\bid="|url\(#)(clip)')


@dataclass(frozen=True)
class Drawn:
    """A picture as SVG text.

    Attributes:
        svg: The element, as wide as its place, with no name to screen readers: the sentence is that.
        sentence: What it shows.
    """

    svg: str
    sentence: str


def drawn_whale(results: Results) -> Drawn | None:
    """The whale curve; None where there is no customer, or no cost and so no profit."""
    if results.curve.count == 0 or results.statements.is_revenue_only:
        return None
    frame, peak = curve_frame(results), results.curve.peak_customers
    cash = results.statements.scenario.currency
    picture = whale_curve(frame, peak_customers=peak, palette=LIGHT, currency_label=cash, brush=False)
    said = whale_sentence(frame, peak_customers=peak, losers=len(results.losers), currency_label=cash)
    return Drawn(to_svg(picture, "whale"), said)


def drawn_groups(results: Results) -> Drawn | None:
    """Shares of revenue and profit of the groups; None where there is nobody."""
    frame = groups_frame(results)
    if frame.empty:
        return None
    return Drawn(to_svg(group_bars(frame, palette=LIGHT), "groups"), group_sentence(frame))


def to_svg(picture: Picture, name: str) -> str:
    """A picture in light colours.

    Args:
        picture: What to draw.
        name: Tells its parts from those of other pictures on the same page.
    """
    text = vl_convert.vegalite_to_svg(picture.printable(_ON_PAPER, width=WIDTH), allowed_base_urls=[])
    text = text[text.index("<svg") :]
    width, height = _VIEW.findall(text)[0]
    view = f"{-_ROOM} 0 {float(width) + 2 * _ROOM:g} {height}"
    opened = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" role="presentation" focusable="false">'
    return _CLIP.sub(rf"\g<1>{name}-\g<2>", _TAG.sub(opened, text, count=1))
