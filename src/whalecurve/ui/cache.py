"""Every cache of the app. Keys are content digests within a workspace, never frames: Streamlit samples large frames."""

import datetime as dt
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

import streamlit as st

from whalecurve.analysis.actions.finding import FoundActions, find_actions
from whalecurve.analysis.actions.holding_out import earlier_changes as find_earlier_changes
from whalecurve.analysis.actions.holding_out import looked as find_looked
from whalecurve.analysis.actions.outcomes import realised
from whalecurve.analysis.actions.prospecting import Prospected, score_prospects
from whalecurve.analysis.breaking_down import break_down, open_value
from whalecurve.analysis.bridges import find_bridge
from whalecurve.analysis.file_sums import FileSum, file_sums
from whalecurve.analysis.handed_out import HandedOut, Progress, hand_out
from whalecurve.analysis.ledgers import scenario_period
from whalecurve.analysis.opened_lines import OpenedLines, open_lines
from whalecurve.analysis.opening import open_workbook
from whalecurve.analysis.reading import read_tables
from whalecurve.analysis.results import Analysis, analyze, open_ledger, plan_scopes, rate_changes
from whalecurve.analysis.segments import SegmentChoice, find_segments, regroup, trait_table
from whalecurve.analysis.snapshot import check_segments
from whalecurve.analysis.trends import FoundTrend, find_cohorts, find_trend
from whalecurve.analysis.workbook import Workbook
from whalecurve.domain.actions.always_valid import Floats, Look
from whalecurve.domain.actions.holdout import Holdout
from whalecurve.domain.actions.realised import Realised
from whalecurve.domain.actions.record import Record
from whalecurve.domain.actions.turnaround import Turnaround, turn_around
from whalecurve.domain.breakdown.breakdown import Breakdown
from whalecurve.domain.breakdown.dimension import Dimension
from whalecurve.domain.bridge.bridge import Bridge
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.plan.plan_json import scenario_from_text, scenario_to_text
from whalecurve.domain.plan.scenario import Scenario, Scope
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.ranks.measure_next import Doubt
from whalecurve.domain.ranks.measure_next import doubts as find_doubts
from whalecurve.domain.segments import Segments, TraitTable, Watch
from whalecurve.domain.trend.cohorts import Cohorts
from whalecurve.intake.intake import Intake
from whalecurve.intake.process.reader import read_table
from whalecurve.intake.recognition.aliases import TRANSACTIONS
from whalecurve.intake.recognition.mapping import Mapping
from whalecurve.intake.recognition.recognise import Proposal, propose
from whalecurve.intake.set_aside import Fault, amounts_set_aside, group_problems
from whalecurve.intake.text.text_table import TextTable
from whalecurve.store.content.uploads import read_upload
from whalecurve.ui.desk import Desk, Upload
from whalecurve.ui.sized import forget_everything, kept, sized

_MOST_ANSWERS: Final = 16
_PATIENCE_SECONDS: Final = 0.2
_ENDS: Final = 6
# Room for what many sessions share, and about how many bytes a cell or a customer takes in it (measured with 200,000).
_WORKBOOK_BYTES: Final = 512_000_000
_LEDGER_BYTES: Final = 256_000_000
_ANALYSIS_BYTES: Final = 192_000_000
_BRIDGE_BYTES: Final = 256_000_000
_HANDED_BYTES: Final = 128_000_000
_FRAME_CELL: Final = 24
_LEDGER_CELL: Final = 300
_ANALYSIS_CELL: Final = 400
_BRIDGE_CELL: Final = 1500


@dataclass
class Shelf:
    """What was learned about one dataset.

    Attributes:
        answers: By plan and choice, the latest last.
        groupings: Natural groups by the customers and traits that they were made of; costs do not change them.
    """

    answers: dict[tuple[str, SegmentChoice], Segments] = field(default_factory=dict)
    groupings: dict[Any, Any] = field(default_factory=dict)

    def keep(self, key: tuple[str, SegmentChoice], found: Segments) -> None:
        """Put an answer last and drop the oldest ones."""
        self.answers.pop(key, None)
        self.answers[key] = found
        for shelf in (self.answers, self.groupings):
            while len(shelf) > _MOST_ANSWERS:
                shelf.pop(next(iter(shelf)), None)


class Key(NamedTuple):
    """What an answer under a plan is kept by.

    Attributes:
        folder: Of the workspace.
        dataset: Its digest.
        plan: As text.
    """

    folder: str
    dataset: str
    plan: str


