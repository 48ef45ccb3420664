"""What all parts of the server share: its settings, and the open store once it has started."""

import asyncio
import functools
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

from whalecurve.domain.errors import WhalecurveError
from whalecurve.intake.limits import limits_in_force
from whalecurve.intake.process.host_process import end_host, prepare_host
from whalecurve.server.settings import Settings, read_settings
from whalecurve.server.start import Option, check_start
from whalecurve.service.stores import Office, close_offices, open_office

T = TypeVar("T")
Auth = Callable[[], Mapping[str, object] | None]
# Streamlit's own runtime, which is there once the server has started.
Runtime = Callable[[], Any]
_THREADS: Final = 8


class Server:
    """One server of the process; nothing is answered before ``start`` has found everything in order.

    Args:
        option: Streamlit's settings by name.
        auth: Reads the section ``[auth]`` of Streamlit's secrets.
        runtime: Gives Streamlit's runtime, which keeps prepared and uploaded files.
    """

    def __init__(self, option: Option, auth: Auth, runtime: Runtime) -> None:
        self._option = option
        self._auth = auth
        self._runtime = runtime
        self._office: Office | None = None
        self.cookie_secret = ""
        # Of its own: Streamlit's files and ours do not wait for each other.
        self._threads = ThreadPoolExecutor(_THREADS, "whalecurve-server")

    @functools.cached_property
    def settings(self) -> Settings:
        """The server's own settings; only they count, so they are read when the secrets had their say.

        Raises:
            WhalecurveError: They cannot be understood.
        """
        return read_settings(os.environ)

    @property
    def started(self) -> bool:
        """Whether requests may be answered."""
        return self._office is not None

    @property
    def office(self) -> Office:
        """The open store.

        Raises:
            WhalecurveError: The server has not started.
        """
        if self._office is None:
            raise WhalecurveError("The server has not started", remedy="try again in a moment")
        return self._office

    def start(self) -> None:
        """Check everything, then open the store, and have the process that reads files stand ready.

        Raises:
            WhalecurveError: Something is not in order; the sentence says what to do.
        """
        auth = self._auth()  # first: a host may keep the environment among the secrets
        self.cookie_secret = str((auth or {}).get("cookie_secret") or "")
        check_start(self.settings, os.environ, self._option, auth)
        limits_in_force()
        self._office = open_office()
        prepare_host()

    def prepared_file(self, name: str) -> bytes | None:
        """Content of a file that a page prepared, by the last part of its address; None when there is none."""
        found = self._runtime().media_file_mgr.read_file(name)
        return None if found is None else bytes(found.content)

    def drop_upload(self, session: str, file: str) -> None:
        """Let go of an uploaded file; no error when it is gone."""
        self._runtime().uploaded_file_mgr.remove_file(session, file)

    async def run(self, work: Callable[[], T]) -> T:
        """Do what may wait for the store or the disk, in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def stop(self) -> None:
        """Close the store, and end what is still being read."""
        self._office = None
        end_host()
        self._threads.shutdown(wait=False, cancel_futures=True)
        close_offices()
