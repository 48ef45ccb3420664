"""Drafts, which save themselves, and revisions, which are saved once and never change."""

from typing import Final

from whalecurve.domain.errors import NotFoundError
from whalecurve.domain.state.kept import Draft, RevisionEntry
from whalecurve.domain.state.saved_state import SavedState
from whalecurve.service.access.gate import Asked
from whalecurve.service.events import Event
from whalecurve.service.texts import clean_name, storable
from whalecurve.service.workspaces.quotas import refuse_above
from whalecurve.store.records import drafts, revisions

# What a database's whole number holds.
_LARGEST: Final = 2**31 - 1


def load_draft(asked: Asked) -> Draft | None:
    """The principal's own draft, or None."""
    return drafts.load_draft(asked.conn, asked.workspace, asked.principal.key)


def save_draft(asked: Asked, body: str, version: int, base: int) -> int:
    """Save the principal's own draft; returns its new version.

    Raises:
        ConflictError: Another tab saved since this version.
        QuotaError: It is too large.
    """
    refuse_above(asked.quotas.state_bytes, storable(body, "The draft"), "state_bytes", "bytes")
    key = asked.principal.key
    return drafts.save_draft(asked.conn, asked.workspace, key, body, version, base, asked.now)


def drop_draft(asked: Asked) -> None:
    """Forget the principal's own draft; nothing happens without one."""
    drafts.delete_draft(asked.conn, asked.workspace, asked.principal.key)


def save_revision(asked: Asked, state: SavedState, base: int, title: str) -> RevisionEntry:
    """Save a state for everybody, and forget the principal's draft where it is this very state.

    Raises:
        ConflictError: Somebody saved a revision since ``base``.
        QuotaError: The workspace has as many revisions as it may, or the state is too large.
    """
    text = state.to_text()
    refuse_above(asked.quotas.state_bytes, len(text), "state_bytes", "bytes")
    count = revisions.count_revisions(asked.conn, asked.workspace)
    refuse_above(asked.quotas.revisions, count + 1, "revisions", "revisions")
    author = asked.principal.email or asked.principal.key
    entry = revisions.save_revision(asked.conn, asked.workspace, base, clean_name(title), author, text, asked.now)
    draft = load_draft(asked)
    # Another tab may have gone on since: what it was told is saved stays saved.
    if draft is not None and draft.body == text:
        drop_draft(asked)
    asked.note(Event.REVISION_SAVED, {"revision": entry.number})
    return entry


def list_revisions(asked: Asked) -> list[RevisionEntry]:
    """All revisions, newest first."""
    return revisions.list_revisions(asked.conn, asked.workspace)


def load_revision(asked: Asked, number: int) -> SavedState:
    """A revision's state, verified.

    Raises:
        NotFoundError: There is none of this number.
        WhalecurveError: It is damaged, or of a newer program.
    """
    if type(number) is not int or not 1 <= number <= _LARGEST:
        raise NotFoundError("There is no such revision", remedy="open one from the list of revisions")
    return SavedState.from_text(revisions.load_revision(asked.conn, asked.workspace, number))
