"""Letters to groups: the week of a centre and its long delays, and no person in them."""

from datetime import date, timedelta

from sqlalchemy import select

from bot.demo.chats import Chat
from bot.usecases import postponing
from storage import group_letters, journal, people, wishes
from storage import workdays as own_days
from storage.domain.letters import Dropped
from storage.domain.wishes import Wishes
from storage.tables import letters
from tests.groups import DAY, NAMES, NINE, connected, kept, said, weeklies
from tests.world import FIRST, MONDAY, World


async def test_on_monday_the_group_sees_the_week_and_no_person(world_on_each: World) -> None:
    world = world_on_each
    group = await connected(world)
    await world.comes(NINE)
    shown = said(group)[-1].text
    assert "Заречный, 16 марта" in shown
    assert "Просрочено: 3" in shown
    assert f"{FIRST}: 1, самое давнее с 13 марта" in shown
    assert "1.3 Анкета для учителей: 18 марта (ср), нет отметки у 2 организаций" in shown
    assert not [name for name in NAMES if name in shown]
    [[door]] = said(group)[-1].keyboard
    assert (door.data, door.url) == (None, "https://t.me/vekha_demo_bot?start=open")
    assert (await kept(world)).trouble is None


async def test_it_comes_once_a_week_and_after_a_day_off_on_the_next_one(world: World) -> None:
    group = await connected(world)
    await world.db.write(
        own_days.overrule, (await world.centre()).id, date(2026, 3, 23), "День посёлка",
        working=False,
    )  # fmt: skip
    days: list[str] = []
    for day in range(16):
        before = weeklies(group)
        await world.comes(NINE + day * DAY)
        days += [f"{world.clock.now():%d.%m}"] * (weeklies(group) - before)
    assert days == ["16.03", "24.03", "30.03"]


async def test_the_digest_of_a_week_that_is_over_is_not_sent(world: World) -> None:
    group = await connected(world)
    last, midnight = MONDAY.date() - 7 * DAY, MONDAY.replace(hour=0) - 7 * DAY
    overdue = group_letters.Owed(await kept(world), last, midnight, last, ())
    assert await world.db.write(group_letters.remind, overdue, NINE - 7 * DAY)
    await world.comes(NINE)
    assert weeklies(group) == 1
    why = letters.c.why.is_not(None)
    dropped = await world.db.read(lambda tx: tx.execute(select(letters.c.why).where(why)).all())
    assert dropped == [(Dropped.LATE,)]


async def test_methodists_get_the_week_in_the_digest_of_that_day(world: World) -> None:
    await world.comes(NINE)
    shown = await world.aminat.sees("Срок до 22 марта")
    assert "Доброе утро" in shown.text
    assert len(world.aminat.news) == 1


async def test_a_delay_seen_above_is_told_in_the_group_once_without_names(
    world_on_each: World,
) -> None:
    world = world_on_each
    group = await connected(world)
    for _ in range(10):
        await world.comes(world.clock.now().replace(hour=10))
        await world.passes(timedelta(minutes=5))
        await world.passes(DAY)
    told = [m.text for m in said(group) if "Давно просрочено" in m.text]
    about = [text for text in told if f"1.2 {FIRST}: Самообследование школы" in text]
    assert len(about) == 1
    assert "срок был 13 марта" in about[0]
    assert not [name for name in NAMES if any(name in text for text in told)]


async def test_a_delay_seen_above_after_the_groups_letter_of_the_day_is_told_later(
    world: World,
) -> None:
    group = await connected(world)
    aminat = await world.db.read(people.id_of, world.aminat.id)
    assert aminat
    await world.db.write(wishes.choose, aminat, Wishes(letters_at=12))
    for day in range(10):
        for hour in (9, 12):
            await world.comes(NINE.replace(hour=hour, minute=1) + day * DAY)
            await world.passes(timedelta(minutes=5))
    above = "".join(m.text for m in world.aminat.messages)
    told = [m.text for m in said(group) if "Давно просрочено" in m.text]
    for number in ("1.2", "1.3"):
        about = f"{number} {FIRST}:"
        assert number in above
        assert sum(about in text for text in told) == 1, about


async def test_what_was_seen_before_the_group_was_connected_is_no_news_to_it(
    world: World,
) -> None:
    for day in range(2):
        await world.comes(NINE.replace(minute=1) + day * DAY)
        await world.passes(timedelta(minutes=5))
    assert told_above(world, "1.2")
    group = await connected(world)
    for day in range(2, 5):
        await world.comes(NINE.replace(minute=1) + day * DAY)
        await world.passes(timedelta(minutes=5))
    assert told_late(group, "1.2") == 0


async def test_while_another_deadline_is_asked_the_group_is_told_of_no_delay(
    world: World,
) -> None:
    group = await connected(world)
    aminat = await world.db.read(people.id_of, world.aminat.id)
    assert aminat
    await world.db.write(wishes.choose, aminat, Wishes(letters_at=12))
    monday = NINE + 7 * DAY
    while world.clock.now() < monday.replace(hour=12):
        for hour in (9, 12):
            await world.comes(world.clock.now().replace(hour=hour, minute=1))
            await world.passes(timedelta(minutes=5))
        await world.passes(timedelta(hours=12))
    assert told_above(world, "1.3")
    assert told_late(group, "1.3") == 0
    irina = await world.known(world.irina)
    assert irina
    asked = await world.db.write(
        postponing.ask, irina, (await world.task("1.3")).id, date(2026, 4, 10), "болезнь",
        world.clock.now(),
    )  # fmt: skip
    await world.comes(monday + DAY + timedelta(minutes=1))
    assert told_late(group, "1.3") == 0
    await world.db.write(postponing.withdraw, irina, asked.postponement.id, world.clock.now())
    await world.comes(monday + 2 * DAY + timedelta(minutes=1))
    await world.passes(timedelta(minutes=5))
    assert told_late(group, "1.3") == 1


def told_above(world: World, number: str) -> bool:
    """Whether the methodist was told of a task of the first school."""
    return any(f"{number} {FIRST}" in m.text for m in world.aminat.messages)


def told_late(group: Chat, number: str) -> int:
    """In how many messages a group was told of a delay of the first school."""
    return sum(f"{number} {FIRST}:" in m.text for m in said(group) if "Давно просрочено" in m.text)


async def test_what_is_marked_in_time_is_not_told(world: World) -> None:
    group = await connected(world)
    task = await world.task("1.2")
    await world.irina.says("/done 1.2")
    await world.telegram.settles()
    assert (await world.task("1.2")).mark, task
    for _ in range(5):
        await world.passes(DAY)
    assert not [m for m in said(group) if f"1.2 {FIRST}" in m.text]


async def test_the_journal_holds(world_on_each: World) -> None:
    world = world_on_each
    group = await connected(world)
    await world.comes(NINE)
    assert weeklies(group) == 1
    assert await world.happened("group_told") == 1
    assert await world.db.read(journal.verify) == ()
