"""Postponing: a school asks for another deadline, and those above decide."""

from datetime import date, timedelta

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
from bot.buttons.tasks import Place
from storage.domain.people import Role
from storage.domain.postponing import Cause, Outcome, Why, WhyNot
from storage.domain.terms import Window
from tests.postponing import NINE, answers, asks, changes, opens, request, requests, wants
from tests.world import FIRST, OTHER_CENTRE, SECOND, World


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
        (AskPostponing(theirs.id, *at), "О переносе этого срока может просить"),
        (ChooseUntil(theirs.id, *at, day=day), "О переносе этого срока может просить"),
        (
            GiveReason(theirs.id, *at, day=day, reason=Why.TIME),
            "О переносе этого срока может просить",
        ),
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
    await world.marina.sees_toast("О переносе этого срока может просить")
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
