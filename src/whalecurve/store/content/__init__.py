"""Uploads and tables inside the store: bytes named by their digest, and what nothing names any more."""
