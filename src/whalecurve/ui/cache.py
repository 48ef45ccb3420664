"""Every cache of the app. Keys are content digests within a workspace, never frames: Streamlit samples large frames."""

import json
from pathlib import Path

import streamlit as st

from whalecurve.analysis.ledgers import scenario_period
from whalecurve.analysis.reading import read_tables
from whalecurve.analysis.results import Analysis, analyze, open_ledger, plan_scopes
from whalecurve.analysis.workbook import Workbook, open_workbook
from whalecurve.domain.facts import Period
from whalecurve.domain.ledger import Ledger
from whalecurve.domain.plan_json import scenario_from_text, scenario_to_json
from whalecurve.domain.scenario import Scenario, Scope
from whalecurve.intake.intake import Intake
from whalecurve.intake.mapping import Mapping
from whalecurve.intake.reader import read_table
from whalecurve.intake.recognise import Proposal, propose
from whalecurve.intake.text_table import TextTable
from whalecurve.store.sealed import remove
from whalecurve.store.uploads import read_upload
from whalecurve.ui.desk import Desk, Upload


def text_table(desk: Desk, upload: Upload) -> TextTable:
    """An uploaded file as text cells.

    Raises:
        RefusedFileError: If the file is not read at all.
    """
    return _text_table(str(desk.folder), upload.name, upload.digest)


def proposal(desk: Desk, uploads: tuple[Upload, ...], kinds: tuple[str, ...] | None) -> Proposal:
    """What the uploads are taken for, and which column is which."""
    return _proposal(str(desk.folder), uploads, kinds)


def reading(
    desk: Desk, uploads: tuple[Upload, ...], kinds: tuple[str, ...], mapping: Mapping, currency: str | None
) -> Intake:
    """The uploads read by a mapping.

    Raises:
        UserChoiceError: If something only the user can settle is open.
    """
    return _reading(str(desk.folder), uploads, kinds, json.dumps(mapping.to_json(), sort_keys=True), currency)


def workbook(desk: Desk) -> Workbook:
    """The dataset in use with its facts."""
    return _workbook(str(desk.folder), desk.dataset)


def ledger(desk: Desk) -> Ledger:
    """Quantities of the period in force, whatever the plan says."""
    book = workbook(desk)
    period = scenario_period(book.facts, desk.scenario)
    return _ledger(str(desk.folder), desk.dataset, period.first, period.last, ())


def analysis(desk: Desk, scenario: Scenario) -> Analysis:
    """The answer to a scenario over the dataset in use.

    Raises:
        PlanError: If the plan names what the data does not carry.
    """
    plan = json.dumps(scenario_to_json(scenario), sort_keys=True)
    return _analysis(str(desk.folder), desk.dataset, plan)


def delete_data(desk: Desk) -> None:
    """Remove the visit's files from disk and everything from the caches."""
    remove(desk.folder)
    st.cache_resource.clear()


@st.cache_resource(max_entries=16, show_spinner=False)
def _text_table(folder: str, name: str, digest: str) -> TextTable:
    return read_table(name, read_upload(Path(folder), digest))


@st.cache_resource(max_entries=16, show_spinner=False)
def _proposal(folder: str, uploads: tuple[Upload, ...], kinds: tuple[str, ...] | None) -> Proposal:
    return propose([_text_table(folder, upload.name, upload.digest) for upload in uploads], kinds)


@st.cache_resource(max_entries=4, show_spinner="Reading your files")
def _reading(
    folder: str, uploads: tuple[Upload, ...], kinds: tuple[str, ...], mapping: str, currency: str | None
) -> Intake:
    tables = [_text_table(folder, upload.name, upload.digest) for upload in uploads]
    return read_tables(list(zip(kinds, tables, strict=True)), Mapping.from_json(json.loads(mapping)), currency=currency)


@st.cache_resource(max_entries=8, show_spinner=False)
def _workbook(folder: str, dataset: str) -> Workbook:
    return open_workbook(dataset, Path(folder))


@st.cache_resource(max_entries=16, show_spinner=False)
def _ledger(folder: str, dataset: str, first: int, last: int, scopes: tuple[Scope, ...]) -> Ledger:
    return open_ledger(_workbook(folder, dataset), Period(first, last), scopes)


@st.cache_resource(max_entries=16, show_spinner=False)
def _analysis(folder: str, dataset: str, plan: str) -> Analysis:
    book, scenario = _workbook(folder, dataset), scenario_from_text(plan)
    period = scenario_period(book.facts, scenario)
    ledger = _ledger(folder, dataset, period.first, period.last, plan_scopes(book, scenario))
    return analyze(book, scenario, ledger)
