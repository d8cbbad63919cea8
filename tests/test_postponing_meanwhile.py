"""Postponing, and what happens meanwhile: a mark, a later order, a date set by hand."""

from datetime import date

from storage import tasks
from storage.domain.postponing import Cause
from storage.domain.terms import Window
from tests.postponing import NINE, agrees, asks, changes, digests, opens, requests, revises, wants
from tests.world import FIRST, SECOND, World


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
