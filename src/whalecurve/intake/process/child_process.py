"""Has a file read by a process of its own under limits, and turns whatever happens to it into a table or a refusal."""

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from whalecurve.domain.errors import RefusedFileError
from whalecurve.intake.files.content import AS_CSV
from whalecurve.intake.limits import Limits
from whalecurve.intake.process.host_process import CAN_FORK, PYTHON, bare_environment, line_to_child
from whalecurve.intake.process.reading_job import outcome, prepare
from whalecurve.intake.text.text_table import TextTable

JOB: Final = (*PYTHON, "whalecurve.intake.process.reading_job")
_PIECE: Final = 65_536
# So many files are read at the same time, for their memory; small ones do not wait for large ones.
_LARGE_BYTES: Final = 1_000_000
_large: Final = threading.BoundedSemaphore(2)
_small: Final = threading.BoundedSemaphore(6)


def read_in_child(
    name: str, content: bytes, sheet: str | None, limits: Limits, encoding: str, command: Sequence[str] = ()
) -> TextTable:
    """Table of a file, read by another process.

    ``command`` takes a process for this file alone, as where none can be forked.

    Raises:
        RefusedFileError: The process refused the file, died, took too long or answered nothing.
    """
    turn = _large if len(content) > _LARGE_BYTES else _small
    with turn, tempfile.TemporaryDirectory(prefix="whalecurve-") as folder:
        job = prepare(Path(folder), name, content, sheet, limits, encoding)
        try:
            line = _ask_host(job, limits) if CAN_FORK and not command else _ask_new(job, limits, command or JOB)
        except TimeoutError as error:
            bound = f"a file that takes more than {limits.child_wall_seconds} seconds to open, the limit"
            raise RefusedFileError(f"{name} is not read", found=bound, remedy=AS_CSV) from error
        table = outcome(line, Path(folder))
    if table is None:
        bounds = f"{limits.child_memory_bytes:,} bytes of memory, {limits.child_seconds} seconds"
        found = f"a file that the reader did not survive (limits: {bounds})"
        raise RefusedFileError(f"{name} is not read", found=found, remedy=AS_CSV)
    return table


def _ask_new(job: Path, limits: Limits, command: Sequence[str]) -> bytes:
    """Answer of a process that is started for one job; empty when it has none."""
    try:
        done = subprocess.run(
            [*command, str(job)],
            capture_output=True,
            timeout=limits.child_wall_seconds,
            cwd=job.parent,
            env=bare_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    return done.stdout.splitlines()[-1] if done.returncode == 0 and done.stdout else b""


def _ask_host(job: Path, limits: Limits) -> bytes:
    """Answer of a process that the host forks for one job; empty when it died."""
    with line_to_child() as line:
        received = _Received(line, time.monotonic() + limits.child_wall_seconds)
        child = int(received.line() or b"0")
        line.sendall(str(job).encode())
        try:
            return received.line()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            raise


class _Received:
    """Lines from a socket until a moment."""

    def __init__(self, line: socket.socket, until: float) -> None:
        self._line, self._until, self._rest = line, until, b""

    def line(self) -> bytes:
        """The next line; empty when the other end is gone without one."""
        while b"\n" not in self._rest:
            left = self._until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._line.settimeout(left)
            try:
                piece = self._line.recv(_PIECE)
            except ConnectionError:
                piece = b""
            if not piece:
                return b""
            self._rest += piece
        found, _, self._rest = self._rest.partition(b"\n")
        return found
