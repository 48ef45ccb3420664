"""Folders on disk: sealed with checksums, read as datasets, snapshots and facts."""
