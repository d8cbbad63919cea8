"""`vekha summary`: the same numbers as `/summary`."""

from argparse import Namespace
from datetime import datetime

from bot.commands.database import with_database
from bot.commands.printing import say, say_json
from bot.exports import as_json
from bot.settings import Settings
from bot.usecases import centres
from bot.views.summary import summary as screen
from locales import Words
from storage.database import Database
from storage.domain.summary import Summary
from storage.overview import summarise


def run(given: Namespace, settings: Settings) -> None:
    """Print how the centre stands today, by its own clock."""

    async def work(db: Database) -> Summary:
        centre = await db.read(centres.find, given.centre)
        return await db.read(summarise, centre, datetime.now(centre.timezone).date())

    facts = with_database(settings, work)
    if given.json:
        say_json(as_json.summary(facts))
    else:
        say(screen(facts, Words(settings.language)).plain)
