"""Persistence: a call to Telegram that failed for a moment is made again.

A tap gets its answer although the network hiccups. Only calls that may be made twice without harm
are repeated: an edit, the answer to a tap, a look at a file.

What sends a message is left alone; the first one may have arrived, and letters have their outbox.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.patience import Patience, asked_for

logger = logging.getLogger(__name__)

TRIES = 4
"""So often a call is made; the pauses between add up to about four seconds."""

LONGEST_HOLD = 5.0
"""A person who tapped waits so many seconds at most for Telegram's permission to answer."""


class Persistence(BaseRateLimiter[None]):
    """The library's hook around every call but getUpdates."""

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
        rate_limit_args: None,
    ) -> Any:
        """Make the call; raise its last error when the tries are used up or cannot help."""
        del data, rate_limit_args
        patience = Patience()
        for left in reversed(range(1 if endpoint.startswith("send") else TRIES)):
            try:
                return await callback(*args, **kwargs)
            except (RetryAfter, NetworkError) as error:
                pause = _pause(error, patience)
                if not left or pause is None:
                    raise
                logger.info("%s failed and is tried again: %s", endpoint, error)
                await asyncio.sleep(pause)
        raise AssertionError("a call has at least one try")


def _pause(error: RetryAfter | NetworkError, patience: Patience) -> float | None:
    """How long to wait before the next try; None when another is of no use."""
    if isinstance(error, BadRequest):  # the library counts it among the network's errors
        return None
    if isinstance(error, RetryAfter):
        wait = asked_for(error)
        return wait if wait <= LONGEST_HOLD else None
    return patience.next()
