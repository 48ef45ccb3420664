"""What holds for all tests."""

import os
import sys

import pytest
from hypothesis import settings

from tests.no_skips import pytest_make_collect_report, pytest_runtest_makereport
from whalecurve.intake.process import reader
from whalecurve.intake.process.read_here import read_here
from whalecurve.service.links import passphrases

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport"]

# Every run tries the same examples, so that a red run is about the change; the other profile looks for new ones.
settings.register_profile("fixed", derandomize=True, max_examples=40)
settings.register_profile("thorough", max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


@pytest.fixture(autouse=True)
def own_data_dir(tmp_path, monkeypatch):
    """No test reads or writes the data of the person who runs it."""
    monkeypatch.setenv("WHALECURVE_DATA_DIR", str(tmp_path / "data"))
    yield
    office = sys.modules.get("whalecurve.service.stores")  # a test that kept nothing need not load it
    if office is not None:
        office.close_offices()


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch):
    """Passphrases are hashed in no time, but where their price is what is tested."""
    monkeypatch.setattr(passphrases, "_COST", 2**4)


@pytest.fixture(autouse=True)
def reading_in_this_process(request, monkeypatch):
    """Files are read without a process of their own, which takes ten times as long, but where it is what is tested."""
    if request.node.get_closest_marker("reading_process") is None:
        monkeypatch.setattr(reader, "read_in_child", read_here)
