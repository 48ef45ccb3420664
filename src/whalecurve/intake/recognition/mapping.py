"""Which header is which field: proposed by recognition, given by hand as MAP.json, or both."""

from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final

from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.meaning.answers import ANSWERS, COST_COLUMNS, ROWS, read_answers
from whalecurve.intake.recognition.aliases import ACTIVITIES, CUSTOMERS, FIELDS, KINDS, PROSPECTS
from whalecurve.intake.text.headers import MOST_COMPARED, closest_header
from whalecurve.intake.values.date_text import DMY, MDY
from whalecurve.intake.values.number_text import COMMA, POINT

COSTS: Final = "costs"
TRAITS: Final = "traits"
COLUMNS: Final = "columns"
COUNTED: Final = "counted"
NOT_TRAITS: Final = "not_traits"
ALSO_TRAITS: Final = "also_traits"
DATE_ORDER: Final = "date_order"
DECIMAL: Final = "decimal"
SHEET: Final = "sheet"
TYPED_DATES: Final = "typed_dates"
SWAPPED: Final = "swapped"
AS_SHOWN: Final = "as shown"
_LISTS: Final = {CUSTOMERS: TRAITS, ACTIVITIES: COLUMNS, PROSPECTS: TRAITS}
_CHOICES: Final = {DATE_ORDER: (DMY, MDY), DECIMAL: (POINT, COMMA), TYPED_DATES: (SWAPPED, AS_SHOWN)}

_KEYS: Final = (*KINDS, COSTS, DATE_ORDER, DECIMAL, COUNTED, NOT_TRAITS, ALSO_TRAITS, SHEET, TYPED_DATES, *ANSWERS)

Fields = AbstractMapping[str, str]


@dataclass(frozen=True)
class Mapping:
    """Fields of each table by header, and the settings that only a person can know.

    Attributes:
        tables: Kind of table -> field -> header. Kinds are those of ``aliases.KINDS``.
        costs: Name of a further cost -> header of the transactions.
        traits: Headers of the customer's traits; ``None`` takes every further column of a customers table.
        not_traits: Columns that are no traits, whatever they look like.
        also_traits: Columns that are traits although lines differ in them, or their name or figures speak against it.
        activity_columns: Headers of a wide list of activities, one count per column.
        counted: Words of the status column whose lines count; empty leaves it to the known words.
        date_order: ``dmy`` or ``mdy`` for dates that fit both; empty asks.
        decimal: ``.`` or ``,`` for all numbers; empty decides column by column.
        sheet: Sheet to read of every workbook; empty takes the only or the best visible one.
        typed_dates: ``swapped`` or ``as shown`` for typed dates of a sheet whose other dates stayed text; empty asks.
        answers: What the user answered about the meaning of rows and amounts, by the keys of ``meaning.answers``.
    """

    tables: AbstractMapping[str, Fields] = field(default_factory=lambda: MappingProxyType({}))
    costs: Fields = field(default_factory=lambda: MappingProxyType({}))
    traits: tuple[str, ...] | None = None
    not_traits: tuple[str, ...] = ()
    also_traits: tuple[str, ...] = ()
    activity_columns: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    date_order: str = ""
    decimal: str = ""
    sheet: str = ""
    typed_dates: str = ""
    answers: AbstractMapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def rows(self) -> AbstractMapping[str, AbstractMapping[str, str]]:
        """What the user said about the values of a column: value -> sale, refund or leave out, by header."""
        found: AbstractMapping[str, AbstractMapping[str, str]] = self.answers.get(ROWS, {})
        return found

    def with_answers(self, answers: AbstractMapping[str, Any]) -> "Mapping":
        """The same mapping with further answers; those about rows are added to the ones there are.

        >>> Mapping().with_answers({"tax": "included"}).with_answers({"rows": {"Type": {"X": "sale"}}}).answers
        {'tax': 'included', 'rows': {'Type': {'X': 'sale'}}}
        """
        rows = {header: dict(values) for header, values in self.rows.items()}
        for header, values in answers.get(ROWS, {}).items():
            rows[header] = {**rows.get(header, {}), **values}
        costs = {**self.answers.get(COST_COLUMNS, {}), **answers.get(COST_COLUMNS, {})}
        joined = {key: value for key, value in ((ROWS, rows), (COST_COLUMNS, costs)) if value}
        return replace(self, answers={**self.answers, **answers, **joined})

    def header(self, kind: str, name: str) -> str:
        """Header of a field, or the empty text."""
        return self.tables.get(kind, {}).get(name, "")

    def with_header(self, kind: str, name: str, header: str) -> "Mapping":
        """The same mapping with one field set; an empty header takes it out."""
        fields = {**self.tables.get(kind, {}), name: header}
        return replace(self, tables={**self.tables, kind: {known: text for known, text in fields.items() if text}})

    @classmethod
    def from_json(cls, data: object) -> "Mapping":
        """Mapping from the parsed MAP.json. Refused: unknown tables, unknown fields, headers that are no text.

        >>> Mapping.from_json({"transactions": {"customer": "Client", "amonut": "Sales"}})
        Traceback (most recent call last):
        ...
        whalecurve.domain.errors.UserChoiceError: The map names an unknown field of transactions. Found: amonut. To
            fix it: did you mean amount? ...
        """
        if not isinstance(data, dict):
            raise UserChoiceError(
                "The map is not a JSON object",
                found=type(data).__name__,
                remedy='write {"transactions": {"customer": "..."}}',
            )
        _known(data, _KEYS, "an unknown key")
        tables = {kind: _fields(kind, data[kind]) for kind in KINDS if kind in data}
        choices = {key: _choice(data, key) for key in _CHOICES}
        return cls(
            tables=tables,
            costs=_texts(data.get(COSTS, {}), COSTS),
            traits=_list(data, CUSTOMERS, TRAITS),
            not_traits=_words(data.get(NOT_TRAITS, []), NOT_TRAITS),
            also_traits=_words(data.get(ALSO_TRAITS, []), ALSO_TRAITS),
            activity_columns=_list(data, ACTIVITIES, COLUMNS) or (),
            counted=_words(data.get(COUNTED, []), COUNTED),
            date_order=choices[DATE_ORDER],
            decimal=choices[DECIMAL],
            sheet=_text(data, SHEET),
            typed_dates=choices[TYPED_DATES],
            answers=read_answers(data),
        )

    def to_json(self) -> dict[str, Any]:
        """The MAP.json that ``from_json`` reads back to an equal mapping.

        >>> plan = {"transactions": {"customer": "Client"}, "customers": {"traits": ["Region"]}, "date_order": "dmy"}
        >>> Mapping.from_json(plan).to_json() == plan
        True
        """
        data: dict[str, Any] = {kind: dict(fields) for kind, fields in self.tables.items()}
        if self.traits is not None:
            data.setdefault(CUSTOMERS, {})[TRAITS] = list(self.traits)
        if self.activity_columns:
            data.setdefault(ACTIVITIES, {})[COLUMNS] = list(self.activity_columns)
        optional = {
            COSTS: dict(self.costs),
            COUNTED: list(self.counted),
            NOT_TRAITS: list(self.not_traits),
            ALSO_TRAITS: list(self.also_traits),
            DATE_ORDER: self.date_order,
            DECIMAL: self.decimal,
            SHEET: self.sheet,
            TYPED_DATES: self.typed_dates,
        }
        return data | {key: value for key, value in optional.items() if value} | dict(self.answers)

    def check(self, kind: str, table_name: str, headers: Sequence[str]) -> None:
        """Refuse headers of a kind that a table of that kind does not have; the error names the closest one."""
        wanted = [*self.tables.get(kind, {}).items()]
        wanted += [(name, header) for name, header in self.costs.items() if kind == "transactions"]
        wanted += [("activity", header) for header in self.activity_columns if kind == ACTIVITIES]
        for name, header in wanted:
            if header not in headers:
                close = closest_header(header, headers)
                remedy = f"did you mean {close}?" if close else f"the file has {', '.join(headers)}"
                raise UserChoiceError(
                    f"The map's {kind} field {name} names a column that {table_name} does not have",
                    found=header,
                    remedy=remedy,
                )


