"""On the build machine nothing is skipped: a skip becomes a failure that says what was skipped."""

import os
from collections.abc import Iterator
from typing import Any

import pytest


def is_build_machine() -> bool:
    """Whether this is a run that must leave nothing out."""
    return os.environ.get("CI", "").lower() == "true"


def forbid_skip(report: Any) -> None:
    """Turn a skipped report into a failed one; an expected failure is no skip."""
    if report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped, and with CI=true nothing may be. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[Any]:
    """Look at each phase of each test."""
    report = yield
    if is_build_machine():
        forbid_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[Any]:
    """Look at files that skip themselves while they are read."""
    report = yield
    if is_build_machine():
        forbid_skip(report)
    return report
