"""Commands and their options."""

import argparse
from pathlib import Path

from whalecurve import __version__
from whalecurve.cli import analyze, app, doctor


def make_parser() -> argparse.ArgumentParser:
    """The parser of every command; each sets ``run``.

    >>> make_parser().parse_args(["doctor"]).command
    'doctor'
    """
    parser = argparse.ArgumentParser(prog="whalecurve", description="Who really earns your profit.")
    parser.add_argument("--version", action="version", version=f"whalecurve {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _analyze(commands.add_parser("analyze", help="files and a cost plan in, ranked customer profit out"))
    start = commands.add_parser("app", help="start the dashboard; options are passed on to Streamlit", add_help=False)
    start.set_defaults(run=app.run)
    check = commands.add_parser("doctor", help="what is installed, where data lives, whether it is sound")
    check.set_defaults(run=doctor.run)
    return parser


def _analyze(parser: argparse.ArgumentParser) -> None:
    files = parser.add_argument_group("files (CSV, TSV, Excel, Parquet)")
    files.add_argument("--transactions", type=Path, required=True, action="append", metavar="FILE")
    for kind in ("customers", "activities", "products", "prospects"):
        files.add_argument(f"--{kind}", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--plan", type=Path, metavar="PLAN.json", help="costs and settings; without it there are no costs")
    parser.add_argument("--map", type=Path, metavar="MAP.json", help="which header is which field")
    parser.add_argument("--from", dest="first", metavar="YYYY-MM", help="first month of the period")
    parser.add_argument("--to", dest="last", metavar="YYYY-MM", help="last month of the period")
    parser.add_argument("--currency", metavar="CODE", help="count only lines in this currency")
    parser.add_argument("--engine", default="duckdb", metavar="duckdb", help="where the sums are taken")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the results; made when missing")
    parser.set_defaults(run=analyze.run)
