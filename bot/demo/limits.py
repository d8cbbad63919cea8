"""Telegram's limits on sending: overall, to one chat, to one group."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from time import monotonic

from bot.demo.refusals import too_many_requests


@dataclass(slots=True)
class Limits:
    """Off unless `on`. A chat may get a short burst, then one message a second."""

    on: bool = False
    per_second: int = 30
    chat_burst: int = 5
    group_per_minute: int = 20
    clock: Callable[[], float] = monotonic
    _all: deque[float] = field(default_factory=deque)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _chats: dict[int, tuple[float, float]] = field(default_factory=dict)

    def take(self, chat_id: int) -> None:
        """Count one message to this chat, or refuse it (429); groups have negative ids."""
        if not self.on:
            return
        now = self.clock()
        wait = max(
            _window_wait(self._all, now, self.per_second, 1.0),
            self._chat_wait(chat_id, now),
            self._group_wait(chat_id, now),
        )
        if wait > 0:
            raise too_many_requests(max(1, ceil(wait)))
        self._all.append(now)
        if chat_id < 0:
            self._groups[chat_id].append(now)
        debt, since = self._chats.get(chat_id, (0.0, now))
        self._chats[chat_id] = (max(0.0, debt - (now - since)) + 1.0, now)

    def _chat_wait(self, chat_id: int, now: float) -> float:
        debt, since = self._chats.get(chat_id, (0.0, now))
        return debt - (now - since) + 1.0 - self.chat_burst

    def _group_wait(self, chat_id: int, now: float) -> float:
        if chat_id > 0:
            return 0.0
        times = self._groups.setdefault(chat_id, deque())
        return _window_wait(times, now, self.group_per_minute, 60.0)


def _window_wait(times: deque[float], now: float, most: int, seconds: float) -> float:
    while times and times[0] <= now - seconds:
        times.popleft()
    return times[0] + seconds - now if len(times) >= most else 0.0
