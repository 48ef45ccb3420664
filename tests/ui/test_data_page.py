"""The Data page: what a visitor sees before anything is computed."""

import pytest

from tests.ui.build import CUSTOMERS, ORDERS, go, open_app, sample, small_company, upload, use, words
from whalecurve.domain.sample import sample_company


def test_first_visit_promises_and_offers_two_ways_in() -> None:
    app = open_app()
    assert "Find out who really earns your profit" in words(app)
    assert app.file_uploader
    assert app.button(key="sample")


def test_sample_reaches_a_full_ranking_in_one_click() -> None:
    app = sample()
    truth = sample_company().truth
    assert f"{truth.losing_customers} of 480 at a loss" in words(app)
    assert "Ties to your files: revenue 15,560,741.40, difference 0.00." in words(app)


def test_files_are_recognised_and_summed_up_before_anything_is_computed() -> None:
    app = upload(open_app(), {"orders.csv": ORDERS, "customers.csv": CUSTOMERS})
    assert "4 lines from 2026-01-05 to 2026-02-09, 3 customers, net revenue 240.50." in words(app)
    assert [box.value for box in app.selectbox if box.label.endswith("taken for")] == ["transactions", "customers"]
    assert app.button(key="use").label == "Use 4 of 4 lines"


def test_a_guess_can_be_changed() -> None:
    app = upload(open_app(), {"orders.csv": ORDERS.replace("Amount", "Betrag X")})
    picker = next(box for box in app.selectbox if box.label == "Amount is")
    picker.set_value("Betrag X").run()
    assert "net revenue 240.50" in words(app)


def test_a_bad_line_is_named_with_its_remedy_and_the_rest_is_used() -> None:
    app = upload(open_app(), {"orders.csv": ORDERS + "5,2026-02-30,12,lots,1,1\n"})
    problems = next(frame.value for frame in app.dataframe if "How to fix it" in frame.value.columns)
    assert set(problems["Row"]) == {6}
    assert {"2026-02-30", "lots"} & set(problems["Found"])
    assert app.button(key="use").label == "Use 4 of 5 lines"
    assert "1 line was set aside: see Data." in words(use(app))


def test_lines_of_nobody_stand_apart() -> None:
    app = upload(open_app(), {"orders.csv": ORDERS + "6,2026-02-10,99,5.00,1,1\n", "customers.csv": CUSTOMERS})
    assert "1 customer named is not on file, such as 99" in words(app)
    used = use(app)
    assert "1 line of no known customer stands apart: 5.00, 2.0 % of net revenue." in words(used)
    assert "company profit" in words(used)
    folded = next(one for one in used.expander if one.label == "What belongs to nobody")
    assert not folded.dataframe


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "empty"),
        ("Order ID,Order Date,Customer ID,Amount\n", "no"),
        ("A,B\n1,2\n", "No file was taken for orders"),
        (b"%PDF-1.7 nothing", "PDF"),
    ],
)
def test_a_hopeless_file_gets_a_clear_word(content: str | bytes, said: str) -> None:
    app = upload(open_app(), {"orders.csv": content})
    assert app.warning
    assert said.casefold() in words(app).casefold()
    assert "use" not in {button.key for button in app.button}


def test_two_currencies_are_never_added() -> None:
    lines = ORDERS.splitlines()
    mixed = "\n".join(
        [lines[0] + ",Currency", *(f"{line},{'EUR' if n else 'USD'}" for n, line in enumerate(lines[1:]))]
    )
    app = upload(open_app(), {"orders.csv": mixed + "\n"})
    assert "two currencies are never added" in words(app)
    next(button for button in app.button if button.label.startswith("EUR counts")).click().run()
    assert not app.exception
    assert app.button(key="use").label == "Use 3 of 4 lines"


def test_the_same_file_twice_counts_once() -> None:
    app = upload(upload(open_app(), {"orders.csv": ORDERS}), {"again.csv": ORDERS})
    assert app.button(key="use").label == "Use 4 of 4 lines"


def test_every_file_that_was_dropped_stands_in_what_was_read() -> None:
    files = {"orders.csv": ORDERS, "again.csv": ORDERS, "notes.csv": "A,B\n1,2\n", "broken.csv": b"%PDF-1.7 nothing"}
    app = upload(open_app(), files)
    read = next(frame.value for frame in app.dataframe if "Taken for" in frame.value.columns)
    assert dict(zip(read["File"], read["Taken for"], strict=True)) == {
        "orders.csv": "transactions",
        "again.csv": "not used",
        "notes.csv": "not used",
        "broken.csv": "not used",
    }
    assert "again.csv: the same file as orders.csv, which counts once." in words(app)
    assert app.button(key="use").label == "Use 4 of 4 lines"


def test_hostile_names_are_shown_as_text() -> None:
    name = "![x](http://evil.example) <b>:red[hi]</b> $x$"
    customers = f'Customer ID,Customer Name\n007,"{name}"\n'
    app = use(upload(open_app(), {"orders.csv": ORDERS, "customers.csv": customers}))
    assert name in set(app.dataframe[-1].value["Customer"])
    assert not any("![x](" in str(part.value) for part in [*app.markdown, *app.caption, *app.header, *app.subheader])


def test_delete_my_data_leaves_nothing(tmp_path) -> None:
    app = go(small_company(), "data")
    assert [path for path in (tmp_path / "data" / "workspaces").rglob("*") if path.is_file()]
    app.button(key="delete_data").click().run()
    app.button(key="delete_now").click().run()
    assert not app.exception
    left = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert {path.name.split(".")[0] for path in left} == {"whalecurve"}  # the empty store itself
    assert "nothing to show yet" in words(go(app, "ranking"))
