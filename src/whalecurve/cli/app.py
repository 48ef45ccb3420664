"""``whalecurve app``: start the dashboard."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from whalecurve.cli.statuses import DONE, TO_SETTLE
from whalecurve.cli.terminal import complain

_PACKAGE: Final = Path(__file__).parents[1]


def app_script() -> Path:
    """The app's entry: beside the checkout's sources, else inside the installed package.

    >>> app_script().name
    'app.py'
    """
    checkout = _PACKAGE.parents[1] / "app.py"
    return checkout if checkout.is_file() else _PACKAGE / "_app" / "app.py"


def run(_: argparse.Namespace, options: Sequence[str]) -> int:
    """Run Streamlit on the app; options are passed on, its exit status comes back."""
    script = app_script()
    if not script.is_file():
        complain("the app is not there; install Whalecurve again")
        return TO_SETTLE
    os.chdir(script.parent)  # Streamlit takes its settings from the folder that it is started in
    return _become([sys.executable, "-m", "streamlit", "run", str(script), *options])


def _become(command: list[str]) -> int:
    if os.name == "posix":
        # Signals and the exit status are the app's own from here on: whoever stops the command stops the server.
        os.execv(sys.executable, command)  # noqa: S606 - no shell is wanted
    try:
        return subprocess.call(command)
    except KeyboardInterrupt:
        return DONE
