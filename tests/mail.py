"""A world for letters: centres, schools, people, tasks, a time that is moved, and a mailbag."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, insert, select, update

from scheduler.delivery import Delivery, Outcome, Sent
from scheduler.pace import Pace
from scheduler.planning import plan
from storage import centres, news, outbox, people, tables, tasks
from storage.database import Database, Transaction
from storage.domain.letters import DigestFacts, Dropped, Facts
from storage.domain.parties import OrganisationKind
from storage.domain.people import Centre, Organisation, Role
from storage.domain.summary import Letters
from storage.domain.workdays import Workdays

MONDAY = date(2021, 3, 15)
YEAR = date(2021, 1, 1)


class Time:
    """Time that moves when told to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Mailbag:
    """A Messenger that keeps what it carries, and answers as it was told to."""

    carried: list[DigestFacts] = field(default_factory=list)
    answers: list[Outcome | Exception] = field(default_factory=list)
    while_carrying: Callable[[DigestFacts], Any] | None = None

    async def send(self, facts: Facts) -> Outcome:
        assert isinstance(facts, DigestFacts), "there are no groups in this world"
        self.carried.append(facts)
        if self.while_carrying is not None:
            await self.while_carrying(facts)
        answer = self.answers.pop(0) if self.answers else Sent(len(self.carried))
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def letters(self) -> list[str]:
        """What was carried, as «Irina: Plan D-3, Report D+0»; forgotten once it was looked at.

        How the week begins is left out where a methodist is told nothing beside it.
        """
        said = [
            f"{facts.recipient.name}: "
            + ", ".join(f"{item.task.title} {item.stage}" for item in facts.items)
            for facts in self.carried
            if facts.items or not any(part.week for part in facts.parts)
        ]
        self.carried.clear()
        return sorted(said)


class World:
    """One municipality, one school and its coordinator Irina; a Monday morning in Moscow."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.time = Time(datetime(2021, 3, 15, 9, 5, tzinfo=ZoneInfo("Europe/Moscow")))
        self.bag = Mailbag()
        self.workdays = Workdays()
        self._people = 100

    async def founded(self) -> "World":
        self.centre = await self.new_centre("Municipality")
        self.school = await self.new_school("School 4")
        self.irina = await self.joins("Irina", self.school)
        return self

    async def new_centre(self, name: str, zone: str = "Europe/Moscow") -> Centre:
        return await self.db.write(centres.add, name, ZoneInfo(zone), "ru", self.time())

    async def new_school(
        self,
        name: str,
        kind: OrganisationKind = OrganisationKind.SCHOOL,
        centre: Centre | None = None,
    ) -> Organisation:
        centre_id = (centre or self.centre).id
        return await self.db.write(centres.add_organisation, centre_id, kind, name, name)

    async def joins(
        self, name: str, organisation: Organisation, role: Role = Role.COORDINATOR
    ) -> int:
        """Let a person join; return the id of their chat."""
        self._people += 1
        await self.db.write(_join, self._people, name, organisation, role, self.time())
        return self._people

    async def owes(
        self, organisation: Organisation, title: str, due: date | None, *, active: bool = True
    ) -> int:
        """Give an organisation a task of a roadmap of its own; return the task's id."""
        return await self.db.write(_owe, organisation, title, due, self.time(), active)

    async def changes(self, task_id: int, *chats: int) -> None:
        """Owe people a letter: a later order has changed a task."""
        await self.db.write(_change, task_id, chats, self.time())

    async def also_works_for(
        self, chat: int, organisation: Organisation, role: Role = Role.COORDINATOR
    ) -> None:
        """Give somebody who has joined one more post."""
        await self.db.write(_appoint, chat, organisation, role, self.time())

    async def marks(self, *task_ids: int) -> None:
        """Mark tasks done, as the use case does: with their letters, in one transaction."""
        await self.db.write(_mark, task_ids, self.time())

    async def takes_back(self, task_id: int) -> None:
        await self.db.write(tasks.unmark, task_id, self.time())

    async def plan(self) -> int:
        return await plan(self.db, self.time(), self.workdays)

    async def deliver(self, bag: Mailbag | None = None) -> None:
        pace = Pace(per_second=10_000)
        delivery = Delivery(self.db, bag or self.bag, self.time, self.workdays, pace)
        await delivery.deliver_due(self.time())

    async def tick(self) -> list[str]:
        """Let the clock tick once; return the letters that were carried."""
        await self.plan()
        await self.deliver()
        return self.bag.letters

    async def dies_while_sending(self) -> None:
        """Send a letter and let the process die before that is written down."""

        async def last_breath(_: DigestFacts) -> None:
            left.set()
            await asyncio.Event().wait()

        left = asyncio.Event()
        process = asyncio.create_task(self.deliver(Mailbag(while_carrying=last_breath)))
        await left.wait()
        process.cancel()
        await asyncio.gather(process, return_exceptions=True)

    async def letters(self) -> list[tuple[bool, str | None]]:
        """List the outbox: whether each letter was sent, and what is on record about it."""
        return await self.db.read(_letters)

    async def message_ids(self) -> list[int | None]:
        found = select(tables.letters.c.message_id)
        return await self.db.read(lambda tx: list(tx.execute(found).scalars()))

    async def next_try(self) -> datetime:
        """Say when the letter that waits is tried again."""
        found = select(tables.letters.c.taken_until).where(tables.letters.c.sent_at.is_(None))
        moment: datetime = await self.db.read(lambda tx: tx.execute(found).scalar_one())
        return moment

    async def counts(self) -> Letters:
        return await self.db.read(outbox.counts, self.centre.id)


