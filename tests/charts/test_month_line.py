"""The line of months: hollow where a month is not whole, last year only where there is one."""

from tests.charts.build import months_of
from whalecurve.charts.month_line import month_line
from whalecurve.charts.theme import LIGHT


def test_a_month_that_is_not_whole_is_hollow_and_a_loss_has_its_colour():
    data = month_line(months_of((5, 3), (-4, 2), (7, None)), palette=LIGHT, title="Profit").to_dict()["datasets"]
    assert [row["fill"] for row in data["points"]] == [LIGHT.gain, LIGHT.loss, LIGHT.background]
    assert [row["color"] for row in data["points"]] == [LIGHT.gain, LIGHT.loss, LIGHT.gain]
    assert [row["before"] for row in data["last_year"]] == [3.0, 2.0]
