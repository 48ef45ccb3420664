"""The few pages that are not Streamlit's: plain HTML without a script, readable in light and dark."""

from html import escape
from http import HTTPStatus
from typing import Final

from starlette.responses import HTMLResponse

_FRAME: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - Whalecurve</title>
<style>
:root {{ color-scheme: light dark; --page: #FAFAF7; --text: #1D2B33; --main: #0B6E8F; --line: #79848A; }}
@media (prefers-color-scheme: dark) {{
:root {{ --page: #0F1A20; --text: #E8EDEF; --main: #1D7E9F; --line: #7F8E96; }}
}}
body {{ margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }}
main {{ max-width: 34rem; margin: 12vh auto; padding: 0 1rem; }}
h1 {{ font-size: 1.5rem; }}
input, button {{ font: inherit; padding: .6rem .8rem; border-radius: .25rem; border: 1px solid var(--line); }}
input {{ box-sizing: border-box; width: 100%; margin: .25rem 0 1rem; background: var(--page); color: var(--text); }}
button {{ border-color: var(--main); background: var(--main); color: #fff; cursor: pointer; }}
</style>
</head>
<body><main>
<h1>{title}</h1>
{body}
</main></body>
</html>
"""
_NOT_AVAILABLE: Final = """<p>The link may be mistyped, may have expired, or may have been ended.
Ask whoever sent it for a new one.</p>"""
_FORM: Final = """{note}<form method="post" autocomplete="off">
<label for="passphrase">Passphrase</label>
<input id="passphrase" name="passphrase" type="password" maxlength="200" required autofocus>
<button type="submit">Open</button>
</form>"""
_LOCKED: Final = '<p role="alert">There were too many wrong ones. Try again in a quarter of an hour.</p>\n'
_WRONG: Final = '<p role="alert">That is not the passphrase.</p>\n'
_FAULT: Final = """<p>It is not your doing. Load the page again;
if it happens again, tell whoever runs this server the number {id}.</p>"""


def not_available() -> HTMLResponse:
    """The one answer to a link that opens nothing, whatever the reason."""
    return _page("This link is not available", _NOT_AVAILABLE, HTTPStatus.NOT_FOUND)


def passphrase_form(*, wrong: bool, locked: bool) -> HTMLResponse:
    """Ask for the passphrase of a link; it is sent to the page's own address.

    Args:
        wrong: Whether the one just sent was not it.
        locked: Whether none is looked at for a while.
    """
    note = _LOCKED if locked else _WRONG if wrong else ""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if note else HTTPStatus.OK
    return _page("This link has a passphrase", _FORM.format(note=note), status)


def fault(number: str) -> HTMLResponse:
    """Something failed; the number finds it in the log."""
    return _page("Something went wrong", _FAULT.format(id=escape(number)), HTTPStatus.INTERNAL_SERVER_ERROR)


def _page(title: str, body: str, status: HTTPStatus) -> HTMLResponse:
    return HTMLResponse(_FRAME.format(title=escape(title), body=body), status)
