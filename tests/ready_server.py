"""Servers in a moment: a process that has loaded what the app needs forks one of it whenever a test wants a server.

A server of its own would load the same libraries each time, which costs more than most tests that use one.
"""

import contextlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")
NUMBER_BYTES = 8


class ReadyServer:
    """A server that was forked, with what tests need of `subprocess.Popen`.

    Attributes:
        pid: Its process, which is the first of a group of its own.
        returncode: How it ended, minus the signal's number where a signal ended it; None while it runs.
    """

    def __init__(self, line: socket.socket):
        self._line = line
        self.pid = _read_number(line)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """How it ended.

        Raises:
            subprocess.TimeoutExpired: it still runs after ``timeout`` seconds.
        """
        if self.returncode is None:
            self._line.settimeout(None if timeout is None else max(timeout, 0.001))
            try:
                self.returncode = _read_number(self._line)
            except TimeoutError:
                raise subprocess.TimeoutExpired("streamlit", timeout or 0) from None
            self._line.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class _Maker:
    """The process that servers are forked from; one for all tests of this process, gone when its line is closed."""

    def __init__(self) -> None:
        self.line, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno())],
                cwd=Path(__file__).resolve().parents[1],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )


Process = ReadyServer | subprocess.Popen[bytes]
_makers: dict[int, _Maker] = {}


def start_streamlit(
    arguments: Sequence[str], *, folder: Path, output: int, environment: Mapping[str, str] | None = None
) -> Process:
    """``streamlit run`` with these arguments, as the first process of a group of its own.

    Args:
        arguments: What follows ``streamlit run``.
        folder: Where it runs.
        output: Open file that it writes to.
        environment: All its variables; those of this process when None.
    """
    variables = dict(os.environ if environment is None else environment)
    if not CAN_FORK:
        return subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", *arguments],
            cwd=folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    if os.getpid() not in _makers:
        _makers[os.getpid()] = _Maker()
    ours, theirs = socket.socketpair()
    with theirs:
        wanted = json.dumps([list(arguments), str(folder), variables]).encode()
        line = _makers[os.getpid()].line
        socket.send_fds(line, [len(wanted).to_bytes(NUMBER_BYTES)], [theirs.fileno(), output])
        line.sendall(wanted)
    return ReadyServer(ours)


def _read_number(line: socket.socket) -> int:
    """A number from the process that keeps a server.

    Raises:
        ConnectionError: that process is gone.
    """
    said = line.recv(NUMBER_BYTES, socket.MSG_WAITALL)
    if not said:
        raise ConnectionError("the process that servers are forked from has ended; its words stand above")
    return int.from_bytes(said, signed=True)


def _write_number(line: socket.socket, number: int) -> None:
    line.sendall(number.to_bytes(NUMBER_BYTES, signed=True))


def _serve_orders(line: socket.socket) -> None:
    """Fork a server for each order until nobody is left to order one."""
    import streamlit.web.cli  # noqa: F401 - loading it is what this process is for

    import whalecurve.cli.analyze  # noqa: F401

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        head, files, *_ = socket.recv_fds(line, NUMBER_BYTES, 2)
        if not head:
            return
        wanted, size = b"", int.from_bytes(head)
        while len(wanted) < size:
            wanted += line.recv(size - len(wanted))
        if os.fork() == 0:
            line.close()
            _keep_one(socket.socket(fileno=files[0]), files[1], *json.loads(wanted))
        for file in files:
            os.close(file)


def _keep_one(line: socket.socket, output: int, arguments: list[str], folder: str, variables: dict[str, str]) -> None:
    """Fork the server, tell its process and, when it has ended, how; ends this process."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    server = os.fork()
    if server == 0:
        line.close()
        _become_server(output, arguments, folder, variables)
    os.close(output)
    with contextlib.suppress(OSError):
        _write_number(line, server)
        _, status = os.waitpid(server, 0)
        _write_number(line, os.waitstatus_to_exitcode(status))
    os._exit(0)


def _become_server(output: int, arguments: list[str], folder: str, variables: dict[str, str]) -> None:
    """Be what ``python -m streamlit run`` is, to its last step: what it ends with leaves this function."""
    os.setsid()
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(output)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    sys.path[0] = folder
    sys.argv = ["streamlit", "run", *arguments]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _serve_orders(socket.socket(fileno=int(sys.argv[1])))
