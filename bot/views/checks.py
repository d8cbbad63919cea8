"""Findings of a check as lines for the shell."""

from collections.abc import Sequence

from bot.checks import Aspect, Finding
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
