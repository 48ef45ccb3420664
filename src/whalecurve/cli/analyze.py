"""``whalecurve analyze``: files and a cost plan in; statements, a summary and what was set aside out."""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pandas as pd

from whalecurve.analysis.actions.finding import FoundActions, find_actions
from whalecurve.analysis.actions.prospecting import score_prospects
from whalecurve.analysis.nobodys_lines import nobodys_lines
from whalecurve.analysis.reading import read_files
from whalecurve.analysis.results import Analysis
from whalecurve.analysis.segments import SegmentChoice, find_segments, trait_table
from whalecurve.analysis.spend import spend_remarks
from whalecurve.analysis.trends import find_trend
from whalecurve.analysis.workbook import Workbook
from whalecurve.cli.answering import answered, map_words, still_open, with_options
from whalecurve.cli.breakdowns import asked_breakdowns, asked_names
from whalecurve.cli.request import Options, input_paths, read_contents, read_map, read_options, read_plan, taken_by_map
from whalecurve.cli.result_folder import (
    ACTIONS,
    PROBLEMS,
    STATEMENTS,
    SUMMARY,
    TOTALS,
    TRAITS,
    TREND,
    UNASSIGNED,
    breakdown_name,
    prepare,
    write,
)
from whalecurve.cli.statuses import BAD_USAGE, DONE, TO_SETTLE
from whalecurve.cli.terminal import complain, note, say
from whalecurve.cli.usage import UsageError
from whalecurve.domain.actions.standing import standings
from whalecurve.domain.breakdown.breakdown import Breakdown
from whalecurve.domain.costing.cost_cover import cost_words
from whalecurve.domain.costing.unassigned import company_sentence, find_nobodys, nobody_sentences
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.money.number_marks import NumberMarks
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.ranks.headlines import headline_words, losers_words
from whalecurve.domain.segments import Segments, traits_json
from whalecurve.domain.segments.traits.column_roles import Taken
from whalecurve.domain.trend.trend import Trend
from whalecurve.domain.words.formats import count, counted, money
from whalecurve.domain.words.wording import them
from whalecurve.intake.intake import Intake
from whalecurve.intake.meaning.decision import Decision, open_decisions
from whalecurve.intake.problems import Problem
from whalecurve.intake.recognition.aliases import TRANSACTIONS
from whalecurve.reports.actions_csv import actions_csv
from whalecurve.reports.breakdown_csv import breakdown_csv
from whalecurve.reports.context import Context, context_of, context_sentence
from whalecurve.reports.problems_csv import problems_csv
from whalecurve.reports.safe_csv import frame_csv
from whalecurve.reports.statements_csv import statements_csv
from whalecurve.reports.summary import summary
from whalecurve.reports.totals_csv import totals_csv
from whalecurve.reports.trend_csv import trend_csv

_TERMINAL: Final = NumberMarks(minus="-")


def run(arguments: argparse.Namespace, _: Sequence[str]) -> int:
    """Analyse and write; the folder gets the files of ``result_folder.RESULTS``."""
    try:
        options = read_options(arguments)
        prepare(arguments.out, input_paths(arguments))
        scenario, mapping = read_plan(arguments.plan), read_map(arguments.map)
        return _answer(arguments, options, scenario, mapping)
    except UsageError as problem:
        complain(str(problem))
        return BAD_USAGE


def _answer(arguments: argparse.Namespace, options: Options, scenario: Scenario, mapping: object) -> int:
    out: Path = arguments.out
    set_aside: Sequence[Problem] = ()
    try:
        intake = read_files(read_contents(arguments), mapping, currency=options.currency, sheet=arguments.sheet)
        set_aside = intake.problems
        write(out, PROBLEMS, problems_csv(set_aside))
        if undecided := open_decisions(intake.decisions):
            return _ask(out, intake, undecided)
        answer = _analyze(intake, scenario, options, taken_by_map(mapping), asked_names(arguments.by))
    except WhalecurveError as problem:
        write(out, PROBLEMS, problems_csv([*set_aside, *still_open(problem)]))
        complain(with_options(str(problem)))
        return TO_SETTLE
    plan = arguments.plan.stem if arguments.plan else ""
    context = context_of(answer.analysis.results, plan, datetime.now(UTC).astimezone().date().isoformat())
    _write_results(out, answer, context, intake.decisions)
    readings = (each.told() for each in intake.decisions)
    for remark in (
        *readings,
        *intake.notes,
        *answer.analysis.notes,
        *spend_remarks(answer.found),
        *answer.actions.told,
        *answer.actions.lacking,
    ):
        note(remark)
    return _say(answer, context, intake, out)


@dataclass(frozen=True)
class _Answer:
    """The analysis, its segments, lines read, used and set aside, those of nobody, breakdowns, actions, months."""

    analysis: Analysis
    found: Segments
    lines: Mapping[str, int]
    nobodys: pd.DataFrame
    breakdowns: Mapping[str, Breakdown]
    actions: FoundActions
    trend: Trend | None


