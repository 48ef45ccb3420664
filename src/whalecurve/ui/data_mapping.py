"""Which column is what: a picker for each field, with examples from the file; what is chosen is remembered."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st

from whalecurve.intake.recognition.aliases import CUSTOMERS, FIELDS, TRANSACTIONS
from whalecurve.intake.recognition.mapping import ALSO_TRAITS, AS_SHOWN, DATE_ORDER, DECIMAL, SWAPPED, TYPED_DATES
from whalecurve.intake.recognition.mapping import Mapping as ColumnMap
from whalecurve.intake.recognition.recognise import Proposal
from whalecurve.intake.text.text_table import TextTable
from whalecurve.intake.values.date_text import DMY, MDY
from whalecurve.ui.words import plain

NOTHING: Final = ""
_EXAMPLES: Final = 3
_LOOKED_AT: Final = 200
_ORDERS: Final = {"": "as the dates themselves say", DMY: "day first, 31/12/2026", MDY: "month first, 12/31/2026"}
_DECIMALS: Final = {"": "as the numbers themselves say", ".": "a point, 1,234.56", ",": "a comma, 1.234,56"}
_TYPED_DATES: Final = {
    "": "ask me when they look half converted",
    AS_SHOWN: "are right as they are shown",
    SWAPPED: "have day and month swapped",
}
Say = Callable[[Mapping[str, Any]], None]


def mapping_form(proposal: Proposal, mapping: ColumnMap, say: Say) -> None:
    """The mapping in force, changeable; ``say`` remembers a piece of MAP.json."""
    with st.expander("Which column is what", icon=":material/fact_check:", key="which_column"):
        for kind, tables in proposal.tables_by_kind().items():
            st.markdown(f"**{plain(', '.join(table.name for table in tables))}**")
            asked = {question.field for question in proposal.questions if question.kind == kind}
            _fields(kind, tables[0], mapping, asked, say)
        _setting("Dates are written", DATE_ORDER, _ORDERS, mapping.date_order, say)
        _setting("Numbers are written with", DECIMAL, _DECIMALS, mapping.decimal, say)
        if any(found.table.spreadsheet for found in proposal.tables):
            words = "Typed dates of a spreadsheet beside text ones"
            _setting(words, TYPED_DATES, _TYPED_DATES, mapping.typed_dates, say)
        _also_traits(proposal, mapping, say)
    _understood(proposal)


def _setting(label: str, name: str, options: Mapping[str, str], now: str, say: Say) -> None:
    key = f"data_{name}"
    st.session_state[key] = now

    def remember() -> None:
        say({name: st.session_state[key]})

    st.selectbox(label, list(options), format_func=lambda option: options[option], key=key, on_change=remember)


def _also_traits(proposal: Proposal, mapping: ColumnMap, say: Say) -> None:
    """Columns of the lines that say what a customer is, though lines differ in them or they are numbers."""
    tables = proposal.tables_by_kind().get(TRANSACTIONS, ())
    mapped = set(mapping.tables.get(TRANSACTIONS, {}).values()) | set(mapping.costs.values())
    free = [header for header in (tables[0].headers if tables else ()) if header not in mapped]
    if not free or CUSTOMERS in proposal.tables_by_kind():
        return
    key = f"data_{ALSO_TRAITS}"
    st.session_state[key] = [header for header in mapping.also_traits if header in free]

    def remember() -> None:
        say({ALSO_TRAITS: list(st.session_state[key])})

    st.multiselect(
        "Columns that say what a customer is, though lines differ in them or they are numbers",
        free,
        key=key,
        on_change=remember,
        help="Where lines of one customer differ, the value with the most revenue is the customer's.",
    )


def _understood(proposal: Proposal) -> None:
    """Each file's first rows and the reasons for what it was taken for; shown on request."""
    opened = st.expander("How each file was understood", icon=":material/info:", on_change="rerun", key="understood")
    if not opened.open:
        return
    with opened:
        for found in proposal.tables:
            st.markdown(f"**{plain(found.table.name)}**")
            for words in found.evidence:
                st.caption(plain(words, 500))
            st.dataframe(found.table.cells.head(5), hide_index=True, alt=f"First rows of {found.table.name[:80]}")


def _fields(kind: str, table: TextTable, mapping: ColumnMap, asked: set[str], say: Say) -> None:
    """A picker for each field of a table, those that are known or asked about first."""
    known = [name for name in FIELDS[kind] if mapping.header(kind, name) or name in asked]
    others = [name for name in FIELDS[kind] if name not in known]
    for name in known:
        _picker(kind, name, table, mapping, say)
    if others and st.toggle("Show further fields", key=f"more_{kind}"):
        for name in others:
            _picker(kind, name, table, mapping, say)


def _picker(kind: str, name: str, table: TextTable, mapping: ColumnMap, say: Say) -> None:
    now = mapping.header(kind, name)
    key = f"field_{kind}_{name}"
    st.session_state[key] = now if now in table.headers else NOTHING

    def remember() -> None:
        say({kind: {name: st.session_state[key]}})

    st.selectbox(
        f"{name.replace('_', ' ').capitalize()} is",
        [NOTHING, *table.headers],
        format_func=lambda header: _header_words(table, header),
        key=key,
        on_change=remember,
    )


def _header_words(table: TextTable, header: str) -> str:
    """A header with examples of its values; the options of a picker are text, never markup."""
    if header == NOTHING:
        return "not in the file"
    values = [value for value in table.cells[header].head(_LOOKED_AT) if value.strip()]
    examples = list(dict.fromkeys(values))[:_EXAMPLES]
    return f"{header}, for example {', '.join(value[:30] for value in examples)}" if examples else f"{header}, empty"
