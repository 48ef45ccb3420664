"""``whalecurve report``: the answer as a page and as a workbook to hand round, with names or without."""

import argparse
import secrets
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from whalecurve.analysis.handed_out import HandedOut, choice_of, hand_out, masked_answer
from whalecurve.analysis.reading import read_files
from whalecurve.analysis.segments import SegmentChoice
from whalecurve.cli.answering import answered, map_words, with_options
from whalecurve.cli.request import Options, input_paths, read_contents, read_map, read_options, read_plan, taken_by_map
from whalecurve.cli.statuses import BAD_USAGE, DONE, TO_SETTLE
from whalecurve.cli.terminal import complain, say
from whalecurve.cli.usage import UsageError
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.ranks.headlines import headline_words
from whalecurve.intake.intake import Intake
from whalecurve.intake.meaning.decision import open_decisions
from whalecurve.reports.book.book import write_book
from whalecurve.reports.book.contents import contents_of
from whalecurve.reports.context import context_of
from whalecurve.service.report_page import drawn_page

_DRAFT = ".part"


def run(arguments: argparse.Namespace, _: Sequence[str]) -> int:
    """Analyse and write what was asked for; each file appears whole, or not at all."""
    try:
        options = read_options(arguments)
        _check_targets(arguments)
        scenario, mapping = read_plan(arguments.plan), read_map(arguments.map)
        return _answer(arguments, options, scenario, mapping)
    except UsageError as problem:
        complain(str(problem))
        return BAD_USAGE
    except WhalecurveError as problem:
        complain(with_options(str(problem)))
        return TO_SETTLE


def _check_targets(arguments: argparse.Namespace) -> None:
    """Refuse a run that would write nothing, or over a file that it reads."""
    targets = _targets(arguments)
    if not targets:
        raise UsageError("nothing to write: name a file with --html or --xlsx")
    read = {path.resolve() for path in input_paths(arguments)}
    for target in targets:
        if target.resolve() in read:
            raise UsageError(f"{target} would be overwritten; choose another name")
        if not target.parent.is_dir():
            raise UsageError(f"{target.parent} is no folder; make it first")


def _targets(arguments: argparse.Namespace) -> list[Path]:
    return [path for path in (arguments.html, arguments.xlsx) if path is not None]


def _answer(arguments: argparse.Namespace, options: Options, scenario: Scenario, mapping: object) -> int:
    intake = read_files(read_contents(arguments), mapping, currency=options.currency, sheet=arguments.sheet)
    if undecided := open_decisions(intake.decisions):
        for each in undecided:
            complain(f"{each.sentence()} Answer it in the map: {map_words(each)}")
        return TO_SETTLE
    choice = SegmentChoice(taken=taken_by_map(mapping))
    with answered(intake, scenario, options) as live, tempfile.TemporaryDirectory(prefix="whalecurve-") as folder:
        workbook, analysis = live
        if arguments.masked:
            workbook, analysis = masked_answer(*live, choice, secrets.token_bytes(), Path(folder))
        return _write(arguments, intake, hand_out(workbook, analysis, choice_of(workbook, choice)))


def _write(arguments: argparse.Namespace, intake: Intake, handed: HandedOut) -> int:
    """Write the files and say what they hold; what reading says of the files names customers, and stays with them."""
    results, named = handed.answered.results, not handed.masked
    plan = arguments.plan.stem if arguments.plan and named else ""
    context = context_of(results, plan, datetime.now(UTC).astimezone().date().isoformat())
    readings = [*(each.told() for each in intake.decisions), *intake.notes] if named else []
    if arguments.html is not None:
        page = drawn_page(handed, context, readings)
        _whole(arguments.html, lambda path: path.write_text(page, encoding="utf-8"))
    if arguments.xlsx is not None:
        contents = contents_of(handed, context, readings, intake.problems if named else None)
        _whole(arguments.xlsx, lambda path: write_book(path, contents))
    say(headline_words(results))
    for target in _targets(arguments):
        say(f"Written: {target}")
    tie = handed.answered.reconciliation
    if tie.difference == 0 and tie.cost_difference == 0:
        return DONE
    complain("results and files differ; do not use them, and report this with your files")
    return TO_SETTLE


def _whole(target: Path, write: Callable[[Path], object]) -> None:
    """Write under a passing name, then give the file its own."""
    draft = target.with_name(target.name + _DRAFT)
    try:
        write(draft)
        draft.replace(target)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror or error}") from error
    finally:
        draft.unlink(missing_ok=True)
