"""What a person chooses about letters, and that the letters keep to it."""

from datetime import datetime, timedelta

import pytest

from bot.buttons.letters import PutOff
from bot.buttons.settings import BeAway, ChooseHour, ChooseZone
from tests.world import CENTRE, FIRST, MOSCOW, World

NINE = datetime(2026, 3, 16, 9, 0, 5, tzinfo=MOSCOW)


def _digests(messages: object) -> list[str]:
    return [m.text for m in messages if m.text.startswith("Доброе утро")]  # type: ignore[attr-defined]


async def test_letters_come_at_the_hour_that_was_chosen(world: World) -> None:
    await world.irina.says("/settings")
    await world.irina.taps("Час писем")
    await world.irina.taps("11:00")
    await world.irina.sees("Письма приходят в 11:00 (Москва) по рабочим дням.")
    await world.comes(NINE)
    assert _digests(world.irina.messages) == []
    assert len(_digests(world.olga.messages)) == 1
    await world.comes(NINE + timedelta(hours=2))
    assert len(_digests(world.irina.messages)) == 1
    await world.irina.taps("Почему мне это пришло?")
    await world.irina.sees("по рабочим дням, в 11:00")


async def test_an_evening_letter_does_not_wish_a_good_morning(world: World) -> None:
    await world.irina.says("/settings")
    await world.irina.taps("Час писем")
    await world.irina.taps("18:00")
    await world.irina.sees("Письма приходят в 18:00")
    await world.comes(NINE + timedelta(hours=9))
    await world.irina.sees("Добрый вечер. На сегодня")
    await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отмечено")
    shown = await world.irina.sees("Сделано")
    assert shown.text.startswith("Добрый вечер. На сегодня"), "it is the same letter"


async def test_letters_come_by_the_clock_of_another_place(world: World) -> None:
    await world.irina.says("/settings")
    await world.irina.taps("Часовой пояс")
    await world.irina.taps("Калининград")
    await world.irina.sees("Письма приходят в 9:00 (Калининград)")
    await world.comes(NINE)
    assert _digests(world.irina.messages) == []
    await world.comes(NINE + timedelta(hours=1))
    assert len(_digests(world.irina.messages)) == 1
    await world.irina.says("/settings")
    await world.irina.taps("Часовой пояс")
    await world.irina.taps("Как в центре: Москва")
    await world.irina.sees("Письма приходят в 9:00 (Москва)")


async def test_fewer_letters_are_of_the_last_day_and_of_what_is_late(world: World) -> None:
    await world.irina.says("/settings")
    await world.irina.taps("Напоминать реже")
    await world.irina.sees("Напоминания только о последнем дне и о просроченном.")
    await world.comes(NINE)
    [shown] = _digests(world.irina.messages)
    assert "1.2" in shown
    assert "1.3" not in shown
    await world.irina.says("/settings")
    await world.irina.taps("Все напоминания")
    await world.irina.sees("на каждом шаге до и после срока")


async def test_who_is_away_gets_nothing_and_sees_who_does(world: World) -> None:
    await world.irina.says("/settings")
    await world.irina.taps("Отпуск")
    shown = await world.irina.sees("Напишите дни")
    assert "Вместо вас письма получает: Ольга В." in shown.text
    await world.irina.taps("1 неделя")
    await world.irina.sees("Вас нет с 16 марта (пн) по 22 марта (вс).")
    await world.comes(NINE)
    assert _digests(world.irina.messages) == []
    await world.olga.sees("Доброе утро")
    await world.irina.says("/settings")
    await world.irina.taps("Отпуск")
    await world.irina.taps("Я на месте")
    await world.irina.sees("Настройки")
    await world.passes(timedelta(minutes=1))
    assert len(_digests(world.irina.messages)) == 1


async def test_days_away_can_be_written(world: World) -> None:
    await world.irina.says("/settings")
    await world.irina.taps("Отпуск")
    await world.irina.sees("Напишите дни")
    await world.irina.says("когда-нибудь потом")
    await world.irina.sees("Не вижу будущих дней")
    await world.irina.says("с 6 по 19 июля")
    await world.irina.sees("Вас нет с 6 июля (пн) по 19 июля (вс).")


async def test_while_the_only_coordinator_is_away_the_methodist_minds_the_school(
    world: World,
) -> None:
    await world.marina.says("/settings")
    await world.marina.taps("Отпуск")
    shown = await world.marina.sees("Напишите дни")
    assert "Вместо вас письма получает: Аминат Х." in shown.text
    await world.marina.taps("2 недели")
    await world.marina.sees("Вас нет с")
    await world.comes(NINE)
    shown = await world.aminat.sees("Вместо тех, кого нет на месте")
    assert "ООШ № 3 с. Луговое: Анкета для учителей" in shown.text
    assert f"{FIRST}: Анкета" not in shown.text


async def test_why_names_nobody_who_gets_no_letters_now(world: World) -> None:
    await world.marina.says("/settings")
    await world.marina.taps("Отпуск")
    await world.marina.taps("2 недели")
    await world.marina.sees("Вас нет с")
    await world.comes(NINE)
    shown = await world.aminat.sees("Вместо тех, кого нет на месте")
    assert shown.text.startswith(f"Доброе утро. На сегодня, {CENTRE}:")
    await world.aminat.taps("Почему мне это пришло?")
    shown = await world.aminat.sees("Почему это пришло")
    assert "Марина" not in shown.text


async def test_why_tells_the_hour_of_another_place_with_its_name(world: World) -> None:
    await world.irina.says("/settings")
    await world.irina.taps("Часовой пояс")
    await world.irina.taps("Камчатка")
    await world.irina.sees("Письма приходят в 9:00 (Камчатка)")
    await world.comes(NINE)
    await world.irina.taps("Почему мне это пришло?")
    await world.irina.sees(
        "(кроме напоминаний накануне и в день срока), по рабочим дням, в 9:00 (К"
    )


@pytest.mark.parametrize(
    "forged", [ChooseHour(23), ChooseZone("Europe/Paris"), ChooseZone("x"), BeAway(99)]
)
async def test_what_is_not_offered_is_an_old_screen(
    world: World, forged: ChooseHour | ChooseZone | BeAway
) -> None:
    await world.irina.says("/settings")
    await world.irina.sees("Настройки")
    await world.irina.taps_data(forged.pack())
    await world.irina.sees_toast("Этот экран устарел")


async def test_nobody_puts_off_what_is_not_in_their_letter(world: World) -> None:
    await world.comes(NINE)
    mine, theirs = (
        int(p.button("Почему мне это пришло?").data.split(":")[1])
        for p in (world.irina, world.marina)
    )
    task = await world.task("2.2", FIRST)
    for letter, wait in ((mine, "t"), (theirs, "t"), (mine, "y")):
        await world.irina.taps_data(PutOff(letter, 0, task.id, wait).pack())
        await world.irina.sees_toast("Этот экран устарел")
    assert await world.happened("put_off") == 0


async def test_what_is_done_cannot_be_put_off(world: World) -> None:
    await world.comes(NINE)
    later = world.irina.button("Позже 1.3")
    await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отмечено")
    await world.irina.taps_again(later)
    await world.irina.sees_toast("1.3: это уже не нужно делать")
