"""Start Whalecurve, or test it, on a machine that has nothing but Python.

    python run.py [Streamlit options]       start the app, for example: python run.py --server.port 8600
    python run.py test [pytest options]     run all tests, for example: python run.py test -k whale

The first start makes .venv beside this file and installs the pinned packages there; later ones install only when the
pins have changed, and touch no network otherwise. Only the standard library is used, and the syntax stays readable
for Python 3.6, so that an old Python can still say which one is needed.
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any, Dict, Iterator, List, Optional, Sequence, Tuple

OLDEST_PYTHON = (3, 11)
TESTED_PYTHONS = "3.11 to 3.13"
OLDEST_PIP_FOR_OTHERS = (22, 3)  # the first one with --python, which installs into a venv that has no pip
LOCK_WAIT_SECONDS = 900
INTERRUPTED = 130  # what a shell reports for Ctrl-C
ROOT = Path(__file__).resolve().parent
PURPOSES = {
    "app": ("requirements.txt",),
    "test": ("requirements.txt", "requirements-test.txt"),
}
Command = List[str]


class SetupError(Exception):
    """One sentence for the person at the keyboard: what is wrong and what to do."""


class Machine:
    """What run.py asks of the computer; tests put a pretended one in its place."""

    windows = os.name == "nt"
    version = tuple(sys.version_info[:3])
    python = getattr(sys, "_base_executable", None) or sys.executable

    def which(self, program: str) -> Optional[str]:
        """Full path of a program on the PATH."""
        return shutil.which(program)

    def run(self, command: Command) -> int:
        """Run a command whose output the person sees; its exit code."""
        sys.stdout.flush()
        return subprocess.call(command, env=clean_environment())

    def ask(self, command: Command) -> Tuple[int, str]:
        """Run a command in silence; its exit code and what it said."""
        try:
            done = subprocess.run(
                command,
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
        except OSError as error:
            return 1, str(error)
        return done.returncode, done.stdout.decode(errors="replace").strip()

    def become(self, command: Command) -> int:
        """Hand over to the app or to pytest: signals and exit code are theirs from here on."""
        sys.stdout.flush()
        if not self.windows:
            os.execve(command[0], command, clean_environment())  # noqa: S606 - no shell is wanted
        with subprocess.Popen(command, env=clean_environment()) as process:
            while True:
                with contextlib.suppress(KeyboardInterrupt):  # the app got the same Ctrl-C and ends by itself
                    return process.wait()


def clean_environment() -> Dict[str, str]:
    """The environment without what would make pip or Python look outside .venv."""
    unwanted = {"PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "__PYVENV_LAUNCHER__"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**kept, "PIP_USER": "0"}


def say(text: str) -> None:
    """Tell the person what happens now."""
    print(text, flush=True)


def complain(text: str) -> None:
    """Tell the person what is wrong."""
    print(text, file=sys.stderr, flush=True)


def dotted(version: Sequence[int]) -> str:
    """Version numbers as people write them."""
    return ".".join(str(part) for part in version)


def refusal(version: Sequence[int]) -> str:
    """The sentence that sends an old Python away; empty for one that will do."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return ""
    return (
        f"Whalecurve needs Python {dotted(OLDEST_PYTHON)} or newer and this is Python {dotted(version[:3])}: "
        "install a newer one and start run.py with it, for example `python3.12 run.py`."
    )


def venv_python(venv: Path, *, windows: bool) -> Path:
    """Where a virtual environment keeps its interpreter."""
    return venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"


def digest(root: Path, purpose: str, version: Sequence[int]) -> str:
    """Changes whenever what is installed for this purpose would."""
    content = hashlib.sha256(dotted(version).encode())
    for name in (*PURPOSES[purpose], "pyproject.toml"):
        content.update(b"\0" + name.encode() + b"\0" + (root / name).read_bytes())
    return content.hexdigest()


class Stamp:
    """A note inside .venv: which place and Python it was made for, and which pins it holds."""

    def __init__(self, venv: Path) -> None:
        self.path = venv / "whalecurve.json"

    def read(self) -> Dict[str, Any]:
        """The note; empty when there is none or it cannot be read."""
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}

    def update(self, **facts: str) -> None:
        """Add to the note."""
        content = self.read()
        content.update(facts)
        self.path.write_text(json.dumps(content, indent=1), encoding="utf-8")


