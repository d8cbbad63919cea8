"""A methodist says who does an activity: one row in a preview, or one that is in force."""

from datetime import timedelta

import pytest

from bot.buttons.assigning import AskWho, SaveWho, SwitchKind
from bot.buttons.tasks import Place
from storage.domain.tasks import State, Task
from tests.world import CENTRE, FIRST, PLAN, SECOND, World

ORDER = "\n".join(
    (
        "План методической помощи на 2026 год",
        "№\tМероприятие\tОтветственные\tСроки",
        "1.1\tНеделя открытых дверей\tШколы\tдо 15 мая",
        "1.2\tВыездной семинар\tШколы\tдо 20 мая",
        "1.3\tКруглый стол\tШколы\tдо 30 мая",
    )
)


ASSOCIATIONS = "Методические объединения"


# One row of a preview


async def test_one_row_is_done_by_others_than_the_rest_of_its_words(world: World) -> None:
    aminat = world.aminat
    await aminat.sends_file(ORDER.encode(), "план.txt")
    await aminat.sees("Пока вы не нажмёте")
    await aminat.taps("Все строки")
    await aminat.sees("Чтобы указать, кто делает одну строку, нажмите её номер.")
    await aminat.taps("1.2")
    await aminat.sees("Только строка 1.2")
    await aminat.taps("центр")
    await world.telegram.settles()
    await aminat.taps("школы")
    await world.telegram.settles()
    assert {"☑ центр", "☐ школы"} <= set(aminat.labels)
    await aminat.taps("Назад")
    shown = await aminat.sees("Кто что делает")
    assert "1. «Школы»\nшколы, 2 мероприятия" in shown.text
    assert "2. «Школы»\nцентр, 1 мероприятие" in shown.text
    await aminat.taps("Назад")
    await aminat.sees("Пока вы не нажмёте")
    await aminat.taps("Принять")
    await aminat.sees("3 мероприятия, 5 задач.")
    assert await doing(world, "Выездной семинар") == [CENTRE]
    assert await doing(world, "Круглый стол") == [FIRST, SECOND]


async def test_schools_are_chosen_for_one_row(world: World) -> None:
    aminat = world.aminat
    await aminat.sends_file(ORDER.encode(), "план.txt")
    await aminat.sees("Пока вы не нажмёте")
    await aminat.taps("Все строки")
    await aminat.taps("1.3")
    await aminat.sees("Только строка 1.3")
    await aminat.taps("Выбрать школы")
    await aminat.taps(SECOND)
    await aminat.sees("Выбрано: 1 из 2")
    await aminat.taps("Сохранить")
    await aminat.sees("Только строка 1.3")
    await aminat.taps("Назад")
    await aminat.sees("Кто что делает")
    await aminat.taps("Назад")
    await aminat.sees("Пока вы не нажмёте")
    await aminat.taps("Принять")
    await aminat.sees("3 мероприятия, 5 задач.")
    assert await doing(world, "Круглый стол") == [SECOND]
    assert await doing(world, "Выездной семинар") == [FIRST, SECOND]


async def test_a_row_goes_back_to_the_others_of_its_words(world: World) -> None:
    aminat = world.aminat
    await aminat.sends_file(ORDER.encode(), "план.txt")
    await aminat.sees("Пока вы не нажмёте")
    await aminat.taps("Все строки")
    await aminat.taps("1.2")
    await aminat.sees("Только строка 1.2")
    await aminat.taps("центр")
    await world.telegram.settles()
    await aminat.taps("Как в других строках с этими словами: 2")
    await world.telegram.settles()
    assert "Только строка" not in aminat.screen
    assert {"☐ центр", "☑ школы"} <= set(aminat.labels)


# What is in force


