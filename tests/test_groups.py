"""Groups: a centre's digest and delays in a chat that others see, and nothing personal there."""

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from bot.buttons.groups import ChooseForGroup, ConnectGroup, DisconnectGroup
from bot.buttons.tasks import Place, ShowTasks
from bot.demo.chats import Chat, Message
from bot.demo.people import Person, Pressable
from bot.usecases import groups as usecase
from bot.usecases import postponing
from storage import groups, journal, people, wishes
from storage import workdays as own_days
from storage.database import Transaction
from storage.domain.groups import Bound, Group, Trouble
from storage.domain.groups import Place as GroupPlace
from storage.domain.letters import Dropped
from storage.domain.people import Centre, Role
from storage.domain.permissions import Refusal
from storage.domain.wishes import Wishes
from storage.tables import letters
from tests.world import CAST, CENTRE, FIRST, MONDAY, OTHER_CENTRE, World

NINE = MONDAY.replace(hour=9)
NAMES = [part.name for part in CAST]
DAY = timedelta(days=1)


async def connected(world: World, *, supergroup: bool = True) -> Chat:
    """A group that Аминат has brought the bot to and connected."""
    members = [world.aminat, world.irina]
    group = world.telegram.group("Школы района", members, supergroup=supergroup)
    await world.aminat.taps_in(group, f"Подключить к центру «{CENTRE}»")
    await world.telegram.settles()
    return group


def said(group: Chat) -> list[Message]:
    """What the bot has said in a group, as it stands now."""
    return [m for _, m in sorted(group.messages.items()) if m.sender.is_bot]


async def of_centre(world: World, centre: str = CENTRE) -> Group | None:
    return await world.db.read(groups.of_centre, (await world.centre(centre)).id)


async def kept(world: World) -> Group:
    group = await of_centre(world)
    assert group
    return group


# Connecting


async def test_a_methodist_brings_the_bot_and_connects_the_group_with_a_tap(world: World) -> None:
    group = await connected(world)
    [shown] = said(group)
    assert "Группа подключена к центру Заречный." in shown.text
    assert "16 марта (пн) в 09:00" in shown.text
    known = await kept(world)
    assert (known.place.chat_id, known.title) == (group.id, "Школы района")
    assert await world.happened("group_connected") == 1


async def test_a_stranger_hears_one_sentence_and_nothing_is_connected(world: World) -> None:
    stranger = world.stranger()
    group = world.telegram.group("Чужие", [stranger, world.irina])
    await world.telegram.settles()
    [shown] = said(group)
    assert "подключить эту группу может методист центра" in shown.text
    assert shown.keyboard == ()
    assert await of_centre(world) is None


@pytest.mark.parametrize("who", ["irina", "olga", "zarema"])
async def test_only_who_answers_for_the_centre_may_tap_it(world: World, who: str) -> None:
    person: Person = getattr(world, who)
    group = world.telegram.group("Школы", [world.aminat, person])
    await person.taps_in(group, "Подключить к центру")
    await person.sees_toast("Подключить может только методист или руководитель центра")
    assert await of_centre(world) is None
    assert await of_centre(world, OTHER_CENTRE) is None


async def test_the_head_may_connect_it_too(world: World) -> None:
    group = world.telegram.group("Директора", [world.gleb])
    await world.gleb.taps_in(group, "Подключить к центру")
    await world.gleb.sees_toast("Группа подключена")
    assert (await kept(world)).title == "Директора"


async def test_whoever_serves_two_centres_is_asked_which(world: World) -> None:
    invited = await world.invites(Role.METHODIST, centre=OTHER_CENTRE)
    await world.aminat.says(f"/start {invited.token}")
    await world.aminat.taps("Это я")
    await world.telegram.settles()
    group = world.telegram.group("Школы", [world.aminat])
    await world.telegram.settles()
    [shown] = said(group)
    assert [row[0].label for row in shown.keyboard] == [
        "Подключить к центру «Заречный»",
        "Подключить к центру «Горный»",
    ]
    await world.aminat.taps_in(group, "«Горный»")
    await world.aminat.sees_toast("Группа подключена")
    assert await of_centre(world) is None
    assert await of_centre(world, OTHER_CENTRE)


