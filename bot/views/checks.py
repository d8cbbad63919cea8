"""Findings of a check: as lines for the shell, and as an alarm for the owners."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from bot.findings import Aspect, Fact, Finding
from bot.views.screen import Screen, screen
from locales import Words


def checks(found: Sequence[Finding], zone: tzinfo, words: Words) -> str:
    """A line each with moments of `zone`, and a verdict below."""
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
    lines = [f"{said[f.well]}  {names[f.aspect]}: {_fact(f, zone, words)}" for f in found]
    well = all(finding.well for finding in found)
    return "\n".join([*lines, words("All is well.") if well else words("Something needs care.")])


def _fact(finding: Finding, zone: tzinfo, words: Words) -> str:
    if finding.what in list(Fact):
        return _named(Fact(finding.what), words)
    match finding.aspect:
        case Aspect.POLL | Aspect.TICK | Aspect.OUTBOX:
            at = datetime.fromisoformat(finding.what).astimezone(zone)
            return words(
                "{day}, {clock}", day=words.day(at.date(), year=True), clock=words.clock(at)
            )
        case Aspect.JOURNAL:
            return words("what was sealed has been changed or removed: {what}", what=finding.what)
        case Aspect.DATABASE:
            return words(
                "it cannot be opened: is its folder there, may it be written to, does its server "
                "answer? ({what})",
                what=finding.what,
            )
        case Aspect.TOKEN if not finding.well:
            return words("Telegram does not answer; see the network and VEKHA_PROXY_URL")
    return finding.what


def _named(fact: Fact, words: Words) -> str:
    return {
        Fact.OK: words("in order"),
        Fact.NEVER: words("not yet"),
        Fact.EMPTY: words("none waits"),
        Fact.OLD_SCHEMA: words("of an earlier version; `vekha run` brings it up to date"),
        Fact.NO_TOKEN: words("VEKHA_TOKEN is not set"),
        Fact.WRONG_TOKEN: words("Telegram does not accept the token"),
    }[fact]


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


def letters_given_up(lost: int, words: Words) -> Screen:
    """What an owner hears of letters that Telegram does not accept, try after try."""
    return screen(
        [
            words.count_html(
                "<b>{n} letter of the last day was given up</b>",
                "<b>{n} letters of the last day were given up</b>",
                lost,
            ),
            words(
                "Telegram does not accept how they are made. The tasks stand in /tasks and the "
                "next reminders come. The log on the server says what is wrong."
            ),
        ]
    )
