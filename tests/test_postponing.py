"""Postponing: a school asks for another deadline, and those above decide."""

from datetime import date, datetime, timedelta

import pytest

from bot.buttons.postponing import (
    Agree,
    AskAnswer,
    AskPostponing,
    ChooseUntil,
    GiveReason,
    Refuse,
    ShowRequests,
    WhichToPostpone,
    Withdraw,
)
from bot.buttons.tasks import Place, ShowTask
from bot.demo.faults import Fault
from bot.demo.people import Person
from scheduler.composing import NEWS_FOR
from storage import people, postponements, tasks, term_changes, wishes
from storage.domain.people import Role
from storage.domain.postponing import Cause, Outcome, Postponement, TermChange, Why, WhyNot
from storage.domain.terms import Window
from storage.domain.wishes import Wishes
from tests.world import FIRST, MOSCOW, OTHER_CENTRE, PLAN, SECOND, World

NINE = datetime(2026, 3, 16, 9, 0, 5, tzinfo=MOSCOW)


async def test_a_school_asks_and_the_methodist_agrees(world: World) -> None:
    await opens(world, world.irina, "4.4")
    await world.irina.taps("Перенести")
    shown = await world.irina.sees("На какой день перенести?")
    assert "Срок сейчас: до 20 марта (пт), осталось 4 дня" in shown.text
    assert world.irina.labels == [
        "23 марта (пн)", "27 марта (пт)", "31 марта (вт)", "3 апреля (пт)", "← Назад",
    ]  # fmt: skip
    await world.irina.taps("27 марта")
    await world.irina.sees("Новый срок: 27 марта 2026 (пт)")
    await world.irina.taps("болезнь исполнителя")
    await world.irina.sees_toast("4.4: запрос на 27 марта (пт) отправлен. О решении сообщу.")
    shown = await world.irina.sees("Перенос на 27 марта (пт) ждёт решения")
    assert "болезнь исполнителя (Ирина К., 16 марта)" in shown.text
    assert shown.text.count("ждёт решения") == 1

    await world.aminat.says("/summary")
    await world.aminat.taps("Переносы: 1")
    shown = await world.aminat.sees("Перенос срока, 1 из 1")
    assert shown.text.split("\n") == [
        "Перенос срока, 1 из 1",
        FIRST,
        "4.4 Школьный тур олимпиад",
        "",
        "Срок: с 1 января по 20 марта 2026",
        "Просят: 27 марта 2026 (пт), на 7 дней позже",
        "Причина: болезнь исполнителя",
        "Кто просит: Ирина К., 16 марта (пн)",
    ]
    assert world.aminat.labels == ["Принять", "Вернуть", "← Назад"]
    await world.aminat.taps("Принять")
    await world.aminat.sees_toast("4.4: новый срок 27 марта (пт).")
    await world.aminat.sees("Запросов о переносе нет.")

    task = await world.task("4.4")
    assert task.window == Window(date(2026, 1, 1), date(2026, 3, 27))
    assert (await world.task("4.4", SECOND)).window == Window(date(2026, 1, 1), date(2026, 3, 20))
    assert task.term == "до 20 марта"  # the order's own words
    await opens(world, world.irina, "4.4")
    assert "Срок по приказу: до 20 марта\n" in world.irina.screen
    assert (
        "Срок перенесён с 20 марта на 27 марта: болезнь исполнителя. Решение: Аминат Х."
        in world.irina.screen
    )
    assert [(c.cause, c.by, c.before, c.after, c.reason) for c in await changes(world, "4.4")] == [
        (
            Cause.POSTPONED,
            "Аминат Х.",
            Window(date(2026, 1, 1), date(2026, 3, 20)),
            Window(date(2026, 1, 1), date(2026, 3, 27)),
            "болезнь исполнителя",
        )
    ]
    assert (await world.happened("postponement_asked"), await world.happened("postponed")) == (
        1,
        1,
    )


async def test_day_and_reason_may_be_typed(world: World) -> None:
    await opens(world, world.irina, "4.4")
    await world.irina.taps("Перенести")
    await world.irina.sees("На какой день")
    await world.irina.says("до 10 апреля")
    await world.irina.sees("Новый срок: 10 апреля 2026 (пт)")
    await world.irina.says("  ждём <приказ>\nрайона ")
    shown = await world.irina.sees("4.4: запрос на 10 апреля (пт) отправлен")
    assert "Перенос на 10 апреля (пт) ждёт решения: ждём <приказ> района" in shown.text
    assert "📅 Перенести" in world.irina.labels
    assert (await request(world, "4.4")).reason == "ждём <приказ> района"


