"""Runs the parsing process under a time limit and turns whatever happens to it into an answer or a refusal."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.content import AS_CSV
from whalecurve.intake.limits import Limits

COMMAND: Final = (sys.executable, "-P", "-X", "utf8", "-m", "whalecurve.intake.sheet_child")
# Secrets of the server (database address, cookie key) have no business in a process that reads strangers' files.
_PASSED: Final = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LD_LIBRARY_PATH")


def run_child(  # noqa: PLR0913, PLR0917 - what is read, how, where and within which limits
    name: str,
    content: bytes,
    kind: str,
    sheet: str | None,
    folder: Path,
    limits: Limits,
    command: Sequence[str] = COMMAND,
) -> tuple[Path, dict[str, Any]]:
    """Parse ``content`` in a process of its own inside ``folder``; returns the CSV of rows and the answer.

    Raises:
        RefusedFileError: The process refused the file, died, took too long or answered nothing.
    """
    stem = folder / secrets.token_hex(16)
    book, out, job = (stem.with_suffix(suffix) for suffix in (".bin", ".csv", ".json"))
    book.write_bytes(content)
    job.write_text(
        json.dumps({"path": str(book), "out": str(out), "kind": kind, "sheet": sheet, "limits": asdict(limits)}),
        "utf-8",
    )
    try:
        done = subprocess.run(
            [*command, str(job)],
            capture_output=True,
            timeout=limits.child_seconds,
            cwd=folder,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _refusal(
            name, f"a file that takes more than {limits.child_seconds} seconds to open, the limit"
        ) from error
    return out, _answer(name, done.returncode, done.stdout, limits)


def _environment() -> dict[str, str]:
    passed = {key: os.environ[key] for key in _PASSED if key in os.environ}
    return passed | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "OPENBLAS_NUM_THREADS": "1"}


def _answer(name: str, status: int, output: bytes, limits: Limits) -> dict[str, Any]:
    try:
        answer = json.loads(output.splitlines()[-1]) if status == 0 else None
    except (ValueError, IndexError):
        answer = None
    if not isinstance(answer, dict):
        bounds = f"{limits.child_memory_bytes:,} bytes of memory, {limits.child_seconds} seconds"
        raise _refusal(name, f"a file that the reader did not survive (limits: {bounds})")
    if "refused" in answer:
        raise _refusal(name, str(answer["refused"]))
    return answer


def _refusal(name: str, found: str) -> RefusedFileError:
    return RefusedFileError(f"{name} is not read", found=found, remedy=AS_CSV)
