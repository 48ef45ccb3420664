"""What stands around every page: the tie-out line, and the word for an empty desk."""

from collections.abc import Sequence

import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.domain.costing.cost_cover import cost_words
from whalecurve.domain.costing.unassigned import company_sentence, nobody_sentences
from whalecurve.domain.state.access import Right
from whalecurve.domain.words.formats import money
from whalecurve.domain.words.wording import them
from whalecurve.intake.recognition.aliases import TRANSACTIONS
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.faults import FAULTS, warn
from whalecurve.ui.nobodys import nobodys
from whalecurve.ui.places import page_file
from whalecurve.ui.reader import reader_marks
from whalecurve.ui.words import plain


def need_data(desk: Desk) -> None:
    """Without a dataset the page says what to do and stops."""
    if not desk.dataset and Right.EDIT not in desk.rights:
        st.info("Nothing has been saved here yet. Ask whoever works on it to save a revision.")
        st.stop()
    if not desk.dataset:
        st.info("There is nothing to show yet. Upload your files, or try the sample company.", icon=":material/upload:")
        if st.button("Go to Data", type="primary"):
            st.switch_page(page_of("data"))
        st.stop()


def answer(desk: Desk) -> Analysis:
    """The answer to the scenario in force; when there is none the page says why and stops."""
    need_data(desk)
    try:
        return cache.analysis(desk, desk.scenario)
    except FAULTS as problem:
        warn(problem)
        st.stop()


def page_of(name: str) -> str:
    """What ``st.switch_page`` needs to open a page."""
    return str(page_file(name))


def tie_out(desk: Desk, answered: Analysis, figures: Sequence[str] = (), *, unfold: bool = True) -> None:
    """The lines of every result: what costs are missing, do figures tie to the files, what belongs to nobody.

    Args:
        desk: Whose figures.
        answered: The result.
        figures: What stands before the tie in the same quiet line.
        unfold: Whether what belongs to nobody can be unfolded right here.
    """
    statements, tie = answered.results.statements, answered.reconciliation
    if missing := cost_words(statements):
        say = st.warning if statements.is_revenue_only else st.info
        say(plain(missing, 800), icon=":material/money_off:")
    cash, marks = desk.scenario.currency, reader_marks()
    files = money(tie.files, cash, marks=marks)
    if tie.difference or tie.cost_difference:
        off = money(tie.difference or tie.cost_difference, cash, marks=marks)
        st.error(f"The results differ from your files by {off}: please report this.")
    whose = "your" if desk.share is None else "the owner's"
    parts = [f"Ties to {whose} files: revenue {files}, difference {money(tie.difference, cash, marks=marks)}."]
    if tie.cost_files or tie.cost_results:
        costs, off = (money(amount, cash, marks=marks) for amount in (tie.cost_files, tie.cost_difference))
        parts.append(f"Costs of the files {costs}, difference {off}.")
    st.caption(":material/balance: " + plain(" · ".join([*figures, " ".join(parts)]), 2000))
    more = [*nobody_sentences(statements, marks), company_sentence(statements, marks), *_set_aside(desk)]
    if told := " ".join(filter(None, [*more, *answered.notes])):
        st.caption(plain(told, 2000))
    if unfold:
        whose_is_nobody(desk, answered)


def whose_is_nobody(desk: Desk, answered: Analysis) -> None:
    """What belongs to no known customer, folded away; nothing where everything has its customer."""
    nobodys(desk, answered, reader_marks())


def _set_aside(desk: Desk) -> list[str]:
    """A sentence for the lines of orders, and one for each other file with rows that were set aside."""
    book, marks = cache.workbook(desk), reader_marks()
    lines = book.lines["set_aside"]
    said = [f"{them(lines, 'line was', 'lines were', marks=marks)} set aside: see Data."] if lines else []
    for one in book.report.get("files", ()):
        if one["set_aside"] and one["kind"] != TRANSACTIONS:
            rows = them(one["set_aside"], "row was", "rows were", marks=marks)
            said.append(f"{rows} set aside of {one['file']}: see Data.")
    return said


def assumed(sentences: Sequence[str]) -> None:
    """What figures assume, for somebody who cannot open the plan: a sentence per cost, folded away."""
    with st.expander("What these figures assume", icon=":material/tune:"):
        for sentence in sentences:
            st.markdown(plain(sentence, 400))


def suggest_costs(desk: Desk, answered: Analysis) -> None:
    """Without any cost but that of goods the ranking is one of gross margin: say so, and lead to the sliders."""
    if desk.scenario.fixed or desk.scenario.variable or Right.EDIT not in desk.rights:
        return
    if not answered.results.statements.is_revenue_only:
        only = "No costs are set yet, so this is profit before everything but the cost of goods."
        st.info(only, icon=":material/tune:")
    if st.button("Set what it costs to serve them", key="to_costs"):
        st.switch_page(page_of("costs"))
