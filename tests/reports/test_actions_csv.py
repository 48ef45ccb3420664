"""``actions.csv`` carries what became of each action, and no name, note or owner runs as a formula."""

import csv
import io

from whalecurve.domain.actions.action import Action
from whalecurve.domain.actions.record import record_of
from whalecurve.domain.actions.standing import Standing, standings
from whalecurve.reports.actions_csv import actions_csv
from whalecurve.reports.context import Context

CONTEXT = Context("USD", "2026-01", "2026-12", "Lean", "2026-11-29")
HOSTILE = '=HYPERLINK("http://a")'


def rows(standing: list[Standing]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(actions_csv(standing, 2, CONTEXT))))


def test_a_touched_action_and_one_that_is_gone() -> None:
    now = Action("time", "c1", HOSTILE, "why", "what", 12_345, 0.5, rep="Ann")
    old = Action("reprice", "c2", "Bolt", "why", "what", 100, 0.5)
    records = {
        now.key: record_of(now).changed("2026-11-29", status="doing", owner="@Ann", note=HOSTILE, due="2026-12-03"),
        old.key: record_of(old).changed("2026-11-28", status="done", outcome="worked"),
    }
    first, second = rows(standings([now], records))
    assert first["money_at_stake"] == "123.45"
    assert (first["status"], first["owner"], first["due"], first["note"]) == (
        "doing",
        "'@Ann",
        "2026-12-03",
        f"'{HOSTILE}",
    )
    assert first["customer_name"] == f"'{HOSTILE}"
    assert (second["status"], second["outcome"], second["done_on"]) == ("done", "worked", "2026-11-28")
    assert (second["certainty"], second["likelihood"]) == ("not proposed any more", "")


def test_an_untouched_one_is_open_with_empty_cells() -> None:
    (row,) = rows(standings([Action("time", "c1", "Anvil", "", "", 1, 0.5)], {}))
    assert [row[name] for name in ("status", "owner", "due", "note", "outcome", "done_on")] == ["open"] + [""] * 5
