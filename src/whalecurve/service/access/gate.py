"""The one gate of a workspace: who asks is looked up in the transaction that does the work, and nowhere else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from whalecurve.domain.errors import NotAllowedError, NotFoundError
from whalecurve.domain.state.access import Right, Role
from whalecurve.domain.state.kept import Principal
from whalecurve.service.access.tokens import known_id
from whalecurve.service.clocks import Clock
from whalecurve.service.events import Event
from whalecurve.service.workspaces.quotas import Quotas
from whalecurve.store.db.connection import Connection
from whalecurve.store.db.database import Database
from whalecurve.store.db.latest_time import advance, now_not_before
from whalecurve.store.records.audit import add_audit
from whalecurve.store.records.members import role_of

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """One admitted question: everything that the work behind the gate may use.

    Attributes:
        conn: The transaction.
        principal: Who asks.
        workspace: Where; the principal has the right that the gate was told.
        now: The time, which never goes back.
        quotas: How much may be kept.
    """

    conn: Connection
    principal: Principal
    workspace: str
    now: datetime
    quotas: Quotas

    def note(self, what: Event, detail: Mapping[str, Any] | None = None) -> None:
        """Write into the audit log; in the same transaction, so that nothing happens without its line."""
        add_audit(self.conn, self.workspace, self.principal.key, what, detail or {}, self.now)


@dataclass(frozen=True)
class Gate:
    """Lets a principal's work into a workspace, or refuses it."""

    database: Database
    clock: Clock
    quotas: Quotas

    def check(self, principal: Principal, workspace: str, right: Right) -> None:
        """Refuse early what would be refused anyway, before slow work.

        Raises:
            NotFoundError: There is no such workspace, or the principal is no member.
            NotAllowedError: The principal's role has not this right.
        """
        self.database.read(lambda conn: admit(conn, principal, workspace, right))

    def read(self, principal: Principal, workspace: str, right: Right, work: Callable[[Asked], T]) -> T:
        """Do work that changes nothing.

        Raises:
            NotFoundError: There is no such workspace, or the principal is no member.
            NotAllowedError: The principal's role has not this right.
        """

        def admitted(conn: Connection) -> T:
            admit(conn, principal, workspace, right)
            return work(Asked(conn, principal, workspace, now_not_before(conn, self.clock()), self.quotas))

        return self.database.read(admitted)

    def write(self, principal: Principal, workspace: str, right: Right, work: Callable[[Asked], T]) -> T:
        """Do work that changes something, whole or not at all.

        Raises:
            NotFoundError: There is no such workspace, or the principal is no member.
            NotAllowedError: The principal's role has not this right.
            NotSavedError: The store did not take it.
        """

        def admitted(conn: Connection) -> T:
            admit(conn, principal, workspace, right)
            return work(Asked(conn, principal, workspace, advance(conn, self.clock()), self.quotas))

        if not (place := known_id(workspace)):
            raise no_workspace()  # before the store locks all of itself, which is what no name means to it
        return self.database.write(admitted, place)


def admit(conn: Connection, principal: Principal, workspace: str, right: Right) -> Role:
    """The role of somebody who has a right in a workspace.

    Raises:
        NotFoundError: There is no such workspace, or the principal is no member: the two look the same.
        NotAllowedError: The role has not this right.
    """
    role = role_in(conn, principal, workspace)
    if right not in role.rights:
        raise NotAllowedError(
            "Your role does not allow this",
            found=f"you are {role.value} here",
            remedy="ask an owner of the workspace to do it, or to change your role",
        )
    return role


def role_in(conn: Connection, principal: Principal, workspace: str) -> Role:
    """What somebody is in a workspace.

    Raises:
        NotFoundError: There is no such workspace, or the principal is no member.
    """
    role = role_of(conn, known_id(workspace), principal)
    if role is None:
        raise no_workspace()
    return role


def no_workspace() -> NotFoundError:
    """The one answer for a workspace that is not there, never was, or is somebody else's."""
    return NotFoundError("There is no such workspace", remedy="open one from your list of workspaces")
