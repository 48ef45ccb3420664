"""The time as the viewers of links see it: it never goes back, not even when the machine's clock does."""

import contextlib
from datetime import UTC, datetime, timedelta
from typing import Final

from whalecurve.domain.errors import WhalecurveError
from whalecurve.service.clocks import Clock
from whalecurve.store.db.connection import Connection
from whalecurve.store.db.database import Database
from whalecurve.store.db.latest_time import STEP, advance, now_not_before

EVERY: Final = timedelta(minutes=1)
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Times:
    """Tells the time, and writes the latest one down often enough that an expired link stays so.

    Writes of the service remember the time as they go. A viewer only reads: without this, a link that ran out under a
    viewer's eyes would come alive when the clock is set back.

    Args:
        database: Where the latest time is kept.
        clock: The machine's clock.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._kept = self._tried = _NEVER

    def now(self, conn: Connection) -> datetime:
        """The later of the clock and the latest time ever seen."""
        return now_not_before(conn, self._clock())

    def keep_up(self) -> None:
        """Write the time down when that was not tried for a minute."""
        now = self._clock()
        if now - self._tried >= EVERY:
            self._tried = now
            self._keep(now)

    def reach(self, moment: datetime) -> None:
        """See to it that the kept time has passed a moment that is over, such as a link's expiry."""
        # The store notes the time in steps: one more is enough to pass the moment itself.
        if self._kept < moment + STEP:
            self._keep(moment + STEP)

    def _keep(self, moment: datetime) -> None:
        # The answer to whoever asked does not hang on it: a store that takes nothing refuses all the same.
        with contextlib.suppress(WhalecurveError):
            self._kept = self._database.write(lambda conn: advance(conn, max(self._clock(), moment)))
