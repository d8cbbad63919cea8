"""`vekha import`: bring a roadmap into a centre."""

from argparse import Namespace
from datetime import UTC, datetime
from hashlib import sha256

from bot.commands.database import with_database
from bot.commands.documents import content_of, draft_of
from bot.commands.printing import say
from bot.settings import Settings
from bot.usecases import centres, importing
from bot.views.drafts import draft_in_full
from bot.views.importing import accepted, names
from locales import Words
from storage.database import Database


def run(given: Namespace, settings: Settings) -> None:
    """Import `given.file`; without --yes it is only shown."""
    words = Words(settings.language)
    content = content_of(given)
    draft = draft_of(content, given)

    async def work(db: Database) -> importing.Accepted | None:
        centre = await db.read(centres.find, given.centre)
        if not given.yes:
            return None
        document = importing.Document(given.file.name, sha256(content).hexdigest(), draft)
        return await db.write(
            importing.import_from_shell, centre, document, names(words), datetime.now(UTC)
        )

    done = with_database(settings, work)
    if done is None:
        say(draft_in_full(draft, words))
        say(words("Nothing was changed. Add --yes to accept."))
    else:
        say(accepted(done, words).plain)
