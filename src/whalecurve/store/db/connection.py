"""The type of an open transaction, by name, for those above who pass it on and never run SQL."""

from sqlalchemy import Connection

__all__ = ["Connection"]
