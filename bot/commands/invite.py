"""`vekha invite`: invite somebody, by a link and by a code."""

from argparse import Namespace
from datetime import UTC, date, datetime

from telegram.error import InvalidToken, TelegramError

from bot.commands.database import with_database
from bot.commands.printing import say, say_json
from bot.connection import telegram
from bot.settings import Settings
from bot.usecases import centres, people
from bot.views.joining import link_of, role_name
from locales import Words
from scheduler.pace import Pace
from storage import beats
from storage.database import Database
from storage.domain.people import Role
from storage.domain.permissions import Refusal


def run(given: Namespace, settings: Settings) -> None:
    """Print the link, the code, and until when they are good."""
    role = Role(given.role)

    async def work(db: Database) -> dict[str, str]:
        centre = await db.read(centres.find, given.centre)
        # Asked for first: an invitation that cannot be printed is better not made.
        username = await _username(db, settings)
        made = await db.write(
            people.invite_from_shell, centre, role, given.school, datetime.now(UTC)
        )
        expires = made.expires_at.astimezone(centre.timezone).date()
        link = link_of(made.token, username)
        return {"link": link, "code": made.code, "expires": expires.isoformat()}

    made = with_database(settings, work)
    if given.json:
        say_json(made)
        return
    words = Words(settings.language)
    say(words("Invitation: {role}", role=role_name(role, words)))
    say(made["link"])
    say(
        words(
            "Code: {code}, good until {day}",
            code=made["code"],
            day=words.plain_day(date.fromisoformat(made["expires"]), year=True),
        )
    )


async def _username(db: Database, settings: Settings) -> str:
    """The bot's name as its links need it: from its last poll, or from Telegram itself."""
    noted = await db.read(beats.note_of, "poll")
    if noted:
        return noted
    if settings.token is None:
        raise Refusal("no_token")
    try:
        async with telegram(settings, Pace()) as bot:
            return bot.username
    except InvalidToken as error:
        raise Refusal("wrong_token") from error
    except TelegramError as error:
        raise Refusal("bot_unknown") from error
