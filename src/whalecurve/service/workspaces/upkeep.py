"""What nothing names any more makes room: once an hour when a workspace is opened, and before one is called full."""

import contextlib
from datetime import timedelta
from typing import Final

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.state.access import Right
from whalecurve.domain.state.kept import Principal
from whalecurve.service.access.gate import Asked, Gate
from whalecurve.service.access.recent_answers import Seen
from whalecurve.service.events import Event
from whalecurve.store.content.leftovers import drop_leftovers, find_leftovers
from whalecurve.store.records.audit import add_audit

EVERY: Final = timedelta(hours=1)
_PROGRAM: Final = "whalecurve"


class Upkeep:
    """Looks after workspaces that are opened, each once in a while.

    Args:
        gate: The way into them.
    """

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._done = Seen[str, bool](lambda: gate.clock().timestamp(), EVERY.total_seconds())

    def opened(self, principal: Principal, workspace: str) -> None:
        """Delete the leftovers of a workspace that a member has just opened, where that was not done lately."""
        if self._done.find(workspace):
            return
        self._done.put(workspace, answer=True)
        # Nobody asked for it, so nobody is told when the store takes nothing now.
        with contextlib.suppress(WhalecurveError):
            # All that is kept is read: that must not hold up who writes.
            if self._gate.read(principal, workspace, Right.SEE, _has_leftovers):
                self._gate.write(principal, workspace, Right.SEE, tidy)


def tidy(asked: Asked) -> int:
    """Delete what nothing in the workspace names any more; returns how many things went."""
    count = drop_leftovers(asked.conn, asked.workspace, asked.now)
    if count:
        # The program did it, whoever came by: it is no right and no deed of theirs.
        add_audit(asked.conn, asked.workspace, _PROGRAM, Event.LEFTOVERS_REMOVED, {"things": count}, asked.now)
    return count


def _has_leftovers(asked: Asked) -> bool:
    return bool(find_leftovers(asked.conn, asked.workspace, asked.now))
