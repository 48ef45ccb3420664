"""What a browser would show, kept from the messages that a Streamlit server sends: elements, texts and widgets."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.message import Message
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.wire_states import state_of

_KEY_PARTS = 3
_FOLDS = ("popover", "expandable")


@dataclass
class Placed:
    """One element where it stands; ``kind`` is its name in the protocol, such as ``slider``."""

    path: tuple[int, ...]
    kind: str
    proto: Any
    run: str
    fragment: str

    @property
    def id(self) -> str:
        """The widget's id, empty for what is no widget."""
        return str(getattr(self.proto, "id", ""))

    @property
    def label(self) -> str:
        """The widget's label, empty for what has none."""
        return str(getattr(self.proto, "label", ""))

    @property
    def key(self) -> str:
        """The key that the app gave the widget."""
        return key_of(self.id)


@dataclass
class Page:
    """The page as the server's messages describe it."""

    session: str = ""
    hash: str = ""
    query: str = ""
    hashes: dict[str, str] = field(default_factory=dict)
    placed: dict[tuple[int, ...], Placed] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    beats: dict[str, float] = field(default_factory=dict)
    redirect: str = ""
    not_found: bool = False
    running: bool = False
    runs: int = 0
    finished: int = 0
    _run: str = ""
    _fragments: frozenset[str] = frozenset()
    _blocks: dict[tuple[int, ...], Placed] = field(default_factory=dict)

    def apply(self, message: ForwardMsg) -> None:
        """Take one message in."""
        kind = message.WhichOneof("type")
        take = getattr(self, f"_on_{kind}", None)
        if take is not None:
            take(getattr(message, str(kind)), message)

    def texts(self) -> list[str]:
        """Every text on the page, labels and help included, in order of place."""
        shown = {**self._blocks, **self.placed}
        return [text for path in sorted(shown) for text in texts_of(shown[path].proto)]

    @property
    def text(self) -> str:
        """Every text on the page, one a line."""
        return "\n".join(self.texts())

    def row_button(self, name: str) -> str:
        """Id of a table's column of names that can be pressed, by its key.

        Raises:
            LookupError: No table has it.
        """
        for one in self.placed.values():
            for column in dict(getattr(one.proto, "button_click_widgets", {})).values():
                if key_of(column) == name:
                    return str(column)
        raise LookupError(name)

    def holds(self, text: str) -> bool:
        """Whether a text stands anywhere on the page now, inside tables and charts too."""
        return any(
            text.encode() in one.proto.SerializeToString() for one in [*self.placed.values(), *self._blocks.values()]
        )

    @property
    def fragments(self) -> set[str]:
        """Ids of the page's parts that can run alone."""
        return {one.fragment for one in [*self.placed.values(), *self._blocks.values()]} - {""}

    @property
    def exceptions(self) -> list[str]:
        """What went wrong where the reader sees it."""
        return [f"{found.proto.type}: {found.proto.message}" for found in self.of_kind("exception")]

    def of_kind(self, kind: str) -> list[Placed]:
        """Elements of a kind, in order of place."""
        return [self.placed[path] for path in sorted(self.placed) if self.placed[path].kind == kind]

    def widgets(self) -> list[Placed]:
        """Everything on the page that can be set or pressed."""
        return [self.placed[path] for path in sorted(self.placed) if self.placed[path].id]

    def folds(self) -> list[Placed]:
        """Parts that tell the server when they are opened; it may leave out what is in a closed one."""
        inner = [(path, block, block.proto.WhichOneof("type")) for path, block in sorted(self._blocks.items())]
        return [
            Placed(path, kind, getattr(block.proto, kind), block.run, block.fragment)
            for path, block, kind in inner
            if kind in _FOLDS and getattr(block.proto, kind).id
        ]

    def strip_with(self, name: str) -> Placed:
        """The strip of tabs that has one with these words.

        Raises:
            LookupError: No tab that tells the server so has them.
        """
        for path, block in sorted(self._blocks.items()):
            strip = self._blocks.get(path[:-1])
            if block.proto.tab.label == name and strip is not None and strip.proto.tab_container.id:
                return Placed(strip.path, "tab_container", strip.proto.tab_container, strip.run, strip.fragment)
        raise LookupError(f"no tab is called {name!r}")

    def widget(self, name: str, kind: str = "") -> Placed:
        """The one widget with this label or key.

        Raises:
            LookupError: None or several have it; the message lists what is there.
        """
        found = [one for one in self.widgets() if name in {one.label, one.key} and kind in {"", one.kind}]
        if len(found) != 1:
            there = ", ".join(f"{one.kind} {one.label!r} ({one.key})" for one in self.widgets())
            raise LookupError(f"{len(found)} widgets are called {name!r}; there are: {there}")
        return found[0]

    def known_states(self) -> list[WidgetState]:
        """The state of each widget on the page, as a browser sends them with every rerun."""
        return [self.states[one.id] for one in self._that_tell() if one.id in self.states]

    def _that_tell(self) -> list[Placed]:
        """Everything on the page that has a state."""
        strips = [
            Placed(path, "tab_container", block.proto.tab_container, block.run, block.fragment)
            for path, block in self._blocks.items()
            if block.proto.tab_container.id
        ]
        return [*self.widgets(), *self.folds(), *strips]

    def _on_new_session(self, new: Any, message: ForwardMsg) -> None:
        self.runs += 1
        self.session = new.initialize.session_id or self.session
        self.hash = new.page_script_hash
        self._run = message.metadata.run.script_run_id
        self._fragments = frozenset(message.metadata.run.fragment_ids)
        self._take_pages(new.app_pages)
        if not self._fragments:
            self.beats.clear()
            self.not_found = False

    def _on_navigation(self, navigation: Any, _: ForwardMsg) -> None:
        self._take_pages(navigation.app_pages)
        self.hash = navigation.page_script_hash or self.hash

    def _take_pages(self, pages: Any) -> None:
        self.hashes.update({page.url_pathname or page.page_name: page.page_script_hash for page in pages})

    def _on_page_not_found(self, *_: Any) -> None:
        self.not_found = True

    def _on_page_info_changed(self, info: Any, _: ForwardMsg) -> None:
        self.query = info.query_string

    def _on_auth_redirect(self, redirect: Any, _: ForwardMsg) -> None:
        self.redirect = redirect.url

    def _on_auto_rerun(self, beat: Any, _: ForwardMsg) -> None:
        self.beats[beat.fragment_id] = beat.interval

    def _on_stop_auto_rerun(self, beat: Any, _: ForwardMsg) -> None:
        for fragment in beat.fragment_ids:
            self.beats.pop(fragment, None)

    def _on_session_status_changed(self, status: Any, _: ForwardMsg) -> None:
        self.running = status.script_is_running

    def _on_script_finished(self, status: int, _: ForwardMsg) -> None:
        if status == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return
        self.finished += 1
        for shown in (self.placed, self._blocks):
            for path in [path for path, one in shown.items() if self._is_stale(one)]:
                del shown[path]
        alive = {one.id for one in self._that_tell()}
        self.states = {name: state for name, state in self.states.items() if name in alive}

    def _is_stale(self, one: Placed) -> bool:
        return one.run != self._run and (not self._fragments or one.fragment in self._fragments)

    def _on_delta(self, delta: Any, message: ForwardMsg) -> None:
        path = tuple(message.metadata.delta_path)
        if delta.HasField("add_block"):
            self.placed.pop(path, None)
            self._blocks[path] = Placed(path, "block", delta.add_block, self._run, delta.fragment_id)
        elif delta.HasField("new_element"):
            kind = str(delta.new_element.WhichOneof("type"))
            self._blocks.pop(path, None)
            one = Placed(path, kind, getattr(delta.new_element, kind), self._run, delta.fragment_id)
            self.placed[path] = one
            self._take_state(one)

    def _take_state(self, one: Placed) -> None:
        if one.id and (one.id not in self.states or getattr(one.proto, "set_value", False)):
            state = state_of(one.kind, one.proto)
            if state is not None:
                self.states[one.id] = state


def key_of(name: str) -> str:
    """The key that the app gave a widget, empty for none; Streamlit writes it at the end of the widget's id."""
    parts = name.split("-", _KEY_PARTS - 1)
    return parts[-1] if len(parts) == _KEY_PARTS and parts[-1] != "None" else ""


def texts_of(message: Message) -> Iterator[str]:
    """Every text field in a message and in the messages inside it."""
    for described, value in message.ListFields():
        values = value if described.is_repeated else [value]
        if described.cpp_type == described.CPPTYPE_STRING and described.type == described.TYPE_STRING:
            yield from (text for text in values if text)
        elif described.cpp_type == described.CPPTYPE_MESSAGE and not described.message_type.GetOptions().map_entry:
            for inner in values:
                yield from texts_of(inner)
