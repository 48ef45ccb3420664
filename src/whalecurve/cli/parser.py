"""Commands and their options; what a command needs is imported when it runs, so that help is quick."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from whalecurve import __version__
from whalecurve.cli import app
from whalecurve.domain.quantities.charged_months import PART_MONTHS


def make_parser() -> argparse.ArgumentParser:
    """The parser of every command; each sets ``run``.

    >>> make_parser().parse_args(["doctor"]).command
    'doctor'
    """
    parser = argparse.ArgumentParser(prog="whalecurve", description="Who really earns your profit.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"whalecurve {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _analyze(
        commands.add_parser("analyze", help="files and a cost plan in, ranked customer profit out", allow_abbrev=False)
    )
    _report(
        commands.add_parser("report", help="the same answer as a page and a workbook to hand round", allow_abbrev=False)
    )
    _read(
        commands.add_parser(
            "read", help="one file in, a clean table and an account of its lines out", allow_abbrev=False
        )
    )
    start = commands.add_parser(
        "app",
        help="start the dashboard; options are passed on to Streamlit",
        add_help=False,
        allow_abbrev=False,
    )
    start.set_defaults(run=app.run)
    check = commands.add_parser("doctor", help="what is installed, where data lives, whether it is sound")
    check.set_defaults(run=_run_doctor)
    _backup(
        commands.add_parser("backup", help="everything that is kept, in one file", allow_abbrev=False),
        commands.add_parser("restore", help="a backup in the place of what is kept now", allow_abbrev=False),
    )
    _refresh(commands.add_parser("refresh", help="a workspace's folder of exports read again", allow_abbrev=False))
    return parser


def _analyze(parser: argparse.ArgumentParser) -> None:
    _question(parser)
    add = parser.add_argument
    by = "also profit by these, a file each: product, category, rep, month, order size, a column of the lines, a trait"
    add("--by", default="", metavar="NAME,NAME", help=by)
    add("--out", type=Path, required=True, metavar="DIR", help="folder for the results; made when missing")
    parser.set_defaults(run=_run_analyze)


def _report(parser: argparse.ArgumentParser) -> None:
    _question(parser)
    add = parser.add_argument
    add("--html", type=Path, metavar="FILE", help="a page with everything in one file, to read and to print")
    add("--xlsx", type=Path, metavar="FILE", help="a workbook whose formulas work the figures out again")
    add("--masked", action="store_true", help="pseudonyms instead of customers' names; no lines, products or reps")
    parser.set_defaults(run=_run_report)


def _question(parser: argparse.ArgumentParser) -> None:
    """What is asked: files, a plan, a period."""
    files = parser.add_argument_group("files (CSV, TSV, Excel, Parquet)")
    files.add_argument("--transactions", type=Path, required=True, action="append", metavar="FILE")
    for kind in ("customers", "activities", "products", "prospects"):
        files.add_argument(f"--{kind}", type=Path, action="append", default=[], metavar="FILE")
    files.add_argument(
        "--costs",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a list of costs, for a plan without fixed ones",
    )
    add = parser.add_argument
    add("--plan", type=Path, metavar="PLAN.json", help="costs and settings; without it there are no costs")
    add("--map", type=Path, metavar="MAP.json", help="which header is which field")
    add("--from", dest="first", metavar="YYYY-MM", help="first month of the period")
    add("--to", dest="last", metavar="YYYY-MM", help="last month of the period")
    add("--sheet", default="", metavar="NAME", help="sheet to read of each workbook")
    add("--currency", metavar="CODE", help="count only lines in this currency")
    ways = "what a month at either end of the data that is not whole is charged of fixed costs"
    add("--part-months", choices=PART_MONTHS, help=ways)
    add("--engine", default="duckdb", metavar="duckdb", help="where the sums are taken")


def _read(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="text, a workbook, a web page with a table, Parquet")
    parser.add_argument("--sheet", default="", metavar="NAME", help="sheet to read of a workbook")
    parser.add_argument("--out", type=Path, required=True, metavar="TABLE.csv", help="the table, as UTF-8 CSV")
    parser.add_argument("--report", type=Path, required=True, metavar="REPORT.json", help="what became of every line")
    parser.set_defaults(run=_run_read)


def _run_read(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from whalecurve.cli import read

    return read.run(arguments, rest)


def _backup(backup: argparse.ArgumentParser, restore: argparse.ArgumentParser) -> None:
    backup.add_argument("file", type=Path, nargs="?", metavar="FILE", help="a new file; by default in the data folder")
    backup.set_defaults(run=_run_backup)
    restore.add_argument("file", type=Path, nargs="?", metavar="FILE", help="a backup; without it, those there are")
    restore.add_argument("--damaged-too", action="store_true", help="take it although some of its rows are damaged")
    restore.set_defaults(run=_run_restore)


def _run_backup(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from whalecurve.cli import backup

    return backup.run_backup(arguments, rest)


def _run_restore(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from whalecurve.cli import backup

    return backup.run_restore(arguments, rest)


def _refresh(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("workspace", nargs="?", default="", metavar="WORKSPACE", help="its name or id")
    parser.add_argument("--all", action="store_true", help="every workspace that has a folder of exports")
    folder = "where its exports lie from now on: these files, and no others, are its data"
    parser.add_argument("--folder", type=Path, metavar="DIR", help=folder)
    parser.set_defaults(run=_run_refresh)


def _run_refresh(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from whalecurve.cli import refresh

    return refresh.run(arguments, rest)


def _run_analyze(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from whalecurve.intake.process.host_process import prepare_host

    prepare_host()  # it loads what reading takes while this process loads the rest
    from whalecurve.cli import analyze

    return analyze.run(arguments, rest)


def _run_report(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from whalecurve.intake.process.host_process import prepare_host

    prepare_host()
    from whalecurve.cli import report

    return report.run(arguments, rest)


def _run_doctor(arguments: argparse.Namespace, rest: Sequence[str]) -> int:
    from whalecurve.cli import doctor

    return doctor.run(arguments, rest)
