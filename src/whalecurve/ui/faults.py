"""What could not be done, said on the page in words: at once, or by the run that follows a button."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from whalecurve.domain.errors import WhalecurveError
from whalecurve.ui.words import plain

FAULTS: Final = (WhalecurveError, OverflowError)
"""What a plan, a file or the store may answer; anything else is a fault of ours and goes to the log."""

_LONGEST: Final = 1000
_ICON: Final = ":material/error_outline:"


def warn(problem: object) -> None:
    """Say what was wrong, what was there and what to do."""
    st.warning(plain(str(problem), _LONGEST), icon=_ICON)


def attempt(action: Callable[[], object], fault: str) -> bool:
    """Do what a button asks; why it could not be done is kept for the page to say.

    Args:
        action: What to do; a callback draws nothing itself.
        fault: Where the reason is kept, see ``say``.
    """
    try:
        action()
    except FAULTS as problem:
        st.session_state[fault] = str(problem)
        return False
    st.session_state.pop(fault, None)
    return True


def say(fault: str) -> None:
    """Say once why something could not be done."""
    if fault in st.session_state:
        warn(st.session_state.pop(fault))
