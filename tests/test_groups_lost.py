"""What befalls a group: it moves, it is lost, it is reached again; and who hears of that."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.demo.chats import Chat
from bot.demo.people import Person
from bot.usecases import groups as usecase
from storage import wishes
from storage.database import Transaction
from storage.domain.groups import Place, Trouble
from storage.domain.people import Role
from storage.domain.terms import Window
from storage.domain.wishes import Wishes
from storage.tables import letters
from tests.groups import DAY, NINE, connected, forgive, kept, of_centre, weeklies
from tests.world import MONDAY, OTHER_CENTRE, World


async def test_a_group_that_becomes_a_supergroup_keeps_its_letters(world_on_each: World) -> None:
    world = world_on_each
    group = await connected(world, supergroup=False)
    grown = world.telegram.upgrade(group)
    await world.telegram.settles()
    assert (await kept(world)).place.chat_id == grown.id
    await world.comes(NINE)
    assert weeklies(grown) == 1
    assert await world.happened("group_moved") == 1


async def test_a_letter_that_meets_the_old_id_goes_to_the_new_one_once(
    world_on_each: World,
) -> None:
    world = world_on_each
    group = await connected(world, supergroup=False)
    grown = world.telegram.network.chats.add_group(
        group.title, list(group.members.values()), supergroup=True
    )
    group.became = grown  # and nobody tells the bot
    await world.comes(NINE)
    await world.passes(timedelta(minutes=2))
    await world.passes(timedelta(minutes=2))
    assert weeklies(grown) == 1
    assert (await kept(world)).place.chat_id == grown.id
    assert await world.happened("group_moved") == 1
    assert await sent_to_groups(world) == 1
    forgive(world)


async def test_a_supergroup_that_another_centre_has_connected_stays_with_it(
    world_on_each: World,
) -> None:
    world = world_on_each
    group = await connected(world, supergroup=False)
    grown = Place(-1_000_000_000_500)
    await world.db.write(
        usecase.connect, world.zarema.id, (await world.centre(OTHER_CENTRE)).id, grown,
        ("Школы района", None), world.clock.now(),
    )  # fmt: skip
    for _ in range(2):  # both chats say so
        await world.db.write(usecase.moved, group.id, grown.chat_id, world.clock.now())
    assert (await kept(world)).trouble is Trouble.TAKEN
    theirs = await of_centre(world, OTHER_CENTRE)
    assert theirs
    assert (theirs.place, theirs.trouble) == (grown, None)
    await world.passes(timedelta(hours=2))
    told = [m for m in world.aminat.news if "Туда приходит сводка другого центра" in m.text]
    assert len(told) == 1
    forgive(world)  # the letter to a group that was never there


def out_of_it(world: World, group: Chat) -> None:
    group.bot_inside = False


def deleted(world: World, group: Chat) -> None:
    group.deleted = True


def muted(world: World, group: Chat) -> None:
    world.telegram.mute(group, told=False)


@pytest.mark.parametrize(
    ("befalls", "trouble"),
    [
        (out_of_it, Trouble.REMOVED),
        (deleted, Trouble.GONE),
        (muted, Trouble.MUTED),
    ],
)
async def test_a_group_that_is_not_reached_is_told_to_methodists_once(
    world_on_each: World, befalls: Callable[[World, Chat], None], trouble: Trouble
) -> None:
    world = world_on_each
    group = await connected(world)
    befalls(world, group)
    await world.comes(NINE)
    assert (await kept(world)).trouble is trouble
    await world.passes(timedelta(minutes=2))
    told = [m for m in world.aminat.news if "Письма не доходят до группы «Школы района»" in m.text]
    assert len(told) == 1
    await world.aminat.says("/people")
    await world.aminat.taps("Нет связи: ")
    assert "Школы района" in (await world.aminat.sees("Школы района")).text
    for _ in range(9):
        await world.passes(DAY)
    assert not [m for m in world.aminat.news if "Письма не доходят" in m.text]
    forgive(world)


async def away(world: World, person: Person, days: int) -> None:
    known = await world.known(person)
    assert known
    today = world.clock.now().date()
    await world.db.write(wishes.choose, known.id, Wishes(away=Window(today, today + days * DAY)))


def told_of_it(person: Person) -> int:
    return sum("Письма не доходят до группы" in m.text for m in person.messages)


async def test_a_methodist_who_is_away_hears_of_it_once_they_are_back_and_others_at_once(
    world: World,
) -> None:
    colleague = world.stranger("Патимат Р.")
    await world.joins(colleague, Role.METHODIST)
    group = await connected(world)
    await away(world, world.aminat, days=4)
    for day in range(4):
        await world.comes(MONDAY + day * DAY)
        world.telegram.unmute(group)
        world.telegram.mute(group)
        await world.comes(NINE + day * DAY)
        assert (told_of_it(world.aminat), told_of_it(colleague)) == (0, day + 1)
    await world.comes(NINE + 4 * DAY)
    assert told_of_it(world.aminat) == 0
    await world.comes(NINE + 7 * DAY)
    assert (told_of_it(world.aminat), told_of_it(colleague)) == (1, 4)
    forgive(world)


async def test_what_was_mended_meanwhile_is_not_told_to_who_comes_back(world: World) -> None:
    group = await connected(world)
    await away(world, world.aminat, days=4)
    world.telegram.mute(group)
    await world.comes(NINE)
    world.telegram.unmute(group)
    for day in range(1, 10):
        await world.comes(NINE + day * DAY)
    assert told_of_it(world.aminat) == 0
    forgive(world)


async def test_a_bot_put_out_is_noticed_at_once_and_comes_back_by_connecting(
    world_on_each: World,
) -> None:
    world = world_on_each
    group = await connected(world)
    world.telegram.expel(group)
    await world.telegram.settles()
    assert (await kept(world)).trouble is Trouble.REMOVED
    world.telegram.take_in(group, world.irina)
    await world.comes(NINE)
    assert weeklies(group) == 0
    assert (await kept(world)).trouble is Trouble.REMOVED
    await world.aminat.says("/group", group)
    await world.aminat.taps_in(group, "Подключить к центру")
    await world.aminat.sees_toast("Группа подключена")
    await world.comes(NINE + 7 * DAY)
    assert weeklies(group) == 1


async def test_what_several_notice_at_once_is_told_once(world_on_each: World) -> None:
    world = world_on_each
    group = await connected(world)
    place, now = Place(group.id), world.clock.now()
    await asyncio.gather(
        *(world.db.write(usecase.out_of_reach, place, Trouble.REMOVED, now) for _ in range(8))
    )
    assert await world.happened("group_lost") == 1


async def test_a_closed_topic_is_told_of_and_reopening_mends_it(world: World) -> None:
    group = world.telegram.group("Район", [world.aminat])
    topic = world.telegram.topic(group, "Сводки")
    await world.aminat.says("/group", group, topic=topic)
    await world.telegram.settles()
    await world.aminat.taps_in(group, "Подключить к центру")
    await world.aminat.sees_toast("Группа подключена")
    world.telegram.close_topic(group, topic)
    await world.telegram.settles()
    assert (await kept(world)).trouble is Trouble.TOPIC_CLOSED
    world.telegram.reopen_topic(group, topic)
    await world.telegram.settles()
    assert (await kept(world)).trouble is None
    world.telegram.delete_topic(group, topic)
    await world.comes(NINE)
    assert (await kept(world)).trouble is Trouble.TOPIC_GONE
    forgive(world)


async def test_a_bot_that_may_write_again_is_well(world: World) -> None:
    group = await connected(world)
    world.telegram.mute(group)
    await world.telegram.settles()
    assert (await kept(world)).trouble is Trouble.MUTED
    world.telegram.unmute(group)
    await world.telegram.settles()
    assert (await kept(world)).trouble is None


async def test_what_cannot_reach_the_group_is_dropped_with_the_reason(world: World) -> None:
    group = await connected(world)
    out_of_it(world, group)
    await world.comes(NINE)
    assert await world.db.read(why_dropped) == ["unreachable"]
    assert await world.happened("group_lost") == 1
    shown = next(m for m in world.aminat.messages if "Доброе утро" in m.text)
    assert "Срок до 22 марта" in shown.text  # the methodist has it all the same
    forgive(world)


async def test_erasing_whoever_connected_it_leaves_the_group_to_the_centre(world: World) -> None:
    await connected(world)
    await world.aminat.says("/settings")
    await world.aminat.taps("Удалить меня")
    await world.aminat.taps("Да, удалить")
    await world.telegram.settles()
    assert await kept(world)


async def sent_to_groups(world: World) -> int:
    return await world.db.read(
        lambda tx: len(
            tx.execute(
                letters.select().where(
                    letters.c.group_id.is_not(None), letters.c.sent_at.is_not(None)
                )
            ).all()
        )
    )


def why_dropped(tx: Transaction) -> list[str]:
    rows = tx.execute(letters.select().where(letters.c.group_id.is_not(None)))
    return [row.why for row in rows if row.dropped_at]
