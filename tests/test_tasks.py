"""Looking at tasks: home, the lists and their pages, cards; in full, and when there is nothing."""

from datetime import date, timedelta

import pytest

from bot.buttons.tasks import Place, ShowTask, ShowTasks
from bot.demo.people import Person
from bot.views.lines import deadline
from locales import Words
from storage.domain.people import Role
from storage.domain.tasks import Standing, standing_of
from storage.domain.terms import Window
from tests.world import FIRST, OTHER_CENTRE, SECOND, World

# Home


async def test_home_says_what_is_late_and_what_is_near(world: World) -> None:
    await world.irina.says("/start")
    shown = await world.irina.sees(f"{FIRST} · 16 марта, понедельник")
    assert "впереди 10 · сделано 0" in shown.text
    late, near = shown.text.split("В ближайшие 7 дней\n")
    assert "1.2 Самообследование школы\nсрок был 13 марта (пт), 3 дня назад" in late
    assert "1.3 Анкета для учителей\nдо 18 марта (ср), осталось 2 дня" in near
    assert near.index("1.3") < near.index("4.4") < near.index("2.1")
    assert [label for label in world.irina.labels if "Готово" in label] == [
        "✅ Готово 1.2", "✅ Готово 1.3", "✅ Готово 4.4", "✅ Готово 2.1"
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["/start", "мои дела", "Мои Дела", " дела ", "домой", "home"])
async def test_home_is_reached_by_words(world: World, words: str) -> None:
    await world.irina.says(words)
    await world.irina.sees(f"{FIRST} · 16 марта, понедельник")


async def test_home_on_a_quiet_day_says_what_comes_next(world: World) -> None:
    for number in ("1.2", "1.3", "4.4", "2.1"):
        await world.irina.says(f"{number} готово")
        await world.irina.sees(f"{number} отмечено")
    await world.passes(timedelta(minutes=11))
    await world.irina.says("/start")
    shown = await world.irina.sees("сделано 4")
    assert "Просрочено 0" in shown.text
    assert "Страница на сайте школы" in shown.text  # due on 31 March
    assert "✅ Готово 2.4 (1 из 4)" in world.irina.labels


async def test_home_before_there_is_a_roadmap(quiet_world: World) -> None:
    world = quiet_world
    await world.founds_centre()
    irina, aminat = world.stranger("Ирина"), world.stranger("Аминат")
    await world.joins(irina, Role.COORDINATOR, "СОШ № 9")
    await irina.sees("Задач для вас пока нет. Они появятся, когда методист примет")
    assert irina.labels == []
    await world.joins(aminat, Role.METHODIST)
    await aminat.sees("Дорожной карты пока нет. Пришлите приказ файлом")
    for words in ("/tasks", "/week", "/overdue"):
        await irina.says(words)
        await irina.sees("Здесь пусто.")


async def test_the_head_sees_the_summary_from_home(world: World) -> None:
    await world.gleb.says("/start")
    await world.gleb.sees("16 марта, понедельник")
    assert "Сводка" in world.gleb.labels
    assert "Люди" not in world.gleb.labels


# Lists


@pytest.mark.parametrize(
    ("command", "words", "title", "numbers"),
    [
        ("/tasks", "все задачи", "Все задачи: 14", ["1.2", "1.3", "4.4", "2.1", "2.4 (1 из 4)"]),
        ("/week", "на неделю", "В ближайшие 7 дней: 3", ["1.3", "4.4", "2.1"]),
        ("/overdue", "просрочено", "Просрочено: 1", ["1.2"]),
    ],
)
async def test_a_list_offers_done_beside_each_task(
    world: World, command: str, words: str, title: str, numbers: list[str]
) -> None:
    for said in (command, words):
        await world.irina.says(said)
        await world.irina.sees(title)
        done = [label for label in world.irina.labels if "Готово" in label]
        more = [label for label in world.irina.labels if "Подробнее" in label]
        assert done == [f"✅ Готово {number}" for number in numbers]
        assert more == [f"Подробнее {number}" for number in numbers]


