"""What is kept between two moves of a slider: the saved plan's answer, however large the company is."""

from decimal import Decimal
from types import SimpleNamespace

from whalecurve.domain.plan.edits import with_annual_amount
from whalecurve.domain.plan.scenario import CostPool, Scenario
from whalecurve.ui import cache


def test_the_saved_plans_answer_is_made_once_while_sliders_move(tmp_path, monkeypatch):
    saved = Scenario("USD", (CostPool("Rent", Decimal(1)),))
    made, room = [], cache._ANALYSIS_BYTES // 2

    def analyze(_book, scenario, _ledger, before):
        made.append((scenario, before))
        ledger = SimpleNamespace(size=room)
        return SimpleNamespace(results=SimpleNamespace(statements=SimpleNamespace(ledger=ledger, of=scenario)))

    monkeypatch.setattr(cache, "analyze", analyze)
    monkeypatch.setattr(cache, "_workbook", lambda *_: SimpleNamespace(facts=None))
    monkeypatch.setattr(cache, "_ledger", lambda *_: None)
    for name in ("scenario_period", "plan_scopes", "rate_changes"):
        monkeypatch.setattr(cache, name, lambda *_: None)
    desk = SimpleNamespace(folder=tmp_path, dataset="d", history=SimpleNamespace(saved=saved))
    cache.analysis(desk, saved)
    for amount in range(2, 6):
        moved = with_annual_amount(saved, "Rent", Decimal(amount))
        for scenario in (moved, saved, moved):  # the row that is drawn last asks for the moved one again
            cache.analysis(desk, scenario)
    assert [scenario for scenario, _ in made].count(saved) == 1
    assert [before.of for _, before in made[1:]] == [saved] * 4
