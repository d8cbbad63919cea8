"""The clock: it only says «look now»."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.clock import Chore, Clock
from scheduler.pace import Pace
from storage.database import Database
from storage.domain.letters import DigestFacts
from storage.domain.people import Role
from storage.unusable import Unavailable
from tests.mail import MONDAY, World

NEVER = timedelta(days=1)


@pytest.fixture
async def world(sqlite_db: Database) -> World:
    world = await World(sqlite_db).founded()
    await world.owes(world.school, "Plan", MONDAY)
    return world


def wound(
    world: World, *chores: Chore, every: timedelta = NEVER, beats: list[datetime] | None = None
) -> Clock:
    async def beat(moment: datetime) -> None:
        if beats is not None:
            beats.append(moment)

    return Clock(
        world.db,
        world.bag,
        world.time,
        every=every,
        beat=beat,
        chores=chores,
        pace=Pace(per_second=10_000),
    )


async def test_it_looks_at_once_and_then_again_and_again(world: World) -> None:
    enough = asyncio.Event()
    looks: list[datetime] = []

    async def count(moment: datetime) -> None:
        looks.append(moment)
        if len(looks) == 3:
            enough.set()

    carried = asyncio.Event()

    async def carry(_: DigestFacts) -> None:
        carried.set()

    world.bag.while_carrying = carry
    clock = wound(world, count, every=timedelta(milliseconds=20))
    clock.start()
    await asyncio.wait_for(enough.wait(), 5)
    await asyncio.wait_for(carried.wait(), 5)
    await clock.stop()
    assert world.bag.letters == ["Irina: Plan D+0"]


async def test_it_looks_when_it_is_told_to_though_its_time_has_not_come(world: World) -> None:
    beats: list[datetime] = []
    clock = wound(world, beats=beats)
    await clock.look_now()
    assert world.bag.letters == ["Irina: Plan D+0"]
    assert beats == [world.time.now]

    world.time.advance(days=1)
    await clock.look_now()
    assert world.bag.letters == ["Irina: Plan D+1"]
    assert beats == [world.time.now - timedelta(days=1), world.time.now]


async def test_what_fails_is_logged_and_the_rest_is_done(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    done = []

    async def fails(_: datetime) -> None:
        raise OSError("no room for a backup")

    async def works(moment: datetime) -> None:
        done.append(moment)

    clock = wound(world, fails, works)
    await clock.look_now()
    await clock.look_now()
    assert len(done) == 2
    assert [record.message for record in caplog.records] == ["a tick failed"] * 2
    assert "no room for a backup" in caplog.text
    assert world.bag.letters == ["Irina: Plan D+0"]


async def test_letters_that_cannot_be_looked_for_give_no_beat(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    beats: list[datetime] = []
    clock = wound(world, beats=beats)
    await world.db.close()
    await clock.look_now()
    assert beats == []
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


async def test_chores_are_done_while_many_letters_are_on_their_way(world: World) -> None:
    done, looked = asyncio.Event(), asyncio.Event()

    async def carry(_: DigestFacts) -> None:
        await asyncio.wait_for(done.wait(), 5)
        looked.set()

    async def chore(_: datetime) -> None:
        done.set()

    world.bag.while_carrying = carry
    clock = wound(world, chore)
    clock.start()
    await asyncio.wait_for(looked.wait(), 5)
    await clock.stop()


async def test_it_stops_after_the_letters_under_way_and_takes_no_more(world: World) -> None:
    for n in range(40):
        await world.joins(f"Deputy {n}", world.school, Role.DEPUTY)
    sending = asyncio.Event()

    async def slow(_: DigestFacts) -> None:
        sending.set()
        await asyncio.sleep(0.1)

    world.bag.while_carrying = slow
    clock = wound(world)
    clock.start()
    await asyncio.wait_for(sending.wait(), 5)
    await clock.stop()
    carried = len(world.bag.carried)
    counted = await world.counts()
    assert 0 < carried < 41
    assert (counted.sent, counted.planned) == (carried, 41 - carried)
    await clock.look_now()
    assert len(world.bag.carried) == carried, "a stopped clock looks no more"


async def test_a_look_waits_for_the_look_that_runs(world: World) -> None:
    under_way: list[str] = []

    async def alone(_: datetime) -> None:
        assert not under_way
        under_way.append("tick")
        await asyncio.sleep(0.02)
        under_way.clear()
        looks.append("tick")

    looks: list[str] = []
    clock = wound(world, alone)
    await asyncio.gather(*(clock.look_now() for _ in range(4)))
    assert len(looks) == 4


async def test_a_clock_that_was_never_started_can_be_stopped(world: World) -> None:
    await wound(world).stop()


async def test_a_tick_that_takes_long_is_no_news_for_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    looks: list[datetime] = []
    slept, again = asyncio.Event(), asyncio.Event()

    async def slow(moment: datetime) -> None:
        looks.append(moment)
        if len(looks) == 1:
            await asyncio.sleep(0.1)
            slept.set()
        else:
            again.set()

    clock = wound(world, slow, every=timedelta(milliseconds=10))
    clock.start()
    await asyncio.wait_for(slept.wait(), 5)
    await asyncio.wait_for(again.wait(), 5)
    await clock.stop()
    assert caplog.records == []


async def test_it_goes_on_when_the_machines_clock_was_set_back(world: World) -> None:
    ticked = asyncio.Event()

    async def tick(_: datetime) -> None:
        ticked.set()

    clock = wound(world, tick, every=timedelta(milliseconds=20))
    clock.start()
    await asyncio.wait_for(ticked.wait(), 5)
    for job in clock._scheduler.get_jobs():  # no test may set this machine's clock
        job.modify(next_run_time=datetime.now(UTC) + timedelta(hours=1))
    ticked.clear()
    await asyncio.wait_for(ticked.wait(), 5)
    await clock.stop()


async def test_a_database_that_is_away_takes_one_line_of_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    async def away(_: datetime) -> None:
        raise Unavailable("database is locked")

    await wound(world, away).look_now()
    [record] = caplog.records
    assert record.getMessage() == "a tick failed: database is locked"
    assert record.exc_info is None
