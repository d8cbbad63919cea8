"""Leading: of several bots on one database one is at work, the others stand by for it.

A token has one queue of updates and one limit on sending, so a second worker would only be in the
way of the first. It waits, and is at work a second or two after the first one is gone.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.database import Database

logger = logging.getLogger(__name__)

LOOK = 1.0
"""Seconds between two looks; what the one before has sent counts with Telegram as long."""


class Leading:
    """Whether this bot is at work. It is while nobody has asked the database."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._mine = asyncio.Event()
        self._mine.set()

    @property
    def is_mine(self) -> bool:
        """Whether this one is at work now."""
        return self._mine.is_set()

    async def mine(self) -> None:
        """Wait until this one is at work."""
        await self._mine.wait()

    @asynccontextmanager
    async def sought(self) -> AsyncIterator[None]:
        """Take the lead when it is free, and look whether it still is ours, for as long."""
        await self._look()
        looking = asyncio.create_task(self._go_on_looking(), name="leading")
        try:
            yield
        finally:
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)

    async def _go_on_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            await self._look()

    async def _look(self) -> None:
        leads = await self._db.leads()
        if leads and not self.is_mine:
            await asyncio.sleep(LOOK)
            logger.warning("at work from now on")
            self._mine.set()
        elif not leads and self.is_mine:
            logger.warning("standing by: another bot is at work on this database, or it is gone")
            self._mine.clear()
