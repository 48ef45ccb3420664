"""The app is started as Streamlit starts it, with the options that were given."""

import sys

import pytest

from tests.house.repository import ROOT
from whalecurve.cli import app, main


@pytest.fixture
def started(monkeypatch):
    """The commands that would have been run; each gives back the status that stands in ``status``."""
    calls = []

    def call(command, *, cwd):
        calls.append((command, cwd))
        return 3

    monkeypatch.setattr(app.subprocess, "call", call)
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


def test_stopping_it_by_hand_is_no_failure(monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(app.subprocess, "call", stopped)
    assert main(["app"]) == 0
