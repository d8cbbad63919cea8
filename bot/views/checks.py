"""Findings of a check: as lines for the shell, and as an alarm for the owners."""

from collections.abc import Sequence
from datetime import datetime

from bot.findings import Aspect, Finding
from bot.views.screen import Screen, screen
from locales import Words


def checks(found: Sequence[Finding], words: Words) -> str:
    """A line each, and a verdict below."""
    names = {
        Aspect.SETTINGS: words("Settings"),
        Aspect.DATABASE: words("Database"),
        Aspect.MIGRATIONS: words("Migrations"),
        Aspect.JOURNAL: words("Journal chain"),
        Aspect.TOKEN: words("Token"),
        Aspect.POLL: words("Last poll"),
        Aspect.TICK: words("Last tick"),
        Aspect.OUTBOX: words("Oldest unsent letter"),
    }
    said = {True: words("ok"), False: words("WRONG")}
    lines = [f"{said[f.well]}  {names[f.aspect]}: {f.what}" for f in found]
    well = all(finding.well for finding in found)
    return "\n".join([*lines, words("All is well.") if well else words("Something needs care.")])


def letters_are_late(since: datetime, words: Words) -> Screen:
    """What an owner hears when letters do not go. `since` is a moment of the owner's zone."""
    return screen(
        [
            words.html("<b>Letters do not go out</b>"),
            words(
                "The oldest has been waiting since {day}, {clock}.",
                day=words.day(since.date()),
                clock=words.clock(since),
            ),
            words(
                "Nothing is lost: they will go as soon as the trouble is over. "
                "The log on the server says what is wrong."
            ),
        ]
    )
