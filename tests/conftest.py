"""What holds for all tests."""

import sys

import pytest

from tests.no_skips import pytest_make_collect_report, pytest_runtest_makereport

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport"]


@pytest.fixture(autouse=True)
def own_data_dir(tmp_path, monkeypatch):
    """No test reads or writes the data of the person who runs it."""
    monkeypatch.setenv("WHALECURVE_DATA_DIR", str(tmp_path / "data"))
    yield
    office = sys.modules.get("whalecurve.service.stores")  # a test that kept nothing need not load it
    if office is not None:
        office.close_offices()