async def test_questions_survive_a_restart(world: World) -> None:
    await opens(world, world.irina, "4.4")
    await world.irina.taps("Перенести")
    await world.irina.sees("На какой день")
    await world.restart()
    await world.irina.says("10 апреля")
    await world.irina.sees("Новый срок")
    await world.restart()
    await world.irina.says("ждём приказ")
    await world.irina.sees("отправлен")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("15 марта", "Этот день уже прошёл."),
        ("20 марта", "4.4: этот день не позже нынешнего срока."),
        ("1 января 2029", "Не понимаю"),
        ("когда-нибудь", "Не понимаю"),
        ("15 мая и 20 июня", "Не понимаю"),
    ],
)
async def test_a_day_that_will_not_do_is_said_and_asked_again(
    world: World, typed: str, answer: str
) -> None:
    await opens(world, world.irina, "4.4")
    await world.irina.taps("Перенести")
    await world.irina.sees("На какой день")
    await world.irina.says(typed)
    await world.irina.sees(answer)
    await world.irina.says("10 апреля")
    await world.irina.sees("Новый срок: 10 апреля")


@pytest.mark.parametrize(
    ("typed", "answer"), [("...", "Нужна причина"), ("я" * 301, "Слишком длинно. Уместите в 300")]
)
async def test_a_reason_that_is_none_or_a_story_is_asked_again(
    world: World, typed: str, answer: str
) -> None:
    await wants(world, world.irina, "4.4", "27 марта")
    await world.irina.says(typed)
    await world.irina.sees(answer)
    assert await requests(world) == 0
    await world.irina.says("я" * 300)
    await world.irina.sees("отправлен")


async def test_a_day_after_the_roadmap_is_said_to_both(world: World) -> None:
    await opens(world, world.irina, "4.4")
    await world.irina.taps("Перенести")
    await world.irina.sees("На какой день")
    await world.irina.says("15 января 2027")
    await world.irina.sees("Это позже, чем кончается дорожная карта: 31 декабря 2026 (чт).")
    await world.irina.taps("не хватает времени")
    await world.irina.sees_toast("отправлен")
    await world.aminat.says("переносы")
    await world.aminat.sees("Это позже, чем кончается дорожная карта")


async def test_a_colleague_sees_who_asked_and_may_withdraw(world: World) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    await opens(world, world.olga, "4.4")
    await world.olga.taps("Перенести")
    await world.olga.sees(
        "Перенос на 27 марта (пт) ждёт решения: болезнь исполнителя (Ирина К., 16 марта)"
    )
    assert world.olga.labels == ["Отозвать запрос", "← Назад"]
    await world.olga.taps("Отозвать запрос")
    await world.olga.sees_toast("4.4: запрос отозван.")
    assert await requests(world) == 0
    await asks(world, world.olga, "4.4", "27 марта")
    assert await requests(world) == 1


async def test_of_two_who_ask_at_once_the_first_stays(world: World) -> None:
    await wants(world, world.irina, "4.4", "27 марта")
    await wants(world, world.olga, "4.4", "31 марта")
    await world.irina.taps("болезнь исполнителя")
    await world.irina.sees_toast("отправлен")
    await world.olga.taps("не хватает времени")
    await world.olga.sees_toast("4.4: запрос уже есть, Ирина К., на 27 марта (пт).")
    assert (await request(world, "4.4")).until == date(2026, 3, 27)


async def test_a_request_is_returned_with_a_ready_reason_and_told(world: World) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    await world.comes(NINE)
    await world.aminat.says("переносы")
    await world.aminat.sees("Перенос срока")
    await world.aminat.taps("Вернуть")
    await world.aminat.sees("Почему возвращаете?")
    await world.aminat.taps("срок задан сверху")
    await world.aminat.sees_toast("4.4: запрос возвращён, срок прежний.")
    await world.passes(timedelta(minutes=1))
    shown = await world.irina.sees(f"Ответ о переносе срока, {FIRST}:")
    assert "олимпиад: срок прежний, 20 марта (пт). Причина: срок задан сверху." in shown.text
    assert await answers(world, world.olga) == 0
    await world.irina.taps("Подробнее 4.4")
    await world.irina.sees("Результат:")
    await world.irina.taps("Назад")
    await world.irina.sees("Ответ о переносе срока")
    assert (await world.task("4.4")).window == Window(date(2026, 1, 1), date(2026, 3, 20))


