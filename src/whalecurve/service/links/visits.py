"""Links as their viewers use them: no login, only what the link's owner chose to show, and only as long as it lasts."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from whalecurve.domain.errors import NotFoundError, WhalecurveError
from whalecurve.domain.state.kept import ShareEntry
from whalecurve.service.access.recent_answers import Seen
from whalecurve.service.access.tokens import hash_of, known_id, new_secret
from whalecurve.service.clocks import Clock, utc_now
from whalecurve.service.events import Event
from whalecurve.service.latest_time import Times
from whalecurve.service.links.addresses import is_open, not_available
from whalecurve.service.links.passphrases import is_passphrase
from whalecurve.service.links.wrong_passphrases import WITHIN, reserve_try, return_try
from whalecurve.store.content.bundles import fetch_bundle
from whalecurve.store.db.connection import Connection
from whalecurve.store.db.database import Database
from whalecurve.store.db.latest_time import advance
from whalecurve.store.records.audit import add_audit
from whalecurve.store.records.shares import StoredShare, find_share, find_share_by_token, note_opened
from whalecurve.store.records.visits import add_visit, find_visit, sweep_visits

LONGEST_VISIT: Final = timedelta(hours=12)
_VISITOR: Final = "visitor"


class NeedsPassphraseError(WhalecurveError):
    """The link is right and asks for a passphrase; only somebody with the link ever sees this.

    Args:
        wrong: Whether one was given that is not the right one.
        locked: Whether too many wrong ones were given lately: none is looked at now.
    """

    def __init__(self, *, wrong: bool = False, locked: bool = False) -> None:
        self.wrong = wrong
        self.locked = locked
        super().__init__(
            "This link asks for a passphrase",
            found="too many wrong ones" if locked else "another one" if wrong else "",
            remedy=f"try again in {WITHIN // timedelta(minutes=1)} minutes" if locked else "ask whoever sent the link",
        )


@dataclass(frozen=True)
class OpenShare:
    """What a viewer has in front of them.

    Attributes:
        entry: The link's terms and dates.
        body: Its figures as JSON values.
        workspace: Where it comes from.
    """

    entry: ShareEntry
    body: Mapping[str, Any]
    workspace: str


class Visits:
    """Opens links and watches over the visits that follow.

    Args:
        database: The store.
        clock: The machine's clock.
        ticks: Seconds that only go forward, for how long an answer may be repeated.
    """

    def __init__(self, database: Database, clock: Clock = utc_now, ticks: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._times = Times(database, clock)
        self._seen = Seen[tuple[str, bytes], StoredShare](ticks)

    def open_link(self, token: object, passphrase: str | None = None) -> tuple[ShareEntry, str]:
        """Exchange a link's token for the secret of a visit; the secret is a cookie's value and stored nowhere.

        Raises:
            NotFoundError: The token opens nothing: one and the same answer, whatever it is and whatever it was.
            NeedsPassphraseError: It is right, and the passphrase is missing or wrong.
        """
        share = self._by_token(hash_of(token))
        moment = self._pass(share, passphrase) if share.passphrase_hash else None
        found, secret = share.entry, new_secret()
        entry = self._database.write(lambda conn: self._admit(conn, found.id, secret, moment), found.workspace)
        return entry, secret

    def look(self, share_id: object, secret: object) -> OpenShare:
        """What a visit may see at this moment; ask again at every step, it costs one query at most each second.

        Raises:
            NotFoundError: There is no such visit, or its link is expired, revoked or deleted.
        """
        self._times.keep_up()
        share = self._visited(known_id(share_id), hash_of(secret))
        # Read anew for each viewer: what one of them does to it is no other's business.
        return OpenShare(share.entry, json.loads(share.body), share.entry.workspace)

    def fetch_snapshot(self, share_id: object, secret: object, folder: Path) -> None:
        """Write the frozen tables of a visit's link to a sealed folder.

        Raises:
            NotFoundError: There is no such visit, or its link is expired, revoked or deleted.
        """
        entry = self.look(share_id, secret).entry
        try:
            self._database.read(lambda conn: fetch_bundle(conn, entry.workspace, entry.snapshot, folder))
        except NotFoundError as error:
            raise not_available() from error  # closed since the last look, and its tables are gone already

    def _by_token(self, token_hash: bytes) -> StoredShare:
        def find(conn: Connection) -> tuple[StoredShare | None, datetime]:
            return find_share_by_token(conn, token_hash), self._times.now(conn)

        share, now = self._database.read(find)
        if share is None or not is_open(share.entry, now):
            self._keep_closed(share)
            raise not_available()
        return share

    def _pass(self, share: StoredShare, passphrase: str | None) -> datetime:
        """Look at a passphrase; returns when, under which the try was counted."""
        if not passphrase:
            raise NeedsPassphraseError
        place, share_id = share.entry.workspace, share.entry.id

        def count(conn: Connection) -> datetime | None:
            entry, now = self._still_open(conn, share_id)
            return now if reserve_try(conn, entry.workspace, share_id, now) else None

        def refuse(conn: Connection) -> None:
            _note(conn, *self._still_open(conn, share_id), Event.SHARE_REFUSED)

        moment = self._database.write(count, place)
        if moment is None:
            raise NeedsPassphraseError(locked=True)
        if not is_passphrase(passphrase, share.passphrase_hash):
            self._database.write(refuse, place)
            raise NeedsPassphraseError(wrong=True)
        return moment

    def _admit(self, conn: Connection, share_id: str, secret: str, moment: datetime | None) -> ShareEntry:
        entry, now = self._still_open(conn, share_id)
        if moment is not None:
            return_try(conn, entry.workspace, share_id, moment, now)
        sweep_visits(conn, now)
        add_visit(conn, share_id, hash_of(secret), now, min(now + LONGEST_VISIT, entry.expires_at))
        note_opened(conn, share_id, now)
        _note(conn, entry, now, Event.SHARE_OPENED)
        return entry

    def _still_open(self, conn: Connection, share_id: str) -> tuple[ShareEntry, datetime]:
        """The link once more, in the transaction that counts: it may have closed while a passphrase was looked at."""
        now, share = advance(conn, self._clock()), find_share(conn, share_id)
        if share is None or not is_open(share.entry, now):
            raise not_available()
        return share.entry, now

    def _visited(self, share_id: str, secret_hash: bytes) -> StoredShare:
        key = (share_id, secret_hash)
        if (seen := self._seen.find(key)) is not None:
            return seen
        share = self._database.read(lambda conn: find_visit(conn, share_id, secret_hash, self._clock()))
        if share is None:
            self._keep_closed(self._database.read(lambda conn: find_share(conn, share_id)))
            raise not_available()
        self._seen.put(key, share)
        return share

    def _keep_closed(self, share: StoredShare | None) -> None:
        """What was seen expired stays so, whatever becomes of the clock."""
        if share is not None and share.entry.expires_at <= self._clock():
            self._times.reach(share.entry.expires_at)


def _note(conn: Connection, entry: ShareEntry, now: datetime, what: Event) -> None:
    add_audit(conn, entry.workspace, _VISITOR, what, {"share": entry.id}, now)
