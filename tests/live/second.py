"""A second visitor, who asks for the health all the while that somebody else does their worst."""

import asyncio
import contextlib
import statistics
import sys
import threading
import time

import httpx2 as httpx
import websockets


def say(line):
    """Print what was measured: `pytest -s` shows it."""
    sys.stdout.write(f"{line}\n")


class Second:
    """A second visitor, who asks for the health and for a page of their own all the while."""

    def __init__(self, url):
        self.seconds = []
        self._url, self._end = url, threading.Event()

    def __enter__(self):
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self._thread.start()
        self._wait_for(4)
        return self

    def __exit__(self, *_):
        self._wait_for(len(self.seconds) + 4)
        self._end.set()
        self._thread.join()

    def _wait_for(self, answers):
        while len(self.seconds) < answers and self._thread.is_alive():
            time.sleep(0.01)

    def _ask(self):
        with httpx.Client(base_url=self._url, trust_env=False, timeout=60) as client:
            while not self._end.wait(0.02):
                for path in ("/healthz", "/_stcore/health"):
                    began = time.monotonic()
                    assert client.get(path).status_code == 200
                    self.seconds.append(time.monotonic() - began)

    def told(self, what):
        """The longest wait, printed."""
        longest, middle = max(self.seconds), statistics.median(self.seconds)
        say(f"{what}: a second visitor waited {longest * 1000:.0f} ms at most, {middle * 1000:.0f} ms as a rule")
        return longest


async def flood(socket, message, times, seconds=10):
    """Send a message as often as asked, or as the server takes it within the time."""
    with contextlib.suppress(TimeoutError, websockets.exceptions.ConnectionClosed):
        async with asyncio.timeout(seconds):
            for _ in range(times):
                await socket.send(message)
