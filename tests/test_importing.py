"""Importing: an order is sent to the chat, looked through, accepted once, and becomes tasks."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.buttons.importing import AcceptImport, ShowImport
from bot.demo.people import Person
from storage import imports
from storage.documents import read
from storage.domain import periods, questions
from storage.domain.people import Role
from storage.domain.questions import Answer
from storage.domain.tasks import Standing, Task
from storage.domain.terms import Window
from tests.world import FIRST, PLAN, SECOND, World

SHARED = Path(__file__).parents[1] / ".." / "shared"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000")

NEXT_ORDER = "\n".join(
    (
        "План методической помощи на 2026 год",
        "№\tМероприятие\tОтветственные\tСроки",
        "1. Помощь",
        "1.1\tНеделя открытых дверей\tОО\tдо 15 мая",
        "1.2\tВыездной семинар\tИМЦ, ОО\tдо 31 июня",
        "1.3\tКруглый стол\tСовет мудрецов\tдо 20 мая",
        "1.4\tВстреча выпускников\tОО\t",
        "1.5\tВыставка работ\tРМО\tсентябрь",
    )
)
"""Three rows to be asked about: a day that is none, a party nobody knows, no term at all."""

UNDATED_ORDER = "\n".join(
    (
        "План методической помощи",
        "№\tМероприятие\tОтветственные\tСроки",
        "1.1\tНеделя открытых дверей\tОО\tдо 15 мая",
        "1.2\tВыездной семинар\tИМЦ\tмарт",
    )
)


async def test_the_preview_counts_and_changes_nothing(world: World) -> None:
    shown = await _sends(world, world.aminat, NEXT_ORDER)
    for line in (
        "План методической помощи на 2026 год",
        "1 раздел · 5 мероприятий",
        f"Школы: все школы центра (2): {FIRST}, {SECOND}",
        "Период: с 1 января по 31 декабря 2026",
        "Уже действует другая дорожная карта: «Дорожная карта поддержки школ",
        "Вопросов: 3",
        "Пока вы не нажмёте «Принять», ничего не изменится.",
    ):
        assert line in shown
    await world.irina.says("/tasks")
    await world.irina.sees("Все задачи: 14")
    assert await world.happened("imported") == 1


async def test_what_is_accepted_becomes_tasks_of_every_school(world: World) -> None:
    await _sends(world, world.aminat, NEXT_ORDER)
    await world.aminat.taps("Принять")
    await world.aminat.sees_toast("Принято.")
    # schools 1.1, 1.2, 1.4 twice; the centre 1.2, 1.3; associations 1.5
    shown = await world.aminat.sees("5 мероприятий, 9 задач.")
    assert "Вопросов осталось: 3. Приняты так, как прочитаны." in shown.text
    assert "4 задачи без срока: они ждут" not in shown.text
    for person in (world.irina, world.marina):
        await person.says("/tasks")
        await person.sees("Все задачи: 17")
    assert (await _task_titled(world, "Выставка работ")).organisation.short == (
        "Методические объединения"
    )
    assert await world.happened("imported") == 2


async def test_the_file_and_the_draft_survive_a_restart_of_the_bot(world: World) -> None:
    await _sends(world, world.aminat, NEXT_ORDER)
    await world.restart()
    await world.aminat.taps("Все строки")
    await world.aminat.sees("Строк: 5")
    await world.restart()
    await world.aminat.taps("Назад")
    await world.aminat.taps("Принять")
    await world.aminat.sees("5 мероприятий, 9 задач.")


async def test_all_rows_can_be_looked_through(world: World) -> None:
    await _sends(world, world.aminat, PLAN + "\n")  # a line end makes it another file
    await world.aminat.taps("Все строки")
    shown = await world.aminat.sees("Строк: 13")
    assert "1.2 Самообследование школы\nшколы\nдо 13 марта → с 1 января по 13 марта 2026" in (
        shown.text
    )
    await world.aminat.taps("Дальше")
    shown = await world.aminat.sees("2.3 Консультации по запросам")
    assert "постоянно → постоянно: с 1 января по 31 декабря 2026" in shown.text
    assert "по отдельному графику → по графику, срока пока нет" in shown.text
    await world.aminat.taps("Назад")
    await world.aminat.sees("Новый документ")


async def test_schools_of_the_document_are_entered_once(world: World) -> None:
    renamed = PLAN.replace("МБОУ «Средняя общеобразовательная школа № 1»", "СОШ №1")
    await _sends(world, world.aminat, renamed)
    await world.aminat.taps("Принять")
    await world.aminat.sees("Принято.")
    await world.aminat.says("/people")
    shown = await world.aminat.sees("Люди")
    assert shown.text.count("СОШ") == 1
    assert shown.text.count("ООШ") == 1


async def test_a_new_school_gets_the_tasks_of_the_roadmap_that_is_active(world: World) -> None:
    await _sends(world, world.aminat, PLAN + "\n3. МБОУ «Гимназия № 7» г. Заречный")
    await world.aminat.taps("Принять")
    await world.aminat.sees("Принято.")
    newcomer = world.stranger()
    await world.joins(newcomer, Role.COORDINATOR, "Гимназия № 7 г. Заречный")
    await newcomer.says("/tasks")
    await newcomer.sees("Все задачи: 14")


# Questions


async def test_questions_are_asked_one_at_a_time(world: World) -> None:
    await _sends(world, world.aminat, NEXT_ORDER)
    await world.aminat.taps("Вопросы: 3")
    await world.aminat.sees("Такого дня нет: «до 31 июня»")
    await world.aminat.taps("Дальше")
    await world.aminat.sees("Неизвестно, кто это: «Совет мудрецов»")
    await world.aminat.taps("Дальше")
    await world.aminat.sees("В строке не указан срок.")
    await world.aminat.taps("Пропустить все")
    await world.aminat.sees("Вопросов: 3")


async def test_a_date_that_is_typed_settles_a_question(world: World) -> None:
    await _sends(world, world.aminat, NEXT_ORDER)
    await world.aminat.taps("Вопросы: 3")
    await world.aminat.taps("Указать срок")
    await world.aminat.sees("Напишите срок")
    await world.aminat.says("как рак свистнет")
    await world.aminat.sees("как рак свистнет»")
    await world.aminat.says("до 30 июня")
    await world.aminat.sees("Неизвестно, кто это")
    await world.aminat.taps("Назад")
    await world.aminat.sees("Вопросов: 2")
    await world.aminat.taps("Принять")
    await world.aminat.sees("5 мероприятий")
    assert (await _task_titled(world, "Выездной семинар")).window == Window(
        date(2026, 1, 1), date(2026, 6, 30)
    )


async def test_every_question_can_be_answered_with_a_button(world: World) -> None:
    await _sends(world, world.aminat, NEXT_ORDER)
    await world.aminat.taps("Вопросы: 3")
    await world.aminat.taps("Без срока")
    await world.aminat.sees("Неизвестно, кто это")
    await world.aminat.taps("школы")
    await world.aminat.sees("В строке не указан срок.")
    await world.aminat.taps("Не мероприятие")
    await world.aminat.sees("Вопросов больше нет.")
    await world.aminat.taps("Принять")
    # schools 1.1, 1.2, 1.3 twice; the centre 1.2; associations 1.5; 1.4 is no activity
    await world.aminat.sees("4 мероприятия, 8 задач.")


async def test_who_is_known_once_is_known_in_the_next_document(world: World) -> None:
    await _sends(world, world.aminat, NEXT_ORDER)
    await world.aminat.taps("Вопросы: 3")
    await world.aminat.taps("Дальше")
    await world.aminat.taps("школы")
    await world.aminat.sees("В строке не указан срок.")
    shown = await _sends(world, world.aminat, NEXT_ORDER + "\n")
    assert "Вопросов: 2" in shown


async def test_who_does_what_can_be_corrected(world: World) -> None:
    await _sends(world, world.aminat, NEXT_ORDER)
    await world.aminat.taps("Кто что делает")
    shown = await world.aminat.sees("«ОО»\nшколы, 2 мероприятия")
    assert "«Совет мудрецов»\nцентр, 1 мероприятие" in shown.text
    await world.aminat.taps("Изменить 1")
    await world.aminat.taps("регион")
    await world.telegram.settles()
    assert {"☑ школы", "☑ регион", "☐ центр"} <= set(world.aminat.labels)
    await world.aminat.taps("школы")
    await world.telegram.settles()
    assert "☐ школы" in world.aminat.labels


# Once


async def test_a_second_accept_doubles_nothing(world: World) -> None:
    await _sends(world, world.aminat, NEXT_ORDER)
    button = world.aminat.button("Принять")
    tap = await world.aminat.taps_again(button)
    await world.aminat.sees("5 мероприятий, 9 задач.")
    await world.aminat.taps_again(button)
    await world.aminat.sees("Этот документ уже принят. Ничего не удвоилось.")
    await world.telegram.settles()
    world.telegram.deliver_again(tap)
    await world.aminat.sees("Этот документ уже принят. Ничего не удвоилось.")
    assert await world.happened("imported") == 2
    await world.irina.says("/tasks")
    await world.irina.sees("Все задачи: 17")


async def test_the_same_file_again_is_the_same_preview(world: World) -> None:
    await _sends(world, world.aminat, NEXT_ORDER)
    first = world.aminat.button("Принять").data
    await _sends(world, world.aminat, NEXT_ORDER, "копия.txt")
    assert world.aminat.button("Принять").data == first
    await world.aminat.taps("Принять")
    await world.aminat.sees("Принято.")
    shown = await _sends(world, world.aminat, NEXT_ORDER, expected="уже принят")
    assert shown == "Этот документ уже принят. Ничего не удвоилось."


async def test_a_document_delivered_twice_is_previewed_again_and_doubles_nothing(
    world: World,
) -> None:
    await _sends(world, world.aminat, NEXT_ORDER)
    await world.telegram.settles()
    await world.hears_again("document")
    assert "5 мероприятий" in world.aminat.screen
    assert "Принять" in world.aminat.labels


async def test_two_methodists_accept_at_the_same_moment(world_on_each: World) -> None:
    world = world_on_each
    colleague = world.stranger("Фатима")
    await world.joins(colleague, Role.METHODIST)
    await _sends(world, world.aminat, NEXT_ORDER)
    await _sends(world, colleague, NEXT_ORDER)
    for person in (world.aminat, colleague):
        await person.taps("Принять")
    for person in (world.aminat, colleague):
        await person.sees("5 мероприятий, 9 задач.")
    assert await world.happened("imported") == 2


async def test_what_is_declined_is_dropped(world: World) -> None:
    await _sends(world, world.aminat, NEXT_ORDER)
    accept = world.aminat.button("Принять")
    await world.aminat.taps("Отклонить")
    await world.aminat.sees("Отклонено. Ничего не изменилось.")
    await world.aminat.taps_again(accept)
    await world.aminat.sees_toast("Этот документ отклонён.")
    assert await world.happened("import_declined") == 1
    await _sends(world, world.aminat, NEXT_ORDER)  # another chance
    await world.aminat.taps("Принять")
    await world.aminat.sees("5 мероприятий, 9 задач.")


async def test_what_is_accepted_is_not_declined_any_more(world: World) -> None:
    await _sends(world, world.aminat, NEXT_ORDER)
    decline = world.aminat.button("Отклонить")
    await world.aminat.taps("Принять")
    await world.aminat.sees("Принято.")
    await world.aminat.taps_again(decline)
    await world.aminat.sees_toast("Этот документ уже принят.")
    assert await world.happened("import_declined") == 0


# When the roadmap runs


async def test_a_period_nobody_knows_is_asked_for_and_typed(world: World) -> None:
    shown = await _sends(world, world.aminat, UNDATED_ORDER)
    assert "Период: в документе не указан. Сначала укажите его: от него зависят сроки." in shown
    assert "Вопросов" not in shown
    await world.aminat.taps("Принять")
    await world.aminat.sees("На какой период эта дорожная карта?")
    await world.restart()
    await world.aminat.says("когда получится")
    await world.aminat.sees("Не понимаю «когда получится» как период.")
    await world.aminat.says("2026")
    await world.aminat.sees("Период: с 1 января по 31 декабря 2026")
    await world.aminat.taps("Принять")
    await world.aminat.sees("2 мероприятия, 3 задачи.")
    task = await _task_titled(world, "Неделя открытых дверей")
    assert task.window == Window(date(2026, 1, 1), date(2026, 5, 15))


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2026/2027", "с 1 сентября 2026 по 31 августа 2027"),
        ("с 01.02.2026 по 31.12.2026", "с 1 февраля по 31 декабря 2026"),
        ("2025-2026 учебный год", "с 1 сентября 2025 по 31 августа 2026"),
    ],
)
async def test_a_period_is_typed_as_people_write_it(world: World, typed: str, period: str) -> None:
    await _sends(world, world.aminat, UNDATED_ORDER)
    await world.aminat.taps("Принять")
    await world.aminat.sees("На какой период")
    await world.aminat.says(typed)
    await world.aminat.sees(f"Период: {period}")


OPEN_ORDER = "\n".join(
    (
        "План методической помощи",
        "№\tМероприятие\tОтветственные\tСроки",
        "1.1\tНеделя открытых дверей\tОО\tдо 15 мая",
        "1.2\tВыездной семинар\tИМЦ\tмарт",
        "1.3\tКруглый стол\tИМЦ\tпо мере возможности, до 31 июня",
        "1.4\tВстреча выпускников\tОО\t",
        "1.5\tИтоги прошлого года\tОО\tдо 10 января 2026 года",
    )
)
"""No year but in one row; two rows would be asked about in any year."""


async def test_the_period_is_asked_first_and_once_and_then_what_is_still_open(
    world: World,
) -> None:
    await _sends(world, world.aminat, OPEN_ORDER)
    aminat = world.aminat
    assert "Вопросов: 2" in aminat.screen
    assert "Указать период" in aminat.labels
    assert "Вопросы: 2" not in aminat.labels
    await aminat.taps("Указать период")
    asked = await aminat.sees("На какой период эта дорожная карта?")
    assert "От этого зависят 3 срока." in asked.text
    assert {"2026", "2025/2026", "2026/2027"} <= set(aminat.labels)
    await aminat.taps("2025/2026")
    await aminat.sees("Период: с 1 сентября 2025 по 31 августа 2026")
    assert "Вопросы: 2" in aminat.labels
    await aminat.taps("Вопросы: 2")
    asked = await aminat.sees("Вопрос 1 из 2")
    assert "не говорит" not in asked.text
    await aminat.taps("Дальше")
    await aminat.sees("Встреча выпускников")
    await aminat.taps("Назад")
    await aminat.taps("Принять")
    await aminat.sees("Принято.")
    task = await _task_titled(world, "Неделя открытых дверей")
    assert task.window == Window(date(2025, 9, 1), date(2026, 5, 15))


async def test_the_question_of_the_period_is_left_by_going_back(world: World) -> None:
    await _sends(world, world.aminat, OPEN_ORDER)
    await world.aminat.taps("Указать период")
    await world.aminat.sees("На какой период")
    await world.aminat.taps("Назад")
    await world.aminat.sees("Пока вы не нажмёте")
    await world.aminat.says("2026")
    await world.aminat.sees("Не понимаю")


async def test_a_period_that_was_inferred_can_be_another(world: World) -> None:
    dated = OPEN_ORDER.replace("до 15 мая", "до 15 мая 2026 года").replace("март", "март 2026")
    await _sends(world, world.aminat, dated)
    await world.aminat.sees("Период: с 1 января по 31 мая 2026")
    await world.aminat.taps("Другой период")
    await world.aminat.taps("2026")
    await world.aminat.sees("Период: с 1 января по 31 декабря 2026")
    assert "Другой период" not in world.aminat.labels


def test_what_was_said_of_a_row_outlives_another_period() -> None:
    draft = read(OPEN_ORDER.encode(), "план.txt")
    answered = questions.answered(draft, 3, Answer.NO_DATE)
    found = periods.within(answered, Window(date(2026, 1, 1), date(2026, 12, 31)))
    assert found.rows[3] == answered.rows[3]
    assert found.rows[0].reading.windows == (Window(date(2026, 1, 1), date(2026, 5, 15)),)
    later = periods.within(found, Window(date(2027, 1, 1), date(2027, 12, 31)))
    assert later.rows[0].reading.windows == (Window(date(2027, 1, 1), date(2027, 5, 15)),)
    assert [d.reason for d in later.rows[4].reading.doubts] == ["outside_period"]


async def test_a_roadmap_that_is_over_may_go_to_the_archive(world: World) -> None:
    shown = await _sends(world, world.aminat, PLAN.replace("2026", "2021"))
    assert "Он закончился" in shown
    await world.aminat.taps("Принять в архив")
    await world.aminat.sees("Принято в архив. Напоминаний по ней не будет.")
    await world.irina.says("/tasks")
    await world.irina.sees("Все задачи: 14")


async def test_a_roadmap_that_is_over_may_move_to_this_year(world: World) -> None:
    await _sends(world, world.aminat, NEXT_ORDER.replace("2026", "2021"))
    await world.aminat.taps("2026")
    await world.aminat.sees("Период: с 1 января по 31 декабря 2026")
    await world.aminat.taps("Принять")
    await world.aminat.sees("5 мероприятий, 9 задач.")
    task = await _task_titled(world, "Неделя открытых дверей")
    assert task.window == Window(date(2026, 1, 1), date(2026, 5, 15))


async def test_a_roadmap_that_is_over_may_be_active_all_the_same(world: World) -> None:
    await _sends(world, world.aminat, NEXT_ORDER.replace("2026", "2021"))
    await world.aminat.taps("Принять")
    await world.aminat.sees("5 мероприятий, 9 задач.")
    task = await _task_titled(world, "Неделя открытых дверей")
    assert task.standing(date(2026, 3, 16)) is Standing.OVERDUE


async def test_a_roadmap_to_come_says_that_it_has_not_begun(world: World) -> None:
    shown = await _sends(world, world.aminat, NEXT_ORDER.replace("2026", "2027"))
    assert "Он ещё не начался." in shown


# When the answer is no


async def test_a_coordinator_brings_in_no_roadmap(world: World) -> None:
    for person in (world.irina, world.gleb):
        await person.sends_file(NEXT_ORDER.encode(), "план.txt")
        await person.sees("Это могут делать только методисты центра.")
        await person.says("/import")
        await person.sees("Это могут делать только методисты центра.")
    await world.irina.sends_photo(PNG)
    await world.irina.sees("Не понимаю.")
    stranger = world.stranger()
    await stranger.sends_file(NEXT_ORDER.encode(), "план.txt")
    await stranger.sees("Мы ещё не знакомы.")


async def test_a_methodist_is_told_what_to_send(world: World) -> None:
    await world.aminat.says("/import")
    await world.aminat.sees("Пришлите приказ в этот чат файлом, как он издан.")


async def test_a_photo_is_no_table(world: World) -> None:
    await world.aminat.sends_photo(PNG)
    await world.aminat.sees("По фото таблицу не прочитать. Пришлите сам файл")


async def test_a_file_over_the_limit_is_not_even_fetched(world: World) -> None:
    await world.aminat.sends_file(b"\0" * (20 * 1024 * 1024 + 1), "план.docx")
    await world.aminat.sees("Файл больше 20 МБ.")
    assert world.telegram.calls.of("getFile") == []


async def test_another_centre_sees_no_preview_of_ours(world: World) -> None:
    await _sends(world, world.aminat, NEXT_ORDER)
    of = await world.centre()
    number = int(world.aminat.button("Отклонить").data.split(":")[1])
    assert await world.db.write(imports.get, of.id, number) is not None
    await world.zarema.says("/start")
    await world.zarema.sees("16 марта")
    for button in (ShowImport(number), AcceptImport(number, 1)):
        await world.zarema.taps_data(button.pack())
        await world.zarema.sees_toast("Этого предпросмотра уже нет. Пришлите файл снова.")
    assert await world.happened("imported") == 1


async def test_a_bad_name_of_a_file_is_only_a_name(world: World) -> None:
    for name in ("..\\..\\план.txt", "a" * 250 + ".txt", "\u202eтхт.налп", "план\n<b>.txt", ""):
        shown = await _sends(world, world.aminat, NEXT_ORDER + name, name or "файл")
        assert "5 мероприятий" in shown


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "план.docx", "Файл пустой."),
        ("Уважаемые коллеги, доброе утро.".encode(), "письмо.txt", "нет таблицы с мероприятиями"),
        (b"MZ\x90\0" + b"\0" * 500, "план.docx", "Такие файлы я не читаю."),
        (b"{\\rtf1 text}", "план.docx", "Откройте его в Word, сохраните как .docx"),
        (b"PK\x03\x04 and then nothing", "план.docx", "Файл повреждён"),
        (b"%PDF-1.7\n%broken", "план.pdf", "Файл повреждён"),
    ],
)
async def test_a_file_that_is_no_plan_gets_a_sentence(
    world: World, content: bytes, name: str, said: str
) -> None:
    shown = await _sends(world, world.aminat, content, name, expected=said)
    assert "\n" not in shown
    assert len(shown) < 300


async def test_hostile_files_get_one_clear_sentence_each(quiet_world: World) -> None:
    world, folder = quiet_world, SHARED / "corpus" / "hostile"
    if not folder.is_dir():
        pytest.skip("no ../shared")
    await world.founds_centre()
    methodist = world.stranger("Аминат")
    await world.joins(methodist, Role.METHODIST)
    expected = json.loads((folder / "expected.json").read_text())
    for path in sorted(folder.glob("[0-9]*")):
        rule = expected[path.name]
        shown = await _sends(world, methodist, path.read_bytes(), path.name, expected="")
        if "ok" in rule["accept"] and "Принять" in methodist.labels:
            assert any(f"{n} мероприяти" in shown for n in rule["rows"]), path.name
        else:
            assert "ok" not in rule["accept"] or len(rule["accept"]) > 1, path.name
            assert methodist.labels == [], path.name
            assert len(shown.splitlines()) == 1, path.name
            assert "сломалось" not in shown, path.name


async def test_the_real_roadmaps_come_in_through_the_chat(quiet_world: World) -> None:
    world, folder = quiet_world, SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("no ../shared")
    await world.founds_centre()
    methodist = world.stranger("Аминат")
    await world.joins(methodist, Role.METHODIST)
    shown = await _sends(world, methodist, (folder / "urvan-2021.txt").read_bytes(), "urvan.txt")
    assert "7 разделов · 48 мероприятий" in shown
    await methodist.taps("Принять")
    await methodist.sees("48 мероприятий")
    await methodist.says("/people")
    shown_people = await methodist.sees("Люди")
    assert shown_people.text.count("пока никого") >= 2  # the two schools
    shown = await _sends(world, methodist, (folder / "kaluga-2021.txt").read_bytes(), "kaluga.txt")
    assert "53 мероприятия" in shown


async def test_a_document_that_came_while_the_bot_was_down_is_read_later(world: World) -> None:
    await world.stop()
    await world.aminat.sends_file(NEXT_ORDER.encode(), "план.txt")
    world.clock.move(timedelta(minutes=40))
    world.start()
    await world.aminat.sees("5 мероприятий", within=15)


async def test_words_of_any_length_get_an_answer(world: World) -> None:
    await _sends(world, world.aminat, UNDATED_ORDER)
    await world.aminat.taps("Принять")
    await world.aminat.sees("На какой период")
    await world.aminat.says("когда получится " * 250)
    shown = await world.aminat.sees("Не понимаю «когда получится")
    assert shown.text.endswith("по 31.12.2026.")


async def _sends(
    world: World,
    person: Person,
    content: str | bytes,
    name: str = "план.txt",
    expected: str = "Принять",
) -> str:
    """Send a document; return the screen that took the place of «Читаю файл…»."""
    content = content.encode() if isinstance(content, str) else content
    await person.sends_file(content, name)
    await world.telegram.settles(within=30)
    shown = person.screen
    assert "Читаю файл" not in shown
    assert expected in shown + " ".join(person.labels)
    return shown


async def _task_titled(world: World, title: str) -> Task:
    return next(task for task in await world.everything() if task.title == title)
