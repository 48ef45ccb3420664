"""The list of a week as a page for the printer: one file, no script, nothing loaded, a box to tick for each."""

from collections.abc import Sequence
from html import escape
from typing import Final

from whalecurve.reports.context import Context
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
    rows = "".join(_row(task) for task in tasks)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>What to do this week</title><style>{_STYLE}</style></head>"
        f"<body><h1>What to do this week</h1><p><small>{escape(about)}</small></p><ol>{rows}</ol></body></html>"
    )


def _row(task: Task) -> str:
    who = f" · {escape(task.owner)}" if task.owner else ""
    return (
        f"<li>&#9744; <strong>{escape(task.title)}</strong> <small>due {task.due.isoformat()}{who}</small>"
        f"<p>{escape(task.notes)}</p></li>"
    )
