"""What the store keeps of a workspace, on its way to the desk and back: drafts, revisions, copies."""

from whalecurve.domain.errors import NotAllowedError
from whalecurve.domain.state.access import Right
from whalecurve.domain.state.draft_text import draft_from_text
from whalecurve.domain.state.kept import RevisionEntry
from whalecurve.store.content.uploads import read_upload, save_upload
from whalecurve.store.folders.datasets import dataset_folder
from whalecurve.ui.desk import Desk
from whalecurve.ui.desk_files import bring_files
from whalecurve.ui.moments import clock_words


def load(desk: Desk) -> None:
    """Put what the store keeps of a workspace on the desk: the principal's own draft, else the newest revision.

    Raises:
        NotFoundError: There is no such workspace, or none for this principal.
        WhalecurveError: What is kept cannot be read.
    """
    entry = desk.service.open_workspace(desk.me, desk.workspace)
    desk.name, desk.rights = entry.name, entry.rights
    desk.unsaved, desk.conflict, desk.base, desk.head = "", False, entry.head, entry.head
    draft = desk.service.load_draft(desk.me, desk.workspace) if Right.EDIT in desk.rights else None
    if draft is not None:
        desk.put(*draft_from_text(draft.body))
        desk.version, desk.base, desk.saved = draft.version, draft.base, clock_words(draft.saved_at)
    elif entry.head:
        desk.version = 0
        desk.put(desk.service.load_revision(desk.me, desk.workspace, entry.head))
    bring_files(desk)


def list_revisions(desk: Desk) -> tuple[RevisionEntry, ...]:
    """Every revision of the workspace, newest first."""
    return tuple(desk.service.list_revisions(desk.me, desk.workspace)) if desk.workspace else ()


def save_revision(desk: Desk, title: str) -> RevisionEntry:
    """Save the state as a revision that everybody of the workspace sees.

    Raises:
        ConflictError: Somebody else saved one since this draft began.
        WhalecurveError: It was not saved.
    """
    desk.open_workspace()
    entry = desk.service.save_revision(desk.me, desk.workspace, desk.state(), desk.base, title)
    desk.base = desk.head = entry.number
    desk.keep()
    return entry


def go_back(desk: Desk, number: int) -> None:
    """Put an earlier revision on the desk as the draft; nothing is lost, it can be saved as the next one.

    Raises:
        WhalecurveError: It cannot be read.
        NotAllowedError: This person may not change the workspace.
    """
    me = desk.me
    if Right.EDIT not in desk.rights:
        raise NotAllowedError("You may look at this workspace but not change it", remedy="ask an owner for more")
    desk.put(desk.service.load_revision(me, desk.workspace, number))
    bring_files(desk)
    desk.keep()


def open_head(desk: Desk) -> None:
    """Leave the draft and go on from the newest revision.

    Raises:
        WhalecurveError: It cannot be read.
    """
    newest = next(iter(list_revisions(desk)), None)
    if newest is not None:
        desk.base = desk.head = newest.number
        go_back(desk, newest.number)


def save_as_copy(desk: Desk) -> None:
    """Go on in a workspace of one's own, with all that is on the desk."""
    source = desk.folder
    desk.workspace, desk.version, desk.base = "", 0, 0
    desk.name = f"{desk.name} (copy)"
    desk.open_workspace()
    for upload in desk.uploads:
        content = read_upload(source, upload.digest)
        desk.service.add_upload(desk.me, desk.workspace, content)
        save_upload(content, desk.folder)
    if desk.dataset:
        desk.service.keep_dataset(desk.me, desk.workspace, desk.dataset, dataset_folder(desk.dataset, source))
    bring_files(desk)
    desk.keep()
