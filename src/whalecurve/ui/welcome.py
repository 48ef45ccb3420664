"""The words for somebody who cannot be let in, or not yet: one calm page each, without a figure on it."""

import streamlit as st

from whalecurve.ui import visitor
from whalecurve.ui.words import plain


def log_in() -> None:
    """The first page of a hosted server for somebody who is not known yet."""
    st.title("Find out who really earns your profit", anchor=False)
    if visitor.wrong_address():
        st.warning(
            "Your login works, but its provider does not vouch for your e-mail address. Confirm the address there, "
            "then log in again.",
            icon=":material/mark_email_unread:",
        )
        st.button("Log out", on_click=visitor.log_out, key="log_out")
        return
    st.markdown("Log in to open your company's figures. Nothing is shown to anybody who is not invited.")
    st.button("Log in", type="primary", icon=":material/login:", on_click=st.login, key="log_in")


def no_cookie() -> None:
    """A client without the cookie that every page sets."""
    st.info("Whalecurve needs a cookie to know your browser again. Allow cookies for this address and reload the page.")


def not_yours() -> None:
    """A page for those who may change the workspace."""
    st.info("You may look at this workspace but not change it. An owner can give you more rights.")


def not_opened(why: str) -> None:
    """A workspace that could not be read."""
    st.warning(plain(f"Your last workspace was not opened. {why}", 1000), icon=":material/folder_off:")


def gone() -> None:
    """A workspace that was deleted, or that the principal no longer belongs to."""
    st.info("This workspace is no longer available.", icon=":material/folder_off:")
    st.button("Open another one", key="open_another")


def stopped(why: str) -> None:
    """The store does not answer, or the session is somebody else's."""
    st.warning(plain(why, 1000), icon=":material/error_outline:")


def link_ended() -> None:
    """A link that opens nothing: wrong, ended and taken back look the same."""
    st.title("This page is not available", anchor=False)
    st.markdown("The link has ended or was never there. Ask whoever sent it for a new one.")
