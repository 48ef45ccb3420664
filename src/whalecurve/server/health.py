"""Whether the server can do its work: red when nothing can be kept."""

import asyncio
import logging
import tempfile
import time
from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse

from whalecurve.server.logs import log_event
from whalecurve.server.state import Server
from whalecurve.store.folders.data_folder import data_folder

PATH: Final = "/healthz"
HEALTH_PATHS: Final = frozenset({PATH, "/_stcore/health"})
_FRESH_SECONDS: Final = 2.0
_MOST_SECONDS: Final = 5.0
_OK: Final = 200
_DOWN: Final = 503


class Health:
    """Tries to write, at most once in two seconds however often it is asked."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._lock = asyncio.Lock()
        self._failing: list[str] = []
        self._asked_at = -_FRESH_SECONDS

    async def answer(self, _: Request) -> JSONResponse:
        """200 and ``ok``, or 503 and what fails; never why, which is for the log."""
        async with self._lock:
            if time.monotonic() - self._asked_at >= _FRESH_SECONDS:
                self._failing = [name for name, check in self._checks().items() if not await self._passes(name, check)]
                self._asked_at = time.monotonic()
        body = {"status": "failing", "failing": self._failing} if self._failing else {"status": "ok"}
        return JSONResponse(body, _DOWN if self._failing else _OK, {"Cache-Control": "no-store"})

    def _checks(self) -> dict[str, Callable[[], None]]:
        return {"store": self._server.office.database.check_writable, "folder": check_folder}

    async def _passes(self, name: str, check: Callable[[], None]) -> bool:
        try:
            await asyncio.wait_for(self._server.run(check), _MOST_SECONDS)
        except Exception as error:  # noqa: BLE001 - whatever it is, it does not work
            log_event("health check failed", logging.ERROR, what=name, error=type(error).__name__)
            return False
        return True


def check_folder() -> None:
    """Write a file to the data folder; it is gone afterwards.

    Raises:
        OSError: It cannot be written to.
        WhalecurveError: It is not there and cannot be made.
    """
    with tempfile.TemporaryFile(dir=data_folder()) as file:
        file.write(bytes(4096))
        file.flush()
