"""Ledgers written as accounting tools write them, in random combinations: proven, asked, or wrong in silence.

    python bench/ledgers.py [--count 1000] [--first 0]

Each export is made of a clean ledger whose revenue is known (``tests/intake/ledgers.py``). The table says for each
habit how often the file proved its own reading, how often a question was needed, and how often the reader was wrong in
silence, which is the status of the program: 0 where it never was.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
sys.path.insert(0, str(ROOT))

from tests.intake.build import intake, money  # noqa: E402 - found after the path is set
from tests.intake.ledgers import Export, write_export  # noqa: E402
from whalecurve.domain.errors import WhalecurveError  # noqa: E402
from whalecurve.intake.meaning.decision import open_decisions  # noqa: E402

RIGHT, ASKED, SILENT = "proven", "asked", "silent"


def judge(export: Export) -> str:
    """Read one export and compare with the ledger."""
    try:
        found = intake(*export.files)
    except WhalecurveError:
        return ASKED
    if open_decisions(found.decisions):
        return ASKED
    return RIGHT if export.revenue is not None and sum(money(found)) * 100 == export.revenue else SILENT


def habits_of(export: Export) -> Iterator[str]:
    """Every habit of an export in words, and how many there are beside the amounts."""
    parts = export.habits.words().split(", ")
    plain = [part for part in parts if not part.startswith(("amount", "and total"))]
    yield f"{len(plain)} habits at once"
    yield f"amount: {export.habits.amount}"
    yield from plain


def main() -> int:
    """Judge the exports one by one and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    arguments = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    started = process_time()
    for seed in range(arguments.first, arguments.first + arguments.count):
        export = write_export(seed)
        verdict = judge(export)
        if verdict == SILENT:
            print(f"SILENT: seed {seed}, {export.habits.words()}", flush=True)
        for habit in ("all", *habits_of(export)):
            counts.setdefault(habit, Counter())[verdict] += 1
    print(f"| {'Habit':42} | Files | Proven | Asked | Silent |\n|---|---|---|---|---|")
    for habit in sorted(counts, key=lambda name: (name != "all", name)):
        own = counts[habit]
        print(f"| {habit:42} | {own.total():5,} | {own[RIGHT]:6,} | {own[ASKED]:5,} | {own[SILENT]:6,} |")
    print(f"{process_time() - started:.0f} s of processor time")
    return 1 if counts["all"][SILENT] else 0


if __name__ == "__main__":
    sys.exit(main())
