"""A year of a municipality, day by day: people who mark or do not, a bot that dies, a network.

A small neighbour shares a person with it: a methodist here, a coordinator there.
"""

import asyncio
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import update

from bot.usecases import bringing, dating, importing, joining, marking, people
from bot.usecases.joining import Newcomer
from bot.views.importing import names
from locales import Words
from scheduler import policy, silence
from scheduler.delivery import Delivery, Later, Outcome, Sent, Unreachable
from scheduler.pace import Pace
from scheduler.planning import plan
from storage import centres, tables, tasks, wishes
from storage import people as people_rows
from storage.database import Database, Transaction
from storage.documents import read
from storage.domain.letters import DigestFacts, Facts, Item, LetterKind, Rung, Stage
from storage.domain.parties import OrganisationKind
from storage.domain.people import Centre, Person, Role
from storage.domain.permissions import Refusal
from storage.domain.tasks import Task
from storage.domain.terms import Window
from storage.domain.wishes import Wishes
from storage.domain.workdays import Workdays
from tests.mail import Time

MOSCOW = ZoneInfo("Europe/Moscow")
CALENDAR = Workdays()
CAP = 4
EARLY, NIGHT = time(8, 40), time(22, 30)
TICKS = (EARLY, time(9, 5), time(12, 0), time(18, 0), NIGHT)
DEATHS = ("before send", "after send", "before write-down")


@dataclass
class Post(Database):
    """The database of a process that may die, and the post it sends its letters by.

    One letter at a time is between its sending and its writing down, so that a death can double
    one letter and no more.
    """

    url: str
    year: "Year"

    def __post_init__(self) -> None:
        super().__init__(self.url)
        self.revive()

    def revive(self) -> None:
        self.turn = asyncio.Lock()
        self.holder: asyncio.Task[object] | None = None
        self.dying = ""
        self.died = asyncio.Event()

    async def write(self, fn, *args, **kwargs):
        mine = self.holder is not None and asyncio.current_task() is self.holder
        if mine and self.dying:
            await self.die()
        result = await super().write(fn, *args, **kwargs)
        if mine:
            self.holder = None
            self.turn.release()
        return result

    async def die(self) -> None:
        self.died.set()
        await asyncio.Event().wait()

    async def send(self, facts: Facts) -> Outcome:
        assert isinstance(facts, DigestFacts), "there are no groups in this year"
        await self.turn.acquire()
        self.holder = asyncio.current_task()
        self.dying = self.year.fate()
        if self.dying == "before send":
            await self.die()
        outcome = self.year.arrives(facts, doomed=bool(self.dying))
        if self.dying == "after send":
            await self.die()
        return outcome


