"""A morning with many letters, against Telegram's limits and its bad days."""

from collections import Counter
from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.demo.calls import Call
from bot.demo.faults import Fault
from bot.demo.telegram import Telegram
from bot.messenger import TelegramMessenger
from scheduler.delivery import Delivery
from scheduler.pace import PER_SECOND, Pace
from storage.database import Database
from tests.mail import MONDAY, World

PEOPLE = 90


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with await Telegram.start() as running:
        yield running


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    request = HTTPXRequest(connection_pool_size=32, pool_timeout=10)
    async with Bot(telegram.token, base_url=telegram.api_url, request=request) as bot:
        yield bot


@pytest.fixture
async def world(sqlite_db: Database, telegram: Telegram) -> World:
    """A school of ninety coordinators, Irina among them; all have pressed Start."""
    world = await World(sqlite_db).founded()
    for n in range(PEOPLE - 1):
        await world.joins(f"Deputy {n}", world.school)
    for chat in range(world.irina, world.irina + PEOPLE):
        await telegram.person(f"Person {chat}", id=chat).says("/start")
    await world.owes(world.school, "Plan", MONDAY)
    await world.plan()
    return world


def sent(telegram: Telegram) -> list[Call]:
    return telegram.calls.of("sendMessage")


async def test_at_full_pace_telegram_never_has_to_say_no(
    world: World, telegram: Telegram, bot: Bot
) -> None:
    telegram.limits.on = True
    delivery = Delivery(world.db, TelegramMessenger(bot), world.time, world.workdays, Pace())
    await delivery.deliver_due(world.time())
    began = [call.began for call in sent(telegram)]
    assert [call.status for call in sent(telegram)] == [200] * PEOPLE
    assert began[-1] - began[0] >= (PEOPLE - 3) / PER_SECOND
    assert (await world.counts()).sent == PEOPLE


async def test_on_a_bad_day_every_letter_arrives_and_only_lost_answers_double_one(
    world: World, telegram: Telegram, bot: Bot
) -> None:
    for trouble in ("drop_before", "drop_after", "500", "429"):
        telegram.faults.add(Fault(trouble, "sendMessage", probability=0.08))
    for _ in range(100):
        # The world's clock runs ahead; a new pace stands for Telegram's silence being over.
        pace = Pace(per_second=1000)
        delivery = Delivery(world.db, TelegramMessenger(bot), world.time, world.workdays, pace)
        await delivery.deliver_due(world.time())
        world.time.advance(minutes=5)
        if (await world.counts()).sent == PEOPLE:
            break
    faults = Counter(call.fault for call in sent(telegram))
    assert min(faults[trouble] for trouble in ("drop_after", "500", "429")) > 0
    received = [len(telegram.person("", id=chat).news) for chat in telegram.people]
    assert min(received) == 1
    assert sum(received) - PEOPLE == faults["drop_after"]
