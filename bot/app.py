"""The wiring: the one place where the bot, the clock and the database meet."""

import asyncio
import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import TypeAlias

from telegram.ext import Application, ContextTypes

from bot.checks import readiness, stored_state
from bot.connection import telegram
from bot.context import Context, Data
from bot.findings import Health
from bot.handlers import HANDLERS, on_error
from bot.handlers.menu import offer_menu
from bot.health import serve_health
from bot.intake import Intake
from bot.leading import Leading
from bot.messenger import TelegramMessenger
from bot.retrying import TelegramBot
from bot.settings import Settings
from bot.watch import Watch
from scheduler.clock import Clock
from scheduler.pace import Pace
from storage import beats, readings, updates
from storage.database import Database

logger = logging.getLogger(__name__)

App: TypeAlias = Application[TelegramBot, Context, Data, Data, Data, None]

REMEMBER_UPDATES = timedelta(days=2)
"""Telegram repeats an update for a day at most."""


def build_app(
    bot: TelegramBot, db: Database, now: Callable[[], datetime], owners: Collection[int]
) -> App:
    """Put the handlers on a bot."""
    app: App = (
        Application.builder()
        .bot(bot)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Context))
        .build()
    )
    app.bot_data.update(db=db, now=now, owners=owners)
    app.add_handlers(HANDLERS)
    app.add_error_handler(on_error)
    return app


class Vekha:
    """A bot that runs on a migrated database. `clock` may be told to look at once."""

    def __init__(self, settings: Settings, db: Database, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._db = db
        self._now = now
        self._leading = Leading(db)
        pace = Pace()  # one for all: Telegram counts answers and letters together
        bot = telegram(settings, pace)
        self.app = build_app(bot, db, now, settings.owners)
        self.clock = Clock(
            db,
            TelegramMessenger(bot),
            now,
            every=timedelta(seconds=settings.tick_seconds),
            beat=self._ticked,
            chores=[self._forget_updates, Watch(db, bot, settings).look],
            pace=pace,
            at_work=lambda: self._leading.is_mine,
        )
        self._intake = Intake(self.app, beat=self._polled, mine=self._leading.mine)
        self._met = False

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates and send letters until `stop` is set; finish what was begun, then return.

        Raises bot.intake.WrongToken when Telegram does not know the token, Refusal when the
        health port is taken.
        """
        async with self._leading.sought():  # first: what it says of itself depends on that
            health = serve_health(self._settings.listen, self._look)
            try:
                await self._intake.run(stop)
            finally:
                await self.clock.stop()
                health.stop()
                await self.app.shutdown()

    async def _polled(self) -> None:
        """Telegram answers: write it down, and the first time begin to send."""
        await self._db.write(beats.beat, "poll", self._now(), self.app.bot.username)
        if self._met:
            return
        self._met = True
        logger.info("running as @%s", self.app.bot.username)
        self.clock.start()
        await offer_menu(self.app.bot)

    async def _look(self) -> Health:
        if self._leading.is_mine:
            found = await stored_state(self._db, self._now(), thorough=False)
            return Health(tuple(found))
        # How the wheels of another bot turn is that one's to say.
        return Health(tuple(await readiness(self._db)), stands_by=True)

    async def _ticked(self, moment: datetime) -> None:
        await self._db.write(beats.beat, "tick", moment)

    async def _forget_updates(self, moment: datetime) -> None:
        await self._db.write(updates.forget, moment - REMEMBER_UPDATES)
        await self._db.write(readings.forget, moment - REMEMBER_UPDATES)