@dataclass
class Year:
    """The people, what they were sent, and the rules looked at from outside.

    `people` have all their posts, in whatever centre; `seen_from` has them as each centre does.
    """

    db: Post
    centres: tuple[Centre, ...]
    clock: Time
    dice: random.Random
    people: dict[int, Person]
    seen_from: dict[tuple[int, int], Person]
    todo: dict[int, Task]
    counts: Counter[str] = field(default_factory=Counter)
    marked: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    troubled: set[int] = field(default_factory=set)
    away: dict[int, Window] = field(default_factory=dict)
    letters: dict[tuple[int, LetterKind, date], set[int]] = field(
        default_factory=lambda: defaultdict(set)
    )
    times_sent: Counter[int] = field(default_factory=Counter)
    lost_in_a_gap: set[int] = field(default_factory=set)
    told: dict[tuple[int, int, date], dict[Stage, int]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    warned: dict[tuple[int, date, int], date] = field(default_factory=dict)
    digests: Counter[tuple[int, date]] = field(default_factory=Counter)

    # What happens

    async def passes(self, first: date, days: int) -> None:
        """Live through the days, one by one."""
        down_until = datetime.combine(first, time.min, MOSCOW)
        for day in (first + timedelta(days=n) for n in range(days)):
            calm = await self._morning_to_night(day, down_until)
            if self.dice.random() < 0.03:
                hours = self.dice.choice([3, 7, 30, 80])
                self.counts["outages"] += 1
                begins = datetime.combine(day + timedelta(days=1), time(8), MOSCOW)
                down_until = begins + timedelta(hours=hours)
            if calm and CALENDAR.is_working(day):
                self.nobody_was_forgotten(day)

    async def _morning_to_night(self, day: date, down_until: datetime) -> bool:
        calm = True
        self.troubled = set(self.blocked)
        for at in TICKS:
            self.clock.now = datetime.combine(day, at, MOSCOW)
            if self.clock.now < down_until:
                calm = False
                continue
            if at in (EARLY, NIGHT) and day.day % 7:
                continue  # these are there to see that nothing is said then
            if self.clock.now - timedelta(days=1) > down_until:  # it has ticked each minute since
                await self.db.write(silence.lived_until, self.clock.now)
            await self._tick()
            if CALENDAR.is_working(day) and at == time(12, 0):
                await self._people_work(day)
        return calm

    async def _tick(self) -> None:
        await plan(self.db, self.clock(), CALENDAR)
        now = self.clock()
        pace = Pace(per_second=10_000)
        delivery = Delivery(self.db, self.db, self.clock, CALENDAR, pace)
        process = asyncio.ensure_future(delivery.deliver_due(now))
        death = asyncio.ensure_future(self.db.died.wait())
        await asyncio.wait({process, death}, return_when=asyncio.FIRST_COMPLETED)
        death.cancel()
        if self.db.died.is_set():
            process.cancel()
            await asyncio.gather(process, return_exceptions=True)
            self.counts[f"died {self.db.dying}"] += 1
            self.troubled = set(self.people)
            self.db.revive()
            return
        await process

    async def _people_work(self, day: date) -> None:
        for person in self.people.values():
            if person.id in self.blocked or self._is_away(person.id, day):
                continue
            marks_for = person.marks_for
            own = [
                task
                for task in self.todo.values()
                if task.organisation.id in marks_for and task.id not in self.marked
                and task.window and (task.window.end - day).days <= 3
            ]  # fmt: skip
            for task in own:
                if self.dice.random() < (0.25 if task.id % 5 else 0.02):
                    who = self.seen_from[task.centre_id, person.id]
                    await self.db.write(marking.mark_done, who, task.id, self.clock())
                    self.marked.add(task.id)
                    self.counts["marks"] += 1
        await self._dates_something(day)
        await self._blocks_and_comes_back(day)

    async def _dates_something(self, day: date) -> None:
        undated = [task for task in self.todo.values() if task.window is None]
        if not undated or self.dice.random() > 0.2:
            return
        task = self.dice.choice(undated)
        methodist = next(
            person
            for (centre_id, _), person in self.seen_from.items()
            if centre_id == task.centre_id and person.of_centre
        )
        due = day + timedelta(days=self.dice.choice([0, 0, 1, 20]))
        try:
            await self.db.write(dating.set_date, methodist, task.activity_id, due, self.clock())
        except Refusal:
            return  # all of it is marked already
        fresh = await self.db.read(tasks.of_activity, task.centre_id, task.activity_id)
        self.todo.update({task.id: task for task in fresh})
        self.counts["dated later"] += 1

    async def _blocks_and_comes_back(self, day: date) -> None:
        if self.dice.random() < 0.02:
            person = self.dice.choice(list(self.people.values()))
            self.blocked.add(person.id)
            self.counts["blocked"] += 1
        for person_id in [p for p in self.blocked if self.dice.random() < 0.1]:
            self.blocked.discard(person_id)
            await self.db.write(people_rows.reachable, self.people[person_id].telegram_id)

    def fate(self) -> str:
        return self.dice.choice(DEATHS) if self.dice.random() < 0.01 else ""

    def arrives(self, facts: DigestFacts, *, doomed: bool) -> Outcome:
        """Take a letter to its reader, and look at it."""
        person = facts.recipient.id
        if person in self.blocked:
            self.counts["came back: blocked"] += 1
            return Unreachable("blocked")
        if self.dice.random() < 0.03:
            self.counts["came back: network"] += 1
            self.troubled.add(person)
            return Later(timedelta(0), "500")
        self._looked_at(facts)
        self.times_sent[facts.letter_id] += 1
        if doomed:
            self.lost_in_a_gap.add(facts.letter_id)
        self.counts[f"sent: {facts.kind}"] += 1
        for item in facts.items:
            assert item.task.window
            key = (person, item.task.id, item.task.window.end)
            self.told[key][item.stage] = facts.letter_id
            if item.seen:
                seen = (item.task.id, item.task.window.end, int(item.seen.step))
                self.warned.setdefault(seen, facts.today)
                self.counts["warnings"] += 1
            self.counts[f"stages: {item.stage.rung.name.lower()}"] += 1
        centres_told = {item.task.centre_id for item in facts.items}
        self.counts["sent: of both centres"] += len(centres_told) > 1
        self.counts["told of undated"] += any(part.undated for part in facts.parts)
        self.counts["told of a silence"] += facts.silence is not None
        return Sent(sum(self.times_sent.values()))

    # What must hold

    def _looked_at(self, facts: DigestFacts) -> None:
        local = self.clock().astimezone(MOSCOW)
        assert CALENDAR.is_working(local.date()), f"a letter on a day off, {local}"
        assert 9 <= local.hour < 21, f"a letter at {local}"
        assert facts.today == local.date()
        assert not self._is_away(facts.recipient.id, facts.today)
        self._few_enough(facts)
        for item in facts.items:
            assert item.task.id not in self.marked, f"{item.task.number} is marked"
            self._fresh(facts, item)
            if item.escalated:
                self._was_warned_of(facts, item)

    def _few_enough(self, facts: DigestFacts) -> None:
        person, today = facts.recipient.id, facts.today
        of_day = self.letters[person, facts.kind, today]
        if facts.letter_id not in of_day:
            assert not of_day - self.lost_in_a_gap, f"a second {facts.kind} on {today}"
            of_day.add(facts.letter_id)
            if facts.kind is LetterKind.DIGEST:
                week = (person, policy.monday(today))
                self.digests[week] += facts.letter_id not in self.times_sent
                pressing = any(item.stage in (Stage(-1), Stage(0)) for item in facts.items)
                assert self.digests[week] <= CAP or pressing, f"too many in the week of {week}"
        if facts.kind is LetterKind.LAST_DAY:
            assert {item.stage for item in facts.items} == {Stage(0)}

    def _fresh(self, facts: DigestFacts, item: Item) -> None:
        assert item.task.window
        key = (facts.recipient.id, item.task.id, item.task.window.end)
        before = self.told[key].get(item.stage)
        assert before in (None, facts.letter_id) or before in self.lost_in_a_gap, (
            f"{item.task.number} {item.stage} in two letters"
        )

    def _was_warned_of(self, facts: DigestFacts, item: Item) -> None:
        assert item.task.window
        assert item.task.late_from
        assert (facts.today - item.task.late_from).days >= item.stage.day
        warned = self.warned.get((item.task.id, item.task.window.end, item.stage.day))
        if warned is None:
            there = [
                person.id
                for person in self.people.values()
                if any(
                    post.organisation.id == item.task.organisation.id
                    and post.role in (Role.COORDINATOR, Role.DEPUTY)
                    for post in person.posts
                )
            ]
            self.counts["escalated with nobody to warn"] += 1
            assert there
        else:
            assert warned < facts.today, "warned and seen on the same day"
            self.counts["escalated after a warning"] += 1

    def nobody_was_forgotten(self, day: date) -> None:
        """On a day without trouble everybody has been told of every stage that was reached."""
        morning = policy.morning(day, CALENDAR, self.centres[0].ladder)
        for person in self.people.values():
            if person.id in self.troubled or self._is_away(person.id, day):
                continue
            capped = self.digests[person.id, policy.monday(day)] >= CAP
            had_digest = bool(self.letters[person.id, LetterKind.DIGEST, day])
            for task in self._answers_for(person):
                if task.late_from is None or task.id in self.marked:
                    continue
                if task.known_on == day:
                    continue  # it came today, and is first spoken of tomorrow
                stages = morning.stages(task.late_from)
                stage = next((s for s in stages if s.rung is Rung.REMINDER), None)
                if stage is None or self._told_of(person, task, stage):
                    continue
                # What was dated at noon waits for tomorrow, what is beyond the cap for Monday.
                assert stage.day != 0 or self.letters[person.id, LetterKind.LAST_DAY, day], (
                    f"{person.name} was not told of the last day of {task.number} on {day}"
                )
                assert had_digest or capped, f"{person.name}: {task.number} {stage} on {day}"
                self.counts["waiting: dated at noon, or the week is full"] += 1
        self.counts["calm days looked at"] += 1

    def _told_of(self, person: Person, task: Task, stage: Stage) -> bool:
        assert task.window
        told = self.told[person.id, task.id, task.window.end]
        return any(s.rung is not Rung.ESCALATION and s.day >= stage.day for s in told)

    def _answers_for(self, person: Person) -> list[Task]:
        own = {
            post.organisation.id
            for post in person.posts
            if post.role in (Role.COORDINATOR, Role.DEPUTY)
        }
        minds = {
            post.organisation.centre_id for post in person.posts if post.role is Role.METHODIST
        }
        kinds = (OrganisationKind.CENTRE, OrganisationKind.ASSOCIATION)
        return [
            task
            for task in self.todo.values()
            if task.organisation.id in own
            or (task.centre_id in minds and task.organisation.kind in kinds)
        ]

    def _is_away(self, person_id: int, day: date) -> bool:
        return person_id in self.away and day in self.away[person_id]

    @property
    def doubled(self) -> int:
        """How many letters came more often than once, counted by each time too many."""
        return sum(times - 1 for times in self.times_sent.values())

    @property
    def deaths_in_the_gap(self) -> int:
        """How often the bot died when a letter was sent and that was not written down."""
        return sum(self.counts[f"died {when}"] for when in DEATHS[1:])


async def begin(
    url: str, documents: list[tuple[str, bytes]], schools: int, day: date, seed: int
) -> Year:
    """Let a centre with its people accept the documents on a day."""
    dice = random.Random(seed)  # noqa: S311 - a game that can be played again
    clock = Time(datetime.combine(day, time(7), MOSCOW))
    db = Post(url, None)  # type: ignore[arg-type]
    both = await db.write(_found, documents, schools, clock())
    seen_from: dict[tuple[int, int], Person] = {}
    known: dict[int, Person] = {}
    owed: dict[int, Task] = {}
    for centre in both:
        for person, _ in await db.read(people_rows.of_centre, centre):
            seen_from[centre.id, person.id] = person
            before = known.setdefault(person.id, replace(person, posts=()))
            known[person.id] = replace(before, posts=before.posts + person.posts)
        ids = [o.id for o in await db.read(centres.organisations_of, centre.id)]
        tasks_of = await db.read(tasks.of_organisations, centre.id, ids)
        owed |= {task.id: task for task in tasks_of}
    year = Year(db, both, clock, dice, known, seen_from, owed)
    db.year = year
    for person in list(known.values())[:3]:
        away = Window(day + timedelta(days=60), day + timedelta(days=80))
        year.away[person.id] = away
        await db.write(wishes.choose, person.id, Wishes(away=away))
    return year


def _found(
    tx: Transaction, documents: list[tuple[str, bytes]], schools: int, now: datetime
) -> tuple[Centre, Centre]:
    ids = [centres.add(tx, name, MOSCOW, "ru", now).id for name in ("Заречный", "Горный")]
    tx.execute(update(tables.centres).values(weekly_cap=CAP))
    centre, neighbour = (centres.get(tx, id_) for id_ in ids)
    for name, content in documents:
        digest = sha256(content).hexdigest()
        document = importing.Document(name, digest, read(content, name))
        for of in (centre, neighbour):
            bringing.bring(tx, of, document, names(Words("ru")), now)
    roles = [Role.METHODIST] * 3 + [Role.HEAD]
    cast: list[tuple[Role, str | None]] = [(role, None) for role in roles]
    for n in range(schools):
        cast += [(Role.COORDINATOR, f"СОШ № {n + 40}")] * (2 if n % 6 else 3)
    for number, (role, school) in enumerate(cast, start=900):
        invited = people.invite_from_shell(tx, centre, role, school, now)
        joining.join(tx, invited.token, Newcomer(number, f"{role} {number}", "ru"), now)
    there = [(800, Role.METHODIST, None), (900, Role.COORDINATOR, "СОШ № 90")]
    for number, role, school in there:
        invited = people.invite_from_shell(tx, neighbour, role, school, now)
        joining.join(tx, invited.token, Newcomer(number, f"{role} {number}", "ru"), now)
    return centre, neighbour
