"""The commands of the shell: what each does, with its answer on stdout."""

import asyncio
import json
import sys
from argparse import Namespace
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from telegram.error import InvalidToken, TelegramError

from bot.checks import examine
from bot.connection import telegram
from bot.exports import as_json
from bot.handlers.importing import names
from bot.handlers.people import link_of
from bot.settings import Settings
from bot.usecases import centres as centre_case
from bot.usecases import importing, people, summary
from bot.views import checks as checks_view
from bot.views import importing as importing_view
from bot.views.drafts import draft_in_full
from bot.views.joining import role_name
from bot.views.summary import summary as summary_screen
from locales import Words
from scheduler.pace import Pace
from storage import beats
from storage.database import Database
from storage.documents import MOST_BYTES, read_safely
from storage.domain import phrases
from storage.domain.people import Role
from storage.domain.permissions import Refusal
from storage.domain.terms import Window
from storage.migrations import migrate

T = TypeVar("T")


def parse(given: Namespace, settings: Settings) -> None:
    """Read a document and print the draft; no database is touched."""
    words = Words(settings.language)
    read = read_safely(_content(given.file), given.file.name, _period(given))
    if given.json:
        _print_json(as_json.draft(read, words))
    else:
        _print(draft_in_full(read, words))


def terms(given: Namespace, settings: Settings) -> None:  # noqa: ARG001 - the shape of a command
    """Answer each JSON line of stdin with the reading of its phrase."""
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            phrase = str(asked["phrase"])
            period = Window(
                date.fromisoformat(asked["roadmap_start"]),
                date.fromisoformat(asked["roadmap_end"]),
            )
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise Refusal("bad_line", line=number) from error
        _print_json({"phrase": phrase, **as_json.term(phrases.read(phrase, period))}, indent=None)


def import_(given: Namespace, settings: Settings) -> None:
    """Import a document; without --yes it is only shown."""
    words = Words(settings.language)
    content = _content(given.file)
    read = read_safely(content, given.file.name, _period(given))

    async def work(db: Database) -> importing.Accepted | None:
        centre = await db.read(centre_case.find, given.centre)
        if not given.yes:
            return None
        document = importing.Document(given.file.name, sha256(content).hexdigest(), read)
        return await db.write(
            importing.import_from_shell, centre, document, names(words), datetime.now(UTC)
        )

    accepted = _with_database(settings, work)
    if accepted is None:
        _print(draft_in_full(read, words))
        _print(words("Nothing was changed. Add --yes to accept."))
    else:
        _print(importing_view.accepted(accepted, words).plain)


def add_centre(given: Namespace, settings: Settings) -> None:
    """Found a centre."""
    zone = given.timezone or settings.timezone
    language = given.language or settings.language

    async def work(db: Database) -> None:
        await db.write(centre_case.add, given.name, zone, language, datetime.now(UTC))

    _with_database(settings, work)
    words = Words(settings.language)
    _print(words("The centre “{name}” is made. Next: vekha invite --centre NAME --role methodist",
                 name=given.name))  # fmt: skip


def invite(given: Namespace, settings: Settings) -> None:
    """Invite somebody: print the link, the code, and until when they are good."""
    role = Role(given.role)

    async def work(db: Database) -> dict[str, str]:
        centre = await db.read(centre_case.find, given.centre)
        # Asked for first: an invitation that cannot be printed is better not made.
        username = await _username(db, settings)
        made = await db.write(
            people.invite_from_shell, centre, role, given.school, datetime.now(UTC)
        )
        expires = made.expires_at.astimezone(centre.timezone).date()
        link = link_of(made.token, username)
        return {"link": link, "code": made.code, "expires": expires.isoformat()}

    made = _with_database(settings, work)
    if given.json:
        _print_json(made)
        return
    words = Words(settings.language)
    _print(words("Invitation: {role}", role=role_name(role, words)))
    _print(made["link"])
    _print(words("Code: {code}, good until {day}", code=made["code"], day=made["expires"]))


def show_summary(given: Namespace, settings: Settings) -> None:
    """Print the same numbers as `/summary`."""

    async def work(db: Database) -> Any:
        centre = await db.read(centre_case.find, given.centre)
        today = datetime.now(centre.timezone).date()
        return await db.read(summary.summarise, centre, today)

    facts = _with_database(settings, work)
    if given.json:
        _print_json(as_json.summary(facts))
    else:
        _print(summary_screen(facts, Words(settings.language)).plain)


def _with_database(settings: Settings, work: Callable[[Database], Awaitable[T]]) -> T:
    async def whole() -> T:
        db = Database(settings.database_url)
        try:
            return await work(db)
        finally:
            await db.close()

    migrate(settings.database_url)
    return asyncio.run(whole())


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


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than is allowed tells a file that is too large, whatever its size.
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refusal("no_file", name=str(path), why=error.strerror or "") from error


def _period(given: Namespace) -> Window | None:
    if given.start is None and given.end is None:
        return None
    if given.start is None or given.end is None or given.end < given.start:
        raise Refusal("bad_period")
    return Window(given.start, given.end)


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _print_json(facts: dict[str, Any], indent: int | None = 2) -> None:
    _print(json.dumps(facts, ensure_ascii=False, indent=indent))


def check(given: Namespace, settings: Settings) -> None:
    """Look at everything that has to be well; exit with 1 when something is not."""
    found = asyncio.run(examine(settings, datetime.now(UTC)))
    words = Words(settings.language)
    if given.json:
        _print_json(as_json.checks(found))
    else:
        _print(checks_view.checks(found, words))
    if not all(finding.well for finding in found):
        raise SystemExit(1)
