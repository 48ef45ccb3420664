"""Tasks as a calendar file (RFC 5545): a whole day each, on which nobody is busy."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from icalendar import Calendar, Event

from whalecurve.reports.task import HIGH, Task

MIME: Final = "text/calendar"
_PRIORITY: Final = {True: 1, False: 5}


def tasks_ics(tasks: Sequence[Task], made_on: str) -> bytes:
    """A calendar with an entry per task; imported again, an entry takes the place of the one before.

    Days and not to-dos, since Outlook and Google import no to-dos.

    Args:
        tasks: In any order.
        made_on: Day of the export, ISO.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Whalecurve//Actions//EN")
    calendar.add("version", "2.0")
    stamp = datetime.fromisoformat(made_on).replace(tzinfo=UTC)
    for task in tasks:
        calendar.add_component(_event(task, stamp))
    return bytes(calendar.to_ical())


def _event(task: Task, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{task.key}@whalecurve")
    event.add("dtstamp", stamp)
    event.add("dtstart", task.due)
    event.add("dtend", task.due + timedelta(days=1))
    event.add("summary", _clean(task.title))
    event.add("description", _clean(task.notes))
    event.add("priority", _PRIORITY[task.priority == HIGH])
    event.add("transp", "TRANSPARENT")
    return event


def _clean(text: str) -> str:
    r"""The text without control characters, which no calendar may hold; line ends stay, other blanks are spaces.

    >>> _clean("a\x00b\r\nc\rd"), _clean("Anvil\N{NO-BREAK SPACE}Ltd")
    ('ab\nc\nd', 'Anvil Ltd')
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    blanks = "".join(" " if sign.isspace() and sign != "\n" else sign for sign in lines)
    return "".join(sign for sign in blanks if sign == "\n" or sign.isprintable())
