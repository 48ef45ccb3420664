"""Format 1 of the store, as it was released: this text is never changed, a later format has a file of its own."""

from typing import Final

SQL: Final = """
CREATE TABLE clock (
    id INTEGER NOT NULL,
    latest BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE formats (
    number INTEGER NOT NULL,
    applied_at BIGINT NOT NULL,
    program TEXT NOT NULL,
    PRIMARY KEY (number)
);
CREATE TABLE gone (
    id VARCHAR(32) NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE logins (
    person VARCHAR(64) NOT NULL,
    ended BIGINT NOT NULL,
    PRIMARY KEY (person)
);
CREATE TABLE workspaces (
    id VARCHAR(32) NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    head INTEGER NOT NULL,
    mask_key $bytes NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE audit (
    workspace VARCHAR(32) NOT NULL,
    number INTEGER NOT NULL,
    at BIGINT NOT NULL,
    principal TEXT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    PRIMARY KEY (workspace, number),
    FOREIGN KEY(workspace) REFERENCES workspaces (id) ON DELETE CASCADE
);
CREATE TABLE blobs (
    workspace VARCHAR(32) NOT NULL,
    digest VARCHAR(64) NOT NULL,
    part INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    alone BOOLEAN NOT NULL,
    bytes $bytes NOT NULL,
    PRIMARY KEY (workspace, digest, part),
    FOREIGN KEY(workspace) REFERENCES workspaces (id) ON DELETE CASCADE
);
CREATE TABLE bundles (
    workspace VARCHAR(32) NOT NULL,
    digest VARCHAR(64) NOT NULL,
    manifest TEXT NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    PRIMARY KEY (workspace, digest),
    FOREIGN KEY(workspace) REFERENCES workspaces (id) ON DELETE CASCADE
);
CREATE TABLE drafts (
    workspace VARCHAR(32) NOT NULL,
    principal TEXT NOT NULL,
    version INTEGER NOT NULL,
    base INTEGER NOT NULL,
    body TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    PRIMARY KEY (workspace, principal),
    FOREIGN KEY(workspace) REFERENCES workspaces (id) ON DELETE CASCADE
);
CREATE TABLE kept (
    workspace VARCHAR(32) NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    PRIMARY KEY (workspace, kind, name),
    FOREIGN KEY(workspace) REFERENCES workspaces (id) ON DELETE CASCADE
);
CREATE TABLE members (
    workspace VARCHAR(32) NOT NULL,
    email TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    role VARCHAR(16) NOT NULL,
    invited_at BIGINT NOT NULL,
    joined_at BIGINT,
    used_at BIGINT,
    checksum VARCHAR(64) NOT NULL,
    PRIMARY KEY (workspace, email),
    FOREIGN KEY(workspace) REFERENCES workspaces (id) ON DELETE CASCADE
);
CREATE INDEX members_of_address ON members (email);
CREATE INDEX members_of_person ON members (subject, issuer);
CREATE TABLE revisions (
    workspace VARCHAR(32) NOT NULL,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    state_digest VARCHAR(64) NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    PRIMARY KEY (workspace, number),
    FOREIGN KEY(workspace) REFERENCES workspaces (id) ON DELETE CASCADE
);
CREATE TABLE shares (
    id VARCHAR(32) NOT NULL,
    workspace VARCHAR(32) NOT NULL,
    token_hash $bytes NOT NULL,
    passphrase_hash TEXT NOT NULL,
    terms TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    opened INTEGER NOT NULL,
    last_opened_at BIGINT,
    snapshot VARCHAR(64) NOT NULL,
    body TEXT NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(workspace) REFERENCES workspaces (id) ON DELETE CASCADE,
    UNIQUE (token_hash)
);
CREATE INDEX shares_of_workspace ON shares (workspace);
CREATE TABLE visits (
    share VARCHAR(32) NOT NULL,
    secret_hash $bytes NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    PRIMARY KEY (share, secret_hash),
    FOREIGN KEY(share) REFERENCES shares (id) ON DELETE CASCADE
);
CREATE INDEX visits_by_expiry ON visits (expires_at);
"""
