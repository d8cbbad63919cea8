"""Intake: updates from Telegram by polling, confirmed after they are done and never before."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from time import monotonic
from typing import Any

from telegram import Update
from telegram.error import (
    Conflict,
    EndPointNotFound,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.ext import Application

from bot.connection import AT_ONCE, POLL
from bot.dispatch import Dispatch
from bot.patience import Patience, asked_for

logger = logging.getLogger(__name__)

ALLOWED = ("message", "callback_query", "my_chat_member")
"""The kinds of updates that are asked for."""

BEAT = 10.0
"""Seconds between two beats while polling goes well."""

COMPLAIN = 60.0
"""Seconds between two log lines about the same trouble."""

BRIEF, LONG = 0.02, 0.5
"""Between polls while something is under way: Telegram answers those at once, with the same."""


class WrongToken(Exception):  # noqa: N818 - a fact about the settings
    """Telegram does not know this token (any more); trying again is of no use."""


class Intake:
    """Takes updates in and has the application handle them.

    An update leaves Telegram's queue when it and all before it are handled to the end, so one
    that a crash interrupts comes again. Handlers must be blocking ones (PTB's default), and say
    `bot_data["not_yet"](update_id)` when the database was unavailable: the update is tried again
    in its place. While one is slow, Telegram gives at most 99 that came after it.

    `beat` is awaited every ten seconds or so while Telegram answers. `mine` is awaited before each
    call: it returns when the updates are this process's to take.
    """

    def __init__(
        self,
        app: Application[Any, Any, Any, Any, Any, Any],
        *,
        at_once: int = AT_ONCE,
        beat: Callable[[], Awaitable[None]] | None = None,
        mine: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._app = app
        self._dispatch = Dispatch(app.process_update, at_once=at_once)
        self._beat = beat
        self._mine = mine
        self._beaten = -BEAT
        self._trouble = Trouble()
        app.bot_data["not_yet"] = self._dispatch.not_yet

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates in until told to stop; initializes the application when Telegram answers.

        Whatever Telegram or the network do is waited out. Raises WrongToken, now or later. When
        it returns, what was under way is done and confirmed, or will come again.
        """
        polling = asyncio.create_task(self._poll(), name="polling")
        stopping = asyncio.create_task(stop.wait(), name="waiting for the end")
        try:
            await asyncio.wait({polling, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            ended_itself = polling.done()
            polling.cancel()
            await asyncio.gather(polling, stopping, return_exceptions=True)
            await self._dispatch.close()
            if not ended_itself:
                await self._confirm()
        if ended_itself:
            polling.result()

    async def _poll(self) -> None:
        await self._insist(self._app.initialize)
        await self._insist(self._app.bot.delete_webhook)  # polling is refused beside one
        await self._tell_alive()  # the first poll may take its time
        pause = BRIEF
        while True:
            found = await self._insist(self._get_updates)
            news = [update for update in found if not self._dispatch.knows(update["update_id"])]
            for update in news:
                self._take(update)
            await self._tell_alive()
            if self._dispatch.is_idle:
                continue
            pause = BRIEF if news else min(LONG, pause * 2)
            await self._dispatch.idle(within=pause)

    async def _insist(self, call: Callable[[], Awaitable[Any]]) -> Any:
        """Call Telegram until it answers."""
        patience = Patience()
        while True:
            if self._mine is not None:
                await self._mine()
            try:
                answer = await call()
            except (InvalidToken, EndPointNotFound):
                # Not chained: the library's own message has the token in it.
                raise WrongToken from None
            except RetryAfter as error:
                self._trouble.met(error)
                await asyncio.sleep(asked_for(error))
            except TelegramError as error:
                self._trouble.met(error)
                await asyncio.sleep(patience.next())
            else:
                self._trouble.over()
                return answer

    async def _get_updates(self, limit: int = 100, hold: timedelta = POLL) -> Any:
        # As raw JSON: one update that the library cannot read would fail all that came with it,
        # and those that are known already need no reading. The library warns of the name
        # "getUpdates" here, and turns this one into it.
        return await self._app.bot.do_api_request(
            "get_Updates",
            api_kwargs={
                "offset": self._dispatch.confirm(),
                "limit": limit,
                "timeout": int(hold.total_seconds()),
                "allowed_updates": list(ALLOWED),
            },
        )

    def _take(self, raw: dict[str, Any]) -> None:
        update_id = raw["update_id"]
        try:
            update = Update.de_json(raw, self._app.bot)
        except Exception:
            logger.exception("update %s cannot be read and is left out", update_id)
            self._dispatch.skip(update_id)
        else:
            self._dispatch.take(update)

    async def _tell_alive(self) -> None:
        if self._beat is None or monotonic() - self._beaten < BEAT:
            return
        self._beaten = monotonic()
        try:
            await self._beat()
        except Exception as error:
            logger.warning("cannot write down that Telegram answers: %s", error)

    async def _confirm(self) -> None:
        """Let Telegram forget what is done; when that fails it comes again and changes nothing."""
        if self._dispatch.has_begun:
            with suppress(TelegramError):
                await self._get_updates(limit=1, hold=timedelta())


class Trouble:
    """Says in the log what keeps Telegram from answering: at once, then now and again."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._said = -COMPLAIN

    def met(self, error: TelegramError) -> None:
        """Telegram did not answer, or not as it should."""
        now = monotonic()
        if self._since is None:
            self._since, self._said = now, -COMPLAIN
        if now - self._said < COMPLAIN:
            return
        self._said = now
        if isinstance(error, Conflict):
            logger.error("another program takes this bot's updates; stop it: %s", error)
        else:
            logger.warning("Telegram cannot be reached, trying on: %s", error)

    def over(self) -> None:
        """Telegram answers."""
        if self._since is not None:
            logger.warning("Telegram answers again after %.0f s", monotonic() - self._since)
            self._since = None
