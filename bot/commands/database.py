"""The database as a command needs it: up to date, for one piece of work."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.settings import Settings
from storage.database import Database
from storage.migrations import migrate

T = TypeVar("T")


def with_database(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    """Return what `work` does with the database, which is migrated before and closed after."""

    async def whole() -> T:
        db = Database(settings.database_url)
        try:
            return await work(db)
        finally:
            await db.close()

    migrate(settings.database_url)
    return asyncio.run(whole())
