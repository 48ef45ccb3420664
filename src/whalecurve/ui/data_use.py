"""The one button of the Data page: store what was read, take the heavy step, go to the ranking."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from whalecurve.analysis.currency import in_currency_of
from whalecurve.analysis.remembered import pieces_digest
from whalecurve.analysis.workbook import keep
from whalecurve.domain.plan.column_costs import with_columns
from whalecurve.domain.plan.cost_list import list_digest, plan_of_costs
from whalecurve.domain.plan.plan_json import scenario_from_json
from whalecurve.domain.plan.scenario import Scenario, Settings
from whalecurve.domain.quantities.facts import Period
from whalecurve.domain.quantities.part_months import edge_months, usual_way
from whalecurve.domain.sample import sample_company
from whalecurve.domain.words.formats import count, counted, money
from whalecurve.intake.intake import Intake
from whalecurve.intake.recognition.mapping import Mapping
from whalecurve.intake.set_aside import Fault
from whalecurve.ui import cache
from whalecurve.ui.data_report import cost_words, summary_words
from whalecurve.ui.desk import Desk, Upload
from whalecurve.ui.desk_files import put_in_use, take
from whalecurve.ui.frame import page_of
from whalecurve.ui.list_notice import list_notice, settle_with_list
from whalecurve.ui.sample import sample_desk
from whalecurve.ui.words import plain


def open_questions(number: int) -> None:
    """What is still to be answered before anything is computed, where the eye stays."""
    with st.bottom.container(key="use_bar"):
        st.info(
            f"{counted(number, 'question')} to answer, then the figures can be used.",
            icon=":material/help:",
        )


def use_bar(desk: Desk, intake: Intake, digest: str, faults: Sequence[Fault]) -> None:
    """What was read in one sentence and the one button, at the foot of the window."""
    with st.bottom.container(key="use_bar"):
        st.markdown(plain(summary_words(intake), 600))
        if faults:
            st.caption(":material/rule: " + plain(cost_words(intake, faults), 400))
        _use_button(desk, intake, digest)


def _use_button(desk: Desk, intake: Intake, digest: str) -> None:
    """Use what was read, or go on where it is in use already."""
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
    """The plan in force when there is one, else the uploaded list of costs and the columns of costs on the lines.

    A new plan charges no fixed costs for a month of a day or two at either end; the note beside the figures says so.
    """
    if desk.scenario.costs:
        return desk.scenario
    sold = Period(min(intake.days), max(intake.days))
    part_months = usual_way(edge_months(intake.days, sold))
    listed = with_columns(plan_of_costs(intake.dataset.costs, sold), intake.dataset.cost_names)
    return replace(listed, settings=Settings(part_months=part_months))


def digest_of(uploads: Sequence[Upload], kinds: Sequence[str], mapping: Mapping) -> str:
    """Name of the dataset that these files, read this way, become."""
    return pieces_digest([(upload.digest, upload.sheet) for upload in uploads], kinds, mapping)


def open_sample(desk: Desk) -> None:
    """The sample company, from its files to a ranking, in its own workspace; one that was opened before is as it was.

    Raises:
        WhalecurveError: It cannot be made.
    """
    desk = sample_desk(desk)
    if desk.dataset:
        st.switch_page(page_of("ranking"))
    company = sample_company()
    desk.alter(uploads=())
    for name, text in company.files.items():
        take(desk, name, text.encode())
    proposal = cache.proposal(desk, desk.uploads, None)
    kinds = tuple(found.kind for found in proposal.tables)
    intake = cache.reading(desk, desk.uploads, kinds, proposal.mapping)
    plan = scenario_from_json(company.plan)
    desk.alter(listed=list_digest(intake.dataset.costs))
    use(desk, intake, digest_of(desk.uploads, kinds, proposal.mapping), plan, f"Sample: {company.name}")