async def test_a_topic_is_connected_where_the_command_was_sent(world: World) -> None:
    group = world.telegram.group("Район", [world.aminat, world.irina])
    topic = world.telegram.topic(group, "Сводки")
    await world.telegram.settles()
    await world.aminat.says("/group", group, topic=topic)
    await world.telegram.settles()
    asked = said(group)[-1]
    assert asked.thread == topic
    await world.aminat.taps_in(group, "Подключить к центру")
    await world.aminat.sees_toast("Группа подключена")
    assert (await kept(world)).place.thread_id == topic
    await world.comes(NINE)
    assert said(group)[-1].thread == topic


async def test_another_centre_cannot_take_a_connected_group(world: World) -> None:
    group = await connected(world)
    await world.zarema.says("/group@vekha_demo_bot", group)
    await world.zarema.taps_in(group, "Подключить к центру «Горный»")
    await world.zarema.sees_toast("Сюда уже приходит сводка другого центра")
    assert await of_centre(world, OTHER_CENTRE) is None


async def test_connecting_again_changes_nothing_and_elsewhere_moves_it(world: World) -> None:
    group = await connected(world)
    before = await kept(world)
    await world.aminat.says("/group", group)
    await world.aminat.taps_in(group, "Подключить к центру")
    await world.aminat.sees_toast("Группа подключена")
    assert await kept(world) == before
    other = world.telegram.group("Новая", [world.aminat])
    await world.aminat.taps_in(other, "Подключить к центру")
    await world.aminat.sees_toast("Группа подключена")
    assert (await kept(world)).title == "Новая"


async def test_two_who_connect_at_once_connect_it_once(world_on_each: World) -> None:
    world = world_on_each
    centre = await world.centre()
    place, names = GroupPlace(-500, None), ("Школы района", None)
    await asyncio.gather(
        *(
            world.db.write(usecase.connect, who.id, centre.id, place, names, world.clock.now())
            for who in (world.aminat, world.gleb) * 8
        )
    )
    assert (await kept(world)).place == place
    assert await world.happened("group_connected") == 1


@pytest.mark.parametrize("topic", [None, 7])
async def test_of_two_centres_that_connect_a_place_at_once_the_second_is_told(
    world_on_each: World, topic: int | None
) -> None:
    world, place = world_on_each, GroupPlace(-500, topic)
    both_begun = Barrier(1 if world.url.startswith("sqlite") else 2)  # SQLite writes one by one

    def connect(tx: Transaction, who: Person, centre: Centre) -> None:
        people.id_of(tx, who.id)  # each transaction has begun before either connects
        both_begun.wait(10)
        usecase.connect(tx, who.id, centre.id, place, ("Район", None), world.clock.now())

    ends = await asyncio.gather(
        world.db.write(connect, world.aminat, await world.centre(CENTRE)),
        world.db.write(connect, world.zarema, await world.centre(OTHER_CENTRE)),
        return_exceptions=True,
    )
    [refused] = [end for end in ends if end is not None]
    assert isinstance(refused, Refusal)
    assert refused.reason == "group_of_another"
    assert sorted([bool(await of_centre(world, name)) for name in (CENTRE, OTHER_CENTRE)]) == [
        False,
        True,
    ]


async def test_who_cannot_have_a_place_keeps_the_one_they_had(world: World) -> None:
    group = await connected(world)
    own = world.telegram.group("Горные", [world.zarema])
    await world.zarema.taps_in(own, "Подключить к центру «Горный»")
    await world.zarema.sees_toast("Группа подключена")
    await world.zarema.says("/group@vekha_demo_bot", group)
    await world.zarema.taps_in(group, "Подключить к центру «Горный»")
    await world.zarema.sees_toast("Сюда уже приходит сводка другого центра")
    theirs = await of_centre(world, OTHER_CENTRE)
    assert theirs
    assert theirs.title == "Горные"


