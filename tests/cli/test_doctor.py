"""What is installed, where data lives, and whether it is sound."""

import tempfile

import pytest

from tests.store.build import DIGEST, REPORT, make_dataset
from whalecurve.cli import doctor, main
from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.folders.data_folder import data_folder
from whalecurve.store.folders.datasets import save_dataset


@pytest.fixture
def checkup(capsys):
    def run():
        status = main(["doctor"])
        said = capsys.readouterr()
        assert said.err == ""
        return status, said.out.splitlines()

    return run


def looks(lines):
    return [line for line in lines if not line.startswith("ok    ")]


def test_all_is_well(checkup):
    status, lines = checkup()
    assert status == 0
    assert looks(lines) == []
    assert any(line.startswith("ok    streamlit 1.") for line in lines)
    assert f"ok    data in {data_folder()}" in lines
    assert lines[-1] == "ok    a small analysis"


@pytest.mark.parametrize("home", ["", "workspaces/mine"])
def test_a_sound_dataset_is_found_and_a_damaged_one_named(checkup, home):
    folder = save_dataset(make_dataset(), DIGEST, data_folder() / home, REPORT)
    assert f"ok    dataset {DIGEST[:12]}" in checkup()[1]
    (folder / "transactions.parquet").write_bytes(b"cut")
    status, lines = checkup()
    assert status == 1
    assert len(looks(lines)) == 1
    assert looks(lines)[0].startswith(f"look  dataset {DIGEST[:12]}: The stored data is damaged.")
    assert "upload the files again" in looks(lines)[0]


def test_a_data_folder_that_cannot_be_written(checkup, monkeypatch):
    usual = tempfile.NamedTemporaryFile

    def refuse(*args, **options):
        if options.get("dir") == data_folder():
            raise PermissionError(13, "Permission denied")
        return usual(*args, **options)

    monkeypatch.setattr(doctor.tempfile, "NamedTemporaryFile", refuse)
    status, lines = checkup()
    assert status == 1
    advice = "cannot be written: Permission denied; set WHALECURVE_DATA_DIR to a folder of yours"
    assert looks(lines) == [f"look  data in {data_folder()}: {advice}"]


def test_a_data_folder_that_cannot_be_made(checkup, monkeypatch, tmp_path):
    (tmp_path / "taken").write_text("x")
    monkeypatch.setenv("WHALECURVE_DATA_DIR", str(tmp_path / "taken"))
    status, lines = checkup()
    assert status == 1
    assert looks(lines)[0].startswith("look  data: There is no place to keep data.")


def test_a_library_that_is_missing(checkup, monkeypatch):
    monkeypatch.setattr(doctor, "LIBRARIES", ("streamlit", "no-such-library"))
    status, lines = checkup()
    assert status == 1
    assert looks(lines)[0].startswith("look  no-such-library: not installed; run python")


def test_an_app_that_is_not_there(checkup, monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "app_script", lambda: tmp_path / "app.py")
    assert looks(checkup()[1]) == [f"look  app at {tmp_path / 'app.py'}: not found; install Whalecurve again"]


@pytest.mark.parametrize("fault", [WhalecurveError("No sums"), ModuleNotFoundError("No sums"), OSError("No sums")])
def test_an_analysis_that_does_not_work(checkup, monkeypatch, fault):
    def fail(*_, **__):
        raise fault

    monkeypatch.setattr("whalecurve.analysis.reading.read_files", fail)
    status, lines = checkup()
    assert status == 1
    assert looks(lines)[0].startswith("look  a small analysis: No sums")


def test_wrong_figures_are_found(checkup, monkeypatch):
    monkeypatch.setattr(doctor, "_CHECK_PROFIT", 551)
    assert "the figures are wrong" in looks(checkup()[1])[0]
