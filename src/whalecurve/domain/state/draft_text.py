"""A draft as text: the state of a workspace with the steps that undo and redo it."""

import json
from typing import Any, Final

from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.plan.edits import History
from whalecurve.domain.plan.plan_json import scenario_from_json, scenario_to_text
from whalecurve.domain.plan.scenario import Scenario
from whalecurve.domain.state.saved_state import SavedState

KEPT_STEPS: Final = 20


def draft_text(state: SavedState, history: History) -> str:
    """A draft as JSON text, with the last ``KEPT_STEPS`` steps back and forth.

    >>> state, history = SavedState(title="A"), History(Scenario(), Scenario())
    >>> draft_from_text(draft_text(state, history)) == (state, history)
    True
    """
    parts = {
        "state": state.to_text(),
        "saved": scenario_to_text(history.saved),
        "past": _list(history.past[-KEPT_STEPS:]),
        "future": _list(history.future[-KEPT_STEPS:]),
    }
    return "{" + ", ".join(f'"{name}": {text}' for name, text in parts.items()) + "}"


def draft_from_text(text: str) -> tuple[SavedState, History]:
    """Read a draft back.

    Raises:
        WhalecurveError: If it is of a newer program, or not what was saved.

    >>> draft_from_text("[]")
    Traceback (most recent call last):
    ...
    whalecurve.domain.errors.WhalecurveError: The draft is damaged. Found: list. To fix it: open the last revision.
    """
    try:
        body = json.loads(text)
        if not isinstance(body, dict):
            raise _damaged(type(body).__name__)
        state = SavedState.from_json(body["state"])
        past, future = (_plans(body[name]) for name in ("past", "future"))
        return state, History(scenario_from_json(body["saved"]), state.scenario, past, future)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise _damaged(type(error).__name__) from error


def _plans(bodies: list[Any]) -> tuple[Scenario, ...]:
    return tuple(scenario_from_json(body) for body in bodies)


def _list(plans: tuple[Scenario, ...]) -> str:
    return f"[{', '.join(map(scenario_to_text, plans))}]"


def _damaged(found: str) -> WhalecurveError:
    return WhalecurveError("The draft is damaged", found=found, remedy="open the last revision")
