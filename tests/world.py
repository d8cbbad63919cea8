"""The cast and the running bot: two centres, their people, a stand-in for Telegram, a clock."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy import select

from bot.app import Vekha
from bot.demo.clock import MovableClock
from bot.demo.people import Person
from bot.demo.telegram import Telegram
from bot.settings import Settings
from bot.usecases import bringing, centres, importing, joining, people
from bot.usecases.joining import Newcomer
from bot.views.importing import names
from locales import Words
from scheduler import silence
from storage import centres as centre_rows
from storage import invitations, journal, tasks
from storage import people as people_rows
from storage.connections import open_engine
from storage.database import Database, Transaction
from storage.documents import read
from storage.domain.people import Centre, Role
from storage.domain.people import Person as Known
from storage.domain.tasks import Task
from storage.tables import activities, marks, organisations
from storage.tables import tasks as task_rows

MOSCOW = ZoneInfo("Europe/Moscow")

MONDAY = datetime(2026, 3, 16, 8, 0, tzinfo=MOSCOW)
"""When a test begins: a working day, before the hour of the letters."""

CENTRE, OTHER_CENTRE = "Заречный", "Горный"
FIRST, SECOND = "СОШ № 1 г. Заречный", "ООШ № 3 с. Луговое"

PLAN = "\n".join(
    (
        "Дорожная карта поддержки школ Заречного округа на 2026 год",
        "",
        "№\tМероприятие\tОтветственные исполнители\tСроки реализации\tПланируемый результат",
        "1. Диагностика",
        "1.1\tСверка итогов прошлого года\tУправление образования\tдо 20 февраля\tСводная таблица",
        "1.2\tСамообследование школы\tОО\tдо 13 марта\tЛист самообследования",
        "1.3\tАнкета для учителей\tОО\tдо 18 марта\tСводка ответов",
        "2. Учителя",
        "2.1\tПары наставников\tОО\tдо 23 марта\tИздан приказ о наставничестве",
        "2.2\tОткрытые уроки\tОО\tапрель\tРазборы уроков",
        "2.3\tКонсультации по запросам\tИМЦ\tпостоянно\tЖурнал консультаций",
        "2.4\tСтраница на сайте школы\tОО\tв течение года\tДействующая страница",
        "2.5\tСтажировка у соседей\tОО\tпо отдельному графику\tДневники",
        "2.6\tЕдиный методический день\tОО\t\tМатериалы дня",
        "3. Ученики",
        "3.1\tЛетняя школа чтения\tОО\tдо 1 июля\tСписок участников",
        "3.2\tПробный экзамен\tОО\tдо 30 апреля\tАнализ работ",
        "4. Родители",
        "4.1\tРодительские собрания\tОО\tдо 15 мая\tПротоколы",
        "4.4\tШкольный тур олимпиад\tОО\tдо 20 марта\tСписки победителей",
        "",
        "Перечень школ",
        "",
        "1. МБОУ «Средняя общеобразовательная школа № 1» г. Заречный",
        "2. МКОУ «Основная общеобразовательная школа № 3» с. Луговое",
    )
)
"""On that Monday each school owes 14 tasks: 1 is late, 3 are due in a week, 10 lie ahead."""


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody of the cast before the curtain rises."""

    id: int
    name: str
    centre: str
    role: Role
    school: str | None = None


IRINA = Part(501, "Ирина К.", CENTRE, Role.COORDINATOR, FIRST)
OLGA = Part(502, "Ольга В.", CENTRE, Role.COORDINATOR, FIRST)
MARINA = Part(503, "Марина С.", CENTRE, Role.COORDINATOR, SECOND)
AMINAT = Part(504, "Аминат Х.", CENTRE, Role.METHODIST)
GLEB = Part(505, "Глеб Н.", CENTRE, Role.HEAD)
ZAREMA = Part(506, "Зарема Д.", OTHER_CENTRE, Role.METHODIST)
CAST = (IRINA, OLGA, MARINA, AMINAT, GLEB, ZAREMA)


