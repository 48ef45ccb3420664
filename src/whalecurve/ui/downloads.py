"""The one download button: what it prepares goes to this browser alone, while the right to it lasts."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import streamlit as st

from whalecurve.domain.errors import NotAllowedError
from whalecurve.domain.plan.plan_json import month_text
from whalecurve.domain.state.kept import LOCAL, Principal
from whalecurve.reports.context import Context
from whalecurve.reports.file_name import export_name
from whalecurve.service.handouts import HANDOUTS, Holder, has_right
from whalecurve.service.stores import open_office
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk

CSV: Final = "text/csv"
_NOBODY: Final = Principal(LOCAL, "")


def download(
    desk: Desk, label: str, make: Callable[[], str | bytes], file_name: str, mime: str = CSV, *, key: str | None = None
) -> None:
    """Show a button that makes a file when it is pressed, and hands it to whoever pressed it.

    Somebody who holds a link downloads by a route of the server's own, which asks for the link's cookie.

    Args:
        desk: Whose page it is.
        label: What the button says.
        make: Makes the content, in a thread without a session.
        file_name: Name of the file; with a part of the content's digest where the content can change.
        mime: Kind of the content.
        key: Name of the button, where its label is not enough.
    """
    holder = Holder(desk.browser, desk.principal or _NOBODY, desk.workspace)
    icon = ":material/download:"
    st.download_button(
        label, lambda: handed(holder, make), file_name=file_name, mime=mime, icon=icon, on_click="ignore", key=key
    )


def file_name(desk: Desk, stem: str, made_of: str, ending: str = "csv") -> str:
    """Name of a file for downloading: what it is, the workspace, the day, and a part of the digest of its content.

    Two contents never have one name: Streamlit tells large files apart by their names as well.
    """
    return export_name(stem, desk.name, today(), hashlib.sha256(made_of.encode()).hexdigest(), ending)


def what_it_is_of(desk: Desk) -> Context:
    """Currency, period, plan and day of what is taken away."""
    period = cache.ledger(desk).facts.period
    return Context(desk.scenario.currency, month_text(period.first), month_text(period.last), desk.plan, today())


def today() -> str:
    """The day, ISO."""
    return datetime.now(UTC).date().isoformat()


def handed(holder: Holder, make: Callable[[], str | bytes]) -> bytes:
    """The content, noted as the holder's.

    Raises:
        NotAllowedError: The right to it has ended since the page was drawn.
    """
    if not has_right(open_office(), holder):
        raise NotAllowedError("This workspace is no longer available to you", remedy="reload the page")
    made = make()
    content = made.encode() if isinstance(made, str) else made
    HANDOUTS.note(content, holder)
    return content
