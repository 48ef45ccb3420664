"""The further parts of the page: breakdowns, traits with how sure they are, actions, and what all of it assumes."""

from collections.abc import Sequence
from typing import Final

from whalecurve.analysis.actions.finding import FoundActions
from whalecurve.domain import columns as c
from whalecurve.domain.actions.action import this_week
from whalecurve.domain.breakdown.breakdown import PROFIT, Breakdown
from whalecurve.domain.costing.statement import Statements
from whalecurve.domain.segments import Segments
from whalecurve.domain.segments.groups.clusters import Cluster
from whalecurve.domain.words.formats import count, counted, money, percent
from whalecurve.domain.words.wording import ranged
from whalecurve.reports.breakdown_csv import rows_of_customers
from whalecurve.reports.page.markup import Markup, el, joined, name_text
from whalecurve.reports.page.tables import Cell, Money, table

BEST: Final = 8
WORST: Final = 4
MOST_DIMENSIONS: Final = 8
_SHOWN: Final = (c.NET_REVENUE, c.GROSS_MARGIN, PROFIT)


def breakdowns(statements: Statements, found: Sequence[Breakdown]) -> Markup:
    """Profit by some dimensions, each adding up to the profit of all customers."""
    kept = [each for each in found if len(each.listed) > 1][:MOST_DIMENSIONS]
    if not kept or statements.is_revenue_only:
        return joined([])
    note = "What belongs to customers and not to values stands in a row of its own: it is never spread over them."
    parts = [el("h2", "Where the profit comes from"), el("p", note, class_="quiet")]
    for each in kept:
        parts += [el("h3", f"By {each.dimension.name}", dir="auto"), _breakdown(statements, each)]
    return joined(parts)


def _breakdown(statements: Statements, found: Breakdown) -> Markup:
    cash = statements.scenario.currency
    rows = rows_of_customers(statements, found)
    values, ends = rows[: len(found.listed)], rows[len(found.listed) :]
    if len(values) > BEST + WORST + 1:
        between = values[BEST : len(values) - WORST]
        rest = {name: sum(amounts[name] for _, _, amounts in between) for name in _SHOWN}
        label = f"{count(len(between))} others"
        values = [*values[:BEST], (label, "", rest), *values[len(values) - WORST :]]
    cells: list[list[Cell]] = [
        [name_text(name), *(Money(amounts[column], cash) for column in _SHOWN)] for name, _, amounts in (*values, *ends)
    ]
    after = "profit" if found.dimension.of_customers else "profit after costs of lines and orders"
    heads = (found.dimension.name, "net revenue", "gross margin", after)
    return table(f"Profit by {found.dimension.name}", heads, cells, totals=1)


def traits(found: Segments) -> Markup:
    """What the best customers have in common, and how sure that is."""
    parts = [el("h2", "What do the best customers have in common?"), _said(found.verdict.sentence)]
    if found.rules:
        parts.append(el("ul", *(el("li", rule.sentence, dir="auto") for rule in found.rules)))
    holding = [each for each in found.findings if each.holds]
    if holding:
        rows: list[list[Cell]] = [
            [name_text(each.trait), each.sentence, percent(each.effect), f"{each.p_adjusted:.3f}"] for each in holding
        ]
        heads = ("trait", "what holds", "explains", "chance of as much by luck")
        parts.append(table("Traits that hold alone, after allowing for how many were tried", heads, rows))
    if found.clusters is not None and found.clusters.clusters:
        parts += [el("h3", "Natural groups"), el("ul", *map(_group, found.clusters.clusters))]
    tried = f"{counted(found.customers, 'customer')} took part; {percent(found.base_rate)} of them are high-profit."
    parts.append(el("p", tried, class_="quiet"))
    return joined(parts)


def _group(one: Cluster) -> Markup:
    figures, name = one.figures, one.name
    rate = f"{percent(figures.rate)} are high-profit ({ranged(percent(figures.rate_low), percent(figures.rate_high))})"
    return el("li", name_text(name), f": {counted(figures.customers, 'customer')}, {rate}.")


def actions(found: FoundActions, currency: str) -> Markup:
    """What is worth most this week; empty where there is nothing to do."""
    doing = this_week(found.actions)
    note = "Ranked by money at stake times likelihood; likelihoods are assumptions, not results of yours."
    parts = [el("h2", "What to do"), el("p", note, class_="quiet")] if doing else [el("h2", "What to do")]
    items = []
    for each in doing:
        stake = f"{money(each.money_at_stake, currency, cents=False)} a year, about {percent(each.likelihood)} likely"
        said = el("p", each.what, dir="auto"), el("p", f"{each.why} ({stake})", class_="quiet", dir="auto")
        items.append(el("li", el("strong", name_text(each.customer_name)), *said))
    if items:
        parts.append(el("ol", *items))
    parts += [_said(sentence) for sentence in found.lacking]
    return joined(parts)


def assumptions(plan: Sequence[str], readings: Sequence[str], notes: Sequence[str]) -> Markup:
    """The plan in sentences, how the files were read, and what the reader should know."""
    parts = [el("h2", "What these figures assume"), _list(plan)]
    if readings:
        parts += [el("h3", "How the files were read"), _list(readings)]
    if notes:
        parts += [el("h3", "Notes"), _list(notes)]
    return joined(parts)


def _list(sentences: Sequence[str]) -> Markup:
    return el("ul", *(el("li", sentence, dir="auto") for sentence in sentences))


def _said(sentence: str) -> Markup:
    return el("p", sentence, dir="auto")
