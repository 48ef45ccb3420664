"""``whalecurve doctor``: what is installed, where data lives, whether it is sound."""

import argparse
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Final

from whalecurve import __version__
from whalecurve.cli.app import app_script
from whalecurve.cli.statuses import DONE, TO_SETTLE
from whalecurve.cli.terminal import say
from whalecurve.domain.errors import WhalecurveError

LIBRARIES: Final = (
    "streamlit",
    "pandas",
    "numpy",
    "duckdb",
    "narwhals",
    "pyarrow",
    "altair",
    "python-calamine",
    "scikit-learn",
    "platformdirs",
    "sqlalchemy",
)
_CHECK: Final = b"Customer,Date,Order,Amount,Cost\nA,2026-01-02,1,10.00,4\nB,2026-01-03,2,5.50,6\n"
_CHECK_PROFIT: Final = 550
_WORKSPACES: Final = "workspaces"


def run(_: argparse.Namespace, __: Sequence[str]) -> int:
    """Print one line per check; 1 when one of them needs the user."""
    sound = True
    for what, fault in _checks():
        say(f"{'look' if fault else 'ok  '}  {what}{f': {fault}' if fault else ''}")
        sound = sound and not fault
    return DONE if sound else TO_SETTLE


def _checks() -> Iterator[tuple[str, str]]:
    """Each check with its fault, empty when there is none."""
    yield f"whalecurve {__version__}, Python {platform.python_version()} on {platform.system()}", ""
    for name in LIBRARIES:
        yield _library(name)
    yield f"app at {app_script()}", "" if app_script().is_file() else "not found; install Whalecurve again"
    yield from _data()
    yield _store()
    yield "a small analysis", _small_analysis()


def _library(name: str) -> tuple[str, str]:
    try:
        return f"{name} {metadata.version(name)}", ""
    except metadata.PackageNotFoundError:
        return name, f"not installed; run {Path(sys.executable).name} -m pip install -r requirements.txt"


def _data() -> Iterator[tuple[str, str]]:
    """The data folder, then every dataset in it."""
    try:
        from whalecurve.store.folders.data_folder import data_folder

        folder = data_folder()
        yield f"data in {folder}", _cannot_write(folder)
        for home in (folder, *sorted((folder / _WORKSPACES).glob("*"))):
            yield from _datasets(home)
    except (WhalecurveError, OSError, ImportError) as problem:
        yield "data", str(problem)


def _store() -> tuple[str, str]:
    """The store: what and where it is, its newest migration, and every page and row of it held against its checksum."""
    try:
        from whalecurve.store.upkeep.checkup import check_up

        found = check_up()
    except (WhalecurveError, OSError, ImportError) as problem:
        return "store", str(problem)
    migration = f"migration {found.format}" if found.format or found.fault else "nothing kept yet"
    return f"store in {found.place} ({found.kind}, {migration})", found.fault


def _cannot_write(folder: Path) -> str:
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return f"cannot be written: {error.strerror or error}; set WHALECURVE_DATA_DIR to a folder of yours"


def _datasets(home: Path) -> Iterator[tuple[str, str]]:
    from whalecurve.store.folders.datasets import list_datasets

    for digest in list_datasets(home):
        yield f"dataset {digest[:12]}", _damage(digest, home)


def _damage(digest: str, home: Path) -> str:
    from whalecurve.store.folders.datasets import verified_folder

    try:
        verified_folder(digest, home)
    except WhalecurveError as problem:
        return str(problem)
    return ""


def _small_analysis() -> str:
    """Read, cost and tie three lines; the fault when that does not work."""
    try:
        profit = _profit_of_a_small_analysis()
    except (WhalecurveError, OSError, ImportError) as problem:
        return str(problem)
    return "" if profit == _CHECK_PROFIT else "the figures are wrong; install Whalecurve again"


def _profit_of_a_small_analysis() -> int:
    from whalecurve.analysis.reading import read_files
    from whalecurve.analysis.results import analyze
    from whalecurve.analysis.workbook import dataset_digest, keep
    from whalecurve.domain.plan.scenario import Scenario

    intake = read_files({"transactions": [("check.csv", _CHECK)]}, None)
    with tempfile.TemporaryDirectory() as folder:
        return analyze(keep(intake, Path(folder), dataset_digest(["check"])), Scenario()).results.statements.profit