def found(url: str, plan: str = PLAN, cast: Sequence[Part] = CAST) -> None:
    """Fill a migrated database: each centre has the plan and its part of the cast."""
    engine = open_engine(url, "write")
    then = MONDAY - timedelta(days=60)
    content = plan.encode()
    draft = read(content, "plan.txt")
    document = importing.Document("plan.txt", sha256(content).hexdigest(), draft)
    with engine.begin() as tx:
        for name in dict.fromkeys(part.centre for part in cast):
            centre = centres.add(tx, name, MOSCOW, "ru", then)
            bringing.bring(tx, centre, document, names(Words("ru")), then)
        for part in cast:
            centre = centres.find(tx, part.centre)
            invited = people.invite_from_shell(tx, centre, part.role, part.school, then)
            joining.join(tx, invited.token, Newcomer(part.id, part.name, "ru"), then)
    engine.dispose()


@dataclass(slots=True)
class World:
    """The cast at their telephones, and the bot; `db` is its database, to look into."""

    telegram: Telegram
    clock: MovableClock
    url: str
    listen: str
    owners: tuple[int, ...]
    db: Database
    ping_url: str | None = None
    irina: Person = field(init=False)
    olga: Person = field(init=False)
    marina: Person = field(init=False)
    aminat: Person = field(init=False)
    gleb: Person = field(init=False)
    zarema: Person = field(init=False)
    vekha: Vekha = field(init=False)
    _stop: asyncio.Event = field(init=False)
    _running: asyncio.Task[None] = field(init=False)

    def __post_init__(self) -> None:
        self.irina, self.olga, self.marina, self.aminat, self.gleb, self.zarema = (
            self.old_friend(part) for part in CAST
        )

    @property
    def settings(self) -> Settings:
        """What the bot is told."""
        return Settings(
            _env_file=None,
            token=SecretStr(self.telegram.token),
            api_url=self.telegram.url,
            database_url=self.url,
            listen=self.listen,
            owners=self.owners,
            ping_url=self.ping_url,
        )

    def start(self) -> None:
        """Let the bot run."""
        self.vekha, self._stop = Vekha(self.settings, self.db, self.clock.now), asyncio.Event()
        self._running = asyncio.create_task(self.vekha.run(self._stop))

    async def stop(self) -> None:
        """Tell the bot to stop, and wait until it has."""
        self._stop.set()
        await self._running

    async def restart(self) -> None:
        """Stop the bot and start another one on the same database."""
        await self.stop()
        await self.db.close()
        self.db = Database(self.url)
        self.start()

    async def passes(self, time: timedelta) -> None:
        """Let time pass, with a look of the bot's clock at its end."""
        await self.telegram.settles()
        await self.db.write(silence.lived_until, self.clock.move(time))
        await self.vekha.clock.look_now()
        await self.telegram.settles()

    async def comes(self, moment: datetime) -> None:
        """Let time pass until a moment."""
        await self.passes(moment - self.clock.now())

    def stranger(self, name: str = "Незнакомка", language: str = "ru") -> Person:
        """Somebody new."""
        return self.telegram.person(name, language=language)

    async def known(self, person: Person) -> Known | None:
        """A person as the bot knows them."""
        return await self.db.read(people_rows.by_telegram, person.id)

    async def centre(self, name: str = CENTRE) -> Centre:
        """A centre by its name."""
        found = await self.db.read(centre_rows.by_name, name)
        assert found
        return found

    async def everything(self, centre: str = CENTRE) -> tuple[Task, ...]:
        """Every task of a centre's active roadmaps, as it stands now."""
        return await self.db.read(all_tasks, (await self.centre(centre)).id)

    async def task(
        self, number: str, school: str = FIRST, *, ordinal: int = 0, centre: str = CENTRE
    ) -> Task:
        """A task as it stands now."""
        return next(
            t for t in await self.everything(centre)
            if (t.number, t.organisation.short, t.ordinal) == (number, school, ordinal)
        )  # fmt: skip

    async def marks(self) -> list[tuple[str, str, str]]:
        """Every mark that stands: number, school, by whom."""
        return await self.db.read(_live_marks)

    async def happened(self, kind: str, centre: str = CENTRE) -> int:
        """How many events of a kind the centre's journal has."""
        of = await self.centre(centre)
        return await self.db.read(lambda tx: len(list(journal.events_of(tx, of.id, kind=kind))))

    async def founds_centre(self, name: str = CENTRE) -> None:
        """Make a centre without a roadmap, as the shell does."""
        await self.db.write(centres.add, name, MOSCOW, "ru", self.clock.now())

    async def invites(
        self, role: Role, school: str | None = None, centre: str = CENTRE
    ) -> invitations.Invitation:
        """An invitation as the shell makes it."""
        return await self.db.write(
            people.invite_from_shell, await self.centre(centre), role, school, self.clock.now()
        )

    async def joins(self, person: Person, role: Role, school: str | None = None) -> None:
        """Somebody comes by an invitation, all the way through the chat."""
        invited = await self.invites(role, school)
        await person.says(f"/start {invited.token}")
        await person.taps("Это я")
        await person.sees_toast("Добро пожаловать")

    async def hears_again(self, what: str) -> None:
        """Let Telegram deliver the last message that has a "text", or a "document", once more."""
        await self.telegram.settles()
        last = next(
            int(update["update_id"])
            for call in reversed(self.telegram.calls.of("getUpdates"))
            for update in reversed(call.result)
            if what in update.get("message", {})
        )
        self.telegram.network.updates.deliver_again(last)
        await self.telegram.settles()

    def old_friend(self, part: Part) -> Person:
        """Somebody who has pressed «Начать» long ago; their chat has been cleared since."""
        person = self.telegram.person(part.name, part.id)
        self.telegram.network.chats.accounts[part.id].started = True
        return person