def at(text: str, zone: str = "Europe/Moscow") -> datetime:
    """Name a moment as people of a zone do."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _join(
    tx: Transaction, chat: int, name: str, organisation: Organisation, role: Role, now: datetime
) -> None:
    people.appoint(tx, people.enter(tx, chat, name, "ru", now), organisation, role, now)


def _appoint(
    tx: Transaction, chat: int, organisation: Organisation, role: Role, now: datetime
) -> None:
    person_id = people.id_of(tx, chat)
    assert person_id
    people.appoint(tx, person_id, organisation, role, now)


def _change(tx: Transaction, task_id: int, chats: Sequence[int], now: datetime) -> None:
    task = tx.execute(select(tables.tasks).where(tables.tasks.c.id == task_id)).one()
    told = [person_id for chat in chats if (person_id := people.id_of(tx, chat))]
    touched = [(task.organisation_id, [task.activity_id], told)]
    news.tell(tx, task.centre_id, task_id, touched, now)


def _owe(
    tx: Transaction,
    organisation: Organisation,
    title: str,
    due: date | None,
    now: datetime,
    active: bool,
) -> int:
    centre_id = organisation.centre_id
    roadmap = {"centre_id": centre_id, "title": "Roadmap", "starts_on": YEAR, "ends_on": MONDAY}
    status = {"status": "active" if active else "archived", "created_at": now}
    activity = {"position": 0, "number": "1", "title": title, "kind": "window"}
    blank = {"responsible": "", "term": "", "result": "", "windows": [], "parties": []}
    window = {"starts_on": due and min(due, YEAR), "due_on": due, "late_from": due}
    roadmap_id = _enter(tx, tables.roadmaps, roadmap | status)
    of = {"roadmap_id": roadmap_id}
    activity_id = _enter(tx, tables.activities, of | activity | blank)
    whose = {"organisation_id": organisation.id, "activity_id": activity_id, "ordinal": 0}
    return _enter(tx, tables.tasks, {"centre_id": centre_id} | of | whose | window)


def _enter(tx: Transaction, table: Table, row: dict[str, Any]) -> int:
    return int(tx.execute(insert(table).values(row).returning(table.c.id)).scalar_one())


def _mark(tx: Transaction, task_ids: tuple[int, ...], now: datetime) -> None:
    tx.execute(
        update(tables.tasks).where(tables.tasks.c.id.in_(task_ids)).values(state="reported")
    )
    outbox.drop_about(tx, task_ids, Dropped.DONE, now)


def _letters(tx: Transaction) -> list[tuple[bool, str | None]]:
    rows = tx.execute(
        select(tables.letters.c.sent_at, tables.letters.c.why).order_by(tables.letters.c.id)
    )
    return [(sent_at is not None, why) for sent_at, why in rows]
