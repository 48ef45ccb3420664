"""Files that may not belong together: two companies, sheets that are copies, tables of one kind with other columns."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from whalecurve.analysis.remembered import Memory, book_of, shape_of, together_of
from whalecurve.domain.words.wording import listed
from whalecurve.intake.recognition.aliases import TRANSACTIONS, UNKNOWN
from whalecurve.intake.recognition.guess_fields import OTHER_COLUMNS
from whalecurve.intake.recognition.mapping import Mapping
from whalecurve.intake.recognition.recognise import Proposal, Recognised
from whalecurve.intake.text.text_table import TextTable
from whalecurve.intake.unrelated import unrelated_sets
from whalecurve.ui.data_files import Read, choose_sheets, leave_out
from whalecurve.ui.data_memory import change
from whalecurve.ui.desk import Desk
from whalecurve.ui.words import plain

_TOGETHER: Final = "together"


def ask_apart(desk: Desk, proposal: Proposal, mapping: Mapping, memory: Memory) -> int:
    """Ask about files that share no customer; gives back how many questions are open."""
    tables = [(found.kind, found.table) for found in proposal.tables if found.kind != UNKNOWN]
    sets = unrelated_sets(tables, mapping)
    name = together_of(tables)
    if not sets or memory.find(name).settings.get(_TOGETHER):
        return 0
    with st.container(border=True, key="card_apart"):
        groups = [listed([tables[place][1].name for place in places]) for places in sets]
        st.markdown(f":material/help: **{plain(f'These look like {len(sets)} companies', 200)}**")
        st.caption(plain(f"No customer of one stands in the other: {'; '.join(groups)}.", 600))
        everything = {table.digest for _, table in tables}
        for number, (places, group) in enumerate(zip(sets, groups, strict=True)):
            if any(tables[place][0] == TRANSACTIONS for place in places):
                own = {tables[place][1].digest for place in places}
                others = tuple(sorted(everything - own - _of_nobody(tables, sets)))
                words = plain(f"Use {group} alone, leave the others out", 200)
                st.button(words, key=f"apart_{number}", on_click=leave_out, args=(desk, others))
        st.button("They are one company: use all of them", key="apart_all", on_click=_join, args=(desk, name))
    return 1


def _of_nobody(tables: Sequence[tuple[str, TextTable]], sets: Sequence[Sequence[int]]) -> set[str]:
    """Digests of the tables that name no customer and so belong to either set."""
    named = {place for places in sets for place in places}
    return {table.digest for place, (_, table) in enumerate(tables) if place not in named}


def _join(desk: Desk, name: str) -> None:
    change(desk, name, lambda said: said.with_settings({_TOGETHER: True}))


def ask_sheets(desk: Desk, files: list[Read]) -> int:
    """Ask which of several sheets with the same rows is meant; gives back how many questions are open."""
    asked = [each for each in files if each.pieces[0].sheet == "" and each.table.questions]
    for number, each in enumerate(asked):
        with st.container(border=True, key=f"card_sheets_{number}"):
            st.markdown(f":material/help: **{plain(f'Which sheet of {each.upload.name} is to be read?', 300)}**")
            st.caption(
                "Several sheets have the same columns and share rows: read together, their money would count twice."
            )
            book = book_of(each.table)
            for place, sheet in enumerate(each.table.sheets):
                st.button(
                    plain(sheet, 60),
                    key=f"sheet_{number}_{place}",
                    on_click=choose_sheets,
                    args=(desk, book, (sheet,)),
                )
            if each.table.sheets:
                st.button(
                    "All of them",
                    key=f"sheet_{number}_all",
                    on_click=choose_sheets,
                    args=(desk, book, each.table.sheets),
                )
    return len(asked)


def ask_tables(desk: Desk, proposal: Proposal) -> int:
    """Ask which of two files with orders in other columns counts; gives back how many questions are open."""
    by_name = {found.table.name: found for found in proposal.tables}
    asked = [question for question in proposal.questions if question.field == OTHER_COLUMNS]
    for number, question in enumerate(asked):
        first, second = (by_name[name] for name in question.candidates)
        with st.container(border=True, key=f"card_tables_{number}"):
            st.markdown(f":material/help: **{plain(f'{question.table}. Which one counts?', 400)}**")
            for place, (kept, other) in enumerate(((first, second), (second, first))):
                words = plain(f"{kept.table.name}; {other.table.name} is not used", 200)
                st.button(words, key=f"table_{number}_{place}", on_click=_leave_unused, args=(desk, other))
    return len(asked)


def _leave_unused(desk: Desk, found: Recognised) -> None:
    change(desk, shape_of(found.table), lambda said: said.taken_for(UNKNOWN))
