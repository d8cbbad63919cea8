"""Postponing in letters: what waits, what was decided, and who hears of it when."""

from datetime import datetime, timedelta

from bot.demo.faults import Fault
from scheduler.composing import NEWS_FOR
from storage import people, wishes
from storage.domain.terms import Window
from storage.domain.wishes import Wishes
from tests.postponing import (
    NINE,
    agrees,
    answers,
    asks,
    decided_at_night,
    digests,
    opens,
    tasks_part,
    told_in,
    told_of_decision,
)
from tests.world import FIRST, MOSCOW, SECOND, World


async def test_the_methodists_digest_counts_what_waits(world: World) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    await asks(world, world.marina, "4.4", "31 марта")
    await world.comes(NINE)
    shown = await world.aminat.sees("Доброе утро")
    assert "Ждут решения о переносе: 2" in shown.text
    await world.aminat.taps("Переносы: 2")
    await world.aminat.sees("1 из 2")


async def test_what_waits_brings_a_digest_of_its_own_once_a_day(world: World) -> None:
    for number in ("1.1", "2.3"):
        await world.aminat.says(f"{number} готово")
        await world.aminat.sees("отмечено")
    await world.comes(NINE)
    for day in (24, 25, 26):
        await world.comes(datetime(2026, 3, day, 18, 0, tzinfo=MOSCOW))
    before = digests(world.aminat)
    await asks(world, world.irina, "2.2", "15 мая")
    for hour in (9, 10, 18):
        await world.comes(datetime(2026, 3, 27, hour, 0, tzinfo=MOSCOW))
    fresh = digests(world.aminat)[len(before) :]
    assert len(fresh) == 1
    assert "Ждут решения о переносе: 1" in fresh[0]


async def test_a_reminder_says_that_a_request_waits(world: World) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    await world.comes(datetime(2026, 3, 19, 9, 0, 5, tzinfo=MOSCOW))
    assert (
        "до 20 марта (пт), остался 1 день; перенос на 27 марта (пт) ждёт решения"
        in digests(world.irina)[-1]
    )


async def test_nobody_above_sees_a_delay_while_a_request_waits(world: World) -> None:
    await asks(world, world.irina, "1.2", "31 марта")
    await world.comes(NINE)
    assert "завтра это увидит" not in digests(world.irina)[-1].lower()
    assert "1.2" in digests(world.irina)[-1]  # the reminder itself comes
    await world.comes(NINE + timedelta(days=1))
    assert FIRST not in digests(world.aminat)[-1]
    assert SECOND in digests(world.aminat)[-1]  # which has not asked
    await world.aminat.says("переносы")
    await world.aminat.sees("1 из 1")
    await world.aminat.taps("Вернуть")
    await world.aminat.sees("Почему возвращаете?")
    await world.aminat.taps("срок задан сверху")
    await world.aminat.sees_toast("возвращён")
    await world.comes(NINE + timedelta(days=2))
    assert "Завтра это увидит методист" in digests(world.irina)[-1]
    await world.comes(NINE + timedelta(days=3))
    assert FIRST in digests(world.aminat)[-1]


async def test_who_was_warned_before_asking_is_not_warned_twice(world: World) -> None:
    await world.comes(NINE)
    assert "Завтра это увидит" in digests(world.irina)[-1]
    await asks(world, world.irina, "1.2", "31 марта")
    await world.comes(NINE + timedelta(days=1))
    assert FIRST not in digests(world.aminat)[-1]
    await opens(world, world.irina, "1.2")
    await world.irina.taps("Перенести")
    await world.irina.sees("ждёт решения")
    await world.irina.taps("Отозвать запрос")
    await world.irina.sees_toast("отозван")
    await world.comes(NINE + timedelta(days=2))
    assert FIRST in digests(world.aminat)[-1]


async def test_a_postponed_task_is_reminded_of_by_its_new_deadline(world: World) -> None:
    await asks(world, world.irina, "1.2", "31 марта")
    await agrees(world)
    await world.comes(NINE)
    assert "1.2" not in tasks_part(digests(world.irina)[-1])
    assert "1.2" in tasks_part(digests(world.marina)[-1])
    await world.comes(datetime(2026, 3, 24, 9, 0, 5, tzinfo=MOSCOW))
    assert "1.2 Самообследование школы: до 31 марта (вт)" in digests(world.irina)[-1]


async def test_an_answer_in_the_evening_comes_with_the_morning_digest(world: World) -> None:
    await world.comes(NINE)
    await asks(world, world.irina, "4.4", "27 марта")
    await world.comes(NINE.replace(hour=22))
    await agrees(world)
    await world.passes(timedelta(minutes=1))
    assert await answers(world, world.irina) == 0
    await world.comes(NINE + timedelta(days=1))
    assert await answers(world, world.irina) == 0
    shown = digests(world.irina)[-1]
    assert "Решения о переносе\n4.4 Школьный тур олимпиад: новый срок 27 марта (пт)." in shown
    assert "Решение: Аминат Х." in shown
    await world.irina.taps("Готово 1.3")
    await world.irina.sees_toast("1.3 отмечено")
    await world.telegram.settles()
    assert "Решения о переносе" in world.irina.screen