async def test_a_decision_is_no_reminder_among_the_reasons_of_a_letter(world: World) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    await world.aminat.says("переносы")
    await world.aminat.sees("Перенос срока")
    await world.aminat.taps("Вернуть")
    await world.aminat.taps("срок задан сверху")
    await world.comes(NINE)
    await world.irina.sees("Решения о переносе")
    await world.irina.taps("Почему мне это пришло?")
    shown = await world.irina.sees("Почему это пришло")
    assert "4.4, срок 20 марта (пт): напоминание за 7 дней до срока." in shown.text


async def test_a_request_is_returned_in_own_words(world: World) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    await world.aminat.says("переносы")
    await world.aminat.sees("Перенос срока")
    await world.aminat.taps("Вернуть")
    await world.aminat.sees("Почему возвращаете?")
    await world.aminat.says("олимпиада 21-го, позже нельзя")
    await world.aminat.sees("4.4: запрос возвращён, срок прежний.")
    found = await request(world, "4.4", open_=False)
    assert found.settled
    assert (found.settled.outcome, found.settled.answer) == (
        Outcome.REFUSED, "олимпиада 21-го, позже нельзя",
    )  # fmt: skip


async def test_requests_are_shown_one_at_a_time_and_round(world: World) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    await asks(world, world.marina, "4.4", "31 марта")
    await world.aminat.says("переносы")
    assert FIRST in (await world.aminat.sees("1 из 2")).text
    await world.aminat.taps("Дальше")
    assert SECOND in (await world.aminat.sees("2 из 2")).text
    await world.aminat.taps("Дальше")
    await world.aminat.sees("1 из 2")
    await world.aminat.taps("Вернуть")
    await world.aminat.sees("Почему возвращаете?")
    await world.aminat.taps("Назад")
    await world.aminat.sees("1 из 2")
    await world.aminat.taps("Принять")
    assert SECOND in (await world.aminat.sees("1 из 1")).text
    await world.aminat.taps("Назад")
    await world.aminat.sees("Требует внимания")


async def test_of_two_methodists_the_second_hears_what_was_decided(world: World) -> None:
    await world.joins(colleague := world.stranger("Лариса П."), Role.METHODIST)
    await asks(world, world.irina, "4.4", "27 марта")
    for one in (world.aminat, colleague):
        await one.says("переносы")
        await one.sees("1 из 1")
    stale = colleague.button("Вернуть")
    await world.aminat.taps("Принять")
    await world.aminat.sees_toast("новый срок")
    await colleague.taps("Принять")
    await colleague.sees_toast("4.4: перенос уже согласован (Аминат Х.).")
    await colleague.taps_again(stale)
    await colleague.sees_toast("4.4: перенос уже согласован (Аминат Х.).")
    assert await world.happened("postponed") == 1


async def test_a_methodists_own_wish_needs_no_asking(world: World) -> None:
    await opens(world, world.aminat, "1.1", "Заречный")
    await world.aminat.taps("Перенести")
    await world.aminat.sees("На какой день")
    await world.aminat.taps("31 марта")
    await world.aminat.sees("Почему?")
    await world.aminat.taps("ещё нет документов")
    await world.aminat.sees_toast("1.1: новый срок 31 марта (вт).")
    await world.aminat.sees("Срок перенесён с 20 февраля на 31 марта")
    assert await requests(world) == 0
    assert await world.happened("postponed") == 1


async def test_a_methodist_who_looks_at_the_task_can_decide_from_there(world: World) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    await opens(world, world.aminat, "4.4")
    await world.aminat.taps("Перенести")
    await world.aminat.sees("ждёт решения")
    await world.aminat.taps("Решить")
    await world.aminat.sees("Перенос срока, 1 из 1")