async def test_a_place_that_a_centre_has_lost_is_free_for_another(world: World) -> None:
    group = await connected(world)
    world.telegram.expel(group)
    await world.telegram.settles()
    world.telegram.take_in(group, world.zarema)
    await world.telegram.settles()
    await world.zarema.taps_in(group, "Подключить к центру «Горный»")
    await world.zarema.sees_toast("Группа подключена")
    await world.zarema.says("/summary@vekha_demo_bot", group)
    await world.telegram.settles()
    assert "Горный, 16 марта" in said(group)[-1].text
    world.telegram.mute(group)
    world.telegram.unmute(group)
    await world.telegram.settles()
    assert (await kept(world)).trouble is Trouble.REMOVED
    theirs = await of_centre(world, OTHER_CENTRE)
    assert theirs
    assert theirs.trouble is None


async def test_where_the_bot_may_not_write_the_one_who_brought_it_is_told(world: World) -> None:
    group = world.telegram.group("Тихие", [world.stranger("Чужая")])
    await world.telegram.settles()
    world.telegram.expel(group)
    group.bot_may_write = False
    world.telegram.take_in(group, world.aminat)
    shown = await world.aminat.sees("Мне нельзя писать в группе «Тихие»")
    assert shown.chat.kind == "private"
    forgive(world)


# What comes


async def test_on_monday_the_group_sees_the_week_and_no_person(world: World) -> None:
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
    overdue = groups.Owed(await kept(world), last, midnight, last, ())
    assert await world.db.write(groups.remind, overdue, NINE - 7 * DAY)
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


async def test_a_delay_seen_above_is_told_in_the_group_once_without_names(world: World) -> None:
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


async def test_what_goes_there_is_chosen_in_the_settings(world: World) -> None:
    group = await connected(world)
    await world.aminat.says("/settings")
    await world.aminat.taps("Группа центра")
    await world.aminat.sees("Школы района")
    await world.aminat.taps("☑ Недельная сводка")
    await world.telegram.settles()
    assert world.aminat.button("☐ Недельная сводка")
    await world.comes(NINE)
    assert weeklies(group) == 0
    await world.aminat.says("/settings")
    await world.aminat.taps("Группа центра")
    await world.aminat.taps("Отключить")
    await world.aminat.taps("Да, отключить")
    await world.aminat.sees("Группа отключена")
    assert await of_centre(world) is None
    assert await world.happened("group_disconnected") == 1


# What is said there


async def test_ordinary_talk_and_commands_of_others_are_not_answered(world: World) -> None:
    group = await connected(world)
    before = len(said(group))
    for text in ("1.3 готово", "сводка", "/tasks", "/summary", "/start", "/tasks@other_bot",
                 "@vekha_demo_bot когда сдавать?"):  # fmt: skip
        await world.irina.says(text, group)
    await world.irina.says("/group", group)  # hers is perhaps another bot's
    await world.irina.replies(said(group)[0], "спасибо")
    await world.telegram.settles()
    assert len(said(group)) == before
    assert await world.marks() == []


async def test_what_is_said_to_the_bot_is_answered_without_anything_personal(world: World) -> None:
    group = await connected(world)
    for text in ("/tasks@vekha_demo_bot", "/done@vekha_demo_bot 1.3", "/settings@vekha_demo_bot"):
        await world.irina.says(text, group)
        await world.telegram.settles()
        assert said(group)[-1].text == "Это не для группы: напишите мне в личный чат."
    assert await world.marks() == []
    await world.irina.says("/summary@vekha_demo_bot", group)
    await world.telegram.settles()
    assert "Просрочено: 3" in said(group)[-1].text
    assert not [name for name in NAMES if name in said(group)[-1].text]


async def test_a_group_that_is_not_connected_gets_no_numbers(world: World) -> None:
    group = world.telegram.group("Чужие", [world.stranger()])
    await world.aminat.says("/summary@vekha_demo_bot", group)
    await world.telegram.settles()
    assert said(group)[-1].text == "Это не для группы: напишите мне в личный чат."


async def test_forged_taps_in_a_group_show_nothing_there(world: World) -> None:
    group = await connected(world)
    message = said(group)[-1]
    for forged in (ShowTasks(Place.ALL, 0).pack(), ChooseForGroup(Bound.WEEKLY, 0).pack(),
                   DisconnectGroup(1).pack(), "nonsense"):  # fmt: skip
        for person in (world.aminat, world.irina, world.stranger()):
            await person.taps_again(Pressable(message, "", forged))
            assert await person.sees_toast("Это не для группы")
    await world.telegram.settles()
    assert said(group)[-1].text == message.text
    assert (await kept(world)).weekly


