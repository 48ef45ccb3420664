"""Deleted is deleted: no row, no byte of a file, no copy on disk; and nothing of anybody else."""

import pytest

from tests.service.build import Company, everything
from whalecurve.domain.errors import NotFoundError
from whalecurve.domain.state.access import Role
from whalecurve.store.folders.working_copies import workspace_folder

CANARY = "canary77aa"


def on_disk(place):
    """Every byte of every file of the store."""
    return b"".join(path.read_bytes() for path in place.folder.parent.rglob("*store.sqlite*") if path.is_file())


@pytest.fixture
def singing(place):
    return Company(place, CANARY, "12" * 32)


@pytest.mark.parametrize("how", ["delete_workspace", "delete_my_data"])
def test_nothing_is_left_of_a_deleted_workspace(singing, how):
    place = singing.place
    rival = Company(place, "rival")
    copy = workspace_folder(singing.workspace) / "uploads"
    copy.mkdir(parents=True)
    place.visits.open_link(singing.token)
    if how == "delete_workspace":
        place.service.delete_workspace(singing.owner, singing.workspace)
    else:
        place.service.delete_my_data(singing.owner)

    rows = everything(place.database)
    gone = rows.pop("gone")

    assert CANARY not in repr(rows)
    assert singing.workspace not in repr(rows)
    assert any(singing.workspace in row for row in gone)
    assert any(singing.share.id in row for row in gone)
    assert CANARY.encode() not in on_disk(place)
    assert not copy.exists()
    assert place.service.list_workspaces(singing.viewer) == []
    assert place.service.look(rival.owner, rival.workspace).role is Role.OWNER
    place.visits.open_link(rival.token)


def test_deleting_my_data_leaves_no_trace_of_me_with_others(company):
    place, service = company.place, company.place.service
    guest = Company(place, CANARY, "12" * 32).owner
    service.invite(company.owner, company.workspace, guest.email, Role.OWNER)
    service.greet(guest)
    from whalecurve.domain.state.saved_state import SavedState

    service.save_draft(guest, company.workspace, "{}", 0, 1)
    service.save_revision(guest, company.workspace, SavedState(title="ours"), 1, "ours")
    place.link(company.workspace, guest, "ours", "9f" * 32)
    service.set_role(company.owner, company.workspace, guest.email, Role.OWNER)
    third = Company(place, "third", "56" * 32)
    service.invite(third.owner, third.workspace, guest.email, Role.VIEWER)

    service.delete_my_data(guest)

    assert CANARY not in repr(everything(place.database))
    assert CANARY.encode() not in on_disk(place)
    # What belongs to the others is theirs still.
    assert service.load_revision(company.owner, company.workspace, 2).title == "ours"
    assert len(service.list_shares(company.owner, company.workspace)) == 2
    with pytest.raises(NotFoundError):
        service.look(guest, company.workspace)


def test_a_workspace_that_somebody_else_owns_too_stays(company):
    service = company.place.service
    service.set_role(company.owner, company.workspace, company.editor.email, Role.OWNER)

    service.delete_my_data(company.owner)

    assert service.look(company.editor, company.workspace).role is Role.OWNER
    assert service.load_revision(company.editor, company.workspace, 1).title == "acme"


def test_deleting_twice_is_like_deleting_what_never_was(company):
    service = company.place.service
    service.delete_workspace(company.owner, company.workspace)

    with pytest.raises(NotFoundError):
        service.delete_workspace(company.owner, company.workspace)
    service.delete_my_data(company.owner)