def _analyze(intake: Intake, scenario: Scenario, options: Options, taken: Taken, by: Sequence[str]) -> _Answer:
    with answered(intake, scenario, options) as (workbook, analysis):
        statements = analysis.results.statements
        period = statements.ledger.facts.period
        found = find_segments(trait_table(workbook, period), statements, SegmentChoice(taken=taken))
        cut = asked_breakdowns(workbook, statements, by)
        return _Answer(
            analysis,
            found,
            workbook.lines,
            nobodys_lines(workbook, statements),
            cut,
            _actions(intake, workbook, analysis, found, SegmentChoice(taken=taken)),
            _trend(workbook, analysis),
        )


def _actions(
    intake: Intake, workbook: Workbook, analysis: Analysis, found: Segments, choice: SegmentChoice
) -> FoundActions:
    """What to do, prospects included where there is a list of them."""
    actions = find_actions(workbook, analysis, found)
    if not intake.prospects:
        return actions
    return actions.with_prospects(
        score_prospects(intake.prospects, found, analysis.results.statements, choice),
        analysis.results.statements.scenario.currency,
    )


def _trend(workbook: Workbook, analysis: Analysis) -> Trend | None:
    """Months of the files; None where there are too many of them, which is said."""
    try:
        return find_trend(workbook, analysis, datetime.now(UTC).astimezone().date()).trend
    except WhalecurveError as problem:
        note(f"No {TREND}: {problem}")
        return None


def _ask(out: Path, intake: Intake, undecided: Sequence[Decision]) -> int:
    """Print each open question with the piece of the map that answers it; no figures are written."""
    asked = [Problem("", 0, "", each.sentence(), map_words(each), "") for each in undecided]
    write(out, PROBLEMS, problems_csv([*intake.problems, *asked]))
    write(out, SUMMARY, _json({"decisions": [each.to_json() for each in intake.decisions]}))
    for remark in intake.notes:
        note(remark)
    for each in undecided:
        complain(f"{each.sentence()} Answer it in the map: {map_words(each)}")
    return TO_SETTLE


def _write_results(out: Path, answer: _Answer, context: Context, decisions: Sequence[Decision]) -> None:
    told = [decision.to_json() for decision in decisions]
    results = answer.analysis.results
    figures = summary(results, answer.analysis.reconciliation, answer.lines, context, told)
    write(out, STATEMENTS, statements_csv(results))
    write(out, TOTALS, totals_csv(results, context))
    for name, cut in answer.breakdowns.items():
        write(out, breakdown_name(name), breakdown_csv(results, cut, context))
    write(out, UNASSIGNED, frame_csv(context.beside(answer.nobodys)))
    write(out, ACTIONS, actions_csv(standings(answer.actions.actions, {}), results.statements.digits, context))
    if answer.trend is not None:
        write(out, TREND, trend_csv(answer.trend, results.statements, context))
    write(out, TRAITS, _json(traits_json(answer.found)))
    write(out, SUMMARY, _json(figures))


def _json(values: object) -> str:
    return json.dumps(values, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _say(answer: _Answer, context: Context, intake: Intake, out: Path) -> int:
    analysis, results = answer.analysis, answer.analysis.results
    cash, tie = results.statements.scenario.currency, analysis.reconciliation
    files, difference, profit = (
        money(amount, cash, marks=_TERMINAL) for amount in (tie.files, tie.difference, results.statements.profit)
    )
    aside = f"; {count(intake.lines_set_aside)} set aside, see {PROBLEMS}" if intake.lines_set_aside else ""
    say(f"{count(intake.lines_used)} of {counted(intake.lines_read, 'line')} used{aside}.")
    say(f"Files and results: revenue {files}, difference {difference}.")
    if missing := cost_words(results.statements):
        say(missing)
    if results.statements.is_revenue_only:
        say(headline_words(results))
    else:
        losers = f"{count(results.unprofitable_customers)} of {counted(results.curve.count, 'customer')}"
        say(f"Profit {profit}; {losers} at a loss.")
        if losing := losers_words(results):
            say(losing)
    for sentence in _apart(answer, intake):
        say(sentence)
    say(context_sentence(results, context))
    if not results.statements.is_revenue_only:
        say(answer.found.verdict.sentence)
    say(f"Results are in {out}.")
    if tie.difference == 0 and tie.cost_difference == 0:
        return DONE
    differ = money(tie.difference or tie.cost_difference, cash, marks=_TERMINAL)
    complain(f"results and files differ by {differ}; do not use them, and report this with your files")
    return TO_SETTLE


def _apart(answer: _Answer, intake: Intake) -> list[str]:
    """What the page says beside the profit: costs tied, what belongs to nobody, rows of other files set aside."""
    statements, tie = answer.analysis.results.statements, answer.analysis.reconciliation
    cash, said = statements.scenario.currency, list[str]()
    if tie.cost_files or tie.cost_results:
        files, difference = (money(amount, cash, marks=_TERMINAL) for amount in (tie.cost_files, tie.cost_difference))
        said.append(f"Costs of the files: {files}, difference {difference}.")
    said += nobody_sentences(statements, _TERMINAL)
    if find_nobodys(statements).lines:
        said.append(f"Those lines are in {UNASSIGNED}.")
    said += filter(None, [company_sentence(statements, _TERMINAL)])
    said += [
        f"{them(one.rows_set_aside, 'row was', 'rows were')} set aside of {one.file}, see {PROBLEMS}."
        for one in intake.accounting
        if one.rows_set_aside and one.kind != TRANSACTIONS
    ]
    return said
