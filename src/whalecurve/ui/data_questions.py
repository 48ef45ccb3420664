"""Questions about what files mean, as cards: choices as buttons, the revenue that each gives, the rows it is about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import streamlit as st

from whalecurve.analysis.remembered import options_of
from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.meaning.decision import Alternative, Decision, open_decisions
from whalecurve.intake.recognition.aliases import TRANSACTIONS
from whalecurve.intake.recognition.guess_fields import OTHER_COLUMNS, Question
from whalecurve.intake.recognition.recognise import Proposal
from whalecurve.intake.text.text_table import TextTable
from whalecurve.ui.data_blanks import fill_in
from whalecurve.ui.words import plain

_MOST_BUTTONS: Final = 6
_ROWS_SHOWN: Final = 5
_EXAMPLES: Final = 3
_REQUIRED: Final = frozenset({"customer", "date", "amount", "id"})
NOT_THERE: Final = "None of them"
Answer = Callable[[Mapping[str, Any], Mapping[str, Sequence[str]]], None]


@dataclass(frozen=True)
class Card:
    """One question.

    Attributes:
        key: Name of its widgets.
        what: The question.
        choices: What can be answered, each with the piece of MAP.json that says it.
        to_fill: Further answers with blanks to fill in, such as a rate.
        found: What there is instead of an answer.
        tables: The tables that it is about, for the rows to look at.
    """

    key: str
    what: str
    choices: tuple[Alternative, ...]
    to_fill: tuple[Alternative, ...] = ()
    found: str = ""
    tables: tuple[TextTable, ...] = ()

    @property
    def offered(self) -> dict[str, list[str]]:
        """Key of MAP.json -> the answers that there are to choose from."""
        keys = {key for choice in self.choices for key in choice.answer}
        return {key: options_of(self.choices, key) for key in sorted(keys)}


def cards_of_columns(proposal: Proposal, answered: Mapping[str, Mapping[str, str]]) -> list[Card]:
    """Columns that nothing decides; those that were answered are none.

    Args:
        proposal: The files with their open questions.
        answered: Kind -> fields that were said.
    """
    tables = proposal.tables_by_kind()
    return [
        _column_card(question, tuple(tables.get(question.kind, ())))
        for question in proposal.questions
        if question.field != OTHER_COLUMNS and question.field not in answered.get(question.kind, {})
    ]


def _column_card(question: Question, tables: tuple[TextTable, ...]) -> Card:
    named = question.field.replace("_", " ")
    first = tables[0] if tables else None
    headers = list(question.candidates) or list(first.headers if first else ())
    choices = [
        Alternative(_header_words(first, header), {question.kind: {question.field: header}}) for header in headers
    ]
    if question.field not in _REQUIRED:
        choices.append(Alternative(NOT_THERE, {question.kind: {question.field: ""}}))
    what = f"{question.table}: which column is the {named}?"
    return Card(f"column_{question.kind}_{question.field}", what, tuple(choices), tables=tables)


def _header_words(table: TextTable | None, header: str) -> str:
    if table is None or header not in table.headers:
        return header
    values = [value for value in table.cells[header].head(200) if value.strip()]
    examples = ", ".join(value[:24] for value in list(dict.fromkeys(values))[:_EXAMPLES])
    return f"{header}, for example {examples}" if examples else header


def card_of_error(problem: UserChoiceError, proposal: Proposal) -> Card | None:
    """What reading stopped at, where it can be answered; None where it cannot."""
    if not problem.choices:
        return None
    kinds = proposal.tables_by_kind()
    choices = tuple(Alternative(_choice_words(words, piece, kinds), piece) for words, piece in problem.choices)
    tables = tuple(each.table for each in proposal.tables)
    return Card("stopped", f"{problem.what}.", choices, found=problem.found, tables=tables)


def _choice_words(words: str, piece: Mapping[str, Any], kinds: Mapping[str, Sequence[TextTable]]) -> str:
    """A choice of a column with examples from it; others as they are."""
    return next((_header_words(kinds[kind][0], words) for kind in piece if kind in kinds), words)


def cards_of_decisions(decisions: Sequence[Decision], proposal: Proposal) -> list[Card]:
    """Readings that move money and that nothing decides."""
    tables = tuple(proposal.tables_by_kind().get(TRANSACTIONS, ()))
    return [
        Card(f"decision_{place}", decision.what, decision.alternatives, decision.to_fill, tables=tables)
        for place, decision in enumerate(open_decisions(decisions))
    ]


def show_cards(cards: Sequence[Card], answer: Answer) -> None:
    """Every question with its control."""
    for card in cards:
        with st.container(border=True, key=f"card_{card.key}"):
            st.markdown(f":material/help: **{plain(card.what, 500)}**")
            if card.found:
                st.caption(plain(f"Found: {card.found}", 300))
            _controls(card, answer)
            for number, each in enumerate(card.to_fill):
                fill_in(f"{card.key}_{number}", each, card.offered, answer)
            if moved := _moved(card.choices):
                st.caption(plain(f"The answer moves {moved} of revenue."))
            _rows(card)


def _controls(card: Card, answer: Answer) -> None:
    if len(card.choices) <= _MOST_BUTTONS:
        for number, choice in enumerate(card.choices):
            st.button(
                plain(_words(choice), 200),
                key=f"answer_{card.key}_{number}",
                on_click=answer,
                args=(dict(choice.answer), card.offered),
            )
        return
    key = f"choose_{card.key}"
    st.selectbox(
        "Your answer",
        range(len(card.choices)),
        index=None,
        format_func=lambda number: _words(card.choices[number]),
        placeholder="Choose one",
        key=key,
        on_change=_chosen,
        args=(card, key, answer),
    )


def _chosen(card: Card, key: str, answer: Answer) -> None:
    number = st.session_state[key]
    if number is not None:
        answer(dict(card.choices[number].answer), card.offered)


def _words(choice: Alternative) -> str:
    revenue = f": revenue {choice.net_revenue}" if choice.net_revenue else ""
    return f"{choice.reading[:1].upper()}{choice.reading[1:]}{revenue}"


def _moved(choices: Sequence[Alternative]) -> str:
    """How much revenue lies between the smallest and the largest reading; empty where that is not known."""
    try:
        found = [Decimal(choice.net_revenue.replace(",", "")) for choice in choices if choice.net_revenue]
    except InvalidOperation:
        return ""
    return f"{max(found) - min(found):,}" if len(found) > 1 and max(found) != min(found) else ""


def _rows(card: Card) -> None:
    """The first rows that the question is about: those in which a column that it names holds something."""
    table = next((each for each in card.tables if any(header in card.what for header in each.headers)), None)
    if table is None:
        return
    named = [header for header in table.headers if header in card.what]
    folded = st.expander("See the rows", on_change="rerun", key=f"rows_{card.key}")
    if not folded.open:
        return
    filled = (table.cells[named] != "").any(axis=1) & ~table.cells[named].isin(["0", "0.00", "0,00"]).all(axis=1)
    with folded:
        st.dataframe(table.cells[filled].head(_ROWS_SHOWN), hide_index=True, alt="Rows that the question is about")
