"""«Школы» are those whom the document lists; a later one may list others."""

import asyncio
from datetime import timedelta
from itertools import starmap

from bot.demo.people import Person
from storage import roadmaps
from storage.domain import parties
from storage.domain.draft import Draft, DraftOrganisation, DraftRow
from storage.domain.participants import (
    Turnover,
    listed,
    named_by_rows,
    taking_part,
    turnover,
)
from storage.domain.parties import OrganisationKind
from storage.domain.people import Organisation, Role
from storage.domain.tasks import State
from tests.world import FIRST, MONDAY, PLAN, SECOND, World

OTHER_ORDER = "\n".join(
    (
        "План методической помощи на 2026 год",
        "№\tМероприятие\tОтветственные\tСроки",
        "1.1\tНеделя открытых дверей\tОО\tдо 15 мая",
        "1.2\tВыездной семинар\tИМЦ\tдо 20 мая",
    )
)
ONLY_FIRST = "\n\nПеречень школ\n\n1. СОШ № 1 г. Заречный"
SECOND_LINE = "2. МКОУ «Основная общеобразовательная школа № 3» с. Луговое"
WITHOUT_SECOND = PLAN.replace(SECOND_LINE, "")
NEW_SCHOOL = "Гимназия № 7 г. Заречный"

ONE, THREE, CENTRE = starmap(
    lambda at, kind, name: Organisation(at, 1, kind, name, name),
    [
        (1, OrganisationKind.SCHOOL, "СОШ № 1"),
        (3, OrganisationKind.SCHOOL, "СОШ № 3"),
        (9, OrganisationKind.CENTRE, "ИМЦ"),
    ],
)
ALL = (ONE, THREE, CENTRE)


def listing(*names: str) -> Draft:
    return Draft("План", (), organisations=tuple(DraftOrganisation(n, n) for n in names))


def test_schools_are_those_that_the_document_lists() -> None:
    schools = listed(listing("Средняя общеобразовательная школа № 3"), ALL)
    assert taking_part(ALL, schools) == (THREE, CENTRE)


def test_a_document_that_lists_none_is_for_all() -> None:
    assert listed(listing(), ALL) is None
    assert taking_part(ALL, None) == ALL


def test_a_schools_very_name_goes_before_one_that_is_like_it() -> None:
    longer = Organisation(5, 1, OrganisationKind.SCHOOL, "СОШ № 3 с. Луговое", "СОШ № 3")
    assert listed(listing("СОШ № 3"), (longer, THREE)) == frozenset({3})
    assert listed(listing("СОШ № 3 с. Луговое"), (THREE, longer)) == frozenset({5})


def answering(responsible: str) -> DraftRow:
    """A row of an order for the schools above."""
    row = DraftRow("Отчёт", responsible=responsible, parties=parties.split(responsible))
    return named_by_rows(Draft("План", (row,)), ALL).rows[0]


def test_schools_that_a_row_names_are_chosen_for_it() -> None:
    assert answering("школа № 3").chosen == ("СОШ № 3",)
    assert answering("СОШ № 1, 3, ИМЦ").chosen == ("СОШ № 1", "СОШ № 3")


def test_all_schools_beside_a_named_one_are_all() -> None:
    assert answering("ОО, СОШ № 3").chosen == ()
    assert answering("ОО").doubts == ()


def test_a_school_that_is_not_in_the_list_is_asked_about() -> None:
    settled = answering("СОШ № 1, № 7")
    assert settled.chosen == ("СОШ № 1",)
    assert [doubt.reason for doubt in settled.doubts] == ["school_unknown"]


def test_a_later_list_takes_the_place_of_the_one_before() -> None:
    assert turnover(frozenset({1}), listing("СОШ № 3"), ALL) == Turnover(("СОШ № 3",), (ONE,))
    assert turnover(None, listing("СОШ № 3"), ALL) == Turnover((), (ONE,))
    assert turnover(None, listing("СОШ № 3", "СОШ № 1", "СОШ № 8"), ALL) == Turnover(("СОШ № 8",))


