"""Which encoding a text without a mark has, when it is not UTF-8: the one in which its letters make words.

Each candidate reads the lines with bytes above ASCII; the share of characters that stand where such a letter can stand
(inside a word, in the case of its neighbours, all in the alphabet of one language) decides.
"""

import codecs
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final

_SAMPLE: Final = 60_000
_PLACES: Final = 2_000  # so many characters tell enough, however long the sample
_LATIN: Final[dict[str, str]] = {
    "German": "äöüß",
    "French": "àâçéèêëîïôùûüÿœæ",
    "Spanish": "áéíóúüñ",
    "Portuguese": "ãáàâçéêíóôõú",
    "Italian": "àèéìòù",
    "Nordic": "åäöæøéü",
    "Dutch": "ëïéèöüá",
}
_CENTRAL: Final[dict[str, str]] = {
    "Polish": "ąćęłńóśźż",
    "Czech": "áčďéěíňóřšťúůýž",
    "Slovak": "áäčďéíĺľňóôŕšťúýž",
    "Hungarian": "áéíóöőúüű",
    "Romanian": "ăâîşţ",
    "Croatian": "čćđšž",
    "German": "äöüß",
}
_CYRILLIC: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
# Signs of prices and of printed text, and those of them that stand before a word.
_SIGNS: Final = (
    "\u20ac\u00a3\u00a5\u00a7\u00a9\u00ae\u2122\u00b0\u2022\u2026\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\u00b4"
    "\u00bd\u00bc\u00be\u00b2\u00b3\u00b1\u00d7\u00a0\u00bf\u00a1\u2116"
)
_OPENING: Final = "\u2018\u2019\u201a\u201c\u201e\u00ab\u2039\u00a0\u00bf\u00a1\u2013\u2116\u00d7"
_HALF: Final = 0.5
_LONGEST: Final = 40
_RARE: Final = 0.1
# In this order where two read the text equally well.
CANDIDATES: Final = ("cp1252", "cp1250", "mac_roman", "cp932", "gb18030", "koi8_r", "cp1251")
NAMES: Final = {
    "cp1252": "Windows-1252 (Western Europe)",
    "cp1250": "Windows-1250 (Central Europe)",
    "mac_roman": "Mac Roman",
    "cp932": "Shift-JIS (Japanese)",
    "gb18030": "GB 18030 (Chinese)",
    "koi8_r": "KOI8-R (Russian)",
    "cp1251": "Windows-1251 (Cyrillic)",
}
_SURE: Final = 0.6


def likely_encoding(content: bytes) -> str:
    """The encoding that reads the bytes best; the empty text where none makes words of them.

    >>> likely_encoding("Müller;Dvořák".encode("cp1250")), likely_encoding("Größe".encode("mac_roman"))
    ('cp1250', 'mac_roman')
    >>> likely_encoding("Привет, мир".encode("koi8_r")), likely_encoding("田中さん".encode("cp932"))
    ('koi8_r', 'cp932')
    """
    lines = b"\n".join(_telling_lines(content))
    scores = {name: _score(lines, name) for name in CANDIDATES}
    best = max(CANDIDATES, key=lambda name: scores[name])
    return best if scores[best] >= _SURE else ""


def _telling_lines(content: bytes) -> Iterator[bytes]:
    """Lines with bytes above ASCII, as many as a sample needs."""
    taken = 0
    for line in content.replace(b"\r", b"\n").split(b"\n"):
        if not line.isascii():
            yield line[: _SAMPLE - taken]
            taken += len(line)
            if taken >= _SAMPLE:
                return


def _score(lines: bytes, encoding: str) -> float:
    """Share of the characters above ASCII that stand where they can stand."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(lines)  # the sample may end inside a character
    except UnicodeDecodeError:
        return 0.0
    above = [place for place, letter in enumerate(text) if letter > "\x7f"]
    if not above:
        return 0.0
    above = above[:: -(-len(above) // _PLACES)]
    if encoding in _BY_CHARACTER:
        known = _BY_CHARACTER[encoding]
        return sum(known(text[place]) for place in above) / len(above)
    return sum(_fits(text, place, _ALPHABETS.get(encoding, "Latin")) for place in above) / len(above)


_ALPHABETS: Final = {"cp1250": "Central", "koi8_r": "Cyrillic", "cp1251": "Cyrillic"}
_LETTERS: Final[Mapping[str, tuple[frozenset[str], ...]]] = {
    "Latin": tuple(map(frozenset, _LATIN.values())),
    "Central": tuple(map(frozenset, _CENTRAL.values())),
    "Cyrillic": (frozenset(_CYRILLIC),),
}


def _fits(text: str, place: int, alphabet: str) -> float:
    """Whether a character can stand in its place: a sign outside words, a letter in a word of one alphabet."""
    letter, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if not letter.isalpha():
        return float(letter in _SIGNS and (not after.isalpha() or letter in _OPENING))
    capital_inside = letter.isupper() and before.isalpha() and (before.islower() or after.islower())
    small_among_capitals = letter.islower() and before.isupper() and after.isupper()
    if capital_inside or small_among_capitals:
        return 0.0
    return _fits_word(_word(text, place), alphabet)


@lru_cache(maxsize=4096)  # the same few words stand on every line of an export
def _fits_word(word: str, alphabet: str) -> float:
    """How well a word stands in a family of alphabets; a foreign one has no plain letters beside its own."""
    own = {each for each in word.lower() if each > "\x7f"}
    mixed, foreign = any(each.isascii() for each in word), alphabet == "Cyrillic"
    if not any(own <= letters for letters in _LETTERS[alphabet]) or (foreign and mixed):
        return 0.0
    if len(word) == 1:
        return _RARE
    return 1.0 if mixed or foreign else _HALF


def _word(text: str, place: int) -> str:
    first, end = place, place + 1
    while first > 0 and end - first < _LONGEST and text[first - 1].isalpha():
        first -= 1
    while end < len(text) and end - first < _LONGEST and text[end].isalpha():
        end += 1
    return text[first:end]


def _japanese(letter: str) -> float:
    """Kana, common kanji and full-width signs; half-width kana are rare."""
    if "\u3040" <= letter <= "\u30ff" or "\u3000" <= letter <= "\u303f" or "\uff01" <= letter <= "\uff5e":
        return 1.0
    if "\uff61" <= letter <= "\uff9f":
        return 0.3
    return 1.0 if 0x88 <= letter.encode("cp932")[0] <= 0x98 else 0.4  # noqa: PLR2004 - first level of JIS X 0208


def _chinese(letter: str) -> float:
    """The common characters of GB 2312 and its signs."""
    row = letter.encode("gb18030")
    if len(row) != 2 or row[1] < 0xA1:  # noqa: PLR2004 - GB 2312 has two bytes above 0xA0
        return 0.0
    return 1.0 if 0xB0 <= row[0] <= 0xD7 or row[0] in (0xA1, 0xA3) else 0.3  # noqa: PLR2004 - its first level


_BY_CHARACTER: Final[dict[str, Callable[[str], float]]] = {"cp932": _japanese, "gb18030": _chinese}
