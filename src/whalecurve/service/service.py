"""Everything that people do in workspaces, as the screens call it: each method checks the principal's right itself."""

from pathlib import Path

from whalecurve.domain.state.access import Right, Role
from whalecurve.domain.state.kept import (
    AuditEntry,
    Draft,
    Member,
    Principal,
    RevisionEntry,
    ShareEntry,
    ShareTerms,
    WorkspaceEntry,
)
from whalecurve.domain.state.saved_state import SavedState
from whalecurve.service.access.gate import Gate
from whalecurve.service.access.tokens import new_secret
from whalecurve.service.clocks import Clock, utc_now
from whalecurve.service.links import shares
from whalecurve.service.links.shares import Snapshot
from whalecurve.service.workspaces import files, members, small_texts, states, workspaces
from whalecurve.service.workspaces.quotas import Quotas, read_quotas
from whalecurve.service.workspaces.upkeep import Upkeep
from whalecurve.store.db.database import Database
from whalecurve.store.db.latest_time import advance
from whalecurve.store.folders.working_copies import remove_working_copy
from whalecurve.store.records.audit import list_audit
from whalecurve.store.records.workspaces import list_workspaces, mask_key

_SEE, _EDIT, _MANAGE = Right.SEE, Right.EDIT, Right.MANAGE


