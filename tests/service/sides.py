"""One life of a workspace on both stores at once, with faults that strike in the middle of a write."""

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from tests.analysis.build import make_workbook
from tests.service.build import Place, person
from whalecurve.analysis.opening import open_workbook
from whalecurve.analysis.results import analyze
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.state.access import Role
from whalecurve.store.db.database import open_database
from whalecurve.store.folders.datasets import dataset_folder


@dataclass
class Side:
    """One store with the workspace's names there."""

    address: str
    folder: object
    name: str
    links: list = field(default_factory=list)  # entry, token
    visits: list = field(default_factory=list)  # number of the link, secret

    def __post_init__(self):
        self.place = Place(open_database(self.address), self.folder)
        self.begin()

    def begin(self):
        """A new workspace for the same three people."""
        self.owner, self.editor, self.viewer = (person(role, self.name) for role in ("owner", "editor", "viewer"))
        service = self.place.service
        self.workspace = service.create_workspace(self.owner, "Plan").id
        for guest, role in ((self.editor, Role.EDITOR), (self.viewer, Role.VIEWER)):
            service.invite(self.owner, self.workspace, guest.email, role)
            service.greet(guest)

    def restart(self):
        """Everything but the store is new."""
        clock = self.place.clock
        self.place.database.close()
        self.place = Place(open_database(self.address), self.folder)
        self.place.clock.now, self.place.clock.ticked = clock.now, clock.ticked

    def act(self, method, who, *values):
        """One of the three does something in the workspace."""
        return getattr(self.place.service, method)(getattr(self, who), self.workspace, *values)

    def do(self, call):
        """What a call answered: ``ok`` and its answer, or the kind of its error and its words."""
        try:
            return "ok", call(self)
        except WhalecurveError as error:
            return type(error).__name__, str(error)

    @contextmanager
    def fault(self, statement):
        """The disk is full when the write comes to its n-th statement, or to its end; None for no fault."""
        if statement is None:
            yield
            return
        engine, left = self.place.database._engine, [statement]
        sound = engine.dialect.do_commit

        def strike(*_):
            if left[0] == 0:
                raise OperationalError("", {}, disk_full(engine))
            left[0] -= 1

        def strike_at_the_end(connection):
            connection.rollback()  # as a database does whose COMMIT fails
            raise disk_full(engine)

        event.listen(engine, "before_cursor_execute", strike)
        engine.dialect.do_commit = strike_at_the_end
        try:
            yield
        finally:
            event.remove(engine, "before_cursor_execute", strike)
            engine.dialect.do_commit = sound


def disk_full(engine):
    if engine.dialect.name == "postgresql":
        return psycopg.errors.DiskFull("could not extend file")
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


class Figures:
    """A small company's data, and what it comes to under each plan."""

    def __init__(self, folder):
        self.workbook = make_workbook(folder)
        self.digest = self.workbook.digest
        self.files = dataset_folder(self.digest, folder)
        self._known = {}

    def expected(self, scenario):
        return self._known.setdefault(str(scenario), told(analyze(self.workbook, scenario)))

    def of(self, root, scenario):
        """The same from a dataset that came out of a store."""
        return told(analyze(open_workbook(self.digest, root), scenario))


def told(analysis):
    assert analysis.reconciliation.difference == 0
    return analysis.results.ranking().to_csv(), analysis.results.statements.company_profit
