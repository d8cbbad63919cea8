"""`vekha centre add`: found a centre."""

from argparse import Namespace
from datetime import UTC, datetime

from bot.commands.database import with_database
from bot.commands.printing import say
from bot.settings import Settings
from bot.usecases import centres
from locales import Words
from storage.database import Database


def run(given: Namespace, settings: Settings) -> None:
    """Found the centre `given.name`, with the installation's zone and language if not given."""
    zone = given.timezone or settings.timezone
    language = given.language or settings.language

    async def work(db: Database) -> None:
        await db.write(centres.add, given.name, zone, language, datetime.now(UTC))

    with_database(settings, work)
    words = Words(settings.language)
    say(words("The centre “{name}” is made. Next: vekha invite --centre NAME --role methodist",
              name=given.name))  # fmt: skip