def _key(desk: Desk) -> Key:
    """Key of answers to the plan in force."""
    return Key(str(desk.folder), desk.dataset, scenario_to_text(desk.scenario))


def text_table(desk: Desk, upload: Upload) -> TextTable:
    """An uploaded file as text cells.

    Raises:
        RefusedFileError: If the file is not read at all.
    """
    return _text_table(str(desk.folder), upload)


def proposal(desk: Desk, uploads: tuple[Upload, ...], kinds: tuple[str | None, ...] | None) -> Proposal:
    """What the uploads are taken for, and which column is which."""
    return _proposal(str(desk.folder), uploads, kinds)


def reading(desk: Desk, uploads: tuple[Upload, ...], kinds: tuple[str, ...], mapping: Mapping) -> Intake:
    """The uploads read by a mapping.

    Raises:
        UserChoiceError: If something only the user can settle is open.
    """
    return _reading(str(desk.folder), uploads, kinds, json.dumps(mapping.to_json(), sort_keys=True))


def faults(desk: Desk, uploads: tuple[Upload, ...], kinds: tuple[str, ...], mapping: Mapping) -> tuple[Fault, ...]:
    """What was set aside at a reading, kind by kind with its revenue."""
    return _faults(str(desk.folder), uploads, kinds, json.dumps(mapping.to_json(), sort_keys=True))


def sums(desk: Desk, uploads: tuple[Upload, ...], kinds: tuple[str, ...], mapping: Mapping) -> dict[str, FileSum]:
    """Days and revenue of each file of orders at a reading."""
    return _sums(str(desk.folder), uploads, kinds, json.dumps(mapping.to_json(), sort_keys=True))


def workbook(desk: Desk) -> Workbook:
    """The dataset in use with its facts."""
    return _workbook(str(desk.folder), desk.dataset)


def ledger(desk: Desk) -> Ledger:
    """Quantities of the period in force, whatever the plan says."""
    book = workbook(desk)
    period = scenario_period(book.facts, desk.scenario)
    return _ledger(str(desk.folder), desk.dataset, period, (), ())


def analysis(desk: Desk, scenario: Scenario) -> Analysis:
    """The answer to a scenario over the dataset in use.

    The saved plan's answer stands beside most others on the screen: it stays, and lends the lines that are the same.

    Raises:
        PlanError: If the plan names what the data does not carry.
    """
    folder, saved = str(desk.folder), desk.history.saved
    beside = None if scenario == saved else kept(_analysis, folder, desk.dataset, scenario_to_text(saved))
    return _analysis(folder, desk.dataset, scenario_to_text(scenario), beside=beside)


def opened_lines(desk: Desk, answered: Analysis, place: int) -> OpenedLines:
    """The lines of one customer, or of nobody, with their parts of every figure of the plan in force."""
    return _opened_lines(_key(desk), place, _answered=answered)


def breakdown(desk: Desk, answered: Analysis, dimension: Dimension) -> Breakdown:
    """Profit by a dimension under the plan in force, with the parts of the best and the worst customers one by one."""
    return _breakdown(_key(desk), dimension, _answered=answered)


def actions(desk: Desk, answered: Analysis) -> FoundActions:
    """What to do under the plan in force, and what is missing to say more."""
    last, learned = _last_learned(desk) or (None, None)
    return _actions(_key(desk), last, _answered=answered, _segments=learned)


def trend(desk: Desk, answered: Analysis, today: dt.date) -> FoundTrend:
    """Every month of the files under the plan in force; whether the last one is over changes with the month alone."""
    return _trend(_key(desk), f"{today:%Y-%m}", _answered=answered, _today=today)


def cohorts(desk: Desk, found: FoundTrend, today: dt.date, span: int) -> Cohorts:
    """Customers by the month or quarter they first bought in."""
    return _cohorts(_key(desk), f"{today:%Y-%m}", span, _found=found)


def bridge(desk: Desk, earlier: Period, later: Period) -> Bridge:
    """Why profit changed from one period to another under the plan in force."""
    return _bridge(_key(desk), earlier, later)


def realised_gains(desk: Desk, answered: Analysis, records: tuple[Record, ...]) -> tuple[Realised, ...]:
    """What done actions brought, under the plan in force."""
    return _realised_gains(_key(desk), records, _answered=answered)


def doubts(desk: Desk, answered: Analysis) -> tuple[Doubt, ...]:
    """What hangs on each assumption of the plan in force: everybody is costed twice for each of them."""
    return _doubts(_key(desk), _answered=answered)


def earlier_changes(desk: Desk, answered: Analysis, places: tuple[int, ...]) -> Floats:
    """How these customers' contribution changed of late, under the plan in force."""
    return _earlier_changes(_key(desk), places, _answered=answered)


