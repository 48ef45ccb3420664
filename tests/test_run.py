"""What run.py decides, on pretended machines: no network, no real packages."""

import ast
import io
import subprocess
import sys
import types
from pathlib import Path

import pytest

import run

PINS = {
    "requirements.txt": "pandas==3.1.1\n",
    "requirements-test.txt": "pytest==9.2.0\n",
    "pyproject.toml": "[project]\n",
}
PYTHON = "/usr/bin/python3"
UV = "/usr/bin/uv"
PIP = ["-m", "pip", "--version"]


class Pretended(run.Machine):
    """A machine that notes what it is asked and does as much as the next question needs."""

    def __init__(self, root, **facts):
        self.python = PYTHON
        self.version = facts.get("version", (3, 12, 1))
        self.windows = facts.get("windows", False)
        self.uv = facts.get("uv", False)
        self.ensurepip = facts.get("ensurepip", True)
        self.outer_pip = facts.get("outer_pip", "24.0")
        self.failing = facts.get("failing", ())
        self.interrupt = facts.get("interrupt", False)
        self.venv = root / ".venv"
        self.inner_pip = False
        self.broken = False
        self.ran, self.made, self.became = [], [], []

    def which(self, program):
        return UV if program == "uv" and self.uv else None

    def run(self, command):
        self.ran.append(command)
        if self.interrupt:
            raise KeyboardInterrupt
        return 1 if any(word in command for word in self.failing) else 0

    def become(self, command):
        self.became.append(command)
        return 7

    def ask(self, command):
        python, rest = command[0], command[1:]
        if "venv" in rest[:2]:
            return self.make(command)
        if rest[-1] == "import ensurepip":
            return (0 if self.ensurepip else 1), ""
        if rest == PIP and python == PYTHON:
            return (0, f"pip {self.outer_pip} from somewhere") if self.outer_pip else (1, "No module named pip")
        if rest == PIP:
            return (0 if self.inner_pip else 1), ""
        return (1, "") if self.broken else (0, run.dotted(self.version))

    def make(self, command):
        self.made.append(command)
        if any(word in command for word in self.failing):
            return 1, "no room left"
        inner = run.venv_python(self.venv, windows=self.windows)
        inner.parent.mkdir(parents=True)
        inner.touch()
        self.inner_pip = "-m" in command and "--without-pip" not in command
        self.broken = False
        return 0, ""


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A checkout in a folder with a blank in its name."""
    folder = tmp_path / "my whales"
    folder.mkdir()
    for name, text in PINS.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def install_words(machine):
    """Which tool ran for each installation."""
    return ["uv" if command[0] == UV else "pip" for command in machine.ran]


# Which Python


def test_an_old_python_is_refused_in_one_sentence(root, capsys):
    machine = Pretended(root, version=(3, 10, 13))
    assert run.main([], root, machine) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "needs Python 3.11 or newer and this is Python 3.10.13" in said
    assert not (root / ".venv").exists()


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 2), (4, 0, 0)])
def test_a_new_python_is_welcome(version):
    assert run.refusal(version) == ""


def test_an_old_python_can_read_the_file():
    source = Path(run.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert "__future__" not in names
    assert "dataclasses" not in names


def test_only_the_standard_library_is_imported():
    tree = ast.parse(Path(run.__file__).read_text(encoding="utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert plain | named <= sys.stdlib_module_names


# Where .venv keeps its interpreter


def test_windows_and_the_others_keep_python_in_different_places():
    assert run.venv_python(Path("v"), windows=True) == Path("v/Scripts/python.exe")
    assert run.venv_python(Path("v"), windows=False) == Path("v/bin/python")


def test_a_start_on_windows_uses_its_own_interpreter(root):
    machine = Pretended(root, windows=True)
    sys.modules["msvcrt"] = types.SimpleNamespace(LK_NBLCK=2, locking=lambda *_: None)
    try:
        assert run.main([], root, machine) == 7
    finally:
        del sys.modules["msvcrt"]
    assert machine.became[0][0] == str(root / ".venv" / "Scripts" / "python.exe")


# First start, later starts


def test_the_first_start_makes_installs_and_hands_over(root):
    machine = Pretended(root)
    assert run.main(["--server.port", "8600"], root, machine) == 7
    inner = str(root / ".venv" / "bin" / "python")
    assert machine.made == [[PYTHON, "-m", "venv", str(root / ".venv")]]
    pip = [inner, "-m", "pip", "install", "--disable-pip-version-check"]
    assert machine.ran == [
        [*pip, "-r", str(root / "requirements.txt")],
        [*pip, "--no-deps", "-e", str(root)],
    ]
    assert machine.became == [[inner, "-m", "streamlit", "run", str(root / "app.py"), "--server.port", "8600"]]
    assert Path.cwd() == root


def test_a_second_start_installs_nothing(root):
    run.main([], root, Pretended(root))
    second = Pretended(root)
    assert run.main([], root, second) == 7
    assert second.made + second.ran == []


def test_tests_get_both_files_and_their_options(root):
    machine = Pretended(root)
    assert run.main(["test", "-k", "whale curve"], root, machine) == 7
    assert str(root / "requirements.txt") in machine.ran[0]
    assert str(root / "requirements-test.txt") in machine.ran[0]
    assert machine.became[0][1:] == ["-m", "pytest", "-k", "whale curve"]


def test_the_app_gets_no_test_packages(root):
    machine = Pretended(root)
    run.main([], root, machine)
    assert str(root / "requirements-test.txt") not in machine.ran[0]


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_changed_pins_are_installed_into_the_same_venv(root, name):
    run.main([], root, Pretended(root))
    (root / name).write_text("# changed\n", encoding="utf-8")
    second = Pretended(root)
    run.main([], root, second)
    assert second.made == []
    assert len(second.ran) == 2


def test_what_the_tests_installed_is_enough_for_the_app(root):
    run.main(["test"], root, Pretended(root))
    second = Pretended(root)
    assert run.main([], root, second) == 7
    assert second.ran == []


def test_what_the_app_installed_is_not_enough_for_the_tests(root):
    run.main([], root, Pretended(root))
    second = Pretended(root)
    run.main(["test"], root, second)
    assert second.made == []
    assert len(second.ran) == 2


def test_changed_test_pins_do_not_concern_the_app(root):
    run.main([], root, Pretended(root))
    (root / "requirements-test.txt").write_text("pytest==10.0\n", encoding="utf-8")
    second = Pretended(root)
    run.main([], root, second)
    assert second.ran == []


def test_the_digest_changes_with_pins_purpose_and_python(root):
    digests = {run.digest(root, purpose, version) for purpose in run.PURPOSES for version in [(3, 11, 7), (3, 12, 1)]}
    (root / "requirements.txt").write_text("pandas==3.1.2\n", encoding="utf-8")
    digests.add(run.digest(root, "app", (3, 11, 7)))
    assert len(digests) == 5
    assert run.digest(root, "app", (3, 11, 7)) in digests


# A .venv that will not do


def test_a_broken_interpreter_is_replaced(root):
    run.main([], root, Pretended(root))
    (root / ".venv" / "left over").touch()
    second = Pretended(root)
    second.broken = True
    run.main([], root, second)
    assert len(second.made) == 1
    assert not (root / ".venv" / "left over").exists()


def test_a_missing_interpreter_is_replaced(root):
    run.main([], root, Pretended(root))
    (root / ".venv" / "bin" / "python").unlink()
    second = Pretended(root)
    assert run.main([], root, second) == 7
    assert len(second.made) == 1


def test_another_python_gets_another_venv(root):
    run.main([], root, Pretended(root))
    house = run.House(root, Pretended(root, version=(3, 13, 0)))
    house.machine.ask = lambda command: (0, "3.12.1")
    assert not house.is_sound()


def test_a_moved_checkout_gets_another_venv(root):
    run.main([], root, Pretended(root))
    moved = root.rename(root.parent / "elsewhere")
    second = Pretended(moved)
    run.main([], moved, second)
    assert len(second.made) == 1


def test_an_unreadable_note_means_installing_again(root):
    run.main([], root, Pretended(root))
    (root / ".venv" / "whalecurve.json").write_text("[1, 2", encoding="utf-8")
    second = Pretended(root)
    run.main([], root, second)
    assert len(second.ran) == 2


def test_a_file_in_the_place_of_the_folder_is_replaced(root):
    (root / ".venv").write_text("not a folder", encoding="utf-8")
    assert run.main([], root, Pretended(root)) == 7
    assert (root / ".venv").is_dir()


def test_a_link_is_replaced_and_what_it_leads_to_is_not(root, tmp_path):
    target = tmp_path / "shared"
    target.mkdir()
    (target / "kept").touch()
    (root / ".venv").symlink_to(target, target_is_directory=True)
    assert run.main([], root, Pretended(root)) == 7
    assert (target / "kept").exists()


def test_a_cut_off_start_is_done_again_from_the_beginning(root, capsys):
    run.main([], root, Pretended(root))
    (root / "requirements.txt").write_text("pandas==3.1.2\n", encoding="utf-8")
    assert run.main([], root, Pretended(root, interrupt=True)) == run.INTERRUPTED
    assert "stopped" in capsys.readouterr().err
    third = Pretended(root)
    run.main([], root, third)
    assert len(third.made) == 1
    fourth = Pretended(root)
    run.main([], root, fourth)
    assert fourth.made + fourth.ran == []


def test_a_failed_installation_keeps_what_is_there(root, capsys):
    run.main([], root, Pretended(root))
    (root / "requirements.txt").write_text("pandas==3.1.2\n", encoding="utf-8")
    second = Pretended(root, failing=("-r",))
    second.inner_pip = True
    assert run.main([], root, second) == 1
    assert "could not be installed" in capsys.readouterr().err
    third = Pretended(root)
    run.main([], root, third)
    assert third.made == []


# Who installs


def test_uv_is_used_when_it_is_there(root):
    machine = Pretended(root, uv=True)
    assert run.main([], root, machine) == 7
    assert machine.made == [[PYTHON, "-m", "venv", "--without-pip", str(root / ".venv")]]
    assert install_words(machine) == ["uv", "uv"]
    assert machine.ran[0][:5] == [UV, "pip", "install", "--python", str(root / ".venv" / "bin" / "python")]


def test_uv_makes_the_venv_where_python_has_no_module_for_it(root):
    machine = Pretended(root, uv=True, failing=("--without-pip",))
    assert run.main([], root, machine) == 7
    assert machine.made[1] == [UV, "venv", "--python", PYTHON, str(root / ".venv")]


def test_pip_takes_over_when_uv_fails(root):
    machine = Pretended(root, uv=True, failing=(UV,))
    assert run.main([], root, machine) == 7
    assert install_words(machine) == ["uv", "pip", "pip"]


def test_without_ensurepip_the_pip_of_this_python_installs(root):
    machine = Pretended(root, ensurepip=False)
    assert run.main([], root, machine) == 7
    assert "--without-pip" in machine.made[0]
    assert machine.ran[0][:5] == [PYTHON, "-m", "pip", "--python", str(root / ".venv" / "bin" / "python")]


@pytest.mark.parametrize("outer_pip", ["", "20.3.4", "22.2"])
def test_without_any_installer_the_sentence_names_a_package(root, capsys, outer_pip):
    machine = Pretended(root, ensurepip=False, outer_pip=outer_pip)
    assert run.main([], root, machine) == 1
    said = capsys.readouterr().err
    assert "apt install python3.12-venv" in said
    assert said.count("\n") == 1
    assert machine.made == []


def test_a_venv_that_cannot_be_made_says_why(root, capsys):
    assert run.main([], root, Pretended(root, failing=("venv",))) == 1
    assert "no room left" in capsys.readouterr().err


def test_settings_of_pip_that_lead_elsewhere_are_left_behind(monkeypatch):
    for name in ("PIP_USER", "PIP_TARGET", "PYTHONHOME"):
        monkeypatch.setenv(name, "1")
    environment = run.clean_environment()
    assert environment["PIP_USER"] == "0"
    assert environment.keys().isdisjoint({"PIP_TARGET", "PYTHONHOME"})


# One at a time


def test_a_second_start_waits_and_says_so(root, capsys):
    second = run.only_one(root, windows=False, wait_seconds=0.01)
    with run.only_one(root, windows=False), pytest.raises(run.SetupError, match="Another run"):
        second.__enter__()
    assert "waiting for it" in capsys.readouterr().out


def test_the_lock_is_given_back(root):
    for _ in range(2):
        with run.only_one(root, windows=False):
            pass


def test_the_lock_of_a_killed_start_is_free(root):
    code = (
        "import run, os, pathlib\nlock = run.only_one(pathlib.Path('.'), windows=False)\nlock.__enter__()\nos._exit(9)"
    )
    folder = Path(run.__file__).parent
    path = {"PYTHONPATH": str(folder)}
    assert subprocess.run([sys.executable, "-c", code], cwd=root, env=path, check=False).returncode == 9
    with run.only_one(root, windows=False, wait_seconds=0):
        pass


@pytest.mark.parametrize(("number", "taken"), [(13, False), (36, False), (95, True)])
def test_windows_locks_one_byte_and_a_folder_without_locks_is_no_obstacle(root, monkeypatch, number, taken):
    def locking(descriptor, mode, count):
        raise OSError(number, "no")

    monkeypatch.setitem(sys.modules, "msvcrt", types.SimpleNamespace(LK_NBLCK=2, locking=locking))
    monkeypatch.setattr(run.errno, "EDEADLK", 36)
    with (root / "lock").open("a+", encoding="utf-8") as file:
        assert run.try_lock(file, windows=True) is taken


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path, capsys):
    missing = tmp_path / "not there"
    assert run.main([], missing, Pretended(missing)) == 1
    assert "copy Whalecurve to a folder of your own" in capsys.readouterr().err


def test_a_folder_that_cannot_be_deleted_is_named(tmp_path, monkeypatch):
    def rmtree(path):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(run.shutil, "rmtree", rmtree)
    with pytest.raises(run.SetupError, match=r"in use.*close what uses it"):
        run.remove(tmp_path)


# The command line


def test_an_unknown_word_is_refused(root, capsys):
    machine = Pretended(root)
    assert run.main(["tset"], root, machine) == 1
    assert "`tset`" in capsys.readouterr().err
    assert machine.became == []


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_needs_no_venv(root, capsys, option):
    assert run.main([option], root, Pretended(root)) == 0
    assert "python run.py test" in capsys.readouterr().out
    assert not (root / ".venv").exists()


def test_the_note_is_replaced_as_a_whole():
    note = io.StringIO("unfinished business")
    run.write_note(note, "done")
    assert note.getvalue() == "done"


# The real machine


def test_a_real_command_gives_its_exit_code_and_its_words():
    machine = run.Machine()
    assert machine.run([sys.executable, "-c", "raise SystemExit(3)"]) == 3
    assert machine.ask([sys.executable, "-c", "print('yes')"]) == (0, "yes")
    assert machine.ask(["/no/such/program"])[0] == 1


@pytest.mark.parametrize("windows", [True, False])
def test_the_exit_code_of_what_it_becomes_is_passed_through(windows):
    folder = Path(run.__file__).parent
    code = (
        "import run, sys\n"
        f"run.Machine.windows = {windows}\n"
        "sys.exit(run.Machine().become([sys.executable, '-c', 'raise SystemExit(5)']))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=folder, check=False).returncode == 5
