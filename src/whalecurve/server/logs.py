"""The log: a line of JSON for each event, without names, tokens, session ids or the query of an address.

What other libraries log passes through here too, whenever they made their loggers: of their messages only the constant
text is kept, since the values in it may be anybody's, and of their errors the kind and the places in the code.
"""

import json
import logging
import re
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TextIO

from starlette.types import ASGIApp, Receive, Scope, Send

from whalecurve.server.asgi import Sending
from whalecurve.service.links.addresses import EXPORTS, LINKS

ROOT: Final = "whalecurve"
_FIELDS: Final = "whalecurve_fields"
_FRAMES: Final = 12
_MOST_TEXT: Final = 500
_PAGE: Final = re.compile(r"/[a-z_]{0,30}")
_KNOWN: Final = re.compile(rf"{LINKS}|{EXPORTS}|/(media|static|auth|_stcore/upload_file|component)/")
_PLAIN: Final = frozenset(
    {"/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/_stcore/metrics", "/oauth2callback"}
)
_QUIET: Final = ("/static/", "/healthz", "/_stcore/health", "/_stcore/host-config")
# What stands before an at sign is looked at once, from its beginning.
_SECRET: Final = re.compile(rf"\?\S+|(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.-]+|[A-Za-z0-9_-]{{22,}}|{LINKS}\S+")
_FAILED: Final = 400
_MAKE: Final[Callable[..., logging.LogRecord]] = logging.LogRecord

_log: Final = logging.getLogger(f"{ROOT}.server")


def log_event(event: str, level: int = logging.INFO, **fields: object) -> None:
    """Log one of our own events.

    Args:
        event: A few words, always the same ones for the same event.
        level: As in ``logging``.
        fields: What is known about it; never a customer's, a person's or a file's name, a token or a session id.
    """
    _log.log(level, event, extra={_FIELDS: fields})


def set_up_logs(*, as_json: bool, stream: TextIO | None = None) -> None:
    """Send every record of the process through one handler.

    Args:
        as_json: Otherwise other libraries print as they like, and of our own events the warnings are printed.
        stream: Where to; the standard error by default.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    if not as_json:
        handler.setFormatter(_Words())
        handler.setLevel(logging.WARNING)
        ours = logging.getLogger(ROOT)
        ours.handlers, ours.propagate = [handler], False
        return
    handler.setFormatter(_Lines())
    handler.addFilter(_is_worth_a_line)
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.INFO)
    logging.getLogger(ROOT).setLevel(logging.INFO)
    logging.setLogRecordFactory(_adopting_record)


def scrubbed(text: str) -> str:
    """Text without what looks like a token, an id, an address of a person, or a query.

    >>> scrubbed("GET /s/AbC?x=1 by ann@example.com in 0123456789abcdef0123456789abcdef")
    'GET … by … in …'
    """
    return _SECRET.sub("…", text[:_MOST_TEXT])


def path_shown(path: str) -> str:
    """A path as the log shows it: the app's own addresses, and of those that hold an id or a token only the start.

    >>> [path_shown(path) for path in ("/ranking", "/s/AbCd", "/static/js/index.js", "/ann@example.com")]
    ['/ranking', '/s/…', '/static/…', '…']
    """
    if _PAGE.fullmatch(path) or path in _PLAIN:
        return path
    known = _KNOWN.match(path)
    return f"{known[0]}…" if known else "…"


def error_fields(error: BaseException) -> dict[str, object]:
    """Kind of an error and the places that it passed; not its message, which may hold anything."""
    places = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return {
        "error": type(error).__name__,
        "at": [f"{Path(place.filename).name}:{place.lineno} {place.name}" for place in places],
    }


class RequestLog:
    """A line for each request, and one for each websocket that ends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and tell the log; the frames of a websocket pass untouched."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        began = time.monotonic()
        sending = Sending(send)
        try:
            await self.app(scope, receive, send if scope["type"] == "websocket" else sending)
        finally:
            _log_request(scope, sending.status, time.monotonic() - began)


def _log_request(scope: Scope, status: int, seconds: float) -> None:
    shown = path_shown(scope["path"])
    if scope["type"] == "websocket":
        log_event("socket closed", path=shown, seconds=round(seconds, 1))
    elif status >= _FAILED or not scope["path"].startswith(_QUIET):
        log_event("request", method=scope["method"], path=shown, status=status, ms=round(seconds * 1000, 1))


class _Lines(logging.Formatter):
    """A record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        if record.name.split(".")[0] == ROOT:
            told |= {"event": str(record.msg), **_fields(record)}
        else:
            told |= {"event": "library", "logger": record.name, "text": scrubbed(str(record.msg))}
        if record.exc_info and record.exc_info[1]:
            told |= error_fields(record.exc_info[1])
        return json.dumps(told, default=lambda value: type(value).__name__)


class _Words(logging.Formatter):
    """One of our own events for a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        words = " ".join(f"{name}={value}" for name, value in _fields(record).items())
        at = datetime.fromtimestamp(record.created, UTC).astimezone()
        return f"{at:%H:%M:%S} Whalecurve: {record.msg} {words}".rstrip()


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """Every event of our own, and what worries a library: the rest says little without its values."""
    return record.name.split(".")[0] == ROOT or record.levelno >= logging.WARNING


def _fields(record: logging.LogRecord) -> Mapping[str, object]:
    fields = getattr(record, _FIELDS, {})
    return fields if isinstance(fields, Mapping) else {}


def _adopting_record(name: str, *values: object, **named: object) -> logging.LogRecord:
    """Make a record; first take away its logger's own handlers, since libraries add theirs at any time."""
    logger: logging.Logger | None = logging.getLogger(name)
    while logger is not None and logger is not logging.root:
        logger.handlers, logger.propagate = [], True
        logger = logger.parent
    return _MAKE(name, *values, **named)
