"""Small things that a workspace keeps by kind and name: mappings, actions, KPI snapshots."""

from typing import Final

from whalecurve.domain.errors import ConflictError, WhalecurveError
from whalecurve.service.access.gate import Asked
from whalecurve.service.events import Event
from whalecurve.service.texts import needed_name, storable
from whalecurve.service.workspaces.quotas import refuse_above
from whalecurve.store.records import small_texts

# A closed list: the program keeps other things in the same table, which no caller may name.
KINDS: Final = ("action", "kpi", "mapping", "setting")


def keep(asked: Asked, kind: str, name: str, body: str) -> None:
    """Keep a text under a name; what was there before is replaced.

    Raises:
        QuotaError: The things of this kind would be too large together.
        WhalecurveError: There is no such kind, or the name is empty.
    """
    refuse_above(asked.quotas.state_bytes, storable(body, "What is kept"), "state_bytes", "bytes")
    word, title = _checked(kind), needed_name(name, "What is kept")
    small_texts.keep(asked.conn, asked.workspace, word, title, body, asked.now)
    # They are read together, so they are bounded together.
    total = sum(len(text.encode()) for text in small_texts.kept(asked.conn, asked.workspace, word).values())
    refuse_above(asked.quotas.state_bytes, total, "state_bytes", "bytes")
    asked.note(Event.THING_KEPT, {"kind": word})


def keep_after(asked: Asked, kind: str, name: str, body: str | None, before: str | None) -> None:
    """Keep a text, or with None forget it, where it still is what the caller saw: nobody overwrites another's change.

    Args:
        asked: The admitted question.
        kind: One of the kinds.
        name: Under which it is kept.
        body: What to keep; None to forget it.
        before: What the caller saw; None for nothing.

    Raises:
        ConflictError: Somebody changed it since; what is there stays.
        QuotaError: The things of this kind would be too large together.
        WhalecurveError: There is no such kind, or the name is empty.
    """
    there = small_texts.kept_one(asked.conn, asked.workspace, _checked(kind), needed_name(name, "What is kept"))
    if there != before:
        raise ConflictError("Somebody else changed this in the meantime", remedy="look at it again, then change it")
    if body is None:
        drop(asked, kind, name)
    else:
        keep(asked, kind, name, body)


def kept(asked: Asked, kind: str) -> dict[str, str]:
    """Everything of a kind, by name.

    Raises:
        WhalecurveError: There is no such kind.
    """
    return small_texts.kept(asked.conn, asked.workspace, _checked(kind))


def drop(asked: Asked, kind: str, name: str) -> None:
    """Forget one; nothing happens when there is none.

    Raises:
        WhalecurveError: There is no such kind, or the name is empty.
    """
    word = _checked(kind)
    small_texts.drop_kept(asked.conn, asked.workspace, word, needed_name(name, "What is kept"))
    asked.note(Event.THING_DROPPED, {"kind": word})


def _checked(kind: str) -> str:
    if kind not in KINDS:
        raise WhalecurveError("There is no such kind of thing", found=repr(kind)[:40], remedy=f"use {', '.join(KINDS)}")
    return kind