def test_a_later_document_without_a_list_says_nothing_of_schools() -> None:
    assert turnover(frozenset({1}), listing(), ALL) == Turnover()


async def test_only_the_listed_schools_get_tasks(world: World) -> None:
    await sends(world, OTHER_ORDER + ONLY_FIRST)
    await world.aminat.sees("Школы в документе: СОШ № 1 г. Заречный")
    assert f"В списке нет, задач не получат: {SECOND}" in world.aminat.screen
    await world.aminat.taps("Принять")
    await world.aminat.sees("2 мероприятия, 2 задачи.")
    assert await counted(world) == {"Ирина К.": 15, "Марина С.": 14}


async def test_a_document_without_a_list_is_for_all_schools_and_those_to_come(
    world: World,
) -> None:
    await sends(world, OTHER_ORDER)
    await world.aminat.sees(f"Школы: все школы центра (2): {FIRST}, {SECOND}")
    await world.aminat.taps("Принять")
    await world.aminat.sees("2 мероприятия, 3 задачи.")

    # Another order brings a school into the centre: it is one of «all», and not one of the list.
    third = "Календарь олимпиад на 2026 год\n№\tМероприятие\tОтветственные\tСроки\n"
    await sends(
        world, f"{third}1\tОлимпиада по физике\tОО\tдо 3 июня{ONLY_FIRST}\n2. {NEW_SCHOOL}"
    )
    await world.aminat.taps("Принять")
    await world.aminat.sees("Принято.")
    newcomer = world.stranger()
    await world.joins(newcomer, Role.COORDINATOR, NEW_SCHOOL)
    await newcomer.says("/tasks")
    await newcomer.sees("Все задачи: 2")


async def test_a_school_that_is_entered_by_hand_joins_what_is_active(world: World) -> None:
    newcomer = world.stranger()
    await world.joins(newcomer, Role.COORDINATOR, NEW_SCHOOL)
    await newcomer.says("/tasks")
    await newcomer.sees("Все задачи: 14")
    await sends(world, PLAN + "\n")  # the same list as before
    await world.aminat.sees("Больше не участвует: Гимназия № 7 г. Заречный (14 открытых задач)")


async def test_a_school_that_a_later_order_leaves_out_owes_no_more(world: World) -> None:
    marina, aminat = world.marina, world.aminat
    await marina.says("1.2 готово")
    await marina.sees("1.2 отмечено")
    await world.comes(MONDAY + timedelta(hours=3))  # the morning's digests are out

    await sends(world, WITHOUT_SECOND)
    await aminat.sees("Новый документ дорожной карты")
    assert f"Больше не участвует: {SECOND} (13 открытых задач)" in aminat.screen
    assert "Открытые задачи будут отменены, отметки сохранятся." in aminat.screen
    assert "Он ничего не меняет" not in aminat.screen
    await aminat.taps("Принять")
    await aminat.sees("Школы: добавлено 0, больше не участвуют 1")
    assert "1 человек узнает" in aminat.screen

    assert (await world.task("1.2", SECOND)).mark
    theirs = [t for t in await world.everything() if t.organisation.short == SECOND]
    assert {t.state for t in theirs if not t.mark} == {State.CANCELLED}
    assert await counted(world) == {"Ирина К.": 14, "Марина С.": 0}
    assert (await world.task("1.2", FIRST)).state is State.OPEN
    assert await world.happened("schools_changed") == 1

    await world.passes(timedelta(minutes=2))
    told = await marina.sees("Дорожную карту изменили, ООШ № 3")
    assert "2.1 Пары наставников: отменено" in told.text
    assert not [m for m in world.irina.messages if "изменили" in m.text]


async def test_an_order_that_lists_the_school_again_opens_its_tasks(world: World) -> None:
    aminat = world.aminat
    before = [t for t in await world.everything() if t.organisation.short == SECOND]
    await world.marina.says("1.2 готово")
    await world.marina.sees("1.2 отмечено")
    await accepts(world, WITHOUT_SECOND)

    await sends(world, PLAN)
    await aminat.sees(f"Теперь участвует: {SECOND}")
    await aminat.taps("Принять")
    await aminat.sees("Школы: добавлено 1, больше не участвуют 0")
    after = [t for t in await world.everything() if t.organisation.short == SECOND]
    assert [(t.id, t.window) for t in after] == [(t.id, t.window) for t in before]
    assert {t.state for t in after if t.number != "1.2"} == {State.OPEN}
    assert (await world.task("1.2", SECOND)).mark