def looked(desk: Desk, answered: Analysis, kept: Holdout) -> Look | None:
    """What the months since a draw say, under the plan in force."""
    return _looked(_key(desk), kept, _answered=answered)


def turned_around(desk: Desk, answered: Analysis, place: int) -> Turnaround:
    """Every way out of one customer's loss under the plan in force, in pairs too."""
    return _turned_around(_key(desk), place, _answered=answered)


def prospected(desk: Desk, answered: Analysis, name: str, content: bytes) -> Prospected:
    """A list of prospects, read and scored by what was learned last about this dataset.

    Raises:
        RefusedFileError: If the file is not read at all.
    """
    last = _last_learned(desk)
    if last is None:
        return Prospected()
    taught, learned = last
    digest = hashlib.sha256(content).hexdigest()
    return _prospected(_key(desk), digest, taught, _parts=(name, content, learned, answered))


def opened_value(desk: Desk, answered: Analysis, found: Breakdown, place: int) -> OpenedLines:
    """The lines behind one value of a breakdown."""
    return _opened_value(_key(desk), found.dimension, place, _answered=answered, _found=found)


def segments(desk: Desk, choice: SegmentChoice) -> Segments | None:
    """The traits that predict high profit under the plan in force, if they were learned before."""
    return _shelf(str(desk.folder), desk.dataset).answers.get((scenario_to_text(desk.scenario), choice))


def last_segments(desk: Desk) -> Segments | None:
    """The last answer about this dataset, whatever the plan was."""
    last = _last_learned(desk)
    return None if last is None else last[1]


def _last_learned(desk: Desk) -> tuple[tuple[str, SegmentChoice], Segments] | None:
    """The last answer about this dataset with the plan and choice that it is of."""
    return next(reversed(_shelf(str(desk.folder), desk.dataset).answers.items()), None)


def handed_out(desk: Desk, answered: Analysis, choice: SegmentChoice, progress: Progress) -> HandedOut:
    """The answer with what stands beside it under the plan in force: gathered once for the workbook and the report."""
    plan, learned = scenario_to_text(desk.scenario), segments(desk, choice)
    parts = (answered, learned, progress)
    return _handed_out(str(desk.folder), desk.dataset, plan, choice, parts=parts)


def learn_segments(desk: Desk, answered: Analysis, choice: SegmentChoice, watch: Watch) -> Segments:
    """Learn the traits that predict high profit and keep the answer; groups made for the same customers are kept.

    It runs outside Streamlit's own caches, so that it can show its progress and stop when the page moves on.

    Raises:
        CancelledError: The watch gave up.
        WhalecurveError: A link froze another answer than this program finds.
    """
    shelf, key = _shelf(str(desk.folder), desk.dataset), (scenario_to_text(desk.scenario), choice)
    with turn(desk, watch):
        known = shelf.answers.get(key)  # another tab may have asked the same while this one waited
        if known is None:
            known = _learn(desk, answered, choice, watch, shelf)
            shelf.keep(key, known)
    return known


def _learn(desk: Desk, answered: Analysis, choice: SegmentChoice, watch: Watch, shelf: Shelf) -> Segments:
    statements = answered.results.statements
    period = statements.ledger.facts.period
    table = _traits(str(desk.folder), desk.dataset, period.first, period.last, choice.merges)
    rows = choice.target(statements).rows
    same = (period, choice.merges, choice.taken, hashlib.sha256(rows.tobytes()).hexdigest())
    found = find_segments(table, statements, choice, watch, shelf.groupings.get(same))
    check_segments(workbook(desk), choice, found)
    if found.clusters is not None:
        shelf.groupings[same] = found.clusters.grouping
    return found


@contextmanager
def turn(desk: Desk, watch: Watch) -> Iterator[None]:
    """One costly piece of work of a workspace at a time, however many tabs ask; who moves on meanwhile gives up."""
    gate = _gate(str(desk.folder))
    while not gate.acquire(timeout=_PATIENCE_SECONDS):
        watch.check()
    try:
        yield
    finally:
        gate.release()


def regrouped(desk: Desk, answered: Analysis, choice: SegmentChoice, groups: int) -> Segments:
    """The answer with as many groups as asked for.

    Raises:
        KeyError: Nothing was learned for this plan and choice yet.
    """
    key = _key(desk)
    found = _shelf(key.folder, key.dataset).answers[key.plan, choice]
    return _regrouped(key, choice, groups, _found=found, _answered=answered)


