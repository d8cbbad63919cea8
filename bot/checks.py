"""Checks: whether an installation is well, for `vekha check` and for /health."""

from datetime import datetime, timedelta

from telegram.error import InvalidToken, TelegramError

from bot.connection import telegram
from bot.findings import Aspect, Fact, Finding
from bot.settings import Settings
from scheduler.pace import Pace
from storage import beats, journal, outbox
from storage.database import Database
from storage.domain.permissions import Refusal
from storage.migrations import is_current
from storage.unusable import Unavailable

SILENCE = timedelta(minutes=5)
"""A wheel that has not turned for so long stands still."""

LETTERS_LATE = timedelta(hours=1)
"""A letter that is due and unsent for so long is trouble."""


async def examine(settings: Settings, now: datetime) -> list[Finding]:
    """Look at the database and at Telegram from outside, as `vekha check` does."""
    db = Database(settings.database_url)
    try:
        stored = await stored_state(db, now, thorough=True)
    finally:
        await db.close()
    # Wrong settings are refused before anything is asked: whoever gets here has right ones.
    return [Finding(Aspect.SETTINGS, True, Fact.OK), *stored, await _token(settings)]


async def stored_state(db: Database, now: datetime, *, thorough: bool) -> list[Finding]:
    """Look at what the database says; only a `thorough` look goes through the whole journal.

    A wheel that has never turned is well: an installation may be prepared before its first run.
    """
    found = await readiness(db)
    if not all(finding.well for finding in found):
        return found
    if thorough:
        broken = await db.read(journal.verify)
        first = (
            f"{broken[0].damage} at {broken[0].centre_id}:{broken[0].ordinal}"
            if broken
            else Fact.OK
        )
        found.append(Finding(Aspect.JOURNAL, not broken, first))
    turned = await db.read(beats.last)
    for aspect, name in ((Aspect.POLL, "poll"), (Aspect.TICK, "tick")):
        at = turned.get(name)
        well = at is None or now - at <= SILENCE
        found.append(Finding(aspect, well, at.isoformat() if at else Fact.NEVER))
    oldest = await db.read(outbox.oldest_due, now)
    late = oldest is not None and now - oldest > LETTERS_LATE
    found.append(Finding(Aspect.OUTBOX, not late, oldest.isoformat() if oldest else Fact.EMPTY))
    return found


async def readiness(db: Database) -> list[Finding]:
    """Look whether there is a database to work on."""
    try:
        current = await db.read(is_current)
    except Unavailable as error:
        return [Finding(Aspect.DATABASE, False, str(error) or "unavailable")]
    return [
        Finding(Aspect.DATABASE, True, Fact.OK),
        Finding(Aspect.MIGRATIONS, current, Fact.OK if current else Fact.OLD_SCHEMA),
    ]


async def _token(settings: Settings) -> Finding:
    try:
        async with telegram(settings, Pace()) as bot:
            return Finding(Aspect.TOKEN, True, f"@{bot.username}")
    except Refusal:
        return Finding(Aspect.TOKEN, False, Fact.NO_TOKEN)
    except InvalidToken:
        return Finding(Aspect.TOKEN, False, Fact.WRONG_TOKEN)
    except TelegramError as error:
        return Finding(Aspect.TOKEN, False, f"Telegram does not answer: {type(error).__name__}")
