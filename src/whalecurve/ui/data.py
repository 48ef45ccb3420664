"""The Data page: upload, what each file was taken for, the mapping, what was read, and one button to use it."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from whalecurve.analysis.currency import in_currency_of
from whalecurve.analysis.workbook import dataset_digest, keep
from whalecurve.domain.cost_list import list_digest, plan_of_costs
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.facts import Period
from whalecurve.domain.formats import count, counted, money
from whalecurve.domain.part_months import edge_months, usual_way
from whalecurve.domain.plan_json import scenario_from_json
from whalecurve.domain.sample import sample_company
from whalecurve.domain.scenario import Scenario, Settings
from whalecurve.intake.aliases import KINDS, TRANSACTIONS, UNKNOWN
from whalecurve.intake.intake import Intake
from whalecurve.intake.mapping import Mapping
from whalecurve.intake.recognise import Proposal
from whalecurve.intake.text_table import TextTable
from whalecurve.service.mode import is_hosted
from whalecurve.store.folders.data_folder import data_folder
from whalecurve.ui import cache
from whalecurve.ui.data_decisions import answered, ask
from whalecurve.ui.data_mapping import mapping_form
from whalecurve.ui.data_report import reading_report
from whalecurve.ui.desk import Desk, Upload
from whalecurve.ui.desk_files import put_in_use, take
from whalecurve.ui.faults import warn
from whalecurve.ui.frame import page_of
from whalecurve.ui.list_notice import list_notice, settle_with_list
from whalecurve.ui.session import clear_desk
from whalecurve.ui.uploads import release
from whalecurve.ui.words import plain

FILE_TYPES: Final = ("csv", "tsv", "txt", "xlsx", "xls", "xlsb", "ods", "parquet")
KIND_WORDS: Final = {
    "transactions": "orders or invoices",
    "customers": "customers",
    "activities": "visits, tickets or other activities",
    "products": "products",
    "cost_list": "a list of costs",
    "prospects": "prospects",
    "unknown": "not used",
}
_UPLOADER: Final = "uploader"
_FAULTS: Final = "upload_faults"


def promise(desk: Desk) -> None:
    """The first visit: one sentence, two ways in."""
    st.title("Find out who really earns your profit", anchor=False)
    if not desk.uploads and not desk.dataset:
        st.markdown(
            "Drop the exports you already have: invoices or orders, customers if you have them, "
            "visits or tickets if you count them."
        )


def take_files(desk: Desk) -> None:
    """Upload and sample, side by side."""
    uploads, sample = st.columns((3, 2), gap="large", vertical_alignment="center")
    version = st.session_state.get("uploader_version", 0)
    with uploads:
        files = st.file_uploader(
            "Upload files", FILE_TYPES, accept_multiple_files=True, key=f"{_UPLOADER}_{version}", max_upload_size=50
        )
    with sample:
        st.button("Try with a sample company", icon=":material/science:", key="sample", on_click=_ask_for_sample)
        if not is_hosted():
            st.caption("Your files stay on the computer that runs Whalecurve; nothing is sent anywhere else.")
    if files:
        st.session_state[_FAULTS] = [fault for file in files if (fault := _take(desk, file.name, file.getvalue()))]
        st.session_state["uploader_version"] = version + 1
        release(*files)
        st.rerun()
    for fault in st.session_state.get(_FAULTS, ()):
        st.warning(plain(fault, 1000), icon=":material/block:")
    if st.session_state.pop("sample_wanted", False):
        try:
            _open_sample(desk)
        except WhalecurveError as problem:
            warn(problem)


def _ask_for_sample() -> None:
    st.session_state["sample_wanted"] = True


def _take(desk: Desk, name: str, content: bytes) -> str:
    """Keep a file; the same file twice is one file. Gives back why it was not kept, empty when it was."""
    before = desk.uploads
    try:
        take(desk, name, content)
    except WhalecurveError as problem:
        return f"{name}: {problem}"
    if desk.uploads == before:
        st.toast(plain(f"{name} is there already: the same content counts once."))
    return ""


def _open_sample(desk: Desk) -> None:
    """The sample company, from its files to a ranking."""
    company = sample_company()
    desk.alter(uploads=())
    for name, text in company.files.items():
        take(desk, name, text.encode())
    proposal = cache.proposal(desk, desk.uploads, None)
    kinds = tuple(found.kind for found in proposal.tables)
    intake = cache.reading(desk, desk.uploads, kinds, proposal.mapping, None)
    plan = scenario_from_json(company.plan)
    desk.alter(listed=list_digest(intake.dataset.costs))
    use(desk, intake, _digest(desk.uploads, kinds, proposal.mapping, None), plan, f"Sample: {company.name}")


def settle(desk: Desk) -> None:
    """Files, mapping, report and the one button; faults of a file are said where it stands."""
    readable = _readable(desk)
    if not readable:
        return
    kinds = _kinds(desk, readable)
    proposal = cache.proposal(desk, readable, kinds)
    if TRANSACTIONS not in kinds:
        st.warning("No file was taken for orders or invoices. Say above which one it is.", icon=":material/help:")
        return
    mapping = answered(proposal, mapping_form(proposal))
    currency = st.session_state.get("data_currency") or None
    try:
        intake = cache.reading(desk, readable, kinds, mapping, currency)
    except WhalecurveError as problem:
        st.warning(plain(str(problem), 2000), icon=":material/help:")
        _currency_choice(proposal, mapping)
        return
    if currency:
        _currency_choice(proposal, mapping)
    undecided = ask(proposal, intake.decisions)
    reading_report(desk, intake)
    if undecided:
        st.info("Answer the questions above; then the figures can be used.", icon=":material/help:")
        return
    _use_button(desk, intake, _digest(readable, kinds, mapping, currency))


def _readable(desk: Desk) -> tuple[Upload, ...]:
    """Every upload that could be read; the others are named with the reason."""
    readable = []
    for upload in desk.uploads:
        try:
            cache.text_table(desk, upload)
        except WhalecurveError as problem:
            st.warning(plain(f"{upload.name}: {problem}", 1000), icon=":material/block:")
            st.button("Leave it out", key=f"leave_{upload.digest}", on_click=_leave_out, args=(desk, upload))
        else:
            readable.append(upload)
    return tuple(readable)


def _kinds(desk: Desk, uploads: tuple[Upload, ...]) -> tuple[str, ...]:
    """What each file is, guessed and changeable."""
    st.subheader("What each file is", anchor=False)
    guesses = [found.kind for found in cache.proposal(desk, uploads, None).tables]
    options = [*KINDS, UNKNOWN]
    kinds = []
    for number, (upload, guess) in enumerate(zip(uploads, guesses, strict=True), start=1):
        name, taken, remove = st.columns((4, 4, 1), vertical_alignment="bottom")
        name.text(upload.name)
        name.caption(plain(_table_words(cache.text_table(desk, upload))))
        kinds.append(
            taken.selectbox(
                f"File {number} is taken for",
                options,
                index=options.index(guess),
                format_func=lambda kind: KIND_WORDS[kind],
                key=f"kind_{upload.digest}",
            )
        )
        remove.button(
            "Remove", key=f"remove_{upload.digest}", type="tertiary", on_click=_leave_out, args=(desk, upload)
        )
    return tuple(kinds)


def _table_words(table: TextTable) -> str:
    how = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}.get(table.delimiter, "")
    parts = [f"{counted(table.rows, 'row')}, {counted(len(table.headers), 'column')}"]
    parts += [f"{how} separated, {table.encoding}"] if how else [f"sheet {table.sheet}"] if table.sheet else []
    return ", ".join([*parts, *table.notes])


def _leave_out(desk: Desk, upload: Upload) -> None:
    desk.alter(uploads=tuple(known for known in desk.uploads if known != upload))


def _currency_choice(proposal: Proposal, mapping: Mapping) -> None:
    """When lines have several currencies: which one to look at."""
    header = mapping.header(TRANSACTIONS, "currency")
    found: dict[str, int] = {}
    for table in proposal.tables_by_kind().get(TRANSACTIONS, []):
        if header in table.headers:
            for code, lines in table.cells[header].value_counts().items():
                found[str(code)] = found.get(str(code), 0) + int(lines)
    if not found:
        return
    options = ["", *sorted(found, key=lambda code: -found[code])]
    st.selectbox(
        "Which currency shall we look at? The other lines are set aside by name.",
        options,
        format_func=lambda code: f"{code} ({counted(found[code], 'line')})" if code else "choose one",
        key="data_currency",
    )


def _use_button(desk: Desk, intake: Intake, digest: str) -> None:
    label = f"Use {count(intake.lines_used)} of {counted(intake.lines_read, 'line')}"
    if digest == desk.dataset:
        st.success(
            f"In use: {count(intake.lines_used)} of {counted(intake.lines_read, 'line')}.", icon=":material/check:"
        )
        list_notice(desk)
        if st.button("See the ranking", type="primary"):
            st.switch_page(page_of("ranking"))
    elif st.button(label, type="primary", key="use"):
        title = ", ".join(upload.name for upload in desk.uploads)
        use(desk, intake, digest, _first_plan(desk, intake), title)


def use(desk: Desk, intake: Intake, digest: str, plan: Scenario, title: str) -> None:
    """Store what was read, take the heavy step, and go to the ranking."""
    with st.status("Working through your files", expanded=True) as status:
        st.write(
            f"Adding up {counted(intake.lines_used, 'line')} for {counted(len(intake.dataset.customers), 'customer')}"
        )
        keep(intake, desk.folder, digest)
        settled = in_currency_of(intake.dataset, replace(plan, period=None))
        put_in_use(desk, digest, title, settled)
        settle_with_list(desk)
        st.write("Ranking every customer")
        answered = cache.analysis(desk, settled)
        status.update(
            label=f"Done: profit {money(answered.results.statements.profit, settled.currency)}", state="complete"
        )
    st.switch_page(page_of("ranking"))


def _first_plan(desk: Desk, intake: Intake) -> Scenario:
    """The plan in force when there is one, else the uploaded list of costs, which may be empty.

    A new plan charges no fixed costs for a month of a day or two at either end; the note beside the figures says so.
    """
    if desk.scenario.costs:
        return desk.scenario
    sold = Period(min(intake.days), max(intake.days))
    part_months = usual_way(edge_months(intake.days, sold))
    return replace(plan_of_costs(intake.dataset.costs, sold), settings=Settings(part_months=part_months))


def _digest(uploads: Sequence[Upload], kinds: Sequence[str], mapping: Mapping, currency: str | None) -> str:
    files = [f"{upload.digest}:{kind}" for upload, kind in zip(uploads, kinds, strict=True)]
    return dataset_digest([*files, json.dumps(mapping.to_json(), sort_keys=True), currency or ""])


def own_data(desk: Desk) -> None:
    """Where the data lives, and its removal."""
    with st.expander("Your data: where it is, and how to delete it", icon=":material/lock:"):
        if is_hosted():
            st.caption("Uploads and results lie in this server's own store, apart from those of every other company.")
        else:
            st.caption("Uploads and results lie in this folder of the computer that runs Whalecurve, and nowhere else:")
            st.code(str(data_folder()), language=None)
        st.caption("They stay until you delete them; with them go every saved plan, every revision and every link.")
        st.button("Delete my data", icon=":material/delete_forever:", on_click=_delete, args=(desk,))


def _delete(desk: Desk) -> None:
    """Everything that only this person owns, at once."""
    try:
        cache.delete_data(desk)
    except WhalecurveError as problem:
        desk.unsaved = str(problem)
    else:
        clear_desk()
