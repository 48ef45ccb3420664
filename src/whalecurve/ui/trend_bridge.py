"""Why profit changed, on the Trend page: a bridge between two spans, movers, and the customers behind each bar."""

from collections.abc import Mapping
from typing import Final

import pandas as pd
import streamlit as st

from whalecurve.analysis.results import Analysis
from whalecurve.analysis.trends import FoundTrend
from whalecurve.charts.fields import AMOUNT, LABEL, SENTENCE, TEXT
from whalecurve.charts.running import LESS, MORE, RESULT, START
from whalecurve.charts.waterfall import waterfall, waterfall_sentence
from whalecurve.domain.bridge.bridge import Bridge
from whalecurve.domain.bridge.factors import OF_CUSTOMERS
from whalecurve.domain.bridge.words import MEANINGS, bridge_lacks, bridge_words, period_words
from whalecurve.domain.columns import KIND
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.ranks.people import name_of
from whalecurve.domain.trend.pairs import Pair, pairs_up_to
from whalecurve.domain.words.formats import counted, minor_digits, money, month_name
from whalecurve.ui import cache
from whalecurve.ui.desk import Desk
from whalecurve.ui.drawing import draw
from whalecurve.ui.people import name_row
from whalecurve.ui.reader import palette, reader_marks
from whalecurve.ui.words import plain

_MOST_MOVERS: Final = 5
_MOST_BEHIND: Final = 10
_MOST_CHOICES: Final = 200
_COMPANY: Final = "the company"


def bridge(desk: Desk, answered: Analysis, found: FoundTrend) -> None:
    """Two spans chosen, the change in a sentence and a picture, who moved it, and who is behind a bar."""
    st.subheader("Why did it change?", anchor=False)
    if answered.results.statements.is_revenue_only:
        st.caption("Why profit changed can be said once there are costs.")
        return
    pair = _choose(found)
    if pair is None:
        st.caption("Two whole months in a row, or the same month of two years, are needed; the files do not hold them.")
        return
    made = cache.bridge(desk, *pair)
    cash, marks = desk.scenario.currency, reader_marks()
    st.markdown(f"**{plain(bridge_words(made, cash, marks), 500)}**")
    if lacks := bridge_lacks(made):
        st.caption(lacks)
    _picture(made, desk, _whose(made))
    _movers(made, desk)
    _behind(made, desk)
    st.caption(
        "Both ends are what the Ranking says with the period set to these months. Each factor has the mean of what its "
        "change makes over all orders in which factors could change. A name opens the statement of the period in force."
    )


def _choose(found: FoundTrend) -> Pair | None:
    trend = found.trend
    ends = {each.month: pairs for each in reversed(trend.months) if (pairs := pairs_up_to(trend, each.month))}
    if not ends:
        return None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        end = st.selectbox("Up to", list(ends), format_func=month_name, key="bridge_end")
        pairs = ends[end]
        options = list(pairs)
        chosen = st.selectbox(
            "Compare", range(len(options)), format_func=lambda place: pairs[options[place]], key=f"bridge_pair_{end}"
        )
    return options[chosen]


def _whose(made: Bridge) -> int | None:
    """Whose change is drawn: a customer's position, None for the company."""
    places = [*made.gained[:_MOST_CHOICES].tolist(), *made.fell[:_MOST_CHOICES].tolist()]
    chosen: int | None = st.selectbox(
        "Of",
        places,
        index=None,
        format_func=lambda place: name_of(made.after, place),
        placeholder=_COMPANY,
        key="bridge_of",
    )
    return chosen


def _picture(made: Bridge, desk: Desk, place: int | None) -> None:
    frame = bridge_frame(made, desk.scenario.currency, place)
    sentence = waterfall_sentence(frame)
    draw(waterfall(frame, palette=palette(), marks=reader_marks()), alt=sentence)
    told = {name: MEANINGS[name] for name in _factors(made, place)}
    with st.expander("What the factors mean", icon=":material/help:"):
        for name, meaning in told.items():
            st.markdown(plain(f"{name}: {meaning}.", 300))


def _factors(made: Bridge, place: int | None) -> Mapping[str, int]:
    return made.company if place is None else made.of(place)


def bridge_frame(made: Bridge, cash: str, place: int | None) -> pd.DataFrame:
    """Rows of the waterfall: the earlier profit, what each factor did, the later profit; major units."""
    unit, marks = 10 ** minor_digits(cash), reader_marks()
    ends = [_profit(each, place) for each in (made.before, made.after)]
    names = [f"Profit, {period_words(each.ledger.facts.period)}" for each in (made.before, made.after)]
    steps = _factors(made, place)
    rows = [
        (names[0], ends[0], START),
        *((name.capitalize(), amount, MORE if amount > 0 else LESS) for name, amount in steps.items()),
        (names[1], ends[1], RESULT),
    ]
    return pd.DataFrame(
        {
            LABEL: [label for label, _, _ in rows],
            AMOUNT: [(-amount if kind == LESS else amount) / unit for _, amount, kind in rows],
            KIND: [kind for _, _, kind in rows],
            SENTENCE: [""] * len(rows),
            TEXT: [money(amount, cash, signed=kind in {MORE, LESS}, marks=marks) for _, amount, kind in rows],
        }
    )


def _profit(statements: Statements, place: int | None) -> int:
    return statements.company_profit if place is None else int(statements.customer_profit[place])


def _movers(made: Bridge, desk: Desk) -> None:
    """Who gained most and who fell most, side by side, each with the factor that did most of it."""
    left, right = st.columns(2, gap="large")
    for column, title, places in ((left, "Rose most", made.gained), (right, "Fell most", made.fell)):
        with column:
            st.markdown(f"**{title}**")
            for place in places[:_MOST_MOVERS].tolist():
                _name(made, desk, place, int(made.change[place]), f"bridge_{title}_{place}", _most(made, place))
            if not len(places):
                st.caption("Nobody.")


def _most(made: Bridge, place: int) -> str:
    """The factor that did most of a customer's change."""
    steps, change = made.of(place), int(made.change[place])
    along = {name: amount for name, amount in steps.items() if (amount > 0) == (change > 0)}
    return max(along, key=lambda name: abs(along[name])) if along else ""


def _behind(made: Bridge, desk: Desk) -> None:
    """The customers behind one bar."""
    names = [name for name in made.company if name in OF_CUSTOMERS]
    names += [name for name in OF_CUSTOMERS if name not in names and len(made.behind(name))]
    if not names:
        return
    factor = st.selectbox("Who is behind", names, format_func=str.capitalize, key="bridge_factor")
    places = made.behind(factor)
    row = made.effects[OF_CUSTOMERS.index(factor)]
    for place in places[:_MOST_BEHIND].tolist():
        _name(made, desk, place, int(row[place]), f"behind_{place}", "")
    cash, marks = desk.scenario.currency, reader_marks()
    whole = money(int(row.sum()), cash, signed=True, marks=marks)
    many = counted(len(places), "customer", marks=marks)
    st.caption(plain(f"{many} together: {whole}. {MEANINGS[factor].capitalize()}.", 500))


def _name(made: Bridge, desk: Desk, place: int, amount: int, key: str, why: str) -> None:
    """A customer that opens its statement, with an amount and, where there is one, the factor behind it."""
    told = money(amount, desk.scenario.currency, cents="auto", signed=True, marks=reader_marks())
    name_row(str(made.after.ledger.ids[place]), name_of(made.after, place), told, key)
    if why:
        st.caption(plain(f"through {why}"))
