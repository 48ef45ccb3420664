"""Links to a frozen snapshot, as an owner makes, lists and revokes them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from whalecurve.domain.errors import NotFoundError
from whalecurve.domain.state.kept import ShareEntry, ShareTerms
from whalecurve.service.access.gate import Asked
from whalecurve.service.access.tokens import hash_of, known_id
from whalecurve.service.events import Event
from whalecurve.service.links.addresses import is_open
from whalecurve.service.links.passphrases import hash_passphrase
from whalecurve.service.links.terms import checked_terms
from whalecurve.service.links.wrong_passphrases import forget_tries
from whalecurve.service.workspaces.files import keep_within_room
from whalecurve.service.workspaces.quotas import refuse_above
from whalecurve.store.content.bundles import drop_bundle, has_bundle, put_bundle
from whalecurve.store.folders.data_folder import checked_digest
from whalecurve.store.records import shares

_SHARE: Final = "share"


@dataclass(frozen=True)
class Snapshot:
    """What a link shows.

    Attributes:
        digest: Name of the frozen tables.
        folder: Sealed folder that holds them.
        body: Everything small: JSON values.
    """

    digest: str
    folder: Path
    body: Mapping[str, Any]


@dataclass(frozen=True)
class NewLink:
    """A link about to be made; slow things are done before the transaction begins."""

    terms: ShareTerms
    token: str
    passphrase_hash: str


def prepare(terms: ShareTerms, token: str) -> NewLink:
    """Check the terms and hash the passphrase.

    Raises:
        WhalecurveError: The terms cannot be kept.
    """
    checked = checked_terms(terms)
    return NewLink(checked, token, hash_passphrase(checked.passphrase) if checked.passphrase else "")


def create(asked: Asked, link: NewLink, snapshot: Snapshot) -> ShareEntry:
    """Keep the snapshot and the link to it.

    Raises:
        QuotaError: The workspace has as many open links as it may, or no room for the snapshot.
    """
    refuse_above(asked.quotas.shares, _drop_closed_snapshots(asked) + 1, "shares", "links")
    body = json.dumps(snapshot.body, sort_keys=True, allow_nan=False)
    refuse_above(asked.quotas.share_bytes, len(body), "share_bytes", "bytes")
    put_bundle(asked.conn, asked.workspace, checked_digest(snapshot.digest), snapshot.folder, asked.now)
    keep_within_room(asked)
    new = shares.NewShare(
        workspace=asked.workspace,
        token_hash=hash_of(link.token),
        passphrase_hash=link.passphrase_hash,
        terms=link.terms,
        created_by=asked.principal.email or asked.principal.key,
        expires_at=asked.now + timedelta(days=link.terms.days),
        snapshot=snapshot.digest,
        body=body,
    )
    entry = shares.add_share(asked.conn, new, asked.now)
    asked.note(Event.SHARE_CREATED, {_SHARE: entry.id, "days": link.terms.days, "masked": link.terms.masked})
    return entry


def list_all(asked: Asked) -> list[ShareEntry]:
    """Every link of the workspace, newest first, closed ones too."""
    return shares.list_shares(asked.conn, asked.workspace)


def revoke(asked: Asked, share_id: str) -> None:
    """Close a link for good; open tabs notice within seconds. Once more is no error.

    Raises:
        NotFoundError: The workspace has no such link, whoever else has.
    """
    if not known_id(share_id):
        raise NotFoundError("There is no such link", remedy="reload the list of links")
    shares.revoke_share(asked.conn, asked.workspace, share_id, asked.now)
    forget_tries(asked.conn, asked.workspace, share_id)
    _drop_closed_snapshots(asked)
    asked.note(Event.SHARE_REVOKED, {_SHARE: share_id})


def _drop_closed_snapshots(asked: Asked) -> int:
    """Forget the tables behind links that nobody can open any more; returns how many links are open."""
    entries = shares.list_shares(asked.conn, asked.workspace)
    opened = [entry for entry in entries if is_open(entry, asked.now)]
    for digest in {entry.snapshot for entry in entries} - {entry.snapshot for entry in opened}:
        if has_bundle(asked.conn, asked.workspace, digest):
            drop_bundle(asked.conn, asked.workspace, digest)
    return len(opened)
