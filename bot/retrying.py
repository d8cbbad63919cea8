"""Retrying: a call to Telegram is made again when that may help, each time at Telegram's pace.

A tap gets its answer although the network hiccups. Only calls that may be made twice without
harm are repeated after any failure: an edit, the answer to a tap, a look at a file. What sends a
message is repeated only when Telegram said that it did not take it.

Letters come with their turn, and have their outbox for what fails: they pass straight through.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from math import ceil
from typing import Any, Literal, TypeAlias

from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter, ExtBot

from bot.patience import Patience, asked_for
from scheduler.pace import Pace, Silence

logger = logging.getLogger(__name__)

TelegramBot: TypeAlias = ExtBot[Literal[True]]
"""The bot as it is set up here; `rate_limit_args=True` says that a call has its turn already."""

TRIES = 4
"""So often a call is made; the pauses between add up to about four seconds."""

LONGEST_HOLD = 5.0
"""A person who tapped waits so many seconds at most for Telegram's permission to answer."""

COUNTED = ("send", "edit")
"""What Telegram counts against its limits, by how the calls begin."""


class Retrying(BaseRateLimiter[Literal[True]]):
    """The library's hook around every call but getUpdates."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    async def initialize(self) -> None:
        """Nothing is held between calls."""

    async def shutdown(self) -> None:
        """Nothing is held between calls."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Literal[True] | None,
    ) -> Any:
        """Make the call; raise its last error when the tries are used up or cannot help."""

        def call() -> Coroutine[Any, Any, Any]:
            return callback(*args, **kwargs)

        if rate_limit_args:
            return await call()
        patience = Patience()
        for left in reversed(range(TRIES)):
            try:
                return await self._in_turn(call, endpoint, data.get("chat_id"))
            except (RetryAfter, NetworkError) as error:
                pause = _pause(error, patience, sending=endpoint.startswith("send"))
                if not left or pause is None:
                    raise
                logger.info("%s failed and is tried again: %s", endpoint, error)
                await asyncio.sleep(pause)
        raise AssertionError("a call has at least one try")

    async def _in_turn(
        self, call: Callable[[], Coroutine[Any, Any, Any]], endpoint: str, chat_id: object
    ) -> Any:
        if not isinstance(chat_id, int) or not endpoint.startswith(COUNTED):
            return await call()
        turn = await self._pace.answer(chat_id)
        if isinstance(turn, Silence):
            raise RetryAfter(ceil(turn.seconds))
        with turn:
            try:
                return await call()
            except RetryAfter as error:
                turn.told_to_wait(asked_for(error))
                raise


def _pause(error: RetryAfter | NetworkError, patience: Patience, *, sending: bool) -> float | None:
    """How long to wait before the next try; None when another is of no use, or could do harm."""
    if isinstance(error, RetryAfter):
        wait = asked_for(error)
        return wait if wait <= LONGEST_HOLD else None
    # The library counts a BadRequest among the network's errors.
    return None if sending or isinstance(error, BadRequest) else patience.next()
