"""From a figure of a statement to the lines of the files, and back to the same figure at the foot."""

from tests.ui.build import CUSTOMERS, ORDERS, open_app, upload, use, words


def opened(files=None):
    """The ranking with the statement of the best customer open."""
    app = use(upload(open_app(), files or {"orders.csv": ORDERS, "customers.csv": CUSTOMERS}))
    return again(app)


def again(app, widget=None):
    """A run with the statement open: a test runs the whole page, and in a browser only the drawer would run."""
    app.session_state["statement_asked"] = "007"
    (widget or app).run()
    assert not app.exception
    return app


def lines_box(app):
    return next(box for box in app.selectbox if box.label == "Open the lines behind a figure")


def choose(app, label):
    """Open a figure by its name."""
    box = lines_box(app)
    return again(app, box.select_index(next(n for n, option in enumerate(box.options) if option.startswith(label))))


def table(app):
    return next(frame.value for frame in app.dataframe if "Row" in frame.value.columns)


def test_a_figure_opens_its_lines_and_they_add_up_to_it() -> None:
    app = choose(opened(), "Net revenue")
    assert table(app)["Row"].tolist() == ["2", "3"]
    assert table(app)["Net revenue"].tolist() == ["100.00", "50.50"]
    assert set(table(app)["File"]) == {"orders.csv"}
    assert "Sum of 2 lines: 150.50." in words(app)
    assert "Net revenue: 150.50" in lines_box(app).options


def test_lines_are_searched() -> None:
    app = choose(opened(), "Cost of goods")
    again(app, next(box for box in app.text_input if box.label == "Find lines").input("2026-01-20"))
    assert table(app)["Row"].tolist() == ["3"]
    assert "Sum of 1 line of 2 lines: 20.00." in words(app)


def test_the_lines_of_nobody_open_under_the_tie_out_line() -> None:
    files = {"orders.csv": ORDERS + "6,2026-02-10,99,5.00,1,1\n", "customers.csv": CUSTOMERS}
    app = use(upload(open_app(), files))
    app.session_state["nobodys"] = True
    app.run()
    assert not app.exception
    assert table(app)[["Net revenue", "Cost of goods", "File", "Row"]].values.tolist() == [
        ["5.00", "1.00", "orders.csv", "6"]
    ]
    assert "Sum of 1 line: 5.00." in words(app)
