"""Dispatch: updates to handlers, in order within a chat, chats side by side, each once."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from telegram import Update

from bot.patience import Patience

logger = logging.getLogger(__name__)

GRACE = 25.0
"""Seconds that handlers under way have to end in when the program is told to stop."""


class Dispatch:
    """Knows which updates are under way, and up to where all is done.

    `process` handles an update to its end; an update that it declares `not_yet` meanwhile is
    tried again, patiently, and holds back whatever came after it in the same chat. At most
    `at_once` are handled at a time.
    """

    def __init__(self, process: Callable[[Update], Awaitable[None]], *, at_once: int) -> None:
        self._process = process
        self._places = asyncio.Semaphore(at_once)
        self._lanes: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._done: dict[int, bool] = {}  # in the order of arrival, from the first not done
        self._recent: set[int] = set()  # done, and all before them
        self._next = 0
        self._postponed: set[int] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._closing = asyncio.Event()

    def confirm(self) -> int:
        """Return the first update that is not done: all before it may be confirmed with it.

        Those are forgotten here. What is done after this call is remembered until the next one,
        because an answer that is on its way may still bring it. Follows the order of arrival:
        after a quiet week Telegram may count from anywhere. 0 before the first update.
        """
        self._recent.clear()
        return next(iter(self._done), self._next)

    @property
    def has_begun(self) -> bool:
        """Whether any update was taken."""
        return bool(self._done or self._next)

    @property
    def is_idle(self) -> bool:
        """Whether everything that was taken is done."""
        return self._idle.is_set()

    def knows(self, update_id: int) -> bool:
        """Whether the update is under way, or done and not confirmed."""
        return update_id in self._done or update_id in self._recent

    def take(self, update: Update) -> None:
        """Put an update behind those of its chat. What is known already is not taken twice."""
        if self.knows(update.update_id):
            return
        self._begin(update.update_id)
        lane = _lane(update)
        if lane in self._lanes:
            self._lanes[lane].append(update)
            return
        self._lanes[lane] = deque([update])
        task = asyncio.create_task(self._run(lane), name=f"chat {lane}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def skip(self, update_id: int) -> None:
        """Let an update that cannot be handled count as done."""
        self._begin(update_id)
        self._finish(update_id)

    def not_yet(self, update_id: int) -> None:
        """Say, while an update is being handled, that it could not be done and must be retried."""
        self._postponed.add(update_id)

    async def idle(self, within: float) -> None:
        """Wait until everything is done, at most so many seconds."""
        await _wait(self._idle, within)

    async def close(self, grace: float = GRACE) -> None:
        """Begin nothing more, and give what is under way `grace` seconds to end in."""
        self._closing.set()
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=grace)
        for task in late:
            logger.warning("%s did not end in time: its updates will come again", task.get_name())
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, lane: int) -> None:
        waiting = self._lanes[lane]
        try:
            while waiting and await self._handle(waiting[0]):
                self._finish(waiting.popleft().update_id)
        finally:
            del self._lanes[lane]

    async def _handle(self, update: Update) -> bool:
        """Handle an update to its end; False when the program stops before."""
        patience = Patience()
        while not self._closing.is_set():
            async with self._places:
                if self._closing.is_set():
                    return False
                await self._try(update)
            if update.update_id not in self._postponed:
                return True
            self._postponed.remove(update.update_id)
            await _wait(self._closing, patience.next())
        return False

    async def _try(self, update: Update) -> None:
        try:
            await self._process(update)
        except Exception:
            # One that can never be handled must not stand in the way of all that follow.
            logger.exception("update %s failed outside of its handler", update.update_id)

    def _begin(self, update_id: int) -> None:
        self._done[update_id] = False
        self._idle.clear()

    def _finish(self, update_id: int) -> None:
        self._done[update_id] = True
        while self._done and self._done[first := next(iter(self._done))]:
            del self._done[first]
            self._recent.add(first)
            self._next = first + 1
        if not self._done:
            self._idle.set()


async def _wait(event: asyncio.Event, within: float) -> None:
    try:
        async with asyncio.timeout(within):
            await event.wait()
    except TimeoutError:
        return


def _lane(update: Update) -> int:
    """Whose order the update belongs to; ids of chats and of people do not meet."""
    if update.effective_chat:
        return update.effective_chat.id
    if update.effective_user:
        return update.effective_user.id
    return update.update_id
