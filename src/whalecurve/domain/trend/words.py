"""The trend in sentences: the last whole month and twelve months, and what is missing to say more."""

from collections.abc import Callable

from whalecurve.domain.money.number_marks import ENGLISH, NumberMarks
from whalecurve.domain.plan.plan_json import month_text
from whalecurve.domain.quantities.facts import MONTHS_A_YEAR
from whalecurve.domain.trend.month_figures import MonthFigures
from whalecurve.domain.trend.trend import A_YEAR, Trend
from whalecurve.domain.words.formats import money, month_name
from whalecurve.domain.words.plurals import agree
from whalecurve.domain.words.wording import listed


def trend_words(
    trend: Trend, figure: str, amount: Callable[[MonthFigures], int], cash: str, marks: NumberMarks = ENGLISH
) -> list[str]:
    """The last month that is whole, against the year before and twelve months against twelve; empty where none is.

    Args:
        trend: Every month.
        figure: What the amount is called, with a capital.
        amount: Minor units of a month.
        cash: Code of the currency.
        marks: The reader's marks.
    """
    latest = trend.latest
    if latest is None:
        return []
    now = money(amount(latest), cash, cents="auto", marks=marks)
    before, year = trend.last_year(latest.month), trend.twelve(latest.month)
    said = [f"{figure} in {month_name(latest.month)}: {now}{_than(amount, latest, before, cash, marks)}."]
    if year:
        whole = sum(amount(each) for each in year)
        words = f"The twelve months up to it: {money(whole, cash, cents='auto', marks=marks)}"
        earlier = trend.twelve(latest.month - A_YEAR)
        change = whole - sum(amount(each) for each in earlier)
        said.append(f"{words}{_change(change, 'the twelve before', cash, marks) if earlier else ''}.")
    return said


def trend_lacks(trend: Trend) -> list[str]:
    """What is missing for a comparison or a figure, and months that are not whole, in sentences."""
    said = []
    cut = [each.month for each in trend.months if each.month in trend.incomplete]
    if cut:
        names = listed([month_name(month) for month in cut])
        verb = agree(len(cut), "is", "are")
        said.append(f"{names} {verb} not whole: shown, and left out of every comparison.")
    if missing := [month for month in trend.without_lines if month not in trend.incomplete]:
        names = listed([month_name(month) for month in missing])
        counts = agree(len(missing), "it counts as a whole month", "they count as whole months")
        said.append(f"The files have no line in {names}: {counts} without sales. Is an export missing?")
    if len(trend.months) <= MONTHS_A_YEAR:
        said.append("The files hold no month twice, so nothing stands beside the year before.")
    if trend.time is None:
        said.append("No activities are known: profit per hour of your time cannot be said.")
    if trend.has_undated:
        here = "Activities without a date have the same part in every month here"
        said.append(f"{here}; the Ranking of a month, and both ends of a bridge, count them in full.")
    for name, months in trend.free_of.items():
        if months:
            told = listed([month_text(month) for month in months])
            said.append(f"The list of costs says nothing of {name} for {told}: those months carry none of it.")
    return said


def _than(
    amount: Callable[[MonthFigures], int],
    latest: MonthFigures,
    before: MonthFigures | None,
    cash: str,
    marks: NumberMarks,
) -> str:
    if before is None:
        return ""
    return _change(amount(latest) - amount(before), f"in {month_name(before.month)}", cash, marks)


def _change(change: int, than: str, cash: str, marks: NumberMarks) -> str:
    if not change:
        return f", as much as {than}"
    size = money(abs(change), cash, cents="auto", marks=marks)
    return f", {size} {'more' if change > 0 else 'less'} than {than}"
