"""`vekha import`: bring a roadmap into a centre."""

from argparse import Namespace
from datetime import UTC, datetime
from hashlib import sha256

from bot.commands.database import with_database
from bot.commands.documents import content_of, draft_of
from bot.commands.printing import say
from bot.settings import Settings
from bot.usecases import bringing, centres
from bot.usecases.importing import Document
from bot.views.bringing import brought, looked
from bot.views.importing import names
from locales import Words
from storage.database import Database


def run(given: Namespace, settings: Settings) -> None:
    """Import `given.file`; without --yes it is only shown, or what it changes."""
    words = Words(settings.language)
    content = content_of(given)
    document = Document(given.file.name, sha256(content).hexdigest(), draft_of(content, given))

    async def work(db: Database) -> str:
        centre = await db.read(centres.find, given.centre)
        if not given.yes:
            return looked(await db.read(bringing.look, centre, document), words)
        now = datetime.now(UTC)
        done = await db.write(
            bringing.bring, centre, document, names(words), now, set_aside=given.aside
        )
        return brought(done, words)

    say(with_database(settings, work))
