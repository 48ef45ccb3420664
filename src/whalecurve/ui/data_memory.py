"""What was said about files on the Data page, kept in the workspace's store by the signature of their columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from whalecurve.analysis.remembered import Memory, Shapes
from whalecurve.domain.errors import WhalecurveError
from whalecurve.intake.recognition.said import Said
from whalecurve.ui.desk import Desk

_KEPT: Final = "mapping"


def memory_of(desk: Desk) -> Memory:
    """What is remembered in the workspace on the desk; one query.

    Raises:
        WhalecurveError: The store does not answer, or what it keeps is damaged.
    """
    return Memory(desk.service.kept(desk.me, desk.workspace, _KEPT)) if desk.workspace else Memory()


def change(desk: Desk, name: str, how: Callable[[Said], Said]) -> None:
    """Say something else under a signature; when that is not kept, the sidebar says why."""
    if not desk.may_change() or not desk.workspace:
        return
    try:
        said = how(memory_of(desk).find(name))
        if said == Said(files=said.files):
            desk.service.drop_kept(desk.me, desk.workspace, _KEPT, name)
        else:
            desk.service.keep(desk.me, desk.workspace, _KEPT, name, said.to_text())
    except WhalecurveError as problem:
        desk.unsaved = str(problem)


def answer(
    desk: Desk, shapes: Shapes, piece: Mapping[str, Any], offered: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Remember an answer, a piece of MAP.json, where it belongs."""
    for name, part, columns in shapes.route(piece):
        change(desk, name, partial(_told, shapes=shapes, part=part, offered=offered, columns=columns))


def _told(
    said: Said, *, shapes: Shapes, part: Mapping[str, Any], offered: Mapping[str, Sequence[str]] | None, columns: bool
) -> Said:
    if columns:
        return replace(said, fields={**said.fields, **part}, files=shapes.files)
    return replace(said.with_settings(part, offered), files=shapes.files)


def take_back(desk: Desk, name: str, pieces: Iterable[Mapping[str, Any]], fields: Iterable[str] = ()) -> None:
    """Forget answers and fields, so that they are asked, or guessed, again."""
    gone, out = list(pieces), set(fields)
    change(
        desk,
        name,
        lambda said: replace(
            said.without(gone), fields={key: text for key, text in said.fields.items() if key not in out}
        ),
    )