async def test_a_list_counts_what_is_owed_and_keeps_a_fresh_mark(world: World) -> None:
    await world.irina.says("1.3 готово")  # due on Wednesday, so it was never late
    await world.irina.sees("1.3 отмечено")
    await world.irina.says("/overdue")
    late = await world.irina.sees("Просрочено: 1")
    assert "1.3" not in late.text
    await world.irina.says("/week")
    near = await world.irina.sees("В ближайшие 7 дней: 2")
    assert "✅ 1.3 Анкета для учителей" in near.text
    await world.irina.taps("Отменить 1.3")
    await world.irina.sees("В ближайшие 7 дней: 3")


async def test_a_fresh_mark_stands_once_in_the_list_of_a_school(world: World) -> None:
    await world.aminat.says("/summary")
    await world.aminat.taps("Школы")
    await world.aminat.taps(SECOND)
    await world.aminat.taps("Готово 1.3")
    shown = await world.aminat.sees("✅ 1.3 Анкета для учителей")
    assert world.aminat.labels.count("↩ Отменить 1.3") == 1
    assert f"{SECOND}: 14" in shown.text


async def test_pages_turn_there_and_back(world: World) -> None:
    await world.irina.says("/tasks")
    await world.irina.sees("Все задачи: 14")
    assert "◀ Раньше" not in world.irina.labels
    await world.irina.taps("Дальше")
    await world.irina.sees("Открытые уроки")
    assert {"◀ Раньше", "2 / 3", "Дальше ▶"} <= set(world.irina.labels)
    await world.irina.taps("Дальше")
    await world.irina.sees("Единый методический день")
    assert "Дальше ▶" not in world.irina.labels
    await world.irina.taps("3 / 3")  # where one is already: nothing moves, and nothing breaks
    await world.irina.sees_toast()
    await world.irina.taps("Раньше")
    await world.irina.sees("Открытые уроки")


async def test_every_task_stands_on_exactly_one_page(world: World) -> None:
    await world.irina.says("/tasks")
    await world.irina.sees("Все задачи: 14")
    seen = _more(world.irina)
    for page in ("2 / 3", "3 / 3"):
        await world.irina.taps("Дальше")
        await world.telegram.settles()
        assert page in world.irina.labels
        seen += _more(world.irina)
    assert len(seen) == len(set(seen)) == 14


async def test_a_page_that_is_no_more_is_the_last_one(world: World) -> None:
    await world.irina.says("/tasks")
    await world.irina.sees("Все задачи: 14")
    await world.irina.taps_data(ShowTasks(Place.ALL, 4000).pack())
    await world.irina.sees("Единый методический день")
    assert "3 / 3" in world.irina.labels


async def test_a_mark_on_the_last_page_leaves_one_there(world: World) -> None:
    await world.irina.says("/tasks")
    await world.irina.taps("Дальше")
    await world.irina.sees("Открытые уроки")
    await world.irina.taps("Дальше")
    await world.irina.sees("Единый методический день")
    await world.irina.taps("Готово 2.6")
    await world.irina.sees_toast("2.6 отмечено")
    await world.telegram.settles()
    assert "3 / 3" in world.irina.labels
    await world.irina.taps("Раньше")
    await world.telegram.settles()
    assert "2 / 3" in world.irina.labels


async def test_what_lies_ahead_and_what_is_done_are_lists_too(world: World) -> None:
    await world.irina.says("1.2 готово")
    await world.irina.sees("1.2 отмечено")
    await world.irina.says("/start")
    await world.irina.taps("Впереди: 10")
    await world.irina.sees("Страница на сайте школы")
    assert "Готово 1.3" not in " ".join(world.irina.labels)
    await world.irina.taps("Назад")
    await world.irina.taps("Сделано: 1")
    shown = await world.irina.sees("Сделано: 1")
    assert "сделано позже срока, 16 марта (пн), Ирина К." in shown.text