@asynccontextmanager
async def living(
    url: str,
    *,
    now: datetime = MONDAY,
    listen: str = "127.0.0.1:0",
    username: str = "vekha_demo_bot",
    owners: tuple[int, ...] = (),
    ping_url: str | None = None,
) -> AsyncIterator[World]:
    """Run a bot on a database that `found` has filled, among the people of the cast."""
    clock = MovableClock(now)
    db = Database(url)
    async with await Telegram.start(now=clock.now, username=username) as telegram:
        world = World(telegram, clock, url, listen, owners, db, ping_url)
        world.start()
        try:
            yield world
            await telegram.settles()
        finally:
            await world.stop()
            await world.db.close()
        assert not (complaints := refused(telegram)), complaints


def free_port() -> int:
    """A port that nobody listens at."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return int(server.getsockname()[1])


FORGIVEN = ("message is not modified", "query is too old", "message to edit not found")


def refused(telegram: Telegram) -> list[str]:
    """What Telegram has refused the bot, beside what happens to the best of bots."""
    return [
        f"{call.method}: {call.description}"
        for call in telegram.calls
        if call.status == 400
        and call.fault != "400"
        and not any(text in call.description for text in FORGIVEN)
    ]


def all_tasks(tx: Transaction, centre_id: int) -> tuple[Task, ...]:
    """Every task of a centre's active roadmaps."""
    ids = [o.id for o in centre_rows.organisations_of(tx, centre_id)]
    return tasks.of_organisations(tx, centre_id, ids)


def _live_marks(tx: Transaction) -> list[tuple[str, str, str]]:
    rows = tx.execute(
        select(activities.c.number, organisations.c.short, marks.c.person_name)
        .join(task_rows, task_rows.c.id == marks.c.task_id)
        .join(activities, activities.c.id == task_rows.c.activity_id)
        .join(organisations, organisations.c.id == task_rows.c.organisation_id)
        .where(marks.c.undone_at.is_(None))
        .order_by(marks.c.id)
    )
    return [(row.number, row.short, row.person_name) for row in rows]
