"""Every rule holds on both stores."""

import secrets
from contextlib import contextmanager

import pytest

from tests.postgres import shared_server
from tests.service.build import OTHER_DIGEST, Company, Place
from whalecurve.store.db.database import open_database

KINDS = ["sqlite", "postgresql"]


@contextmanager
def opened(kind, folder):
    """A new, empty store of a kind."""
    if kind == "sqlite":
        database = open_database(f"sqlite:///{folder / 'store.sqlite'}")
        yield database
        database.close()
        return
    with shared_server().database() as url:
        database = open_database(url)
        yield database
        database.close()


@pytest.fixture(params=KINDS)
def database(request, tmp_path):
    with opened(request.param, tmp_path) as database:
        yield database


@pytest.fixture
def place(database, tmp_path):
    return Place(database, tmp_path / "folders")


@pytest.fixture
def company(place):
    return Company(place)


@pytest.fixture(params=KINDS, scope="module")
def town(request, tmp_path_factory):
    """A store that the tests of a module share, with two companies that no test may change."""
    folder = tmp_path_factory.mktemp("town")
    with opened(request.param, folder) as database:
        place = Place(database, folder / "folders")
        yield Company(place), Company(place, "rival", OTHER_DIGEST)


@pytest.fixture
def newcomer(town):
    """A company of a test's own in the shared store."""
    return Company(town[0].place, f"firm-{secrets.token_hex(4)}")
