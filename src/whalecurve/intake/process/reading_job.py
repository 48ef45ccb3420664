"""What the reading process does with one file: set its own limits, read, write the table or say no.

``python -m whalecurve.intake.process.reading_job JOB.json`` does one job where no process can be forked; elsewhere
``reading_host`` forks for each. The answer is one line of JSON.

A reader that is fed a hostile file may ask for half a terabyte and abort, or go round in circles; only a process of its
own survives that.
"""

import contextlib
import importlib.util
import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from whalecurve.domain.errors import RefusedFileError, UserChoiceError, WhalecurveError
from whalecurve.intake.files.content import AS_CSV
from whalecurve.intake.limits import Limits
from whalecurve.intake.process.read_here import read_here
from whalecurve.intake.process.table_files import load_table, save_table
from whalecurve.intake.text.text_table import TextTable

JOB: Final = "job.json"
_CONTENT: Final = "content.bin"
_SPARE_SECONDS: Final = 5
_NICE: Final = 10
_ERRORS: Final[Mapping[str, type[WhalecurveError]]] = {
    kind.__name__: kind for kind in (RefusedFileError, UserChoiceError)
}


def prepare(folder: Path, name: str, content: bytes, sheet: str | None, limits: Limits, encoding: str) -> Path:
    """Write a job into an empty folder of its own; gives back its file."""
    (folder / _CONTENT).write_bytes(content)
    job = {"name": name, "sheet": sheet, "limits": asdict(limits), "encoding": encoding}
    (folder / JOB).write_text(json.dumps(job), encoding="utf-8")
    return folder / JOB


def do(path: Path) -> str:
    """Do a job, within its limits from here on; always answers with one line."""
    job = json.loads(path.read_text(encoding="utf-8"))
    limits = Limits(**job["limits"])
    bound(limits)
    try:
        content = (path.parent / _CONTENT).read_bytes()
        save_table(read_here(job["name"], content, job["sheet"], limits, job["encoding"]), path.parent)
        answer: dict[str, Any] = {"read": True}
    except tuple(_ERRORS.values()) as no:
        answer = {"error": type(no).__name__, "what": no.what, "found": no.found, "remedy": no.remedy}
    except MemoryError:
        answer = _refused(job, f"more memory needed than the limit of {limits.child_memory_bytes:,} bytes")
    except BaseException as error:  # noqa: BLE001 - a panic of a native reader is one
        answer = _refused(job, f"a file that the reader cannot follow ({type(error).__name__})")
    return json.dumps(answer) + "\n"


def outcome(line: bytes, folder: Path) -> TextTable | None:
    """The table that an answer stands for, or None when it is no answer.

    Raises:
        RefusedFileError: The file is not read.
        UserChoiceError: Something only the user can settle.
    """
    try:
        answer = json.loads(line)
    except ValueError:
        return None
    if not isinstance(answer, dict):
        return None
    if "error" in answer:
        kind = _ERRORS.get(str(answer["error"]), RefusedFileError)
        raise kind(str(answer["what"]), found=str(answer["found"]), remedy=str(answer["remedy"]))
    try:
        return load_table(folder)
    except (OSError, ValueError, KeyError, TypeError):
        # an answer without its table, or with half of it
        return None


def bound(limits: Limits) -> None:
    """Limit memory, processor and wall time of this process where the platform can."""
    if importlib.util.find_spec("resource") is None:
        # Windows has no such limits; who waits for the answer still ends the process
        return
    resource = importlib.import_module("resource")
    wanted = (
        (resource.RLIMIT_AS, limits.child_memory_bytes),
        (resource.RLIMIT_DATA, limits.child_memory_bytes),
        (resource.RLIMIT_CPU, limits.child_seconds),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, amount in wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (amount, amount))
    # the system ends it also when nobody waits any more, and whoever else works goes first
    signal.alarm(limits.child_wall_seconds + _SPARE_SECONDS)
    with contextlib.suppress(OSError):
        os.nice(_NICE)


def _refused(job: Mapping[str, Any], found: str) -> dict[str, Any]:
    return {"error": RefusedFileError.__name__, "what": f"{job['name']} is not read", "found": found, "remedy": AS_CSV}


def main(arguments: Sequence[str]) -> int:
    """Do the job that is named."""
    sys.stdout.write(do(Path(arguments[0])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
