"""Format 2 of the store: when bytes and folders were last stored; what is there already was long ago."""

from typing import Final

SQL: Final = """
ALTER TABLE blobs ADD COLUMN stored_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE bundles ADD COLUMN stored_at BIGINT NOT NULL DEFAULT 0;
"""
