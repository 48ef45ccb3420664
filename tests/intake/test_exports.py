"""Exports as vendors write them, where they lie beside the checkout: none is read wrong in silence."""

import json

import pytest

from tests.intake.export_cases import CASES, Verdict, judge
from tests.worked_cases import case_folders

if FOLDERS := case_folders(CASES):

    @pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
    def test_no_export_is_read_wrong_in_silence(folder):
        outcome = judge(folder)
        assert outcome.verdict in (Verdict.RIGHT, Verdict.QUESTION), outcome.reason

    ANSWERS = {
        "c06_excel_half_converted_dates": {"typed_dates": "swapped"},
        "c15_overlapping_exports": {"duplicates": "once"},
        "fmt12_business_central": {"period": "2025"},
    }

    @pytest.mark.parametrize("name", ANSWERS)
    def test_the_right_answer_gives_the_right_figures(name, tmp_path):
        (tmp_path / "map.json").write_text(json.dumps(ANSWERS[name]), encoding="utf-8")
        folder = next(folder for folder in FOLDERS if folder.name == name)
        assert judge(folder).verdict is Verdict.QUESTION
        outcome = judge(folder, ["--map", str(tmp_path / "map.json")])
        assert (outcome.verdict, outcome.reason) == (Verdict.RIGHT, "")
