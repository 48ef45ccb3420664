"""What was read, before anything is computed: a row per file, what stands apart, and what is wrong with its remedy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from whalecurve.analysis.file_sums import FileSum
from whalecurve.domain import columns as c
from whalecurve.domain.money.apportion import round_half_up
from whalecurve.domain.words.formats import count, counted, minor_digits, money
from whalecurve.domain.words.wording import listed, stopped, them
from whalecurve.intake.intake import Intake
from whalecurve.intake.problems import problems_frame
from whalecurve.intake.recognition.aliases import TRANSACTIONS
from whalecurve.intake.set_aside import Fault
from whalecurve.reports.context import Context
from whalecurve.reports.problems_csv import problems_csv
from whalecurve.ui.desk import Desk
from whalecurve.ui.downloads import download, file_name, today
from whalecurve.ui.words import plain

MOST_SHOWN: Final = 1000
_MOST_KINDS: Final = 8


@dataclass(frozen=True)
class LeftOut:
    """A file that was dropped and is not in the figures."""

    name: str
    why: str


def reading_report(desk: Desk, intake: Intake, left_out: Sequence[LeftOut] = (), faults: Sequence[Fault] = ()) -> None:
    """The summary of what was read: every file that was dropped is in it."""
    st.subheader("What was read", anchor=False)
    localized = st.column_config.NumberColumn(format="localized")
    numbers = dict.fromkeys(("Rows used", "Set aside", "Not counted"), localized)
    alt = "What became of the lines of each file"
    st.dataframe(_files_frame(intake, left_out), hide_index=True, column_config=numbers, alt=alt)
    for each in left_out:
        named = each.why if each.why.startswith(each.name) else f"{each.name}: {each.why}"
        st.caption(plain(stopped(named), 400))
    _unassigned(intake)
    _problems(desk, intake, faults)
    if intake.notes or intake.ignored:
        with st.expander(
            f"What was decided on the way ({count(len(intake.notes))})", icon=":material/notes:", key="decided"
        ):
            for note in intake.notes:
                st.caption(plain(note, 500))
            if intake.ignored:
                frame = pd.DataFrame(intake.ignored[:MOST_SHOWN], columns=["file", "line", "not counted because"])
                st.dataframe(frame, hide_index=True, alt="Lines that do not count, with the reason")


def _about(desk: Desk, intake: Intake) -> dict[str, str]:
    """What the list of faults is of: the months of the files, since no plan has costed them yet."""
    first, last = str(intake.first_date)[:7], str(intake.last_date)[:7]
    return Context(intake.dataset.currency, first, last, desk.plan, today()).columns()


def summary_words(intake: Intake) -> str:
    """Dates, customers and sum in one sentence."""
    dataset = intake.dataset
    unit = Fraction(10 ** minor_digits(dataset.currency), 10 ** dataset.scales[c.NET_REVENUE])
    revenue = round_half_up(sum(dataset.control_totals[c.NET_REVENUE].values()) * unit)
    return (
        f"{counted(intake.lines_used, 'line')} from {intake.first_date} to {intake.last_date}, "
        f"{counted(len(dataset.customers), 'customer')}, "
        f"net revenue {money(revenue, dataset.currency)} {dataset.currency}".rstrip()
        + "."
    )


def _files_frame(intake: Intake, left_out: Sequence[LeftOut]) -> pd.DataFrame:
    rows = [
        (each.file, each.kind.replace("_", " "), each.rows_used, each.rows_set_aside, each.rows_ignored)
        for each in intake.accounting
    ]
    rows += [(each.name, "not used", 0, 0, 0) for each in left_out]
    return pd.DataFrame(rows, columns=["File", "Taken for", "Rows used", "Set aside", "Not counted"])


def _unassigned(intake: Intake) -> None:
    nobody = intake.unassigned
    if not nobody.lines:
        return
    words = (
        them(nobody.lines, "line belongs", "lines belong") + " to no known customer and will stand apart as unassigned"
    )
    parts = [f"{counted(nobody.blank, 'line')} without a name"] if nobody.blank else []
    if nobody.unknown:
        parts.append(
            them(nobody.unknown, "customer named is", "customers named are")
            + f" not on file, such as {listed(nobody.examples[:3])}"
        )
    st.info(plain(f"{words}: {'; '.join(parts)}.", 500), icon=":material/person_off:")


def cost_words(intake: Intake, faults: Sequence[Fault]) -> str:
    """What using the valid rows alone leaves out: lines and revenue."""
    sold = {account.file for account in intake.accounting if account.kind == TRANSACTIONS}
    lost = [fault for fault in faults if fault.file in sold]
    lines, unread = sum(fault.lines for fault in lost), sum(fault.unread for fault in lost)
    if not lines:
        return f"Using the valid rows leaves out {them(sum(fault.lines for fault in faults), 'row', 'rows')}."
    worth = f" with {_amount(lost, intake.dataset.currency)} of revenue" if unread < lines else ""
    rest = f"; the amount of {them(unread, 'line', 'lines')} cannot be read" if unread else ""
    return f"Using the valid rows leaves out {them(lines, 'line', 'lines')}{worth}{rest}."


def _amount(faults: Sequence[Fault], currency: str) -> str:
    total = Fraction(sum((fault.revenue for fault in faults), Decimal(0)))
    return money(round_half_up(total * 10 ** minor_digits(currency)), currency)


def _problems(desk: Desk, intake: Intake, faults: Sequence[Fault]) -> None:
    if not intake.problems:
        left = (
            f" {them(len(intake.ignored), 'line does', 'lines do')} not count: see why below." if intake.ignored else ""
        )
        st.caption(f"No line was set aside.{left}")
        return
    st.warning(
        f"{counted(len(intake.problems), 'fault')} in the files: those lines are set aside. "
        "Mend them in the file and drop it again, or use the rest.",
        icon=":material/rule:",
    )
    for fault in faults[:_MOST_KINDS]:
        st.markdown(f"- {plain(_fault_words(fault, intake.dataset.currency), 600)}")
    with st.expander("Every fault by its row", icon=":material/list:", key="faults_by_row"):
        frame = problems_frame(intake.problems[:MOST_SHOWN])
        names = {c.FILE: "File", c.LINE: "Row", c.COLUMN: "Column", c.FOUND: "Found", c.EXPECTED: "Expected"}
        shown = frame.rename(columns={**names, "remedy": "How to fix it"})
        st.dataframe(shown, hide_index=True, alt="Lines that were set aside, with the reason and the remedy")
        content = problems_csv(intake.problems, _about(desk, intake))
        download(desk, "Download the list", lambda: content, file_name(desk, "whalecurve-problems", content))


def _fault_words(fault: Fault, currency: str) -> str:
    """A kind of fault with its lines, its revenue, an example and the way out."""
    where = f"{fault.column}: " if fault.column else ""
    worth = f", {_amount([fault], currency)} of revenue" if fault.unread < fault.lines and fault.revenue else ""
    rest = f", {them(fault.unread, 'amount', 'amounts')} not readable" if fault.unread else ""
    return (
        f"{where}{them(fault.lines, 'line', 'lines')}{worth}{rest}. Needed is {fault.expected}; "
        f"row {fault.first_line} of {fault.file} has {fault.example}. To fix it: {fault.remedy}."
    )


def say_sums(intake: Intake, sums: Mapping[str, FileSum], places: Mapping[str, DeltaGenerator]) -> None:
    """On the card of each file of orders: its days, its revenue, the rows that count."""
    used = {account.file: account for account in intake.accounting}
    for name, found in sums.items():
        if name in places and name in used:
            rows = f"{count(used[name].rows_used)} of {counted(used[name].rows_read, 'row')} used"
            revenue = f"{money(found.net_revenue, intake.dataset.currency)} {intake.dataset.currency}".rstrip()
            words = f"{found.first_date} to {found.last_date}, net revenue {revenue}, {rows}."
            places[name].markdown(f":material/check: {plain(words, 400)}")
