"""One refresh of a workspace: its folder of exports read, checked and saved, or everything left as it was."""

import datetime as dt
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from whalecurve.analysis.again import File, read_again
from whalecurve.analysis.currency import in_currency_of
from whalecurve.analysis.remembered import Memory
from whalecurve.analysis.results import Analysis, analyze
from whalecurve.analysis.trends import find_trend
from whalecurve.analysis.workbook import Workbook, keep
from whalecurve.domain.errors import ConflictError, UserChoiceError, WhalecurveError
from whalecurve.domain.plan.cost_list import list_digest, plan_of_costs
from whalecurve.domain.plan.listed_costs import plan_differs
from whalecurve.domain.state.draft_text import draft_from_text
from whalecurve.domain.state.kept import Principal, WorkspaceEntry
from whalecurve.domain.state.saved_state import SavedState
from whalecurve.service.refresh import kpis
from whalecurve.service.refresh.export_folder import read_folder
from whalecurve.service.refresh.words import done_words, same_words
from whalecurve.service.service import Service
from whalecurve.store.folders.datasets import dataset_folder
from whalecurve.store.folders.working_copies import workspace_folder

SETTING: Final = "setting"
SOURCE: Final = "exports"
_MAPPING: Final = "mapping"


@dataclass(frozen=True)
class Room:
    """A workspace as a refresh sees it."""

    service: Service
    me: Principal
    entry: WorkspaceEntry

    def kept(self, kind: str) -> dict[str, str]:
        """Small things of a kind."""
        return self.service.kept(self.me, self.entry.id, kind)

    def keep(self, kind: str, name: str, body: str) -> None:
        """Keep a small thing."""
        self.service.keep(self.me, self.entry.id, kind, name, body)


def folder_of(room: Room) -> Path | None:
    """The folder that a workspace is refreshed from; None where none was named yet."""
    body = room.kept(SETTING).get(SOURCE)
    return Path(json.loads(body)["folder"]) if body else None


def remember_folder(room: Room, folder: Path) -> None:
    """Refresh a workspace from this folder from now on."""
    room.keep(SETTING, SOURCE, json.dumps({"folder": str(folder.resolve())}))


def refresh(room: Room, folder: Path, today: dt.date) -> str:
    """Read a workspace's folder again; what comes back says in one line what was saved, or that nothing is new.

    Nothing is saved before everything was read without a question and ties to the files; the revision comes last, and a
    second refresh at the same time finds it there.

    Args:
        room: The workspace.
        folder: Its folder of exports: these files, and no others, are the data from now on.
        today: Day of the refresh.

    Raises:
        WhalecurveError: Something is left that only a person can settle, or does not tie; what was saved last stays.
    """
    head = _head(room)
    before = _state(room, head)
    files = _in_order(read_folder(folder), before)
    again = read_again(files, Memory(room.kept(_MAPPING)), today)
    if head and again.digest == before.dataset:
        return same_words(room.entry.name, head)
    book = keep(again.intake, workspace_folder(room.entry.id), again.digest)
    answered = _answer(book, before)
    plan = answered.results.statements.scenario
    trend = find_trend(book, answered, today).trend
    name = kpis.kpi_name(today.isoformat(), head + 1, again.digest)
    changed = kpis.restated({other: text for other, text in room.kept(kpis.KIND).items() if other != name}, trend, plan)
    _keep_files(room, files, again.digest)
    _keep_kpi(room, name, kpis.kpi_text(trend, plan, again.digest, today.isoformat()))
    state = replace(
        before,
        uploads=tuple((file.name, file.digest) for file in files),
        dataset=again.digest,
        title=", ".join(file.name for file in files),
        scenario=plan,
    )
    number = _save(room, state, head)
    return done_words(room.entry.name, number, answered, trend, changed)


def _in_order(files: list[File], before: SavedState) -> list[File]:
    """Files of names that were there before in their old order, then the new ones: the same files are the same data."""
    known = [name for name, _ in before.uploads]
    return sorted(files, key=lambda file: known.index(file.name) if file.name in known else len(known))


def _head(room: Room) -> int:
    return room.service.look(room.me, room.entry.id).head


def _state(room: Room, head: int) -> SavedState:
    """What the refresh goes on from: the newest revision, before the first one the person's own draft."""
    if head:
        state = room.service.load_revision(room.me, room.entry.id, head)
    else:
        draft = room.service.load_draft(room.me, room.entry.id)
        state = draft_from_text(draft.body)[0] if draft else SavedState()
    if not state.dataset or state.sample:
        raise WhalecurveError(
            "There is nothing to go on from",
            found="the sample company" if state.sample else "a workspace without data",
            remedy="use such files once on the Data page, and set the costs",
        )
    return state


def _answer(book: Workbook, before: SavedState) -> Analysis:
    """The answer under the plan as it is, which ties to the files."""
    plan = in_currency_of(book.dataset, replace(before.scenario, period=None))
    listed = plan_of_costs(book.dataset.costs, book.facts.span)
    if listed.fixed and plan_differs(plan, listed) and before.listed != list_digest(book.dataset.costs):
        raise UserChoiceError(
            "The list of costs says something else than the plan",
            found="a list that the plan was not settled with",
            remedy="use the files on the Data page, and take the list or keep the plan",
        )
    answered = analyze(book, plan)
    tie = answered.reconciliation
    if tie.difference or tie.cost_difference:
        raise WhalecurveError("The figures do not tie to the files", remedy="report this with your files")
    return answered


def _keep_files(room: Room, files: list[File], dataset: str) -> None:
    for file in files:
        room.service.add_upload(room.me, room.entry.id, file.content)
    folder = dataset_folder(dataset, workspace_folder(room.entry.id))
    room.service.keep_dataset(room.me, room.entry.id, dataset, folder)


def _keep_kpi(room: Room, name: str, text: str) -> None:
    """Keep a snapshot, unless a refresh that was cut off has; the oldest ones go."""
    kept = room.kept(kpis.KIND)
    if name in kept:
        return
    room.keep(kpis.KIND, name, text)
    for oldest in sorted(kept)[: max(len(kept) + 1 - kpis.MOST_KEPT, 0)]:
        room.service.drop_kept(room.me, room.entry.id, kpis.KIND, oldest)


def _save(room: Room, state: SavedState, head: int) -> int:
    """Save the revision; where somebody saved in between, the same data is as good as saved."""
    try:
        return room.service.save_revision(room.me, room.entry.id, state, head, "Refreshed").number
    except ConflictError:
        newest = _head(room)
        if room.service.load_revision(room.me, room.entry.id, newest).dataset != state.dataset:
            raise
        return newest
