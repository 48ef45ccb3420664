"""Two companies that know nothing of each other, a clock that a test sets, and links."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import Principal, ShareTerms
from whalecurve.domain.state.saved_state import SavedState
from whalecurve.service.links.shares import Snapshot
from whalecurve.service.links.visits import Visits
from whalecurve.service.service import Service
from whalecurve.service.workspaces.quotas import Quotas
from whalecurve.store.db.schema import CLOCK, METADATA
from whalecurve.store.folders.sealed import sealing

START = datetime(2200, 3, 1, 12, tzinfo=UTC)
ISSUER = "https://login.example.com"
DIGEST = "ab" * 32
OTHER_DIGEST = "cd" * 32


def person(name, company="acme"):
    return Principal(ISSUER, f"{company}|{name}", f"{name}@{company}.example.com")


@dataclass
class Clock:
    """Tells what it is told to."""

    now: datetime = START
    ticked: float = 0.0

    def __call__(self):
        return self.now

    def ticks(self):
        return self.ticked

    def pass_by(self, **lapse):
        self.now += timedelta(**lapse)
        self.ticked += timedelta(**lapse).total_seconds()

    def set_back(self, **lapse):
        self.now -= timedelta(**lapse)
        self.ticked += 60.0


@dataclass
class Place:
    """A store with its doors."""

    database: object
    folder: Path
    quotas: Quotas = field(default_factory=Quotas)

    def __post_init__(self):
        self.clock = Clock()
        self.service = Service(self.database, self.clock, self.quotas)
        self.visits = self.another_process()

    def another_process(self):
        """Visits that share nothing but the store."""
        return Visits(self.database, self.clock, self.clock.ticks)

    def sealed(self, name="tables", content=b"figures"):
        """A sealed folder."""
        folder = self.folder / name
        if not folder.exists():
            with sealing(folder) as draft:
                (draft / "ranking.parquet").write_bytes(content)
        return folder

    def snapshot(self, word="figures", digest=DIGEST):
        return Snapshot(digest, self.sealed(f"snapshot-{word}", word.encode()), {"title": word})

    def link(self, workspace, owner, word="figures", digest=DIGEST, **terms):
        """A new link: its entry and its token."""
        told = ShareTerms(**{"title": word, "days": 30, **terms})
        return self.service.create_share(owner, workspace, told, self.snapshot(word, digest))


@dataclass
class Company:
    """A workspace with an owner, an editor and a viewer, and something in every table.

    Attributes:
        place: Where it is kept.
        name: Part of every address, and of every text that it keeps.
    """

    place: Place
    name: str = "acme"
    digest: str = DIGEST

    def __post_init__(self):
        self.owner, self.editor, self.viewer = (person(role, self.name) for role in ("owner", "editor", "viewer"))
        service = self.place.service
        self.workspace = service.create_workspace(self.owner, f"{self.name} plan").id
        for guest, role in ((self.editor, Role.EDITOR), (self.viewer, Role.VIEWER)):
            service.invite(self.owner, self.workspace, guest.email, role)
            service.greet(guest)
        self.upload = service.add_upload(self.owner, self.workspace, f"orders of {self.name}".encode())
        service.keep_dataset(self.owner, self.workspace, self.digest, self.place.sealed(self.name, self.name.encode()))
        service.save_draft(self.owner, self.workspace, f'"{self.name} draft"', 0, 0)
        service.save_draft(self.editor, self.workspace, f'"{self.name} draft"', 0, 0)
        service.save_revision(self.owner, self.workspace, SavedState(title=self.name), 0, f"{self.name} first")
        service.keep(self.owner, self.workspace, "mapping", f"{self.name} header", f'"{self.name} columns"')
        self.share, self.token = self.place.link(self.workspace, self.owner, self.name, self.digest[::-1])

    def person(self, role):
        return getattr(self, role, person("nobody", "nowhere"))


def everything(database):
    """Every row of every table but the clock's, as texts: what is kept, whole."""
    tables = [table for table in METADATA.sorted_tables if table is not CLOCK]

    def rows(conn):
        return {table.name: sorted(str(tuple(row)) for row in conn.execute(select(table))) for table in tables}

    return database.read(rows)
