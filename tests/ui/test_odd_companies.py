"""Companies at the edges: every page has a word for them, and none breaks."""

import pytest

from tests.ui.build import go, open_app, upload, use, words

HEADER = "Order ID,Order Date,Customer ID,Amount,Cost\n"
ODD = {
    "one customer": "1,2026-01-05,A,100.00,60.00\n",
    "one customer at a loss": "1,2026-01-05,A,100.00,160.00\n",
    "nothing but refunds": "1,2026-01-05,A,-100.00,-60.00\n2,2026-01-06,B,-10.00,0\n",
    "a total of zero": "1,2026-01-05,A,100.00,50.00\n2,2026-01-06,B,50.00,100.00\n",
    "no revenue at all": "1,2026-01-05,A,0,0\n2,2026-01-06,B,0,0\n",
    "everybody loses": "1,2026-01-05,A,10,50\n2,2026-01-06,B,10,60\n3,2026-01-07,C,10,70\n",
    "two customers": "1,2026-01-05,A,10,5\n2,2026-01-06,B,10,6\n",
    "nobody named": "1,2026-01-05,A,10,5\n2,2026-01-06,,10,6\n",
    "huge amounts": "1,2026-01-05,A,999999999999.99,5\n2,2026-01-06,B,999999999999.98,6\n",
}


@pytest.mark.parametrize("lines", ODD.values(), ids=ODD.keys())
def test_every_page_has_a_word_for_it(lines) -> None:
    app = use(upload(open_app(), {"orders.csv": HEADER + lines}))
    for page in ("ranking", "costs", "segments", "data"):
        said = words(go(app, page))
        assert "difference 0.00" in said or page == "data"
        assert not app.error
