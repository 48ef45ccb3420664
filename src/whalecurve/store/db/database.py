"""The store: one database, opened once per process, read and written in whole transactions."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, update
from sqlalchemy.exc import SQLAlchemyError

from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.db.addresses import POSTGRESQL, SQLITE, find_address, kind_of
from whalecurve.store.db.engines import WAIT_SECONDS, for_reading, for_writing, make_engine
from whalecurve.store.db.faults import damaged_store, is_damage, not_saved, unavailable
from whalecurve.store.db.migrations import migrate, newest
from whalecurve.store.db.schema import FORMATS
from whalecurve.store.db.transactions import commit, take_turn, twice
from whalecurve.store.folders.data_folder import data_folder
from whalecurve.store.upkeep import copies
from whalecurve.store.upkeep.file_condition import check_file, prepare_file
from whalecurve.store.upkeep.scrubbing import scrub

_T = TypeVar("_T")
_Work = Callable[[Connection], _T]


class Database:
    """A store that is open.

    Args:
        engine: Its connections.
        file: The file of a store on SQLite, None otherwise.
    """

    def __init__(self, engine: Engine, file: Path | None) -> None:
        self.file = file
        self._engine = engine
        self._reader = for_reading(engine)
        self._writer = for_writing(engine)
        # SQLite lets waiting writers guess when it is their turn; within a process they queue up instead.
        self._turn = threading.Lock()
        self._is_damaged = False

    @property
    def kind(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    def read(self, work: _Work[_T]) -> _T:
        """Run ``work`` on one state of the store; nothing that it does is kept.

        Raises:
            StoreUnavailableError: The store does not answer.
            DamagedStoreError: It is damaged.
        """
        try:
            return twice(lambda: self._read_once(work))
        except SQLAlchemyError as error:
            raise self._damage_in(error) or unavailable(error) from error

    def write(self, work: _Work[_T], workspace: str = "") -> _T:
        """Run ``work`` in one transaction: all of it is on the disk when this returns, or nothing of it is kept.

        What ``work`` reads stays true until it ends: no other write comes in between. It may run twice, when the store
        was locked or the connection was lost, and must not call ``write`` itself.

        Args:
            work: What to do; an error of its own undoes everything.
            workspace: The one workspace that it touches; writes of other workspaces then need not wait for it.

        Raises:
            NotSavedError: The store is locked, full, read-only, or its server is gone.
            ConflictError: Somebody else wrote the same thing in the same moment.
            DamagedStoreError: The store is damaged.
        """
        if self._is_damaged:
            raise self._damaged()
        with self._in_turn():
            try:
                return twice(lambda: self._write_once(work, workspace))
            except SQLAlchemyError as error:
                raise self._damage_in(error) or not_saved(error) from error

    def check_writable(self) -> None:
        """Write something and wait until it is on the disk.

        Raises:
            NotSavedError: It cannot be written to.
        """
        pulse = update(FORMATS).where(FORMATS.c.number == newest()).values(program=FORMATS.c.program)
        self.write(lambda connection: connection.execute(pulse))

    def scrub(self, *workspaces: str) -> None:
        """After workspaces were deleted, take what is left of them out of the log and out of the automatic copies.

        Raises:
            WhalecurveError: Something of them is still there.
        """
        copies.forget(copies.folder_of(data_folder()), workspaces)
        scrub(self._engine)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _read_once(self, work: _Work[_T]) -> _T:
        with self._reader.connect() as connection, connection.begin() as transaction:
            try:
                return work(connection)
            finally:
                transaction.rollback()

    def _write_once(self, work: _Work[_T], workspace: str) -> _T:
        with self._writer.connect() as connection, connection.begin() as transaction:
            if self.kind == POSTGRESQL:
                take_turn(connection, workspace)
            result = work(connection)
            commit(transaction)
            return result

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if self.kind == POSTGRESQL:
            yield
            return
        if not self._turn.acquire(timeout=2 * WAIT_SECONDS):
            raise not_saved(TimeoutError())
        try:
            yield
        finally:
            self._turn.release()

    def _damage_in(self, error: Exception) -> WhalecurveError | None:
        """The error of a damaged store, from which moment on nothing is written to it any more."""
        self._is_damaged = self._is_damaged or is_damage(error)
        return self._damaged() if self._is_damaged else None

    def _damaged(self) -> WhalecurveError:
        return damaged_store(copies.newest_name(data_folder()))


def open_database(url: str | None = None) -> Database:
    """Open the store, making it or bringing it to the newest format first.

    Args:
        url: Its address; by default ``DATABASE_URL``, and without that a file in the data folder.

    Raises:
        NewerStoreError: It is of a newer program; nothing was changed.
        DamagedStoreError: It is damaged; nothing was changed.
        WhalecurveError: The address is none, or nothing answers there.
    """
    address = find_address(url)
    if kind_of(address) == POSTGRESQL:
        return _open(address, None)
    return open_file(Path(str(address.database)))


def open_file(file: Path, *, copy_first: bool = True) -> Database:
    """Open the store in a file, making it or bringing it to the newest format first.

    Args:
        file: The file.
        copy_first: Copy it before its format is changed.

    Raises:
        WhalecurveError: As for ``open_database``.
    """
    before = check_file(file, copies.newest_name(data_folder()))
    if copy_first and 0 < before < newest():
        copies.copy_store(file, copies.folder_of(data_folder()), f"before-format-{newest()}")
    prepare_file(file)
    return _open(URL.create(SQLITE, database=str(file)), file)


def _open(address: URL, file: Path | None) -> Database:
    database = Database(make_engine(address), file)
    try:
        database.write(migrate)
    except BaseException:
        database.close()
        raise
    return database
