"""What of the package meets texts, found by a walk over its modules: compiled patterns, functions of a text."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType

import whalecurve

Function = Callable[..., object]
# Modules whose functions touch neither disk nor network nor the log.
PURE = (
    "whalecurve.domain.",
    "whalecurve.intake.",
    "whalecurve.reports.",
    "whalecurve.server.addresses",
    "whalecurve.server.headers",
    "whalecurve.server.hosts",
    "whalecurve.server.settings",
    "whalecurve.server.wanted",
    "whalecurve.service.access.cookies",
    "whalecurve.service.texts",
    "whalecurve.ui.words",
)
# Importing these starts a program or draws a page.
PROGRAMS = ("whalecurve.__main__", "whalecurve.ui.main")
_KINDS = {str: str, "str": str, bytes: str.encode, "bytes": str.encode, object: str}
_PLACES = {"path", "folder", "out"}


def modules() -> Iterator[ModuleType]:
    """All modules of the package."""
    for found in pkgutil.walk_packages(whalecurve.__path__, "whalecurve."):
        if found.name not in PROGRAMS:
            yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern]:
    """Compiled patterns by where they stand: module attributes, class attributes, members of tuples and mappings.

    One that is imported elsewhere, or compiled of the same text, stands once.
    """
    found: dict[re.Pattern, str] = {}
    for module in modules():
        for name, value in vars(module).items():
            for place, pattern in _within(f"{module.__name__}.{name}", value, module.__name__):
                found.setdefault(pattern, place)
    return {place: pattern for pattern, place in found.items()}


def _within(place: str, value: object, module: str) -> Iterator[tuple[str, re.Pattern]]:
    if isinstance(value, re.Pattern):
        yield place, value
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from _within(f"{place}[{key!r}]", member, module)
    elif isinstance(value, tuple | list):
        for number, member in enumerate(value):
            yield from _within(f"{place}[{number}]", member, module)
    elif inspect.isclass(value) and value.__module__ == module:
        for name, member in vars(value).items():
            if name != "__dict__":
                yield from _within(f"{place}.{name}", member, module)


def text_functions(fitting: Mapping[str, object]) -> dict[str, Function]:
    """Functions that take texts, by name, ready to be called with one text for all of them.

    Arguments with a name in ``fitting`` get that value, those with a default are left alone; a function that needs
    anything else than texts and bytes besides, or a place on the disk, is no function of a text.
    """
    found = {}
    for module in modules():
        if module.__name__.startswith(PURE):
            for name, function in vars(module).items():
                if inspect.isfunction(function) and function.__module__ == module.__name__:
                    ready = _ready(function, fitting)
                    if ready:
                        found[f"{module.__name__.removeprefix('whalecurve.')}.{name}"] = ready
    return found


def _ready(function: Function, fitting: Mapping[str, object]) -> Function | None:
    needed = [each for each in inspect.signature(function).parameters.values() if each.default is each.empty]
    given = {each.name: fitting[each.name] for each in needed if each.name in fitting}
    texts = {each.name: _KINDS.get(each.annotation) for each in needed if each.name not in fitting}
    if not texts or None in texts.values() or not _PLACES.isdisjoint(texts):
        return None
    return lambda text: function(**given, **{name: make(text) for name, make in texts.items()})
