"""The people at a server under load: raw websockets, each with cookies of its own."""

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import websockets

from tests.wire import Tab, Visitor, WireError

SLIDER = "pool_{}_slider"
OPENING_AT_ONCE = 2
SWITCH_EVERY = 30  # once a minute at the usual pace
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Pace:
    """How many people, how often each changes something, and for how long."""

    sessions: int
    every: float
    seconds: float
    warm_up: float


@dataclass
class Crowd:
    """What people noted: seconds of each change and page switch, and what went wrong."""

    pace: Pace
    enter: Callable[[str], Awaitable[Tab]]
    sliders: int
    planned: int = 0
    lost: int = 0
    changes: list[float] = field(default_factory=list)
    switches: list[float] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)

    @contextlib.asynccontextmanager
    async def at(self, url: str) -> AsyncIterator["Crowd"]:
        """Everybody inside, with the Costs page open."""
        turn = asyncio.Semaphore(OPENING_AT_ONCE)

        async def enter() -> Tab:
            async with turn:
                return await self.enter(url)

        self.tabs = await asyncio.gather(*(enter() for _ in range(self.pace.sessions)))
        yield self
        await asyncio.gather(*(tab.close() for tab in self.tabs))

    async def work(self, seconds: float, *, noted: bool) -> None:
        """Everybody changes something at their pace, evenly spread, until the time is over."""
        start = time.monotonic()
        each = [self._person(number, tab, start, start + seconds, noted=noted) for number, tab in enumerate(self.tabs)]
        await asyncio.gather(*each)

    async def _person(self, number: int, tab: Tab, start: float, end: float, *, noted: bool) -> None:
        dice = random.Random(f"{number} {noted}")
        due, made = start + number * self.pace.every / self.pace.sessions, number
        try:
            while due < end:
                await asyncio.sleep(due - time.monotonic())
                if time.monotonic() >= end:
                    self.planned += noted * int((end - due) / self.pace.every + 1)
                    break
                made += 1
                self.planned += noted
                await self._act(tab, dice, switch=made % SWITCH_EVERY == 0, noted=noted)
                due += self.pace.every
        except (WireError, LookupError, websockets.exceptions.ConnectionClosed) as problem:
            self.lost += 1
            self.exceptions.append(f"{type(problem).__name__}: {problem}")

    async def _act(self, tab: Tab, dice: random.Random, *, switch: bool, noted: bool) -> None:
        if switch:
            began = time.monotonic()
            await tab.go("ranking")
            self.switches += [time.monotonic() - began] * noted
            self._look(tab)
            await tab.go("costs")
        began = time.monotonic()
        await move(tab, SLIDER.format(dice.randrange(self.sliders)), dice)
        self.changes += [time.monotonic() - began] * noted
        self._look(tab)

    def _look(self, tab: Tab) -> None:
        self.exceptions += tab.page.exceptions
        if tab.closed.is_set():
            raise WireError("the session was lost")


async def move(tab: Tab, key: str, dice: random.Random) -> None:
    """Move a slider somewhere else on its scale."""
    slider = tab.page.widget(key).proto
    steps = max(int((slider.max - slider.min) / slider.step), 1)
    now = tab.page.states[slider.id].double_array_value.data[0]
    place = slider.min + dice.randrange(steps + 1) * slider.step
    await tab.set(key, slider.min if place == now else place)


def sample_crowd(pace: Pace) -> Crowd:
    """People with the sample company open, each in a workspace of their own."""

    async def enter(url: str) -> Tab:
        visitor = Visitor(url)
        await visitor.arrive("/data")
        tab = await Tab.open(visitor, "data", "w=new", keep=False)
        await tab.click("sample")
        await tab.go("costs")
        return tab

    return Crowd(pace, enter, sliders=11)


def empty_crowd(pace: Pace) -> Crowd:
    """People at the empty app."""

    async def enter(url: str) -> Tab:
        visitor = Visitor(url)
        await visitor.arrive("/")
        return await Tab.open(visitor, keep=False)

    return Crowd(pace, enter, sliders=17)
