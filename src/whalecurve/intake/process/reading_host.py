"""The process that stands ready to read files: it has loaded what reading takes and forks for each file.

``python -m whalecurve.intake.process.reading_host`` takes jobs from its standard input, a socket: each message brings
the end of a socket on which the job is named and answered. It ends with whoever started it, as does all that it forked.
"""

import os
import signal
import socket
import sys
from pathlib import Path
from typing import Final

from whalecurve.intake.files import parquet_rows, sheet_rows  # noqa: F401 - loaded once, before any fork
from whalecurve.intake.process import reading_job

_LONGEST_PATH: Final = 8_192


def serve(control: socket.socket) -> None:
    """Fork for each job until the other end is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        message, ends, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        for end in ends:
            if os.fork() == 0:
                control.close()
                _work(end)
            os.close(end)


def _work(end: int) -> None:
    """Name this process to who waits, so that it can be ended, then do the job and leave."""
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        with socket.socket(fileno=end) as line:
            line.sendall(f"{os.getpid()}\n".encode())
            line.sendall(reading_job.do(Path(line.recv(_LONGEST_PATH).decode())).encode())
        status = 0
    finally:
        os._exit(status)


def main() -> int:
    """Serve, then end whatever is still being read."""
    os.setpgrp()
    with socket.socket(fileno=sys.stdin.fileno()) as control:
        serve(control)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(os.getpgrp(), signal.SIGTERM)
    return 0


if __name__ == "__main__":
    sys.exit(main())
