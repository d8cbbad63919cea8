"""A bot that is killed in the middle of its work: nothing is lost, and nothing happens twice."""

import asyncio
import signal
import subprocess
import sys
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from tempfile import gettempdir

from sqlalchemy import select

from bot.buttons.marking import MarkDone
from bot.buttons.tasks import Place
from bot.demo.people import Person
from bot.demo.telegram import Telegram
from bot.usecases import bringing, centres, importing, joining, people
from bot.usecases.joining import Newcomer
from bot.views.importing import names
from locales import Words
from storage.connections import open_engine
from storage.database import Database, Transaction
from storage.documents import read
from storage.domain.people import Role
from storage.tables import events, marks, organisations, tasks, updates
from tests.shell import TOKEN, environment, vekha
from tests.world import MOSCOW

SCHOOLS, EACH = 20, 10
TAPS = SCHOOLS * EACH

PLAN = "\n".join(
    (
        "План работы школ на 2091 год",  # so far away that no letter comes in between
        "№\tМероприятие\tОтветственные\tСроки",
        *(f"{n}\tМероприятие {n}\tОО\tдо 15 октября" for n in range(1, EACH + 1)),
    )
)


def found_twenty_schools(url: str) -> None:
    engine, then = open_engine(url, "write"), datetime.now(UTC)
    content = PLAN.encode()
    document = importing.Document("plan.txt", sha256(content).hexdigest(), read(content, "p.txt"))
    with engine.begin() as tx:
        centre = centres.add(tx, "Заречный", MOSCOW, "ru", then)
        bringing.bring(tx, centre, document, names(Words("ru")), then)
        for number in range(SCHOOLS):
            invited = people.invite_from_shell(
                tx, centre, Role.COORDINATOR, f"Лицей № {number + 1}", then
            )
            joining.join(tx, invited.token, Newcomer(9000 + number, f"К{number}", "ru"), then)
    engine.dispose()


async def run(url: str, telegram: Telegram) -> Process:
    """Let the bot run as a process of its own."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run",
        env=environment(url, api_url=telegram.url, listen="127.0.0.1:0", log_level="warning"),
        cwd=gettempdir(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


async def test_two_hundred_taps_survive_two_kills(sqlite_url: str) -> None:
    found_twenty_schools(sqlite_url)
    db = Database(sqlite_url)
    of_school = await db.read(_tasks_of)
    async with await Telegram.start(token=TOKEN) as telegram:
        everybody = [telegram.person(f"К{n}", 9000 + n) for n in range(SCHOOLS)]
        bot = await run(sqlite_url, telegram)
        for person in everybody:
            await person.says("/start")
        for person in everybody:
            await person.sees("Лицей №", within=60)

        taps = [
            (person, task)
            for turn in range(EACH)
            for number, person in enumerate(everybody)
            for task in [of_school[f"Лицей № {number + 1}"][turn]]
        ]
        await _tap(taps[:120])
        for answered, more in ((15, taps[120:160]), (70, taps[160:])):
            # Somewhere in the middle, with many under way:
            assert await telegram.network.happenings.until(
                partial(_has_answered, telegram, answered), within=60
            )
            bot.send_signal(signal.SIGKILL)
            await bot.wait()
            assert telegram.pending
            await _tap(more)  # nobody listens now; Telegram keeps it
            bot = await run(sqlite_url, telegram)
        await telegram.settles(within=90, quiet=0.3)
        bot.send_signal(signal.SIGTERM)
        await bot.wait()

    assert bot.returncode == 0
    marked = Counter(await db.read(lambda tx: tx.execute(select(marks.c.task_id)).scalars().all()))
    assert len(marked) == TAPS, "lost"
    assert set(marked.values()) == {1}, "doubled"
    happened = await db.read(
        lambda tx: tx.execute(select(events.c.kind).where(events.c.kind == "marked")).all()
    )
    assert len(happened) == TAPS
    assert len(await db.read(lambda tx: tx.execute(select(updates.c.id)).all())) >= TAPS
    await db.close()
    ended = await asyncio.to_thread(vekha, "check", "--json", url=sqlite_url)
    assert ended.json["checks"]["journal"] == {"ok": True, "what": "ok"}


async def test_a_bot_that_is_told_to_stop_ends_well_and_soon(sqlite_url: str) -> None:
    found_twenty_schools(sqlite_url)
    async with await Telegram.start(token=TOKEN) as telegram:
        person = telegram.person("К0", 9000)
        bot = await run(sqlite_url, telegram)
        await person.says("/start")
        await person.sees("Лицей № 1", within=60)
        bot.send_signal(signal.SIGTERM)
        _, complained = await asyncio.wait_for(bot.communicate(), 20)
    assert bot.returncode == 0
    assert b"Traceback" not in complained
    assert telegram.pending == []


def _has_answered(telegram: Telegram, taps: int) -> bool:
    return sum(call.ok for call in telegram.calls.of("answerCallbackQuery")) >= taps


async def _tap(taps: Sequence[tuple[Person, int]]) -> None:
    for person, task_id in taps:
        await person.taps_data(MarkDone(task_id, Place.HOME).pack())


def _tasks_of(tx: Transaction) -> dict[str, list[int]]:
    rows = tx.execute(
        select(organisations.c.short, tasks.c.id)
        .join(tasks, tasks.c.organisation_id == organisations.c.id)
        .order_by(tasks.c.id)
    )
    found: dict[str, list[int]] = {}
    for short, task_id in rows:
        found.setdefault(short, []).append(task_id)
    return found
