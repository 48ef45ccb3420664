"""The state of a widget as a browser sends it: when it was just drawn, and when somebody used it."""

from collections.abc import Sequence
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState


def state_of(kind: str, proto: Any) -> WidgetState | None:
    """The state that a browser gives a widget when it first draws it, None for what has none until it is used."""
    state = WidgetState(id=proto.id)
    by_server = bool(getattr(proto, "set_value", False))
    if kind == "slider" and proto.options:
        state.string_array_value.data.extend(proto.raw_value or [proto.options[int(place)] for place in proto.default])
    elif kind == "slider":
        state.double_array_value.data.extend(proto.value if by_server else proto.default)
    elif kind == "number_input":
        state.double_value = proto.value if by_server else proto.default
    elif kind in {"text_input", "text_area"}:
        state.string_value = proto.value if by_server else proto.default
    elif kind == "checkbox":
        state.bool_value = proto.value if by_server else proto.default
    elif kind in {"selectbox", "radio"}:
        _choose(state, proto, by_server=by_server)
    elif kind == "multiselect":
        chosen = proto.raw_values if by_server else [proto.options[place] for place in proto.default]
        state.string_array_value.data.extend(chosen)
    else:
        return None
    return state


def _choose(state: WidgetState, proto: Any, *, by_server: bool) -> None:
    if by_server:
        state.string_value = proto.raw_value
    elif proto.HasField("default") and proto.default < len(proto.options):
        state.string_value = proto.options[proto.default]


def filled(kind: str, proto: Any, values: Sequence[Any]) -> WidgetState:
    """The state of a widget that a person gave these values."""
    state = WidgetState(id=proto.id)
    if kind == "slider" and not proto.options:
        state.double_array_value.data.extend(float(value) for value in values)
    elif kind in {"slider", "multiselect", "button_group"}:
        state.string_array_value.data.extend(str(value) for value in values)
    elif kind == "number_input":
        state.double_value = float(values[0])
    elif kind == "checkbox":
        state.bool_value = bool(values[0])
    else:
        state.string_value = str(values[0])
    return state
