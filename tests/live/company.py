"""Companies whose names are canaries, people who hold them over raw websockets, and what the store holds of it all."""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.hosted import Hosted, Person, login_cookies
from tests.wire import Visitor, Waiting, Wire
from whalecurve.analysis.opening import open_workbook
from whalecurve.analysis.snapshot import make_snapshot, open_snapshot
from whalecurve.domain.state.draft_text import draft_from_text
from whalecurve.domain.state.kept import Principal, ShareTerms
from whalecurve.service.links.shares import Snapshot
from whalecurve.service.service import Service
from whalecurve.store.db.database import open_database
from whalecurve.store.folders.datasets import dataset_folder
from whalecurve.store.folders.working_copies import workspace_folder

# What must not change through somebody who may not change it; when something was used, seen or noted may.
GUARDED = {
    "workspaces": "id, name, mask_key FROM workspaces",
    "members": "workspace, email, issuer, subject, role FROM members",
    "drafts": "workspace, principal, body FROM drafts",
    "revisions": "workspace, number, title, state FROM revisions",
    "shares": "id, workspace, token_hash, passphrase_hash, terms, expires_at, revoked_at, snapshot FROM shares",
    "blobs": "workspace, digest FROM blobs",
    "bundles": "workspace, digest FROM bundles",
    "kept": "workspace, kind, name, body FROM kept",
    "audit": "workspace, number, what, principal, detail FROM audit WHERE what NOT IN"
    " ('workspace opened', 'share opened', 'leftovers removed')",
}


def files(canary: str, revenue: str) -> Mapping[str, bytes]:
    """Orders, customers and costs of a company whose customers carry the canary in their names."""
    orders = f"""Order ID,Order Date,Customer ID,Amount,Cost,Quantity
1,2026-01-05,007,{revenue},60.00,1
2,2026-01-20,007,50.50,20.00,2
3,2026-02-03,12,80.00,95.00,1
4,2026-02-09,30,10.00,2.00,5
"""
    customers = f"""Customer ID,Customer Name,Industry
007,{canary} First,Retail
12,{canary} Second,Hotels
30,{canary} Third,Retail
"""
    costs = "Cost,Amount,Year,Kind,Driver\nRent,120000.00,2026,fixed,customers\n"
    named = {"orders": orders, "customers": customers, "cost_list": costs}
    return {f"{canary}_{name}.csv": text.encode() for name, text in named.items()}


def person(wire: Wire, hosted: Hosted, who: Person) -> Waiting:
    """Somebody who has just logged in."""
    visitor = Visitor(hosted.url, login_cookies(hosted, who))
    wire.run(visitor.arrive())
    return Waiting(wire, visitor)


def open_company(wire: Wire, visitor: Waiting, canary: str, revenue: str) -> Waiting:
    """A tab with a company of its own, uploaded, saved as a revision, and the ranking open."""
    tab = wire.open(visitor, "data", query="w=new")
    tab.upload("Upload files", files(canary, revenue))
    tab.click("use")
    assert tab.saw(f"{canary} First"), tab.page.text
    tab.go("plans")
    tab.click("revision_save")
    tab.go("ranking")
    assert tab.page.exceptions == []
    return tab


def give_role(owner: Waiting, email: str, role: str) -> None:
    """Invite somebody in a role, or change the role, on the owner's Team page."""
    owner.go("team")
    key = f"role_{email}"
    if any(one.key == key for one in owner.page.widgets()):
        owner.set(key, role_words(owner, key, role))
    else:
        owner.set("invite_email", email)
        owner.set("invite_role", role_words(owner, "invite_role", role))
        owner.click("Invite")
    assert any(one.key == key for one in owner.page.widgets()), owner.page.text


def role_words(owner: Waiting, key: str, role: str) -> str:
    """What the Team page calls a role."""
    return next(words for words in owner.page.widget(key).proto.options if words.startswith(role))


def guarded_rows(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that the store holds and that only some may change."""
    with contextlib.closing(sqlite3.connect(f"file:{data / 'whalecurve.sqlite'}?mode=ro", uri=True)) as store:
        return {
            table: sorted(store.execute(f"SELECT DISTINCT {columns}"), key=repr) for table, columns in GUARDED.items()
        }


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """The tables that are not as they were."""
    return {table for table in before if after[table] != before[table]}


@contextlib.contextmanager
def service_at(data: Path) -> Iterator[Service]:
    """The service over a running server's own store, as a second process has it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHALECURVE_DATA_DIR", str(data))
        patch.delenv("DATABASE_URL", raising=False)
        database = open_database()
        try:
            yield Service(database)
        finally:
            database.close()


def share(service: Service, owner: Principal, terms: ShareTerms, folder: Path) -> tuple[str, str, str]:
    """Make a link to the workspace that its owner used last; its workspace, id and token."""
    workspace = service.list_workspaces(owner)[0].id
    draft = service.load_draft(owner, workspace)
    assert draft is not None
    state, _ = draft_from_text(draft.body)
    book = open_workbook(state.dataset, workspace_folder(workspace))
    digest = make_snapshot(book, state.scenario, (), terms, service.mask_key(owner, workspace), folder)
    snapshot = Snapshot(digest, dataset_folder(digest, folder), open_snapshot(digest, folder).body())
    entry, token = service.create_share(owner, workspace, terms, snapshot)
    return workspace, entry.id, token
