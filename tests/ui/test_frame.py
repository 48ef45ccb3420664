"""The frame around the pages: nothing is shown that did not come through it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.build import go, small_company, words
from whalecurve.ui.places import page_file

PAGES = sorted(Path(page_file("data")).parent.glob("*.py"))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_run_without_the_entry_script_shows_nothing(page) -> None:
    app = AppTest.from_file(page, default_timeout=60).run()
    assert not app.exception
    assert not words(app).strip()
    assert not app.button
    assert not app.file_uploader


@pytest.mark.parametrize("page", ["costs", "ranking"])
def test_every_result_page_ties_to_the_files(page) -> None:
    assert "Ties to your files: revenue 240.50, difference 0.00." in words(go(small_company(), page))
