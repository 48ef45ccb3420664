"""The app is started as Streamlit starts it, with the options that were given."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import free_port, health, wait_until_healthy
from tests.house.repository import ROOT
from whalecurve.cli import app, main


@pytest.fixture
def started(monkeypatch):
    """The commands that would have been run; each gives back the status that stands in ``status``."""
    calls = []

    def become(command):
        calls.append((command, Path.cwd()))
        return 3

    monkeypatch.chdir(Path.cwd())  # put back afterwards
    monkeypatch.setattr(app, "_become", become)
    return calls


@pytest.mark.parametrize("options", [[], ["--server.port", "8600", "--server.headless=true"], ["--help"]])
def test_options_are_passed_on_and_the_status_comes_back(started, options):
    assert main(["app", *options]) == 3
    command, cwd = started[0]
    assert command == [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *options]
    assert cwd == ROOT


def test_an_installed_package_brings_its_own_app(started, monkeypatch, tmp_path):
    package = tmp_path / "lib" / "python" / "whalecurve"
    (package / "_app").mkdir(parents=True)
    (package / "_app" / "app.py").touch()
    monkeypatch.setattr(app, "_PACKAGE", package)
    assert main(["app"]) == 3
    assert started[0][0][-1] == str(package / "_app" / "app.py")
    assert started[0][1] == package / "_app"


def test_without_an_app_there_is_a_word(started, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(app, "_PACKAGE", tmp_path / "a" / "b")
    assert main(["app"]) == 1
    assert started == []
    assert "install Whalecurve again" in capsys.readouterr().err


@pytest.mark.live
@pytest.mark.skipif(os.name != "posix", reason="there a command cannot become another one")
def test_whoever_stops_the_command_stops_the_server(tmp_path):
    port = free_port()
    where = ("--server.port", str(port), "--server.headless", "true", "--server.address", "127.0.0.1")
    command = [sys.executable, "-m", "whalecurve", "app", *where]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=log, stderr=log)
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", server)
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0
        assert health(f"http://127.0.0.1:{port}") == 0
    finally:
        server.kill()
        server.wait()


def environment():
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}
