"""Kill a program at random moments of its saves, and look what is left; prints the count of what went wrong.

Run as ``python -m tests.store.killing ADDRESS ROUNDS SEED``: a process without threads, so that it may fork.
"""

import json
import os
import random
import signal
import struct
import sys
import time

from tests.store.kept_build import ANNA, NOW, make_workspace
from whalecurve.store.content import blobs
from whalecurve.store.db.database import open_database
from whalecurve.store.records import audit, drafts, revisions, workspaces

NUMBER = struct.Struct("<I")
SAVES = 4


def state(number):
    return json.dumps({"number": number, "text": f"{number} " * 8000})


def save_all(conn, workspace, base):
    """One save as the app does it: a revision, the draft that follows it, the bytes it needs, a line in the log."""
    number = revisions.save_revision(conn, workspace, base, f"title {base + 1}", "", state(base + 1), NOW).number
    drafts.save_draft(conn, workspace, ANNA.key, state(number), base, number, NOW)
    blobs.put_blob(conn, workspace, state(number).encode(), NOW)
    audit.add_audit(conn, workspace, ANNA.key, "saved", {"revision": number}, NOW)
    return number


def keep_saving(address, workspace, base, pipe):
    """Save until somebody kills this process; each confirmed number goes into the pipe."""
    database = open_database(address)
    while True:
        base = database.write(lambda conn, before=base: save_all(conn, workspace, before), workspace)
        os.write(pipe, NUMBER.pack(base))


def confirmed(address, workspace, base, seconds):
    """The last number that a process confirmed before it was killed, so many seconds after its first save."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            keep_saving(address, workspace, base, writing)
        finally:
            os._exit(1)
    os.close(writing)
    ready = os.read(reading, NUMBER.size)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    told = ready
    while part := os.read(reading, 65_536):
        told += part
    os.close(reading)
    return NUMBER.unpack(told[-NUMBER.size :])[0]


def look(conn, workspace, last):
    """What is there after a kill: the head, and whether everything that belongs to a save is there or nothing of it."""
    head = workspaces.find_workspace(conn, workspace, ANNA).head
    found = drafts.load_draft(conn, workspace, ANNA.key)
    whole = (
        [entry.number for entry in revisions.list_revisions(conn, workspace)] == list(range(head, 0, -1))
        and all(
            revisions.load_revision(conn, workspace, number) == state(number) for number in range(last + 1, head + 1)
        )
        and (found.version, found.base, found.body) == (head, head, state(head))
        and len(audit.list_audit(conn, workspace, 100_000)) == head
        and blobs.bytes_used(conn, workspace) == sum(len(state(number)) for number in range(1, head + 1))
    )
    return head, whole


def main(address, rounds, seed):
    chance, head = random.Random(seed), SAVES + 1
    database = open_database(address)
    workspace = make_workspace(database)
    database.write(lambda conn: save_all(conn, workspace, 0))
    begin = time.perf_counter()
    for base in range(1, head):
        database.write(lambda conn, before=base: save_all(conn, workspace, before), workspace)
    longest = time.perf_counter() - begin
    database.close()
    counted = {"rounds": rounds, "confirmed": 0, "lost": 0, "half": 0, "unheard": 0}
    for _ in range(rounds):
        last = confirmed(address, workspace, head, chance.uniform(0, longest))
        database = open_database(address)
        found, whole = database.read(lambda conn, before=head: look(conn, workspace, before))
        database.close()
        counted["confirmed"] += max(0, last - head)
        counted["lost"] += max(0, last - found)
        counted["half"] += not whole or found > last + 1
        counted["unheard"] += found == last + 1
        head = found
    sys.stdout.write(json.dumps(counted))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
