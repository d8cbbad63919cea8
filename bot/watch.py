"""The watch over an installation: who is told when letters do not go, and when all is well."""

import logging
from datetime import datetime, timedelta

from telegram.error import TelegramError

from bot.checks import SILENCE, stored_state
from bot.findings import Aspect
from bot.ping import ping
from bot.retrying import TelegramBot
from bot.settings import Settings
from bot.views.checks import letters_are_late, letters_given_up
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
        """Tell the owners of letters that are an hour late, or given up; ping if all is well."""
        found = await stored_state(self._db, now, thorough=False)
        wrong = {finding.aspect for finding in found if not finding.well}
        if Aspect.OUTBOX not in wrong:
            self._late_since = None
        elif self._late_since is None:
            self._late_since = now  # after an outage they are just going: give them a while
        elif now - self._late_since >= SILENCE:
            await self._late(now)
        await self._given_up(now)
        if not wrong and self._settings.ping_url:
            await ping(self._settings.ping_url)

    async def _late(self, now: datetime) -> None:
        if not await self._may_tell("alarm", now):
            return
        since = await self._db.read(outbox.oldest_due, now)
        if since is None:
            return
        logger.error("letters are due since %s and have not gone", since.isoformat())
        words = Words(self._settings.language)
        screen = letters_are_late(since.astimezone(self._settings.timezone), words)
        await self._tell("alarm", screen, now)

    async def _given_up(self, now: datetime) -> None:
        # The log has it already; but nobody reads a log of which they expect no harm.
        if not await self._may_tell("given up", now):
            return
        if lost := await self._db.read(outbox.given_up, now - AGAIN):
            screen = letters_given_up(lost, Words(self._settings.language))
            await self._tell("given up", screen, now)

    async def _may_tell(self, trouble: str, now: datetime) -> bool:
        told = (await self._db.read(beats.last)).get(trouble)
        return told is None or now - told >= AGAIN

    async def _tell(self, trouble: str, screen: Screen, now: datetime) -> None:
        """Send it to every owner, and for a day no more when one of them has it."""
        if any([await self._tell_one(owner, screen) for owner in self._settings.owners]):
            await self._db.write(beats.beat, trouble, now)

    async def _tell_one(self, owner: int, screen: Screen) -> bool:
        try:
            await self._bot.send_message(owner, screen.text)
        except TelegramError as error:
            logger.warning("owner %s cannot be told of letters: %s", owner, error)
            return False
        return True