class House:
    """The checkout, its .venv and the machine that they stand on."""

    def __init__(self, root: Path, machine: Machine) -> None:
        self.root = root
        self.machine = machine
        self.venv = root / ".venv"
        self.python = venv_python(self.venv, windows=machine.windows)
        self.stamp = Stamp(self.venv)

    def is_sound(self) -> bool:
        """Whether .venv is there, was made here with this Python, and its interpreter still runs."""
        if self.stamp.read().get("root", str(self.root)) != str(self.root):
            return False
        if not self.python.exists():
            return False
        code, version = self.machine.ask([str(self.python), "-c", "import sys; print(*sys.version_info[:3], sep='.')"])
        return code == 0 and version == dotted(self.machine.version)

    def is_ready_for(self, purpose: str) -> bool:
        """Whether .venv holds the pins as they are now."""
        return self.stamp.read().get(purpose) == digest(self.root, purpose, self.machine.version)


def remove(path: Path) -> None:
    """Delete a folder, a file or a link, if there is one."""
    try:
        if path.is_symlink() or path.is_file():
            path.unlink()
        elif path.exists():
            shutil.rmtree(str(path))
    except OSError as error:
        raise SetupError(
            f"{path} cannot be replaced ({error.strerror}): close what uses it, or delete it yourself."
        ) from error


def has_pip(machine: Machine, python: str) -> bool:
    """Whether this interpreter can run pip."""
    return machine.ask([python, "-m", "pip", "--version"])[0] == 0


def can_install_for_others(machine: Machine) -> bool:
    """Whether the Python that runs this has a pip young enough to install into another environment."""
    code, said = machine.ask([machine.python, "-m", "pip", "--version"])
    words = said.split()
    if code != 0 or len(words) < 2:  # noqa: PLR2004 - "pip 24.0 from ..."
        return False
    numbers = [int(part) for part in words[1].split(".")[:2] if part.isdigit()]
    return tuple(numbers) >= OLDEST_PIP_FOR_OTHERS


def missing_parts(machine: Machine) -> str:
    """The sentence for a Python that came without the parts that make a virtual environment."""
    return (
        f"This Python ({machine.python}) has neither ensurepip nor pip, and uv is not there either: install one of "
        f"them, for example `sudo apt install python{dotted(machine.version[:2])}-venv` on Debian and Ubuntu."
    )


def make_venv(house: House) -> None:
    """Make .venv; without its own pip where uv or another pip does the installing."""
    machine = house.machine
    bare = [machine.python, "-m", "venv", "--without-pip", str(house.venv)]
    uv = machine.which("uv")
    if uv is None and machine.ask([machine.python, "-c", "import ensurepip"])[0] == 0:
        attempts = [[machine.python, "-m", "venv", str(house.venv)]]
    elif uv is not None:
        attempts = [bare, [uv, "venv", "--python", machine.python, str(house.venv)]]
    elif can_install_for_others(machine):
        attempts = [bare]
    else:
        raise SetupError(missing_parts(machine))
    said = ""
    for command in attempts:
        remove(house.venv)
        code, said = machine.ask(command)
        if code == 0 and house.python.exists():
            house.stamp.update(root=str(house.root))
            return
    raise SetupError(f"{house.venv} could not be made: {said or 'no reason was given'}.")


def installers(house: House) -> List[Command]:
    """Ways to install into .venv, the quickest first; a later one is for when an earlier one fails."""
    machine, python = house.machine, str(house.python)
    uv = machine.which("uv")
    ways = [[uv, "pip", "install", "--python", python]] if uv else []
    if has_pip(machine, python):
        ways.append([python, "-m", "pip", "install", "--disable-pip-version-check"])
    elif can_install_for_others(machine):
        ways.append([machine.python, "-m", "pip", "--python", python, "install", "--disable-pip-version-check"])
    return ways


def install(house: House, purpose: str) -> None:
    """Bring .venv to the pins, then put the project itself in, so that the command `whalecurve` is there."""
    files = [part for name in PURPOSES[purpose] for part in ("-r", str(house.root / name))]
    ways = installers(house)
    if not ways:
        raise SetupError(missing_parts(house.machine))
    for way in ways:
        say(f"Whalecurve: installing the pinned packages with {'uv' if Path(way[0]).stem == 'uv' else 'pip'} ...")
        if house.machine.run(way + files) == 0 and house.machine.run([*way, "--no-deps", "-e", str(house.root)]) == 0:
            covered = [name for name, needed in PURPOSES.items() if set(needed) <= set(PURPOSES[purpose])]
            house.stamp.update(**{name: digest(house.root, name, house.machine.version) for name in covered})
            return
    raise SetupError(
        "The packages could not be installed, for the reason above (this once a network is needed): start again "
        f"when it is settled; this is Python {dotted(house.machine.version)}, and {TESTED_PYTHONS} are tested."
    )


