"""Progress: one message that says where long work is, edited while the work goes on."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import TypeAlias

from telegram import Bot
from telegram.error import TelegramError

from bot.views.screen import Screen

logger = logging.getLogger(__name__)

PACE = 1.0
"""Seconds between two edits, and before the first: what is over sooner is not worth reading."""

Say: TypeAlias = Callable[[Screen], None]
"""Call it in the loop, as often as there is something to say."""


@asynccontextmanager
async def progress(
    bot: Bot, chat_id: int, message_id: int, told: Screen, *, pace: float = PACE
) -> AsyncIterator[Say]:
    """Keep a message, in which `told` stands, telling what was last said.

    When this ends no edit is under way any more.

    Telling must not get in the way of the work: what Telegram says to an edit is passed over.
    """
    teller = _Teller(bot, chat_id, message_id, told, pace)
    telling = asyncio.create_task(teller.tell(), name=f"progress in {chat_id}")
    try:
        yield teller.say
    finally:
        teller.end()
        await telling


class _Teller:
    def __init__(self, bot: Bot, chat_id: int, message_id: int, told: Screen, pace: float) -> None:
        self._bot = bot
        self._place = (chat_id, message_id)
        self._pace = pace
        self._told = self._wanted = told
        self._over = asyncio.Event()

    def say(self, screen: Screen) -> None:
        """Let this be told next, unless something newer comes first."""
        self._wanted = screen

    def end(self) -> None:
        """Tell nothing more."""
        self._over.set()

    async def tell(self) -> None:
        """Tell what is new, at a measured pace, to the end."""
        while not await self._is_over():
            if self._wanted != self._told:
                self._told = self._wanted
                await self._edit(self._told)

    async def _is_over(self) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pace):
                await self._over.wait()
        return self._over.is_set()

    async def _edit(self, screen: Screen) -> None:
        chat_id, message_id = self._place
        try:
            await self._bot.edit_message_text(screen.text, chat_id, message_id)
        except TelegramError as error:
            logger.debug("progress was not told: %s", error)
