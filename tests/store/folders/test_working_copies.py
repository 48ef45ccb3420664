"""Folders of visits: named by chance, deleted when nobody comes back."""

import os
import time

import pytest

from whalecurve.domain.errors import WhalecurveError
from whalecurve.store.content.uploads import read_upload, save_upload
from whalecurve.store.folders.data_folder import data_folder
from whalecurve.store.folders.working_copies import remove_working_copy, sweep_unused, touch, workspace_folder

NAME = "ab" * 16


@pytest.mark.parametrize("name", ["", "..", "../" + "a" * 29, "A" * 32, "a" * 33, "a" * 31 + "\n"])
def test_only_our_names_are_folders(name) -> None:
    with pytest.raises(WhalecurveError, match="not the name of a workspace"):
        workspace_folder(name)


def test_what_nobody_used_for_a_week_goes_and_the_rest_stays() -> None:
    old, used = workspace_folder("0" * 32), workspace_folder("1" * 32)
    for folder in (old, used):
        save_upload(b"content", folder)
        long_ago = time.time() - 8 * 86_400
        os.utime(folder, (long_ago, long_ago))
    touch(used)
    (data_folder() / "workspaces" / "not ours").mkdir()
    assert sweep_unused(data_folder()) == 1
    assert not old.exists()
    assert used.exists()
    assert (data_folder() / "workspaces" / "not ours").exists()


def test_removing_a_working_copy_leaves_the_others_and_nothing_of_it() -> None:
    for name in (NAME, "cd" * 16):
        save_upload(b"content", workspace_folder(name))
    left = data_folder() / "workspaces" / ".deleting-00"
    left.mkdir()
    (left / "customers.parquet").write_text("left by a killed process")
    remove_working_copy(NAME)
    assert [path.name for path in (data_folder() / "workspaces").iterdir()] == ["cd" * 16]
    remove_working_copy(NAME)  # once more is no error


def test_what_cannot_be_removed_is_said(monkeypatch) -> None:
    save_upload(b"content", workspace_folder(NAME))

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as faulty:
        faulty.setattr("whalecurve.store.folders.sealed.shutil.rmtree", refuse)
        with pytest.raises(WhalecurveError, match="not deleted completely") as refusal:
            remove_working_copy(NAME)
    assert str(data_folder()) not in str(refusal.value)
    assert not workspace_folder(NAME).exists()  # out of sight at once, even so
    remove_working_copy(NAME)
    assert list((data_folder() / "workspaces").iterdir()) == []


def test_an_upload_is_named_by_its_content_alone() -> None:
    folder = workspace_folder(NAME)
    digest = save_upload(b"a,b\n1,2\n", folder)
    assert save_upload(b"a,b\n1,2\n", folder) == digest
    assert read_upload(folder, digest) == b"a,b\n1,2\n"
    assert [path.name for path in (folder / "uploads").iterdir()] == [digest]


def test_a_changed_or_missing_upload_is_said() -> None:
    folder = workspace_folder(NAME)
    digest = save_upload(b"content", folder)
    (folder / "uploads" / digest).write_bytes(b"other")
    with pytest.raises(WhalecurveError, match="changed on disk"):
        read_upload(folder, digest)
    with pytest.raises(WhalecurveError, match="no longer kept"):
        read_upload(folder, "0" * 64)
    with pytest.raises(WhalecurveError, match="named by its digest"):
        read_upload(folder, "../../etc/passwd")
