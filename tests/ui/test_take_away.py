"""The answer to hand round, made on the Ranking page."""

from tests.reports.office import sheets
from tests.ui.build import small_company, words
from whalecurve.analysis.handed_out import hand_out
from whalecurve.ui import take_away


def made_of(app, monkeypatch, kind):
    """The content that the button offers."""
    offered = {}
    monkeypatch.setattr(
        take_away, "download", lambda desk, label, make, name, mime, **_: offered.update({label: (make(), name, mime)})
    )
    app.button(key=f"make_{kind}").click().run(timeout=60)
    assert not app.exception
    return offered


def test_the_workbook_is_made_once_and_then_stands_there(monkeypatch, tmp_path):
    app = small_company()
    assert "Hand it round" in words(app)
    content, name, mime = made_of(app, monkeypatch, "book")["Download the workbook"]
    assert name.endswith(".xlsx")
    assert mime == take_away.BOOK
    (tmp_path / "book.xlsx").write_bytes(content)
    rows = {row[1]: row for row in sheets(tmp_path / "book.xlsx")["Statements"][7:]}
    assert rows["O'Neil & Sons"][5] == 70.5
    app.run()
    assert [button.key for button in app.button if button.key == "make_book"] == []


def test_the_report_without_names_names_nobody(monkeypatch):
    app = small_company()
    app.toggle(key="take_away_masked").set_value(True).run()
    content, name, _ = made_of(app, monkeypatch, "page")["Download the report"]
    page = content.decode()
    assert name.endswith(".html")
    assert "Customer " in page
    assert "Neil" not in page
    assert "pseudonyms" in page


def test_both_files_are_of_one_gathering(monkeypatch):
    gathered = []

    def gather(*arguments):
        gathered.append(hand_out(*arguments))
        return gathered[-1]

    monkeypatch.setattr("whalecurve.ui.cache.hand_out", gather)
    app = small_company()
    made_of(app, monkeypatch, "book")
    made_of(app, monkeypatch, "page")
    (handed,) = gathered
    assert handed.found is not None
    assert handed.actions is not None
