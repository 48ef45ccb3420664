"""Which pages somebody sees; every page asks for its right again, since an address can be typed."""

from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from whalecurve.domain.state.access import Right
from whalecurve.service.access.mode import is_hosted
from whalecurve.ui.desk import Desk
from whalecurve.ui.places import page_file

_TITLES: Final = {
    "data": ("Data", ":material/upload_file:"),
    "costs": ("Costs", ":material/tune:"),
    "ranking": ("Ranking", ":material/leaderboard:"),
    "breakdown": ("Breakdown", ":material/stacked_bar_chart:"),
    "segments": ("Segments", ":material/account_tree:"),
    "actions": ("Actions", ":material/checklist:"),
    "trend": ("Trend", ":material/show_chart:"),
    "plans": ("Plans", ":material/compare_arrows:"),
    "share": ("Share", ":material/share:"),
    "team": ("Team", ":material/group:"),
}
_NEEDS: Final = {"data": Right.EDIT, "costs": Right.EDIT, "share": Right.MANAGE, "team": Right.MANAGE}


def names_for(desk: Desk) -> list[str]:
    """Names of the pages, in order; the first one is where a bare address leads."""
    if desk.share is not None:
        return [name for name in _TITLES if name in desk.share.entry.terms.parts]
    names = [name for name in _TITLES if _NEEDS.get(name, Right.SEE) in desk.rights]
    return [name for name in names if name != "team" or is_hosted()]


def pages_for(desk: Desk) -> list[StreamlitPage]:
    """The pages for the navigation.

    The default page has no address of its own: were it a real one, a link to it would lead nowhere.
    """
    names = names_for(desk)

    def open_first_page() -> None:
        st.switch_page(page_file(names[0]))

    first = st.Page(open_first_page, title="Whalecurve", default=True, visibility="hidden")
    return [first, *(st.Page(page_file(name), title=_TITLES[name][0], icon=_TITLES[name][1]) for name in names)]