def prepare(house: House, purpose: str, note: IO[str]) -> None:
    """Make .venv what this purpose needs; the note tells the next start when this one did not finish."""
    note.seek(0)
    unfinished = bool(note.read().strip())
    sound = not unfinished and house.is_sound()
    if sound and house.is_ready_for(purpose):
        return
    began = time.monotonic()
    write_note(note, "unfinished")
    if not sound:
        say(f"Whalecurve: making {house.venv} with Python {dotted(house.machine.version)} ...")
        make_venv(house)
    try:
        install(house, purpose)
    except SetupError:
        write_note(note, "")  # it ended by itself, without a network for example: what .venv held is still whole
        raise
    write_note(note, "")
    say(f"Whalecurve: ready after {time.monotonic() - began:.0f} s.")


def write_note(note: IO[str], text: str) -> None:
    """Replace the content of the lock file."""
    note.seek(0)
    note.truncate()
    note.write(text)
    note.flush()


def try_lock(file: IO[str], *, windows: bool) -> bool:
    """Take the lock if nobody has it; the system gives it back when the process ends, however it ends."""
    try:
        if windows:
            import msvcrt  # noqa: PLC0415 - there on Windows only

            os.lseek(file.fileno(), 1 << 20, os.SEEK_SET)  # a byte far behind the note, which stays readable
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl  # noqa: PLC0415 - not there on Windows

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EAGAIN, errno.EDEADLK}:
            return False
        # Some network folders know no locks: one start at a time is then up to the person.
    return True


@contextlib.contextmanager
def only_one(root: Path, *, windows: bool, wait_seconds: float = LOCK_WAIT_SECONDS) -> Iterator[IO[str]]:
    """Let one run.py at a time change .venv; others wait and say so."""
    path = root / ".venv.lock"
    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise SetupError(
            f"{root} cannot be written to ({error.strerror}): copy Whalecurve to a folder of your own."
        ) from error
    with file:
        waiting_since = time.monotonic()
        told = False
        while not try_lock(file, windows=windows):
            if time.monotonic() - waiting_since > wait_seconds:
                raise SetupError(f"Another run.py has kept {path} for too long: stop it, then start again.")
            if not told:
                say("Whalecurve: another run.py is setting up .venv; waiting for it ...")
                told = True
            time.sleep(min(0.5, wait_seconds))
        yield file


def split_arguments(arguments: Sequence[str]) -> Tuple[str, List[str]]:
    """What to do, and the options to pass on; an unknown word is refused, for Streamlit would not mind it."""
    words = list(arguments)
    if not words or words[0].startswith("-"):
        return "app", words
    if words[0] != "test":
        raise SetupError(f"run.py does not know `{words[0]}`: leave it out to start the app, or write `test`.")
    return "test", words[1:]


def final_command(house: House, purpose: str, options: List[str]) -> Command:
    """What run.py becomes once .venv is ready."""
    if purpose == "test":
        return [str(house.python), "-m", "pytest", *options]
    return [str(house.python), "-m", "streamlit", "run", str(house.root / "app.py"), *options]


def start(arguments: Sequence[str], root: Path, machine: Machine) -> int:
    """Prepare .venv, then hand over to Streamlit or pytest."""
    purpose, options = split_arguments(arguments)
    house = House(root, machine)
    with only_one(root, windows=machine.windows) as note:
        prepare(house, purpose, note)
    os.chdir(str(root))
    say("Whalecurve: running the tests ..." if purpose == "test" else "Whalecurve: starting; Ctrl-C stops it.")
    return machine.become(final_command(house, purpose, options))


def main(arguments: Sequence[str], root: Path = ROOT, machine: Optional[Machine] = None) -> int:
    """Do what the command line says; the exit code."""
    machine = machine or Machine()
    sentence = refusal(machine.version)
    if sentence:
        complain(sentence)
        return 1
    if list(arguments) in (["-h"], ["--help"]):
        say((__doc__ or "").strip())
        return 0
    try:
        return start(arguments, root, machine)
    except SetupError as error:
        complain(f"Whalecurve: {error}")
        return 1
    except KeyboardInterrupt:
        complain("\nWhalecurve: stopped.")
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
