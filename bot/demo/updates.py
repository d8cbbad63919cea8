"""The queue of updates for the bot: repeated until confirmed by offset, each with a life."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.demo.refusals import OTHER_POLL, TERMINATED_BY_WEBHOOK, WEBHOOK_IS_ACTIVE, Refused

MESSAGE_LIFE = timedelta(hours=24)
TAP_LIFE = timedelta(seconds=150)
LONGEST_POLL = 50
_FIRST_ID = 100_000_001
_FUTURE_SLACK = 10
_ON_REQUEST_ONLY = ("chat_member", "message_reaction", "message_reaction_count")


@dataclass(frozen=True, slots=True)
class Update:
    """One update as it waits; updates of one lane reach a webhook one after another."""

    id: int
    kind: str
    body: dict[str, Any]
    expires: datetime
    lane: str
    insists: bool = False

    def as_json(self) -> dict[str, Any]:
        """An `Update` as the bot sees it."""
        return {"update_id": self.id, self.kind: self.body}


class Updates:
    """Telegram's side of getUpdates. `pending` is what the bot has not confirmed yet."""

    def __init__(self, now: Callable[[], datetime], ring: Callable[[], None]) -> None:
        self._now = now
        self._ring = ring
        self._ids = count(_FIRST_ID)
        self._last = _FIRST_ID - 1
        self._queue: list[Update] = []
        self._confirmed: dict[int, Update] = {}
        self._allowed: tuple[str, ...] = ()
        self._waiting: asyncio.Future[None] | None = None
        self.webhook_is_set = False

    @property
    def pending(self) -> list[Update]:
        """Updates that still live and wait for the bot, oldest first."""
        now = self._now()
        self._queue = [update for update in self._queue if update.expires > now]
        return list(self._queue)

    @property
    def is_polled(self) -> bool:
        """Whether a poll of the bot is waiting for updates right now."""
        return self._waiting is not None

    @property
    def allowed(self) -> tuple[str, ...]:
        """The kinds of updates the bot asked for; empty: all that come unasked."""
        return self._allowed

    def add(self, kind: str, body: dict[str, Any], life: timedelta, lane: str) -> Update | None:
        """Queue an update; None if the bot did not ask for this kind."""
        wanted = kind in self._allowed if self._allowed else kind not in _ON_REQUEST_ONLY
        if not wanted:
            return None
        update = Update(next(self._ids), kind, body, self._now() + life, lane)
        self._last = update.id
        self._queue.append(update)
        self._wake()
        return update

    def deliver_again(self, update_id: int) -> None:
        """Deliver a confirmed update once more, whatever the bot's offset says.

        So a bot meets what a lost confirmation brings: the very same update twice.
        """
        known = self._confirmed[update_id]
        again = Update(known.id, known.kind, known.body, known.expires, known.lane, insists=True)
        self._queue.insert(0, again)
        self._wake()

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Remember which kinds are wanted from now on; None leaves it as it was."""
        if kinds is not None:
            self._allowed = tuple(kinds)

    async def poll(self, offset: int, limit: int, seconds: int) -> list[Update]:
        """Confirm what is below the offset, wait for something to give, and give it.

        Raises `Refused` (409) in the poll that was already waiting when another comes.
        """
        if self.webhook_is_set:
            raise Refused(409, WEBHOOK_IS_ACTIVE)
        self._confirm_below(self._real_offset(offset))
        if not self.pending and seconds > 0:
            self._abort(OTHER_POLL)
            await self._wait(min(seconds, LONGEST_POLL))
        given = self.pending[: min(max(limit, 1), 100)]
        self._release(given)
        return given

    def confirm(self, update: Update) -> None:
        """One update is done with: a webhook took it."""
        self._confirm(lambda waiting: waiting is update)

    def forget(self) -> None:
        """Drop everything that waits (`drop_pending_updates`)."""
        self._confirm(lambda _: True)

    def use_webhook(self, in_use: bool) -> None:
        """Switch between webhook and polling."""
        self.webhook_is_set = in_use
        if in_use:
            self._abort(TERMINATED_BY_WEBHOOK)

    def stop(self) -> None:
        """Let the waiting poll return with nothing."""
        self._wake()

    def _real_offset(self, offset: int) -> int:
        if offset < 0:
            return self._last + 1 + offset
        return 0 if offset > self._last + 1 + _FUTURE_SLACK else offset

    def _confirm_below(self, offset: int) -> None:
        self._confirm(lambda update: update.id < offset and not update.insists)

    def _confirm(self, done: Callable[[Update], bool]) -> None:
        confirmed = {update.id: update for update in self._queue if done(update)}
        if confirmed:
            self._confirmed.update(confirmed)
            self._queue = [update for update in self._queue if update.id not in confirmed]
            self._ring()

    def _release(self, given: list[Update]) -> None:
        """What insisted on being delivered has been: now the offset counts for it again."""
        for update in given:
            if update.insists:
                self._queue[self._queue.index(update)] = self._confirmed[update.id]

    async def _wait(self, seconds: float) -> None:
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting = waiting
        self._ring()
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            return
        finally:
            if self._waiting is waiting:
                self._waiting = None
            self._ring()

    def _wake(self) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)
        self._ring()

    def _abort(self, why: str) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(Refused(409, why))
            self._waiting = None
