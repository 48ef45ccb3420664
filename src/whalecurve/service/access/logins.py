"""Logins that have ended, in every browser: Streamlit's own cookie goes on for a month and is asked nobody about."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from whalecurve.domain.state.kept import Principal
from whalecurve.service.access.recent_answers import Seen
from whalecurve.service.clocks import Clock
from whalecurve.store.db.database import Database
from whalecurve.store.db.latest_time import advance
from whalecurve.store.records.ended_logins import end_logins, ended_before

REMEMBERED_SECONDS: Final = 1.0
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


class Logins:
    """Ends logins and tells whether one has ended.

    Args:
        database: The store.
        clock: The machine's clock.
        ticks: Seconds that only go forward, for how long an answer may be repeated.
    """

    def __init__(self, database: Database, clock: Clock, ticks: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._seen = Seen[str, datetime](ticks, REMEMBERED_SECONDS)

    def end(self, principal: Principal, issued: datetime) -> None:
        """End the login that began then by the provider's clock, and all of this person before it.

        Raises:
            NotSavedError: The store did not take it.
        """
        self._database.write(lambda conn: end_logins(conn, principal.key, issued, advance(conn, self._clock())))
        self._seen.forget(principal.key)

    def is_ended(self, principal: Principal, issued: datetime) -> bool:
        """Whether a login was ended; asked on each run, and answered from memory for a second."""
        ended = self._seen.find(principal.key)
        if ended is None:
            ended = self._database.read(lambda conn: ended_before(conn, principal.key)) or _NEVER
            self._seen.put(principal.key, ended)
        return issued <= ended
