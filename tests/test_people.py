"""People of a centre: who works with the bot, who is invited, whom it does not reach."""

import re
from datetime import timedelta

import pytest

from bot.buttons.people import Invite, ShowPeople
from bot.demo.people import Person
from storage.domain.people import Role
from tests.world import CENTRE, FIRST, OTHER_CENTRE, SECOND, World


async def test_everybody_stands_under_their_organisation(world: World) -> None:
    await world.aminat.says("/people")
    shown = await world.aminat.sees("Люди")
    centre, of_schools = shown.text.split(FIRST)
    first, second = of_schools.split(SECOND)
    assert "Аминат Х., методист" in centre
    assert "Глеб Н., руководитель управления" in centre
    assert "Ирина К., координатор" in first
    assert "Ольга В., координатор" in first
    assert "Марина С., координатор" in second
    assert "Зарема" not in shown.text


@pytest.mark.parametrize("words", ["люди", "Участники", "координаторы", "people"])
async def test_people_are_found_by_words(world: World, words: str) -> None:
    await world.aminat.says(words)
    await world.aminat.sees("Люди")


async def test_an_invitation_brings_a_coordinator_in(world: World) -> None:
    await world.aminat.says("/people")
    await world.aminat.taps(f"Пригласить: {SECOND}")
    shown = await world.aminat.sees(f"Приглашение: координатор, {SECOND}")
    link = re.search(r"https://t\.me/vekha_demo_bot\?start=(\S+)", shown.text)
    code = re.search(r"код: (\w{4}-\w{4})", shown.text)
    assert link
    assert code
    assert "Действует для одного человека до 15 апреля 2026 (ср)." in shown.text
    await world.aminat.says("/people")
    await world.aminat.sees("1 приглашение пока не использовано")

    newcomer = world.stranger("Нина")
    await newcomer.says(f"/start {link[1]}")
    await newcomer.taps("Это я")
    await newcomer.sees(f"{SECOND} · 16 марта")
    await world.aminat.says("/people")
    shown = await world.aminat.sees("Нина, координатор")
    assert "не использован" not in shown.text


async def test_an_invitation_is_the_same_when_it_is_shown_again(world: World) -> None:
    aminat, first, second = world.aminat, world.stranger("Нина"), world.stranger("Рита")
    await aminat.says("/people")
    shown = [await invitation(aminat, f"Пригласить: {SECOND}") for _ in range(2)]
    assert shown[0] == shown[1]
    other = await invitation(aminat, "Ещё для одного человека")
    assert other != shown[0]
    await aminat.says("/people")
    await aminat.sees("2 приглашения пока не использованы")
    for newcomer, token in ((first, shown[0]), (second, other)):
        await newcomer.says(f"/start {token}")
        await newcomer.taps("Это я")
        await newcomer.sees(f"{SECOND} · 16 марта")
    assert await invitation(aminat, f"Пригласить: {SECOND}") not in (shown[0], other)


async def test_an_invitation_is_new_when_the_last_is_good_no_more(world: World) -> None:
    await world.aminat.says("/people")
    before = await invitation(world.aminat, f"Пригласить: {SECOND}")
    await world.passes(timedelta(days=31))
    await world.aminat.says("/people")
    assert await invitation(world.aminat, f"Пригласить: {SECOND}") != before


async def test_two_methodists_hand_out_invitations_of_their_own(world: World) -> None:
    lidia = world.stranger("Лидия П.")
    await world.joins(lidia, Role.METHODIST)
    found = []
    for methodist in (world.aminat, lidia):
        await methodist.says("/people")
        found.append(await invitation(methodist, f"Пригласить: {SECOND}"))
    assert len(set(found)) == 2


async def invitation(methodist: Person, label: str) -> str:
    """Tap, and return the token that the link carries."""
    before = len(methodist.messages)
    await methodist.taps(label)
    await methodist.sees("Приглашение")
    text = next(m.text for m in methodist.messages[before:] if "Приглашение" in m.text)
    link = re.search(r"start=(\S+)", text)
    assert link
    return link[1]


