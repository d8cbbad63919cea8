"""The watch: owners hear when letters do not go, a watcher outside hears that all is well."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, RequestHandler

from bot.checks import readiness
from bot.demo.faults import Fault
from bot.demo.people import Person
from bot.findings import Aspect
from bot.watch import Watch
from storage import beats
from storage.database import Database
from tests.world import IRINA, World, found, free_port, living

OWNER = 77


@pytest.fixture
async def world(peopled_url: str) -> AsyncIterator[World]:
    async with living(peopled_url, owners=(OWNER,)) as running:
        running.telegram.faults.add(Fault("500", "sendMessage", chat_id=IRINA.id))
        yield running


@pytest.fixture
async def owner(world: World) -> Person:
    person = world.telegram.person("Owner", id=OWNER)
    await person.says("/start")
    await world.telegram.settles()
    return person


async def minutes(world: World, *spans: float) -> None:
    for span in spans:
        await world.passes(timedelta(minutes=span))


def alarms(owner: Person) -> int:
    return sum("Письма не уходят" in message.text for message in owner.messages)


async def test_an_owner_hears_once_a_day_that_letters_do_not_go(
    world: World, owner: Person
) -> None:
    await minutes(world, 65, 55)  # the letters of nine o'clock, tried again and again
    assert alarms(owner) == 0
    await minutes(world, 10, 10)
    assert alarms(owner) == 1
    assert "ждёт с 16 марта (пн), 09:05" in owner.messages[-1].text
    await minutes(world, 60, 60)
    assert alarms(owner) == 1
    await minutes(world, 22 * 60, 10)
    assert alarms(owner) == 2


async def test_letters_that_go_again_alarm_nobody(world: World, owner: Person) -> None:
    await minutes(world, 65, 62)
    world.telegram.faults.clear()
    await minutes(world, 30, 30, 30)
    assert alarms(owner) == 0


async def test_an_owner_who_cannot_be_reached_is_tried_again(world: World, owner: Person) -> None:
    await owner.blocks()
    await minutes(world, 65, 65, 10)
    await owner.unblocks()
    await minutes(world, 10)
    assert alarms(owner) == 1


async def test_an_owner_hears_of_letters_that_telegram_does_not_accept(
    world: World, owner: Person
) -> None:
    world.telegram.faults.clear()
    world.telegram.faults.add(Fault("400", "sendMessage", chat_id=IRINA.id))
    await minutes(world, 65, 5, 5, 5, 60, 60)
    told = [m.text for m in owner.messages if "За сутки не отправлено 1 письмо" in m.text]
    assert len(told) == 1
    assert alarms(owner) == 0


class Outside:
    """A service that waits to be asked."""

    def __init__(self) -> None:
        heard = self.heard = list[str]()
        asked = self.asked = asyncio.Event()

        class Ping(RequestHandler):
            def get(self) -> None:
                heard.append(self.request.path)
                asked.set()
                self.set_status(500 if self.request.path == "/broken" else 200)

        socket, port = bind_unused_port()
        self.server = HTTPServer(Application([("/.*", Ping)], log_function=lambda _: None))
        self.server.add_socket(socket)
        self.url = f"http://127.0.0.1:{port}"

    def watches(self, world: World, path: str) -> Watch:
        settings = world.settings.model_copy(update={"ping_url": f"{self.url}{path}"})
        return Watch(world.db, world.vekha.app.bot, settings)


@pytest.fixture
async def outside() -> AsyncIterator[Outside]:
    service = Outside()
    yield service
    service.server.stop()
    await service.server.close_all_connections()


async def test_outside_it_is_heard_while_all_is_well_and_no_more_when_letters_are_late(
    world: World, outside: Outside
) -> None:
    watch = outside.watches(world, "/well")
    await watch.look(world.clock.now())
    assert outside.heard == ["/well"]
    await minutes(world, 65, 65)
    await watch.look(world.clock.now())
    assert outside.heard == ["/well"]


@pytest.mark.parametrize("path", ["/broken", ":1/nobody"])
async def test_a_watcher_outside_who_does_not_answer_does_no_harm(
    world: World, outside: Outside, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    await outside.watches(world, path).look(world.clock.now())
    assert "was not told that all is well" in caplog.text
    assert path not in caplog.text, "whoever knows the address can say that all is well"
    await asyncio.sleep(0)


async def test_a_bot_that_stands_by_is_well_says_so_and_calls_nobody_until_it_is_at_work(
    postgresql_url: str, outside: Outside
) -> None:
    found(postgresql_url)
    first, port = Database(postgresql_url), free_port()
    assert await first.leads()
    async with (
        living(
            postgresql_url, listen=f"127.0.0.1:{port}", ping_url=f"{outside.url}/well"
        ) as reserve,
        httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}",
            transport=httpx.AsyncHTTPTransport(retries=7),  # it is still starting
        ) as client,
    ):
        # The wheels of the one that leads stand still: that is for that one to say.
        await first.write(beats.beat, "poll", reserve.clock.now() - timedelta(hours=1))
        stands_by = await client.get("/health")
        assert (stands_by.status_code, stands_by.json()) == (
            200,
            {"status": "standing by", "database": "ok", "migrations": "ok"},
        )
        await reserve.vekha.clock.look_now()
        assert outside.heard == []
        await first.close()
        await asyncio.wait_for(outside.asked.wait(), 30)
        at_work = await client.get("/health")
        assert (at_work.status_code, at_work.json()["status"]) == (200, "ok")


async def test_a_bot_that_stands_by_without_a_database_is_ill() -> None:
    db = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    [finding] = await readiness(db)
    assert (finding.aspect, finding.well) == (Aspect.DATABASE, False)
    await db.close()
