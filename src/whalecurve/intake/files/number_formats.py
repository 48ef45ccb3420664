"""Number formats of an .xlsx that show a number with zeros in front: for an id such as 00042 they are part of it."""

import re
from typing import Final

_FORMAT: Final = re.compile(rb"<(?:\w++:)?numFmt\s[^<>]{1,500}+>")
_STYLES: Final = re.compile(rb"<(?:\w++:)?cellXfs\b[^<>]*+>(.*?)</(?:\w++:)?cellXfs>", re.DOTALL)
_STYLE: Final = re.compile(rb"<(?:\w++:)?xf\s[^<>]{1,500}+>")
_ID: Final = re.compile(rb"\bnumFmtId=[\"']([0-9]{1,6})[\"']")
_CODE: Final = re.compile(rb"\bformatCode=[\"'](0{2,18})[\"']")


def zero_formats(styles: bytes) -> dict[bytes, int]:
    """Number of digits by style, for the styles of ``xl/styles.xml`` whose format is zeros alone.

    >>> numbers = b'<numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts>'
    >>> zero_formats(numbers + b'<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>')
    {b'1': 5}
    """
    widths = {
        number: len(code)
        for tag in _FORMAT.findall(styles)
        for number in _ID.findall(tag)
        for code in _CODE.findall(tag)
    }
    inside = _STYLES.search(styles) if widths else None
    if inside is None:
        return {}
    numbers = [_ID.findall(tag) for tag in _STYLE.findall(inside[1])]
    return {
        str(place).encode(): widths[found[0]] for place, found in enumerate(numbers) if found and found[0] in widths
    }
