"""Groups: connecting a chat or a topic to a centre, and what its people choose for it."""

import asyncio
from threading import Barrier

import pytest

from bot.buttons.groups import ChooseForGroup, DisconnectGroup
from bot.demo.people import Person
from bot.usecases import groups as usecase
from bot.usecases import joining
from bot.usecases.joining import Newcomer
from bot.views.screen import MOST_ROWS
from storage import people
from storage.database import Transaction
from storage.domain.groups import Bound, Place, Trouble
from storage.domain.people import Centre, Role
from storage.domain.permissions import Refusal
from tests.groups import NINE, connected, forgive, kept, of_centre, said, weeklies
from tests.world import CENTRE, OTHER_CENTRE, World


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


async def test_whoever_serves_many_centres_turns_pages_of_them(world: World) -> None:
    now = world.clock.now()
    for n in range(8):
        await world.founds_centre(f"Район {n}")
        invited = await world.invites(Role.HEAD, centre=f"Район {n}")
        newcomer = Newcomer(world.aminat.id, "Аминат Х.", "ru")
        await world.db.write(joining.join, invited.token, newcomer, now)
    group = world.telegram.group("Школы", [world.aminat, world.irina])
    topic = world.telegram.topic(group, "Сводки")
    await world.aminat.says("/group", group, topic=topic)
    await world.telegram.settles()
    assert [len(row) for row in said(group)[-1].keyboard] == [1] * 7 + [2]
    assert len(said(group)[-1].keyboard) <= MOST_ROWS
    await world.irina.taps_in(group, "Дальше")
    await world.irina.sees_toast("Подключить может только методист или руководитель центра")
    await world.aminat.taps_in(group, "Дальше")
    await world.aminat.taps_in(group, "Подключить к центру «Район 7»")
    await world.aminat.sees_toast("Группа подключена")
    last = await of_centre(world, "Район 7")
    assert last
    assert last.place == Place(group.id, topic)


async def test_a_topic_is_connected_where_the_command_was_sent(world_on_each: World) -> None:
    world = world_on_each
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
    place, names = Place(-500, None), ("Школы района", None)
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
    world, place = world_on_each, Place(-500, topic)
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


async def test_what_goes_there_is_chosen_in_the_settings(world_on_each: World) -> None:
    world = world_on_each
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
