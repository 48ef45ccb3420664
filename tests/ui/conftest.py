"""What holds for the tests of pages: the test's own browser has the cookie that every real one gets."""

import pytest

from whalecurve.ui import visitor

COOKIES = {visitor.BROWSER_COOKIE: "a test's browser"}


@pytest.fixture(autouse=True)
def cookies(monkeypatch):
    """The cookies of the connection, which AppTest has none of; a test may change them."""
    jar = dict(COOKIES)
    monkeypatch.setattr(visitor, "cookie", lambda name: jar.get(name, ""))
    return jar
