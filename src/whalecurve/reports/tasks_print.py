"""The list of a week as a page for the printer: one file, no script, nothing loaded, a box to tick for each."""

from collections.abc import Sequence
from typing import Final

from whalecurve.reports.context import Context
from whalecurve.reports.page.markup import Markup, document, el
from whalecurve.reports.task import Task

MIME: Final = "text/html"
_STYLE: Final = (
    "body{font:11pt/1.4 system-ui,sans-serif;color:#1d2b33;max-width:48em;margin:2em auto}"
    "h1{font-size:16pt}li{list-style:none;margin:0 0 1em;break-inside:avoid;padding-left:2em;text-indent:-2em}"
    "li>*{text-indent:0}ol{padding:0}p{margin:.2em 0;white-space:pre-line}small{color:#5b6870}"
    "@media print{body{margin:0}}"
)


def tasks_page(tasks: Sequence[Task], context: Context) -> str:
    """A page of HTML with the tasks one below the other.

    Args:
        tasks: In their order.
        context: Currency, period, plan and day.
    """
    plan = f", plan {context.plan}" if context.plan else ""
    about = f"{context.first} to {context.last}, {context.currency or 'no currency named'}{plan}, {context.made_on}"
    title = "What to do this week"
    return document(title, _STYLE, el("h1", title), el("p", el("small", about)), el("ol", *map(_row, tasks)))


def _row(task: Task) -> Markup:
    who = f" · {task.owner}" if task.owner else ""
    due = el("small", f"due {task.due.isoformat()}{who}")
    return el("li", "\N{BALLOT BOX} ", el("strong", task.title), " ", due, el("p", task.notes))
