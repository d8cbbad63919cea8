"""An order is taken in amid its year: what was over before anybody could know of it."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.buttons.past import AskPast, SetPastAside
from bot.demo.people import Person
from scheduler import policy
from storage import journal
from storage.domain.ladder import USUAL
from storage.domain.people import Role
from storage.domain.tasks import State, Task, late_from
from storage.domain.terms import Window
from storage.domain.workdays import Workdays
from storage.tables import escalations
from tests.shell import vekha
from tests.world import FIRST, MONDAY, MOSCOW, PLAN, World

NINE = MONDAY.replace(hour=9, minute=0, second=5)
DAY = timedelta(days=1)

AMID = "\n".join(
    (
        "План встреч с наставниками на 2026 год",
        "№\tМероприятие\tОтветственные\tСроки",
        "1.1\tВстречи наставников\tОО\tежемесячно",
        "1.2\tПриказ о встречах\tОО\tдо 1 марта",
        "1.3\tИтоги встреч\tОО\tдо 20 декабря",
        "1.4\tСводный список пар\tИМЦ\tдо 1 февраля",
    )
)
"""On 16 March seven tasks of it are over: three at each school, one at the centre."""

ASIDE, ASK = "Не ждать отметок за прошлое", "Ждать отметок за прошлое"


async def test_one_question_is_asked_about_what_is_over(world: World) -> None:
    await accepts(world, AMID)
    shown = await world.aminat.sees("У 7 задач срок прошёл раньше, чем об этом могли узнать.")
    assert "считается не от срока, а со дня, когда задача поступила" in shown.text
    assert {ASIDE, "Сводка"} <= set(world.aminat.labels)
    assert ASK not in world.aminat.labels


async def test_nothing_is_asked_where_nothing_is_over(world: World) -> None:
    await accepts(world, AMID.replace("ежемесячно", "до 1 мая").replace("2026", "2027"))
    assert "срок прошёл" not in world.aminat.screen
    assert ASIDE not in world.aminat.labels


async def test_a_roadmap_that_is_over_as_a_whole_was_asked_about_in_its_preview(
    world: World,
) -> None:
    await accepts(world, AMID.replace("2026", "2021"))
    assert ASIDE not in world.aminat.labels
    assert (await of_order(world, "1.3")).known_on == MONDAY.date()


async def test_what_is_set_aside_is_asked_of_nobody_and_can_be_asked_again(world: World) -> None:
    aminat, irina = world.aminat, world.irina
    await accepts(world, AMID)
    await aminat.taps(ASIDE)
    await aminat.sees("По 7 задачам с прошедшим сроком отметок не ждём.")
    assert (await of_order(world, "1.2")).state is State.NOT_APPLICABLE
    assert (await of_order(world, "1.3")).state is State.OPEN
    [event] = await events(world, "past_set_aside")
    assert len(event["tasks"]) == 7
    await irina.says("/overdue")
    await irina.sees("1.2 Самообследование школы")  # of the other plan, late as ever
    assert "Приказ о встречах" not in irina.screen

    await aminat.taps(ASK)
    await aminat.sees("У 7 задач срок прошёл раньше")
    assert len((await events(world, "past_asked"))[0]["tasks"]) == 7
    await irina.says("/overdue")
    await irina.sees("срок был 1 марта (вс), поступило 16 марта (пн)")


async def test_what_is_set_aside_is_asked_for_when_a_later_order_moves_it(world: World) -> None:
    await accepts(world, AMID)
    await world.aminat.taps(ASIDE)
    await world.aminat.sees("По 7 задачам с прошедшим сроком отметок не ждём.")
    later = AMID.replace("до 1 марта", "до 20 мая").replace("Сводный список пар", "Отчёт")
    await accepts(world, later, "Новый документ дорожной карты")
    moved = await of_order(world, "1.2")
    assert (moved.state, moved.known_on) == (State.OPEN, None)
    assert moved.window
    assert moved.window.end == date(2026, 5, 20)
    await world.aminat.taps_data(AskPast(moved.roadmap_id).pack())
    # Four meetings and the new row; the row that is gone does not come back.
    await world.aminat.sees("У 5 задач срок прошёл раньше")


async def test_a_mark_stands_when_the_past_is_set_aside(world: World) -> None:
    await accepts(world, AMID)
    task = await of_order(world, "1.2")
    await world.irina.says("/overdue")
    await world.irina.sees("Приказ о встречах")
    await world.irina.taps_data(f"done:{task.id}:o:0:0:0")
    await world.irina.sees_toast("1.2 отмечено")
    await world.aminat.taps(ASIDE)
    await world.aminat.sees("По 6 задачам с прошедшим сроком")
    assert (await of_order(world, "1.2")).mark


async def test_the_first_mornings_letters_blame_nobody(world: World) -> None:
    """The plan of the cast has a delay of its own, and goes on as ever beside it."""
    await accepts(world, AMID)
    await world.comes(NINE)
    first = letters_of(world.irina)
    assert len(first) == 1
    assert "Самообследование школы" in first[0]
    assert "Приказ о встречах" not in first[0]
    assert "Встречи наставников" not in first[0]
    await world.comes(NINE + DAY)
    line = line_of(world.irina, "Приказ о встречах")
    assert "срок был 1 марта (вс), поступило 16 марта (пн)" in line
    assert "увидит" not in line


async def test_a_delay_is_seen_above_by_the_days_since_it_came(world: World) -> None:
    await accepts(world, AMID)
    task = await of_order(world, "1.2")
    for day in range(3):
        assert await steps(world, task) == []
        await world.comes(NINE + day * DAY)
    # Wednesday: three days after Monday is Thursday, and the day before it those are warned.
    assert "Завтра это увидит методист" in line_of(world.irina, "Приказ о встречах")
    assert not any("Приказ о встречах" in letter for letter in letters_of(world.aminat))
    await world.comes(NINE + 3 * DAY)
    assert "Приказ о встречах" in letters_of(world.aminat)[-1]
    for day in range(4, 14):
        await world.comes(NINE + day * DAY)
    assert not any("Приказ о встречах" in letter for letter in letters_of(world.gleb))
    await world.comes(NINE + 14 * DAY)
    assert "Приказ о встречах" in letters_of(world.gleb)[-1]


async def test_why_it_came_counts_from_the_day_it_came(world: World) -> None:
    await accepts(world, AMID)
    await world.comes(NINE)
    await world.comes(NINE + DAY)
    await world.irina.taps("Почему мне это пришло?")
    await world.irina.sees("срок 1 марта (вс), поступило 16 марта (пн)")
    assert "напоминание через 1 день после поступления" in world.irina.screen


async def test_the_first_to_come_to_a_school_is_not_met_with_old_delays(world: World) -> None:
    """Nobody was there who could know; the second finds the delays as they are."""
    school = "Лицей № 7"
    await world.invites(Role.COORDINATOR, school)
    await world.passes(10 * DAY)
    first = world.stranger("Вера Т.")
    await world.joins(first, Role.COORDINATOR, school)
    today = world.clock.now().date()
    over = await world.task("1.2", school)
    assert over.known_on == today
    assert (await world.task("2.1", school)).known_on == today  # over since the school was entered
    assert (await world.task("3.1", school)).known_on is None
    await world.passes(5 * DAY)
    await world.joins(world.stranger("Алла Р."), Role.COORDINATOR, school)
    assert (await world.task("1.2", school)).known_on == today
    assert (await world.task("1.2", FIRST)).known_on is None


async def test_a_later_orders_row_that_is_over_counts_from_its_coming(world: World) -> None:
    later = PLAN.replace(
        "2. Учителя", "1.4\tСписок классов\tОО\tдо 2 марта\tСписок\n2. Учителя"
    ).replace("до 13 марта", "до 12 марта")
    await accepts(world, later, "Новый документ дорожной карты")
    assert (await world.task("1.4")).known_on == MONDAY.date()
    assert (await world.task("1.2")).known_on == MONDAY.date()  # moved to a day that is over
    assert (await world.task("2.1")).known_on is None


async def test_a_date_that_is_granted_is_a_deadline_like_any(world: World) -> None:
    await accepts(world, AMID)
    task = await of_order(world, "1.2")
    await world.irina.says("/overdue")
    await world.irina.sees("Приказ о встречах")
    await world.irina.taps_data(f"task:{task.id}:o:0:0:0")
    await world.irina.sees("поступило 16 марта")
    await world.irina.taps("Перенести")
    await world.irina.taps("23 марта")
    await world.irina.taps("болезнь исполнителя")
    await world.telegram.settles()
    await world.aminat.says("/start")
    await world.aminat.taps("Переносы: 1")
    await world.aminat.taps("Принять")
    await world.aminat.sees_toast("")
    await world.telegram.settles()
    granted = await of_order(world, "1.2")
    assert granted.window
    assert (granted.window.end, granted.known_on) == (date(2026, 3, 23), None)


@pytest.mark.parametrize("button", [SetPastAside, AskPast])
async def test_only_the_centres_methodists_decide(
    world: World, button: type[SetPastAside] | type[AskPast]
) -> None:
    await accepts(world, AMID)
    roadmap_id = (await of_order(world, "1.2")).roadmap_id
    for other in (world.irina, world.gleb, world.zarema):
        await other.says("/start")
        await other.sees("")
        await other.taps_data(button(roadmap_id).pack())
        await other.sees_toast("")
    assert (await of_order(world, "1.2")).state is State.OPEN
    assert not await events(world, "past_set_aside")


def test_the_shell_asks_unless_it_is_told_otherwise(tmp_path: Path) -> None:
    url, file = f"sqlite:///{tmp_path / 'vekha.db'}", tmp_path / "план.txt"
    year = datetime.now(MOSCOW).year
    # A year around today, whatever day it is.
    file.write_text(
        AMID.replace("на 2026 год", f"с 1 января {year - 1} года по 31 декабря {year + 1} года")
    )
    assert vekha("centre", "add", "Заречный", url=url).status == 0
    imported = vekha("import", file, "--centre", "Заречный", "--yes", url=url)
    assert "срок прошёл раньше" in imported.said
    assert "повторите команду с --aside" in imported.said
    again = vekha("import", file, "--centre", "Заречный", "--yes", "--aside", url=url)
    assert "с прошедшим сроком отмет" in again.said
    summary = vekha("summary", "--centre", "Заречный", "--json", url=url).json
    assert summary["tasks"]["overdue"] == 0
    assert summary["tasks"]["cancelled"] > 0


# The rule itself


@pytest.mark.parametrize(
    ("today", "stages"),
    [
        ("2026-03-17", ["D+1"]),
        ("2026-03-18", ["D+1", "W+3"]),
        ("2026-03-19", ["D+3", "W+3"]),
    ],
)
def test_the_ladder_is_counted_from_the_day_a_task_came(today: str, stages: list[str]) -> None:
    came = late_from(Window(date(2026, 1, 12), date(2026, 2, 1)), date(2026, 3, 16))
    assert came
    reached = policy.morning(date.fromisoformat(today), Workdays(), USUAL).stages(came)
    assert [str(stage) for stage in reached] == stages


async def accepts(world: World, order: str, preview: str = "Пока вы не нажмёте") -> None:
    await world.aminat.sends_file(order.encode(), "план.txt")
    await world.aminat.sees(preview)
    await world.aminat.taps("Принять")
    await world.aminat.sees("Принято.")


async def of_order(world: World, number: str, school: str = FIRST) -> Task:
    """A task of the plan that was taken in last."""
    found = [t for t in await world.everything() if t.number == number]
    newest = max(task.roadmap_id for task in found)
    return next(t for t in found if (t.roadmap_id, t.organisation.short) == (newest, school))


async def events(world: World, kind: str) -> list[dict[str, list[int]]]:
    centre = await world.centre()
    return await world.db.read(
        lambda tx: [dict(e.facts) for e in journal.events_of(tx, centre.id, kind=kind)]
    )


async def steps(world: World, task: Task) -> list[int]:
    """The steps of which anybody has been warned, or told."""
    query = select(escalations.c.step).where(escalations.c.task_id == task.id)
    return await world.db.read(lambda tx: list(tx.execute(query).scalars()))


def letters_of(person: Person) -> list[str]:
    return [m.text for m in person.messages if m.text.startswith("Доброе утро")]


def line_of(person: Person, title: str) -> str:
    """What the last letter says of a task."""
    [line] = [line for line in letters_of(person)[-1].splitlines() if title in line]
    return line
