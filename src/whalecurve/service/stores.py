"""One store per process, and the two doors to it: for people, and for those who hold a link."""

import os
import threading
from dataclasses import dataclass
from typing import Final

from whalecurve.service.access.logins import Logins
from whalecurve.service.clocks import utc_now
from whalecurve.service.links.visits import Visits
from whalecurve.service.service import Service
from whalecurve.store.db.database import Database, open_database
from whalecurve.store.folders.data_folder import data_folder

_OPEN: Final[dict[tuple[str, str], "Office"]] = {}
_LOCK: Final = threading.Lock()


@dataclass(frozen=True)
class Office:
    """An open store with its doors.

    Attributes:
        database: The store.
        service: For people, by principal.
        visits: For browsers that opened a link.
        logins: Which logins have ended.
    """

    database: Database
    service: Service
    visits: Visits
    logins: Logins


def open_office() -> Office:
    """The store of the present settings, opened once per process.

    Raises:
        WhalecurveError: It cannot be opened, or is newer than this program.
    """
    name = (os.environ.get("DATABASE_URL", "").strip(), str(data_folder()))
    with _LOCK:
        if name not in _OPEN:
            database = open_database()
            _OPEN[name] = Office(
                database, Service(database, utc_now), Visits(database, utc_now), Logins(database, utc_now)
            )
        return _OPEN[name]


def close_offices() -> None:
    """Close every open store; the next ``open_office`` opens it again."""
    with _LOCK:
        while _OPEN:
            _OPEN.popitem()[1].database.close()
