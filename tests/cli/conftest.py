"""The command in this process."""

import itertools

import pytest

from tests.cli.run import Run, words_for
from whalecurve.cli import main


@pytest.fixture
def analyze(tmp_path, capsys):
    """Run the command in this process; files by kind, options as they are typed; each run has a folder of its own."""
    runs = itertools.count()

    def run(*options, out=None, **files):
        folder = out or tmp_path / f"out{next(runs)}"
        status = main(["analyze", *words_for(tmp_path / "in", **files), "--out", str(folder), *options])
        said = capsys.readouterr()
        return Run(status, said.out, said.err, folder)

    return run
