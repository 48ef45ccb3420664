"""Elements of HTML whose texts are always escaped: whatever a name holds, it is shown as text."""

import re
from collections.abc import Iterable
from html import escape
from typing import Final

_UNSHOWABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


class Markup(str):
    """Text that is markup already; made by ``el`` and ``raw`` alone."""

    __slots__ = ()


def el(name: str, *children: str | Markup | None, **attributes: str) -> Markup:
    """An element with its children; what is no markup is text.

    Args:
        name: Of the element.
        children: Texts and elements in their order; None is none.
        attributes: Of the element; ``class_`` is ``class``.

    >>> el("td", "<b>&", class_="name")
    '<td class="name">&lt;b&gt;&amp;</td>'
    """
    told = "".join(f' {key.rstrip("_").replace("_", "-")}="{_text(value)}"' for key, value in attributes.items())
    inside = "".join(child if isinstance(child, Markup) else _text(child) for child in children if child is not None)
    return Markup(f"<{name}{told}>{inside}</{name}>")


def raw(text: str) -> Markup:
    """Markup that this program made: a picture, a style sheet."""
    return Markup(text)


def joined(parts: Iterable[str]) -> Markup:
    """Elements one after the other."""
    return Markup("".join(part if isinstance(part, Markup) else _text(part) for part in parts))


def name_text(text: str) -> Markup:
    """A name in whatever script, kept apart from the direction of what stands around it.

    >>> name_text("<i>")
    '<bdi>&lt;i&gt;</bdi>'
    """
    return el("bdi", text)


def document(title: str, style: str, *body: Markup) -> str:
    """A whole page: one file, which loads nothing and runs nothing.

    Args:
        title: Of the window.
        style: A style sheet of this program.
        body: Elements in their order.
    """
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    head = el(
        "head",
        raw('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        raw(f'{policy}<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'),
        el("title", title),
        raw(f"<style>{style}</style>"),
    )
    return f"<!doctype html>\n{el('html', head, el('body', *body), lang='en')}\n"


def _text(text: str) -> str:
    r"""Escaped text without signs that no page can show.

    >>> _text("a\x00\"")
    'a\ufffd&quot;'
    """
    whole = text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()
    return escape(_UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", whole))
