"""``whalecurve backup`` and ``whalecurve restore``: everything that is kept, in one file and back."""

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from whalecurve.cli.statuses import DONE, TO_SETTLE
from whalecurve.cli.terminal import complain, say

LABEL: Final = "backup"


def run_backup(arguments: argparse.Namespace, _: Sequence[str]) -> int:
    """Write a backup; 1 when rows of the store are damaged.

    Raises:
        WhalecurveError: It cannot be made.
    """
    from whalecurve.store.db.database import open_database
    from whalecurve.store.folders.data_folder import data_folder
    from whalecurve.store.upkeep.backup import back_up
    from whalecurve.store.upkeep.copies import folder_of, new_copy

    target = arguments.file or new_copy(folder_of(data_folder()), LABEL)
    with closing(open_database()) as database:
        damaged = back_up(database, target)
    say(f"{target}: everything that is kept, {target.stat().st_size:,} bytes")
    for table, count in damaged.items():
        complain(f"{count} rows of {table} are not what was saved; the backup has them as they are")
    return TO_SETTLE if damaged else DONE


def run_restore(arguments: argparse.Namespace, _: Sequence[str]) -> int:
    """Put a backup in the place of what is kept now; without a file, list those that there are.

    Raises:
        WhalecurveError: It is no backup, or damaged, or of a newer program; nothing was changed.
    """
    if arguments.file is None:
        return _list()
    from whalecurve.store.upkeep.restoring import restore

    before = restore(_find(arguments.file), damaged_too=arguments.damaged_too)
    say(f"{arguments.file} is what the app shows now; reload its pages.")
    if before is not None:
        say(f"What was there before is in {before}")
    return DONE


def _list() -> int:
    from whalecurve.store.folders.data_folder import data_folder
    from whalecurve.store.upkeep.copies import folder_of, list_copies

    found = list_copies(folder_of(data_folder()))
    for copy in found:
        say(f"{copy.name}  {copy.stat().st_size:,} bytes")
    if not found:
        complain("there is no backup in the data folder; name the file of one")
    return DONE if found else TO_SETTLE


def _find(named: Path) -> Path:
    """The file of this name, in the data folder's backups when it is nowhere else."""
    from whalecurve.store.folders.data_folder import data_folder
    from whalecurve.store.upkeep.copies import folder_of

    kept = folder_of(data_folder()) / named.name
    return kept if not named.exists() and named.name == str(named) and kept.exists() else named
