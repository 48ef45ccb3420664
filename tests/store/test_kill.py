"""A program killed at any moment of a save: what it confirmed is there, and no half of anything."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROUNDS = int(os.environ.get("KILLS", "30"))  # a hundred at night


@pytest.mark.skipif(os.name != "posix", reason="this fault is made with a POSIX signal")
def test_kill_9_at_a_random_moment_loses_nothing_confirmed_and_halves_nothing(store_address):
    command = [sys.executable, "-W", "error", "-m", "tests.store.killing", store_address, str(ROUNDS), "1"]
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join([root, *(part for part in sys.path if part)])
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        timeout=280,
        cwd=root,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert done.returncode == 0, done.stderr
    counted = json.loads(done.stdout)
    assert (counted["rounds"], counted["lost"], counted["half"]) == (ROUNDS, 0, 0)
    assert counted["confirmed"] >= ROUNDS
