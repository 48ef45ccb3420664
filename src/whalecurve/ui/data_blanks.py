"""An answer with blanks, such as a rate and where it is from: a small form that checks what is filled in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from whalecurve.domain.errors import UserChoiceError
from whalecurve.intake.meaning.decision import Alternative
from whalecurve.intake.recognition.mapping import Mapping as ColumnMap
from whalecurve.ui.words import plain

Path = tuple[str, ...]
Answer = Callable[[Mapping[str, Any], Mapping[str, Sequence[str]]], None]


def blanks(piece: Mapping[str, Any], above: Path = ()) -> Iterator[Path]:
    """Where a piece of MAP.json has an empty text to fill in.

    >>> list(blanks({"currency": "EUR", "rates": {"USD": {"rate": "", "source": ""}}}))
    [('rates', 'USD', 'rate'), ('rates', 'USD', 'source')]
    """
    for key, value in piece.items():
        if isinstance(value, Mapping):
            yield from blanks(value, (*above, key))
        elif value == "":
            yield (*above, key)


def filled(piece: Mapping[str, Any], texts: Mapping[Path, str], above: Path = ()) -> dict[str, Any]:
    """The piece with its blanks filled in.

    >>> filled({"rates": {"USD": {"rate": ""}}}, {("rates", "USD", "rate"): "0.92"})
    {'rates': {'USD': {'rate': '0.92'}}}
    """
    return {
        key: filled(value, texts, (*above, key)) if isinstance(value, Mapping) else texts.get((*above, key), value)
        for key, value in piece.items()
    }


def fill_in(key: str, choice: Alternative, offered: Mapping[str, Sequence[str]], answer: Answer) -> None:
    """The form; what the map does not take is said and not kept."""
    paths = list(blanks(choice.answer))
    with st.form(f"fill_{key}", border=False):
        st.markdown(plain(f"Or: {choice.reading}", 300))
        for number, path in enumerate(paths):
            st.text_input(plain(" ".join((*path[1:-1], path[-1]))), key=f"fill_{key}_{number}", max_chars=120)
        sent = st.form_submit_button("Take this answer")
    if not sent:
        return
    texts = {path: str(st.session_state[f"fill_{key}_{number}"]).strip() for number, path in enumerate(paths)}
    piece = filled(choice.answer, texts)
    try:
        ColumnMap.from_json(piece)
    except UserChoiceError as problem:
        st.warning(plain(f"{problem.what}. Found: {problem.found}", 300), icon=":material/help:")
        return
    answer(piece, offered)
    st.rerun()
