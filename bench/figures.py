"""Worked cases of costing, words and traits, through ``whalecurve analyze``: right, asked about, or wrong.

    python bench/figures.py [--cases FOLDER] [--said] [NAME ...]

Each folder of ``--cases`` (by default ``shared/cases/figures`` beside the checkout) holds files and ``expected.json``
with the figures worked out by hand. Names pick cases by their beginning; ``--said`` prints what the command
said beside its figures. The exit status is 1 while any case is wrong.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from judging import case_options, judge_cases

from tests.cli.figure_cases import CASES, Outcome, Verdict, judge


def main() -> int:
    """Judge the cases one by one and count the verdicts."""
    parser = case_options(__doc__, CASES)
    parser.add_argument("--said", action="store_true", help="what the command said, under each case")
    options = parser.parse_args()

    def shown(outcome: Outcome) -> str:
        line = f"{outcome.verdict:9} {outcome.case:44} {outcome.reason}".rstrip()
        return f"{line}\n          {outcome.said}" if options.said and outcome.said else line

    return 1 if judge_cases(options, judge, Verdict, shown)[Verdict.WRONG] else 0


if __name__ == "__main__":
    sys.exit(main())
