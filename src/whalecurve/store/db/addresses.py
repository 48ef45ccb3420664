"""Where the store is: a file in the data folder, or what ``DATABASE_URL`` says."""

import os
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.folders.data_folder import data_folder

SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql"
VARIABLE: Final = "DATABASE_URL"
FILE: Final = "whalecurve.sqlite"
_DRIVERS: Final = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def find_address(url: str | None = None) -> URL:
    """The address of the store: ``url``, else ``DATABASE_URL``, else a file in the data folder.

    Raises:
        WhalecurveError: It is none.
    """
    given = url or os.environ.get(VARIABLE, "").strip()
    return store_url(given) if given else URL.create(SQLITE, database=str(data_folder() / FILE))


def store_url(text: str) -> URL:
    """The address of a store, such as ``postgresql://user:password@host/name`` or ``sqlite:////folder/file``.

    Raises:
        WhalecurveError: It is none; its text, which may hold a password, is not repeated.

    >>> store_url("postgres://anna:secret@host/sales").drivername
    'postgresql+psycopg'
    >>> store_url("mysql://host/sales")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: DATABASE_URL is not the address of a store. Found: something else. To fix
        it: write it as postgresql://user:password@host/name, or leave it out to keep everything in one file.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in _DRIVERS or not url.database:
        raise WhalecurveError(
            "DATABASE_URL is not the address of a store",
            found="something else",
            remedy="write it as postgresql://user:password@host/name, or leave it out to keep everything in one file",
        ) from None
    if _DRIVERS[url.drivername] == SQLITE and (url.query or url.database.startswith((":memory:", "file:"))):
        raise WhalecurveError(
            "DATABASE_URL names a store that keeps nothing, or one that is more than a file",
            found="a store in memory, or settings after a question mark",
            remedy="write sqlite:////folder/file, or leave it out to keep everything in one file of the data folder",
        )
    return url.set(drivername=_DRIVERS[url.drivername])


def kind_of(url: URL) -> str:
    """``sqlite`` or ``postgresql``."""
    return url.get_backend_name()
