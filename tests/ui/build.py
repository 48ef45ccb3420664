"""The app as a test drives it: the real entry script, uploads as bytes, pages by name."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from streamlit.testing.v1 import AppTest

from whalecurve.ui.places import page_file

ENTRY = Path(page_file("data")).parents[1] / "src" / "whalecurve" / "ui" / "main.py"
ORDERS = """Order ID,Order Date,Customer ID,Amount,Cost,Quantity
1,2026-01-05,007,100.00,60.00,1
2,2026-01-20,007,50.50,20.00,2
3,2026-02-03,12,80.00,95.00,1
4,2026-02-09,30,10.00,2.00,5
"""
CUSTOMERS = """Customer ID,Customer Name,Industry
007,"O'Neil & Sons",Retail
12,Zoë GmbH,Hotels
30,Third Ltd,Retail
"""


def open_app() -> AppTest:
    """The app on a first visit."""
    app = AppTest.from_file(ENTRY, default_timeout=60).run()
    assert not app.exception
    return app


def upload(app: AppTest, files: Mapping[str, str | bytes]) -> AppTest:
    """Drop files on the Data page."""
    for name, content in files.items():
        app.file_uploader[0].upload(name, content.encode() if isinstance(content, str) else content)
    app.run()
    assert not app.exception
    return app


def use(app: AppTest) -> AppTest:
    """Press the one button of the Data page, which leads to the ranking."""
    app.button(key="use").click().run()
    assert not app.exception
    return app


def small_company() -> AppTest:
    """Three customers, four lines, no costs yet; the ranking is open."""
    return use(upload(open_app(), {"orders.csv": ORDERS, "customers.csv": CUSTOMERS}))


def company(header: str, row: Callable[[int], str], customers: int = 300) -> AppTest:
    """Customers with one order each, and the traits that ``row`` gives to each; Segments is open."""
    orders = ["Order ID,Order Date,Customer ID,Amount,Cost"]
    people = [f"Customer ID,Customer Name{header}"]
    for number in range(customers):
        orders.append(f"{number},2026-0{number % 6 + 1}-05,C{number:04d},{100 + number * 37 % 101}.00,60.00")
        people.append(f"C{number:04d},Firm {number}{row(number)}")
    files = {"orders.csv": "\n".join(orders) + "\n", "customers.csv": "\n".join(people) + "\n"}
    return go(use(upload(open_app(), files)), "segments")


def sample() -> AppTest:
    """The sample company by its one click; the ranking is open."""
    app = open_app()
    app.button(key="sample").click().run()
    assert not app.exception
    return app


def go(app: AppTest, page: str) -> AppTest:
    """Open a page of the navigation."""
    app.switch_page(str(page_file(page))).run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    """All that the page says, escapes taken out."""
    parts = [
        *app.title,
        *app.header,
        *app.subheader,
        *app.markdown,
        *app.caption,
        *app.warning,
        *app.info,
        *app.error,
        *app.success,
        *app.text,
    ]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def profit_now(app: AppTest) -> str:
    """The profit that the Costs page says for the plan in force, or the revenue where no cost is known."""
    found = re.search(r"\*\*(?:Profit|Revenue) (?:\S+ → )?([−\d,.]*\d)", words(app))
    assert found is not None
    return found[1]


def metrics(app: AppTest) -> dict[str, str]:
    """Label -> figure."""
    return {metric.label.replace("\\", ""): metric.value for metric in app.metric}
