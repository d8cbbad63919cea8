"""Asking for another deadline, as the tests of it do; and what became of it."""

from datetime import datetime

from bot.buttons.tasks import Place, ShowTask
from bot.demo.people import Person
from storage import postponements, term_changes
from storage.domain.postponing import Postponement, TermChange
from tests.world import FIRST, MOSCOW, PLAN, SECOND, World

NINE = datetime(2026, 3, 16, 9, 0, 5, tzinfo=MOSCOW)


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
