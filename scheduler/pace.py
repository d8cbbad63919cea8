"""The pace of sending: what Telegram lets through, spread so that it never has to say no."""

import asyncio
import time
from bisect import bisect_right, insort
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from math import inf
from types import TracebackType
from typing import Self

PER_SECOND = 30
"""Telegram takes about 30 messages a second from a bot."""

GROUP_MINUTE = 20
"""It takes so many a minute for one group."""

CHAT_INTERVAL = 1.0
"""Seconds between messages to one chat in the long run."""

CHAT_BURST = 3
"""So many messages may go to one chat at once after a pause."""

CATCH_UP = 2
"""Letters leave one by one, but so many at once when the first of them is late."""

REMEMBERED = 10_000
"""Chats kept in mind before those that have been quiet are forgotten."""

TRIPS, FIRST_TRIPS = 1000, 200
"""So many round trips tell how long the way is at its best; the first ones are asked sooner."""

LOOK_AGAIN = 0.02
"""Seconds between looks while every place is under way: nobody knows when one comes back."""

SHORTER_STILL = 0.001
"""By so many seconds a round trip may be shorter than any before."""

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
        self._places = _Places(per_second, 1.0)
        self._evenly = _Line(1 / per_second, CATCH_UP)
        self._letters = asyncio.Lock()
        self._last_letter = -inf
        self._answers_waiting = 0
        self._way = _Way()
        self._chats: dict[int, _Line] = {}
        self._groups: dict[int, _Places] = {}
        self._held: dict[int, float] = {}
        self._all_held_until = -inf
        self._last_refused: int | None = None

    async def letter(self, chat_id: int) -> Turn | Silence:
        """Wait until a letter may go to this chat.

        Where Telegram has asked for silence nobody waits here, and nothing may be sent.
        """
        while (wait := self._chat_opens(chat_id) - self._now()) > 0:
            await self._sleep(min(wait, CHAT_INTERVAL))
        async with self._letters:
            while (wait := self._letter_opens() - self._now()) > 0:
                await self._sleep(max(0, min(wait, LOOK_AGAIN) - WAKES_LATE))
            if silence := self.silence(chat_id):
                return Silence(silence)
            self._last_letter = self._now()
            return self._take(chat_id)

    async def answer(self, chat_id: int) -> Turn | Silence:
        """Wait until an answer may go to this chat: for one place at the most, while letters go.

        Where Telegram has asked for silence nobody waits here, and nothing may be sent.
        """
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
        self._evenly.take(now, at_most=1.0)  # letters make room for answers at once
        self._chat(chat_id).take(now)
        if chat_id < 0:
            self._group(chat_id).take()
        return Turn(self, chat_id, now)

    def _letter_opens(self) -> float:
        now = self._now()
        return max(self._evenly.opens(now), self._places.opens(now, self._answers_waiting))

    def _chat_opens(self, chat_id: int) -> float:
        now = self._now()
        opens = self._chat(chat_id).opens(now)
        return max(opens, self._group(chat_id).opens(now)) if chat_id < 0 else opens

    def _group(self, chat_id: int) -> "_Places":
        return self._groups.setdefault(chat_id, _Places(GROUP_MINUTE, 60.0))

    def _chat(self, chat_id: int) -> "_Line":
        if len(self._chats) > REMEMBERED:
            now = self._now()
            self._chats = {c: line for c, line in self._chats.items() if line.free_at > now}
        return self._chats.setdefault(chat_id, _Line(CHAT_INTERVAL, CHAT_BURST))


class _Way:
    """How long the way to Telegram and back is, when nothing is in the way.

    Nothing is known before some trips are made: the first, which open connections, are all long.
    What was long ago is forgotten, because ways change.
    """

    def __init__(self) -> None:
        self._before = 0.0
        self._lately = inf
        self._left = FIRST_TRIPS

    @property
    def shortest(self) -> float:
        """Seconds of the shortest round trip, less a little: the next may be shorter still."""
        return max(0.0, min(self._before, self._lately) - SHORTER_STILL)

    def took(self, seconds: float) -> None:
        """A round trip took so long."""
        self._lately = min(self._lately, seconds)
        self._left -= 1
        if not self._left:
            self._before, self._lately, self._left = self._lately, inf, TRIPS


class _Places:
    """So many messages in any span of `seconds`, each counted from its sending to its arrival.

    More may be taken than there are: then it is longer until one opens.
    """

    def __init__(self, places: int, seconds: float) -> None:
        self._places = places
        self._seconds = seconds
        self._under_way = 0
        self._taken_until: list[float] = []

    def take(self) -> None:
        """A message leaves."""
        self._under_way += 1

    def give_back(self, since: float) -> None:
        """A message that was under way has arrived, at the latest then."""
        self._under_way -= 1
        insort(self._taken_until, since + self._seconds)

    def opens(self, now: float, ahead: int = 0) -> float:
        """Return when there is room for one more behind `ahead` others; inf while unknown."""
        del self._taken_until[: bisect_right(self._taken_until, now)]
        too_many = self._under_way + len(self._taken_until) + ahead + 1 - self._places
        if too_many <= 0:
            return now
        return self._taken_until[too_many - 1] if too_many <= len(self._taken_until) else inf


class _Line:
    """A queue that lets one through each interval, or a burst after a pause (GCRA)."""

    def __init__(self, interval: float, burst: int) -> None:
        self._interval = interval
        self._ahead = (burst - 1) * interval
        self.free_at = -inf

    def opens(self, now: float) -> float:
        """Return when the next one may go."""
        return max(now, self.free_at - self._ahead)

    def take(self, now: float, at_most: float = inf) -> None:
        """Let one go; those that did not ask keep the next one back so many seconds at most."""
        self.free_at = min(max(now, self.free_at) + self._interval, now + at_most)
