"""The pace of sending: what Telegram lets through, spread so that it never has to say no."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from math import inf

PER_SECOND = 28
"""Telegram takes about 30 messages a second from a bot; two are left to answers to taps, which
do not wait here."""

BURST = 2
"""So many may leave at once after a pause, so that a late wake-up does not lower the pace."""

CHAT_INTERVAL = 1.0
"""Seconds between messages to one chat in the long run."""

CHAT_BURST = 3
"""So many messages may go to one chat at once after a pause."""

REMEMBERED = 10_000
"""Chats kept in mind before those that have been quiet are forgotten."""


class Pace:
    """Lets messages go at Telegram's pace: so many a second in all, and fewer into one chat.

    Any second sees at most `per_second + BURST` of them. `now` is a monotonic time in seconds.
    """

    def __init__(
        self,
        per_second: float = PER_SECOND,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._all = _Line(1 / per_second, BURST)
        self._chats: dict[int, _Line] = {}
        self._held: dict[int, float] = {}
        self._all_held_until = -inf

    async def turn(self, chat_id: int) -> float:
        """Wait until a message may go to this chat, and return 0.

        Where Telegram has asked for silence nobody waits here: the seconds that it still lasts
        are returned, and nothing may be sent.
        """
        chat = self._chat(chat_id)
        while (wait := chat.opens(self._now()) - self._now()) > 0:
            await self._sleep(wait)
        if silence := self.silence(chat_id):
            return silence
        now = self._now()
        at = self._all.take(now)
        chat.take(at)
        if at > now:
            await self._sleep(at - now)
        return self.silence(chat_id)

    def silence(self, chat_id: int | None = None) -> float:
        """Return for how many seconds a chat must not be written to, or all of them."""
        until = self._all_held_until
        if chat_id is not None:
            until = max(until, self._held.get(chat_id, -inf))
        return max(0.0, until - self._now())

    def hold(self, chat_id: int, seconds: float) -> None:
        """Keep silent towards a chat, as Telegram's `retry_after` asks.

        Telegram does not say whether the chat or the bot as a whole was too quick. Once a second
        chat is refused while the first still waits, it was the bot: then all chats are silent.
        """
        now = self._now()
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        if self._held.keys() - {chat_id}:
            self._all_held_until = max(self._all_held_until, now + seconds)
        self._held[chat_id] = now + seconds

    def _chat(self, chat_id: int) -> "_Line":
        if len(self._chats) > REMEMBERED:
            now = self._now()
            self._chats = {c: line for c, line in self._chats.items() if line.free_at > now}
        return self._chats.setdefault(chat_id, _Line(CHAT_INTERVAL, CHAT_BURST))


class _Line:
    """A queue that lets one through each interval, or a burst after a pause (GCRA)."""

    def __init__(self, interval: float, burst: int) -> None:
        self._interval = interval
        self._ahead = (burst - 1) * interval
        self.free_at = -inf

    def opens(self, now: float) -> float:
        """Return when the next one may go."""
        return max(now, self.free_at - self._ahead)

    def take(self, now: float) -> float:
        """Give the next place away and return when it is."""
        at = self.opens(now)
        self.free_at = max(at, self.free_at) + self._interval
        return at