async def test_who_does_it_is_changed_on_the_card_and_only_those_it_touches_are_told(
    world: World,
) -> None:
    aminat = world.aminat
    await world.marina.says("1.2 готово")
    await world.marina.sees("1.2 отмечено")
    await opens(world, await world.task("2.1"))
    shown = await aminat.sees("Сейчас делают: школы")
    assert "Сохранить" not in aminat.labels
    await aminat.taps("Выбрать школы")
    await aminat.taps(FIRST)
    await aminat.sees("Выбрано: 1 из 2")
    await aminat.taps("Назад")
    shown = await aminat.sees("Будут делать: школы (выбрано: 1)")
    assert "Отметки сохранятся." in shown.text
    assert (await world.task("2.1", SECOND)).state is State.OPEN  # nothing before it is saved
    await aminat.taps("Сохранить")
    await aminat.sees("Больше не делают: 1")
    assert "1 человек узнает" in aminat.screen
    assert (await world.task("2.1", SECOND)).state is State.CANCELLED
    assert (await world.task("2.1", FIRST)).state is State.OPEN
    assert await world.happened("assigned") == 1

    await world.passes(timedelta(hours=1, minutes=5))
    told = await world.marina.sees("Дорожную карту изменили")
    assert "2.1 Пары наставников: отменено" in told.text
    assert not [m for m in world.irina.messages if "изменили" in m.text]


async def test_what_is_given_back_is_open_again_and_marks_stay(world: World) -> None:
    aminat = world.aminat
    await world.marina.says("2.1 готово")
    await world.marina.sees("2.1 отмечено")
    await opens(world, await world.task("2.4"))
    before = await ids_of(world, "2.4", SECOND)
    await gives(world, FIRST)
    assert {(await at(world, n, SECOND)).state for n in before} == {State.CANCELLED}
    await opens(world, await world.task("2.4"))
    await aminat.taps("Выбраны школы: 1")
    await aminat.taps("Все школы")
    await aminat.taps("Назад")
    await aminat.taps("Сохранить")
    await aminat.sees("Теперь тоже делают: 1")
    assert await ids_of(world, "2.4", SECOND) == before
    assert {(await at(world, n, SECOND)).state for n in before} == {State.OPEN}

    await opens(world, await world.task("2.1"))
    await gives(world, FIRST)
    assert (await world.task("2.1", SECOND)).mark


async def test_a_school_with_a_mark_gets_its_other_windows_back(world: World) -> None:
    """What it has done stays done; the rest is cancelled and comes back."""
    await world.marina.says("/tasks")
    await world.marina.sees("Все задачи")
    first = (await ids_of(world, "2.4", SECOND))[0]
    await world.marina.taps_data(f"done:{first}:a:0:0:0")
    await world.marina.sees_toast("отмечено")
    await opens(world, await world.task("2.4"))
    await gives(world, FIRST)
    states = [(await at(world, n, SECOND)).state for n in await ids_of(world, "2.4", SECOND)]
    assert states == [State.REPORTED] + [State.CANCELLED] * 3
    await opens(world, await world.task("2.4"))
    await world.aminat.taps("Выбраны школы: 1")
    await world.aminat.taps("Все школы")
    await world.aminat.taps("Назад")
    await world.aminat.taps("Сохранить")
    await world.aminat.sees("Сохранено.")
    states = [(await at(world, n, SECOND)).state for n in await ids_of(world, "2.4", SECOND)]
    assert states == [State.REPORTED] + [State.OPEN] * 3


async def test_the_centre_takes_over_and_an_association_is_entered_where_there_is_none(
    world: World,
) -> None:
    aminat = world.aminat
    await opens(world, await world.task("4.1"))
    await aminat.taps("объединения")
    await aminat.sees("Будут делать: школы, объединения")
    await aminat.taps("школы")
    await aminat.sees("Будут делать: объединения")
    await aminat.taps("Сохранить")
    await aminat.sees("Теперь тоже делают: 1\nБольше не делают: 2")
    assert await doing(world, "Родительские собрания") == [ASSOCIATIONS]


async def test_a_later_order_of_the_same_words_changes_nothing_of_it(world: World) -> None:
    await opens(world, await world.task("2.1"))
    await gives(world, FIRST)
    await world.aminat.sends_file(PLAN.replace("до 13 марта", "до 27 марта").encode(), "план.txt")
    await world.aminat.sees("Новый документ дорожной карты")
    assert "изменено 1" in world.aminat.screen
    await world.aminat.taps("Принять")
    await world.aminat.sees("Изменено 1")
    assert (await world.task("2.1", SECOND)).state is State.CANCELLED


