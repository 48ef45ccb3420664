"""What a person said about files of one shape: kept under a digest of their columns, used for the next such file."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.meaning.answers import COST_COLUMNS, ROWS, UNITS
from whalecurve.intake.recognition.aliases import FIELDS, KINDS
from whalecurve.intake.recognition.mapping import Mapping as ColumnMap
from whalecurve.intake.text.headers import header_key

FORMAT: Final = 1
_LENGTH: Final = 32
_HEADER_LISTS: Final = ("order_amounts", "also_traits", "not_traits")
_HEADER_TEXTS: Final = ("refunds", "amount", "rates")


def signature(kind: str, headers: Iterable[str]) -> str:
    """Digest of a table's columns, whatever their order and spelling, and of what the table is taken for.

    >>> signature("customers", ["Id", "Customer Name"]) == signature("customers", ["customer name", "ID"])
    True
    >>> signature("customers", ["Id"]) == signature("products", ["Id"])
    False
    """
    keys = sorted(header_key(header) for header in headers)
    return hashlib.sha256("\x1f".join([kind, *keys]).encode("utf-8", "replace")).hexdigest()[:_LENGTH]


@dataclass(frozen=True)
class Said:
    """What was said about files of one shape.

    Attributes:
        kind: What the file is taken for; empty where nobody said it.
        sheets: Sheets to read of a workbook; empty where nobody said it.
        fields: Field -> header; an empty header where the file does not have the field.
        settings: Pieces of MAP.json: settings and answers.
        offered: Key of an answer -> the readings that there were to choose from.
        files: Digests of the files that were there when something was said last.
    """

    kind: str = ""
    sheets: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    offered: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))
    files: tuple[str, ...] = ()

    def with_settings(self, piece: Mapping[str, Any], offered: Mapping[str, Sequence[str]] | None = None) -> "Said":
        """With a further answer; what is said of rows and columns of costs is added one by one, an empty one taken out.

        >>> Said().with_settings({"tax": "included"}).with_settings({"tax": ""}).settings
        {}
        """
        rows = {header: dict(values) for header, values in self.settings.get(ROWS, {}).items()}
        for header, values in piece.get(ROWS, {}).items():
            rows[header] = {**rows.get(header, {}), **values}
        costs = {**self.settings.get(COST_COLUMNS, {}), **piece.get(COST_COLUMNS, {})}
        joined = {**self.settings, **piece, **({ROWS: rows} if rows else {}), COST_COLUMNS: costs}
        kept = {key: value for key, value in joined.items() if value or key in _MAY_BE_NONE}
        fresh = dict(offered or {})
        for key in _ONE_BY_ONE & fresh.keys():
            fresh[key] = sorted({*self.offered.get(key, ()), *fresh[key]})
        return replace(self, settings=kept, offered={**self.offered, **fresh})

    def taken_for(self, kind: str) -> "Said":
        """With another kind of file.

        >>> Said().taken_for("products").kind
        'products'
        """
        return replace(self, kind=kind)

    def without(self, pieces: Iterable[Mapping[str, Any]]) -> "Said":
        """Without the answers that these pieces of MAP.json would give, so that they are asked again.

        >>> rows = {"rows": {"Type": {"X": "sale", "Y": "sale"}}}
        >>> Said(settings=rows).without([{"rows": {"Type": {"X": "refund"}}}]).settings
        {'rows': {'Type': {'Y': 'sale'}}}
        """
        settings = {key: value for key, value in self.settings.items() if key != ROWS}
        costs = dict(settings.get(COST_COLUMNS, {}))
        rows = {header: dict(values) for header, values in self.settings.get(ROWS, {}).items()}
        for piece in pieces:
            for key in piece:
                settings.pop(key, None)
            for header in piece.get(COST_COLUMNS, {}):
                costs.pop(header, None)
            for header, values in piece.get(ROWS, {}).items():
                rows[header] = {text: role for text, role in rows.get(header, {}).items() if text not in values}
        rows = {header: values for header, values in rows.items() if values}
        left = {key: value for key, value in ((ROWS, rows), (COST_COLUMNS, costs)) if value}
        return replace(self, settings={**settings, **left})

    def to_text(self) -> str:
        """As JSON text.

        >>> Said.from_text(Said(kind="customers", files=("ab",)).to_text())
        Said(kind='customers', sheets=(), fields={}, settings={}, offered={}, files=('ab',))
        """
        body = {
            "format": FORMAT,
            "kind": self.kind,
            "sheets": list(self.sheets),
            "fields": dict(self.fields),
            "settings": dict(self.settings),
            "offered": {key: list(options) for key, options in self.offered.items()},
            "files": list(self.files),
        }
        return json.dumps(body, sort_keys=True)

    @staticmethod
    def from_text(text: str) -> "Said":
        """Read back; what another version of the program wrote counts as nothing said, and is asked again.

        >>> Said.from_text('{"format": 99}') == Said()
        True
        """
        try:
            body = json.loads(text)
            if body["format"] != FORMAT:
                return Said()
            fields = {str(name): str(header) for name, header in body["fields"].items()}
            offered = {str(key): tuple(map(str, options)) for key, options in body["offered"].items()}
            sheets, files = (tuple(map(str, body[name])) for name in ("sheets", "files"))
            kind = body["kind"] if body["kind"] in (*KINDS, "unknown") else ""
            return Said(kind, sheets, fields, dict(body["settings"]), offered, files)
        except (ValueError, KeyError, TypeError, AttributeError):
            return Said()


# Answers of several columns or units under one key: each question offers its own, and none replaces another's.
_ONE_BY_ONE: Final = frozenset({COST_COLUMNS, UNITS})
# An empty text answers these: no column holds what was refunded, no amount is of the whole order.
_MAY_BE_NONE: Final = frozenset({"refunds", "order_amounts"})


def apply_said(mapping: ColumnMap, kind: str, headers: Sequence[str], said: Said) -> ColumnMap:
    """A mapping with what was said of tables with these columns; columns that are spelled otherwise now are found.

    What the reader no longer understands is left out and asked again.
    """
    there = {header_key(header): header for header in reversed(headers)}
    for name, header in said.fields.items():
        if name in FIELDS[kind] and (not header or header_key(header) in there):
            mapping = mapping.with_header(kind, name, there.get(header_key(header), "") if header else "")
    piece = _respelled(said.settings, there)
    try:
        return ColumnMap.from_json({**mapping.to_json(), **piece}) if piece else mapping
    except (UserChoiceError, AttributeError, TypeError):
        return mapping


def _respelled(settings: Mapping[str, Any], there: Mapping[str, str]) -> dict[str, Any]:
    """The settings with each header as this file spells it."""
    found = dict(settings)
    for key in _HEADER_LISTS:
        if isinstance(found.get(key), list):
            found[key] = [there[header_key(header)] for header in found[key] if header_key(header) in there]
    for key in _HEADER_TEXTS:
        if isinstance(found.get(key), str):
            found[key] = there.get(header_key(found[key]), found[key])
    if isinstance(found.get(COST_COLUMNS), dict):
        known = found[COST_COLUMNS].items()
        found[COST_COLUMNS] = {there.get(header_key(header), header): value for header, value in known}
    if isinstance(found.get(ROWS), dict):
        found[ROWS] = {there.get(header_key(header), header): values for header, values in found[ROWS].items()}
    return found
