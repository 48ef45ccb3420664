"""What is worked out from the segments that were learned last is worked out again when others were."""

from types import SimpleNamespace

import pytest

from whalecurve.analysis.segments import SegmentChoice
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.ui import cache


@pytest.fixture
def desk(tmp_path):
    return SimpleNamespace(folder=tmp_path, dataset="d" * 64, scenario=Scenario())


def test_actions_follow_the_segments_of_any_plan_and_choice(desk, monkeypatch):
    asked = []
    monkeypatch.setattr(cache, "_workbook", lambda *_: None)
    monkeypatch.setattr(cache, "find_actions", lambda _book, _answered, segments: asked.append(segments) or segments)
    shelf = cache._shelf(str(desk.folder), desk.dataset)
    for key in (("plan", SegmentChoice()), ("other plan", SegmentChoice()), ("plan", SegmentChoice(share=0.3))):
        shelf.keep(key, key)
        assert [cache.actions(desk, None), cache.actions(desk, None)] == [key, key]
    assert len(asked) == 3


def test_prospects_follow_the_segments_of_any_plan(desk, monkeypatch):
    answered = SimpleNamespace(results=SimpleNamespace(statements=None))
    monkeypatch.setattr(cache, "read_table", lambda *_: SimpleNamespace(further=()))
    monkeypatch.setattr(cache, "score_prospects", lambda _tables, learned, *_: learned)
    shelf = cache._shelf(str(desk.folder), desk.dataset)
    for plan in ("plan", "other plan"):
        shelf.keep((plan, SegmentChoice()), plan)
        assert cache.prospected(desk, answered, "list.csv", b"x") == plan
