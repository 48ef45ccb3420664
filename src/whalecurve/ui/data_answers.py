"""What was answered about such files, now or at an earlier upload: shown, and taken back one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from whalecurve.analysis.remembered import Memory, Shapes
from whalecurve.domain.words.wording import listed
from whalecurve.intake.meaning.answers import COST_COLUMNS, ROWS
from whalecurve.intake.meaning.decision import Decision
from whalecurve.intake.meaning.unused_costs import COST_WORDS
from whalecurve.intake.recognition.aliases import TRANSACTIONS
from whalecurve.intake.recognition.said import Said
from whalecurve.ui.data_memory import take_back
from whalecurve.ui.desk import Desk
from whalecurve.ui.words import plain

_ROLES: Final = {"sale": "are sales", "refund": "take sales back", "leave out": "do not count"}
_SETTINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "date_order": {"dmy": "Dates are written day first.", "mdy": "Dates are written month first."},
    "decimal": {".": "Numbers have a decimal point.", ",": "Numbers have a decimal comma."},
    "typed_dates": {
        "swapped": "Typed dates have day and month swapped.",
        "as shown": "Typed dates are right as they are shown.",
    },
    "kits": {
        "parts": "Parts of a kit count, the kit itself does not.",
        "kits": "Kits count, their parts do not.",
        "both": "Kits and their parts count.",
    },
    "versions": {
        "last": "The last version of each order counts.",
        "all": "Every version of an order counts.",
    },
    "returned_units": {
        "taken off": "Units that came back are taken off at the price of their lines.",
        "in the amounts": "The amounts are without the units that came back.",
        "none": "Units that came back change no figure.",
    },
    "duplicates": {"once": "Rows that stand twice count once.", "all": "Rows that stand twice are two sales."},
}
_NAMES: Final = {
    "amount": "The revenue is {}.",
    "currency": "Amounts in {} count.",
    "also_traits": "Also traits: {}.",
    "not_traits": "No traits: {}.",
}


@dataclass(frozen=True)
class Answered:
    """One answer.

    Attributes:
        words: The answer as a sentence.
        name: Signature under which it is kept.
        piece: Piece of MAP.json that takes it back.
        field: Field that it names the column of; empty for other answers.
    """

    words: str
    name: str
    piece: Mapping[str, Any]
    field: str = ""


def answers_given(memory: Memory, shapes: Shapes, decisions: Sequence[Decision]) -> list[Answered]:
    """Every answer that the reading of these files rests on."""
    found = []
    for kind, name in shapes.names.items():
        said = memory.find(name)
        found += [_of_field(name, kind, field, header) for field, header in said.fields.items()]
        found += [*_of_rows(name, said), *_of_costs(name, said)]
        found += [
            Answered(_setting_words(key, value, decisions), name, {key: value})
            for key, value in said.settings.items()
            if key not in (ROWS, COST_COLUMNS)
        ]
    return found


def _of_field(name: str, kind: str, field: str, header: str) -> Answered:
    named = f"{field.replace('_', ' ').capitalize()} of {kind.replace('_', ' ')}"
    words = f"{named} is {header}." if header else f"{named} is not in the file."
    return Answered(words, name, {}, field)


def _of_rows(name: str, said: Said) -> list[Answered]:
    return [
        Answered(_row_words(header, text, role), name, {ROWS: {header: {text: role}}})
        for header, values in said.settings.get(ROWS, {}).items()
        for text, role in values.items()
    ]


def _of_costs(name: str, said: Said) -> list[Answered]:
    return [
        Answered(f"{header}: {COST_WORDS.get(level, level)}.", name, {COST_COLUMNS: {header: level}})
        for header, level in said.settings.get(COST_COLUMNS, {}).items()
    ]


def _row_words(header: str, text: str, role: str) -> str:
    return f"Rows whose {header} is {text or 'blank'} {_ROLES.get(role, role)}."


def _setting_words(key: str, value: object, decisions: Sequence[Decision]) -> str:
    decision = next((each for each in decisions if each.key == key and each.answer), None)
    if decision is not None:
        return f"{decision.what} {decision.took[:1].upper()}{decision.took[1:]}."
    if isinstance(value, str) and value in _SETTINGS.get(key, {}):
        return _SETTINGS[key][value]
    texts = [str(each) for each in value] if isinstance(value, (list, tuple)) else [str(value)]
    return _NAMES.get(key, key.replace("_", " ").capitalize() + ": {}.").format(listed(texts) or "none")


def show_answers(desk: Desk, memory: Memory, shapes: Shapes, decisions: Sequence[Decision]) -> None:
    """Each answer with a way to change it."""
    given = answers_given(memory, shapes, decisions)
    if not given:
        return
    said = memory.find(shapes.names.get(TRANSACTIONS, ""))
    earlier = bool(said.files) and not set(shapes.files) <= set(said.files)
    with st.container(border=True, key="answered"):
        st.markdown("**Answered before**" if earlier else "**Your answers**")
        st.caption("They are kept with this workspace and used for the next files with these columns.")
        for number, each in enumerate(given):
            words, button = st.columns((6, 1), vertical_alignment="center")
            words.markdown(plain(each.words, 400))
            button.button(
                "Change",
                key=f"change_{number}",
                type="tertiary",
                on_click=take_back,
                args=(desk, each.name, [each.piece], [each.field] if each.field else []),
            )
