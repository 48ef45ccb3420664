"""Every test of the store runs on both kinds of it."""

import pytest

from tests.postgres import postgres_url
from whalecurve.store.db.database import open_database

__all__ = ["postgres_url"]


@pytest.fixture(params=["sqlite", "postgresql"])
def store_address(request, tmp_path):
    """The address of an empty store."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path / 'data' / 'store.sqlite'}"


@pytest.fixture
def database(store_address):
    opened = open_database(store_address)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_file(tmp_path):
    """Where the store on SQLite lies that the program opens by itself."""
    return tmp_path / "data" / "whalecurve.sqlite"
