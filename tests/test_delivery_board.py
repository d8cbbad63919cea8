"""The delivery board: whom letters do not reach, and a fresh way in for each of them."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.buttons.people import ShowReach, WayIn
from bot.demo.files import picture_sides
from bot.exports.qr import qr
from storage import people
from storage.domain.people import Role
from storage.tables import tasks
from tests.world import CENTRE, FIRST, OTHER_CENTRE, SECOND, World

MOST = timedelta(days=13)


async def board(world: World) -> str:
    """What the methodist sees there."""
    await world.aminat.says("/people")
    await world.aminat.taps("Нет связи")
    return (await world.aminat.sees("Нет связи")).text


async def all_are_here(world: World) -> None:
    for person in (world.irina, world.olga, world.marina, world.aminat, world.gleb):
        await person.says("/start")
        await world.telegram.settles()


async def test_who_has_stopped_the_bot_stands_there_with_the_day(world: World) -> None:
    await all_are_here(world)
    await world.irina.blocks()
    await world.telegram.settles()
    shown = await board(world)
    assert "Нет связи: 1" in shown
    assert f"{FIRST}\nИрина К., координатор: остановлен бот 16 марта (пн)" in shown


async def test_whose_letters_cannot_arrive_stands_there(world: World) -> None:
    await all_are_here(world)
    why = "Bad Request: chat not found"
    await world.db.write(people.unreachable, world.olga.id, why, world.clock.now())
    assert "Ольга В., координатор: письма не доходят с 16 марта (пн)" in await board(world)


async def test_who_was_invited_and_has_not_come_stands_there_until_they_do(world: World) -> None:
    await all_are_here(world)
    invited = await world.invites(Role.DEPUTY, SECOND)
    assert f"{SECOND}\nзаместитель координатора: приглашение от 16 марта (пн)" in await board(
        world
    )
    await world.aminat.says("/summary")
    await world.aminat.sees("ждут 0")
    assert "Нет связи: 1" in world.aminat.labels, "the summary and the board count the same"
    newcomer = world.stranger("Нина")
    await newcomer.says(f"/start {invited.token}")
    await newcomer.taps("Это я")
    await newcomer.sees("16 марта")
    await world.aminat.says("/people")
    await world.aminat.sees("Люди")
    assert not any("Нет связи" in label for label in world.aminat.labels)


async def test_a_school_with_nobody_stands_there(world: World) -> None:
    await all_are_here(world)
    invited = await world.invites(Role.COORDINATOR, "Лицей № 7")
    await world.passes(timedelta(days=1))
    assert "Лицей № 7\nкоординатор: приглашение от" in await board(world)
    await world.passes(invited.expires_at - world.clock.now())
    await all_are_here(world)
    assert "Лицей № 7\nкоординатор: пока никто не приглашён" in await board(world)


async def test_who_is_silent_for_two_weeks_stands_there_until_they_touch_the_bot(
    world: World,
) -> None:
    await all_are_here(world)
    await world.passes(MOST)
    for person in (world.olga, world.marina, world.gleb, world.aminat):
        await person.says("/start")
        await world.telegram.settles()
    await world.aminat.says("/people")
    await world.aminat.sees("Люди")
    assert not any("Нет связи" in label for label in world.aminat.labels)
    await world.passes(timedelta(days=1, hours=1))
    assert "Ирина К., координатор: письма доходят, ответа нет с 16 марта (пн)" in await board(
        world
    )
    await world.irina.says("/tasks")
    await world.telegram.settles()
    await world.aminat.says("/people")
    await world.aminat.sees("Люди")
    assert not any("Нет связи" in label for label in world.aminat.labels)


async def test_who_was_written_nothing_is_not_called_silent(world: World) -> None:
    await all_are_here(world)
    await world.db.write(lambda tx: tx.execute(update(tasks).values(state="cancelled")))
    await world.passes(timedelta(days=20))
    await world.aminat.says("/people")
    await world.aminat.sees("Люди")
    assert not any("Нет связи" in label for label in world.aminat.labels)


async def test_who_writes_to_the_bot_is_reached_again_though_telegram_did_not_say_so(
    world: World,
) -> None:
    await all_are_here(world)
    account = world.telegram.network.chats.accounts[world.irina.id]
    account.blocked = True
    await world.passes(timedelta(hours=1))
    assert "Ирина К., координатор: остановлен бот" in await board(world)
    account.blocked = False
    await world.irina.says("мои дела")
    await world.telegram.settles()
    await world.aminat.says("/people")
    shown = await world.aminat.sees("Люди")
    assert "письма не доходят" not in shown.text
    await world.passes(timedelta(minutes=1))
    assert any("На сегодня" in message.text for message in world.irina.messages)


async def test_that_somebody_is_here_is_written_down_once_a_day(world: World) -> None:
    async def seen() -> object:
        known = await world.known(world.irina)
        return known and known.seen_at

    await all_are_here(world)
    first = await seen()
    await world.passes(timedelta(hours=5))
    await world.irina.says("/week")
    await world.telegram.settles()
    assert await seen() == first
    await world.passes(timedelta(hours=20))
    await world.irina.says("/week")
    await world.telegram.settles()
    assert await seen() != first


async def test_a_fresh_link_brings_a_person_back_to_their_post(world: World) -> None:
    await all_are_here(world)
    await world.irina.blocks()
    await world.telegram.settles()
    await board(world)
    await world.aminat.taps("Ссылка и QR: Ирина К.")
    shown = await world.aminat.sees(f"Приглашение: координатор, {FIRST}")
    assert shown.file is not None
    assert re.search(r"код: \w{4}-\w{4}", shown.text)
    link = re.search(r"https://t\.me/vekha_demo_bot\?start=(\S+)", shown.text)
    assert link
    assert shown.file.content[:8] == b"\x89PNG\r\n\x1a\n"

    await world.irina.unblocks()
    await world.irina.says(f"/start {link[1]}")
    await world.irina.taps("Это я")
    await world.irina.sees(FIRST)
    await world.aminat.says("/people")
    shown = await world.aminat.sees("Люди")
    assert shown.text.count("Ирина К.") == 1
    assert not any("Нет связи" in label for label in world.aminat.labels)


async def test_a_fresh_link_for_who_has_not_come_is_to_the_usual_post(world: World) -> None:
    await all_are_here(world)
    await world.invites(Role.COORDINATOR, "Лицей № 7")
    await board(world)
    await world.aminat.taps("Ссылка и QR: Лицей № 7")
    await world.aminat.sees("Приглашение: координатор, Лицей № 7")


async def test_from_the_summary_it_is_one_tap(world: World) -> None:
    await all_are_here(world)
    await world.irina.blocks()
    await world.telegram.settles()
    await world.aminat.says("/summary")
    await world.aminat.taps("Нет связи: 1")
    await world.aminat.sees("Ирина К., координатор: остановлен бот")
    await world.aminat.taps("Назад")
    await world.aminat.sees("Люди")


def test_a_picture_of_a_link_can_be_printed() -> None:
    picture = qr("https://t.me/vekha_demo_bot?start=2bXmK0cTzq0mM5c1FvT8yw")
    sides = picture_sides(picture)
    assert sides
    assert sides[0] == sides[1] >= 300


# When the answer is no


async def test_only_methodists_see_the_board_and_write_fresh_links(world: World) -> None:
    school = (await world.task("1.3")).organisation
    for person in (world.irina, world.gleb):
        await person.says("/start")
        await world.telegram.settles()
        for button in (ShowReach(0), WayIn(school.id, 0)):
            await person.taps_data(button.pack())
            await person.sees_toast("Это могут делать только методисты центра.")


@pytest.mark.parametrize("centre", [OTHER_CENTRE, ""])
async def test_nobody_gets_a_link_to_another_centre(world: World, centre: str) -> None:
    task = await world.task("1.3", centre=centre) if centre else None
    await world.aminat.says("/people")
    await world.aminat.sees("Люди")
    number = task.organisation.id if task else 999_999
    await world.aminat.taps_data(WayIn(number, 0).pack())
    await world.aminat.sees_toast("Такой организации в вашем центре нет.")


async def test_a_forged_person_gets_no_post_that_is_not_theirs(world: World) -> None:
    school = (await world.task("1.3")).organisation
    known = await world.known(world.aminat)
    assert known
    await world.aminat.says("/people")
    await world.aminat.sees(CENTRE)
    await world.aminat.taps_data(WayIn(school.id, known.id).pack())
    await world.aminat.sees(f"Приглашение: координатор, {school.short}")
