"""Wrong passphrases of a link: ten within a quarter of an hour, then nobody's is looked at for a while."""

import json
from datetime import datetime, timedelta
from typing import Final

from whalecurve.store.db.connection import Connection
from whalecurve.store.records import small_texts

MOST_TRIES: Final = 10
WITHIN: Final = timedelta(minutes=15)
# None of the kinds that callers may name.
_KIND: Final = "tries"


def reserve_try(conn: Connection, workspace: str, share_id: str, now: datetime) -> bool:
    """Count a try before it is looked at, so that many at once are not looked at together.

    Returns:
        Whether it may be looked at.
    """
    tries = [moment for moment in _tries(conn, workspace, share_id) if now - moment < WITHIN]
    if len(tries) >= MOST_TRIES:
        return False
    _write(conn, workspace, share_id, [*tries, now], now)
    return True


def return_try(conn: Connection, workspace: str, share_id: str, moment: datetime, now: datetime) -> None:
    """Take back a try that was right: those who know the passphrase do not shut out each other."""
    tries = _tries(conn, workspace, share_id)
    if moment in tries:
        tries.remove(moment)
    _write(conn, workspace, share_id, tries, now)


def forget_tries(conn: Connection, workspace: str, share_id: str) -> None:
    """Forget all tries of a link."""
    small_texts.drop_kept(conn, workspace, _KIND, share_id)


def _tries(conn: Connection, workspace: str, share_id: str) -> list[datetime]:
    text = small_texts.kept(conn, workspace, _KIND).get(share_id, "[]")
    return [datetime.fromisoformat(moment) for moment in json.loads(text)]


def _write(conn: Connection, workspace: str, share_id: str, tries: list[datetime], now: datetime) -> None:
    body = json.dumps([moment.isoformat() for moment in tries])
    small_texts.keep(conn, workspace, _KIND, share_id, body, now)
