"""The first parts of the page: headline, figures, tie to the files, curve, groups, the customers at both ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from whalecurve.domain import columns as c
from whalecurve.domain.costing.cost_cover import cost_words
from whalecurve.domain.costing.reconcile import Reconciliation
from whalecurve.domain.costing.unassigned import company_sentence, nobody_sentences
from whalecurve.domain.money.apportion import exact_sum
from whalecurve.domain.ranks.headlines import headline_words, losers_words
from whalecurve.domain.ranks.people import biggest_words, find_ends, name_of, why_behind
from whalecurve.domain.ranks.results import Results
from whalecurve.domain.ranks.verdicts import group_verdict
from whalecurve.domain.ranks.whale import share
from whalecurve.domain.words.formats import count, counted, money, percent
from whalecurve.reports.headings import heading
from whalecurve.reports.page.markup import Markup, el, joined, name_text, raw
from whalecurve.reports.page.tables import Cell, Money, table
from whalecurve.reports.totals_csv import lines_of_all

AT_EACH_END: Final = 10


@dataclass(frozen=True)
class Shown:
    """A picture of the page.

    Attributes:
        svg: Drawn by this program.
        sentence: What it shows.
    """

    svg: str
    sentence: str


def headline(results: Results, about: str) -> Markup:
    """The answer in one sentence, where the biggest customer stands, and what costs are missing."""
    said = (biggest_words(results), losers_words(results), cost_words(results.statements))
    return joined(
        [
            el("h1", headline_words(results), dir="auto"),
            el("p", about, class_="quiet"),
            *(el("p", sentence, class_="lead", dir="auto") for sentence in said if sentence),
        ]
    )


def figures(results: Results) -> Markup:
    """The figures of all customers, side by side."""
    statements, cash = results.statements, results.statements.scenario.currency
    told = {"Customers": count(results.curve.count)}
    told["Net revenue"] = money(exact_sum(statements.net_revenue.amounts), cash)
    if not statements.is_revenue_only:
        told["Profit of all customers"] = money(statements.profit, cash)
        told["Profit of the company"] = money(statements.company_profit, cash)
        told["Customers at a loss"] = f"{count(results.unprofitable_customers)} of {count(results.curve.count)}"
        told["Share of the best fifth"] = percent(results.curve.top_20_percent_share)
    return el("dl", *(el("div", el("dt", name), el("dd", text)) for name, text in told.items()))


def tie_out(results: Results, tie: Reconciliation, lines: Mapping[str, int]) -> Markup:
    """Files against results, and what belongs to nobody."""
    cash, statements = results.statements.scenario.currency, results.statements
    rows = [("net revenue", tie.files, tie.results)]
    rows += [(heading(each.name), each.files, each.results) for each in tie.costs]
    cells: list[list[Cell]] = [
        [name_text(name), Money(files, cash), Money(found, cash), Money(files - found, cash)]
        for name, files, found in rows
    ]
    aside = f", {count(lines['set_aside'])} set aside" if lines.get("set_aside") else ""
    said = [*nobody_sentences(statements), company_sentence(statements)]
    if lines:
        said.append(f"{count(lines['used'])} of {counted(lines['read'], 'line')} of the transactions used{aside}.")
    return joined(
        [
            el("h2", "Does it tie to the files?"),
            table("Totals of the files against totals of the results", ("", "files", "results", "difference"), cells),
            *(el("p", sentence, class_="quiet", dir="auto") for sentence in said if sentence),
        ]
    )


def figure(shown: Shown | None) -> Markup | None:
    """A picture with the sentence that it shows; that is what a screen reader says."""
    if shown is None:
        return None
    return el("figure", el("div", raw(shown.svg), aria_hidden="true"), el("figcaption", shown.sentence, dir="auto"))


def curve(shown: Shown | None) -> Markup:
    """The whale curve; nothing where there is none."""
    return joined([el("h2", "Who earns it, who gives it back"), figure(shown) or ""]) if shown else joined([])


def groups(results: Results, shown: Shown | None) -> Markup:
    """The biggest, middle and smallest customers with their verdicts."""
    said = [group_verdict(each, results.statements) for each in results.groups if len(each.places)]
    told = el("ul", *(el("li", sentence, dir="auto") for sentence in dict.fromkeys(said)))
    return joined([el("h2", "By revenue: is profit in line?"), figure(shown) or "", told])


def both_ends(results: Results) -> Markup:
    """Those with the most profit and those with the least, with their statements in short."""
    ends = find_ends(results, AT_EACH_END)
    best = "Most revenue" if results.statements.is_revenue_only else "Most profit"
    parts = [el("h2", best), _people(results, ends.best.tolist(), best, why=False)]
    if len(ends.worst):
        parts += [el("h2", "Least profit"), _people(results, ends.worst.tolist(), "Least profit", why=True)]
    return joined(parts)


def _people(results: Results, places: list[int], caption: str, *, why: bool) -> Markup:
    statements, cash = results.statements, results.statements.scenario.currency
    heads = ["customer", "profit", "margin", "net revenue", "gross margin", "contribution", "stability"]
    rows: list[list[Cell]] = []
    for place in places:
        revenue, profit = int(statements.net_revenue.amounts[place]), int(statements.customer_profit[place])
        because = why_behind(statements, place) if why else ""
        who = joined([name_text(name_of(statements, place)), el("small", because) if because else ""])
        rows.append(
            [
                who,
                Money(profit, cash),
                percent(share(profit, revenue)),
                Money(revenue, cash),
                Money(int(statements.gross_margin[place]), cash),
                Money(int(statements.contribution_margin[place]), cash),
                str(results.stability.verdicts[place]),
            ]
        )
    if statements.is_revenue_only:
        heads, rows = [heads[0], heads[3]], [[row[0], row[3]] for row in rows]
    return table(caption, heads, rows)


def cost_lines(results: Results) -> Markup:
    """The statement of all customers together: revenue, every cost, profit; and what each is of revenue."""
    statements, cash = results.statements, results.statements.scenario.currency
    amounts = lines_of_all(statements)
    revenue = amounts[c.NET_REVENUE]
    rows: list[list[Cell]] = [
        [name_text(heading(name)), Money(amount, cash), percent(share(amount, revenue))]
        for name, amount in amounts.items()
    ]
    return joined(
        [
            el("h2", "From revenue to profit"),
            table("All customers together", ("", "amount", "of revenue"), rows, totals=1),
        ]
    )
