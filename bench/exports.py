"""Exports as vendors write them, through ``whalecurve analyze`` without a click: right, asked, refused or silent.

    python bench/exports.py [--cases FOLDER] [--brief] [NAME ...]

Each folder of ``--cases`` (by default ``shared/cases/exports`` beside the checkout) holds an export and its right
answer. Names pick cases by their beginning. The exit status is 1 while any case is wrong in silence.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.intake.export_cases import CASES, Verdict, case_folders, judge


def main() -> int:
    """Judge the cases one by one and count the verdicts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--brief", action="store_true", help="one line a case, cut at 160 characters")
    arguments = parser.parse_args()
    counts: Counter[Verdict] = Counter()
    for folder in case_folders(arguments.cases, arguments.names):
        outcome = judge(folder)
        counts[outcome.verdict] += 1
        line = f"{outcome.verdict:9} {outcome.case:46} {outcome.reason}"
        line += f" ({outcome.remark})" if outcome.remark else ""
        print(line[:160] if arguments.brief else line, flush=True)
    print(", ".join(f"{verdict} {counts[verdict]}" for verdict in Verdict))
    return 1 if counts[Verdict.SILENT] else 0


if __name__ == "__main__":
    sys.exit(main())
