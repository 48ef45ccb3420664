"""One customer in several spellings: capitals and spaces are no difference; legal forms are offered, never merged."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from whalecurve.intake.meaning.decision import Decision
from whalecurve.intake.tables.source import Source

_SHORTEST: Final = 6
_SHOWN: Final = 5
_FORMS: Final = frozenset(
    "gmbh ag kg ohg ug ev mbh co inc incorporated ltd limited llc llp plc corp corporation company sa sas sarl eurl "
    "sl slu srl spa bv nv vof lda ltda oy ab as aps".split()
)


def name_key(name: str) -> str:
    r"""What spellings of one name have in common: no capitals, one space between words.

    >>> name_key("ALDER\u00a0 Mills ") == name_key("Alder Mills")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def form_key(name: str) -> str:
    """A name without its legal form and punctuation.

    >>> form_key("Alder Mills, Ltd.") == form_key("ALDER MILLS")
    True
    """
    letters = "".join(letter if letter.isalnum() else " " for letter in name_key(name).replace(".", ""))
    words = letters.split()
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    return " ".join(words)


def is_name(text: str) -> bool:
    """Whether a text is a name that capitals do not change, and not an id, in which they may.

    >>> is_name("Alder Mills"), is_name("Siemens"), is_name("cus_A1"), is_name("TRUE"), is_name("ann@x.org")
    (True, True, False, False, True)
    """
    key = name_key(text)
    if "@" in key:
        return " " not in key
    letters = sum(letter.isalpha() for letter in key)
    has_digit = any(letter.isdigit() for letter in key)
    return letters >= _SHORTEST and not has_digit and "_" not in key


def spellings(texts: Sequence[str], counts: Sequence[int]) -> dict[str, str]:
    """Other spellings -> the one to keep: the most frequent, then one in mixed letters with plain spaces.

    >>> spellings(["Alder Mills", "ALDER MILLS", "Birch"], [1, 1, 3])
    {'ALDER MILLS': 'Alder Mills'}
    """
    groups: dict[str, list[tuple[int, bool, str]]] = {}
    for text, count in zip(texts, counts, strict=True):
        if text and count and is_name(text):
            plain = text == " ".join(text.split(" ")) and "\u00a0" not in text and text != text.upper()
            groups.setdefault(name_key(text), []).append((-count, not plain, text))
    return {text: min(group)[2] for group in groups.values() for _, _, text in sorted(group)[1:]}


def say_spellings(source: Source, merged: Mapping[str, str]) -> None:
    """Say which spellings count as one customer."""
    if not merged:
        return
    shown = "; ".join(f"{other!r} is {kept!r}" for other, kept in sorted(merged.items())[:_SHOWN])
    more = f"; {len(merged) - _SHOWN:,} more" if len(merged) > _SHOWN else ""
    what = f"{len(merged):,} other spellings of customers differ in capitals and spaces alone: {shown}{more}"
    source.decisions.append(
        Decision(source.tables[0].name, what, "one customer each", "Capitals and spaces make no other customer")
    )


def note_near(source: Source, names: Sequence[str]) -> None:
    """Offer names that differ in their legal form alone; they stay apart."""
    groups: dict[str, list[str]] = {}
    for name in names:
        if is_name(name):
            groups.setdefault(form_key(name), []).append(name)
    near = [sorted(group) for group in groups.values() if len(group) > 1]
    if near:
        shown = "; ".join(" and ".join(group) for group in sorted(near)[:_SHOWN])
        source.notes.append(f"These customers may be one each, they are kept apart: {shown}.")
