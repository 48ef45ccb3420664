"""The Share page: the link that was just made, shown once, and all links with the means to close them."""

from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from whalecurve.domain.state.kept import ShareEntry
from whalecurve.domain.words.formats import counted
from whalecurve.domain.words.plurals import agree
from whalecurve.service.links.addresses import is_open, link_path
from whalecurve.ui.desk import Desk
from whalecurve.ui.faults import attempt, say
from whalecurve.ui.moments import day_words, moment_words
from whalecurve.ui.words import plain

NEW_LINK: Final = "share_new_link"
FAULT: Final = "share_fault"
_LISTED: Final = timedelta(days=30)


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
    return f"{parts.scheme}://{parts.netloc}{base}{link_path(token)}" if parts.netloc else link_path(token)


def say_news() -> None:
    """What the last click led to: a link, to be copied now, or why there is none."""
    say(FAULT)
    if NEW_LINK not in st.session_state:
        return
    with st.container(border=True):
        st.markdown("**Your link is ready.** Copy it now: it is shown only once and kept nowhere.")
        st.code(st.session_state[NEW_LINK], language=None, wrap_lines=True)
        say_reach(str(st.session_state[NEW_LINK]))
        st.button("I have copied it", key="share_copied", icon=":material/check:", on_click=_forget)


def opens_here_only(address: str) -> bool:
    """Whether an address leads nowhere but to the computer that it was made on.

    >>> [opens_here_only(f"http://{each}/s/a") for each in ("localhost:8501", "[::1]", "127.0.0.1", "b.example")]
    [True, True, True, False]
    """
    host = urlsplit(address).hostname or ""
    return host == "localhost" or host.endswith(".localhost") or host == "::1" or host.startswith("127.")


def say_reach(address: str) -> None:
    """Where a link opens nowhere else: say so, what can be sent instead, and how others could open it."""
    if opens_here_only(address):
        st.warning(
            "Links made here open on this computer only: Whalecurve runs on it, and nobody else can reach it. To show "
            "figures to others, send them the download of the Ranking page, or run Whalecurve on a server: "
            "`docs/hosting.md` says how.",
            icon=":material/computer:",
        )


def _forget() -> None:
    st.session_state.pop(NEW_LINK, None)


def links(desk: Desk) -> None:
    """Open links with a button to close each, and the ones that closed lately below."""
    st.header("Links there are", anchor=False)
    entries = list(desk.service.list_shares(desk.me, desk.workspace)) if desk.workspace else []
    now = datetime.now(UTC)
    opened = [entry for entry in entries if is_open(entry, now)]
    if not opened:
        st.caption("No link is open: nobody outside can look.")
    for entry in opened:
        _open_link(desk, entry)
    if closed := lately_closed(entries, now):
        said = f"{counted(len(closed), 'link')} closed in the last {_LISTED.days} days"
        with st.expander(said, icon=":material/link_off:"):
            st.dataframe(closed_table(closed), hide_index=True, alt="Links that are closed, and why")


def lately_closed(entries: list[ShareEntry], now: datetime) -> list[ShareEntry]:
    """Links that closed within the last days, the last one first."""
    closed = [entry for entry in entries if not is_open(entry, now) and now - ended_at(entry) <= _LISTED]
    return sorted(closed, key=ended_at, reverse=True)


def ended_at(entry: ShareEntry) -> datetime:
    """When a link closes, or closed: what comes first ends it."""
    return min(entry.expires_at, entry.revoked_at or entry.expires_at)


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
    times = f"Opened {agree(entry.opened, 'once', counted(entry.opened, 'time'))}"
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
                if entry.revoked_at and entry.revoked_at < entry.expires_at
                else f"expired {day_words(entry.expires_at)}"
                for entry in entries
            ],
            "Opened": [entry.opened for entry in entries],
            "Last opened": [moment_words(entry.last_opened_at) for entry in entries],
        }
    )


def _revoke(desk: Desk, share: str) -> None:
    if attempt(lambda: desk.service.revoke_share(desk.me, desk.workspace, share), FAULT):
        st.toast("The link is closed; open tabs close within seconds.")
