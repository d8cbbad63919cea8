"""What happens in the stand-in, in order: for those who watch and for those who wait."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing a watcher is told: its number, its kind, its facts."""

    number: int
    kind: str
    facts: dict[str, Any]


class Happenings:
    """A short memory of what happened, and a bell that rings each time anything does."""

    def __init__(self) -> None:
        self.rings = 0
        self._number = 0
        self._kept: deque[Happening] = deque(maxlen=_KEPT)
        self._waiting: set[asyncio.Future[None]] = set()

    def tell(self, kind: str, **facts: Any) -> None:
        """Something a watcher of the chats should see."""
        self._number += 1
        self._kept.append(Happening(self._number, kind, facts))
        self.ring()

    def ring(self) -> None:
        """Something changed: let those who wait look again."""
        self.rings += 1
        waiting, self._waiting = self._waiting, set()
        for bell in waiting:
            if not bell.done():
                bell.set_result(None)

    @property
    def last(self) -> int:
        """The number of the last happening."""
        return self._number

    def since(self, number: int) -> list[Happening] | None:
        """What happened after this number; None if that is no longer remembered."""
        if number > self._number or number < self._number - len(self._kept):
            return None
        return [happening for happening in self._kept if happening.number > number]

    async def next(self, within: float) -> bool:
        """Wait for the next ring; False if all is quiet `within` seconds."""
        before = self.rings
        return await self.until(lambda: self.rings != before, within)

    async def until(self, holds: Callable[[], bool], within: float) -> bool:
        """Wait until it holds, looking at every ring; False if it does not `within` seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        while not holds():
            left = deadline - loop.time()
            if left <= 0:
                return False
            bell: asyncio.Future[None] = loop.create_future()
            self._waiting.add(bell)
            await asyncio.wait([bell], timeout=left)
            self._waiting.discard(bell)
        return True
