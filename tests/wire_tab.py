"""A page that somebody uses over a websocket: it can do what a browser does, and lie as well."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any, Self

import httpx2 as httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import StringTriggerValue
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.wire_line import XSRF_COOKIE, Line, WireError
from tests.wire_states import filled
from tests.wire_visitor import SECONDS, Visitor


class Tab(Line):
    """A page over a websocket. Made by ``open``, or by ``connect`` when nothing is to be sent yet."""

    @classmethod
    async def open(cls, visitor: Visitor, page: str = "", query: str = "", **options: Any) -> Self:
        """Open a page as a cold browser does, and wait until it stands."""
        tab = await cls.connect(visitor, **options)
        tab.page.query = query
        try:
            await tab.rerun(name=page)
        except BaseException:
            await tab.close()
            raise
        return tab

    async def go(self, page: str) -> None:
        """Switch to another page by its address, as a press on its name in the sidebar does; the query goes."""
        self.page.query = ""
        await self.rerun(page_hash=self.page.hashes[page])

    async def set(self, name: str, *values: Any, kind: str = "") -> None:
        """Set a widget by its label or key: a slider, number, text, choice or box."""
        one = self.page.widget(name, kind)
        self.page.states[one.id] = filled(one.kind, one.proto, values)
        await self.rerun(fragment=one.fragment)

    async def click(self, name: str) -> None:
        """Press a button by its label or key."""
        one = self.page.widget(name)
        await self.rerun([WidgetState(id=one.id, trigger_value=True)], fragment=one.fragment)

    async def unfold(self) -> None:
        """Open every part of the page that can be opened and that tells the server so."""
        for one in self.page.folds():
            self.page.states[one.id] = WidgetState(id=one.id, bool_value=True)
        await self.rerun()

    async def turn_to(self, name: str) -> None:
        """Open a tab of the page by its words.

        Raises:
            LookupError: No tab that tells the server so has these words.
        """
        one = self.page.strip_with(name)
        self.page.states[one.id] = WidgetState(id=one.id, string_value=name)
        await self.rerun(fragment=one.fragment)

    async def open_row(self, name: str, row: int) -> None:
        """Press the name in a row of a table by the key of its column of names."""
        await self.rerun([self.row_pressed(name, row)])

    def row_pressed(self, name: str, row: int) -> WidgetState:
        """What a browser sends when somebody presses the name in a row."""
        pressed = StringTriggerValue(data=json.dumps({"row": row, "label": ""}))
        return WidgetState(id=self.page.row_button(name), string_trigger_value=pressed)

    async def upload(self, name: str, files: Mapping[str, bytes]) -> None:
        """Hand files to an uploader by its label or key.

        Raises:
            WireError: The server refused a file.
        """
        one = self.page.widget(name, "file_uploader")
        state = WidgetState(id=one.id)
        for (file_name, content), urls in zip(files.items(), await self.upload_urls(list(files)), strict=True):
            answer = await self.put(urls.upload_url, content, file_name)
            if answer.is_error:
                raise WireError(f"the upload of {file_name} was answered {answer.status_code}: {answer.text}")
            info = state.file_uploader_state_value.uploaded_file_info.add()
            info.name, info.size, info.file_id = file_name, len(content), urls.file_id
            info.file_urls.CopyFrom(urls)
        self.page.states[one.id] = state
        await self.rerun(fragment=one.fragment)

    async def upload_urls(self, names: Sequence[str]) -> list[Any]:
        """Ask the server where to put files."""
        message = BackMsg()
        message.file_urls_request.request_id = "wire"
        message.file_urls_request.session_id = self.page.session
        message.file_urls_request.file_names.extend(names)
        self.urls = asyncio.get_running_loop().create_future()
        await self.send(message)
        return await asyncio.wait_for(self.urls, SECONDS)

    async def prepare(self, name: str) -> str:
        """Press a download button by its label or key: the address of the file, empty when none was made."""
        one = next(
            one for one in self.page.of_kind("download_button") if name in {one.key, one.label} or name in one.label
        )
        message = BackMsg()
        asked = message.backend_operation_request
        asked.request_id, asked.session_id = "wire", self.page.session
        asked.deferred_file.file_id = one.proto.deferred_file_id
        self.urls = asyncio.get_running_loop().create_future()
        await self.send(message)
        return str((await asyncio.wait_for(self.urls, SECONDS)).deferred_file.url)

    async def put(self, path: str, content: bytes, name: str = "file.csv") -> httpx.Response:
        """Put a file where the server said, or anywhere else."""
        headers = {"X-Xsrftoken": self.visitor.cookies.get(XSRF_COOKIE, ""), "Origin": self.visitor.url}
        return await self.visitor.fetch(path, "PUT", headers=headers, files={"file": (name, content)})

    async def rerun(
        self,
        forged: Sequence[WidgetState] = (),
        *,
        page_hash: str = "",
        name: str = "",
        fragment: str = "",
        wait: float = SECONDS,
    ) -> None:
        """Ask for a run with the page's own widget states, and with others that need not be true.

        Args:
            forged: Further states; one with an id of the page wins over the page's own.
            page_hash: The page to run, else the one that is open.
            name: Address of the page to run, as a cold browser names it.
            fragment: The only part to run.
            wait: Seconds to wait for the run's end; 0 does not wait.
        """
        runs, finished = self.page.runs, self.page.finished
        await self.send(self.rerun_message(forged, page_hash=page_hash, name=name, fragment=fragment))
        if wait:
            await self.until(lambda page: page.runs > runs and page.finished > finished and not page.running, wait)

    def rerun_message(
        self, forged: Sequence[WidgetState] = (), *, page_hash: str = "", name: str = "", fragment: str = ""
    ) -> BackMsg:
        """The message that ``rerun`` sends."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_name, asked.fragment_id = self.page.query, name, fragment
        asked.page_script_hash = page_hash or ("" if name else self.page.hash)
        asked.context_info.url = f"{self.visitor.url}/{name}"
        asked.cached_message_hashes.extend(self.known_hashes())
        if page_hash in {"", self.page.hash}:
            lies = {state.id for state in forged}
            asked.widget_states.widgets.extend(state for state in self.page.known_states() if state.id not in lies)
        asked.widget_states.widgets.extend(forged)
        return message

    def beat(self) -> None:
        """From now on run fragments again by themselves where the app asked for it, as a browser does."""
        self._tasks.append(asyncio.create_task(self._beat()))

    async def _beat(self) -> None:
        while not self.closed.is_set():
            await asyncio.sleep(min(self.page.beats.values(), default=0.2))
            for fragment in list(self.page.beats):
                message = self.rerun_message(fragment=fragment)
                message.rerun_script.is_auto_rerun = True
                await self.send(message)