async def test_a_curator_decides_for_their_own_school_alone(world: World) -> None:
    await world.joins(curator := world.stranger("Тамара Ж."), Role.CURATOR, FIRST)
    await asks(world, world.irina, "4.4", "27 марта")
    await asks(world, world.marina, "4.4", "27 марта")
    await curator.says("/start")
    await curator.taps("Переносы: 1")
    assert FIRST in (await curator.sees("1 из 1")).text
    theirs = await request(world, "4.4", SECOND)
    await curator.taps_data(Agree(theirs.id).pack())
    await curator.sees_toast(f"{SECOND}: о переносе решает методист")
    await curator.taps("Принять")
    await curator.sees_toast("новый срок")
    assert (await world.task("4.4", SECOND)).asked == date(2026, 3, 27)


# Letters


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


# A mark meanwhile


async def test_a_mark_ends_a_request_and_taking_it_back_lets_it_wait_again(world: World) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    await world.aminat.says("переносы")
    await world.aminat.sees("1 из 1")
    await world.irina.says("4.4 готово")
    await world.irina.sees("4.4 отмечено")
    assert "ждёт решения" not in world.irina.screen
    await world.aminat.taps("Принять")
    await world.aminat.sees_toast("4.4: уже сделано (Ирина К.), решать нечего.")
    assert (await world.task("4.4")).window == Window(date(2026, 1, 1), date(2026, 3, 20))
    await world.irina.taps("Отменить")
    await world.irina.sees_toast("отметка отменена")
    await world.irina.sees("Перенос на 27 марта (пт) ждёт решения")
    assert await requests(world) == 1
    assert await world.happened("postponement_reopened") == 1


async def test_a_mark_taken_back_after_the_order_moved_the_term_leaves_the_request_ended(
    world: World,
) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    await world.irina.says("4.4 готово")
    await world.irina.sees("4.4 отмечено")
    moved = Window(date(2026, 1, 1), date(2026, 4, 10))
    today = world.clock.now().date()
    await world.db.write(tasks.set_window, [(await world.task("4.4")).id], moved, today)
    await world.irina.taps("Отменить")
    await world.irina.sees_toast("отметка отменена")
    assert await requests(world) == 0
    assert await world.happened("postponement_reopened") == 0


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


async def test_what_is_done_cannot_be_postponed(world: World) -> None:
    await opens(world, world.irina, "4.4")
    old = world.irina.button("Перенести")
    await world.irina.taps("Готово 4.4")
    await world.irina.sees_toast("4.4 отмечено")
    await world.telegram.settles()
    assert "📅 Перенести" not in world.irina.labels
    await world.irina.taps_again(old)
    await world.irina.sees_toast("4.4: переносить нечего")


async def test_the_summary_counts_by_the_new_deadline(world: World) -> None:
    await world.aminat.says("/summary")
    await world.aminat.sees("сделано 0 из 3 назревших")
    assert "Просрочено: 3" in world.aminat.labels
    await asks(world, world.irina, "1.2", "31 марта")
    await agrees(world)
    await world.aminat.says("/summary")
    await world.aminat.sees("сделано 0 из 2 назревших")
    assert "Просрочено: 2" in world.aminat.labels


async def test_a_repeated_tap_asks_once(world_on_each: World) -> None:
    world = world_on_each
    await wants(world, world.irina, "4.4", "27 марта")
    button = world.irina.button("болезнь исполнителя")
    await world.irina.taps("болезнь исполнителя")
    await world.irina.sees_toast("отправлен")
    await world.irina.taps_again(button)
    await world.irina.sees_toast("4.4: запрос уже есть, Ирина К.")
    await agrees(world)
    assert (await world.task("4.4")).window == Window(date(2026, 1, 1), date(2026, 3, 27))
    await world.comes(NINE)
    assert "Решения о переносе" in digests(world.irina)[-1]


# A later order


async def test_an_order_that_leaves_the_term_alone_leaves_the_postponement(world: World) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    await agrees(world)
    await revises(world, "Школьный тур олимпиад", "Школьный и районный тур олимпиад")
    task = await world.task("4.4")
    assert (task.title, task.window) == (
        "Школьный и районный тур олимпиад", Window(date(2026, 1, 1), date(2026, 3, 27)),
    )  # fmt: skip


