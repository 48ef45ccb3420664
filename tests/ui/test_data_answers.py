"""What is said on the Data page: asked where it stands, remembered for the next files with these columns."""

from collections.abc import Sequence

from tests.ui.build import ORDERS, go, open_app, upload, use, words
from tests.ui.exports import odd_people, three_sheets, two_ways
from whalecurve.ui.words import plain

HEADER = "Order ID,Order Date,Customer ID,Amount,Status"

THEIRS = """Order ID,Order Date,Customer ID,Amount,Cost,Quantity
91,2025-01-15,X7,100.00,60.00,1
92,2025-01-20,Y12,50.50,20.00,2
93,2025-02-13,X7,80.00,95.00,1
94,2025-02-19,Z30,10.00,2.00,5
"""


def month(number: int, statuses: Sequence[str], first: int = 1) -> str:
    """An export of one month: an order of 100, 200, ... for each status."""
    rows = [
        f"{number}{place},2026-{number:02d}-{place + 12},C{place % 3},{100 * place}.00,{status}"
        for place, status in enumerate(statuses, first)
    ]
    return "\n".join([HEADER, *rows]) + "\n"


def press(app, words_of_button):
    next(one for one in app.button if words_of_button in one.label.replace("\\", "")).click().run()
    assert not app.exception
    return app


def questions(app):
    return [one.value for one in app.markdown if one.value.startswith(":material/help:")]


def without(app, name):
    """The page after a file was removed."""
    place = [text.value for text in app.text if "." in text.value].index(name)
    [one for one in app.button if one.label == "Remove"][place].click().run()
    assert not app.exception
    return app


def test_the_next_month_of_an_answered_export_needs_no_click() -> None:
    app = upload(open_app(), {"jan.csv": month(1, ["Complete", "Zwischenlager", "Complete"])})
    assert len(questions(app)) == 1
    assert "use" not in {one.key for one in app.button}
    press(app, "They do not count")
    assert "net revenue 400.00" in words(app)
    use(app)

    again = upload(without(go(open_app(), "data"), "jan.csv"), {"feb.csv": month(2, ["Zwischenlager", "Complete"])})

    assert questions(again) == []
    assert "Answered before" in words(again)
    assert "Rows whose Status is Zwischenlager do not count." in words(again)
    assert again.button(key="use").label == "Use 1 of 2 lines"


def test_a_new_value_with_money_is_asked_though_others_were_answered() -> None:
    app = press(upload(open_app(), {"jan.csv": month(1, ["Complete", "Zwischenlager"])}), "They are sales")
    app = upload(without(app, "jan.csv"), {"feb.csv": month(2, ["Complete", "Zwischenlager", "Wartehalle"])})
    assert len(questions(app)) == 1
    assert "Status is Wartehalle in 1 row, 300.00" in words(app)
    assert "use" not in {one.key for one in app.button}


def test_an_answer_is_taken_back_and_asked_again() -> None:
    app = press(upload(open_app(), {"jan.csv": month(1, ["Complete", "Zwischenlager"])}), "They do not count")
    assert questions(app) == []
    app.button(key="change_0").click().run()
    assert len(questions(app)) == 1
    press(app, "They are sales")
    assert "net revenue 300.00" in words(app)


def test_a_column_that_was_chosen_is_still_chosen_at_the_next_upload() -> None:
    odd = ORDERS.replace("Amount", "Betrag X")
    app = upload(open_app(), {"orders.csv": odd})
    next(box for box in app.selectbox if box.label == "Amount is").set_value("Betrag X").run()
    assert "net revenue 240.50" in words(app)
    app = upload(without(app, "orders.csv"), {"next.csv": odd.replace("2026-01", "2026-04")})
    assert "net revenue 240.50" in words(app)
    assert app.button(key="use").label == "Use 4 of 4 lines"