def delete_data(desk: Desk) -> None:
    """Remove everything that only this person owns from the store, and everything from the caches.

    Raises:
        WhalecurveError: Something could not be deleted.
    """
    desk.service.delete_my_data(desk.me)
    st.cache_resource.clear()
    forget_everything()


@st.cache_resource(max_entries=24, show_spinner=False)
def _text_table(folder: str, upload: Upload) -> TextTable:
    return read_table(upload.name, read_upload(Path(folder), upload.digest), sheet=upload.sheet or None)


@st.cache_resource(max_entries=16, show_spinner=False)
def _proposal(folder: str, uploads: tuple[Upload, ...], kinds: tuple[str | None, ...] | None) -> Proposal:
    return propose([_text_table(folder, upload) for upload in uploads], kinds)


@st.cache_resource(max_entries=4, show_spinner="Reading your files")
def _reading(folder: str, uploads: tuple[Upload, ...], kinds: tuple[str, ...], mapping: str) -> Intake:
    tables = [_text_table(folder, upload) for upload in uploads]
    return read_tables(list(zip(kinds, tables, strict=True)), Mapping.from_json(json.loads(mapping)))


@st.cache_resource(max_entries=4, show_spinner=False)
def _sums(folder: str, uploads: tuple[Upload, ...], kinds: tuple[str, ...], mapping: str) -> dict[str, FileSum]:
    return file_sums(_reading(folder, uploads, kinds, mapping))


@st.cache_resource(max_entries=4, show_spinner=False)
def _faults(folder: str, uploads: tuple[Upload, ...], kinds: tuple[str, ...], mapping: str) -> tuple[Fault, ...]:
    read = _reading(folder, uploads, kinds, mapping)
    tables = [_text_table(folder, upload) for upload, kind in zip(uploads, kinds, strict=True) if kind == TRANSACTIONS]
    pieces = [piece for table in tables for piece in (table, *table.further)]
    amounts = amounts_set_aside(pieces, Mapping.from_json(json.loads(mapping)), read.problems)
    return tuple(group_problems(read.problems, amounts))


@sized(_WORKBOOK_BYTES, size=lambda book: _FRAME_CELL * (book.facts.monthly.size + book.dataset.customers.size))
def _workbook(folder: str, dataset: str) -> Workbook:
    return open_workbook(dataset, Path(folder))


def _book(key: Key) -> Workbook:
    return _workbook(key.folder, key.dataset)


@sized(_LEDGER_BYTES, size=lambda ledger: _LEDGER_CELL * ledger.size * (1 + len(ledger.so_far)))
def _ledger(folder: str, dataset: str, period: Period, scopes: tuple[Scope, ...], changes: tuple[int, ...]) -> Ledger:
    return open_ledger(_workbook(folder, dataset), period, scopes, changes)


@sized(_ANALYSIS_BYTES, size=lambda answered: _ANALYSIS_CELL * answered.results.statements.ledger.size)
def _analysis(folder: str, dataset: str, plan: str, *, beside: Analysis | None = None) -> Analysis:
    book, scenario = _workbook(folder, dataset), scenario_from_text(plan)
    period = scenario_period(book.facts, scenario)
    ledger = _ledger(folder, dataset, period, plan_scopes(book, scenario), rate_changes(scenario, period))
    return analyze(book, scenario, ledger, None if beside is None else beside.results.statements)


@st.cache_resource(max_entries=8, show_spinner=False)
def _opened_lines(
    key: Key,
    place: int,
    *,
    _answered: Analysis,
) -> OpenedLines:
    return open_lines(_book(key), _answered.results.statements, place)


@st.cache_resource(max_entries=32, show_spinner="Breaking profit down")
def _breakdown(
    key: Key,
    dimension: Dimension,
    *,
    _answered: Analysis,
) -> Breakdown:
    results = _answered.results
    ends = {*results.profit_order[:_ENDS].tolist(), *results.profit_order[-_ENDS:].tolist()}
    return break_down(_book(key), results.statements, [dimension], chosen=tuple(ends))[0]


@st.cache_resource(max_entries=8, show_spinner="Working out what to do")
def _actions(
    key: Key,
    learned: tuple[str, SegmentChoice] | None,  # noqa: ARG001 - another answer of the segments offers other things
    *,
    _answered: Analysis,
    _segments: Segments | None,
) -> FoundActions:
    return find_actions(_book(key), _answered, _segments)


@st.cache_resource(max_entries=16, show_spinner="Working out every month")
def _trend(
    key: Key,
    month: str,  # noqa: ARG001 - the answer is kept by it
    *,
    _answered: Analysis,
    _today: dt.date,
) -> FoundTrend:
    return find_trend(_book(key), _answered, _today)


