"""Updates are handled in order, once, and confirmed to Telegram after that and never before."""

import asyncio
import logging
import sqlite3
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeAlias

import pytest
from sqlalchemy import insert, make_url
from telegram import Bot, Update
from telegram.error import Conflict
from telegram.ext import Application, CallbackContext, ExtBot, MessageHandler, filters

from bot.demo.faults import Fault
from bot.demo.telegram import Telegram
from bot.intake import Intake, WrongToken
from storage import journal, updates
from storage.database import Database, Transaction
from storage.tables import centres
from storage.unusable import Unavailable

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)

App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
Handle: TypeAlias = Callable[[Update, Any], Coroutine[None, None, None]]


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with await Telegram.start() as telegram:
        yield telegram


@dataclass
class Listener:
    """What a bot heard to the end, by chat; «стой» holds it up until `go`."""

    heard: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    begun: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, update: Update, _: object) -> None:
        assert update.message
        assert update.message.text
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.begun.append(update.message.text)
        if update.message.text == "стой":
            await update.message.reply_text("Стою")
            await self.go.wait()
        await update.message.reply_text(f"Услышано: {update.message.text}")
        self.heard[update.message.chat_id].append(update.message.text)
        self.at_once -= 1


def application(telegram: Telegram, handle: Handle, token: str | None = None) -> App:
    bot = ExtBot(token or telegram.token, base_url=telegram.api_url)
    app = Application.builder().bot(bot).updater(None).job_queue(None).build()
    app.add_handler(MessageHandler(filters.TEXT, handle))
    return app