async def test_the_centre_invites_methodists(world: World) -> None:
    await world.aminat.says("/people")
    await world.aminat.taps(f"Пригласить: {CENTRE}")
    await world.aminat.sees(f"Приглашение: методист, {CENTRE}")


async def test_an_expired_invitation_is_not_counted(world: World) -> None:
    for _ in range(2):
        await world.invites(Role.COORDINATOR, FIRST)
    await world.aminat.says("/people")
    await world.aminat.sees("2 приглашения пока не использованы")
    await world.passes(timedelta(days=31))
    await world.aminat.says("/people")
    shown = await world.aminat.sees("Люди")
    assert "не использован" not in shown.text


async def test_an_invite_delivered_twice_invites_once(world: World) -> None:
    await world.aminat.says("/people")
    tap = await world.aminat.taps(f"Пригласить: {SECOND}")
    await world.aminat.sees("Приглашение: координатор")
    await world.telegram.settles()
    world.telegram.deliver_again(tap)
    await world.telegram.settles()
    await world.aminat.says("/people")
    await world.aminat.sees("1 приглашение пока не использовано")


async def test_who_stops_the_bot_is_shown_so_and_comes_back(world: World) -> None:
    await world.irina.blocks()
    await world.telegram.settles()
    await world.aminat.says("/people")
    await world.aminat.sees("Ирина К., координатор: письма не доходят")
    await world.aminat.says("/summary")
    await world.aminat.sees("не доходят до 1 человека")
    await world.aminat.taps("Нет связи")
    await world.aminat.sees("остановлен бот")

    await world.irina.unblocks()
    await world.telegram.settles()
    await world.aminat.says("/people")
    shown = await world.aminat.sees("Ирина К., координатор")
    assert "остановлен бот" not in shown.text


async def test_a_stranger_who_stops_the_bot_is_nobody(world: World) -> None:
    stranger = world.stranger()
    await stranger.says("/start")
    await stranger.sees("Мы ещё не знакомы")
    await stranger.blocks()
    await world.telegram.settles()
    await stranger.unblocks()
    await world.telegram.settles()
    await world.aminat.says("/summary")
    shown = await world.aminat.sees("Письма: отправлено 0")
    assert "не доходят" not in shown.text


async def test_a_centre_without_schools_says_where_they_come_from(quiet_world: World) -> None:
    await quiet_world.founds_centre()
    methodist = quiet_world.stranger("Аминат")
    await quiet_world.joins(methodist, Role.METHODIST)
    await methodist.says("/people")
    await methodist.sees("Школы появятся здесь вместе с дорожной картой")


async def test_many_organisations_are_shown_a_page_at_a_time(world: World) -> None:
    for number in range(20, 30):
        await world.invites(Role.COORDINATOR, f"Лицей № {number}")
    await world.aminat.says("/people")
    await world.aminat.sees("Люди")
    assert "1 / 3" in world.aminat.labels
    await world.aminat.taps("Дальше")
    await world.aminat.sees("Лицей № 24")
    await world.aminat.taps("Раньше")
    await world.aminat.sees("Ирина К.")


# When the answer is no


async def test_only_methodists_see_people_and_invite(world: World) -> None:
    school = (await world.task("1.3")).organisation
    for person in (world.irina, world.gleb):
        await person.says("/people")
        await person.sees("Это могут делать только методисты центра.")
        for button in (ShowPeople(0), Invite(school.id)):
            await person.taps_data(button.pack())
            await person.sees_toast("Это могут делать только методисты центра.")
    assert await world.happened("invited") == 5  # the cast itself


async def test_nobody_is_invited_to_another_centre(world: World) -> None:
    school = (await world.task("1.3", centre=OTHER_CENTRE)).organisation
    await world.aminat.says("/people")
    await world.aminat.sees("Люди")
    for number in (school.id, 999_999):
        await world.aminat.taps_data(Invite(number).pack())
        await world.aminat.sees_toast("Такой организации в вашем центре нет.")
    assert await world.happened("invited", OTHER_CENTRE) == 1
