"""The Data page: upload, what each file was taken for, the mapping, what was read, and one button to use it."""

from typing import Final

import streamlit as st

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.formats import counted
from whalecurve.intake.aliases import KINDS, TRANSACTIONS, UNKNOWN
from whalecurve.intake.mapping import Mapping
from whalecurve.intake.recognise import Proposal
from whalecurve.intake.text_table import TextTable
from whalecurve.service.mode import is_hosted
from whalecurve.ui import cache
from whalecurve.ui.data_decisions import answered, ask
from whalecurve.ui.data_mapping import mapping_form
from whalecurve.ui.data_report import LeftOut, reading_report
from whalecurve.ui.data_use import digest_of, open_sample, use_button
from whalecurve.ui.desk import Desk, Upload
from whalecurve.ui.desk_files import take
from whalecurve.ui.faults import warn
from whalecurve.ui.sample import own_desk
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
    uploads, aside = st.columns((3, 2), gap="large", vertical_alignment="center")
    version = st.session_state.get("uploader_version", 0)
    with uploads:
        files = st.file_uploader(
            "Upload files", FILE_TYPES, accept_multiple_files=True, key=f"{_UPLOADER}_{version}", max_upload_size=50
        )
    with aside:
        st.button("Try with a sample company", icon=":material/science:", key="sample", on_click=_ask_for_sample)
        if desk.sample:
            st.caption("Your own files go into a workspace of their own: nothing of the sample mixes with them.")
        if not is_hosted():
            st.caption("Your files stay on the computer that runs Whalecurve; nothing is sent anywhere else.")
    if files:
        desk = _own(desk)
        st.session_state[_FAULTS] = [fault for file in files if (fault := _take(desk, file.name, file.getvalue()))]
        st.session_state["uploader_version"] = version + 1
        release(*files)
        st.rerun()
    for fault in st.session_state.get(_FAULTS, ()):
        st.warning(plain(fault, 1000), icon=":material/block:")
    if st.session_state.pop("sample_wanted", False):
        try:
            open_sample(desk)
        except WhalecurveError as problem:
            warn(problem)


def _ask_for_sample() -> None:
    st.session_state["sample_wanted"] = True


def _own(desk: Desk) -> Desk:
    """Where the person's own files go: never into the sample."""
    try:
        return own_desk(desk)
    except WhalecurveError as problem:
        warn(problem)
        st.stop()


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


def settle(desk: Desk) -> None:
    """Files, mapping, report and the one button; faults of a file are said where it stands."""
    readable, left_out = _readable(desk)
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
    reading_report(desk, intake, [*left_out, *_not_used(proposal)])
    if undecided:
        st.info("Answer the questions above; then the figures can be used.", icon=":material/help:")
        return
    use_button(desk, intake, digest_of(readable, kinds, mapping, currency))


def _readable(desk: Desk) -> tuple[tuple[Upload, ...], list[LeftOut]]:
    """Every upload that is read, and the others with the reason: refused, or the same bytes under another name."""
    readable: dict[str, Upload] = {}
    left_out = []
    for upload in desk.uploads:
        if twin := readable.get(upload.digest):
            left_out.append(LeftOut(upload.name, f"the same file as {twin.name}, which counts once"))
            continue
        try:
            cache.text_table(desk, upload)
        except WhalecurveError as problem:
            st.warning(plain(f"{upload.name}: {problem}", 1000), icon=":material/block:")
            st.button("Leave it out", key=f"leave_{upload.digest}", on_click=_leave_out, args=(desk, upload))
            left_out.append(LeftOut(upload.name, str(problem.what)))
        else:
            readable[upload.digest] = upload
    return tuple(readable.values()), left_out


def _not_used(proposal: Proposal) -> list[LeftOut]:
    """Files that could be read but are taken for nothing."""
    return [LeftOut(found.table.name, " ".join(found.evidence)) for found in proposal.tables if found.kind == UNKNOWN]


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
    desk.alter(uploads=tuple(known for known in desk.uploads if known.digest != upload.digest))


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
