"""Marking: «Готово» and «Отменить», from wherever a person may tap or write them."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.buttons.marking import MarkDone, Undo
from bot.buttons.tasks import Place
from bot.demo.chats import Message
from bot.demo.faults import Fault
from storage.domain.people import Role
from storage.domain.tasks import State
from storage.tables import tasks
from tests.world import FIRST, OTHER_CENTRE, SECOND, World, living

IRINAS = [("1.3", FIRST, "Ирина К.")]


# Where it can be done


async def test_a_tap_in_the_list_marks_and_redraws_it_at_once(world: World) -> None:
    await world.irina.says("/tasks")
    await world.irina.taps("Готово 1.3")
    assert await world.irina.sees_toast() == "1.3 отмечено. Отменить можно до 08:10"
    await world.irina.sees("сделано 16 марта (пн), Ирина К.")
    assert "↩ Отменить 1.3" in world.irina.labels
    assert "✅ Готово 1.3" not in world.irina.labels
    assert await world.marks() == IRINAS
    assert await world.happened("marked") == 1


async def test_a_tap_on_the_card_redraws_the_card(world: World) -> None:
    await world.irina.says("/tasks")
    await world.irina.taps("Подробнее 1.3")
    await world.irina.sees("Результат: Сводка ответов")
    await world.irina.taps("Готово 1.3")
    await world.irina.sees("Сейчас: сделано 16 марта (пн), Ирина К.")
    assert world.irina.labels == ["↩ Отменить 1.3", "← Назад"]
    await world.irina.taps("Назад")
    await world.irina.sees("Все задачи: 13")


async def test_a_tap_at_home_moves_the_task_among_the_marked(world: World) -> None:
    await world.irina.says("/start")
    await world.irina.sees("впереди 10 · сделано 0")
    await world.irina.taps("Готово 1.2")
    shown = await world.irina.sees("впереди 10 · сделано 1")
    assert "Просрочено 0" in shown.text
    assert "Только что отмечено" in shown.text
    assert "сделано позже срока, 16 марта (пн), Ирина К." in shown.text


@pytest.mark.parametrize(
    "words",
    ["1.3 готово", "1,3 Готово", "1.3. готово", "готово 1.3", "1.3 сделано", "выполнено 1.3",
     "  1.3   ГОТОВО  ", "/done 1.3", "/done 1.3.", "/done@vekha_demo_bot 1.3", "1.3 done"],
)  # fmt: skip
async def test_words_mark_by_number(world: World, words: str) -> None:
    await world.irina.says(words)
    shown = await world.irina.sees("1.3 отмечено")
    assert "Сейчас: сделано 16 марта (пн), Ирина К." in shown.text
    assert "↩ Отменить 1.3" in world.irina.labels
    assert await world.marks() == IRINAS


async def test_digits_in_the_bots_own_name_are_no_number(peopled_url: str) -> None:
    async with living(peopled_url, username="vekha2026_bot") as world:
        await world.irina.says("/done@vekha2026_bot 1.3")
        await world.irina.sees("1.3 отмечено")
        assert await world.marks() == IRINAS


async def test_an_activity_with_many_windows_is_meant_in_the_one_that_is_due(
    world: World,
) -> None:
    await world.irina.says("2.4 готово")
    await world.irina.sees("2.4 (1 из 4) отмечено")
    await world.passes(timedelta(minutes=11))
    await world.irina.says("2.4 готово")
    await world.irina.sees("2.4 (2 из 4) отмечено")
    assert (await world.task("2.4", ordinal=1)).mark is not None
    assert (await world.task("2.4", ordinal=2)).mark is None
    await world.irina.taps("Отменить")
    await world.irina.sees_toast("2.4 (2 из 4): отметка отменена.")


async def test_words_sent_twice_do_not_mark_what_has_not_begun(world: World) -> None:
    await world.irina.says("2.4 готово")
    await world.irina.sees("2.4 (1 из 4) отмечено")
    await world.irina.says("2.4 готово")
    await world.irina.sees("2.4 (1 из 4): вы уже отметили, 08:00")
    assert world.irina.labels == ["↩ Отменить 2.4 (1 из 4)", "← Назад"]
    assert (await world.task("2.4", ordinal=1)).mark is None


async def test_words_sent_twice_mark_the_next_window_when_it_runs(world: World) -> None:
    await world.passes(timedelta(days=20))  # 5 April: the first window is over, the second runs
    for ordinal in (1, 2):
        await world.irina.says("2.4 готово")
        await world.irina.sees(f"2.4 ({ordinal} из 4) отмечено")


async def test_a_number_that_two_schools_owe_is_asked_back(world: World) -> None:
    await world.joins(world.irina, Role.COORDINATOR, SECOND)
    await world.irina.says("/done 1.3")
    shown = await world.irina.sees("С этим номером несколько задач. Какая?")
    assert f"{FIRST}: Анкета для учителей" in shown.text
    assert await world.marks() == []
    await world.irina.taps(f"Готово 1.3, {SECOND}")
    await world.irina.sees_toast("1.3 отмечено")
    assert await world.marks() == [("1.3", SECOND, "Ирина К.")]


async def test_a_methodist_marks_for_any_school_of_the_centre(world: World) -> None:
    await world.aminat.says("/summary")
    await world.aminat.taps("Школы")
    await world.aminat.taps(SECOND)
    await world.aminat.taps("Готово 1.3")
    await world.aminat.sees_toast("1.3 отмечено")
    assert await world.marks() == [("1.3", SECOND, "Аминат Х.")]


async def test_a_mark_on_the_last_day_is_in_time(world: World) -> None:
    await world.passes(timedelta(days=2, hours=15))  # 18 March, 23:00 in Moscow, 20:00 in UTC
    await world.irina.says("1.3 готово")
    await world.irina.sees("Сейчас: сделано 18 марта (ср), Ирина К.")


# How it is said


async def test_the_toast_and_the_redraw_leave_together(world: World) -> None:
    for slow, quick in (
        ("answerCallbackQuery", "editMessageText"),
        ("editMessageText", "answerCallbackQuery"),
    ):
        await world.irina.says("/tasks")
        await world.telegram.settles()
        world.telegram.faults.clear()
        world.telegram.faults.add(Fault("delay", slow, times=1, seconds=0.4))
        await world.irina.taps("Готово")
        await world.telegram.settles()
        delayed, other = (world.telegram.calls.of(name)[-1] for name in (slow, quick))
        assert delayed.lasted >= 0.4
        assert other.began + other.lasted < delayed.began + delayed.lasted


async def test_nothing_is_said_before_the_mark_is_in_the_database(world: World) -> None:
    await world.irina.says("/tasks")
    await world.irina.sees("Все задачи")
    await world.telegram.settles()
    said = ("answerCallbackQuery", "editMessageText", "sendMessage")
    before = len(world.telegram.calls.of(*said))

    def is_said() -> bool:
        return len(world.telegram.calls.of(*said)) > before

    with closing(sqlite3.connect(world.url.removeprefix("sqlite:///"))) as other_program:
        other_program.execute("BEGIN IMMEDIATE")  # it writes, so the bot has to wait
        await world.irina.taps("Готово 1.3")
        assert not await world.telegram.network.until_or_settled(is_said, within=0.5)
        other_program.rollback()
    await world.irina.sees_toast("1.3 отмечено")
    await world.telegram.settles()
    assert {call.method for call in world.telegram.calls.of(*said)[before:]} == set(said[:2])
    assert await world.marks() == IRINAS


async def test_a_tap_whose_toast_comes_too_late_is_marked_and_redrawn_all_the_same(
    world: World,
) -> None:
    await world.irina.says("/tasks")
    await world.irina.sees("Все задачи")
    await world.stop()
    await world.irina.taps("Готово 1.3")
    world.clock.move(timedelta(seconds=140))  # Telegram still keeps the tap …
    world.start()
    await world.irina.sees("сделано 16 марта (пн), Ирина К.")
    assert await world.marks() == IRINAS


async def test_a_message_that_is_gone_is_shown_anew(world: World) -> None:
    shown = await _list_of(world)
    tapped = world.irina.button("Готово 1.3")
    await world.irina.deletes(shown)
    await world.irina.taps_again(tapped)
    await world.irina.sees("сделано 16 марта (пн), Ирина К.")
    assert await world.marks() == IRINAS


async def test_a_network_that_drops_the_answer_loses_no_mark(world: World) -> None:
    await _list_of(world)
    world.telegram.faults.add(Fault("drop_before", "editMessageText", times=1))
    await world.irina.taps("Готово 1.3")
    await world.telegram.settles()
    assert await world.marks() == IRINAS


# Undoing


async def test_a_mark_is_taken_back_within_ten_minutes(world: World) -> None:
    await _list_of(world)
    await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отмечено")
    await world.passes(timedelta(minutes=9, seconds=50))
    await world.irina.taps("Отменить 1.3")
    await world.irina.sees_toast("1.3: отметка отменена.")
    await world.irina.sees("до 18 марта (ср), осталось 2 дня")
    assert "✅ Готово 1.3" in world.irina.labels
    assert await world.marks() == []
    assert await world.happened("unmarked") == 1


async def test_after_ten_minutes_it_is_too_late_to_undo(world: World) -> None:
    await _list_of(world)
    await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отмечено")
    await world.passes(timedelta(minutes=10, seconds=1))
    await world.irina.taps("Отменить 1.3")
    await world.irina.sees_toast("1.3: прошло больше 10 минут. Попросите методиста снять отметку.")
    assert await world.marks() == IRINAS


async def test_a_methodist_takes_back_what_is_too_late_for_its_owner(world: World) -> None:
    await world.irina.says("1.3 готово")
    await world.irina.sees("1.3 отмечено")
    await world.passes(timedelta(hours=5))
    await world.aminat.says("/summary")
    await world.aminat.taps("Школы")
    await world.aminat.taps(FIRST)
    await world.aminat.sees(f"{FIRST}: 14")
    while "Подробнее 1.3" not in world.aminat.labels:
        await world.aminat.taps("Дальше")
        await world.telegram.settles()
    await world.aminat.taps("Подробнее 1.3")
    await world.aminat.taps("Отменить 1.3")
    await world.aminat.sees_toast("1.3: отметка отменена.")
    assert await world.marks() == []


async def test_somebody_elses_mark_is_not_taken_back(world: World) -> None:
    await _list_of(world)
    await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отмечено")
    await world.olga.says("/tasks")
    await world.olga.sees("Все задачи")
    assert not any("Отменить" in label for label in world.olga.labels)
    task = await world.task("1.3")
    await world.olga.taps_data(Undo(task.id, Place.ALL).pack())
    await world.olga.sees_toast("1.3: отметку поставил другой человек (Ирина К.)")
    assert await world.marks() == IRINAS


async def test_what_was_taken_back_can_be_marked_again(world: World) -> None:
    await _list_of(world)
    for _ in range(3):
        await world.irina.taps("Готово 1.3")
        await world.irina.sees_toast("1.3 отмечено")
        await world.irina.taps("Отменить 1.3")
        await world.irina.sees_toast("отметка отменена")
    await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отмечено")
    assert await world.marks() == IRINAS


async def test_undoing_what_is_not_marked_changes_nothing(world: World) -> None:
    await _list_of(world)
    task = await world.task("1.3")
    await world.irina.taps_data(Undo(task.id, Place.ALL).pack())
    await world.irina.sees_toast("1.3: отметка отменена.")
    assert await world.happened("unmarked") == 0


# Twice, and by two


async def test_the_second_person_is_told_who_marked_and_when(world: World) -> None:
    await world.olga.says("/tasks")
    await world.olga.sees("Все задачи")
    await _list_of(world)
    await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отмечено")
    await world.passes(timedelta(minutes=42))
    await world.olga.taps("Готово 1.3")
    await world.olga.sees_toast("1.3: уже есть отметка, Ирина К., 08:00")
    assert await world.marks() == IRINAS


async def test_on_another_day_the_second_person_is_told_the_day(world: World) -> None:
    await world.olga.says("/tasks")
    await world.olga.sees("Все задачи")
    old = world.olga.button("Готово 1.3")
    await _list_of(world)
    await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отмечено")
    await world.passes(timedelta(days=1))
    await world.olga.taps_again(old)
    await world.olga.sees_toast("1.3: уже есть отметка, Ирина К., 16 марта")


async def test_the_same_person_is_told_that_it_is_marked(world: World) -> None:
    await _list_of(world)
    button = world.irina.button("Готово 1.3")
    await world.irina.taps_again(button)
    await world.irina.sees_toast("1.3 отмечено")
    await world.irina.taps_again(button)
    await world.irina.sees_toast("1.3: вы уже отметили, 08:00")
    await world.irina.says("/done 1.3")
    await world.irina.sees("1.3: вы уже отметили, 08:00")
    assert await world.happened("marked") == 1


async def test_the_same_update_delivered_twice_marks_once(world: World) -> None:
    await _list_of(world)
    tap = await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отмечено")
    await world.telegram.settles()
    world.telegram.deliver_again(tap)
    await world.telegram.settles()
    assert await world.happened("marked") == 1
    assert "сделано 16 марта (пн), Ирина К." in world.irina.screen


async def test_an_undone_mark_is_not_made_again_by_the_old_update(world: World) -> None:
    await _list_of(world)
    tap = await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отмечено")
    await world.irina.taps("Отменить 1.3")
    await world.irina.sees_toast("отметка отменена")
    await world.telegram.settles()
    world.telegram.deliver_again(tap)
    await world.telegram.settles()
    assert await world.marks() == []


async def test_an_undo_delivered_twice_takes_back_once(world: World) -> None:
    await _list_of(world)
    await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отмечено")
    tap = await world.irina.taps("Отменить 1.3")
    await world.irina.sees_toast("отметка отменена")
    await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отмечено")
    await world.telegram.settles()
    world.telegram.deliver_again(tap)
    await world.telegram.settles()
    assert await world.marks() == IRINAS


async def test_two_taps_at_the_same_moment_make_one_mark(world_on_each: World) -> None:
    world = world_on_each
    for person in (world.irina, world.olga):
        await person.says("/tasks")
        await person.sees("Все задачи")
    for number in ("1.2", "1.3", "4.4"):
        await asyncio.gather(
            world.irina.taps(f"Готово {number}"), world.olga.taps(f"Готово {number}")
        )
        toasts = {
            await person.sees_toast(number) for person in (world.irina, world.olga)
        }  # fmt: skip
        assert sum("отмечено" in toast for toast in toasts) == 1
        assert sum("уже есть отметка" in toast for toast in toasts) == 1
    await world.telegram.settles()
    assert [number for number, _, _ in await world.marks()] == ["1.2", "1.3", "4.4"]
    assert await world.happened("marked") == 3


async def test_a_colleague_who_has_the_list_open_sees_the_mark_when_it_is_redrawn(
    world: World,
) -> None:
    await world.olga.says("/tasks")
    await world.olga.sees("Все задачи: 14")
    await world.irina.says("1.3 готово")
    await world.irina.sees("1.3 отмечено")
    await world.olga.taps("Готово 1.2")
    await world.olga.sees("Все задачи: 12")
    assert not any("1.3" in label for label in world.olga.labels)


# When the answer is no


async def test_a_done_without_a_number_says_how_to_write_it(world: World) -> None:
    await world.irina.says("/done")
    await world.irina.sees("Напишите номер мероприятия, например: /done 4.4")


async def test_an_unknown_number_is_named(world: World) -> None:
    await world.irina.says("9.9 готово")
    await world.irina.sees("Мероприятия с номером 9.9 у вас нет")
    await world.irina.says("/done 1.1")  # it is there, but the centre's
    await world.irina.sees("Мероприятия с номером 1.1 у вас нет")
    assert await world.marks() == []


async def test_a_task_of_another_school_is_not_marked(world: World) -> None:
    await _list_of(world)
    task = await world.task("1.3", SECOND)
    for place in (Place.ALL, Place.HOME, Place.SCHOOL, Place.LETTER):
        await world.irina.taps_data(MarkDone(task.id, place).pack())
        toast = await world.irina.sees_toast()
        assert toast.startswith(f"Эту отметку ставит {SECOND}.")
        assert world.irina.answer
        assert world.irina.answer.alert
    assert await world.marks() == []


async def test_a_task_of_another_centre_is_as_good_as_none(world: World) -> None:
    await _list_of(world)
    task = await world.task("1.3", centre=OTHER_CENTRE)
    for person in (world.irina, world.aminat):
        await person.says("/start")
        await person.sees("марта")
        await person.taps_data(MarkDone(task.id, Place.ALL).pack())
        await person.sees_toast("Этой задачи у вас нет.")
    assert await world.marks() == []


async def test_a_head_looks_and_does_not_mark(world: World) -> None:
    await world.gleb.says("/summary")
    await world.gleb.taps("Школы")
    await world.gleb.taps(FIRST)
    await world.gleb.sees("Анкета для учителей")
    assert not any("Готово" in label for label in world.gleb.labels)
    task = await world.task("1.3")
    await world.gleb.taps_data(MarkDone(task.id, Place.ALL).pack())
    await world.gleb.sees_toast("Эту отметку ставит")
    assert await world.marks() == []


async def test_a_stranger_marks_nothing(world: World) -> None:
    await _list_of(world)
    stranger = world.stranger()
    await stranger.says("привет")
    await stranger.sees("Мы ещё не знакомы.")
    task = await world.task("1.3")
    await stranger.taps_data(MarkDone(task.id, Place.ALL).pack())
    await stranger.sees_toast("Мы ещё не знакомы.")
    await stranger.says("1.3 готово")
    await stranger.sees("Мы ещё не знакомы.")
    assert await world.marks() == []


async def test_a_cancelled_task_needs_no_mark(world: World) -> None:
    await _list_of(world)
    task = await world.task("1.3")
    await world.db.write(
        lambda tx: tx.execute(
            update(tasks).where(tasks.c.id == task.id).values(state=State.CANCELLED)
        )
    )
    await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отменено, отметка не нужна.")
    await world.irina.says("1.3 готово")
    await world.irina.sees("1.3 отменено, отметка не нужна.")
    assert await world.marks() == []


@pytest.mark.parametrize(
    "data",
    ["done", "done:", "done:1", "done:x:a:0:0:0", "done:1:z:0:0:0", "done:1:a:0:0:0:0",
     "done:-1:a:0:0:0", "done:99999999999999999999:a:0:0:0", "done:1:a:99999999999999999999:0:0",
     "undo:١:a:b:c:d", "list:a", "list:q:0:0", "task:::::", "why:", "why:999", "setdate:1:1:1",
     "accept:999:1", "speak:klingon", "join:", "erase", "home:1", "gone:1:2:3", "🙂", "a" * 64,
     "done:1:a:0:0:0\nundo:1:a:0:0:0"],
)  # fmt: skip
async def test_made_up_data_is_an_old_screen_and_no_error(world: World, data: str) -> None:
    await _list_of(world)
    await world.irina.taps_data(data)
    assert await world.irina.sees_toast()
    await world.telegram.settles()
    assert "сломалось" not in (world.irina.toast or "") + world.irina.screen
    assert await world.marks() == []


async def test_an_old_screen_is_followed_by_how_things_stand_now(world: World) -> None:
    await _list_of(world)
    await world.irina.taps_data("gone:1:2:3")
    await world.irina.sees_toast("Этот экран устарел, вот как сейчас.")
    await world.irina.sees("впереди 10 · сделано 0")


async def test_a_button_thirty_days_old_still_does_what_it_says(world: World) -> None:
    await _list_of(world)
    old = world.irina.button("Готово 1.3")
    await world.passes(timedelta(days=30))
    await world.irina.taps_again(old)
    await world.irina.sees_toast("1.3 отмечено")
    await world.irina.sees("сделано позже срока, 15 апреля (ср), Ирина К.")
    assert await world.marks() == IRINAS


async def test_a_message_too_old_for_the_bot_to_read_is_marked_and_redrawn(world: World) -> None:
    await _list_of(world)
    task = await world.task("1.3")
    await world.irina.taps_data(MarkDone(task.id, Place.ALL).pack(), accessible=False)
    await world.irina.sees_toast("1.3 отмечено")
    await world.irina.sees("сделано 16 марта (пн), Ирина К.")


async def _list_of(world: World) -> Message:
    await world.irina.says("/tasks")
    return await world.irina.sees("Все задачи")
