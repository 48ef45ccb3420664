"""Keeps the process that stands ready to read files: started once, with a bare environment, ended with this process."""

import atexit
import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Final

PYTHON: Final = (sys.executable, "-P", "-X", "utf8", "-m")
CAN_FORK: Final = hasattr(os, "fork") and hasattr(socket, "send_fds")
_HOST: Final = (*PYTHON, "whalecurve.intake.process.reading_host")
# Secrets of the server (database address, cookie key) have no business in a process that reads strangers' files.
_PASSED: Final = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LD_LIBRARY_PATH")
# One thread of arithmetic is enough; and the system's own memory, where a limit counts what is used.
_FIXED: Final = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}
_END_SECONDS: Final = 5

_hosts: Final[dict[int, tuple[subprocess.Popen[bytes], socket.socket]]] = {}
_changing: Final = threading.Lock()


def prepare_host() -> None:
    """Start the host where there can be one, so that it is ready when the first file comes; waits for nothing."""
    if CAN_FORK:
        _host()


@contextlib.contextmanager
def line_to_child() -> Iterator[socket.socket]:
    """A socket to a process that the host forks for it; a host that is gone is started once more."""
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            try:
                socket.send_fds(_host(), [b"."], [theirs.fileno()])
            except OSError:
                end_host()
                socket.send_fds(_host(), [b"."], [theirs.fileno()])
        yield ours


def end_host() -> None:
    """End the host and whatever it reads; who waits for that gets a refusal. It starts anew when it is asked."""
    with _changing:
        host, line = _hosts.pop(os.getpid(), (None, None))
        if host and line:
            line.close()
            try:
                host.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                host.kill()  # one that is still starting on a busy machine has not yet seen that nobody wants it
                host.wait()


def bare_environment() -> dict[str, str]:
    """What a reading process may know: where programs and files for a while are, and how much it may use."""
    passed = {key: os.environ[key] for key in _PASSED if key in os.environ}
    return passed | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)} | _FIXED


def _host() -> socket.socket:
    """Socket to the host of this process."""
    with _changing:
        own = os.getpid()  # a process that was forked from this one needs a host of its own
        if own in _hosts and _hosts[own][0].poll() is not None:
            _hosts.pop(own)[1].close()
        if own not in _hosts:
            _hosts[own] = _started()
        return _hosts[own][1]


def _started() -> tuple[subprocess.Popen[bytes], socket.socket]:
    ours, theirs = socket.socketpair()
    with theirs:
        host = subprocess.Popen(
            _HOST,
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            # what a reader says when it breaks may hold anything
            stderr=subprocess.DEVNULL,
            env=bare_environment(),
        )
    return host, ours


atexit.register(end_host)
