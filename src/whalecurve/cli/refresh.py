"""``whalecurve refresh``: a workspace's folder of exports read again, for a scheduler: one line and a status."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime

from whalecurve.cli.statuses import BAD_USAGE, DONE, TO_SETTLE
from whalecurve.cli.terminal import complain, say
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.state.kept import LOCAL, Principal, WorkspaceEntry
from whalecurve.service.access.mode import is_hosted
from whalecurve.service.refresh.refresh import Room, folder_of, refresh, remember_folder
from whalecurve.service.stores import open_office

_ME = Principal(LOCAL, "me")


def run(arguments: argparse.Namespace, _: Sequence[str]) -> int:
    """Refresh one workspace, or all that have a folder; 1 where one of them stays as it was for a reason."""
    if bool(arguments.workspace) == arguments.all or (arguments.all and arguments.folder):
        complain("name one workspace, or --all for every one that has a folder of exports")
        return BAD_USAGE
    if is_hosted():
        complain("on a hosted server nobody is logged in here; refresh works for the local user's workspaces")
        return BAD_USAGE
    service = open_office().service
    rooms = [Room(service, _ME, entry) for entry in service.list_workspaces(_ME)]
    if arguments.all:
        chosen = [room for room in rooms if folder_of(room) is not None]
    else:
        chosen = [room for room in rooms if arguments.workspace in {room.entry.id, room.entry.name}]
        if len(chosen) != 1:
            return _not_one(arguments.workspace, [room.entry for room in rooms])
    return max((_one(room, arguments) for room in chosen), default=DONE)


def _one(room: Room, arguments: argparse.Namespace) -> int:
    try:
        if arguments.folder:
            remember_folder(room, arguments.folder)
        folder = folder_of(room)
        if folder is None:
            complain(f"{room.entry.name} has no folder of exports yet; name it with --folder")
            return BAD_USAGE
        say(refresh(room, folder, datetime.now(UTC).astimezone().date()))
    except WhalecurveError as problem:
        complain(f"{room.entry.name} stays as it was: {problem}")
        return TO_SETTLE
    return DONE


def _not_one(wanted: str, there: Sequence[WorkspaceEntry]) -> int:
    names = ", ".join(f"{entry.name} ({entry.id})" for entry in there) or "none"
    complain(f"no one workspace is called {wanted}; there are: {names}")
    return BAD_USAGE
