"""The watch over an installation: who is told when letters do not go, and when all is well."""

import logging
from datetime import datetime, timedelta

from telegram.error import TelegramError

from bot.checks import SILENCE, stored_state
from bot.findings import Aspect
from bot.ping import ping
from bot.retrying import TelegramBot
from bot.settings import Settings
from bot.views.checks import letters_are_late
from bot.views.screen import Screen
from locales import Words
from storage import beats, outbox
from storage.database import Database

logger = logging.getLogger(__name__)

AGAIN = timedelta(days=1)
"""The owners hear of the same trouble once a day."""


class Watch:
    """A chore of the clock: look how things are, and say so."""

    def __init__(self, db: Database, bot: TelegramBot, settings: Settings) -> None:
        self._db = db
        self._bot = bot
        self._settings = settings
        self._late_since: datetime | None = None

    async def look(self, now: datetime) -> None:
        """Tell the owners of letters that are an hour late; ping when nothing is wrong."""
        found = await stored_state(self._db, now, thorough=False)
        wrong = {finding.aspect for finding in found if not finding.well}
        if Aspect.OUTBOX not in wrong:
            self._late_since = None
        elif self._late_since is None:
            self._late_since = now  # after an outage they are just going: give them a while
        elif now - self._late_since >= SILENCE:
            await self._alarm(now)
        if not wrong and self._settings.ping_url:
            await ping(self._settings.ping_url)

    async def _alarm(self, now: datetime) -> None:
        told = (await self._db.read(beats.last)).get("alarm")
        if told is not None and now - told < AGAIN:
            return
        since = await self._db.read(outbox.oldest_due, now)
        if since is None:
            return
        logger.error("letters are due since %s and have not gone", since.isoformat())
        words = Words(self._settings.language)
        if await self._tell(letters_are_late(since.astimezone(self._settings.timezone), words)):
            await self._db.write(beats.beat, "alarm", now)

    async def _tell(self, screen: Screen) -> bool:
        """Send it to every owner; whether one of them has it."""
        return any([await self._tell_one(owner, screen) for owner in self._settings.owners])

    async def _tell_one(self, owner: int, screen: Screen) -> bool:
        try:
            await self._bot.send_message(owner, screen.text)
        except TelegramError as error:
            logger.warning("owner %s cannot be told that letters are late: %s", owner, error)
            return False
        return True
