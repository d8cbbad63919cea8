"""Dating: a methodist gives a date to what the order left without one."""

from datetime import date, timedelta

import pytest

from bot.buttons.dating import AskDate, SetDate, ShowUndated
from storage.domain.terms import Window
from tests.world import FIRST, OTHER_CENTRE, SECOND, World


async def test_the_list_names_each_activity_once(world: World) -> None:
    await world.aminat.says("/undated")
    shown = await world.aminat.sees("Без срока: 2")
    assert "2.5 Стажировка у соседей\nпо отдельному графику" in shown.text
    assert "2.6 Единый методический день\nв приказе срок не указан" in shown.text
    assert world.aminat.labels == ["Срок для 2.5", "Срок для 2.6", "← Назад"]


@pytest.mark.parametrize("words", ["без срока", "Без даты", "undated"])
async def test_the_list_is_reached_by_words(world: World, words: str) -> None:
    await world.aminat.says(words)
    await world.aminat.sees("Без срока: 2")


async def test_a_date_is_set_with_a_button_for_every_school(world: World) -> None:
    await world.aminat.says("/undated")
    await world.aminat.taps("Срок для 2.5")
    await world.aminat.sees("К какому дню? Нажмите на дату или напишите свою")
    assert [label for label in world.aminat.labels if "2026" in label] == [
        "31 марта 2026 (вт)",
        "30 апреля 2026 (чт)",
        "31 декабря 2026 (чт)",
    ]
    await world.aminat.taps("30 апреля")
    shown = await world.aminat.sees("2.5: 30 апреля 2026.")
    assert "Срок получили 2 задачи, о них будут напоминать." in shown.text
    for school in (FIRST, SECOND):
        task = await world.task("2.5", school)
        assert task.window == Window(date(2026, 3, 16), date(2026, 4, 30))
    assert await world.happened("dated") == 1
    await world.aminat.taps("Другие без срока")
    await world.aminat.sees("Без срока: 1")


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("15 мая", date(2026, 5, 15)),
        ("до 01.04", date(2026, 4, 1)),
        ("май", date(2026, 5, 31)),
        ("до 20 июня 2026 г.", date(2026, 6, 20)),
        ("16 марта", date(2026, 3, 16)),
    ],
)
async def test_a_date_is_set_in_words(world: World, typed: str, due: date) -> None:
    await world.aminat.says("/undated")
    await world.aminat.taps("Срок для 2.5")
    await world.aminat.sees("К какому дню?")
    await world.aminat.says(typed)
    await world.aminat.sees("Срок получили 2 задачи")
    assert (await world.task("2.5")).window == Window(date(2026, 3, 16), due)


async def test_a_date_in_the_past_of_the_roadmap_makes_a_window_of_that_day(world: World) -> None:
    await world.aminat.says("/undated")
    await world.aminat.taps("Срок для 2.5")
    await world.aminat.sees("К какому дню?")
    await world.aminat.says("10 марта")
    await world.aminat.sees("2.5: 10 марта 2026.")
    assert (await world.task("2.5")).window == Window(date(2026, 3, 10), date(2026, 3, 10))


async def test_the_question_survives_a_restart(world: World) -> None:
    await world.aminat.says("/undated")
    await world.aminat.taps("Срок для 2.6")
    await world.aminat.sees("К какому дню?")
    await world.restart()
    await world.aminat.says("15 мая")
    await world.aminat.sees("2.6: 15 мая 2026.")


async def test_a_question_of_long_ago_takes_no_words(world: World) -> None:
    await world.aminat.says("/undated")
    await world.aminat.taps("Срок для 2.6")
    await world.aminat.sees("К какому дню?")
    await world.passes(timedelta(hours=1, minutes=1))
    await world.aminat.says("15 мая")
    shown = await world.aminat.sees("Не понимаю.")
    assert "«сводка», «переносы»" in shown.text
    assert "файлом" in shown.text
    assert (await world.task("2.6")).window is None


async def test_commands_work_while_a_question_is_open(world: World) -> None:
    await world.aminat.says("/undated")
    await world.aminat.taps("Срок для 2.6")
    await world.aminat.sees("К какому дню?")
    await world.aminat.says("сводка")
    await world.aminat.sees("Заречный ·")
    await world.aminat.says("15 мая")
    await world.aminat.sees("2.6: 15 мая 2026.")


async def test_a_marked_task_keeps_its_day_and_the_other_school_gets_the_date(
    world: World,
) -> None:
    await world.irina.says("2.5 готово")
    await world.irina.sees("2.5 отмечено")
    await world.aminat.says("/undated")
    await world.aminat.taps("Срок для 2.5")
    await world.aminat.taps("31 марта")
    await world.aminat.sees("Срок получила 1 задача, о ней будут напоминать.")
    assert (await world.task("2.5", FIRST)).window is None
    assert (await world.task("2.5", SECOND)).window is not None