async def test_a_school_that_is_out_gets_nothing_from_later_changes(world: World) -> None:
    await world.marina.says("1.2 готово")
    await world.marina.sees("1.2 отмечено")
    await accepts(world, WITHOUT_SECOND)
    await accepts(world, WITHOUT_SECOND.replace("до 13 марта", "до 13 апреля, до 13 сентября"))
    mine = [t for t in await world.everything() if t.number == "1.2"]
    of_second = [t for t in mine if t.organisation.short == SECOND]
    assert len(of_second) == 1
    assert of_second[0].mark
    assert len([t for t in mine if t.organisation.short == FIRST]) == 2


async def test_a_school_comes_and_another_goes_with_rows_that_change(world: World) -> None:
    later = WITHOUT_SECOND.replace("до 13 марта", "до 27 марта") + f"\n2. {NEW_SCHOOL}"
    await sends(world, later)
    await world.aminat.sees(f"Теперь участвует: {NEW_SCHOOL}")
    assert f"Больше не участвует: {SECOND} (14 открытых задач)" in world.aminat.screen
    await world.aminat.taps("Принять")
    await world.aminat.sees("Принято.")
    moved, cancelled = await world.task("1.2", NEW_SCHOOL), await world.task("1.2", SECOND)
    assert moved.window
    assert moved.window.end.isoformat() == "2026-03-27"
    assert cancelled.state is State.CANCELLED
    theirs = [t for t in await world.everything() if t.organisation.short == NEW_SCHOOL]
    assert [t.state for t in theirs] == [State.OPEN] * 14


async def test_an_activity_that_goes_to_the_centre_and_comes_back_is_open_again(
    world: World,
) -> None:
    await accepts(world, PLAN.replace("Самообследование школы\tОО", "Самообследование школы\tИМЦ"))
    assert (await world.task("1.2", SECOND)).state is State.CANCELLED
    await accepts(world, PLAN)
    assert (await world.task("1.2", SECOND)).state is State.OPEN


async def test_an_order_that_names_only_some_rows_turns_nobody_out(world: World) -> None:
    some = "\n".join(line for line in PLAN.splitlines() if not line.startswith(("2.", "3.", "4.")))
    await sends(world, some + ONLY_FIRST)
    await world.aminat.sees("Новый документ дорожной карты")
    assert "Больше не участвует" not in world.aminat.screen
    await world.aminat.taps("Принять")
    await world.aminat.sees("Принято.")
    assert await counted(world) == {"Ирина К.": 14, "Марина С.": 14}


async def test_two_who_enter_schools_at_once_lose_neither(world_on_each: World) -> None:
    world = world_on_each
    names = [f"Лицей № {n}" for n in (21, 22, 23)]
    await asyncio.gather(*(world.invites(Role.COORDINATOR, name) for name in names))
    centre = await world.centre()
    [roadmap] = await world.db.read(roadmaps.of_centre, centre.id)
    assert roadmap.schools is not None
    assert len(roadmap.schools) == 2 + len(names)


async def sends(world: World, plan: str) -> None:
    await world.aminat.sends_file(plan.encode(), "приказ.txt")
    await world.telegram.settles(within=60)


async def accepts(world: World, plan: str) -> None:
    await sends(world, plan)
    await world.aminat.taps("Принять")
    await world.aminat.sees("Принято.")


async def counted(world: World) -> dict[str, int]:
    """How many tasks each coordinator sees as their school's."""
    return {person.name: await _tasks(person) for person in (world.irina, world.marina)}


async def _tasks(person: Person) -> int:
    await person.says("/tasks")
    shown = await person.sees("Все задачи: ")
    return int(shown.text.split("Все задачи: ")[1].split()[0])