async def test_lists_know_their_plurals(world: World) -> None:
    await world.irina.says("/overdue")
    await world.irina.sees("3 дня назад")
    for days, said in ((2, "5 дней назад"), (16, "21 день назад"), (1, "22 дня назад")):
        await world.passes(timedelta(days=days))
        await world.irina.says("/overdue")
        shown = await world.irina.sees("Самообследование школы")
        assert said in shown.text


# Cards


async def test_a_card_shows_everything_and_leads_back(world: World) -> None:
    await world.irina.says("/week")
    await world.irina.taps("Подробнее 2.1")
    shown = await world.irina.sees("2.1 Пары наставников")
    for line in (
        "2. Учителя",
        "Срок: до 23 марта (с 1 января по 23 марта 2026)",
        "Сейчас: до 23 марта (пн), осталось 7 дней",
        f"Отвечает: {FIRST}",
        "Результат: Издан приказ о наставничестве",
    ):
        assert line in shown.text
    await world.irina.taps("Назад")
    await world.irina.sees("В ближайшие 7 дней: 3")


async def test_a_card_without_a_term_says_so(world: World) -> None:
    await world.irina.says("/tasks")
    await world.irina.sees("Все задачи")
    task = await world.task("2.6")
    await world.irina.taps_data(ShowTask(task.id, Place.ALL, 2, 0).pack())
    shown = await world.irina.sees("2.6 Единый методический день")
    assert "Срок: не указан" in shown.text
    assert "Сейчас: срока пока нет" in shown.text


async def test_a_card_of_another_school_is_not_opened(world: World) -> None:
    await world.irina.says("/tasks")
    await world.irina.sees("Все задачи")
    task = await world.task("1.3", SECOND)
    await world.irina.taps_data(ShowTask(task.id, Place.ALL, 0, 0).pack())
    await world.irina.sees_toast(f"Это задачи другой организации: {SECOND}.")
    await world.irina.taps_data(ShowTasks(Place.SCHOOL, 0, task.organisation.id).pack())
    await world.irina.sees_toast(f"Это задачи другой организации: {SECOND}.")


async def test_nothing_of_another_centre_is_shown(world: World) -> None:
    await world.aminat.says("/summary")
    await world.aminat.sees("Заречный")
    task = await world.task("1.3", centre=OTHER_CENTRE)
    await world.aminat.taps_data(ShowTask(task.id, Place.ALL, 0, 0).pack())
    await world.aminat.sees_toast("Этой задачи у вас нет.")
    await world.aminat.taps_data(ShowTasks(Place.SCHOOL, 0, task.organisation.id).pack())
    await world.aminat.sees_toast("Такой организации в вашем центре нет.")


# What a standing means


MARCH = Window(date(2026, 3, 10), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2026, 3, 9), Standing.PLANNED),
        (date(2026, 3, 10), Standing.OPEN),
        (date(2026, 3, 23), Standing.OPEN),
        (date(2026, 3, 24), Standing.SOON),
        (date(2026, 3, 31), Standing.SOON),
        (date(2026, 4, 1), Standing.OVERDUE),
    ],
)
def test_a_task_stands_where_the_day_puts_it(today: date, standing: Standing) -> None:
    assert standing_of(MARCH, today) is standing


def test_without_a_window_nothing_is_ever_late() -> None:
    assert standing_of(None, date(9999, 1, 1)) is Standing.UNDATED


def test_a_single_day_to_come_is_said_as_that_day() -> None:
    day = date(2026, 3, 20)
    alone, today, words = Window(day, day), date(2026, 3, 16), Words("ru")
    assert deadline(alone, today, words) == "20 марта (пт), через 4 дня"
    assert deadline(Window(date(2026, 3, 19), day), today, words) == (
        "с 19 марта (чт) по 20 марта (пт)"
    )
    assert deadline(alone, day, words) == "сегодня последний день"


def test_what_is_due_within_a_week_is_near_even_before_it_begins() -> None:
    short = Window(date(2026, 3, 5), date(2026, 3, 6))
    assert standing_of(short, date(2026, 3, 1)) is Standing.SOON


def _more(person: Person) -> list[str]:
    return [label for label in person.labels if "Подробнее" in label]
