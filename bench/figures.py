"""Worked cases of costing, words and traits, through ``whalecurve analyze``: right, asked about, or wrong.

    python bench/figures.py [--cases FOLDER] [--said] [NAME ...]

Each folder of ``--cases`` (by default ``shared/cases/figures`` beside the checkout) holds files and ``expected.json``
with the figures worked out by hand. Names pick cases by their beginning; ``--said`` prints what the command
said beside its figures. The exit status is 1 while any case is wrong.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.cli.figure_cases import CASES, Verdict, case_folders, judge


def main() -> int:
    """Judge the cases one by one and count the verdicts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--said", action="store_true", help="what the command said, under each case")
    arguments = parser.parse_args()
    counts: Counter[Verdict] = Counter()
    for folder in case_folders(arguments.cases, arguments.names):
        outcome = judge(folder)
        counts[outcome.verdict] += 1
        print(f"{outcome.verdict:9} {outcome.case:44} {outcome.reason}".rstrip(), flush=True)
        if arguments.said and outcome.said:
            print(f"          {outcome.said}", flush=True)
    print(", ".join(f"{verdict} {counts[verdict]}" for verdict in Verdict))
    return 1 if counts[Verdict.WRONG] else 0


if __name__ == "__main__":
    sys.exit(main())
