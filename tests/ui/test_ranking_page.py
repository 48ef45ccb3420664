"""The Ranking page: the answer first, then the picture, then the table."""

from tests.ui.build import go, metrics, open_app, sample, small_company, words


def test_without_data_the_page_says_where_to_begin() -> None:
    assert "nothing to show yet" in words(go(open_app(), "ranking"))


def test_answer_first() -> None:
    app = small_company()
    assert "67 % of your customers earn 124 % of your profit; 1 gives part of it back." in words(app)
    assert "O'Neil & Sons is your biggest customer and your most profitable one (70.50)." in words(app)
    assert "Profit 63.50 · 1 of 3 at a loss · Ties to your files: revenue 240.50, difference 0.00." in words(app)
    assert metrics(app) == {}


def test_both_ends_are_named_and_losses_have_their_reason() -> None:
    app = small_company()
    named = [button.label for button in app.button if button.key.startswith(("best_", "worst_"))]
    assert named == ["O'Neil \\& Sons", "Third Ltd", "Zoë GmbH"]
    assert ":red[−15]" in words(app)
    assert "through cost of goods" in words(app)


def test_a_name_opens_the_statement_and_the_next_one_is_one_press_away() -> None:
    app = small_company()
    app.button(key="worst_0").click().run()
    assert not app.exception
    said = words(app)
    assert "Rank 3 of 3 by profit, 2 of 3 by revenue." in said
    assert "It falls short of your average through cost of goods" in said
    assert "To reach zero: prices 18.8 % higher" in said
    assert app.button(key="statement_Next").disabled
    app.button(key="statement_Previous").click().run()
    assert not app.exception
    assert app.session_state["statement_shown"] == "30"
    assert "Rank" not in words(app.run())


def test_a_row_that_no_browser_sends_opens_nothing() -> None:
    app = small_company()
    for wanted in ("nobody", "<script>", ""):
        app.session_state["statement_asked"] = wanted
        app.run()
        assert not app.exception
        assert "Rank" not in words(app)


def test_what_a_search_finds_is_named() -> None:
    app = small_company()
    app.text_input(key="ranking_search").set_value("zoë").run()
    assert [button.label for button in app.button if button.key.startswith("found_")] == ["Zoë GmbH"]


def test_table_is_ranked_and_losses_come_last() -> None:
    table = small_company().dataframe[-1].value
    assert table["Customer"].tolist() == ["O'Neil & Sons", "Third Ltd", "Zoë GmbH"]
    assert table["Profit"].tolist() == [70.5, 8.0, -15.0]
    assert table["Id"].tolist() == ["007", "30", "12"]


def test_search_finds_names_ids_and_traits() -> None:
    app = small_company()
    for wanted, expected in [("hotels", ["Zoë GmbH"]), ("007", ["O'Neil & Sons"]), ("third", ["Third Ltd"]), ("(", [])]:
        app.text_input(key="ranking_search").set_value(wanted).run()
        assert not app.exception
        assert app.dataframe[-1].value["Customer"].tolist() == expected


def test_worst_first() -> None:
    app = small_company()
    app.selectbox(key="ranking_sort").set_value("Profit, worst first").run()
    assert app.dataframe[-1].value["Customer"].tolist()[0] == "Zoë GmbH"


def test_a_range_of_ranks_filters_the_table() -> None:
    app = small_company()
    app.slider[0].set_range(2, 3).run()
    assert app.dataframe[-1].value["#"].tolist() == [2, 3]


def test_period_counts_only_its_months() -> None:
    app = small_company()
    app.select_slider[0].set_range(202602, 202602).run()
    assert not app.exception
    assert "revenue 90.00, difference 0.00" in words(app)


def test_the_whole_sample_is_in_the_table() -> None:
    assert len(sample().dataframe[-1].value) == 480
