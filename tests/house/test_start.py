"""The app starts as the README says, prints its address, and stops with everything that it started."""

import subprocess
import sys
import urllib.request

import pytest

from tests.browser import ROOT, find_chromium, live_server

pytestmark = pytest.mark.live


def test_the_server_prints_its_address_and_ends_with_the_test(tmp_path):
    with live_server(tmp_path) as url:
        with urllib.request.urlopen(url, timeout=10) as answer:
            assert answer.status == 200
        assert url in (tmp_path / "server.log").read_text(encoding="utf-8")
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(url, timeout=10)


def test_a_failure_tells_what_the_server_said(tmp_path):
    with pytest.raises(ValueError, match="made to fail") as failure, live_server(tmp_path) as url:
        raise ValueError("made to fail")
    assert url in failure.value.__notes__[0]


def test_a_server_that_cannot_start_fails_with_its_log(tmp_path):
    with (
        pytest.raises(pytest.fail.Exception, match="before it answered") as failure,
        live_server(tmp_path, "--nonsense"),
    ):
        pass
    assert "--nonsense" in failure.value.__notes__[0]


def test_a_checkout_needs_no_installed_package(tmp_path):
    code = (
        "import sys, importlib.util\n"
        "sys.path = [entry for entry in sys.path if not entry.endswith('src')]\n"
        "assert importlib.util.find_spec('whalecurve') is None\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "import app, whalecurve\n"
        "print(whalecurve.__file__)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == str(ROOT / "src" / "whalecurve" / "__init__.py")


def test_chromium_is_looked_for_on_the_path(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert find_chromium() is None
