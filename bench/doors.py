"""The worst that somebody with a login can send, and what a second visitor of the same server notices of it.

    python bench/doors.py [--files 50] [--megabytes 45] [--reruns 3000]

A hosted server with the limits that it has by itself, somebody who floods it, and a second visitor who asks for the
health all the while. Uploads that nothing uses: the server's memory before, at its highest, and two minutes later.
"""

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.hosted import OWNER, hosted_app  # noqa: E402
from tests.live.company import person  # noqa: E402
from tests.live.second import Second, flood, say  # noqa: E402
from tests.wire import Waiting, Wire  # noqa: E402

MB = 2**20
AFTER_SECONDS = 75


class Memory:
    """The memory of a process, looked at ten times a second."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self.highest = self.now
        self._end = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    @property
    def now(self) -> float:
        """Megabytes in memory now."""
        return float(self._process.memory_info().rss) / MB

    def _watch(self) -> None:
        while not self._end.wait(0.1):
            self.highest = max(self.highest, self.now)

    def stop(self) -> None:
        """Look no more."""
        self._end.set()


@contextmanager
def noticed(url: str, what: str) -> Iterator[None]:
    """Print what a second visitor notices meanwhile."""
    with Second(url) as second:
        yield
    second.told(what)


def upload(tab: Waiting, files: int, megabytes: int) -> Counter[str]:
    """Upload files that no page asks for; how often the server answered what."""
    answers: Counter[str] = Counter()
    content = bytes(megabytes * MB)
    for urls in tab.upload_urls([f"{number}.csv" for number in range(files)]):
        try:
            answers[str(tab.put(urls.upload_url, content).status_code)] += 1
        except OSError:
            answers["hung up"] += 1
        except Exception as error:  # noqa: BLE001 - the client's own kinds of a broken connection
            answers[type(error).__name__] += 1
    return answers


def main() -> None:
    """Flood, upload, wait, and say what it was like."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--files", type=int, default=50)
    asked.add_argument("--megabytes", type=int, default=45)
    asked.add_argument("--reruns", type=int, default=3000)
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, Wire() as wire, hosted_app(Path(folder) / "hosted") as hosted:
        visitor = person(wire, hosted, OWNER)
        tab = wire.open(visitor, "data", query="w=new")
        with noticed(hosted.url, f"{wanted.reruns} reruns on one socket"):
            wire.run(flood(tab.inner.socket, tab.rerun_message().SerializeToString(), wanted.reruns))
        tab.close()
        tab = wire.open(visitor, "data", query="w=new")
        memory = Memory(hosted.processes[0].pid)
        before = memory.now
        with noticed(hosted.url, f"{wanted.files} uploads of {wanted.megabytes} MB"):
            answers = upload(tab, wanted.files, wanted.megabytes)
        say(f"answers: {dict(answers)}")
        time.sleep(AFTER_SECONDS)
        say(f"memory: {before:.0f} MB before, {memory.highest:.0f} at its highest, {memory.now:.0f} after a minute")
        memory.stop()


if __name__ == "__main__":
    main()
