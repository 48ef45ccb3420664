"""Exports as vendors write them, where they lie beside the checkout: none is read wrong in silence."""

import pytest

from tests.intake.export_cases import Verdict, case_folders, judge

if FOLDERS := case_folders():

    @pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
    def test_no_export_is_read_wrong_in_silence(folder):
        outcome = judge(folder)
        assert outcome.verdict in (Verdict.RIGHT, Verdict.QUESTION), outcome.reason