def _fields(kind: str, data: object) -> Fields:
    known = (*FIELDS[kind], *([_LISTS[kind]] if kind in _LISTS else []))
    texts = data if isinstance(data, dict) else {}
    if texts is not data:
        raise UserChoiceError(f"The map's {kind} is not an object", found=str(data), remedy="write field: header pairs")
    _known(texts, known, f"an unknown field of {kind}")
    return _texts({name: header for name, header in texts.items() if name != _LISTS.get(kind)}, kind)


def _known(data: AbstractMapping[Any, Any], known: Sequence[str], what: str) -> None:
    for name in data:
        if name not in known:
            close = get_close_matches(str(name)[:MOST_COMPARED], known, n=1)
            remedy = (f"did you mean {close[0]}? " if close else "") + f"known are {', '.join(known)}"
            raise UserChoiceError(f"The map names {what}", found=str(name), remedy=remedy)


def _texts(data: object, what: str) -> dict[str, str]:
    if not isinstance(data, dict) or not all(isinstance(text, str) for text in data.values()):
        raise UserChoiceError(
            f"The map's {what} is not made of texts", found=str(data), remedy='write "field": "Header"'
        )
    return {str(name): text for name, text in data.items() if text}


def _text(data: AbstractMapping[str, Any], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise UserChoiceError(f"The map's {key} is not a text", found=str(value), remedy=f'write "{key}": "..."')
    return value


def _list(data: AbstractMapping[str, Any], kind: str, key: str) -> tuple[str, ...] | None:
    words = data.get(kind, {}).get(key)
    return None if words is None else _words(words, f"{kind} {key}")


def _words(words: object, what: str) -> tuple[str, ...]:
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise UserChoiceError(
            f"The map's {what} is not a list of texts", found=str(words), remedy='write ["Header", ...]'
        )
    return tuple(words)


def _choice(data: AbstractMapping[str, Any], key: str) -> str:
    value = data.get(key, "")
    if value and value not in _CHOICES[key]:
        raise UserChoiceError(
            f"The map's {key} is unknown", found=str(value), remedy=f"write one of {', '.join(_CHOICES[key])}"
        )
    return str(value)
