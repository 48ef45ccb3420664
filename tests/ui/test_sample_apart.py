"""The sample company and a person's own files: two workspaces that never mix."""

from tests.ui.build import CUSTOMERS, ORDERS, go, open_app, sample, small_company, upload, use, words
from whalecurve.domain.state.kept import LOCAL, Principal
from whalecurve.service.stores import open_office
from whalecurve.ui.sample import NAME

OWN = {"orders.csv": ORDERS, "customers.csv": CUSTOMERS}


def names() -> list[str]:
    return sorted(entry.name for entry in open_office().service.list_workspaces(Principal(LOCAL, "me")))


def test_own_files_after_the_sample_stand_alone_without_its_customers_and_plan() -> None:
    app = upload(go(sample(), "data"), OWN)
    assert "4 lines from 2026-01-05 to 2026-02-09, 3 customers, net revenue 240.50." in words(app)
    own = use(app)
    assert "Ties to your files: revenue 240.50, difference 0.00." in words(own)
    assert "1 of 3 at a loss" in words(own)
    assert NAME not in words(own)
    assert names() == ["My company", NAME]
    assert "pool_0_box" not in {box.key for box in go(own, "costs").number_input}


def test_the_bar_leads_from_the_sample_to_an_empty_place_for_own_files() -> None:
    app = sample()
    assert NAME in words(app)
    app.button(key="own_files").click().run()
    assert not app.exception
    assert "Find out who really earns your profit" in words(app)
    assert "orders.csv" not in words(app)
    assert NAME not in words(app)
    assert "nothing to show yet" in words(go(app, "ranking"))


def test_the_sample_after_own_files_leaves_them_as_they_are_and_one_click_leads_back() -> None:
    app = go(small_company(), "data")
    app.button(key="sample").click().run()
    assert not app.exception
    assert "of 480 at a loss" in words(app)
    app.button(key="own_files").click().run()
    assert not app.exception
    assert "Ties to your files: revenue 240.50, difference 0.00." in words(go(app, "ranking"))


def test_the_sample_opened_again_is_the_one_that_was_left() -> None:
    app = go(sample(), "costs")
    app.number_input(key="pool_0_box").set_value(12_345.0).run()
    app = go(app, "ranking")
    app.button(key="own_files").click().run()
    app = go(app, "data")
    app.button(key="sample").click().run()
    assert not app.exception
    assert go(app, "costs").number_input(key="pool_0_box").value == 12_345.0
    assert names() == [NAME]


def test_a_reload_of_the_sample_still_says_what_it_is() -> None:
    sample()
    assert NAME in words(open_app())
