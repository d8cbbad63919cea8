"""A methodist chooses which of the schools do what an order asks of «школы»."""

import asyncio
from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from bot.exports.draft_sheet import draft_sheet
from locales import Words
from storage.domain import questions
from storage.domain.changes import Aspect, ChangeKind, OldRow, compare
from storage.domain.draft import Draft, DraftOrganisation, DraftRow, draft_from_json, draft_to_json
from storage.domain.duties import owing
from storage.domain.participants import candidates
from storage.domain.parties import OrganisationKind, Party
from storage.domain.people import Organisation
from storage.domain.tasks import State
from storage.domain.terms import Term, TermKind, Window
from tests.world import FIRST, SECOND, World

SCHOOLS = (OrganisationKind.SCHOOL,)
ORDER = "\n".join(
    (
        "План методической помощи на 2026 год",
        "№\tМероприятие\tОтветственные\tСроки",
        "1.1\tНеделя открытых дверей\tШколы\tдо 15 мая",
        "1.2\tВыездной семинар\tИМЦ\tдо 20 мая",
        "1.3\tКруглый стол\tШколы\tдо 25 мая",
    )
)
ONE = Organisation(1, 1, OrganisationKind.SCHOOL, "МБОУ «СОШ № 1»", "СОШ № 1")
TWO = Organisation(2, 1, OrganisationKind.SCHOOL, "МБОУ «СОШ № 2»", "СОШ № 2")
CENTRE = Organisation(9, 1, OrganisationKind.CENTRE, "ИМЦ", "ИМЦ")
ALL = (ONE, TWO, CENTRE)
MAY = Term(TermKind.WINDOW, (Window(date(2026, 1, 1), date(2026, 5, 15)),))


def row(title: str = "Неделя", responsible: str = "Школы", *chosen: str) -> DraftRow:
    parties = (Party(responsible, OrganisationKind.SCHOOL),)
    return DraftRow(
        title, responsible=responsible, parties=parties, term="до 15 мая", reading=MAY,
        chosen=chosen,
    )  # fmt: skip


def test_only_the_chosen_schools_owe_and_none_chosen_are_all() -> None:
    both = (*SCHOOLS, OrganisationKind.CENTRE)
    assert owing(both, ALL, [ONE.name]) == (ONE, CENTRE)
    assert owing(both, ALL) == ALL
    assert owing((OrganisationKind.CENTRE,), ALL, [ONE.name]) == (CENTRE,)


def test_what_can_be_chosen_is_what_the_document_lists_as_the_centre_calls_it() -> None:
    listed = (DraftOrganisation("СОШ № 1", "СОШ № 1"), DraftOrganisation("Лицей", "Лицей"))
    found = candidates(Draft("План", (), organisations=listed), ALL)
    assert [one.name for one in found] == [ONE.name, "Лицей"]
    assert [one.name for one in candidates(Draft("План", ()), ALL)] == [ONE.name, TWO.name]


def test_a_choice_is_for_every_row_of_the_wording_and_survives_a_restart() -> None:
    draft = Draft("План", (row(), row("Стол"), row("Сбор", "Школы и ИМЦ")))
    chosen = questions.chosen(draft, 0, [ONE.name])
    assert [r.chosen for r in chosen.rows] == [(ONE.name,), (ONE.name,), ()]
    assert draft_from_json(draft_to_json(chosen)) == chosen


def test_a_draft_that_was_kept_before_schools_could_be_chosen_is_read() -> None:
    kept = draft_to_json(Draft("План", (row(),)))
    for each in kept["rows"]:
        del each["chosen"]
    assert draft_from_json(kept).rows[0].chosen == ()


def test_where_schools_do_it_no_more_no_school_is_chosen() -> None:
    draft = questions.chosen(Draft("План", (row(),)), 0, [ONE.name])
    given = questions.given(draft, 0, {OrganisationKind.CENTRE})
    assert given.rows[0].chosen == ()


@pytest.mark.parametrize(
    ("later", "kind"),
    [
        (row(), ChangeKind.SAME),  # what was settled for the wording holds
        (row("Неделя", "Школы", TWO.name), ChangeKind.CHANGED),
        (row("Неделя", "Школы района"), ChangeKind.CHANGED),
    ],
)
def test_a_choice_holds_while_the_wording_does(later: DraftRow, kind: ChangeKind) -> None:
    old = OldRow(
        1, "Неделя", "1", printed=False, responsible="Школы", parties=SCHOOLS, term="до 15 мая",
        reading=MAY, chosen=(ONE.name,),
    )  # fmt: skip
    [change] = compare([old], [later]).rows
    assert change.kind is kind
    assert (Aspect.PARTIES in change.aspects) is (kind is ChangeKind.CHANGED)


def test_the_table_names_the_chosen_schools() -> None:
    draft = Draft("План", (row("Неделя", "Школы", ONE.name),))
    book = CalamineWorkbook.from_filelike(BytesIO(draft_sheet(draft, Words("ru"))))
    cells = [cell for line in book.get_sheet_by_index(0).to_python() for cell in line]
    assert f"школы\n{ONE.name}" in cells


