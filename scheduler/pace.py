"""The pace of sending: what Telegram lets through, spread so that it never has to say no."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from math import inf
from types import TracebackType
from typing import Self

from scheduler.spans import Line, Places, Way

PER_SECOND = 30
"""Telegram takes about 30 messages a second from a bot."""

GROUP_MINUTE = 20
"""It takes so many a minute for one group."""

CHAT_INTERVAL = 1.0
"""Seconds between messages to one chat in the long run."""

CHAT_BURST = 3
"""So many messages may go to one chat at once after a pause."""

REMEMBERED = 10_000
"""Chats kept in mind before those that have been quiet are forgotten."""

LOOK_AGAIN = 0.02
"""Seconds between looks while every place is under way: nobody knows when one comes back."""

WAKES_LATE = 0.001
"""An event loop counts whole milliseconds: the last one is looked through, or it would be lost."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Telegram has asked for silence: nothing may be sent for so many seconds."""

    seconds: float


class Turn:
    """Leave to send one message, while it is entered: `with turn: await send()`."""

    def __init__(self, pace: "Pace", chat_id: int, begun: float) -> None:
        self._pace = pace
        self._chat_id = chat_id
        self._begun = begun
        self._refused = False

    def told_to_wait(self, seconds: float) -> None:
        """Telegram has refused it, and asks for silence."""
        self._refused = True
        self._pace.hold(self._chat_id, seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _: type[BaseException] | None,
        error: BaseException | None,
        __: TracebackType | None,
    ) -> None:
        self._pace.over(self._chat_id, self._begun, well=error is None and not self._refused)


class Pace:
    """Lets messages go at Telegram's pace: so many a second in all, fewer into one chat or group.

    A message's second begins when Telegram gets it, which is some time between its leaving and
    the answer. So its place is free again a second after the answer, less the shortest round trip
    of late: then Telegram itself never counts more than `per_second`, however uneven the way is.

    Letters leave on a grid, one each thirtieth of a second. The grid does not move when one leaves
    late: those that were waiting then make up for it, as far as there are places.

    Answers to people take the next free place before any letter, and take one without waiting
    while no letters go. `now` is a monotonic time in seconds.
    """

    def __init__(
        self,
        per_second: int = PER_SECOND,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._places = Places(per_second, 1.0)
        self._grid = Line(1 / per_second)
        self._letters = asyncio.Lock()
        self._last_letter = -inf
        self._answers_waiting = 0
        self._way = Way()
        self._chats: dict[int, Line] = {}
        self._groups: dict[int, Places] = {}
        self._held: dict[int, float] = {}
        self._all_held_until = -inf
        self._last_refused: int | None = None

    async def letter(self, chat_id: int) -> Turn | Silence:
        """Wait until a letter may go to this chat.

        Where Telegram has asked for silence nobody waits here, and nothing may be sent.
        """
        while (wait := self._chat_opens(chat_id) - self._now()) > 0:
            await self._sleep(min(wait, CHAT_INTERVAL))
        ready = self._now()
        async with self._letters:
            while (wait := self._letter_opens(ready) - self._now()) > 0:
                await self._sleep(max(0, min(wait, LOOK_AGAIN) - WAKES_LATE))
            if silence := self.silence(chat_id):
                return Silence(silence)
            self._last_letter = self._now()
            self._grid.take(ready)
            return self._take(chat_id)

    async def answer(self, chat_id: int) -> Turn | Silence:
        """Wait until an answer may go to this chat: for one place at the most, while letters go.

        In a group it waits until the group may be written to: nobody there stands with a phone
        in hand, and Telegram would refuse it.

        Where Telegram has asked for silence nobody waits here, and nothing may be sent.
        """
        while chat_id < 0 and (wait := self._group(chat_id).opens(now := self._now()) - now) > 0:
            await self._sleep(min(wait, CHAT_INTERVAL))
        self._answers_waiting += 1
        try:
            # Without letters the people themselves make the pace, and waiting helps none of them.
            while (now := self._now()) - self._last_letter < 1 and (
                wait := self._places.opens(now) - now
            ) > 0:
                await self._sleep(min(wait, LOOK_AGAIN))
        finally:
            self._answers_waiting -= 1
        if silence := self.silence(chat_id):
            return Silence(silence)
        self._grid.take(self._now(), at_most=1.0)  # letters make room for answers at once
        return self._take(chat_id)

    def silence(self, chat_id: int | None = None) -> float:
        """Return for how many seconds a chat must not be written to, or all of them."""
        until = self._all_held_until
        if chat_id is not None:
            until = max(until, self._held.get(chat_id, -inf))
        return max(0.0, until - self._now())

    def hold(self, chat_id: int, seconds: float) -> None:
        """Keep silent towards a chat, as Telegram's `retry_after` asks.

        Telegram does not say whether the chat or the bot as a whole was too quick. When the next
        it answers is a refusal too, of another chat, it was the bot: then all chats are silent.
        """
        now = self._now()
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        self._held[chat_id] = max(self._held.get(chat_id, -inf), now + seconds)
        if self._last_refused != chat_id and self._last_refused in self._held:
            self._all_held_until = max(self._all_held_until, now + seconds)
        self._last_refused = chat_id

    def over(self, chat_id: int, begun: float, *, well: bool) -> None:
        """Take note that a message which left then has been answered; Turn says this."""
        now = self._now()
        self._way.took(now - begun)
        since = now - self._way.shortest
        self._places.give_back(since)
        if chat_id in self._groups:
            self._groups[chat_id].give_back(since)
        if well:
            self._last_refused = None

    def _take(self, chat_id: int) -> Turn:
        now = self._now()
        self._places.take()
        self._chat(chat_id).take(now)
        if chat_id < 0:
            self._group(chat_id).take()
        return Turn(self, chat_id, now)

    def _letter_opens(self, ready: float) -> float:
        places = self._places.opens(self._now(), self._answers_waiting)
        return max(self._grid.opens(ready), places)

    def _chat_opens(self, chat_id: int) -> float:
        now = self._now()
        opens = self._chat(chat_id).opens(now)
        return max(opens, self._group(chat_id).opens(now)) if chat_id < 0 else opens

    def _group(self, chat_id: int) -> Places:
        return self._groups.setdefault(chat_id, Places(GROUP_MINUTE, 60.0))

    def _chat(self, chat_id: int) -> Line:
        if len(self._chats) > REMEMBERED:
            now = self._now()
            self._chats = {c: line for c, line in self._chats.items() if line.free_at > now}
        return self._chats.setdefault(chat_id, Line(CHAT_INTERVAL, CHAT_BURST))