async def test_an_order_that_says_otherwise_has_its_way(world: World) -> None:
    await opens(world, await world.task("2.1"))
    await gives(world, FIRST)
    later = PLAN.replace("Пары наставников\tОО", "Пары наставников\tшколы, ИМЦ")
    await world.aminat.sends_file(later.encode(), "план.txt")
    await world.aminat.sees("изменено 1")
    await world.aminat.taps("Принять")
    await world.aminat.sees("Изменено 1")
    assert await doing(world, "Пары наставников") == [CENTRE, FIRST, SECOND]


async def test_what_was_chosen_is_not_saved_once_another_question_was_asked(
    world: World,
) -> None:
    aminat = world.aminat
    await opens(world, await world.task("2.1"))
    await aminat.taps("центр")
    await aminat.sees("Будут делать: школы, центр")
    save = aminat.button("Сохранить")
    await world.passes(timedelta(hours=2))
    await aminat.taps_again(save)
    await aminat.sees_toast("устарел")
    assert await doing(world, "Пары наставников") == [FIRST, SECOND]


async def test_saving_twice_saves_once(world: World) -> None:
    await opens(world, await world.task("2.1"))
    await world.aminat.taps("центр")
    await world.aminat.sees("Будут делать: школы, центр")
    save = world.aminat.button("Сохранить")
    await world.aminat.taps_again(save)
    await world.aminat.sees("Сохранено.")
    await world.aminat.taps_again(save)
    await world.aminat.sees_toast("устарел")
    assert await world.happened("assigned") == 1


@pytest.mark.parametrize("what", [AskWho, SwitchKind, SaveWho])
async def test_only_the_centres_methodists_say_who_does_it(
    world: World, what: type[AskWho] | type[SwitchKind] | type[SaveWho]
) -> None:
    task = await world.task("2.1")
    for other in (world.irina, world.gleb, world.zarema):
        await other.says("/start")
        await other.sees("")
        await other.taps_data(what(task.id, Place.ALL).pack())
        await other.sees_toast("")
    assert await doing(world, "Пары наставников") == [FIRST, SECOND]
    await world.irina.says("/tasks")
    await world.irina.sees("Все задачи")
    await world.irina.taps_data(f"task:{task.id}:a:0:0:0")
    await world.irina.sees("Пары наставников")
    assert "Кто делает" not in world.irina.labels


async def opens(world: World, task: Task) -> None:
    """Open a task's card as the methodist, and who does it."""
    await world.aminat.says("/start")
    await world.aminat.sees("")
    await world.aminat.taps_data(f"task:{task.id}:a:0:0:0")
    await world.aminat.sees("Срок:")
    await world.aminat.taps("Кто делает")
    await world.aminat.sees("Сейчас делают:")


async def gives(world: World, school: str) -> None:
    """Let one school do it, and save."""
    await world.aminat.taps("Выбрать школы")
    await world.aminat.taps(school)
    await world.aminat.sees("Выбрано: 1 из 2")
    await world.aminat.taps("Назад")
    await world.aminat.sees("Будут делать:")
    await world.aminat.taps("Сохранить")
    await world.aminat.sees("Сохранено.")


async def doing(world: World, title: str) -> list[str]:
    """Who has an activity to do."""
    found = [t for t in await world.everything() if t.title == title]
    here = {t.organisation.short for t in found if t.state is not State.CANCELLED}
    return sorted(here, key=[CENTRE, FIRST, SECOND, ASSOCIATIONS].index)


async def ids_of(world: World, number: str, school: str) -> list[int]:
    found = [
        t for t in await world.everything() if (t.number, t.organisation.short) == (number, school)
    ]
    return [t.id for t in sorted(found, key=lambda t: t.id)]


async def at(world: World, task_id: int, school: str) -> Task:
    return next(t for t in await world.everything() if t.id == task_id)