async def test_a_methodist_chooses_the_schools_of_a_wording(world: World) -> None:
    aminat = world.aminat
    await opens(world, ORDER)
    await aminat.sees("Ни одна не отмечена, поэтому все (2).")
    assert [f"☐ {FIRST}", f"☐ {SECOND}", "Все школы", "Сохранить"] == aminat.labels
    await aminat.taps(SECOND)
    await aminat.sees("Выбрано: 1 из 2.")
    assert f"☑ {SECOND}" in aminat.labels
    await aminat.taps("Сохранить")
    await aminat.sees("Кто это?")
    assert "Выбраны школы: 1" in aminat.labels
    await aminat.taps("Назад")
    await aminat.sees("«Школы»\nшколы (выбрано: 1), 2 мероприятия")
    await world.restart()
    await aminat.taps("Назад")
    await aminat.sees("Пока вы не нажмёте")
    await aminat.taps("Принять")
    await aminat.sees("3 мероприятия, 3 задачи.")
    made = [t for t in await world.everything() if t.title == "Неделя открытых дверей"]
    assert [(t.organisation.short, t.state) for t in made] == [(SECOND, State.OPEN)]


async def test_a_choice_is_taken_back_school_by_school_or_at_once(world: World) -> None:
    aminat = world.aminat
    await opens(world, ORDER)
    await aminat.taps(FIRST)
    await aminat.sees("Выбрано: 1 из 2.")
    await aminat.taps(FIRST)
    await aminat.sees("Ни одна не отмечена")
    await aminat.taps(FIRST)
    await aminat.sees("Выбрано: 1 из 2.")
    await aminat.taps("Все школы")
    await aminat.sees("Ни одна не отмечена")


async def test_many_schools_are_turned_page_by_page(world: World) -> None:
    names = "\n".join(f"{n}. СОШ № {n}" for n in range(11, 24))
    await opens(world, f"{ORDER}\n\nПеречень школ\n\n{names}")
    aminat = world.aminat
    await aminat.sees("поэтому все (13)")
    assert len(aminat.labels) <= 9
    await aminat.taps("Дальше")
    await world.telegram.settles()
    await aminat.taps("СОШ № 16")
    await aminat.sees("Выбрано: 1 из 13.")
    assert "☑ СОШ № 16" in aminat.labels, "the page stays"


async def test_a_later_order_of_the_same_words_keeps_the_choice(world: World) -> None:
    aminat = world.aminat
    await opens(world, ORDER)
    await aminat.taps(SECOND)
    await aminat.sees("Выбрано: 1 из 2.")
    await aminat.taps("Сохранить")
    await aminat.sees("Кто это?")
    await aminat.taps("Назад")
    await aminat.sees("школы (выбрано: 1), 2 мероприятия")
    await aminat.taps("Назад")
    await aminat.sees("Пока вы не нажмёте")
    await aminat.taps("Принять")
    await aminat.sees("Принято.")
    await aminat.sends_file(ORDER.replace("15 мая", "18 мая").encode(), "план.txt")
    await aminat.sees("изменено 1 · из них с другим сроком 1")
    await aminat.taps("Принять")
    await aminat.sees("Изменено 1")
    made = [t for t in await world.everything() if t.title == "Неделя открытых дверей"]
    assert [t.organisation.short for t in made] == [SECOND]


@pytest.mark.parametrize("forged", ["chosen:{}:0:beef:0", "choose:{}:99:0", "chooseall:{}:1"])
async def test_a_forged_choice_is_an_old_screen(world: World, forged: str) -> None:
    await opens(world, ORDER)
    _, of, _ = world.aminat.button("Сохранить").data.split(":")
    await world.aminat.taps_data(forged.format(of))
    await world.aminat.sees_toast("устарел")


async def test_a_choice_that_comes_after_accepting_changes_nothing(world: World) -> None:
    aminat = world.aminat
    await opens(world, ORDER)
    late = aminat.button(SECOND)
    await aminat.taps("Сохранить")
    await aminat.sees("Кто это?")
    await aminat.taps("Назад")
    await aminat.sees("«Школы»")
    await aminat.taps("Назад")
    await aminat.sees("Пока вы не нажмёте")
    await aminat.taps("Принять")
    await aminat.sees("3 мероприятия, 5 задач.")
    await aminat.taps_again(late)
    await aminat.sees_toast("устарел")
    assert len([t for t in await world.everything() if t.title == "Круглый стол"]) == 2


async def test_nobody_but_the_centres_methodists_chooses(world: World) -> None:
    await opens(world, ORDER)
    button = world.aminat.button(SECOND)
    for other in (world.irina, world.zarema):
        await other.says("/start")
        await other.sees("")
        await other.taps_data(button.data)
        await other.sees_toast("")
    await world.aminat.taps("Сохранить")
    await world.aminat.sees("Кто это?")
    assert "Выбрать школы" in world.aminat.labels


async def test_two_choices_at_once_are_both_kept(world: World) -> None:
    await opens(world, ORDER)
    aminat = world.aminat
    await asyncio.gather(aminat.taps(FIRST), aminat.taps(SECOND))
    await aminat.sees("Выбрано: 2 из 2.")


async def opens(world: World, order: str) -> None:
    """Send an order and go to the choice of schools for its first wording."""
    aminat = world.aminat
    await aminat.sends_file(order.encode(), "план.txt")
    await aminat.sees("Пока вы не нажмёте")
    await aminat.taps("Кто что делает")
    await aminat.sees("«Школы»")
    await aminat.taps("Изменить 1")
    await aminat.sees("Кто это?")
    await aminat.taps("Выбрать школы")
    await aminat.sees("Какие школы это делают?")
