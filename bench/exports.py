"""Exports as vendors write them, through ``whalecurve analyze`` without a click: right, asked, refused or silent.

    python bench/exports.py [--cases FOLDER] [--brief] [NAME ...]

Each folder of ``--cases`` (by default ``shared/cases/exports`` beside the checkout) holds an export and its right
answer. Names pick cases by their beginning. The exit status is 1 while any case is wrong in silence.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from judging import case_options, judge_cases

from tests.intake.export_cases import CASES, Outcome, Verdict, judge


def main() -> int:
    """Judge the cases one by one and count the verdicts."""
    parser = case_options(__doc__, CASES)
    parser.add_argument("--brief", action="store_true", help="one line a case, cut at 160 characters")
    options = parser.parse_args()

    def shown(outcome: Outcome) -> str:
        line = f"{outcome.verdict:9} {outcome.case:46} {outcome.reason}"
        line += f" ({outcome.remark})" if outcome.remark else ""
        return line[:160] if options.brief else line

    return 1 if judge_cases(options, judge, Verdict, shown)[Verdict.SILENT] else 0


if __name__ == "__main__":
    sys.exit(main())
