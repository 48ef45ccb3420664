"""``whalecurve read``: one file in; a clean table and an account of every line out."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from whalecurve.analysis.line_report import report_of, report_of_refusal
from whalecurve.cli.request import read_bytes, shown_name
from whalecurve.cli.result_folder import write
from whalecurve.cli.statuses import BAD_USAGE, DONE, TO_SETTLE
from whalecurve.cli.terminal import complain, note, say
from whalecurve.cli.usage import UsageError
from whalecurve.domain.errors import RefusedFileError
from whalecurve.domain.words.formats import counted
from whalecurve.intake.process.reader import read_table
from whalecurve.reports.table_csv import table_csv


def run(arguments: argparse.Namespace, _: Sequence[str]) -> int:
    """Read, write the table and its report; without a table where the file is refused."""
    try:
        _prepare(arguments)
        content = read_bytes(arguments.file)
    except UsageError as problem:
        complain(str(problem))
        return BAD_USAGE
    except RefusedFileError as refusal:
        return _refuse(arguments, refusal)
    try:
        table = read_table(shown_name(arguments.file), content, sheet=arguments.sheet or None)
    except RefusedFileError as refusal:
        return _refuse(arguments, refusal)
    report = report_of(table)
    _write(arguments.out, table_csv(table))
    _write(arguments.report, _json(report))
    for remark in report["notes"]:
        note(remark)
    for question in report["questions"]:
        complain(question)
    say(
        f"{counted(report['rows'], 'row')} read; {counted(len(report['problems']), 'line')} set aside, "
        f"{counted(len(report['ignored']), 'line')} ignored; see {arguments.report}."
    )
    return TO_SETTLE if report["questions"] else DONE


def _prepare(arguments: argparse.Namespace) -> None:
    """Take away what an earlier run left, so that a failed run leaves nothing that looks current."""
    places = {path.resolve() for path in (arguments.file, arguments.out, arguments.report)}
    if len(places) < len((arguments.file, arguments.out, arguments.report)):
        raise UsageError("FILE, --out and --report must be three different files")
    for path in (arguments.out, arguments.report):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error


def _refuse(arguments: argparse.Namespace, refusal: RefusedFileError) -> int:
    _write(arguments.report, _json(report_of_refusal(refusal)))
    complain(str(refusal))
    return TO_SETTLE


def _write(path: Path, text: str) -> None:
    write(path.parent, path.name, text)


def _json(values: object) -> str:
    return json.dumps(values, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
