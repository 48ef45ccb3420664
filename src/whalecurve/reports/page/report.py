"""The whole page: one file, which loads nothing and runs nothing."""

from collections.abc import Iterator, Sequence
from typing import Final

from whalecurve import __version__
from whalecurve.analysis.handed_out import HandedOut
from whalecurve.domain.plan.plan_words import plan_sentences
from whalecurve.reports.context import Context, context_sentence
from whalecurve.reports.page import answer_parts, further_parts
from whalecurve.reports.page.answer_parts import Shown
from whalecurve.reports.page.markup import Markup, document, el
from whalecurve.reports.page.style import STYLE

MIME: Final = "text/html"


def report_page(
    handed: HandedOut,
    context: Context,
    *,
    whale: Shown | None,
    groups: Shown | None,
    readings: Sequence[str] = (),
) -> str:
    """The answer as HTML.

    Args:
        handed: The answer with what stands beside it.
        context: Currency, period, plan and day.
        whale: The whale curve, drawn.
        groups: Shares of the groups, drawn.
        readings: How the files were read, in sentences.
    """
    results, tie = handed.answered.results, handed.answered.reconciliation
    statements = results.statements
    about = context_sentence(results, context)
    hidden = "Customers stand by pseudonyms." if handed.masked else ""
    body = [
        answer_parts.headline(results, f"{about} {hidden}".strip()),
        answer_parts.figures(results),
        answer_parts.curve(whale),
        answer_parts.groups(results, groups),
        answer_parts.both_ends(results),
        answer_parts.cost_lines(results),
        further_parts.breakdowns(statements, handed.breakdowns),
        *_of_further_pages(handed),
        answer_parts.tie_out(results, tie, handed.workbook.lines),
        further_parts.assumptions(plan_sentences(statements.scenario), readings, handed.notes),
    ]
    foot = el("footer", f"Made by Whalecurve {__version__} on {context.made_on}. {about}")
    return document("Who earns the profit", STYLE, el("main", *body), foot)


def _of_further_pages(handed: HandedOut) -> Iterator[Markup]:
    """Traits and actions, where they are shown."""
    if handed.found is not None:
        yield further_parts.traits(handed.found)
    if handed.actions is not None:
        yield further_parts.actions(handed.actions, handed.answered.results.statements.scenario.currency)
