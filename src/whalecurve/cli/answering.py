"""What every command that analyses does: files and a plan to an answer, and what keeps it from its end in words."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from whalecurve.analysis.currency import in_currency_of
from whalecurve.analysis.results import Analysis, analyze
from whalecurve.analysis.workbook import Workbook, dataset_digest, keep
from whalecurve.cli.request import Options
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.plan.column_costs import with_columns
from whalecurve.domain.plan.cost_list import plan_of_costs
from whalecurve.domain.plan.listed_costs import list_words
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.intake.intake import Intake
from whalecurve.intake.meaning.decision import Decision
from whalecurve.intake.problems import Problem

_OPTION_OF_ARGUMENT: Final = {"(currency=)": "(--currency CODE)"}


@contextmanager
def answered(intake: Intake, scenario: Scenario, options: Options) -> Iterator[tuple[Workbook, Analysis]]:
    """The dataset and the answer to the plan, for as long as the block lasts: then the dataset is gone.

    Args:
        intake: All files, read.
        scenario: The plan; one without fixed costs takes those of a list of costs.
        options: Period, currency, and how half months are charged.

    Raises:
        WhalecurveError: Nothing can be analysed, or the plan asks for what the files do not have.
    """
    with tempfile.TemporaryDirectory(prefix="whalecurve-", ignore_cleanup_errors=True) as folder:
        workbook = keep(intake, Path(folder), dataset_digest([folder]))
        plan = in_currency_of(workbook.dataset, options.charging(scenario))
        listed = plan_of_costs(workbook.dataset.costs, workbook.facts.span)
        own = plan
        if not own.costs:
            plan = with_columns(plan, workbook.dataset.cost_names)
        if not plan.fixed:
            plan = replace(plan, fixed=listed.fixed)
        analysis = analyze(workbook, options.within(plan, workbook.facts.span))
        if own.fixed and (said := list_words(own, listed, analysis.results.statements.charged)):
            analysis = replace(analysis, notes=(*analysis.notes, said))
        yield workbook, analysis


def still_open(problem: WhalecurveError) -> list[Problem]:
    """What keeps the analysis from its end, as rows of the report: the lines at fault, then the question itself."""
    lines: Sequence[Problem] = getattr(problem, "problems", ())
    found = f"{problem.what}: {problem.found}" if problem.found else problem.what
    return [*lines, Problem("", 0, "", found, with_options(problem.remedy), "")]


def with_options(text: str) -> str:
    """The text with this command's options where it names arguments of a function."""
    for argument, option in _OPTION_OF_ARGUMENT.items():
        text = text.replace(argument, option)
    return text


def map_words(decision: Decision) -> str:
    """The pieces of the map that answer a question."""
    return " or ".join(
        json.dumps(dict(each.answer), ensure_ascii=False) for each in (*decision.alternatives, *decision.to_fill)
    )