@asynccontextmanager
async def at_work(app: App, **settings: Any) -> AsyncIterator[None]:
    """The intake of a bot at work; at the end it is told to stop and waited for."""
    stop = asyncio.Event()
    running = asyncio.create_task(Intake(app, **settings).run(stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(running, 10)
        await app.bot.shutdown()


async def ends(app: App) -> None:
    """Wait until the intake ends of itself."""
    try:
        await asyncio.wait_for(Intake(app).run(asyncio.Event()), 10)
    finally:
        await app.bot.shutdown()


async def test_each_persons_words_are_handled_in_order(telegram: Telegram) -> None:
    listener = Listener()
    anna, boris = telegram.person("Анна"), telegram.person("Борис")
    async with at_work(application(telegram, listener.handle)):
        for number in range(120):  # more than Telegram gives at once
            await anna.says(f"{number}")
            await boris.says(f"{number}")
        await telegram.settles(within=20)
    expected = [f"{number}" for number in range(120)]
    assert listener.heard == {anna.id: expected, boris.id: expected}  # none twice


async def test_someone_slow_stops_nobody_and_is_confirmed_last(telegram: Telegram) -> None:
    listener = Listener()
    anna, boris = telegram.person("Анна"), telegram.person("Борис")
    async with at_work(application(telegram, listener.handle)):
        await anna.says("стой")
        await anna.says("дальше")
        await boris.says("раз")
        await boris.sees("Услышано: раз")
        await asyncio.sleep(1)  # Telegram goes on giving what is not confirmed
        await boris.says("два")
        await boris.sees("Услышано: два")
        assert listener.begun == ["стой", "раз", "два"]
        assert len(telegram.pending) == 4
        assert len(telegram.calls.of("getUpdates")) < 30  # and is not asked like mad
        listener.go.set()
        await telegram.settles()
    assert listener.heard == {anna.id: ["стой", "дальше"], boris.id: ["раз", "два"]}
    assert listener.begun.count("стой") == 1


async def test_no_more_are_handled_at_once_than_allowed(telegram: Telegram) -> None:
    listener = Listener()
    people = [telegram.person(f"Анна {number}") for number in range(9)]
    async with at_work(application(telegram, listener.handle), at_once=3):
        for person in people:
            await person.says("стой")
        assert await telegram.network.until_or_settled(lambda: listener.at_once == 3, within=5)
        await asyncio.sleep(0.2)  # time enough for a fourth
        listener.go.set()
        await telegram.settles()
    assert listener.most_at_once == 3
    assert len(listener.heard) == 9


async def test_a_killed_bot_loses_nothing_and_does_nothing_twice(
    telegram: Telegram, sqlite_url: str, sqlite_db: Database
) -> None:
    centre_id = await sqlite_db.write(found_centre)
    arguments = [telegram.api_url, telegram.token, sqlite_url, str(centre_id)]
    people = [telegram.person(f"Анна {number}") for number in range(4)]
    for number in range(60):
        for person in people:
            await person.says(f"{number}")
    for answers in (20, 90, 150):  # killed so many answers in
        async with killed(arguments):
            answered = partial(has_answered, telegram, answers)
            assert await telegram.network.until_or_settled(answered, within=20)
        assert telegram.pending, "it was too late to kill it"
    async with killed(arguments):
        await telegram.settles(within=30)
    said = defaultdict(list)
    for event in await sqlite_db.read(lambda tx: list(journal.events_of(tx, centre_id))):
        said[event.person_id].append(event.facts["said"])
    assert said == {person.id: [f"{number}" for number in range(60)] for person in people}
    assert await sqlite_db.read(journal.verify) == ()


async def test_an_update_waits_in_its_place_until_the_database_is_back(
    telegram: Telegram, sqlite_url: str
) -> None:
    db = Database(f"{sqlite_url}?timeout=0.01")
    listener = Listener()

    async def write_down(update: Update, context: object) -> None:
        if update.update_id in of_anna:
            await db.write(updates.record, update.update_id, NOW)
        await listener.handle(update, context)

    async def on_error(update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        assert isinstance(update, Update)
        assert isinstance(context.error, Unavailable)
        context.bot_data["not_yet"](update.update_id)

    app = application(telegram, write_down)
    app.add_error_handler(on_error)
    other = sqlite3.connect(str(make_url(sqlite_url).database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    anna, boris = telegram.person("Анна"), telegram.person("Борис")
    await anna.says("раз")
    await anna.says("два")
    of_anna = [update.id for update in telegram.pending]
    async with at_work(app):
        await boris.says("привет")
        await boris.sees("Услышано: привет")
        assert len(telegram.pending) == 3
        other.execute("ROLLBACK")
        other.close()
        await telegram.settles()
    assert listener.heard == {boris.id: ["привет"], anna.id: ["раз", "два"]}
    await db.close()


async def test_a_handler_that_breaks_stops_nobody(
    telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []

    async def stumble(update: Update, _: object) -> None:
        assert update.message
        heard.append(update.message.text or "")
        raise RuntimeError("it broke")

    anna = telegram.person("Анна")
    async with at_work(application(telegram, stumble)):
        await anna.says("раз")
        await anna.says("два")
        await telegram.settles()
    assert heard == ["раз", "два"]
    assert "it broke" in caplog.text


async def test_an_update_that_cannot_be_read_stops_nobody(
    telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    listener = Listener()
    anna = telegram.person("Анна")
    async with at_work(application(telegram, listener.handle)):
        await anna.says("раз")
        telegram.network.updates.add("message", {"chat": "?"}, timedelta(hours=1), "chat ?")
        await anna.says("два")
        await telegram.settles()
    assert listener.heard == {anna.id: ["раз", "два"]}
    assert caplog.text.count("cannot be read") == 1


async def test_stopping_ends_what_is_under_way_and_begins_nothing_more(
    telegram: Telegram,
) -> None:
    listener = Listener()
    anna, boris = telegram.person("Анна"), telegram.person("Борис")
    async with at_work(application(telegram, listener.handle), at_once=1):
        await boris.says("раз")
        await boris.sees("Услышано: раз")
        await anna.says("стой")
        await anna.says("дальше")
        await boris.says("два")
        await anna.sees("Стою")
        asyncio.get_running_loop().call_later(0.2, listener.go.set)
    assert listener.heard == {boris.id: ["раз"], anna.id: ["стой"]}
    assert len(telegram.pending) == 2  # the rest comes when the bot starts again


async def test_a_wrong_token_is_said_at_once_and_not_repeated(telegram: Telegram) -> None:
    token = "1234567:a-secret-that-nobody-may-read"
    with pytest.raises(WrongToken) as raised:
        await ends(application(telegram, Listener().handle, token))
    assert "secret" not in f"{raised.value!r} {raised.value.__cause__!r}"
    assert raised.value.__suppress_context__


async def test_a_token_that_is_revoked_later_ends_the_intake_too(telegram: Telegram) -> None:
    listener = Listener()
    anna = telegram.person("Анна")
    running = asyncio.create_task(ends(application(telegram, listener.handle)))
    await anna.says("раз")
    await anna.sees("Услышано: раз")
    telegram.network.token = "1234567:another"
    await anna.says("два")
    with pytest.raises(WrongToken):
        await running


async def test_trouble_at_the_start_and_later_is_waited_out(
    telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    for fault in (
        Fault("502", "getMe", times=1),
        Fault("drop_before", "deleteWebhook", times=1),
        Fault("drop_after", "getUpdates", times=1),
        Fault("429", "getUpdates", times=1, seconds=1),
        Fault("500", "getUpdates", times=1),
    ):
        telegram.faults.add(fault)
    listener = Listener()
    anna = telegram.person("Анна")
    await anna.says("раз")
    async with at_work(application(telegram, listener.handle)):
        await anna.sees("Услышано: раз", within=15)
        await telegram.settles()
    assert listener.begun == ["раз"]
    assert "answers again" in caplog.text
    assert telegram.token not in caplog.text


async def test_a_second_program_with_the_token_is_named_and_outlived(
    telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    listener = Listener()
    anna = telegram.person("Анна")
    caplog.set_level(logging.ERROR)
    async with at_work(application(telegram, listener.handle)):
        await anna.says("раз")
        await telegram.settles()
        async with Bot(telegram.token, base_url=telegram.api_url) as second:
            while "another program" not in caplog.text:
                with suppress(Conflict):
                    await second.get_updates(timeout=1)
        await anna.says("два")
        await anna.sees("Услышано: два")
        await telegram.settles()
    assert listener.heard == {anna.id: ["раз", "два"]}


async def test_a_webhook_left_by_another_installation_is_taken_away(telegram: Telegram) -> None:
    listener = Listener()
    anna = telegram.person("Анна")
    telegram.network.updates.use_webhook(True)
    await anna.says("раз")
    async with at_work(application(telegram, listener.handle)):
        await anna.sees("Услышано: раз")
        await telegram.settles()


async def test_polling_leaves_a_sign_of_life_whatever_becomes_of_it(
    telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    beats: list[int] = []

    async def beat() -> None:
        beats.append(len(beats))
        raise Unavailable("the disk is full")

    listener = Listener()
    anna = telegram.person("Анна")
    async with at_work(application(telegram, listener.handle), beat=beat):
        assert await telegram.network.happenings.until(
            lambda: telegram.network.updates.is_polled, 5
        )
        assert beats == [0]  # before anybody has said a word
        for number in range(5):
            await anna.says(f"{number}")
            await anna.sees(f"Услышано: {number}")
    assert beats == [0]  # and not at every word
    assert "the disk is full" in caplog.text


@asynccontextmanager
async def killed(arguments: list[str]) -> AsyncIterator[None]:
    """A bot in a process of its own, killed at the end without a word."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.recording_bot", *arguments
    )
    try:
        async with asyncio.timeout(30):
            yield
    finally:
        process.kill()
        await process.wait()


def has_answered(telegram: Telegram, times: int) -> bool:
    return len(telegram.calls.of("sendMessage")) >= times


def found_centre(tx: Transaction) -> int:
    row = {"name": "Urvan", "timezone": "Europe/Moscow", "language": "ru", "created_at": NOW}
    return int(tx.execute(insert(centres).values(row).returning(centres.c.id)).scalar_one())