async def test_an_order_that_moves_the_term_wins_with_both_on_record(world: World) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    await agrees(world)
    await asks(world, world.irina, "4.4", "3 апреля")
    await revises(world, "до 20 марта\tСписки", "до 25 марта\tСписки")
    moved = Window(date(2026, 1, 1), date(2026, 3, 25))
    assert {(await world.task("4.4", school)).window for school in (FIRST, SECOND)} == {moved}
    assert [
        (change.cause, change.before and change.before.end, change.after and change.after.end)
        for change in await changes(world, "4.4")
    ] == [
        (Cause.POSTPONED, date(2026, 3, 20), date(2026, 3, 27)),
        (Cause.REVISED, date(2026, 3, 27), date(2026, 3, 25)),
    ]
    assert await requests(world) == 0
    assert await world.happened("postponement_closed") == 1
    await opens(world, world.irina, "4.4")
    assert "Срок изменён новым приказом: было 27 марта, стало 25 марта." in world.irina.screen
    assert "ждёт решения" not in world.irina.screen


async def test_a_row_that_an_order_takes_out_has_nothing_left_to_decide(world: World) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    await world.aminat.says("переносы")
    await world.aminat.sees("1 из 1")
    stale = world.aminat.button("Принять")
    await revises(world, "4.4\tШкольный тур олимпиад\tОО\tдо 20 марта\tСписки победителей\n", "")
    await world.aminat.taps_again(stale)
    await world.aminat.sees_toast("4.4: срок уже изменён новым приказом (Аминат Х.).")


async def test_a_date_set_by_hand_is_on_record_too(world: World) -> None:
    await world.aminat.says("/undated")
    await world.aminat.taps("Срок для 2.5")
    await world.aminat.sees("К какому дню?")
    await world.aminat.taps("30 апреля")
    await world.aminat.sees("2.5: 30 апреля")
    (change,) = await changes(world, "2.5")
    assert (change.cause, change.before, change.after and change.after.end) == (
        Cause.DATED, None, date(2026, 4, 30),
    )  # fmt: skip


async def test_a_day_that_is_heard_twice_is_no_reason(world: World) -> None:
    await opens(world, world.irina, "4.4")
    await world.irina.taps("Перенести")
    await world.irina.sees("На какой день перенести?")
    await world.irina.says("27 марта")
    await world.irina.sees("Почему?")
    await world.hears_again("text")
    assert await requests(world) == 0


async def test_words_after_a_decision_are_no_answer_to_it(world: World) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    aminat = world.aminat
    await aminat.says("переносы")
    await aminat.sees("Перенос срока")
    await aminat.taps("Вернуть")
    await aminat.sees("Почему возвращаете?")
    await aminat.taps("Назад")
    await aminat.sees("Перенос срока")
    await aminat.taps("Принять")
    await aminat.sees_toast("новый срок")
    await aminat.says("завтра позвоню")
    await aminat.sees("Не понимаю")


# When the answer is no


async def test_forged_and_foreign_buttons_do_nothing(world: World) -> None:
    await asks(world, world.irina, "4.4", "27 марта")
    ours = await request(world, "4.4")
    own, theirs = await world.task("4.4"), await world.task("4.4", SECOND)
    abroad = await world.task("4.4", centre=OTHER_CENTRE)
    at, day = (Place.ALL, 0, 0, 1), 20260327
    for data, toast in (
        (AskPostponing(theirs.id, *at), "Перенести этот срок просит"),
        (ChooseUntil(theirs.id, *at, day=day), "Перенести этот срок просит"),
        (GiveReason(theirs.id, *at, day=day, reason=Why.TIME), "Перенести этот срок просит"),
        (AskPostponing(abroad.id, *at), "Этой задачи у вас нет"),
        (ChooseUntil(own.id, *at, day=20261399), "Этот экран устарел"),
        (ChooseUntil(own.id, *at, day=0), "Этот экран устарел"),
        (ChooseUntil(own.id, *at, day=99991231), "4.4: это больше чем через год"),
        (GiveReason(own.id, *at, day=20200101, reason=Why.TIME), "4.4: запрос уже есть"),
        (Agree(ours.id), f"{FIRST}: о переносе решает"),
        (AskAnswer(ours.id), f"{FIRST}: о переносе решает"),
        (Refuse(ours.id, WhyNot.FIXED), f"{FIRST}: о переносе решает"),
        (Agree(987654), "Такого запроса о переносе в вашем центре нет."),
        (ShowRequests(0), "Это могут делать только методисты центра."),
        (WhichToPostpone(987654, 0), "Этот экран устарел"),
    ):
        await world.irina.taps_data(data.pack())
        await world.irina.sees_toast(toast)
    for person in (world.marina, world.zarema, world.gleb):
        await person.says("/tasks")
        await person.sees("Все задачи")
    await world.marina.taps_data(Withdraw(own.id, *at, request_id=ours.id).pack())
    await world.marina.sees_toast("Перенести этот срок просит")
    await world.zarema.taps_data(Agree(ours.id).pack())
    await world.zarema.sees_toast("Такого запроса о переносе в вашем центре нет.")
    await world.gleb.taps_data(Agree(ours.id).pack())
    await world.gleb.sees_toast(f"{FIRST}: о переносе решает")
    assert (await request(world, "4.4")).settled is None
    assert (await world.task("4.4")).window == Window(date(2026, 1, 1), date(2026, 3, 20))
    assert await requests(world) == 1


