"""How long a Word file takes on its way through the chat, and whom it keeps waiting meanwhile.

The bot is a process of its own. Each line says how long the person waited, how long the bot's
loop was held at the longest (by the clock, and of that by the bot's own work: the rest is what
other programs took of the machine), and how long another person waited for the answer to the
slowest of their taps.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.demo.people import Person
from bot.demo.telegram import Telegram
from storage.domain.people import Role
from storage.migrations import migrate
from tests.bench.probed import Probed
from tests.offices import docx, paragraph, tbl, tr
from tests.world import AMINAT, CAST, FIRST, OTHER_CENTRE, Part, found

SCHOOLS = 20
LEILA = Part(507, "Лейла Б.", OTHER_CENTRE, Role.COORDINATOR, FIRST)
"""Somebody of another centre, who taps meanwhile."""
PATIENCE = 60.0
HEADER = ("№", "Мероприятие", "Ответственный", "Срок", "Результат")


def plan(rows: int, version: int = 1) -> bytes:
    """A Word file with so many activities for twenty schools.

    Every tenth row asks something; a later version moves every seventh and rewords every ninth.
    """
    body = (
        tr(f"1.{n}", _title(n, version), "ОО", _term(n, version), "Приказ")
        for n in range(1, rows + 1)
    )
    schools = (f"{n}. МБОУ «Средняя школа № {n}» с. Верхнее" for n in range(1, SCHOOLS + 1))
    return docx(
        paragraph(f"План {rows} дел на 2026 год"),
        tbl(tr(*HEADER), *body),
        paragraph("Перечень школ"),
        *map(paragraph, schools),
    )


def _title(n: int, version: int) -> str:
    reworded = " в новой редакции" if version > 1 and n % 9 == 0 else ""
    return f"{_SUBJECTS[n % len(_SUBJECTS)]} номер {n} плана работы школы{reworded}"


def _term(n: int, version: int) -> str:
    if n % 10 == 0:
        return "до 31 июня"
    return "до 1 ноября" if version > 1 and n % 7 == 0 else f"до {n % 28 + 1} мая"


_SUBJECTS = ("Семинар", "Диагностика", "Круглый стол", "Открытый урок", "Анализ работ", "Встреча")


@dataclass(slots=True)
class Bench:
    """A methodist with a file, somebody of another centre with a list, the bot between them."""

    telegram: Telegram
    bot: Probed
    aminat: Person
    leila: Person
    rows: int
    waits: list[float] = field(default_factory=list)

    async def measure(self, what: str, step: Callable[[], Awaitable[object]]) -> None:
        """Do one thing and print how it went."""
        await self.bot.held()
        self.waits.clear()
        begun = perf_counter()
        await step()
        took = perf_counter() - begun
        held = await self.bot.held()
        slowest = max(self.waits, default=0.0)
        sys.stdout.write(
            f"{what:<30} {took:6.2f} s   held {held.wall * 1000:4.0f} ms "
            f"(own {held.own * 1000:3.0f})   a tap beside it {slowest * 1000:5.0f} ms\n"
        )
        sys.stdout.flush()

    async def taps_all_the_time(self) -> None:
        """Let somebody mark a task and take the mark back, as long as this is not cancelled."""
        await self.leila.says("/tasks")
        await self.leila.sees("Все задачи", PATIENCE)
        while True:
            for label, then in (("Готово", "Отменить"), ("Отменить", "Готово")):
                button = self.leila.button(label)
                begun = perf_counter()
                tap = await self.leila.taps_again(button)
                await self._until(lambda tap=tap: tap.answer is not None)
                self.waits.append(perf_counter() - begun)
                await self._until(lambda then=then: _offered(self.leila, then))
            await asyncio.sleep(0.02)

    async def document(self) -> None:
        """Bring a document in, look at it, accept it, and then its later version."""
        await self._until(lambda: len(self.waits) > 10)  # the bot has started
        sys.stdout.write(f"\n{self.rows} rows, {SCHOOLS} schools\n")
        await self.measure("nothing but taps", lambda: asyncio.sleep(3))
        await self.measure("file to preview", self._to_preview)
        await self.measure("table in Excel", self._sheet)
        await self.measure("six questions", self._questions)
        await self.aminat.taps("Назад")
        await self.aminat.sees("Пока вы не нажмёте", PATIENCE)
        await self.measure("accepted", self._accept)
        await self.measure("later version to its changes", self._to_changes)
        await self.measure("three changes left out", self._leave_out)
        await self.measure("later version accepted", self._accept_changes)

    async def _to_preview(self) -> None:
        await self.aminat.sends_file(plan(self.rows), "план.docx")
        await self.aminat.sees("Пока вы не нажмёте", PATIENCE)

    async def _sheet(self) -> None:
        before = len(self.aminat.messages)
        await self.aminat.taps("Таблица в Excel")
        await self._until(lambda: len(self.aminat.messages) > before)

    async def _questions(self) -> None:
        await self.aminat.taps("Вопросы")
        for n in range(1, 6):
            await self.aminat.sees(f"Вопрос {n} из", PATIENCE)
            await self.aminat.taps("Дальше")
        await self.aminat.sees("Вопрос 6 из", PATIENCE)
        await self.aminat.taps("Без срока")
        await self.aminat.sees(f"из {self.rows // 10 - 1}", PATIENCE)

    async def _accept(self) -> None:
        await self.aminat.taps("Принять")
        await self.aminat.sees("Дальше: пригласите", PATIENCE)

    async def _to_changes(self) -> None:
        await self.aminat.sends_file(plan(self.rows, version=2), "план 2.docx")
        await self.aminat.sees("Новый документ дорожной карты", PATIENCE)

    async def _leave_out(self) -> None:
        await self.aminat.taps("Изменения")
        await self.aminat.sees("Изменений:", PATIENCE)
        for left_out in range(1, 4):
            await self.aminat.taps("☑")
            await self._until(lambda n=left_out: "".join(self.aminat.labels).count("☐") == n)
        await self.aminat.taps("Назад")
        await self.aminat.sees("Будет применено", PATIENCE)

    async def _accept_changes(self) -> None:
        await self.aminat.taps("Принять")
        await self.aminat.sees("Принято.", PATIENCE)

    async def _until(self, holds: Callable[..., bool]) -> None:
        if not await self.telegram.network.happenings.until(holds, PATIENCE):
            raise TimeoutError


def _offered(person: Person, label: str) -> bool:
    return any(label in shown for shown in person.labels)


async def measure(rows: int) -> None:
    """Measure a document of so many rows, in a centre that has seen none of its kind."""
    cast = (*CAST, LEILA)
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        migrate(url)
        found(url, cast=cast)
        async with await Telegram.start() as telegram:
            people = {part: telegram.person(part.name, part.id) for part in cast}
            for part in cast:
                telegram.network.chats.accounts[part.id].started = True
            async with Probed(url, telegram.url, telegram.token) as bot:
                bench = Bench(telegram, bot, people[AMINAT], people[LEILA], rows)
                tapping = asyncio.create_task(bench.taps_all_the_time())
                await bench.document()
                tapping.cancel()


if __name__ == "__main__":
    for size in [int(size) for size in sys.argv[1:]] or [60, 1000]:
        asyncio.run(measure(size))
