"""The demo: a centre on this machine alone, its people on a page, and a clock to be moved."""

import asyncio
import sys
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.app import Vekha
from bot.demo.clock import MovableClock
from bot.demo.page import ClockHooks, Move, Page, show_page
from bot.demo.people import Person
from bot.demo.telegram import TOKEN, Telegram
from bot.demo.texts import page_texts
from bot.settings import Settings
from bot.usecases import bringing, centres, importing, joining, people
from bot.usecases.joining import Newcomer
from bot.views.importing import names
from locales import Words
from scheduler import silence
from storage import centres as centre_rows
from storage import tasks
from storage.database import Database, Transaction
from storage.documents import read_safely
from storage.domain.draft import Draft
from storage.domain.parties import OrganisationKind
from storage.domain.people import Centre, Role
from storage.domain.permissions import Refusal
from storage.domain.windows import windows_of
from storage.domain.workdays import Workdays
from storage.migrations import migrate

ZONE = ZoneInfo("Europe/Moscow")

METHODIST = 1001
"""The methodist's id in the stand-in; the coordinators' follow it."""

EVE = timedelta(days=6)
"""The demo opens so long before the first deadline: some things press, nothing is lost yet."""

MORNING = time(10, 0)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part: the tokens of the coordinators' invitations, school by school."""

    centre: Centre
    coordinators: tuple[tuple[str, str], ...]


async def show(
    stop: asyncio.Event,
    *,
    port: int,
    browser: bool,
    roadmap: Path | None,
    language: str,
    started: Callable[[Telegram], None] | None = None,
) -> None:
    """Run the demo until `stop` is set.

    Nothing leaves this machine and nothing stays on it. Raises Unreadable for a roadmap that
    cannot be read, Refusal `port_taken`.
    """
    words = Words(language)
    content, name = _roadmap(roadmap)
    draft = await asyncio.to_thread(read_safely, content, name)
    clock = MovableClock(_opening(draft))
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="vekha-demo-"))
        url = f"sqlite:///{folder}/demo.db"
        await asyncio.to_thread(migrate, url)
        db = Database(url)
        stack.push_async_callback(db.close)
        telegram = await _telegram(port, clock)
        stack.push_async_callback(telegram.stop)
        settings = Settings(
            _env_file=None,
            token=SecretStr(TOKEN),
            api_url=telegram.url,
            file_url=telegram.url,
            proxy_url=None,
            database_url=url,
            listen="127.0.0.1:0",
            language=language,
        )
        document = importing.Document(name, sha256(content).hexdigest(), draft)
        cast = await db.write(_found, document, language, clock.now(), words)
        vekha = Vekha(settings, db, clock.now)
        address = await _open_page(telegram, vekha, db, clock, cast, words)
        sys.stdout.write(
            words("The demo is open at {address} (stop it with Ctrl-C)", address=address) + "\n"
        )
        sys.stdout.flush()
        if started:
            started(telegram)
        if browser:
            await asyncio.to_thread(webbrowser.open, address)
        await vekha.run(stop)


def _roadmap(given: Path | None) -> tuple[bytes, str]:
    if given is None:
        sample = files(__package__).joinpath("roadmap.txt")
        return sample.read_bytes(), "roadmap.txt"
    try:
        return given.read_bytes(), given.name
    except OSError as error:
        raise Refusal("no_file", name=str(given), why=error.strerror or "") from error


def _opening(draft: Draft) -> datetime:
    """A working morning in the roadmap's own time, shortly before its first deadline."""
    windows = (window for row in draft.activities for window in windows_of(row.reading))
    ends = [window.end for window in windows if window]
    if not ends:
        return datetime.now(ZONE)
    first = min(ends) - EVE
    day = max(first, draft.period.start) if draft.period else first
    return datetime.combine(Workdays().next_working(day), MORNING, tzinfo=ZONE)


async def _telegram(port: int, clock: MovableClock) -> Telegram:
    try:
        return await Telegram.start(port, now=clock.now)
    except OSError as error:
        raise Refusal("port_taken", port=port) from error


def _found(
    tx: Transaction, document: importing.Document, language: str, now: datetime, words: Words
) -> Cast:
    centre = centres.add(tx, words("Demo municipal centre"), ZONE, language, now)
    bringing.bring(tx, centre, document, names(words), now)
    schools = [
        o.short
        for o in centre_rows.organisations_of(tx, centre.id)
        if o.kind is OrganisationKind.SCHOOL
    ] or [words("School No. 1"), words("School No. 2")]
    invited = people.invite_from_shell(tx, centre, Role.METHODIST, None, now)
    methodist = Newcomer(METHODIST, words("Aminat K."), language)
    joining.join(tx, invited.token, methodist, now)
    tokens = (
        (school, people.invite_from_shell(tx, centre, Role.COORDINATOR, school, now).token)
        for school in schools[:2]
    )
    return Cast(centre, tuple(tokens))


async def _open_page(
    telegram: Telegram,
    vekha: Vekha,
    db: Database,
    clock: MovableClock,
    cast: Cast,
    words: Words,
) -> str:
    coordinators = (words("Irina"), words("Marina"))
    methodist = telegram.person(words("Aminat K."), METHODIST, words.language)
    shown = [(METHODIST, words("Methodist"))]
    for number, (name, (school, token)) in enumerate(
        zip(coordinators, cast.coordinators, strict=False), start=METHODIST + 1
    ):
        person = telegram.person(name, number, words.language)
        shown.insert(-1, (number, words("Coordinator, {school}", school=school)))
        await _comes(person, token)
    await methodist.says("/start")

    async def move(how: Move) -> None:
        moment = await _target(how, db, cast.centre, clock.now())
        clock.move_to(moment)
        await db.write(silence.lived_until, moment)
        await vekha.clock.look_now()

    return show_page(
        telegram,
        Page(
            texts=page_texts(words),
            clock=ClockHooks(clock.now, move),
            people=shown,
            language=words.language,
            timezone=ZONE.key,
        ),
    )


async def _comes(person: Person, token: str) -> None:
    """Open the invitation's link, as the person would in Telegram."""
    await person.says(f"/start {token}")


async def _target(how: Move, db: Database, centre: Centre, now: datetime) -> datetime:
    """Where a button of the clock leads."""
    match how:
        case "hour":
            return now + timedelta(hours=1)
        case "day":
            return now + timedelta(days=1)
        case "deadline":
            local = now.astimezone(centre.timezone)
            dues = await db.read(tasks.due_dates, centre.id, local.date())
            return _next_reminder(dues, centre, local)


def _next_reminder(dues: Sequence[date], centre: Centre, now: datetime) -> datetime:
    """The next morning on which some deadline's last reminder comes; without any, the next one."""
    workdays = Workdays()

    def morning(day: date) -> datetime:
        return datetime.combine(day, time(centre.letters_at, 1), tzinfo=centre.timezone)

    for due in dues:
        day = due
        while not workdays.is_working(day):
            day -= timedelta(days=1)
        if morning(day) > now:
            return morning(day)
    return morning(workdays.next_working(now.date() + timedelta(days=1)))
