"""``whalecurve analyze``: files and a cost plan in; statements, a summary and what was set aside out."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from whalecurve.cli.statuses import BAD_USAGE, DONE, TO_SETTLE
from whalecurve.domain.errors import PlanError, WhalecurveError
from whalecurve.domain.facts import Period
from whalecurve.domain.plan_json import month_from_text, scenario_from_text
from whalecurve.domain.scenario import Scenario

KINDS: Final = ("transactions", "customers", "activities", "products", "prospects")
DUCKDB: Final = "duckdb"


class UsageError(Exception):
    """The command was called in a way that cannot be carried out."""


def run(arguments: argparse.Namespace, _: Sequence[str]) -> int:
    """Analyse and write; the folder gets ``summary.json``, ``statements.csv`` and ``problems.csv``."""
    try:
        scenario, mapping = _scenario(arguments), _json(arguments.map)
        files = dict(_files(arguments))
    except (UsageError, PlanError) as problem:
        print(f"whalecurve analyze: {problem}", file=sys.stderr)
        return BAD_USAGE
    return _analyze(arguments, files, scenario, mapping)


def _analyze(
    arguments: argparse.Namespace, files: dict[str, list[tuple[str, bytes]]], scenario: Scenario, mapping: object
) -> int:
    from whalecurve.analysis.reading import read_files
    from whalecurve.analysis.results import analyze
    from whalecurve.analysis.workbook import dataset_digest, keep

    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    intake = read_files(files, mapping, currency=arguments.currency)
    _write_problems(out, intake)
    with tempfile.TemporaryDirectory(prefix="whalecurve-") as folder:
        workbook = keep(intake, Path(folder), dataset_digest([str(out)]))
        plan = scenario if scenario.currency else replace(scenario, currency=workbook.dataset.currency)
        analysis = analyze(workbook, _within(plan, workbook.facts.span, arguments))
    _write_results(out, analysis, workbook.lines)
    for note in (*intake.notes, *analysis.notes):
        print(f"note: {note}", file=sys.stderr)
    _say(analysis, intake, out)
    return DONE if analysis.reconciliation.difference == 0 else TO_SETTLE


def _scenario(arguments: argparse.Namespace) -> Scenario:
    if arguments.engine != DUCKDB:
        raise UsageError(f"the engine {arguments.engine} is not known; use {DUCKDB}")
    for month in (arguments.first, arguments.last):
        if month is not None:
            month_from_text(month)
    return Scenario() if arguments.plan is None else scenario_from_text(_text(arguments.plan))


def _within(scenario: Scenario, span: Period | None, arguments: argparse.Namespace) -> Scenario:
    """The scenario with the period of the command line; an open end is the data's."""
    if span is None or (arguments.first is None and arguments.last is None):
        return scenario
    own = scenario.period or span
    first = own.first if arguments.first is None else month_from_text(arguments.first)
    last = own.last if arguments.last is None else month_from_text(arguments.last)
    return replace(scenario, period=Period(first, last))


def _files(arguments: argparse.Namespace) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    for kind in KINDS:
        paths: list[Path] = getattr(arguments, kind)
        if paths:
            yield kind, [(path.name, _bytes(path)) for path in paths]


def _json(path: Path | None) -> object:
    if path is None:
        return None
    try:
        return json.loads(_text(path))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path.name} is not JSON: {error}") from error


def _text(path: Path) -> str:
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.name} is not UTF-8 text") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from error


def _write_problems(out: Path, intake: Any) -> None:  # noqa: ANN401 - typed where it is made; imported late
    from whalecurve.reports.problems_csv import problems_csv

    (out / "problems.csv").write_text(problems_csv(intake.problems), encoding="utf-8", newline="")


def _write_results(out: Path, analysis: Any, lines: Any) -> None:  # noqa: ANN401 - the same
    from whalecurve.reports.statements_csv import statements_csv
    from whalecurve.reports.summary import summary

    figures = summary(analysis.results, analysis.reconciliation, lines)
    (out / "summary.json").write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (out / "statements.csv").write_text(statements_csv(analysis.results), encoding="utf-8", newline="")


def _say(analysis: Any, intake: Any, out: Path) -> None:  # noqa: ANN401 - the same
    from whalecurve.domain.formats import count, money

    results, cash = analysis.results, analysis.results.statements.scenario.currency
    tie = analysis.reconciliation
    print(f"{count(intake.lines_used)} of {count(intake.lines_read)} lines used.")
    print(f"Ties to the files: revenue {money(tie.files, cash)}, difference {money(tie.difference, cash)}.")
    profit = money(results.statements.profit, cash)
    print(f"Profit {profit}; {count(results.unprofitable_customers)} of {count(results.curve.count)} customers at a loss.")
    print(f"Results are in {out}.")


__all__ = ["WhalecurveError", "run"]
