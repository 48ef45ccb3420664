"""A look at the store without changing anything: what and where it is, and whether it is sound."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection

from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.db.addresses import POSTGRESQL, find_address, kind_of
from whalecurve.store.db.database import Database
from whalecurve.store.db.engines import make_engine
from whalecurve.store.db.migrations import check_format, find_format, newest
from whalecurve.store.folders.data_folder import data_folder
from whalecurve.store.upkeep import copies
from whalecurve.store.upkeep.checksums import damaged_rows
from whalecurve.store.upkeep.file_condition import check_file

_T = TypeVar("_T")


@dataclass(frozen=True)
class Checkup:
    """What was found.

    Attributes:
        kind: ``sqlite`` or ``postgresql``.
        place: The file, or the server and the database on it; no password.
        format: Number of the newest migration that was applied, 0 where there is no store yet.
        fault: What is wrong with it, empty when it is sound.
    """

    kind: str
    place: str
    format: int
    fault: str = field(default="")


def check_up() -> Checkup:
    """Look at the store, every page and every row of it.

    Raises:
        WhalecurveError: ``DATABASE_URL`` is no address.
    """
    address = find_address()
    kind = kind_of(address)
    place = f"{address.host or 'localhost'}/{address.database}" if kind == POSTGRESQL else str(address.database)
    try:
        number = _find_format(address)
        return Checkup(kind, place, number, _fault(address) if number == newest() else "")
    except WhalecurveError as problem:
        return Checkup(kind, place, 0, str(problem))


def _find_format(address: URL) -> int:
    if kind_of(address) == POSTGRESQL:
        number = _read(address, find_format)
        check_format(number)
        return number
    return check_file(Path(str(address.database)), copies.newest_name(data_folder()), whole=True)


def _fault(address: URL) -> str:
    damaged = _read(address, damaged_rows)
    told = ", ".join(f"{count} in {name}" for name, count in damaged.items())
    return f"rows that are not what was saved: {told}; restore the last backup" if told else ""


def _read(address: URL, work: Callable[[Connection], _T]) -> _T:
    file = None if kind_of(address) == POSTGRESQL else Path(str(address.database))
    with closing(Database(make_engine(address), file)) as database:
        return database.read(work)
