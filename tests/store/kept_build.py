"""People, times and things to keep, with names that tests can read."""

from datetime import UTC, datetime, timedelta

from whalecurve.domain.state.access import Role
from whalecurve.domain.state.kept import Principal, ShareTerms
from whalecurve.store.content import blobs, bundles
from whalecurve.store.folders.sealed import sealing
from whalecurve.store.records import audit, drafts, members, revisions, shares, small_texts, visits, workspaces

NOW = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ISSUER = "https://login.example.com"
ANNA = Principal(ISSUER, "anna-1", "anna@example.com")
BEN = Principal(ISSUER, "ben-2", "ben@example.com")
STATE = '{"format": 1, "title": "Zo\\u00eb"}'
BUNDLE = "b0" * 32


def make_workspace(database, owner=ANNA, name="Whale & Co"):
    return database.write(lambda conn: workspaces.create_workspace(conn, name, owner, NOW)).id


def save(database, workspace, base, state=STATE, title="First"):
    """The next revision after ``base``."""
    return database.write(
        lambda conn: revisions.save_revision(conn, workspace, base, title, ANNA.email, state, NOW), workspace
    )


def load(database, workspace, number):
    return database.read(lambda conn: revisions.load_revision(conn, workspace, number))


def draft(database, workspace, version, body=STATE, person=ANNA):
    """The draft that follows ``version``."""
    return database.write(lambda conn: drafts.save_draft(conn, workspace, person.key, body, version, 0, NOW), workspace)


def share(database, workspace, token=b"t" * 32, **changes):
    """A link; named values replace those of ``NewShare``."""
    values = {
        "workspace": workspace,
        "token_hash": token,
        "passphrase_hash": "",
        "terms": ShareTerms("For the board", sites=("https://example.com",), passphrase="hush"),
        "created_by": ANNA.key,
        "expires_at": NOW + 30 * DAY,
        "snapshot": BUNDLE,
        "body": '{"basis": "contribution"}',
    }
    new = shares.NewShare(**{**values, **changes})
    return database.write(lambda conn: shares.add_share(conn, new, NOW), workspace)


def sealed_folder(folder, **files):
    """A sealed folder with these files: name, underscore for the dot, and bytes."""
    with sealing(folder) as target:
        for name, content in files.items():
            (target / name.replace("_", ".")).write_bytes(content)
    return folder


def fill(database, tmp_path, canary="Zoë"):
    """A workspace with something of everything, each with a text to look for; returns its id."""
    workspace = make_workspace(database, name=f"name {canary}")
    folder = sealed_folder(tmp_path / "sealed" / "x", customers_csv=f"file {canary}".encode() * 1000)
    link = share(database, workspace, body=f"share {canary}", terms=ShareTerms(f"terms {canary}"))
    for base in range(3):
        save(database, workspace, base, f"state {base} {canary}" * 100, f"title {canary}")
    for version in range(3):
        draft(database, workspace, version, f"draft {version} {canary}" * 1000)

    def rest(conn):
        members.invite(conn, workspace, f"{canary}@example.com", Role.VIEWER, NOW)
        blobs.put_blob(conn, workspace, f"upload {canary}".encode() * 500_000, NOW)
        bundles.put_bundle(conn, workspace, BUNDLE, folder, NOW)
        visits.add_visit(conn, link.id, b"s" * 32, NOW, NOW + DAY)
        audit.add_audit(conn, workspace, ANNA.key, "uploaded", {"what": canary}, NOW)
        small_texts.keep(conn, workspace, "mapping", f"kind {canary}", f"body {canary}", NOW)

    database.write(rest)
    return workspace


def everything(conn, workspace, share_id, upload):
    """All that can be read of a workspace, through the functions that the program uses."""
    entry = workspaces.find_workspace(conn, workspace, ANNA)
    return (
        entry,
        workspaces.list_workspaces(conn, ANNA),
        workspaces.mask_key(conn, workspace),
        members.list_members(conn, workspace),
        drafts.load_draft(conn, workspace, ANNA.key),
        revisions.list_revisions(conn, workspace),
        [revisions.load_revision(conn, workspace, number + 1) for number in range(entry.head)],
        shares.list_shares(conn, workspace),
        visits.find_visit(conn, share_id, b"s" * 32, NOW),
        shares.find_share_by_token(conn, b"t" * 32),
        audit.list_audit(conn, workspace),
        small_texts.kept(conn, workspace, "mapping"),
        blobs.get_blob(conn, workspace, upload),
        blobs.bytes_used(conn, workspace),
    )


def no_secret(error, *secrets):
    """A person may read this: no path, no address, no name of a library, no SQL."""
    assert not [secret for secret in (*secrets, "sqlite3", "psycopg", "SELECT", "INSERT", "/") if secret in str(error)]
