"""The Share page: the link that was just made, shown once, and all links with the means to close them."""

from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.formats import count, counted
from whalecurve.domain.kept import ShareEntry
from whalecurve.service.links import is_open
from whalecurve.ui.desk import Desk
from whalecurve.ui.moments import day_words, moment_words
from whalecurve.ui.words import plain

NEW_LINK: Final = "share_new_link"
FAULT: Final = "share_fault"


def link_address(token: str, page: str | None = None) -> str:
    """The address of a link, on the server that the owner looks at.

    Args:
        token: What opens it.
        page: Address of the Share page; the reader's own when left out.

    >>> link_address("abc", "https://example.com/app/share?w=1")
    'https://example.com/app/s/abc'
    """
    parts = urlsplit(page if page is not None else str(st.context.url or ""))
    base = parts.path.rpartition("/")[0]
    return f"{parts.scheme}://{parts.netloc}{base}/s/{token}" if parts.netloc else f"/s/{token}"


def say_news() -> None:
    """What the last click led to: a link, to be copied now, or why there is none."""
    if FAULT in st.session_state:
        st.warning(plain(st.session_state.pop(FAULT), 1000), icon=":material/error_outline:")
    if NEW_LINK not in st.session_state:
        return
    with st.container(border=True):
        st.markdown("**Your link is ready.** Copy it now: it is shown only once and kept nowhere.")
        st.code(st.session_state[NEW_LINK], language=None, wrap_lines=True)
        st.button("I have copied it", key="share_copied", icon=":material/check:", on_click=_forget)


def _forget() -> None:
    st.session_state.pop(NEW_LINK, None)


def links(desk: Desk) -> None:
    """Open links with a button to close each, and the closed ones below."""
    st.subheader("Links there are", anchor=False)
    entries = list(desk.service.list_shares(desk.me, desk.workspace)) if desk.workspace else []
    now = datetime.now(UTC)
    opened = [entry for entry in entries if is_open(entry, now)]
    if not opened:
        st.caption("No link is open: nobody outside can look.")
    for entry in opened:
        _open_link(desk, entry)
    closed = [entry for entry in entries if entry not in opened]
    if closed:
        with st.expander(f"{counted(len(closed), 'link')} that opens no more", icon=":material/link_off:"):
            st.dataframe(closed_table(closed), hide_index=True, alt="Links that are closed, and why")


def _open_link(desk: Desk, entry: ShareEntry) -> None:
    with st.container(border=True, key=f"share_{entry.id}"):
        words, button = st.columns((5, 1), vertical_alignment="center")
        with words:
            st.markdown(f"**{plain(entry.terms.title)}**")
            st.caption(plain(" ".join(link_words(entry)), 600))
        button.button(
            "Revoke", key=f"revoke_{entry.id}", icon=":material/link_off:", on_click=_revoke, args=(desk, entry.id)
        )


def link_words(entry: ShareEntry) -> list[str]:
    """A link in sentences: since and until when, how often it was opened, and what it shows."""
    times = f"Opened {count(entry.opened)} times" if entry.opened != 1 else "Opened once"
    said = [f"Made {day_words(entry.created_at)}, open until {day_words(entry.expires_at)}."]
    said.append(f"{times}, last {moment_words(entry.last_opened_at)}." if entry.opened else "Not opened yet.")
    return [*said, *terms_words(entry)]


def terms_words(entry: ShareEntry) -> list[str]:
    """What a link shows and to whom, in sentences."""
    terms = entry.terms
    said = [f"Shows {' and '.join(terms.parts)}, {'names replaced' if terms.masked else 'names as they are'}."]
    if terms.download:
        said.append("May be downloaded.")
    if entry.has_passphrase:
        said.append("Asks for a passphrase.")
    if terms.sites:
        said.append(f"May stand on {', '.join(terms.sites)}.")
    return said


def closed_table(entries: list[ShareEntry]) -> pd.DataFrame:
    """Closed links as a table."""
    return pd.DataFrame(
        {
            "Link": [entry.terms.title for entry in entries],
            "Made": [day_words(entry.created_at) for entry in entries],
            "Ended": [
                f"revoked {moment_words(entry.revoked_at)}"
                if entry.revoked_at
                else f"expired {day_words(entry.expires_at)}"
                for entry in entries
            ],
            "Opened": [entry.opened for entry in entries],
            "Last opened": [moment_words(entry.last_opened_at) for entry in entries],
        }
    )


def _revoke(desk: Desk, share: str) -> None:
    try:
        desk.service.revoke_share(desk.me, desk.workspace, share)
    except WhalecurveError as problem:
        st.session_state[FAULT] = str(problem)
    else:
        st.toast("The link is closed; open tabs close within seconds.")
