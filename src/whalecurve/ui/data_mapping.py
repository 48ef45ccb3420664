"""Which column is what: a sentence with a picker for each field, shown with examples from the file."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from whalecurve.intake.aliases import CUSTOMERS, FIELDS, TRANSACTIONS
from whalecurve.intake.date_text import DMY, MDY
from whalecurve.intake.guess_fields import Question
from whalecurve.intake.mapping import AS_SHOWN, SWAPPED, Mapping
from whalecurve.intake.recognise import Proposal
from whalecurve.intake.text_table import TextTable
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


def mapping_form(proposal: Proposal) -> Mapping:
    """The mapping, guessed and changeable; what is open is asked first."""
    mapping = proposal.mapping
    for question in proposal.questions:
        st.warning(plain(question.sentence(), 500), icon=":material/help:")
    with st.expander("Which column is what", icon=":material/fact_check:", expanded=bool(proposal.questions)):
        for kind, tables in proposal.tables_by_kind().items():
            st.markdown(f"**{plain(', '.join(table.name for table in tables))}**")
            mapping = _fields(kind, tables[0], mapping, proposal.questions)
        order = st.selectbox(
            "Dates are written", list(_ORDERS), format_func=lambda o: _ORDERS[o], key="data_date_order"
        )
        decimal = st.selectbox(
            "Numbers are written with", list(_DECIMALS), format_func=lambda d: _DECIMALS[d], key="data_decimal"
        )
        typed_dates = _typed_dates(proposal)
        also = _also_traits(proposal, mapping)
    _understood(proposal)
    return _said(
        proposal, replace(mapping, also_traits=also, date_order=order, decimal=decimal, typed_dates=typed_dates)
    )


def _said(proposal: Proposal, mapping: Mapping) -> Mapping:
    """Who picks another column for the amount has answered which one it is."""
    amount = mapping.header(TRANSACTIONS, "amount")
    guessed = proposal.mapping.header(TRANSACTIONS, "amount")
    return mapping.with_answers({"amount": amount}) if amount != guessed else mapping


def _typed_dates(proposal: Proposal) -> str:
    """What the typed dates of a spreadsheet mean; asked where there is one."""
    if not any(found.table.spreadsheet for found in proposal.tables):
        return ""
    return st.selectbox(
        "Typed dates of a spreadsheet beside text ones",
        list(_TYPED_DATES),
        format_func=lambda answer: _TYPED_DATES[answer],
        key="data_typed_dates",
    )


def _also_traits(proposal: Proposal, mapping: Mapping) -> tuple[str, ...]:
    """Columns of the lines that say what a customer is, though lines differ in them or they are numbers."""
    tables = proposal.tables_by_kind().get(TRANSACTIONS, ())
    mapped = set(mapping.tables.get(TRANSACTIONS, {}).values()) | set(mapping.costs.values())
    free = [header for header in (tables[0].headers if tables else ()) if header not in mapped]
    if not free or CUSTOMERS in proposal.tables_by_kind():
        return ()
    chosen = st.multiselect(
        "Columns that say what a customer is, though lines differ in them or they are numbers",
        free,
        key="data_also_traits",
        help="Where lines of one customer differ, the value with the most revenue is the customer's.",
    )
    return tuple(chosen)


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


def _fields(kind: str, table: TextTable, mapping: Mapping, questions: Sequence[Question]) -> Mapping:
    """A picker for each field of a table, those that matter most first."""
    asked = {question.field for question in questions if question.kind == kind}
    known = [name for name in FIELDS[kind] if mapping.header(kind, name) or name in asked]
    others = [name for name in FIELDS[kind] if name not in known]
    for name in known:
        mapping = _picker(kind, name, table, mapping)
    if others and st.toggle("Show further fields", key=f"more_{kind}"):
        for name in others:
            mapping = _picker(kind, name, table, mapping)
    return mapping


def _picker(kind: str, name: str, table: TextTable, mapping: Mapping) -> Mapping:
    guess = mapping.header(kind, name)
    options = [NOTHING, *table.headers]
    chosen = st.selectbox(
        f"{name.replace('_', ' ').capitalize()} is",
        options,
        index=options.index(guess) if guess in options else 0,
        format_func=lambda header: _header_words(table, header),
        key=f"field_{table.digest}_{kind}_{name}",
    )
    return mapping.with_header(kind, name, chosen)


def _header_words(table: TextTable, header: str) -> str:
    """A header with examples of its values; the options of a picker are text, never markup."""
    if header == NOTHING:
        return "not in the file"
    values = [value for value in table.cells[header].head(_LOOKED_AT) if value.strip()]
    examples = list(dict.fromkeys(values))[:_EXAMPLES]
    return f"{header}, for example {', '.join(value[:30] for value in examples)}" if examples else f"{header}, empty"