async def test_a_connecting_button_in_private_is_an_old_screen(world: World) -> None:
    await world.aminat.says("/start")
    await world.telegram.settles()
    centre = await world.centre()
    await world.aminat.taps_data(ConnectGroup(centre.id, 0).pack())
    await world.aminat.sees_toast("Этот экран устарел")
    assert await of_centre(world) is None


async def test_who_comes_from_a_group_sees_what_is_theirs(world: World) -> None:
    await world.aminat.says("/start open")
    await world.aminat.sees("Требует внимания")
    await world.irina.says("/start open")
    await world.irina.sees("1.3")
    stranger = world.stranger()
    await stranger.says("/start open")
    await stranger.sees("Мы ещё не знакомы")


# What befalls a group


async def test_a_group_that_becomes_a_supergroup_keeps_its_letters(world: World) -> None:
    group = await connected(world, supergroup=False)
    grown = world.telegram.upgrade(group)
    await world.telegram.settles()
    assert (await kept(world)).place.chat_id == grown.id
    await world.comes(NINE)
    assert weeklies(grown) == 1
    assert await world.happened("group_moved") == 1


async def test_a_letter_that_meets_the_old_id_goes_to_the_new_one_once(world: World) -> None:
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
    grown = GroupPlace(-1_000_000_000_500)
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
    world: World, befalls: Callable[[World, Chat], None], trouble: Trouble
) -> None:
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


async def test_a_bot_put_out_is_noticed_at_once_and_comes_back_by_connecting(
    world: World,
) -> None:
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


# Whose it is


@pytest.mark.parametrize("who", ["irina", "olga"])
async def test_a_coordinator_neither_sees_nor_changes_the_group(world: World, who: str) -> None:
    await connected(world)
    person: Person = getattr(world, who)
    await person.says("/settings")
    await person.sees("Настройки")
    assert "Группа центра" not in person.labels
    for forged in (ChooseForGroup(Bound.WEEKLY, 0), DisconnectGroup(1)):
        await person.taps_data(forged.pack())
        await person.sees_toast("Это могут делать только методисты центра")
    assert (await kept(world)).weekly


async def test_an_old_screen_takes_back_nothing_that_a_colleague_has_chosen(world: World) -> None:
    await connected(world)
    aminat = world.aminat
    await aminat.says("/settings")
    await aminat.sees("Настройки")
    await aminat.taps("Группа центра")
    await aminat.sees("Группа центра")
    old = aminat.button("Давние просрочки")
    await aminat.taps("Недельная сводка")
    await world.telegram.settles()
    await aminat.taps_again(old)  # its screen still shows the weekly digest as chosen
    await world.telegram.settles()
    group = await kept(world)
    assert (group.weekly, group.escalations) == (False, False)
    await aminat.taps_again(old)
    await world.telegram.settles()
    assert await world.happened("group_gets") == 2, "the same again is no news"


async def test_another_centres_methodist_reaches_only_their_own(world: World) -> None:
    await connected(world)
    known = await world.known(world.zarema)
    assert known
    assert await world.db.read(usecase.group_of, known) is None
    with pytest.raises(Refusal) as refused:
        await world.db.write(usecase.choose, known, Bound.WEEKLY, world.clock.now(), on=False)
    assert refused.value.reason == "old_screen"


def weeklies(group: Chat) -> int:
    return sum("Срок до" in m.text or "сроков нет" in m.text for m in said(group))


def forgive(world: World) -> None:
    """Let go what Telegram was meant to refuse here."""
    for call in world.telegram.calls:
        call.status = 200 if call.status == 400 else call.status


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


async def test_the_journal_holds(world: World) -> None:
    group = await connected(world)
    await world.comes(NINE)
    assert weeklies(group) == 1
    assert await world.happened("group_told") == 1
    assert await world.db.read(journal.verify) == ()