async def test_what_has_no_date_has_nothing_to_postpone(world: World) -> None:
    task = await world.task("2.5")
    await world.irina.says("/tasks")
    await world.irina.sees("Все задачи")
    await world.irina.taps_data(AskPostponing(task.id, Place.ALL, 0, 0, 1).pack())
    await world.irina.sees_toast("2.5: переносить нечего")


async def revises(world: World, old: str, new: str) -> None:
    """Let the methodist accept a later order that says something else in one place."""
    later = PLAN.replace(old, new)
    assert later != PLAN
    await world.aminat.sends_file(later.encode(), "новый приказ.txt")
    await world.aminat.sees("Новый документ дорожной карты", within=20)
    await world.aminat.taps("Принять")
    await world.aminat.sees("Принято.")


async def opens(world: World, person: Person, number: str, school: str = FIRST) -> None:
    """Open a task's card."""
    school = SECOND if person is world.marina else school
    task = await world.task(number, school)
    await person.says("/tasks")
    await person.sees("Все задачи")
    await person.taps_data(ShowTask(task.id, Place.ALL, 0).pack())
    await person.sees("Результат:")


async def wants(world: World, person: Person, number: str, day: str) -> None:
    """Come as far as the question of why."""
    await opens(world, person, number)
    await person.taps("Перенести")
    await person.sees("На какой день")
    await person.says(day)
    await person.sees("Почему?")


async def asks(world: World, person: Person, number: str, day: str) -> None:
    """Ask for another deadline."""
    await wants(world, person, number, day)
    await person.taps("болезнь исполнителя")
    await person.sees_toast("отправлен")


async def agrees(world: World) -> None:
    """Let the methodist agree to the request that waits longest."""
    await world.aminat.says("переносы")
    await world.aminat.sees("Перенос срока")
    await world.aminat.taps("Принять")
    await world.aminat.sees_toast("новый срок")


async def request(
    world: World, number: str, school: str = FIRST, *, open_: bool = True
) -> Postponement:
    """The request about a task, or the last decision."""
    task = await world.task(number, school)
    if open_:
        found = await world.db.read(postponements.open_of, task.id)
        assert found
        return found
    return (await world.db.read(postponements.decided, [task.id]))[task.id]


async def requests(world: World) -> int:
    """How many requests wait."""
    return len(await world.db.read(postponements.waiting, (await world.centre()).id))


async def changes(world: World, number: str) -> tuple[TermChange, ...]:
    """How the term of the first school's task has changed."""
    return await world.db.read(term_changes.of_task, (await world.task(number)).id)


async def answers(world: World, person: Person) -> int:
    """How many letters about a decision somebody has."""
    await world.telegram.settles()
    return sum(m.text.startswith("Ответ о переносе срока") for m in person.messages)


def digests(person: Person) -> list[str]:
    return [m.text for m in person.messages if m.text.startswith("Доброе утро")]


async def decided_at_night(world: World) -> None:
    """Let a request be agreed to after the hour of letters: tomorrow's digest will tell of it."""
    await world.comes(NINE)
    await asks(world, world.irina, "4.4", "27 марта")
    await world.comes(NINE.replace(hour=22))
    await agrees(world)


def told_of_decision(person: Person) -> bool:
    return any(told_in(message.text) for message in person.messages)


def told_in(text: str) -> bool:
    return "новый срок 27 марта (пт). Решение" in text


def tasks_part(digest: str) -> str:
    """A digest without the decisions it brings."""
    return digest.partition("Решения о переносе")[0] + "".join(
        f"\n\n{part}" for part in digest.split("\n\n") if not part.startswith("Решения о переносе")
    )
