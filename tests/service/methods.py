"""Every public method of the service: who may call it, and a call of it that somebody with the right may make."""

from dataclasses import dataclass

from tests.service.build import Company, person
from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import ShareTerms
from whalecurve.domain.state.saved_state import SavedState
from whalecurve.service.service import Service

OWNER, EDITOR, VIEWER = "owner", "editor", "viewer"
SEE, EDIT, MANAGE = {OWNER, EDITOR, VIEWER}, {OWNER, EDITOR}, {OWNER}
ANYBODY = "no workspace is named"


@dataclass
class Call:
    """Arguments for one call, taken from a company's things.

    Attributes:
        company: Whose things are named.
        principal: Who asks.
        workspace: Where.
    """

    company: Company
    principal: object
    workspace: object

    def __getattr__(self, method):
        service = self.company.place.service
        return lambda *values: getattr(service, method)(self.principal, self.workspace, *values)

    @property
    def out(self):
        return self.company.place.folder / "out" / self.company.name


def service(call):
    return call.company.place.service


METHODS = {
    "greet": (ANYBODY, lambda call: service(call).greet(call.principal)),
    "list_workspaces": (ANYBODY, lambda call: service(call).list_workspaces(call.principal)),
    "create_workspace": (ANYBODY, lambda call: service(call).create_workspace(call.principal, "Next year")),
    "delete_my_data": (ANYBODY, lambda call: service(call).delete_my_data(call.principal)),
    "look": (SEE, lambda call: call.look()),
    "open_workspace": (SEE, lambda call: call.open_workspace()),
    "rename_workspace": (MANAGE, lambda call: call.rename_workspace("Last year")),
    "delete_workspace": (MANAGE, lambda call: call.delete_workspace()),
    "mask_key": (MANAGE, lambda call: call.mask_key()),
    "list_members": (MANAGE, lambda call: call.list_members()),
    "invite": (MANAGE, lambda call: call.invite("new@example.com", Role.VIEWER)),
    "set_role": (MANAGE, lambda call: call.set_role(call.company.viewer.email, Role.EDITOR)),
    "remove_member": (MANAGE, lambda call: call.remove_member(call.company.viewer.email)),
    # The one owner of these companies is the last one, who must stay.
    "leave": ({EDITOR, VIEWER}, lambda call: call.leave()),
    "add_upload": (EDIT, lambda call: call.add_upload(b"more orders")),
    "read_upload": (EDIT, lambda call: call.read_upload(call.company.upload)),
    "keep_dataset": (EDIT, lambda call: call.keep_dataset("ef" * 32, call.company.place.sealed("new", b"new"))),
    "fetch_dataset": (SEE, lambda call: call.fetch_dataset(call.company.digest, call.out)),
    "load_draft": (EDIT, lambda call: call.load_draft()),
    "save_draft": (EDIT, lambda call: call.save_draft('"mine"', 1, 1)),
    "drop_draft": (EDIT, lambda call: call.drop_draft()),
    "save_revision": (EDIT, lambda call: call.save_revision(SavedState(title="new"), 1, "Second")),
    "list_revisions": (SEE, lambda call: call.list_revisions()),
    "load_revision": (SEE, lambda call: call.load_revision(1)),
    "keep": (EDIT, lambda call: call.keep("kpi", "2026-02", "{}")),
    "keep_after": (EDIT, lambda call: call.keep_after("action", "a1", "{}", None)),
    "kept": (SEE, lambda call: call.kept("mapping")),
    "drop_kept": (EDIT, lambda call: call.drop_kept("mapping", f"{call.company.name} header")),
    "create_share": (MANAGE, lambda call: call.create_share(ShareTerms("Board"), call.company.place.snapshot("new"))),
    "list_shares": (MANAGE, lambda call: call.list_shares()),
    "revoke_share": (MANAGE, lambda call: call.revoke_share(call.company.share.id)),
    "read_audit": (MANAGE, lambda call: call.read_audit()),
}
INSIDE = sorted(name for name, (roles, _) in METHODS.items() if roles is not ANYBODY)


def public_methods():
    return {name for name in dir(Service) if not name.startswith("_") and callable(getattr(Service, name))}


def stranger():
    return person("nobody", "nowhere")
