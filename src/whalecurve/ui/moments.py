"""Moments as the reader's clock shows them."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def clock_words(at: datetime | None = None) -> str:
    """Hours and minutes of a moment, now when none is given: ``10:42``."""
    return (at or datetime.now(UTC)).astimezone(_zone()).strftime("%H:%M")


def day_words(at: datetime) -> str:
    """Day of a moment, as no reader mistakes it: ``23 Nov 2026``."""
    here = at.astimezone(_zone())
    return f"{here.day} {here:%b %Y}"


def moment_words(at: datetime | None) -> str:
    """Day and time of a moment; ``never`` for none."""
    return f"{day_words(at)}, {clock_words(at)}" if at else "never"


def _zone() -> tzinfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
