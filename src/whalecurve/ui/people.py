"""The people of a ranking as names that open their statement: both ends of it, and what a search found."""

from collections.abc import Iterable

import streamlit as st

from whalecurve.domain.ranks.people import find_ends, name_of, why_behind
from whalecurve.domain.ranks.results import Results
from whalecurve.domain.words.formats import money
from whalecurve.ui.customer import open_statement
from whalecurve.ui.desk import Desk
from whalecurve.ui.reader import reader_marks
from whalecurve.ui.words import plain


def both_ends(desk: Desk, results: Results) -> None:
    """Who earns most and who least, with the reason; without any cost, who brings most revenue."""
    ends = find_ends(results)
    if results.statements.is_revenue_only:
        st.subheader("Most revenue", anchor=False)
        named(desk, results, ends.best, "best")
        return
    st.subheader("Most profit", anchor=False)
    named(desk, results, ends.best, "best")
    if len(ends.worst):
        st.subheader("Least profit", anchor=False)
        named(desk, results, ends.worst, "worst", say_why=True)


def named(desk: Desk, results: Results, places: Iterable[int], key: str, *, say_why: bool = False) -> None:
    """Customers as a list of names with their profit; a name opens its statement.

    Args:
        desk: For the currency.
        results: The ranking.
        places: Positions of the customers, in order.
        key: Tells this list from others of the page.
        say_why: Whether a customer that falls behind is told with the reason.
    """
    statements, cash = results.statements, desk.scenario.currency
    ranked = statements.net_revenue.amounts if statements.is_revenue_only else statements.customer_profit
    with st.container(gap=None, key=f"named_{key}"):
        for number, place in enumerate(int(each) for each in places):
            amount = money(ranked[place], cash, cents=False, marks=reader_marks())
            why = why_behind(statements, place) if say_why and ranked[place] < 0 else ""
            told = f":red[{amount}]" if ranked[place] < 0 else amount
            name_row(str(statements.ledger.ids[place]), name_of(statements, place), told, f"{key}_{number}")
            if why:
                st.caption(plain(f"through {why}"))


def name_row(customer: str, name: str, told: str, key: str) -> None:
    """A customer's name, which opens the statement, with a figure at the other end of the row; the name may wrap.

    Args:
        customer: Its id.
        name: As the files have it.
        told: Markdown of our own making.
        key: Of the button.
    """
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key=f"whose_{key}"
    ):
        st.button(plain(name, 60), key=key, type="tertiary", on_click=open_statement, args=(customer,))
        st.markdown(told, width="content")
