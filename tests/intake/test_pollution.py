"""No polluted file is read wrong in silence, no row is lost without a word, and a clean file raises no flag."""

import os
import random

import pytest

from tests.intake.build import csv_bytes, intake, money, text_table
from tests.intake.pollution import FAMILIES, HEADER, LINES, Verdict, clean_rows, judge, pollute

# Three files a family here; WHALECURVE_POLLUTED says how many in all, bench/pollution.py runs a thousand.
FILES = int(os.environ.get("WHALECURVE_POLLUTED", str(3 * len(FAMILIES))))


@pytest.mark.parametrize("place", range(len(FAMILIES)))
def test_no_polluted_file_is_read_wrong_in_silence(place):
    for seed in range(place, FILES, len(FAMILIES)):
        polluted = pollute(seed)
        verdict, why = judge(polluted)
        assert verdict is not Verdict.SILENT, f"{polluted.family}, seed {seed}: {why}"


def test_most_pollution_of_whole_files_is_read_exactly():
    whole = [seed for seed in range(3 * len(FAMILIES)) if seed % len(FAMILIES) < len(FAMILIES) - len(LINES)]
    verdicts = [judge(pollute(seed))[0] for seed in whole]
    assert verdicts.count(Verdict.RIGHT) >= 0.9 * len(whole)


@pytest.mark.parametrize("seed", range(12))
def test_a_clean_file_raises_no_flag(seed):
    rows = clean_rows(random.Random(seed), 200)
    table = text_table(csv_bytes([HEADER, *rows]))
    assert (table.cells.to_numpy().tolist(), table.problems, table.ignored) == (rows, (), ())
    assert (table.notes, table.questions, table.totals) == ((), (), ())
    result = intake(csv_bytes([HEADER, *rows]))
    assert (result.lines_used, result.problems, result.ignored) == (200, (), ())
    assert round(sum(money(result)) * 100) == sum(round(float(row[5]) * 100) for row in rows)


def test_the_judge_finds_a_lost_row_and_a_wrong_one():
    polluted = pollute(0)
    shorter = type(polluted)("", polluted.content, [*polluted.rows, polluted.rows[0]], polluted.header)
    other = type(polluted)("", polluted.content, [["x"] * 6, *polluted.rows[1:]], polluted.header)
    assert [judge(each)[0] for each in (polluted, shorter, other)] == [Verdict.RIGHT, Verdict.SILENT, Verdict.SILENT]
