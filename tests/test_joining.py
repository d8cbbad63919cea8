"""Joining: by a personal link or its code, once, into one centre; and leaving for good."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.buttons.joining import Join
from bot.demo.people import Person
from bot.views.screen import letters
from storage.domain.people import Role
from storage.tables import marks, people
from tests.world import FIRST, OTHER_CENTRE, SECOND, World, living

# Coming


async def test_a_link_leads_to_home_in_two_screens(world: World) -> None:
    newcomer = world.stranger("Нина П.")
    invited = await world.invites(Role.COORDINATOR, SECOND)
    await newcomer.says(f"/start {invited.token}")
    shown = await newcomer.sees("Здравствуйте. Вас пригласили, ваша роль: координатор.")
    assert SECOND in shown.text
    assert "Хранятся ваши номер и имя в Telegram, язык, роль и организация, отметки" in shown.text
    assert newcomer.labels == ["Это я, начать", "Это не моя организация"]
    assert await world.known(newcomer) is None  # looking is not joining

    await newcomer.taps("Это я")
    await newcomer.sees_toast("Добро пожаловать.")
    await newcomer.sees(f"{SECOND} · 16 марта, понедельник")
    known = await world.known(newcomer)
    assert known is not None
    assert [(post.role, post.organisation.short) for post in known.posts] == [
        (Role.COORDINATOR, SECOND)
    ]
    assert (known.name, known.language) == ("Нина П.", "ru")
    assert await world.happened("joined") == 6  # five of the cast, and Nina


@pytest.mark.parametrize("form", ["{}", "{lower}", "{solid}", "{spaced}", "  {}  ", "/start {}"])
async def test_a_code_does_what_the_link_does(world: World, form: str) -> None:
    newcomer = world.stranger()
    code = (await world.invites(Role.COORDINATOR, FIRST)).code
    text = form.format(
        code,
        lower=code.lower(),
        solid=code.replace("-", ""),
        spaced=code.replace("-", " "),
    )
    await newcomer.says(text)
    await newcomer.sees("Вас пригласили")
    await newcomer.taps("Это я")
    await newcomer.sees(f"{FIRST} · 16 марта")


async def test_somebody_known_takes_a_second_post_by_a_second_link(world: World) -> None:
    await world.joins(world.irina, Role.DEPUTY, SECOND)
    await world.irina.sees(f"{FIRST}, {SECOND} · 16 марта")
    await world.irina.says("/tasks")
    shown = await world.irina.sees("Все задачи: 28")
    assert f"{SECOND}: Самообследование школы" in shown.text


async def test_a_methodist_comes_to_the_centre_itself(world: World) -> None:
    newcomer = world.stranger()
    await world.joins(newcomer, Role.METHODIST)
    await newcomer.sees("Заречный · 16 марта")
    assert {"Сводка", "Люди", "Без срока"} <= set(newcomer.labels)


async def test_a_centre_whose_people_move_shows_the_new_one(world: World) -> None:
    invited = await world.invites(Role.METHODIST, centre=OTHER_CENTRE)
    await world.irina.says(f"/start {invited.token}")
    await world.irina.taps("Это я")
    await world.irina.sees(f"{OTHER_CENTRE} · 16 марта")
    known = await world.known(world.irina)
    assert known is not None
    assert known.centre.name == OTHER_CENTRE
    assert [post.organisation.short for post in known.posts] == [OTHER_CENTRE]


async def test_a_newcomer_hears_the_language_of_their_telegram(world: World) -> None:
    newcomer = world.stranger("Ann", language="en")
    await newcomer.says("/start")
    await newcomer.sees("We have not met yet.")
    invited = await world.invites(Role.COORDINATOR, FIRST)
    await newcomer.says(f"/start {invited.token}")
    await newcomer.taps("That is me, start")
    await newcomer.sees("Monday")


@pytest.mark.parametrize("language", ["kbd", "zh-hans", ""])
async def test_whose_language_is_not_ours_hears_the_centres(world: World, language: str) -> None:
    newcomer = world.stranger("Ann", language=language)
    await world.joins(newcomer, Role.COORDINATOR, FIRST)
    known = await world.known(newcomer)
    assert known is not None
    assert known.language == "ru"


@pytest.mark.parametrize("name", ['<b>Анна</b> & "Ко"', "Ann <3", "👩‍👩‍👧‍👦" * 30, "Ё" * 300])
async def test_any_name_is_shown_as_it_is(world: World, name: str) -> None:
    newcomer = world.stranger(name)
    await world.joins(newcomer, Role.COORDINATOR, FIRST)
    await newcomer.says("/settings")
    shown = await newcomer.sees("Здесь вас знают как")
    assert name[:7] in shown.text
    known = await world.known(newcomer)
    assert known is not None
    assert set(letters(known.name)) <= {*letters(name), "…"}  # no family is torn apart
    await world.aminat.says("/people")
    await world.aminat.sees(name[:7])


# Twice


async def test_the_link_of_one_who_has_joined_simply_leads_home(world: World) -> None:
    newcomer = world.stranger()
    invited = await world.invites(Role.COORDINATOR, SECOND)
    for _ in range(2):
        await newcomer.says(f"/start {invited.token}")
        await newcomer.sees("Вас пригласили")
        await newcomer.taps("Это я")
        await newcomer.sees(f"{SECOND} · 16 марта")
        await newcomer.says(invited.code)
        await newcomer.sees(f"{SECOND} · 16 марта")
        invited = await world.invites(Role.COORDINATOR, SECOND)
    known = await world.known(newcomer)
    assert known is not None
    assert len(known.posts) == 1


async def test_a_double_tap_joins_once(world: World) -> None:
    newcomer = world.stranger()
    invited = await world.invites(Role.COORDINATOR, SECOND)
    await newcomer.says(f"/start {invited.token}")
    await newcomer.sees("Вас пригласили")
    button = newcomer.button("Это я")
    first = await newcomer.taps_again(button)
    await newcomer.taps_again(button)
    await newcomer.sees(f"{SECOND} · 16 марта")
    await world.telegram.settles()
    world.telegram.deliver_again(first)
    await world.telegram.settles()
    assert await world.happened("joined") == 6
    assert "16 марта" in newcomer.screen


# When the answer is no


async def test_a_stranger_is_told_how_to_join(world: World) -> None:
    stranger = world.stranger()
    for text in ("/start", "/tasks", "/summary", "мои дела", "здравствуйте"):
        await stranger.says(text)
        await stranger.sees("Мы ещё не знакомы. Попросите у методиста вашего центра ссылку")


@pytest.mark.parametrize("word", ["ABCD-EFGH", "abcdefgh", "/start no-such-token", "/start 💥"])
async def test_what_is_no_invitation_is_said_so(world: World, word: str) -> None:
    stranger = world.stranger()
    await stranger.says(word)
    await stranger.sees("Такого приглашения нет. Проверьте код")


async def test_a_link_that_another_has_used_lets_nobody_in(world: World) -> None:
    invited = await world.invites(Role.COORDINATOR, FIRST)
    await world.olga.says(f"/start {invited.token}")
    await world.olga.taps("Это я")
    await world.olga.sees_toast("Добро пожаловать")

    late = world.stranger()
    await late.says(f"/start {invited.token}")
    await late.sees("По этому приглашению уже пришёл другой человек.")
    await late.taps_data(Join(invited.token).pack())
    await late.sees_toast("По этому приглашению уже пришёл другой человек.")
    assert await world.known(late) is None


async def test_two_who_race_for_one_link_do_not_both_come_in(world: World) -> None:
    invited = await world.invites(Role.COORDINATOR, FIRST)
    racers = [world.stranger(), world.stranger()]
    for racer in racers:
        await racer.says(f"/start {invited.token}")
        await racer.sees("Вас пригласили")
    for racer in racers:
        await racer.taps("Это я")
    toasts = {await racer.sees_toast() for racer in racers}
    assert toasts == {
        "Добро пожаловать.",
        "По этому приглашению уже пришёл другой человек. Попросите у методиста своё.",
    }
    assert [await world.known(racer) is None for racer in racers].count(True) == 1


async def test_an_invitation_is_good_for_thirty_days(world: World) -> None:
    stranger, other = world.stranger(), world.stranger()
    invited = await world.invites(Role.COORDINATOR, FIRST)
    await world.passes(timedelta(days=29, hours=23))
    await stranger.says(f"/start {invited.token}")
    await stranger.sees("Вас пригласили")
    button = stranger.button("Это я")
    await world.passes(timedelta(hours=2))
    await stranger.taps_again(button)
    await stranger.sees_toast("Срок приглашения истёк. Попросите у методиста новое.")
    await other.says(invited.code)
    await other.sees("Срок приглашения истёк.")
    assert await world.known(stranger) is None


async def test_not_my_organisation_changes_nothing(world: World) -> None:
    stranger = world.stranger()
    invited = await world.invites(Role.COORDINATOR, FIRST)
    await stranger.says(f"/start {invited.token}")
    await stranger.taps("Это не моя организация")
    await stranger.sees("Ничего не изменилось. Скажите об этом методисту")
    assert await world.known(stranger) is None
    await stranger.says(f"/start {invited.token}")
    await stranger.sees("Вас пригласили")


async def test_who_runs_the_installation_hears_how_to_begin(sqlite_url: str) -> None:
    async with living(sqlite_url, owners=(1001,)) as world:
        owner = world.stranger("Хозяин")
        await owner.says("/start")
        await owner.sees("vekha centre add НАЗВАНИЕ")


# Leaving


async def test_who_erases_themselves_is_forgotten_and_their_marks_stay(world: World) -> None:
    await world.irina.says("1.3 готово")
    await world.irina.sees("1.3 отмечено")
    await world.irina.says("/settings")
    await world.irina.taps("Удалить меня")
    await world.irina.sees("Ваши отметки останутся в отчёте под именем, с которым они сделаны.")
    await world.irina.taps("Да, удалить меня")
    await world.irina.sees("Вы удалены. Спасибо за работу.")

    assert await _rows_of(world, world.irina) == 0
    assert await world.marks() == [("1.3", FIRST, "Ирина К.")]
    await world.irina.says("/tasks")
    await world.irina.sees("Мы ещё не знакомы.")
    await world.olga.says("1.3 готово")
    await world.olga.sees("1.3: уже есть отметка, Ирина К.")
    owner = await world.db.read(lambda tx: tx.execute(select(marks.c.person_id)).scalar_one())
    assert owner is None


async def test_who_hesitates_is_not_erased(world: World) -> None:
    await world.irina.says("/settings")
    await world.irina.taps("Удалить меня")
    await world.irina.sees("Удалить себя?")
    await world.irina.taps("Назад")
    await world.irina.sees("Настройки")
    assert await _rows_of(world, world.irina) == 1


async def test_the_link_of_one_who_is_erased_opens_no_door(world: World) -> None:
    newcomer, finder = world.stranger(), world.stranger()
    invited = await world.invites(Role.COORDINATOR, FIRST)
    await newcomer.says(f"/start {invited.token}")
    await newcomer.taps("Это я")
    await newcomer.says("/settings")
    await newcomer.taps("Удалить меня")
    await newcomer.taps("Да, удалить меня")
    await newcomer.sees("Вы удалены.")
    for person in (finder, newcomer):
        await person.says(f"/start {invited.token}")
        await person.sees("По этому приглашению уже пришёл другой человек.")
    assert await world.known(finder) is None


async def test_an_erasure_delivered_twice_erases_once(world: World) -> None:
    await world.irina.says("/settings")
    await world.irina.taps("Удалить меня")
    tap = await world.irina.taps("Да, удалить меня")
    await world.irina.sees("Вы удалены.")
    await world.telegram.settles()
    world.telegram.deliver_again(tap)
    await world.telegram.settles()
    assert await world.happened("erased") == 1


async def test_a_stranger_has_nothing_to_erase(world: World) -> None:
    stranger = world.stranger()
    await stranger.says("/settings")
    await stranger.sees("Мы ещё не знакомы.")


async def _rows_of(world: World, person: Person) -> int:
    return await world.db.read(
        lambda tx: tx.execute(
            select(func.count()).select_from(people).where(people.c.telegram_id == person.id)
        ).scalar_one()
    )
