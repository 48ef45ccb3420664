"""The data folder: where it is and who may enter."""

import os
import stat

import pytest

from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.folders.data_folder import data_folder


def test_the_variable_names_the_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("WHALECURVE_DATA_DIR", str(tmp_path / "mine" / "data"))
    assert data_folder() == tmp_path / "mine" / "data"
    assert data_folder().is_dir()


def test_a_home_sign_is_understood(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("WHALECURVE_DATA_DIR", "~/curves")
    assert data_folder() == tmp_path / "curves"


@pytest.mark.parametrize("value", ["", "  "])
def test_without_it_the_systems_own_place_is_used(tmp_path, monkeypatch, value):
    asked = []
    monkeypatch.setattr(
        "whalecurve.store.folders.data_folder.platformdirs.user_data_dir",
        lambda name, **options: asked.append(name) or str(tmp_path / "own"),
    )
    monkeypatch.setenv("WHALECURVE_DATA_DIR", value)
    assert data_folder() == tmp_path / "own"
    assert asked == ["whalecurve"]


def test_a_relative_folder_stays_the_same_wherever_the_program_goes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WHALECURVE_DATA_DIR", "data")
    assert data_folder() == tmp_path / "data"


@pytest.mark.skipif(os.name != "posix", reason="only POSIX systems have these rights")
def test_it_is_private_even_when_it_was_open_before(tmp_path, monkeypatch):
    open_folder = tmp_path / "open"
    open_folder.mkdir()
    open_folder.chmod(0o755)
    monkeypatch.setenv("WHALECURVE_DATA_DIR", str(open_folder))
    assert stat.S_IMODE(data_folder().stat().st_mode) == 0o700


def test_a_place_that_is_a_file_has_a_clear_word(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("WHALECURVE_DATA_DIR", str(tmp_path / "file"))
    with pytest.raises(WhalecurveError, match="no place to keep data") as refusal:
        data_folder()
    assert "WHALECURVE_DATA_DIR" in refusal.value.remedy