async def test_when_everything_has_a_date_the_list_says_so(world: World) -> None:
    for number in ("2.5", "2.6"):
        await world.aminat.says("/undated")
        await world.aminat.taps(f"Срок для {number}")
        await world.aminat.taps("31 марта")
        await world.aminat.sees(f"{number}: 31 марта 2026.")
    await world.aminat.says("/undated")
    await world.aminat.sees("У всех мероприятий есть срок.")
    assert world.aminat.labels == ["← Назад"]


# When the answer is no


@pytest.mark.parametrize(
    "typed",
    ["как рак свистнет", "31 февраля", "с 1 по 20 мая и в июне", "ежемесячно", "постоянно",
     "по графику", "0", "март и май"],
)  # fmt: skip
async def test_words_that_are_no_single_date_leave_the_question_open(
    world: World, typed: str
) -> None:
    await world.aminat.says("/undated")
    await world.aminat.taps("Срок для 2.5")
    await world.aminat.sees("К какому дню?")
    await world.aminat.says(typed)
    await world.aminat.sees(f"Не понимаю «{typed}» как одну дату. Напишите так: 15 марта")
    assert (await world.task("2.5")).window is None
    await world.aminat.says("15 мая")
    await world.aminat.sees("2.5: 15 мая 2026.")


async def test_a_date_before_the_roadmap_is_refused(world: World) -> None:
    await world.aminat.says("/undated")
    await world.aminat.sees("Без срока")
    task = await world.task("2.5")
    await world.aminat.taps_data(SetDate(task.activity_id, 20251231, 0).pack())
    await world.aminat.sees_toast("2.5: этот день раньше начала дорожной карты.")
    assert (await world.task("2.5")).window is None


@pytest.mark.parametrize("day", [20260230, 0, 99999999, 20261301])
async def test_a_day_that_is_none_is_an_old_screen(world: World, day: int) -> None:
    await world.aminat.says("/undated")
    await world.aminat.sees("Без срока")
    task = await world.task("2.5")
    await world.aminat.taps_data(SetDate(task.activity_id, day, 0).pack())
    await world.aminat.sees_toast("Этот экран устарел")
    assert (await world.task("2.5")).window is None


async def test_a_date_that_is_set_already_is_not_set_again(world: World) -> None:
    await world.aminat.says("/undated")
    await world.aminat.taps("Срок для 2.5")
    await world.aminat.sees("К какому дню?")
    april, may = world.aminat.button("30 апреля"), world.aminat.button("31 декабря")
    await world.aminat.taps_again(april)
    await world.aminat.sees("2.5: 30 апреля 2026.")
    await world.aminat.taps_again(may)
    await world.aminat.sees_toast("У 2.5 уже есть срок. Остальные без срока: /undated")
    assert (await world.task("2.5")).window == Window(date(2026, 3, 16), date(2026, 4, 30))


async def test_a_date_delivered_twice_is_set_once(world: World) -> None:
    await world.aminat.says("/undated")
    await world.aminat.taps("Срок для 2.5")
    tap = await world.aminat.taps("30 апреля")
    await world.aminat.sees("2.5: 30 апреля 2026.")
    await world.telegram.settles()
    world.telegram.deliver_again(tap)
    await world.aminat.sees("Без срока: 1")
    assert await world.happened("dated") == 1


async def test_only_methodists_set_dates(world: World) -> None:
    task = await world.task("2.5")
    for person in (world.irina, world.gleb):
        await person.says("/undated")
        await person.sees("Это могут делать только методисты центра.")
        for button in (
            ShowUndated(0), AskDate(task.activity_id, 0), SetDate(task.activity_id, 20260430, 0),
        ):  # fmt: skip
            await person.taps_data(button.pack())
            await person.sees_toast("Это могут делать только методисты центра.")
    assert (await world.task("2.5")).window is None


async def test_an_activity_of_another_centre_is_as_good_as_none(world: World) -> None:
    task = await world.task("2.5", centre=OTHER_CENTRE)
    await world.aminat.says("/undated")
    await world.aminat.sees("Без срока")
    for button in (AskDate(task.activity_id, 0), SetDate(task.activity_id, 20260430, 0)):
        await world.aminat.taps_data(button.pack())
        await world.aminat.sees_toast("Такого мероприятия в вашем центре нет.")
    assert (await world.task("2.5", centre=OTHER_CENTRE)).window is None
