"""`vekha check`: look at everything that has to be well."""

import asyncio
from argparse import Namespace
from datetime import UTC, datetime

from bot.checks import examine
from bot.commands.printing import say, say_json
from bot.exports import as_json
from bot.settings import Settings
from bot.views.checks import checks
from locales import Words


def run(given: Namespace, settings: Settings) -> None:
    """Print what was found; exit with 1 when something is not well."""
    found = asyncio.run(examine(settings, datetime.now(UTC)))
    if given.json:
        say_json(as_json.checks(found))
    else:
        say(checks(found, settings.timezone, Words(settings.language)))
    if not all(finding.well for finding in found):
        raise SystemExit(1)
