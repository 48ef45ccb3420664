"""How sure each assumption is, on the Costs page."""

from tests.ui.build import go, profit_now, sample, words


def test_a_grade_is_kept_and_the_one_to_measure_next_is_named():
    app = go(sample(), "costs")
    assert "Measure " not in words(app), "nothing is worked out while it is folded"
    before = profit_now(app)
    app.session_state["grades"] = True
    app.run()
    assert not app.exception
    assert "next: nobody says how sure it is, and within 20 % more or less" in words(app)
    app.selectbox(key="grade_Sales commission").set_value("guess").run()
    assert not app.exception
    plan = app.session_state["whalecurve_desk"].scenario
    assert plan.by_name["Sales commission"].sure == "guess"
    assert [cost.name for cost in plan.costs if cost.sure] == ["Sales commission"]
    assert profit_now(app) == before
    table = next(frame.value for frame in app.dataframe if "Customers across zero" in frame.value)
    row = table.set_index("Cost").loc["Sales commission"]
    assert (row["How sure"], row["May be off by"]) == ("guess", "50 %")