class Service:
    """The one door to what is kept.

    Every method raises NotFoundError where the workspace is not there or not the principal's, NotAllowedError where the
    principal's role is too little, and NotSavedError where the store took nothing.

    Args:
        database: The store, open.
        clock: The time, aware and in UTC.
        quotas: How much may be kept; the settings of the environment by default.
    """

    def __init__(self, database: Database, clock: Clock = utc_now, quotas: Quotas | None = None) -> None:
        self._database = database
        self._clock = clock
        self._quotas = quotas or read_quotas()
        self._gate = Gate(database, clock, self._quotas)
        self._upkeep = Upkeep(self._gate)

    def greet(self, principal: Principal) -> list[str]:
        """Bind open invitations to somebody who just logged in; returns the workspaces joined."""
        return self._database.write(lambda conn: members.greet(conn, principal, advance(conn, self._clock())))

    def list_workspaces(self, principal: Principal) -> list[WorkspaceEntry]:
        """The principal's workspaces, last used first."""
        return self._database.read(lambda conn: list_workspaces(conn, principal))

    def create_workspace(self, principal: Principal, name: str) -> WorkspaceEntry:
        """Make a workspace that the principal owns."""
        return self._database.write(
            lambda conn: workspaces.create(conn, principal, name, advance(conn, self._clock()), self._quotas)
        )

    def delete_my_data(self, principal: Principal) -> None:
        """Delete every workspace that only the principal owns, and every trace of the principal elsewhere."""
        self._clean_up(
            *self._database.write(lambda conn: workspaces.delete_mine(conn, principal, advance(conn, self._clock())))
        )

    def look(self, principal: Principal, workspace: str) -> WorkspaceEntry:
        """The workspace as it is now, with the newest revision and the principal's role; one query, for each rerun."""
        return self._database.read(lambda conn: workspaces.look(conn, principal, workspace))

    def open_workspace(self, principal: Principal, workspace: str) -> WorkspaceEntry:
        """The workspace's entry; it comes first in the principal's list from now on."""
        entry = self._gate.write(principal, workspace, _SEE, workspaces.open_one)
        self._upkeep.opened(principal, entry.id)
        return entry

    def rename_workspace(self, principal: Principal, workspace: str, name: str) -> None:
        """Give it another name."""
        self._gate.write(principal, workspace, _MANAGE, lambda asked: workspaces.rename(asked, name))

    def delete_workspace(self, principal: Principal, workspace: str) -> None:
        """Delete it with everything in it; its links are dead at once."""
        self._gate.write(principal, workspace, _MANAGE, workspaces.delete)
        self._clean_up(workspace)

    def mask_key(self, principal: Principal, workspace: str) -> bytes:
        """Secret from which pseudonyms are made: the same customer has the same one in every link."""
        return self._gate.read(principal, workspace, _MANAGE, lambda asked: mask_key(asked.conn, asked.workspace))

    def list_members(self, principal: Principal, workspace: str) -> list[Member]:
        """Who belongs to it, invited people included."""
        return self._gate.read(principal, workspace, _MANAGE, members.list_all)

    def invite(self, principal: Principal, workspace: str, email: str, role: Role) -> Member:
        """Let somebody in who logs in with this address."""
        return self._gate.write(principal, workspace, _MANAGE, lambda asked: members.invite(asked, email, role))

    def set_role(self, principal: Principal, workspace: str, email: str, role: Role) -> None:
        """Give a member another role; the last owner stays one."""
        self._gate.write(principal, workspace, _MANAGE, lambda asked: members.set_role(asked, email, role))

    def remove_member(self, principal: Principal, workspace: str, email: str) -> None:
        """Take somebody out; the last owner stays."""
        self._gate.write(principal, workspace, _MANAGE, lambda asked: members.remove(asked, email))

    def leave(self, principal: Principal, workspace: str) -> None:
        """Take oneself out; the last owner stays."""
        self._gate.write(principal, workspace, _SEE, members.leave)

    def add_upload(self, principal: Principal, workspace: str, content: bytes) -> str:
        """Keep an upload; returns its digest."""
        return self._gate.write(principal, workspace, _EDIT, lambda asked: files.add_upload(asked, content))

    def read_upload(self, principal: Principal, workspace: str, digest: str) -> bytes:
        """The bytes of an upload."""
        return self._gate.read(principal, workspace, _EDIT, lambda asked: files.read_upload(asked, digest))

    def keep_dataset(self, principal: Principal, workspace: str, digest: str, folder: Path) -> None:
        """Keep a sealed dataset folder."""
        self._gate.write(principal, workspace, _EDIT, lambda asked: files.keep_dataset(asked, digest, folder))

    def fetch_dataset(self, principal: Principal, workspace: str, digest: str, folder: Path) -> None:
        """Write a kept dataset to a sealed folder."""
        self._gate.read(principal, workspace, _SEE, lambda asked: files.fetch_dataset(asked, digest, folder))

    def load_draft(self, principal: Principal, workspace: str) -> Draft | None:
        """The principal's own draft, or None."""
        return self._gate.read(principal, workspace, _EDIT, states.load_draft)

    def save_draft(self, principal: Principal, workspace: str, body: str, version: int, base: int) -> int:
        """Save the principal's own draft after ``version``, 0 for none yet; returns the new version."""
        return self._gate.write(
            principal, workspace, _EDIT, lambda asked: states.save_draft(asked, body, version, base)
        )

    def drop_draft(self, principal: Principal, workspace: str) -> None:
        """Forget the principal's own draft."""
        self._gate.write(principal, workspace, _EDIT, states.drop_draft)

    def save_revision(
        self, principal: Principal, workspace: str, state: SavedState, base: int, title: str
    ) -> RevisionEntry:
        """Save a state for everybody; refused when somebody saved one since ``base``."""
        return self._gate.write(
            principal, workspace, _EDIT, lambda asked: states.save_revision(asked, state, base, title)
        )

    def list_revisions(self, principal: Principal, workspace: str) -> list[RevisionEntry]:
        """All revisions, newest first."""
        return self._gate.read(principal, workspace, _SEE, states.list_revisions)

    def load_revision(self, principal: Principal, workspace: str, number: int) -> SavedState:
        """A revision's state, verified."""
        return self._gate.read(principal, workspace, _SEE, lambda asked: states.load_revision(asked, number))

    def keep(self, principal: Principal, workspace: str, kind: str, name: str, body: str) -> None:
        """Keep a small thing by kind and name."""
        self._gate.write(principal, workspace, _EDIT, lambda asked: small_texts.keep(asked, kind, name, body))

    def keep_after(
        self, principal: Principal, workspace: str, kind: str, name: str, body: str | None, before: str | None
    ) -> None:
        """Keep a small thing, or forget it with None, where it still is ``before``; None stands for nothing."""
        self._gate.write(
            principal, workspace, _EDIT, lambda asked: small_texts.keep_after(asked, kind, name, body, before)
        )

    def kept(self, principal: Principal, workspace: str, kind: str) -> dict[str, str]:
        """All small things of a kind, by name."""
        return self._gate.read(principal, workspace, _SEE, lambda asked: small_texts.kept(asked, kind))

    def drop_kept(self, principal: Principal, workspace: str, kind: str, name: str) -> None:
        """Forget a small thing."""
        self._gate.write(principal, workspace, _EDIT, lambda asked: small_texts.drop(asked, kind, name))

    def create_share(
        self, principal: Principal, workspace: str, terms: ShareTerms, snapshot: Snapshot
    ) -> tuple[ShareEntry, str]:
        """Make a link to a frozen snapshot; the token is told once and kept nowhere."""
        self._gate.check(principal, workspace, _MANAGE)
        link = shares.prepare(terms, new_secret())
        entry = self._gate.write(principal, workspace, _MANAGE, lambda asked: shares.create(asked, link, snapshot))
        return entry, link.token

    def list_shares(self, principal: Principal, workspace: str) -> list[ShareEntry]:
        """Every link of the workspace, newest first."""
        return self._gate.read(principal, workspace, _MANAGE, shares.list_all)

    def revoke_share(self, principal: Principal, workspace: str, share_id: str) -> None:
        """Close a link for good."""
        self._gate.write(principal, workspace, _MANAGE, lambda asked: shares.revoke(asked, share_id))

    def read_audit(self, principal: Principal, workspace: str) -> list[AuditEntry]:
        """Who did what, newest first."""
        return self._gate.read(principal, workspace, _MANAGE, lambda asked: list_audit(asked.conn, asked.workspace))

    def _clean_up(self, *gone: str) -> None:
        """After a deletion, take what is left off this machine's disk."""
        for workspace in gone:
            remove_working_copy(workspace)
        if gone:
            self._database.scrub(*gone)