@sized(_BRIDGE_BYTES, size=lambda made: _BRIDGE_CELL * made.before.ledger.size)
def _bridge(key: Key, earlier: Period, later: Period) -> Bridge:
    return find_bridge(_book(key), scenario_from_text(key.plan), earlier, later)


@st.cache_resource(max_entries=32, show_spinner=False)
def _cohorts(
    key: Key,
    month: str,  # noqa: ARG001 - the answer is kept by it
    span: int,
    *,
    _found: FoundTrend,
) -> Cohorts:
    return find_cohorts(_book(key), _found, span)


@st.cache_resource(max_entries=8, show_spinner="Looking at the months after")
def _realised_gains(
    key: Key,
    records: tuple[Record, ...],
    *,
    _answered: Analysis,
) -> tuple[Realised, ...]:
    return realised(_book(key), _answered.results.statements, records)


@sized(_HANDED_BYTES, size=lambda handed: _ANALYSIS_CELL * handed.answered.results.statements.ledger.size)
def _handed_out(
    folder: str,
    dataset: str,
    plan: str,  # noqa: ARG001 - with the others it is the key
    choice: SegmentChoice,
    *,
    parts: tuple[Analysis, Segments | None, Progress],
) -> HandedOut:
    answered, learned, progress = parts
    return hand_out(_workbook(folder, dataset), answered, choice, progress, learned)


@st.cache_resource(max_entries=8, show_spinner="Moving each assumption")
def _doubts(
    key: Key,  # noqa: ARG001 - the answer is kept by it
    *,
    _answered: Analysis,
) -> tuple[Doubt, ...]:
    return find_doubts(_answered.results.statements)


@st.cache_resource(max_entries=8, show_spinner="Looking at earlier months")
def _earlier_changes(
    key: Key,
    places: tuple[int, ...],
    *,
    _answered: Analysis,
) -> Floats:
    return find_earlier_changes(_book(key), _answered.results.statements, places)


@st.cache_resource(max_entries=8, show_spinner="Looking at the months since")
def _looked(
    key: Key,
    kept: Holdout,
    *,
    _answered: Analysis,
) -> Look | None:
    return find_looked(_book(key), _answered.results.statements, kept)


@st.cache_resource(max_entries=64, show_spinner="Working out every way")
def _turned_around(
    key: Key,  # noqa: ARG001 - the answer is kept by it
    place: int,
    *,
    _answered: Analysis,
) -> Turnaround:
    return turn_around(_answered.results.statements, place, pairs=True)


@st.cache_resource(max_entries=4, show_spinner="Scoring the list")
def _prospected(
    key: Key,  # noqa: ARG001 - the answer is kept by it
    digest: str,  # noqa: ARG001 - the answer is kept by it
    taught: tuple[str, SegmentChoice],
    *,
    _parts: tuple[str, bytes, Segments, Analysis],
) -> Prospected:
    (_, choice), (name, content, learned, answered) = taught, _parts
    table = read_table(name, content)
    return score_prospects((table, *table.further), learned, answered.results.statements, choice)


@st.cache_resource(max_entries=4, show_spinner="Opening the lines")
def _opened_value(
    key: Key,
    dimension: Dimension,  # noqa: ARG001 - the answer is kept by it
    place: int,
    *,
    _answered: Analysis,
    _found: Breakdown,
) -> OpenedLines:
    return open_value(_book(key), _answered.results.statements, _found, place)


@st.cache_resource(max_entries=256, show_spinner=False)
def _gate(folder: str) -> threading.Lock:  # noqa: ARG001 - it is its key
    return threading.Lock()


@st.cache_resource(max_entries=8, show_spinner=False)
def _shelf(folder: str, dataset: str) -> Shelf:  # noqa: ARG001 - they are its key
    return Shelf()


@st.cache_resource(max_entries=8, show_spinner=False)
def _traits(folder: str, dataset: str, first: int, last: int, merges: tuple[tuple[str, str, str], ...]) -> TraitTable:
    return trait_table(_workbook(folder, dataset), Period(first, last), merges)


@st.cache_resource(max_entries=16, show_spinner="Grouping your customers")
def _regrouped(
    key: Key,  # noqa: ARG001 - the answer is kept by it
    choice: SegmentChoice,
    groups: int,
    *,
    _found: Segments,
    _answered: Analysis,
) -> Segments:
    return regroup(_found, _answered.results.statements, choice, groups)
