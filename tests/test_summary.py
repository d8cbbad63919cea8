"""The summary: one screen, and the same numbers in the chat, in the shell and counted by hand."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, insert

from bot.buttons.summary import ShowOverdue, ShowSchools, ShowSections, ShowSummary
from bot.exports import as_json
from bot.views.summary import red_point, verdict
from locales import Words
from storage import centres, overview, tasks
from storage.connections import open_engine
from storage.domain.parties import OrganisationKind
from storage.domain.people import Centre, Organisation
from storage.domain.summary import (
    Counts,
    Late,
    Letters,
    OfOrganisation,
    OfSection,
    OutOfReach,
    RedPoint,
    Summary,
    Undated,
)
from storage.domain.tasks import Standing, State, Task
from storage.tables import activities, marks, metadata, roadmaps, sections
from storage.tables import tasks as task_rows
from tests.shell import vekha
from tests.world import CENTRE, FIRST, MOSCOW, SECOND, World, living

DAY = date(2026, 3, 16)


# In the chat


async def test_the_summary_is_one_screen(world: World) -> None:
    await world.irina.says("1.2 готово")
    await world.irina.sees("1.2 отмечено")
    await world.aminat.says("/summary")
    shown = await world.aminat.sees("Заречный · 16 марта 2026 (пн)")
    for line in (
        "Сильно отстаём: сделано 1 из 3 назревших (33 %), за неделю +1",
        "1. Заречный: 1 просрочено, самое давнее 24 дня",
        "2. Раздел «1. Диагностика»: 2 просрочено, самое давнее 24 дня",
        "3. 4 задачи без срока",
        "13 мероприятий, 33 задачи",
        f"Сделано из всех: {FIRST} 1/14 · {SECOND} 0/14 · Заречный 0/5",
        "Письма: отправлено 0 · ждут 0",
    ):
        assert line in shown.text
    assert len(shown.text.splitlines()) <= 16
    assert {"Школы", "Разделы", "Просрочено: 2", "Без срока: 4 задачи"} <= set(world.aminat.labels)


@pytest.mark.parametrize("words", ["сводка", "Итоги", "summary"])
async def test_the_summary_is_reached_by_words(world: World, words: str) -> None:
    await world.aminat.says(words)
    await world.aminat.sees("Заречный · 16 марта 2026")


async def test_a_schools_task_is_three_taps_away(world: World) -> None:
    await world.aminat.says("/start")
    await world.aminat.taps("Сводка")
    await world.aminat.taps("Школы")
    shown = await world.aminat.sees("По организациям")
    assert f"{FIRST}\nсделано 0 из 14 · просрочено 1 · без срока 2" in shown.text
    await world.aminat.taps(SECOND)
    await world.aminat.sees(f"{SECOND}: 14")
    await world.aminat.taps("Подробнее 1.3")
    await world.aminat.sees(f"Отвечает: {SECOND}")
    for screen in (f"{SECOND}: 14", "По организациям", "Заречный · 16 марта 2026"):
        await world.aminat.taps("Назад")
        await world.aminat.sees(screen)


async def test_sections_are_counted_too(world: World) -> None:
    await world.aminat.says("/summary")
    await world.aminat.taps("Разделы")
    shown = await world.aminat.sees("По разделам")
    assert "1. Диагностика\nсделано 0 из 5 · просрочено 3 · без срока 0" in shown.text
    assert "2. Учителя\nсделано 0 из 20 · просрочено 0 · без срока 4" in shown.text


async def test_what_is_late_is_listed_the_oldest_first(world: World) -> None:
    await world.aminat.says("/summary")
    await world.aminat.taps("Просрочено: 3")
    shown = await world.aminat.sees("Просрочено: 3")
    assert shown.text.index("Сверка итогов") < shown.text.index("Самообследование")
    await world.passes(timedelta(days=60))
    await world.aminat.says("/summary")
    await world.aminat.taps("Просрочено")
    await world.aminat.sees("Просрочено: 1")
    await world.aminat.taps("Дальше")
    await world.aminat.sees("Пары наставников")


async def test_an_undated_one_leads_to_the_dates(world: World) -> None:
    await world.aminat.says("/summary")
    await world.aminat.taps("Без срока: 4 задачи")
    await world.aminat.sees("Без срока: 2 мероприятия, 4 задачи")


async def test_a_head_sees_it_too(world: World) -> None:
    await world.gleb.says("/summary")
    await world.gleb.sees("Заречный · 16 марта 2026")


async def test_nobody_else_sees_it(world: World) -> None:
    await world.irina.says("/summary")
    await world.irina.sees("Это могут делать только методисты центра.")
    for button in (ShowSummary(), ShowSchools(0), ShowSections(0), ShowOverdue(0)):
        await world.irina.taps_data(button.pack())
        await world.irina.sees_toast("Это могут делать только методисты центра.")
    await world.zarema.says("/summary")
    shown = await world.zarema.sees("Горный · 16 марта 2026")
    assert "Заречный ·" not in shown.text


async def test_chat_and_shell_say_the_same_numbers(peopled_url: str) -> None:
    day = date.fromisoformat(_told(peopled_url)["day"])
    async with living(peopled_url, now=datetime.combine(day, time(8), MOSCOW)) as world:
        await world.irina.says("2.2 готово")
        await world.irina.sees("2.2 отмечено")
        await world.aminat.says("/summary")
        shown = await world.aminat.sees("Сделано 1 ·")
        told = await asyncio.to_thread(_told, peopled_url)
    line = next(line for line in shown.text.splitlines() if line.startswith("Сделано 1 ·"))
    said = [int(part.split()[-1]) for part in line.split(" · ")]
    names = ("done", "overdue", "soon", "open", "planned", "undated")
    assert said == [told["tasks"][name] for name in names]
    assert sum(said) == told["tasks"]["total"] == 33
    assert f"{told['activities']} мероприятий, 33 задачи" in shown.text
    assert {school["name"]: school["done"] for school in told["schools"]} == {FIRST: 1, SECOND: 0}
    assert told["letters"] == {"planned": 0, "sent": 0, "retrying": 0, "unreachable": 0}


def _told(url: str) -> dict[str, Any]:
    ended = vekha("summary", "--centre", CENTRE, "--json", url=url)
    assert ended.status == 0
    return dict(ended.json)


# Counted by hand


KINDS = (OrganisationKind.SCHOOL, OrganisationKind.CENTRE, OrganisationKind.SCHOOL)


@dataclass(frozen=True)
class Drawn:
    """A task of a random world."""

    school: int
    section: int | None
    active: bool
    window: tuple[int, int] | None
    state: State
    late_by: int
    undone: bool


# Days from the day of the summary; on these a standing begins or ends.
EDGES = (-1, 0, 1, 7, 8)
offsets = st.sampled_from(EDGES) | st.integers(-40, 40)

drawn = st.builds(
    Drawn,
    school=st.integers(0, 2),
    section=st.none() | st.integers(0, 2),
    active=st.booleans(),
    window=st.none() | st.tuples(offsets, offsets),
    state=st.sampled_from(State),
    late_by=st.integers(-20, 20),
    undone=st.booleans(),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database that is filled anew for every random world."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('shelf')}/worlds.db", "write")
    with engine.begin() as tx:
        metadata.create_all(tx)
    yield engine
    engine.dispose()


@settings(max_examples=60)
@example(
    world=[
        Drawn(0, 0, True, (start, end), State.OPEN, 0, False) for start in EDGES for end in EDGES
    ]
)
@given(world=st.lists(drawn, max_size=25))
def test_the_database_counts_what_python_counts(shelf: Engine, world: list[Drawn]) -> None:
    with shelf.connect() as tx:
        centre = _fill(tx, world)
        facts = overview.summarise(tx, centre, DAY)
        everything = tasks.of_organisations(
            tx, centre.id, [o.id for o in centres.organisations_of(tx, centre.id)]
        )
        tx.rollback()
    assert facts.counts == _counted(everything)
    by_school = {line.organisation.id: line for line in facts.organisations}
    assert sum((line.counts for line in by_school.values()), Counts()) == facts.counts
    for number, line in by_school.items():
        own = [task for task in everything if task.organisation.id == number]
        assert line.counts == _counted(own)
        assert line.overdue_since == _oldest(own)
    assert sum((line.counts for line in facts.sections), Counts()) == facts.counts
    for of in facts.sections:
        own = [task for task in everything if task.section == of.title]
        assert of.counts == _counted(own)
        assert of.overdue_since == _oldest(own)
    told = as_json.summary(facts)
    assert told["tasks"] == asdict(facts.counts)
    parts = ("done", "open", "soon", "overdue", "planned", "undated", "cancelled")
    assert told["tasks"]["total"] == sum(told["tasks"][part] for part in parts)


def _counted(of: Iterable[Task]) -> Counts:
    counts = Counts()
    for task in of:
        standing = task.standing(DAY)
        done = standing in (Standing.DONE, Standing.DONE_LATE)
        counts += Counts(
            total=1, accepted=int(task.state is State.ACCEPTED),
            **{"done" if done else standing.value: 1},
        )  # fmt: skip
    return counts


def _oldest(of: Iterable[Task]) -> date | None:
    late = [t.window.end for t in of if t.window and t.standing(DAY) is Standing.OVERDUE]
    return min(late, default=None)


def _fill(tx: Connection, world: Sequence[Drawn]) -> Centre:
    then = datetime(2026, 1, 1, tzinfo=UTC)
    centre = centres.add(tx, "A centre", MOSCOW, "ru", then)
    schools = [
        centres.add_organisation(tx, centre.id, kind, f"Organisation {n}", f"O{n}")
        for n, kind in enumerate(KINDS)
    ]
    rows = {
        active: tx.execute(
            insert(roadmaps)
            .values(centre_id=centre.id, title="Plan", starts_on=DAY, ends_on=DAY,
                    status="active" if active else "archived", created_at=then)
            .returning(roadmaps.c.id)
        ).scalar_one()
        for active in (True, False)
    }  # fmt: skip
    headings = {
        (active, n): tx.execute(
            insert(sections)
            .values(roadmap_id=rows[active], position=n, title=f"Section {n}")
            .returning(sections.c.id)
        ).scalar_one()
        for active in rows
        for n in range(3)
    }
    for position, one in enumerate(world):
        section = None if one.section is None else headings[one.active, one.section]
        activity = tx.execute(
            insert(activities)
            .values(roadmap_id=rows[one.active], section_id=section, position=position,
                    number=str(position), title="", responsible="", term="", kind="window",
                    windows=[], parties=[], result="")
            .returning(activities.c.id)
        ).scalar_one()  # fmt: skip
        start = one.window and DAY + timedelta(days=min(one.window))
        end = one.window and DAY + timedelta(days=max(one.window))
        task = tx.execute(
            insert(task_rows)
            .values(centre_id=centre.id, roadmap_id=rows[one.active], activity_id=activity,
                    organisation_id=schools[one.school].id, ordinal=0, starts_on=start,
                    due_on=end, late_from=end, state=one.state)
            .returning(task_rows.c.id)
        ).scalar_one()  # fmt: skip
        done_on = (end or DAY) + timedelta(days=one.late_by)
        mark = {"task_id": task, "person_name": "Somebody", "at": then, "done_on": done_on}
        if one.undone:
            tx.execute(insert(marks).values(**mark, undone_at=then))
        if one.state in (State.REPORTED, State.ACCEPTED):
            tx.execute(insert(marks).values(**mark))
    return centre


# What it says of them


def _facts(counts: Counts, organisations: tuple[OfOrganisation, ...] = ()) -> Summary:
    centre = Centre(1, "A centre", MOSCOW, "ru", 9, "quarter")
    return Summary(centre, DAY, 1, counts, 0, organisations, (), Letters(0, 0, 0, 0))


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (Counts(), "Задач пока нет"),
        (Counts(total=3, planned=3), "Сроки ещё не подошли"),
        (Counts(total=10, done=9, overdue=1), "Идём по плану: сделано 9 из 10 назревших (90 %)"),
        (Counts(total=10, done=8, overdue=2), "Идём с отставанием: сделано 8 из 10"),
        (Counts(total=10, done=6, overdue=4), "Идём с отставанием: сделано 6 из 10"),
        (Counts(total=10, done=5, overdue=5), "Сильно отстаём: сделано 5 из 10"),
        (Counts(total=1, overdue=1), "Сильно отстаём: сделано 0 из 1 назревшей (0 %)"),
    ],
)
def test_the_verdict_is_a_word(counts: Counts, said: str) -> None:
    assert verdict(_facts(counts), Words("ru")).striptags().startswith(said)


def test_three_red_points_at_most_and_the_worst_first() -> None:
    schools = tuple(
        OfOrganisation(
            Organisation(n, 1, OrganisationKind.SCHOOL, f"School {n}", f"School {n}"),
            Counts(total=9, overdue=late),
            DAY - timedelta(days=n) if late else None,
        )
        for n, late in ((1, 2), (2, 5), (3, 0), (4, 5))
    )
    facts = _facts(Counts(undated=4), organisations=schools)
    assert facts.red_points == (
        Late("School 4", False, 5, DAY - timedelta(days=4)),
        Undated(4),
        Late("School 2", False, 5, DAY - timedelta(days=2)),
    )
    heading = OfSection("Teachers", Counts(total=9, overdue=1), DAY)
    reach = replace(facts, sections=(heading,), letters=Letters(0, 0, 0, 7)).red_points
    assert [type(point) for point in reach] == [Late, Late, Undated]
    assert replace(facts, counts=Counts(), letters=Letters(0, 0, 0, 7)).red_points[1] == (
        OutOfReach(7)
    )


def test_a_plan_without_sections_is_no_late_section_of_itself() -> None:
    whole = OfSection(None, Counts(total=9, overdue=5), DAY)
    named = OfSection("Teachers", Counts(total=9, overdue=1), DAY)
    facts = replace(_facts(Counts(total=18, overdue=5)), sections=(whole,))
    assert facts.red_points == ()
    assert not facts.has_sections
    both = replace(facts, sections=(whole, named))
    assert both.red_points == (Late(None, True, 5, DAY),)


@pytest.mark.parametrize(
    ("point", "said"),
    [
        (
            Late("A & B", False, 1, DAY - timedelta(days=1)),
            "A &amp; B: 1 просрочено, самое давнее 1 день",
        ),
        (
            Late(None, True, 5, DAY - timedelta(days=22)),
            "Раздел «без названия»: 5 просрочено, самое давнее 22 дня",
        ),
        (Undated(1), "1 задача без срока"),
        (Undated(3), "3 задачи без срока"),
        (OutOfReach(2), "2 человека не получают писем"),
    ],
)
def test_a_red_point_is_a_sentence(point: RedPoint, said: str) -> None:
    assert red_point(point, DAY, Words("ru")) == said
