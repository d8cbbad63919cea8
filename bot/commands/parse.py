"""`vekha parse`: read a document and print the draft; no database is touched."""

from argparse import Namespace

from bot.commands.documents import content_of, draft_of
from bot.commands.printing import say, say_json
from bot.exports import as_json
from bot.settings import Settings
from bot.views.drafts import draft_in_full
from locales import Words


def run(given: Namespace, settings: Settings) -> None:
    """Print the draft of `given.file`."""
    words = Words(settings.language)
    draft = draft_of(content_of(given), given)
    if given.json:
        say_json(as_json.draft(draft, words))
    else:
        say(draft_in_full(draft, words))
