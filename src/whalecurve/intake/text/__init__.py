"""Bytes to records: encoding, dialect, lines, and the table of text cells that comes out."""