def test_a_currency_that_was_not_there_when_one_was_chosen_is_asked_about() -> None:
    lines = ["Order ID,Order Date,Customer ID,Amount,Currency", "1,2026-01-20,A,10.00,USD", "2,2026-01-21,B,20.00,EUR"]
    app = press(upload(open_app(), {"jan.csv": "\n".join(lines)}), "EUR counts")
    assert questions(app) == []
    more = [line.replace("-01-", "-02-") for line in [*lines, "3,2026-01-22,A,40.00,GBP"]]
    app = upload(without(app, "jan.csv"), {"feb.csv": "\n".join(more)})
    assert len(questions(app)) == 1
    assert "use" not in {one.key for one in app.button}


def test_dates_that_can_be_read_two_ways_are_asked_with_what_each_would_be() -> None:
    app = upload(open_app(), {"orders.csv": two_ways()})
    assert "date_order" not in words(app)
    press(app, "Day first: 05/01/2026 is 2026-01-05")
    assert "4 lines from 2026-01-05 to 2026-02-09" in words(app)
    assert "Dates are written day first." in words(app)


def test_customers_with_odd_headers_are_used_when_somebody_says_what_they_are() -> None:
    app = upload(open_app(), {"orders.csv": ORDERS, "people.csv": odd_people()})
    next(box for box in app.selectbox if box.label == plain("people.csv is taken for")).set_value("customers").run()
    assert "in the map" not in words(app)
    press(app, "Kennung Zwei, for example 007")
    used = use(app)
    assert "Ties to your files: revenue 240.50, difference 0.00." in words(used)


def test_a_workbook_of_three_sheets_gives_a_table_of_each_that_is_known() -> None:
    app = upload(open_app(), {"book.xlsx": three_sheets()})
    kinds = {box.label: box.value for box in app.selectbox if box.label.endswith("taken for")}
    assert kinds == {
        plain("book.xlsx is taken for"): "transactions",
        plain("book.xlsx [People] is taken for"): "customers",
    }
    assert app.multiselect(key=next(one.key for one in app.multiselect if one.key.startswith("sheets_"))).value == [
        "Orders",
        "People",
    ]
    assert "was not" not in words(app)
    assert "2026-01-05 to 2026-02-09, net revenue 240.50, 4 of 4 rows used." in words(app)
    assert "4 lines from 2026-01-05 to 2026-02-09, 3 customers, net revenue 240.50." in words(app)


def test_two_companies_in_one_place_are_noticed_and_asked_about() -> None:
    app = upload(open_app(), {"ours.csv": ORDERS, "theirs.csv": THEIRS})
    assert "These look like 2 companies" in words(app)
    assert "use" not in {one.key for one in app.button}
    press(app, "Use ours.csv alone")
    assert "net revenue 240.50" in words(app)
    assert "theirs.csv" not in words(app)


def test_two_files_without_a_common_customer_may_be_one_company() -> None:
    app = press(upload(open_app(), {"ours.csv": ORDERS, "theirs.csv": THEIRS}), "They are one company")
    assert app.button(key="use").label == "Use 8 of 8 lines"


def test_what_the_valid_rows_leave_out_is_said_in_money_before_they_are_used() -> None:
    app = upload(open_app(), {"orders.csv": ORDERS + "5,2026-02-30,12,80.00,1,1\n6,2026-02-31,12,20.00,1,1\n"})
    assert "Using the valid rows leaves out 2 lines with 100.00 of revenue." in words(app)
    assert "Order Date: 2 lines, 100.00 of revenue. Needed is a date between 1900 and 2200" in words(app)


def test_deleting_says_what_goes_and_keeps_everything_unless_told_twice() -> None:
    app = upload(open_app(), {"orders.csv": ORDERS})
    app.button(key="delete_data").click().run()
    assert "1 workspace of yours: My company." in words(app)
    assert "1 file, 0 saved plans and 0 revisions" in words(app)
    app.button(key="delete_not").click().run()
    assert "orders.csv" in words(open_app())
