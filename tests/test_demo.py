"""The demo: everything on this machine, without token or network, in the roadmap's time."""

import asyncio
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir

import httpx
import pytest

from bot.demo.show import METHODIST, show
from bot.demo.telegram import Telegram
from storage.documents import Unreadable
from storage.domain.permissions import Refusal
from tests.shell import environment, vekha_here
from tests.world import FIRST, MOSCOW, PLAN

SHARED = Path(__file__).parents[1] / ".." / "shared"


@dataclass
class Demo:
    """A demo that runs: its people, and its page as a browser reaches it."""

    telegram: Telegram
    page: httpx.AsyncClient

    async def now(self) -> datetime:
        return datetime.fromisoformat((await self.page.get("/control/clock")).json()["now"])

    async def moves(self, how: str) -> datetime:
        answer = await self.page.post("/control/clock", json={"move": how})
        answer.raise_for_status()
        await self.telegram.settles(within=20)
        return await self.now()


@asynccontextmanager
async def running(roadmap: Path | None = None, language: str = "ru") -> AsyncIterator[Demo]:
    stop, started = asyncio.Event(), asyncio.get_running_loop().create_future()
    demo = asyncio.create_task(
        show(stop, port=0, browser=False, roadmap=roadmap, language=language,
             started=started.set_result)
    )  # fmt: skip
    await asyncio.wait({demo, started}, return_when=asyncio.FIRST_COMPLETED)
    if demo.done():
        await demo
    telegram = await started
    async with httpx.AsyncClient(base_url=telegram.url) as page:
        try:
            yield Demo(telegram, page)
        finally:
            stop.set()
            await demo


async def test_the_first_screen_says_what_to_try() -> None:
    async with running() as demo:
        first = await demo.page.get("/")
        assert first.status_code == 200
        assert '<html lang="ru">' in first.text
        people = demo.telegram.people
        assert len(people) == 3  # two coordinators at the door, a methodist at home
        for coordinator in (METHODIST + 1, METHODIST + 2):
            await people[coordinator].sees("Вас пригласили", within=20)
        await people[METHODIST].sees("(пример)", within=20)
        hour = (await demo.now()).astimezone(MOSCOW)
        assert (hour.year, hour.hour, hour.weekday() < 5) == (2026, 10, True)


async def test_what_the_page_promises_comes_true() -> None:
    async with running() as demo:
        irina, methodist = demo.telegram.people[METHODIST + 1], demo.telegram.people[METHODIST]
        await irina.taps("Это я, начать", within=20)
        await irina.sees("СОШ № 1")
        await irina.taps("Готово")
        await irina.sees_toast("отмечено")
        await methodist.says("/summary")
        await methodist.sees("Сделано 1 ·")
        before = await demo.now()
        after = await demo.moves("deadline")
        assert after > before
        await irina.sees("Доброе утро", within=20)


async def test_the_clock_moves_by_an_hour_and_by_a_day_and_to_every_deadline() -> None:
    async with running() as demo:
        irina = demo.telegram.people[METHODIST + 1]
        await irina.taps("Это я, начать", within=20)
        start = await demo.now()
        assert (await demo.moves("hour") - start).total_seconds() == pytest.approx(3600, abs=60)
        assert (await demo.moves("day") - start).total_seconds() == pytest.approx(90000, abs=90)
        moments = [await demo.moves("deadline") for _ in range(4)]
        assert moments == sorted(moments)
        assert len({moment.date() for moment in moments}) == 4
        for moment in moments:
            local = moment.astimezone(MOSCOW)
            assert local.hour == 9
            assert local.weekday() < 5


async def test_a_roadmap_of_ones_own_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN)
    async with running(path) as demo:
        irina = demo.telegram.people[METHODIST + 1]
        await irina.sees(FIRST, within=20)
        await irina.taps("Это я, начать")
        await irina.says("/tasks")
        await irina.sees("Все задачи: 14")


async def test_a_roadmap_without_schools_or_dates_gets_its_own(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("План на 2026 год\n№\tМероприятие\tСрок\tКто\n1.1\tВыставка\tпо графику\tОО\n")
    async with running(path) as demo:
        irina = demo.telegram.people[METHODIST + 1]
        await irina.taps("Это я, начать", within=20)
        await irina.sees("СОШ № 1")
        await demo.moves("deadline")


async def test_the_demo_speaks_english() -> None:
    async with running(language="en") as demo:
        assert (await demo.page.get("/")).status_code == 200
        await demo.telegram.people[METHODIST + 1].sees("You are invited", within=20)


async def test_the_real_roadmap_is_shown_in_its_own_time() -> None:
    seed = SHARED / "seeds" / "urvan-2021.txt"
    if not seed.is_file():
        pytest.skip("no ../shared")
    async with running(seed) as demo:
        assert (await demo.now()).year == 2021
        irina = demo.telegram.people[METHODIST + 1]
        await irina.taps("Это я, начать", within=20)
        await irina.sees("Просрочено 0")


# When the answer is no


async def test_a_roadmap_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    with pytest.raises(Refusal, match="no_file"):
        async with running(path):
            pass
    path.write_text("Это не план.")
    with pytest.raises(Unreadable):
        async with running(path):
            pass


@pytest.mark.usefixtures("tornado_leaves_a_socket")
def test_a_port_in_use_is_refused() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        taken = other.getsockname()[1]
        ended = vekha_here("demo", "--no-browser", "--port", taken)
    assert ended.status == 1
    assert ended.complained.strip() == f"Порт {taken} занят. Выберите другой."


def test_the_command_opens_says_where_and_ends_when_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=gettempdir(),
        env=environment("sqlite:////nowhere/nothing.db", token=""),
    ) as process:  # fmt: skip
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+\S*", line)
        assert address, line
        with httpx.Client() as browser:
            assert browser.get(address[0]).status_code == 200
            people = json.loads(browser.get(f"{address[0].rstrip('/')}/control/chats").text)
        process.send_signal(signal.SIGINT)
        _, complained = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in complained
    assert people