async def test_answers_given_before_a_letter_goes_are_one_letter(world: World) -> None:
    await world.comes(NINE)
    await asks(world, world.irina, "4.4", "27 марта")
    await asks(world, world.irina, "2.1", "31 марта")
    await agrees(world)
    await agrees(world)
    await world.passes(timedelta(minutes=1))
    assert await answers(world, world.irina) == 1
    shown = await world.irina.sees("Ответ о переносе срока")
    assert "4.4" in shown.text
    assert "2.1" in shown.text
    await world.irina.taps("Почему мне это пришло?")
    await world.irina.sees("Вы просили о новом сроке: решение приходит письмом.")


async def test_when_the_one_who_asked_has_gone_colleagues_are_told(world: World) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    await world.irina.says("/settings")
    await world.irina.taps("Удалить меня")
    await world.irina.taps("Да, удалить меня")
    await world.irina.sees("Вы удалены.")
    await world.comes(NINE)
    await world.aminat.says("переносы")
    await world.aminat.sees("Кто просит: Ирина К.")
    await world.aminat.taps("Принять")
    await world.aminat.sees_toast("новый срок")
    await world.passes(timedelta(minutes=1))
    await world.olga.sees("Ответ о переносе срока")
    assert await answers(world, world.marina) == 0


async def test_postponing_starts_from_the_letter_too(world: World) -> None:
    await world.comes(NINE)
    await world.irina.taps("Перенести")
    await world.irina.sees("Что перенести?")
    await world.irina.taps("4.4 Школьный тур")
    await world.irina.sees("На какой день")
    await world.irina.taps("27 марта")
    await world.irina.sees("Почему?")
    await world.irina.taps("болезнь исполнителя")
    await world.irina.sees_toast("отправлен")
    shown = await world.irina.sees("перенос на 27 марта (пт) ждёт решения")
    assert "Доброе утро" in shown.text


async def test_a_letter_of_one_task_asks_at_once_which_day(world: World) -> None:
    for number in ("1.2", "1.3", "2.1"):
        await world.irina.says(f"{number} готово")
        await world.irina.sees(f"{number} отмечено")
    await world.comes(NINE)
    await world.irina.taps("Перенести")
    await world.irina.sees("На какой день перенести?")
    await world.irina.taps("Назад")
    await world.irina.sees("Доброе утро")


async def test_who_is_away_hears_of_the_decision_when_they_are_back(world: World) -> None:
    await world.comes(NINE)
    await asks(world, world.irina, "4.4", "27 марта")
    person = await world.db.read(people.id_of, world.irina.id)
    assert person
    away = Window(NINE.date(), NINE.date() + timedelta(days=1))
    await world.db.write(wishes.choose, person, Wishes(away=away))
    await agrees(world)
    await world.passes(timedelta(minutes=1))
    await world.comes(NINE + timedelta(days=1))
    assert not told_of_decision(world.irina)
    await world.comes(NINE + timedelta(days=2))
    await world.telegram.settles()
    assert told_of_decision(world.irina)


async def test_who_had_stopped_the_bot_hears_of_the_decision_when_they_are_back(
    world: World,
) -> None:
    await decided_at_night(world)
    await world.irina.blocks()
    await world.comes(NINE + timedelta(days=1))  # the digest with it comes back
    await world.comes(NINE + timedelta(days=2))
    await world.irina.unblocks()
    await world.passes(timedelta(hours=1))
    assert not told_of_decision(world.irina)
    await world.comes(NINE + timedelta(days=3))
    assert told_of_decision(world.irina)
    told = len([m for m in world.irina.messages if told_in(m.text)])
    await world.comes(NINE + timedelta(days=4))
    assert len([m for m in world.irina.messages if told_in(m.text)]) == told == 1


async def test_who_goes_away_before_a_digest_hears_of_its_decision_when_they_are_back(
    world: World,
) -> None:
    await decided_at_night(world)
    world.telegram.faults.add(Fault("500", "sendMessage", chat_id=world.irina.id))
    await world.comes(NINE + timedelta(days=1))  # the digest is tried again later
    world.telegram.faults.clear()
    person = await world.db.read(people.id_of, world.irina.id)
    assert person
    today = NINE.date() + timedelta(days=1)
    await world.db.write(wishes.choose, person, Wishes(away=Window(today, today)))
    await world.passes(timedelta(hours=2))
    assert not told_of_decision(world.irina)
    await world.comes(NINE + timedelta(days=2))
    assert told_of_decision(world.irina)


async def test_a_decision_that_did_not_arrive_for_a_month_is_no_news(world: World) -> None:
    await decided_at_night(world)
    await world.irina.blocks()
    await world.comes(NINE + timedelta(days=1))
    await world.comes(NINE + NEWS_FOR + timedelta(days=1))
    await world.irina.unblocks()
    for days in (2, 3):
        await world.comes(NINE + NEWS_FOR + timedelta(days=days))
    assert not told_of_decision(world.irina)
