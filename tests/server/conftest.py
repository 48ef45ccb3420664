"""What holds for the tests of the server."""

import logging

import pytest


@pytest.fixture(autouse=True)
def logs_as_before():
    """A started server takes the process's log over; the next test finds it as it was."""
    factory, handlers, level = logging.getLogRecordFactory(), list(logging.root.handlers), logging.root.level
    ours = logging.getLogger("whalecurve")
    before = list(ours.handlers), ours.propagate, ours.level
    yield
    logging.setLogRecordFactory(factory)
    logging.root.handlers = handlers
    logging.root.setLevel(level)
    ours.handlers, ours.propagate = before[0], before[1]
    ours.setLevel(before[2])
